#include "snmp/operation.h"

#include <algorithm>

namespace trunkline::snmp {

namespace {

constexpr qsizetype mostBindsAMessage = 60;
constexpr qsizetype requestBudgetOctets = 1100; // below 1472 with the header of an encrypted v3 message
constexpr int mostRepetitions = 1000;

/// An upper bound of what one variable takes in a request: an arc has up to five octets (X.690 8.19).
qsizetype octetsOf(const Oid& oid)
{
    qsizetype octets = 10;
    for (const std::uint32_t arc : oid.arcs())
        octets += arc < 0x80 ? 1 : arc < 0x4000 ? 2 : arc < 0x200000 ? 3 : arc < 0x10000000 ? 4 : 5;
    return octets;
}

/// An error may come with the variables of the question or with none (RFC 3416 section 4.2.1).
bool namesMatch(const VarBinds& answer, const VarBinds& question)
{
    return std::equal(answer.begin(), answer.end(), question.begin(), question.end(),
                      [](const VarBind& a, const VarBind& q) { return a.oid == q.oid; });
}

struct Answer {
    int errorStatus = 0;
    int errorIndex = 0;
    VarBinds binds;
};

/// For the operations that hand out their variables as a list.
class ListOperation : public Operation {
public:
    Question write(BerWriter& writer) override
    {
        const Pdu pdu = request();
        writer.varBinds(pdu.binds);
        return {pdu.type, 0, pdu.maxRepetitions};
    }

    Verdict accept(const PduView& answer, qint64) override
    {
        auto binds = readBinds(answer.binds);
        return binds ? onList({answer.errorStatus, answer.errorIndex, *std::move(binds)}) : Verdict::Malformed;
    }

protected:
    virtual Pdu request() const = 0;
    virtual Verdict onList(const Answer& answer) = 0;
};

class GetOperation final : public ListOperation {
public:
    explicit GetOperation(QList<Oid> oids) : oids_(std::move(oids)) {}

    bool hasRequest() const override { return !oids_.isEmpty(); }

    Pdu request() const override
    {
        Pdu pdu{PduType::Get, {}, 0};
        qsizetype octets = 0;
        for (qsizetype i = next_; i < oids_.size() && pdu.binds.size() < limit_; ++i) {
            octets += octetsOf(oids_[i]);
            if (octets > requestBudgetOctets && !pdu.binds.isEmpty())
                break;
            pdu.binds.append({oids_[i], {}});
        }
        return pdu;
    }

    Verdict onList(const Answer& answer) override
    {
        const VarBinds asked = request().binds;
        if (answer.errorStatus == statusTooBig)
            return shrink() ? Verdict::More : fail(Failure::TooBig, QStringLiteral("the answer to one variable does not fit a message"));
        if (answer.errorStatus != 0)
            return answer.binds.isEmpty() || namesMatch(answer.binds, asked) ? failWith(answer.errorStatus, answer.errorIndex > 0 ? answer.errorIndex + int(next_) : 0) : Verdict::Foreign;
        if (!namesMatch(answer.binds, asked))
            return Verdict::Foreign;
        reply_.binds += answer.binds;
        next_ += asked.size();
        return next_ == oids_.size() ? Verdict::Done : Verdict::More;
    }

    bool shrink() override
    {
        const qsizetype now = request().binds.size();
        limit_ = std::max<qsizetype>(1, now / 2);
        return now > 1;
    }

private:
    QList<Oid> oids_;
    qsizetype next_ = 0;
    qsizetype limit_ = mostBindsAMessage;
};

class SetOperation final : public ListOperation {
public:
    explicit SetOperation(VarBinds binds) : binds_(std::move(binds)) {}

    bool hasRequest() const override { return !binds_.isEmpty(); }
    Pdu request() const override { return {PduType::Set, binds_, 0}; }

    Verdict onList(const Answer& answer) override
    {
        if (answer.errorStatus == statusTooBig)
            return fail(Failure::TooBig, QStringLiteral("the device finds the set request too big"));
        if (!namesMatch(answer.binds, binds_) && !(answer.errorStatus != 0 && answer.binds.isEmpty()))
            return Verdict::Foreign;
        if (answer.errorStatus != 0)
            return failWith(answer.errorStatus, std::max(answer.errorIndex, 0));
        reply_.binds = answer.binds;
        return Verdict::Done;
    }

    bool shrink() override { return false; }

private:
    VarBinds binds_;
};

class WalkOperation final : public ListOperation {
public:
    WalkOperation(Version version, Oid root, int maxRepetitions, qsizetype maxBinds)
        : bulk_(version != Version::V1), root_(std::move(root)), last_(root_),
          repetitions_(bulk_ ? std::clamp(maxRepetitions, 1, mostRepetitions) : 1),
          maxBinds_(maxBinds)
    {
    }

    Pdu request() const override
    {
        return {bulk_ ? PduType::GetBulk : PduType::GetNext, {{last_, {}}}, bulk_ ? repetitions_ : 0};
    }

    Verdict onList(const Answer& answer) override
    {
        if (answer.errorStatus == statusNoSuchName)
            return Verdict::Done; // v1's end of the MIB; some v2c agents hand it on from a v1 part
        if (answer.errorStatus == statusTooBig || (answer.errorStatus == 0 && answer.binds.isEmpty()))
            return shrink() ? Verdict::More : fail(Failure::TooBig, QStringLiteral("the answer to one variable does not fit a message"));
        if (answer.errorStatus != 0)
            return failWith(answer.errorStatus, std::max(answer.errorIndex, 0));
        for (const VarBind& bind : answer.binds)
            if (const auto end = take(bind))
                return *end;
        return Verdict::More;
    }

    bool shrink() override
    {
        const bool possible = repetitions_ > 1;
        repetitions_ = std::max(1, repetitions_ / 2);
        return possible;
    }

    bool shrinksOnTimeout() const override { return true; }

private:
    /// A verdict when the walk ends with this variable.
    std::optional<Verdict> take(const VarBind& bind)
    {
        if (!bind.value.exists())
            return Verdict::Done;
        if (bind.oid <= last_)
            return fail(Failure::LoopingAgent,
                        QStringLiteral("the agent went from %1 back to %2").arg(last_.toString(), bind.oid.toString()));
        if (!bind.oid.startsWith(root_))
            return Verdict::Done;
        if (reply_.binds.size() == maxBinds_)
            return fail(Failure::LoopingAgent, QStringLiteral("the walk did not end after %1 variables").arg(maxBinds_));
        reply_.binds.append(bind);
        last_ = bind.oid;
        return std::nullopt;
    }

    bool bulk_;
    Oid root_;
    Oid last_;
    int repetitions_;
    qsizetype maxBinds_;
};

} // namespace

Operation::Verdict Operation::fail(Failure failure, QString detail)
{
    reply_.failure = failure;
    reply_.detail = std::move(detail);
    return Verdict::Done;
}

Operation::Verdict Operation::failWith(int errorStatus, int errorIndex)
{
    reply_.errorStatus = errorStatus;
    reply_.errorIndex = errorIndex;
    const QString where = errorIndex > 0 ? QStringLiteral(" for variable %1").arg(errorIndex) : QString();
    return fail(Failure::ErrorStatus, QStringLiteral("the agent answered %1%2").arg(errorStatusName(errorStatus), where));
}

std::unique_ptr<Operation> makeGet(QList<Oid> oids)
{
    return std::make_unique<GetOperation>(std::move(oids));
}

std::unique_ptr<Operation> makeSet(VarBinds binds)
{
    return std::make_unique<SetOperation>(std::move(binds));
}

std::unique_ptr<Operation> makeWalk(Version version, Oid root, int maxRepetitions, qsizetype maxBinds)
{
    return std::make_unique<WalkOperation>(version, std::move(root), maxRepetitions, maxBinds);
}

} // namespace trunkline::snmp
