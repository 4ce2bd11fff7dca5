// Activating and verifying a port as pure dialogues: which message comes next, and what its answer
// means. No socket, no waiting; the Activator asks and waits.
#pragma once

#include "models/core/timestamp.h"
#include "models/fulfilment/activationtask.h"
#include "snmp/reply.h"

#include <memory>
#include <optional>

namespace trunkline::fulfilment {

/// What came of a task on the network.
struct ActivationResult {
    bool ok = false;
    QString reason;       ///< one sentence for people when it is not ok: what, where, what to do
    QJsonObject evidence; ///< {"device", "address", "port", "ifIndex", "alias", "at", "steps": [{"operation", "at", "values":
                          ///< [{"oid", "name", "value"}] or [{"oid", "name", "before", "after"}] or "failure"}]}
    Timestamp at;         ///< when the last answer came, by the injected clock
    bool operator==(const ActivationResult&) const = default;
};

/// The next message of a dialogue.
struct PortRequest {
    enum class Operation {
        Get, ///< with the credential for reading
        Set, ///< with the credential for writing
    };
    Operation operation = Operation::Get;
    QList<snmp::Oid> oids; ///< of a Get
    snmp::VarBinds binds;  ///< of a Set
    int pauseMs = 0;       ///< to wait before asking
};

class PortDialogue {
public:
    virtual ~PortDialogue() = default;
    /// Nothing when result() is known.
    virtual std::optional<PortRequest> next() const = 0;
    virtual void accept(const snmp::Reply& reply, Timestamp at) = 0;
    virtual ActivationResult result() const = 0;
};

/// How long a port may take to come up: equipment at the customer's end has to find its network first.
struct VerifyPatience {
    int attempts = 10;
    int pauseMs = 2000;
};

/// Reads the port (is it still the port that was sold, is it nobody else's), labels it and switches it on
/// in one SET, and reads it back. A port that is as it should be is not written again: a task that is
/// repeated after a crash does no harm.
std::unique_ptr<PortDialogue> makeActivation(PortTask task, QString address);
/// The same, but switched off: what is not paid is not delivered. The label stays, so the port stays the service's.
std::unique_ptr<PortDialogue> makeSuspension(PortTask task, QString address);
/// Reads until the port is the one that was sold, labelled, switched on and operationally up, or patience ends.
std::unique_ptr<PortDialogue> makeVerification(PortTask task, QString address, VerifyPatience patience = {});

} // namespace trunkline::fulfilment
