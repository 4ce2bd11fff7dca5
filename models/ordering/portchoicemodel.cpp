#include "models/ordering/portchoicemodel.h"

#include <QCoreApplication>

namespace trunkline::ordering {

namespace {

struct PortColumnTexts {
    Q_DECLARE_TR_FUNCTIONS(PortChoiceModel)
};

QString speedText(const PortChoice& choice)
{
    return choice.port.lineBps() > 0 ? QLocale().toString(qlonglong(choice.port.lineBps() / 1'000'000)) : QString();
}

QList<Column<PortChoice>> portChoiceColumns()
{
    const auto tr = [](const char* text) { return PortColumnTexts::tr(text); };
    return {Column<PortChoice>("site", tr("Site"), [](const PortChoice& choice) { return choice.siteName; }),
            Column<PortChoice>("device", tr("Device"), [](const PortChoice& choice) { return choice.deviceName; }),
            Column<PortChoice>("port", tr("Port"), [](const PortChoice& choice) { return choice.port.name; })
                .with([](const PortChoice&, int role) { return role == IdentifierRole ? QVariant(true) : QVariant(); }),
            Column<PortChoice>("speed", tr("Speed (Mbit/s)"), speedText).right()
                .sortedBy([](const PortChoice& choice) { return SortKey(choice.port.lineBps()); }),
            Column<PortChoice>("check", tr("Technical check"), [tr](const PortChoice& choice) { return choice.fits() ? tr("Free") : choice.hindrance; })
                .sortedBy([](const PortChoice& choice) { return SortKey(naturalKey(choice.hindrance)); })
                .with([](const PortChoice& choice, int role) -> QVariant {
                    if (role == ToneRole)
                        return int(choice.fits() ? Tone::Good : Tone::Bad);
                    return role == Qt::ToolTipRole ? QVariant(choice.hindrance) : QVariant();
                }),
            Column<PortChoice>("description", tr("Description"), [](const PortChoice& choice) { return choice.port.description; }).hiddenAtFirst()};
}

} // namespace

PortChoiceModel::PortChoiceModel(QObject* parent)
    : ValueModel<PortChoice>(portChoiceColumns(), [](const PortChoice& choice) { return choice.port.id.toString(); }, parent)
{
}

} // namespace trunkline::ordering
