#include "app/station/station.h"

#include "app/flows/nonpayment.h"
#include "app/flows/ordertopayment.h"
#include "app/flows/troubletoresolve.h"
#include "models/documents/mailqueue.h"
#include "models/store/settings.h"

#include <QSysInfo>

namespace trunkline::station {

/// It reads invoices and sends them.
static access::Actor mailAgent()
{
    return access::Actor(QStringLiteral("mail"), QSysInfo::machineHostName(), {access::Permission::ViewInvoices, access::Permission::SendDocuments});
}

static std::int64_t offsetAtStart(const store::DatabaseUrl& url)
{
    return store::demoClockOffsetMs(*store::Connection::open(url, store::Connection::Mode::ReadOnly));
}

Station::Station(const store::DatabaseUrl& url, store::Sealer sealer, const StationOptions& options, QObject* parent)
    : QObject(parent), sealer_(std::move(sealer)), clock_(offsetAtStart(url)), ids_(clock_), patience_(options.patience),
      executor_(url, clock_, ids_, [this](const store::JournalEntry& entry) { heard(entry); }), engine_(this), activator_(engine_, clock_),
      flows_(url, clock_, ids_, [this](store::Context& context) {
          const auto runner = std::make_shared<flows::FlowRunner>(context, access::flowAgent(QSysInfo::machineHostName()), makeFlows(context));
          return [runner] { return runner->runToRest(); };
      }, {}, this),
      mail_(url, clock_, ids_, [this](store::Context& context) {
          return [this, &context] { return documents::sendDueMail(context, mailAgent(), sealer_); };
      }, {}, this),
      collector_(url, clock_, ids_, engine_, sealer_, options.collector, [this](const store::JournalEntry& entry) { heard(entry); }, this),
      rediscovery_(url, clock_, ids_, engine_, sealer_, access::collectorAgent(QSysInfo::machineHostName()), [this](const store::JournalEntry& entry) { heard(entry); }, this),
      watcher_(executor_, this)
{
    connect(&watcher_, &JournalWatcher::committed, this, &Station::follow);
    connect(&watcher_, &JournalWatcher::failed, this, &Station::held);
    connect(&flows_, &StoreThread::held, this, &Station::held);
    connect(&mail_, &StoreThread::held, this, &Station::held);
    connect(&collector_, &Collector::held, this, &Station::held);
    connect(&rediscovery_, &Rediscovery::held, this, &Station::held);
}

Station::~Station() = default;

std::vector<std::unique_ptr<flows::Flow>> Station::makeFlows(store::Context& context)
{
    const access::Actor agent = access::flowAgent(QSysInfo::machineHostName());
    std::vector<std::unique_ptr<flows::Flow>> all;
    all.push_back(std::make_unique<flows::TroubleToResolve>(context, agent));
    all.push_back(std::make_unique<flows::OrderToPayment>(context, agent, activator_, sealer_, patience_));
    all.push_back(std::make_unique<flows::NonPayment>(context, agent, activator_, sealer_));
    return all;
}

/// From the thread that committed: the flows need not wait for their next look.
void Station::heard(const store::JournalEntry&)
{
    flows_.wake();
    mail_.wake();
}

/// What others committed: flows read it, and a demo operator's clock follows whoever moved it.
void Station::follow(const QList<store::JournalEntry>& entries)
{
    for (const store::JournalEntry& entry : entries) {
        if (entry.kind == QLatin1String("syslog.changed"))
            collector_.listenForSyslog();
        if (entry.kind == QLatin1String("discoveryPlan.asked"))
            rediscovery_.runNow(entry);
        else if (entry.subjectType == QLatin1String("discoveryPlan"))
            rediscovery_.look();
        if (entry.kind == QLatin1String("traps.changed"))
            collector_.listenForTraps();
        if (entry.kind == QLatin1String("demo.clockMoved")) {
            clock_.setOffsetMs(std::max(clock_.offsetMs(), std::int64_t(entry.after["offsetMs"].toInteger()))); // news of a step that we have left behind
            collector_.tellStatus();
        }
    }
    flows_.wake();
    mail_.wake();
}

} // namespace trunkline::station
