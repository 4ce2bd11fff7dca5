// A device's hardware as the collector would have found and read it: a sensor with limits, a transceiver and ONTs, an hour of values.
#pragma once

#include "models/performance/gaugeservice.h"
#include "models/performance/sampleappender.h"
#include "tests/support/teststore.h"

namespace trunkline::test {

inline performance::FoundHardware::Found foundGauge(const char* measure, const QString& identity, const char* role, int component = -1)
{
    performance::Gauge gauge;
    gauge.measure = QString::fromLatin1(measure);
    gauge.identity = identity;
    gauge.role = QString::fromLatin1(role);
    gauge.name = identity;
    gauge.profile = QStringLiteral("standard");
    gauge.everySeconds = 300;
    return {gauge, component};
}

/// "chassis" (°C, warns above 70), the transceiver at "uplink-0/0", and as many ONTs at "pon-0/1". The chassis is at `celsius` last.
inline QList<performance::Gauge> recordHardware(TestStore& store, DeviceId device, int onts, int celsius)
{
    performance::FoundHardware found;
    performance::FoundHardware::Found chassis = foundGauge("temperature", QStringLiteral("chassis"), "");
    chassis.gauge.limits.highWarning = performance::Limit{{70, 0}, performance::LimitSource::Profile};
    found.gauges.append(chassis);
    performance::Component module;
    module.kind = QStringLiteral("transceiver");
    module.identity = module.serialNumber = QStringLiteral("OLT1-10");
    module.name = module.portName = QStringLiteral("uplink-0/0");
    module.model = QStringLiteral("10GBASE-LR");
    found.components.append(module);
    found.gauges.append(foundGauge("dbm", QStringLiteral("uplink-0/0 Rx"), "rx", 0));
    for (int number = 1; number <= onts; ++number) {
        performance::Component ont;
        ont.kind = QStringLiteral("ont");
        ont.identity = ont.serialNumber = QStringLiteral("FLHN0A4C%1").arg(number, 2, 10, QChar(u'0'));
        ont.name = QStringLiteral("pon-0/1 ONT %1").arg(number);
        ont.portName = QStringLiteral("pon-0/1");
        found.components.append(ont);
        found.gauges.append(foundGauge("dbm", ont.name + QStringLiteral(" Rx"), "rx", number));
    }
    const auto gauges = performance::GaugeService(store.context).record(administrator(), device, found).gauges;
    QList<performance::SeriesKey> keys;
    for (const performance::Gauge& gauge : gauges)
        keys.append({gauge.id.uuid(), performance::metricOf(gauge.measure)});
    const auto places = performance::placesOf(*store.connection, device, keys, QStringLiteral("hardware"));
    std::vector<performance::DeviceRound> rounds;
    for (int minute = -60; minute <= 0; minute += 5) {
        const Timestamp at = store.clock.now().plusMs(minute * 60'000LL);
        performance::DeviceRound round{{at, std::uint32_t(at.ms / 10)}, {}};
        for (qsizetype i = 0; i < gauges.size(); ++i) {
            const Decimal value = gauges[i].measure == QLatin1String("dbm") ? Decimal{-1850 - 10 * i, 2} : Decimal{celsius + minute / 10, 0};
            round.readings.push_back({places[i], std::uint64_t(*performance::storedFigure(gauges[i].measure, value)), 0, 64, 0});
        }
        rounds.push_back(std::move(round));
    }
    performance::SampleAppender(*store.connection).append(rounds);
    return gauges;
}

} // namespace trunkline::test
