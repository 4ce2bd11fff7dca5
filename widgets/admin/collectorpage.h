// How the collector does: figures of now, the last hour as a line, the devices that do not answer, and who sends what is refused.
#pragma once

#include "models/collection/collectorhistory.h"
#include "models/collection/collectorstatus.h"
#include "models/inventory/silentdevices.h"
#include "widgets/admin/adminpage.h"

class QGridLayout;
class QLabel;

namespace trunkline::store {
class Sealer;
}

namespace trunkline::widgets {

class ChartCanvas;

/// One figure with its words, ready for people; `id` names its label: "collectorFigure-timeouts".
struct CollectorFigure {
    QString id;
    QString label; ///< "Requests without an answer"
    QString text;  ///< "12"
    std::optional<Tone> tone = std::nullopt;
    QString explained = {}; ///< what to make of it
    bool operator==(const CollectorFigure&) const = default;
};

struct CollectorReport {
    QList<CollectorFigure> figures;
    QList<collection::CollectorRate> lastHour;
    QList<snmp::RefusedSource> refused = {}; ///< who sends what is refused, the most first
};

class CollectorPage : public AdminPage {
    Q_OBJECT
public:
    /// `sealer` outlives the page.
    CollectorPage(Desk& desk, DetailPane& detail, const store::Sealer& sealer, QWidget* parent = nullptr);

    QString title() const override { return tr("Collector"); }
    QString help() const override;
    void refresh() override;
    void showDetail() override;
    QStringList subjects() const override { return {QStringLiteral("device")}; }
    void showReport(const CollectorReport& report);
    QList<TablePane*> tables() const override { return {table_, refusedTable_}; }

private:
    QWidget* buildBody();
    void askForTraps();
    void askForSyslog(const store::Sealer& sealer);
    void layFigures(const QList<CollectorFigure>& figures);
    void showHour(const QList<collection::CollectorRate>& rates);

    inventory::SilentDeviceModel model_;
    collection::RefusedModel refusedModel_;
    TablePane* refusedTable_;
    QGridLayout* grid_;
    QLabel* waiting_;
    ChartCanvas* chart_;
    QStringList laid_; ///< ids of the figures that have labels
    QList<CollectorFigure> figures_;
    Asking listAnswer_;
    Asking trapAnswer_;
    Asking syslogAnswer_;
};

} // namespace trunkline::widgets
