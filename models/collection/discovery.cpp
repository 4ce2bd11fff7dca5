#include "models/collection/discovery.h"

#include "models/collection/columns.h"
#include "models/core/errors.h"

#include <QCoreApplication>
#include <QThreadPool>
#include <QtConcurrent>

namespace trunkline::collection {

static QString discoveryText(const char* text)
{
    return QCoreApplication::translate("Discovery", text);
}

static QString displayName(const inventory::FoundDevice& found)
{
    return found.sysName.isEmpty() ? found.address : found.sysName;
}

Discovery::Discovery(snmp::Engine& engine, QList<inventory::Credential> credentials, DiscoveryOptions options, QObject* parent)
    : QObject(parent), engine_(engine), credentials_(std::move(credentials)), options_(std::move(options))
{
    const bool mayRead = std::any_of(credentials_.begin(), credentials_.end(), [](const auto& credential) { return !credential.forWriting; });
    if (mayRead)
        credentials_.removeIf([](const inventory::Credential& credential) { return credential.forWriting; });
}

void Discovery::cancel()
{
    cancelled_ = true;
    const QMutexLocker locked(&mutex_);
    for (auto& future : underWay_)
        future.cancel();
}

snmp::Reply Discovery::await(QFuture<snmp::Reply> future)
{
    {
        const QMutexLocker locked(&mutex_);
        if (cancelled_)
            future.cancel();
        underWay_.append(future);
    }
    future.waitForFinished();
    const QMutexLocker locked(&mutex_);
    underWay_.removeIf([](const QFuture<snmp::Reply>& done) { return done.isFinished(); });
    if (future.isCanceled() || future.resultCount() == 0) {
        snmp::Reply reply;
        reply.failure = snmp::Failure::Cancelled;
        return reply;
    }
    return future.result();
}

Discovery::Visit Discovery::visit(const Candidate& candidate)
{
    Visit visit{candidate, candidate.addresses.value(0), {}};
    for (const QString& address : candidate.addresses) {
        visit.address = address;
        visit.reading = readDevice(engine_, address, credentials_, options_.reading, [this](QFuture<snmp::Reply> f) { return await(std::move(f)); }, cancelled_);
        if (visit.reading.problem == ReadingProblem::None || cancelled_)
            break;
    }
    return visit;
}

QList<Discovery::Visit> Discovery::visitAll(const QList<Candidate>& wave)
{
    QThreadPool pool;
    pool.setMaxThreadCount(std::max(1, options_.parallel));
    QList<QFuture<Visit>> visits;
    for (const Candidate& candidate : wave)
        visits.append(QtConcurrent::run(&pool, [this, candidate] { return visit(candidate); }));
    QList<Visit> done;
    for (auto& future : visits)
        done.append(future.result());
    return done;
}

QString Discovery::sentenceFor(const Visit& visit) const
{
    QStringList names;
    for (const inventory::Credential& credential : credentials_)
        names.append(credential.name);
    const QString where = QStringLiteral("%1 port %2").arg(visit.address).arg(options_.reading.port);
    const QString tried = names.join(QStringLiteral(", "));
    QString sentence;
    switch (visit.reading.problem) {
    case ReadingProblem::None: return {};
    case ReadingProblem::Cancelled: return discoveryText("The discovery was cancelled before %1 had answered.").arg(where);
    case ReadingProblem::Refused:
        sentence = discoveryText("The device at %1 answers but refuses every credential that was tried (%2); check user names, passwords and protocols.").arg(where, tried);
        break;
    case ReadingProblem::NothingListens:
        sentence = discoveryText("Nothing listens for SNMP at %1; check the address and the port, and that the agent of the device is switched on.").arg(where);
        break;
    case ReadingProblem::BrokenOff:
        sentence = discoveryText("The device at %1 answers, but its tables could not be read to the end (%2); try again, or look at its load and its SNMP view.")
                       .arg(where, visit.reading.detail);
        break;
    case ReadingProblem::NoAnswer:
        sentence = discoveryText("Nothing answered SNMP at %1 with the credentials that were tried (%2); check the address, that the device allows this workstation, "
                                 "and the communities.").arg(where, tried);
        break;
    }
    return visit.candidate.heardOn.isEmpty() ? sentence
                                             : discoveryText("Neighbour “%1” on port %2: %3").arg(visit.candidate.name, visit.candidate.heardOn, sentence);
}

/// What is tried next, each address once, and no more devices than allowed.
QList<Discovery::Candidate> Discovery::takeWave(QList<Candidate>& waiting, DiscoveryFindings& findings)
{
    QList<Candidate> wave;
    for (Candidate candidate : std::exchange(waiting, {})) {
        candidate.addresses.removeIf([&](const QString& address) { return visited_.contains(address); });
        if (candidate.addresses.isEmpty())
            continue;
        if (findings.devices.size() + wave.size() >= options_.maxDevices) {
            ++findings.leftOut;
            continue;
        }
        for (const QString& address : candidate.addresses)
            visited_.insert(address);
        wave.append(candidate);
    }
    return wave;
}

void Discovery::queueNeighbour(const Neighbour& neighbour, const DiscoveredDevice& device, DiscoveryFindings& findings, QList<Candidate>& waiting) const
{
    const inventory::FoundPort* port = localPortOf(neighbour, device.found.ports);
    const QString heardOn = discoveryText("%1 of %2").arg(port ? port->name : QString::number(neighbour.localIfIndex), displayName(device.found));
    const QString name = neighbour.name.isEmpty() ? neighbour.chassisId : neighbour.name;
    if (neighbour.addresses.isEmpty()) {
        findings.failures.append({{}, discoveryText("Neighbour “%1” on port %2 announces no management address; discover it by its own address.").arg(name, heardOn)});
        return;
    }
    QStringList addresses = neighbour.addresses;
    const auto isOutside = [&](const QString& address) {
        return !options_.within.isEmpty()
               && std::none_of(options_.within.begin(), options_.within.end(), [&](const QString& network) { return isWithin(address, network); });
    };
    addresses.removeIf(isOutside);
    if (addresses.isEmpty()) {
        findings.failures.append({neighbour.addresses.first(), discoveryText("Neighbour “%1” on port %2 was not asked: its address %3 lies outside %4.")
                                                                   .arg(name, heardOn, neighbour.addresses.first(), options_.within.join(QStringLiteral(", ")))});
        return;
    }
    waiting.append({addresses, name, heardOn});
}

void Discovery::take(const Visit& visit, DiscoveryFindings& findings, QList<Candidate>& waiting)
{
    if (visit.reading.problem == ReadingProblem::Cancelled)
        return;
    if (visit.reading.problem != ReadingProblem::None) {
        findings.failures.append({visit.address, sentenceFor(visit)});
        return;
    }
    const DiscoveredDevice& device = visit.reading.device;
    QList<inventory::KnownIdentity> known;
    for (qsizetype i = 0; i < findings.devices.size(); ++i)
        known.append({DeviceId(QUuid(uint(i + 1), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)), inventory::identityOf(findings.devices[i].found)});
    if (const auto same = inventory::identify(inventory::identityOf(device.found), known)) {
        // Found by a second address: one device, known by both.
        inventory::FoundDevice& first = findings.devices[qsizetype(same->uuid().data1) - 1].found;
        if (!first.addresses.contains(visit.address))
            first.addresses.append(visit.address);
        return;
    }
    if (!visit.reading.warnings.isEmpty())
        findings.failures.append({visit.address, discoveryText("The device %1 at %2 did not tell all: reading %3 broke off; what these say may be incomplete.")
                                                     .arg(displayName(device.found), visit.address, visit.reading.warnings.join(QStringLiteral(", ")))});
    findings.devices.append(device);
    for (const Neighbour& neighbour : device.neighbours)
        if (!neighbourDevice(neighbour, findings.devices))
            queueNeighbour(neighbour, device, findings, waiting);
}

void Discovery::refuseBadOptions() const
{
    if (!isAddress(options_.seed))
        throw InvalidInput(discoveryText("“%1” is no IP address; name the first device by its address, as 192.0.2.1.").arg(options_.seed));
    if (credentials_.isEmpty())
        throw InvalidInput(discoveryText("There are no SNMP credentials yet, so no device would answer; add one with “trunklinectl credential add”."));
    for (const QString& network : options_.within)
        if (!isNetwork(network))
            throw InvalidInput(discoveryText("“%1” is no network; write it as 192.0.2.0/24.").arg(network));
}

DiscoveryFindings Discovery::explore()
{
    refuseBadOptions();
    DiscoveryFindings findings;
    QList<Candidate> waiting{{{options_.seed}, options_.seed, {}}};
    while (!waiting.isEmpty() && !cancelled_) {
        const QList<Candidate> wave = takeWave(waiting, findings);
        const bool isSeed = findings.devices.isEmpty();
        for (const Visit& visited : visitAll(wave)) {
            if (isSeed && visited.reading.problem != ReadingProblem::None && !cancelled_)
                throw NetworkFailure(sentenceFor(visited));
            take(visited, findings, waiting);
            Q_EMIT progressed({int(findings.devices.size()), int(waiting.size()), int(findings.failures.size()), visited.address});
        }
    }
    findings.cancelled = cancelled_;
    return findings;
}

DiscoveryReport Discovery::run(store::Context& context, const access::Actor& actor)
{
    actor.require(access::Permission::DiscoverNetwork);
    return recordFindings(context, actor, explore());
}

DiscoveryReport recordFindings(store::Context& context, const access::Actor& actor, const DiscoveryFindings& findings)
{
    inventory::InventoryService service(context);
    DiscoveryReport report;
    for (const DiscoveredDevice& device : findings.devices) {
        const inventory::RecordedDevice recorded = service.recordDiscovery(actor, device.found);
        report.devices.append(recorded.id);
        report.newDevices += recorded.outcome == inventory::RecordedDevice::Outcome::New;
        report.changedDevices += recorded.outcome == inventory::RecordedDevice::Outcome::Changed;
    }
    const QList<inventory::FoundLink> links = storedLinks(context.connection, linksBetween(findings.devices), report.devices);
    report.newLinks = service.recordLinks(actor, links).added;
    report.links = int(links.size());
    report.failures = findings.failures;
    report.cancelled = findings.cancelled;
    report.leftOut = findings.leftOut;
    return report;
}

} // namespace trunkline::collection
