// What stands behind the parts of the status bar: how polling goes, which database, what time it is where.

#include "app/desktop/desktop.h"

#include "models/inventory/inventorystore.h"
#include "models/store/migrations.h"
#include "models/store/whendone.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/units.h"

#include <QCoreApplication>

namespace trunkline::desktop {

namespace {

struct DatabaseFigures {
    int schema = 0;
    std::int64_t entries = 0;
};

widgets::Detail statusDetail(const char* part, const QString& title, const QList<widgets::Fact>& facts)
{
    widgets::Detail detail;
    detail.target = {QStringLiteral("status"), QString::fromLatin1(part)};
    detail.title = title;
    detail.overview = {{{}, facts}};
    detail.takesNotes = false;
    return detail;
}

QString numberText(std::int64_t number)
{
    return QLocale().toString(qlonglong(number));
}

} // namespace

void Desktop::showPolling()
{
    store::whenDone(this, station_->executor().read([](store::Connection& connection) { return inventory::devices(connection); }), [this](const QList<inventory::Device>& devices) {
        auto detail = statusDetail("polling", tr("Polling"), {});
        for (const widgets::CollectorFigure& figure : collector_.report().figures)
            detail.overview.first().facts.append({figure.label, figure.text, {}, {}, figure.tone});
        widgets::FactGroup silent{tr("Silent devices"), {}};
        for (const inventory::Device& device : devices)
            if (device.state == inventory::DeviceState::Silent)
                silent.facts.append({device.address, device.name, {QStringLiteral("device"), device.id.toString()}, {}, Tone::Attention});
        if (!silent.facts.isEmpty())
            detail.overview.append(silent);
        window_->showDetail(detail);
    }, [this](const Error& error) { complain(tr("The devices could not be read."), error.sentence()); });
}

void Desktop::showDatabase()
{
    store::whenDone(this, station_->executor().read([](store::Connection& connection) {
        return DatabaseFigures{store::schemaOf(connection), store::journalEnd(connection)};
    }), [this](const DatabaseFigures& figures) {
        const store::DatabaseUrl& url = station_->executor().url();
        window_->showDetail(statusDetail("database", tr("Database"), {{tr("Address"), url.toDisplay(), {}, {}, {}, true},
                                                                      {tr("Kind"), url.engine == store::Engine::Sqlite ? tr("SQLite, this computer") : tr("PostgreSQL, shared")},
                                                                      {tr("Operator"), desk_->profile().name},
                                                                      {tr("Schema"), numberText(figures.schema)},
                                                                      {tr("Journal entries"), numberText(figures.entries)}}));
    }, [this](const Error& error) { complain(tr("The database could not be asked."), error.sentence()); });
}

void Desktop::showClock()
{
    const Timestamp now = station_->clock().now();
    QList<widgets::Fact> facts{{tr("Now"), desk_->timeText(now)},
                               {tr("Time zone"), desk_->profile().zone.name()},
                               {tr("The same in UTC"), OperatorZone::utc().toDisplay(now)}};
    if (desk_->profile().demo)
        facts.append({tr("On this computer"), desk_->timeText(SystemClock().now())});
    window_->showDetail(statusDetail("clock", tr("Clock"), facts));
}

} // namespace trunkline::desktop
