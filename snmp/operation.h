// Get, set, walk and sweep as pure dialogues: which message comes next, and what an answer means. No socket,
// no clock; the poller sends and waits.
#pragma once

#include "snmp/devicememory.h"
#include "snmp/reply.h"
#include "snmp/wire.h"

#include <memory>

namespace trunkline::snmp {

/// What a PDU says beside its variables.
struct Question {
    PduType type = PduType::Get;
    qint32 nonRepeaters = 0;
    qint32 maxRepetitions = 0;
};

/// One dialogue with one device. Answers given to accept() are already known to come from the device
/// that was asked and to carry the id of the question.
class Operation {
public:
    enum class Verdict : quint8 {
        Done,      ///< takeReply() has the outcome
        More,      ///< ask write() next
        Foreign,   ///< not an answer to what was asked: ignore it and go on waiting
        Malformed, ///< nothing that could be read: the same
    };

    virtual ~Operation() = default;

    /// What is remembered of the device; stays there until the operation ends.
    virtual void begin(DeviceMemory&) {}
    /// False when nothing needs to be asked at all.
    virtual bool hasRequest() const { return true; }
    /// Writes the list of variables of the next question.
    virtual Question write(BerWriter& writer) = 0;
    /// `afterMs` since the first question was sent.
    virtual Verdict accept(const PduView& answer, qint64 afterMs) = 0;
    /// Asks for less from now on; false when there is no less.
    virtual bool shrink() = 0;
    /// Whether a lost answer is a reason to ask for less (a large answer is lost more easily).
    virtual bool shrinksOnTimeout() const { return false; }
    /// Whether it comes again and again: a device that is silent is then asked only once each time.
    virtual bool isPeriodic() const { return false; }

    Reply takeReply() { return std::move(reply_); }

protected:
    Verdict fail(Failure failure, QString detail);
    Verdict failWith(int errorStatus, int errorIndex);
    Reply reply_;
};

/// Asks for any number of variables, in as many messages as needed; halves a message on tooBig.
std::unique_ptr<Operation> makeGet(QList<Oid> oids);

/// One message, all or nothing (RFC 3416 section 4.2.5).
std::unique_ptr<Operation> makeSet(VarBinds binds);

/// Everything below `root` (not root itself), by GETBULK, or GETNEXT on v1. Ends as LoopingAgent when
/// the identifiers do not increase, or after `maxBinds` variables.
std::unique_ptr<Operation> makeWalk(Version version, Oid root, int maxRepetitions, qsizetype maxBinds);

inline constexpr int statusTooBig = 1; ///< RFC 3416 section 3
inline constexpr int statusNoSuchName = 2;

} // namespace trunkline::snmp
