// From one address to the whole network: each device tells who is at the other ends of its ports.
#pragma once

#include "models/collection/topology.h"
#include "models/inventory/inventoryservice.h"

#include <QMutex>
#include <QObject>
#include <QSet>

namespace trunkline::collection {

struct DiscoveryOptions {
    QStringList seeds;     ///< IPv4 or IPv6 addresses, where devices are known to be
    QStringList addresses; ///< others to try; nobody is missed where nobody answers
    QString domain;        ///< the routing domain of all these addresses; empty: the operator's own
    ReadingOptions reading;
    bool followNeighbours = true;
    QStringList within;    ///< networks ("192.0.2.0/24") that neighbours are asked in; empty: anywhere
    int maxDevices = 1000; ///< no more are read; the report then says so
    int parallel = 16;     ///< devices read at the same time
    QSet<Refusal> refused; ///< see knownRefusals(); with a context it reads them itself
    bool retryRefused = false; ///< a person says that the passwords are right by now
};

struct DiscoveryProgress {
    int found = 0;
    int waiting = 0; ///< heard of and not read yet
    int failed = 0;
    QString current; ///< the address that was finished last
};

struct DiscoveryFailure {
    QString address;  ///< empty when the neighbour announces none
    QString sentence; ///< for people: what, where, what to do
};

/// What the network said; nothing is stored yet.
struct DiscoveryFindings {
    QList<DiscoveredDevice> devices; ///< the seeds first
    QList<DiscoveryFailure> failures;
    QStringList silent;              ///< addresses at which nothing could be read
    QString domain;
    bool cancelled = false;
    int leftOut = 0; ///< neighbours that maxDevices left unread
};

/// Links by the identifiers of their ports; `devices` are those of the findings, in order.
QList<inventory::FoundLink> storedLinks(store::Connection& connection, const QList<LinkEnds>& links, const QList<DeviceId>& devices);

struct DiscoveryReport {
    QList<DeviceId> devices;
    int newDevices = 0;
    int changedDevices = 0;
    int links = 0;
    int newLinks = 0;
    QList<DiscoveryFailure> failures;
    bool cancelled = false;
    int leftOut = 0;
};

/// What devices of the domain have refused and is not to be tried again.
QSet<Refusal> knownRefusals(store::Connection& connection, const QString& domain);
/// No entry: a fact about devices, of interest as long as the credential is as it was.
void noteRefusals(store::Context& context, const access::Actor& actor, const QString& domain, const QSet<Refusal>& refused);

/// Each device a verb of its own: what was recorded stays when a later one fails. Links between the devices that were read, and that nobody
/// reports any more, age.
DiscoveryReport recordFindings(store::Context& context, const access::Actor& actor, const DiscoveryFindings& findings);

class Discovery : public QObject {
    Q_OBJECT
public:
    /// `credentials` in the order to try; those for writing are used only when there is no other.
    Discovery(snmp::Engine& engine, QList<inventory::Credential> credentials, DiscoveryOptions options, QObject* parent = nullptr);

    /// Reads the network, breadth first: the seeds, the other addresses, then who is next to those. Blocks: call it on a thread of your own (a desktop's worker,
    /// trunklinectl's main thread), never on the engine's. Throws InvalidInput (no address, no network, no credentials)
    /// and NetworkFailure (there are seeds, and none can be read).
    DiscoveryFindings explore();
    /// explore() without what is known to be refused; what is refused now is kept, also when nothing was found. Throws PermissionMissing
    /// before anything is sent.
    DiscoveryFindings explore(store::Context& context, const access::Actor& actor);
    /// That and recordFindings().
    DiscoveryReport run(store::Context& context, const access::Actor& actor);

    /// From any thread: explore() returns soon with what it has.
    void cancel();
    QSet<Refusal> refused() const { return refusals_.fresh(); }

Q_SIGNALS:
    /// On the thread of explore().
    void progressed(const trunkline::collection::DiscoveryProgress& progress);

private:
    /// A neighbour to read, and who spoke of it.
    struct Candidate {
        QStringList addresses;
        QString name;
        QString heardOn; ///< "Twe1/0/1 of agg-1"; empty for a seed
        bool isExpected = true; ///< false for an address of a range, where nobody need be
    };
    struct Visit {
        Candidate candidate;
        QString address;
        DeviceReading reading;
    };

    Visit visit(const Candidate& candidate);
    QList<Visit> visitAll(const QList<Candidate>& wave);
    QList<Candidate> takeWave(QList<Candidate>& waiting, DiscoveryFindings& findings);
    QList<Candidate> firstCandidates() const;
    void takeFailure(const Visit& visit, DiscoveryFindings& findings) const;
    void take(const Visit& visit, DiscoveryFindings& findings, QList<Candidate>& waiting);
    void queueNeighbour(const Neighbour& neighbour, const DiscoveredDevice& device, DiscoveryFindings& findings, QList<Candidate>& waiting) const;
    void refuseBadOptions() const;
    snmp::Reply await(QFuture<snmp::Reply> future);
    QString sentenceFor(const Visit& visit) const;

    snmp::Engine& engine_;
    QList<inventory::Credential> credentials_;
    DiscoveryOptions options_;
    Refusals refusals_;
    QSet<QString> visited_; ///< addresses
    std::atomic<bool> cancelled_ = false;
    QMutex mutex_;
    QList<QFuture<snmp::Reply>> underWay_;
};

} // namespace trunkline::collection

Q_DECLARE_METATYPE(trunkline::collection::DiscoveryProgress)
