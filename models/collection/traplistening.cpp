#include "models/collection/traplistening.h"

#include "models/core/errors.h"
#include "models/store/settings.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QJsonDocument>

namespace trunkline::collection {

namespace {

const QString settingName = QStringLiteral("traps");

struct TrapListeningTexts {
    Q_DECLARE_TR_FUNCTIONS(TrapListening)
};

QJsonObject toJson(const TrapListening& listening)
{
    return {{"address", listening.address}, {"port", listening.port}};
}

} // namespace

TrapListening trapListening(store::Connection& connection)
{
    const QJsonObject stored = QJsonDocument::fromJson(store::setting(connection, settingName).value_or(QString()).toUtf8()).object();
    TrapListening listening;
    listening.address = stored["address"].toString(listening.address);
    listening.port = quint16(stored["port"].toInt());
    return listening;
}

void changeTrapListening(store::Context& context, const access::Actor& actor, const TrapListening& wanted)
{
    actor.require(access::Permission::ManageCredentials);
    if (QHostAddress(wanted.address).isNull())
        throw InvalidInput(TrapListeningTexts::tr("“%1” is no IPv4 or IPv6 address of this computer; write 0.0.0.0 or :: for all of them.").arg(wanted.address));
    store::Change change(context, actor.who());
    if (const auto profile = store::operatorProfile(context.connection); profile && profile->demo)
        throw Refused(TrapListeningTexts::tr("The demo's network sends its traps to this program already; set this for an operator of your own."));
    const TrapListening before = trapListening(context.connection);
    store::putSetting(context.connection, settingName, QString::fromUtf8(QJsonDocument(toJson(wanted)).toJson(QJsonDocument::Compact)));
    change.commit({QStringLiteral("traps.changed"), QStringLiteral("operator"), QStringLiteral("traps"), toJson(before), toJson(wanted), {}, {}});
}

} // namespace trunkline::collection
