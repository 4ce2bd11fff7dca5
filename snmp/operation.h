// Get, set and walk as pure dialogues: which message comes next, and what an answer means. No socket,
// no clock; the poller sends and waits.
#pragma once

#include "snmp/message.h"
#include "snmp/reply.h"

#include <memory>

namespace trunkline::snmp {

/// One dialogue with one device. Answers given to accept() are already known to come from the device
/// that was asked and to carry the id of the question.
class Operation {
public:
    enum class Verdict : quint8 {
        Done,    ///< takeReply() has the outcome
        More,    ///< ask request() next
        Foreign, ///< not an answer to what was asked: ignore it and go on waiting
    };

    virtual ~Operation() = default;

    /// False when nothing needs to be asked at all.
    virtual bool hasRequest() const { return true; }
    virtual Pdu request() const = 0;
    virtual Verdict accept(const Message& answer) = 0;
    /// Asks for less from now on; false when there is no less.
    virtual bool shrink() = 0;
    /// Whether a lost answer is a reason to ask for less (a large answer is lost more easily).
    virtual bool shrinksOnTimeout() const { return false; }

    Reply takeReply() { return std::move(reply_); }

protected:
    Verdict fail(Failure failure, QString detail);
    Verdict failWith(const Message& answer, int indexOffset);
    Reply reply_;
};

/// Asks for any number of variables, in as many messages as needed; halves a message on tooBig.
std::unique_ptr<Operation> makeGet(QList<Oid> oids);

/// One message, all or nothing (RFC 3416 section 4.2.5).
std::unique_ptr<Operation> makeSet(VarBinds binds);

/// Everything below `root` (not root itself), by GETBULK, or GETNEXT on v1. Ends as LoopingAgent when
/// the identifiers do not increase, or after maxWalkBinds variables.
std::unique_ptr<Operation> makeWalk(Version version, Oid root, int maxRepetitions);

/// More than any device holds, less than would fill the memory of a workstation.
inline constexpr qsizetype maxWalkBinds = 1'000'000;

} // namespace trunkline::snmp
