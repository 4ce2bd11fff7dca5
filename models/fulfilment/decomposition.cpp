#include "models/fulfilment/decomposition.h"

#include "models/core/errors.h"
#include "models/fulfilment/activationtask.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::fulfilment {

namespace {

struct DecompositionTexts {
    Q_DECLARE_TR_FUNCTIONS(Fulfilment)
};

void requireFit(const catalogue::Offering& offering, const inventory::Service& service, const inventory::Port& port, const inventory::Device& device)
{
    if (service.portId != port.id || port.deviceId != device.id)
        throw Refused(DecompositionTexts::tr("The service %1 does not hold the port %2 of %3; cancel the order and place it anew.").arg(service.name, port.name, device.name));
    if (!port.present || port.ifIndex <= 0)
        throw Refused(DecompositionTexts::tr("The device %1 no longer reports the port %2; discover it again, or place the order for another port.").arg(device.name, port.name));
    const std::int64_t neededBps = std::max(offering.downKbps, offering.upKbps) * 1000;
    if (port.lineBps() > 0 && port.lineBps() < neededBps)
        throw Refused(DecompositionTexts::tr("The port %1 of %2 carries %3 Mbit/s, but %4 needs %5 Mbit/s; place the order for a faster port.")
                          .arg(port.name, device.name).arg(port.lineBps() / 1'000'000).arg(offering.name).arg(neededBps / 1'000'000));
}

} // namespace

QList<ordering::TaskDraft> decompose(const catalogue::Offering& offering, const inventory::Service& service, const inventory::Port& port,
                                     const inventory::Device& device)
{
    requireFit(offering, service, port, device);
    const QJsonObject parameters = toJson(PortTask{device.id, device.name, port.id, port.name, port.ifIndex, service.name});
    return {{QLatin1StringView(activatePortKind), parameters}, {QLatin1StringView(verifyPortKind), parameters}};
}

} // namespace trunkline::fulfilment
