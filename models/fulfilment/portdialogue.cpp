#include "models/fulfilment/portdialogue.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace trunkline::fulfilment {

namespace {

struct DialogueTexts {
    Q_DECLARE_TR_FUNCTIONS(Fulfilment)
};

// IF-MIB (RFC 2863).
const snmp::Oid ifAdminStatus{1, 3, 6, 1, 2, 1, 2, 2, 1, 7};
const snmp::Oid ifOperStatus{1, 3, 6, 1, 2, 1, 2, 2, 1, 8};
const snmp::Oid ifName{1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 1};
const snmp::Oid ifAlias{1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 18};
constexpr std::int64_t statusUp = 1;
constexpr std::int64_t statusDown = 2;

QString objectNameOf(const snmp::Oid& oid)
{
    for (const auto& [column, name] : {std::pair{ifAdminStatus, "ifAdminStatus"}, std::pair{ifOperStatus, "ifOperStatus"},
                                       std::pair{ifName, "ifName"}, std::pair{ifAlias, "ifAlias"}})
        if (oid.startsWith(column))
            return QStringLiteral("%1.%2").arg(QLatin1StringView(name), oid.after(column).toString());
    return oid.toString();
}

QString operStatusWord(std::int64_t status)
{
    static const char* const words[] = {"up", "down", "testing", "unknown", "dormant", "notPresent", "lowerLayerDown"};
    return status >= 1 && status <= 7 ? QString::fromLatin1(words[status - 1]) : QString::number(status);
}

QString textOf(const snmp::Value& value)
{
    return value.exists() ? value.toDisplay() : QString();
}

/// What a port says of itself.
struct PortView {
    bool there = false;
    QString name;
    QString alias;
    std::int64_t admin = 0;
    std::int64_t oper = 0;
};

PortView viewOf(const snmp::VarBinds& binds)
{
    PortView view;
    for (const snmp::VarBind& bind : binds) {
        if (bind.oid.startsWith(ifName)) {
            view.there = bind.value.exists();
            view.name = QString::fromUtf8(bind.value.toBytes());
        } else if (bind.oid.startsWith(ifAlias)) {
            view.alias = QString::fromUtf8(bind.value.toBytes());
        } else if (bind.oid.startsWith(ifAdminStatus)) {
            view.admin = bind.value.toInteger().value_or(0);
        } else if (bind.oid.startsWith(ifOperStatus)) {
            view.oper = bind.value.toInteger().value_or(0);
        }
    }
    return view;
}

/// What both dialogues share: the port's identity, the evidence, the end.
class DialogueBase : public PortDialogue {
public:
    DialogueBase(PortTask task, QString address) : task_(std::move(task)), address_(std::move(address)) {}

    ActivationResult result() const override
    {
        QJsonObject evidence = toJson(task_);
        evidence.insert(QStringLiteral("address"), address_);
        evidence.insert(QStringLiteral("at"), at_.toIso());
        evidence.insert(QStringLiteral("steps"), steps_);
        return {reason_.isEmpty(), reason_, evidence, at_};
    }

protected:
    snmp::Oid at(const snmp::Oid& column) const { return column + std::uint32_t(task_.ifIndex); }

    PortRequest reading(int pauseMs = 0) const
    {
        return {PortRequest::Operation::Get, {at(ifName), at(ifAlias), at(ifAdminStatus), at(ifOperStatus)}, {}, pauseMs};
    }

    void end(const QString& reason = {})
    {
        reason_ = reason;
        ended_ = true;
    }

    void noteRead(const snmp::Reply& reply, Timestamp now)
    {
        QJsonArray values;
        for (const snmp::VarBind& bind : reply.binds)
            values.append(QJsonObject{{"oid", bind.oid.toString()}, {"name", objectNameOf(bind.oid)}, {"value", textOf(bind.value)}});
        noteStep("get", now, values, reply);
    }

    void noteStep(const char* operation, Timestamp now, const QJsonArray& values, const snmp::Reply& reply)
    {
        at_ = now;
        QJsonObject step{{"operation", operation}, {"at", now.toIso()}};
        if (reply.ok())
            step.insert(QStringLiteral("values"), values);
        else
            step.insert(QStringLiteral("failure"), reply.failure == snmp::Failure::ErrorStatus ? snmp::errorStatusName(reply.errorStatus) : reply.detail);
        steps_.append(step);
    }

    /// Ends the dialogue when a read failed or shows another port; gives the port otherwise.
    std::optional<PortView> identified(const snmp::Reply& reply)
    {
        if (!reply.ok()) {
            // An agent of version 1 has no other way to say that a variable is not there.
            const bool missing = reply.failure == snmp::Failure::ErrorStatus && reply.errorStatus == 2;
            end(missing ? portIsGone() : noAnswer(reply));
            return std::nullopt;
        }
        const PortView view = viewOf(reply.binds);
        if (!view.there) {
            end(portIsGone());
            return std::nullopt;
        }
        if (view.name != task_.portName) {
            end(DialogueTexts::tr("At ifIndex %1 the device %2 now has the port “%3” instead of “%4”; nothing was changed. Discover the device again and retry the task.")
                    .arg(task_.ifIndex).arg(task_.deviceName, view.name, task_.portName));
            return std::nullopt;
        }
        return view;
    }

    QString portIsGone() const
    {
        return DialogueTexts::tr("The device %1 no longer has a port at ifIndex %2, where “%3” was; nothing was changed. Discover the device again and retry the task.")
            .arg(task_.deviceName).arg(task_.ifIndex).arg(task_.portName);
    }

    QString noAnswer(const snmp::Reply& reply) const
    {
        switch (reply.failure) {
        case snmp::Failure::Timeout:
        case snmp::Failure::Unreachable:
            return DialogueTexts::tr("The device %1 does not answer at %2; check that it runs and that its credential is right, then retry the task.").arg(task_.deviceName, address_);
        case snmp::Failure::Authentication:
            return DialogueTexts::tr("The device %1 refuses the credential for reading; correct the credential and retry the task.").arg(task_.deviceName);
        case snmp::Failure::Cancelled:
            return DialogueTexts::tr("The question to the device %1 was broken off; retry the task.").arg(task_.deviceName);
        case snmp::Failure::ErrorStatus:
            return DialogueTexts::tr("The device %1 refuses to tell the state of the port %2 (%3); check what its credential for reading may see, then retry the task.")
                .arg(task_.deviceName, task_.portName, snmp::errorStatusName(reply.errorStatus));
        default:
            return DialogueTexts::tr("The device %1 gives an answer that can't be understood (%2); check its software and retry the task.").arg(task_.deviceName, reply.detail);
        }
    }

    PortTask task_;
    QString address_;
    bool ended_ = false;
    QString reason_;
    Timestamp at_;
    QJsonArray steps_;
};

/// Labels the port and brings it to a state: on for an activation, off for a suspension.
class Activation : public DialogueBase {
public:
    Activation(PortTask task, QString address, std::int64_t wanted) : DialogueBase(std::move(task), std::move(address)), wanted_(wanted) {}

    std::optional<PortRequest> next() const override
    {
        if (ended_)
            return std::nullopt;
        if (phase_ != Phase::Set)
            return reading();
        return PortRequest{PortRequest::Operation::Set, {},
                           {{at(ifAlias), snmp::Value::octets(task_.alias.toUtf8())}, {at(ifAdminStatus), snmp::Value::integer(wanted_)}}, 0};
    }

    void accept(const snmp::Reply& reply, Timestamp now) override
    {
        if (phase_ == Phase::Set) {
            noteWrite(reply, now);
            if (reply.ok())
                phase_ = Phase::Check;
            else
                end(refusal(reply));
            return;
        }
        noteRead(reply, now);
        if (const auto view = identified(reply))
            phase_ == Phase::Look ? look(*view) : check(*view);
    }

private:
    enum class Phase { Look, Set, Check };

    bool isAsWanted(const PortView& view) const { return view.alias == task_.alias && view.admin == wanted_; }

    void look(const PortView& view)
    {
        before_ = view;
        if (isAsWanted(view))
            end();
        else if (!view.alias.isEmpty() && view.alias != task_.alias)
            end(DialogueTexts::tr("The port %1 of %2 is labelled “%3”, so it may serve somebody else; nothing was changed. Free the port or choose another one.")
                    .arg(task_.portName, task_.deviceName, view.alias));
        else
            phase_ = Phase::Set;
    }

    void check(const PortView& view)
    {
        end(isAsWanted(view) ? QString()
                             : DialogueTexts::tr("The device %1 accepted the change but still reports the label “%2” and ifAdminStatus %3 on the port %4; look at the device, then retry the task.")
                                   .arg(task_.deviceName, view.alias).arg(view.admin).arg(task_.portName));
    }

    void noteWrite(const snmp::Reply& reply, Timestamp now)
    {
        const QJsonArray values{
            QJsonObject{{"oid", at(ifAlias).toString()}, {"name", objectNameOf(at(ifAlias))}, {"before", before_.alias}, {"after", task_.alias}},
            QJsonObject{{"oid", at(ifAdminStatus).toString()}, {"name", objectNameOf(at(ifAdminStatus))},
                        {"before", QString::number(before_.admin)}, {"after", QString::number(wanted_)}}};
        noteStep("set", now, values, reply);
    }

    QString refusal(const snmp::Reply& reply) const
    {
        switch (reply.failure) {
        case snmp::Failure::Timeout:
            // A community that an agent does not know looks like silence (RFC 3584 section 5.2), and the device has just answered.
            return DialogueTexts::tr("The device %1 answers questions but not the change of the port %2: most likely its credential for writing is wrong. Correct the credential and retry the task.")
                .arg(task_.deviceName, task_.portName);
        case snmp::Failure::Authentication:
            return DialogueTexts::tr("The device %1 refuses the credential for writing; correct the credential and retry the task.").arg(task_.deviceName);
        case snmp::Failure::ErrorStatus: {
            const snmp::Oid object = reply.errorIndex == 2 ? at(ifAdminStatus) : at(ifAlias);
            return DialogueTexts::tr("The device %1 refuses the change of the port %2: %3 for %4. Check what its credential for writing may change, then retry the task.")
                .arg(task_.deviceName, task_.portName, snmp::errorStatusName(reply.errorStatus), objectNameOf(object));
        }
        default: return noAnswer(reply);
        }
    }

    std::int64_t wanted_; ///< ifAdminStatus
    Phase phase_ = Phase::Look;
    PortView before_;
};

class Verification : public DialogueBase {
public:
    Verification(PortTask task, QString address, VerifyPatience patience) : DialogueBase(std::move(task), std::move(address)), patience_(patience) {}

    std::optional<PortRequest> next() const override
    {
        return ended_ ? std::nullopt : std::optional(reading(asked_ == 0 ? 0 : patience_.pauseMs));
    }

    void accept(const snmp::Reply& reply, Timestamp now) override
    {
        // Only the last look is evidence; the ones before it found the same port still coming up.
        steps_ = {};
        noteRead(reply, now);
        ++asked_;
        const auto view = identified(reply);
        if (!view)
            return;
        if (view->alias != task_.alias)
            end(DialogueTexts::tr("The port %1 of %2 is labelled “%3” instead of “%4”: somebody changed it after the activation. Retry the order's activation.")
                    .arg(task_.portName, task_.deviceName, view->alias, task_.alias));
        else if (view->admin != statusUp)
            end(DialogueTexts::tr("The port %1 of %2 is switched off: somebody changed it after the activation. Retry the order's activation.").arg(task_.portName, task_.deviceName));
        else if (view->oper == statusUp)
            end();
        else if (asked_ >= patience_.attempts)
            end(DialogueTexts::tr("The port %1 of %2 is switched on but stays operationally down (ifOperStatus %3): no equipment answers at the customer's end. "
                                  "Check the ONT and its fibre, then retry the task.")
                    .arg(task_.portName, task_.deviceName, operStatusWord(view->oper)));
    }

private:
    VerifyPatience patience_;
    int asked_ = 0;
};

} // namespace

std::unique_ptr<PortDialogue> makeActivation(PortTask task, QString address)
{
    return std::make_unique<Activation>(std::move(task), std::move(address), statusUp);
}

std::unique_ptr<PortDialogue> makeSuspension(PortTask task, QString address)
{
    return std::make_unique<Activation>(std::move(task), std::move(address), statusDown);
}

std::unique_ptr<PortDialogue> makeVerification(PortTask task, QString address, VerifyPatience patience)
{
    return std::make_unique<Verification>(std::move(task), std::move(address), patience);
}

} // namespace trunkline::fulfilment
