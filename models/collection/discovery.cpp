#include "models/collection/discovery.h"

#include "models/collection/columns.h"
#include "models/core/errors.h"
#include "models/inventory/inventorystore.h"

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
    : QObject(parent), engine_(engine), credentials_(std::move(credentials)), options_(std::move(options)),
      refusals_(options_.retryRefused ? QSet<Refusal>() : options_.refused)
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
        visit.reading = readDevice(engine_, address, credentials_, options_.reading, refusals_, [this](QFuture<snmp::Reply> f) { return await(std::move(f)); }, cancelled_);
        if (visit.reading.problem == ReadingProblem::None || cancelled_)
            break;
    }
    visit.reading.device.found.domain = options_.domain;
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
        sentence = discoveryText("The device at %1 answers but refuses every credential that was tried (%2); check user names, passwords and protocols. They are not tried there again until they are changed.").arg(where, tried);
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

/// At most addresses of a range there is nobody: only an answer that can't be read is worth a word.
void Discovery::takeFailure(const Visit& visit, DiscoveryFindings& findings) const
{
    findings.silent.append(visit.candidate.addresses);
    const bool nobody = visit.reading.problem == ReadingProblem::NoAnswer || visit.reading.problem == ReadingProblem::NothingListens;
    if (visit.candidate.isExpected || !nobody)
        findings.failures.append({visit.address, sentenceFor(visit)});
}

void Discovery::take(const Visit& visit, DiscoveryFindings& findings, QList<Candidate>& waiting)
{
    if (visit.reading.problem == ReadingProblem::Cancelled)
        return;
    if (visit.reading.problem != ReadingProblem::None)
        return takeFailure(visit, findings);
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
    if (!options_.followNeighbours)
        return;
    for (const Neighbour& neighbour : device.neighbours)
        if (!neighbourDevice(neighbour, findings.devices))
            queueNeighbour(neighbour, device, findings, waiting);
}

void Discovery::refuseBadOptions() const
{
    if (options_.seeds.isEmpty() && options_.addresses.isEmpty())
        throw InvalidInput(discoveryText("Discovery needs a first address; name a device, or a range such as 192.0.2.0/24."));
    for (const QString& address : options_.seeds + options_.addresses)
        if (!isAddress(address))
            throw InvalidInput(discoveryText("“%1” is no IP address; name the first device by its address, as 192.0.2.1.").arg(address));
    if (credentials_.isEmpty())
        throw InvalidInput(discoveryText("There are no SNMP credentials yet, so no device would answer; add one in Admin, Credentials, or with “trunklinectl credential add”."));
    for (const QString& network : options_.within)
        if (!isNetwork(network))
            throw InvalidInput(discoveryText("“%1” is no network; write it as 192.0.2.0/24.").arg(network));
}

QList<Discovery::Candidate> Discovery::firstCandidates() const
{
    QList<Candidate> first;
    for (const QString& seed : options_.seeds)
        first.append({{seed}, seed, {}, true});
    for (const QString& address : options_.addresses)
        first.append({{address}, address, {}, false});
    return first;
}

DiscoveryFindings Discovery::explore()
{
    refuseBadOptions();
    DiscoveryFindings findings;
    findings.domain = options_.domain;
    QList<Candidate> waiting = firstCandidates();
    bool isFirst = true;
    while (!waiting.isEmpty() && !cancelled_) {
        const QList<Candidate> wave = takeWave(waiting, findings);
        for (const Visit& visited : visitAll(wave)) {
            take(visited, findings, waiting);
            Q_EMIT progressed({int(findings.devices.size()), int(waiting.size()), int(findings.failures.size()), visited.address});
        }
        if (isFirst && findings.devices.isEmpty() && !options_.seeds.isEmpty() && !cancelled_)
            throw NetworkFailure(findings.failures.first().sentence);
        isFirst = false;
    }
    findings.cancelled = cancelled_;
    return findings;
}

DiscoveryFindings Discovery::explore(store::Context& context, const access::Actor& actor)
{
    actor.require(access::Permission::DiscoverNetwork);
    if (!options_.retryRefused)
        for (const Refusal& refusal : knownRefusals(context.connection, options_.domain))
            refusals_.remember(refusal);
    const auto note = [&] { noteRefusals(context, actor, options_.domain, refused()); };
    try {
        const DiscoveryFindings findings = explore();
        note();
        return findings;
    } catch (const NetworkFailure&) {
        note();
        throw;
    }
}

DiscoveryReport Discovery::run(store::Context& context, const access::Actor& actor)
{
    return recordFindings(context, actor, explore(context, actor));
}

QSet<Refusal> knownRefusals(store::Connection& connection, const QString& domain)
{
    QSet<Refusal> known;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT credential_id, device FROM credential_refusal WHERE domain = ?"), {domain}))
        known.insert({row.id<CredentialId>("credential_id"), row.text("device")});
    return known;
}

void noteRefusals(store::Context& context, const access::Actor& actor, const QString& domain, const QSet<Refusal>& refused)
{
    actor.require(access::Permission::DiscoverNetwork);
    store::Transaction transaction(context.connection);
    for (const auto& [credential, device] : refused)
        context.connection.exec(QStringLiteral("INSERT INTO credential_refusal (credential_id, domain, device, refused_at_ms) "
                                               "SELECT id, ?, ?, ? FROM credential WHERE id = ? ON CONFLICT (credential_id, domain, device) DO NOTHING"),
                                {domain, device, context.clock.now(), credential});
    transaction.commit();
}

QList<inventory::FoundLink> storedLinks(store::Connection& connection, const QList<LinkEnds>& links, const QList<DeviceId>& devices)
{
    QList<inventory::FoundLink> stored;
    for (const LinkEnds& link : links) {
        if (devices[link.aDevice].isNull() || devices[link.bDevice].isNull())
            continue;
        const auto a = inventory::portByName(connection, devices[link.aDevice], link.aPort);
        const auto b = inventory::portByName(connection, devices[link.bDevice], link.bPort);
        if (!a || !b || a->id == b->id)
            continue;
        inventory::FoundLink found{a->id, b->id, {}};
        for (const LinkWitness& witness : link.evidence)
            found.evidence.append({witness.kind, witness.atA ? a->id : b->id});
        stored.append(found);
    }
    return stored;
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
    report.newLinks = service.recordLinks(actor, links, QSet<DeviceId>(report.devices.begin(), report.devices.end())).added;
    report.links = int(links.size());
    report.failures = findings.failures;
    report.cancelled = findings.cancelled;
    report.leftOut = findings.leftOut;
    return report;
}

} // namespace trunkline::collection
