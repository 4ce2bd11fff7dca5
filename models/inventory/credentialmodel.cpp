#include "models/inventory/credentialmodel.h"

#include "models/core/columns.h"

#include <QCoreApplication>

namespace trunkline::inventory {

namespace {

struct CredentialModelTexts {
    Q_DECLARE_TR_FUNCTIONS(CredentialModel)
};

} // namespace

QString titleOf(SnmpVersion version)
{
    return CredentialModelTexts::tr("SNMP %1").arg(nameOf(version));
}

QString titleOf(AuthProtocol protocol)
{
    switch (protocol) {
    case AuthProtocol::None: return CredentialModelTexts::tr("None");
    case AuthProtocol::Md5: return QStringLiteral("MD5");
    case AuthProtocol::Sha1: return QStringLiteral("SHA-1");
    case AuthProtocol::Sha256: return QStringLiteral("SHA-256");
    }
    return {};
}

QString titleOf(PrivProtocol protocol)
{
    switch (protocol) {
    case PrivProtocol::None: return CredentialModelTexts::tr("None");
    case PrivProtocol::Des: return QStringLiteral("DES");
    case PrivProtocol::Aes128: return QStringLiteral("AES-128");
    }
    return {};
}

QString securityText(const Credential& credential)
{
    if (credential.version != SnmpVersion::V3)
        return CredentialModelTexts::tr("Community, not encrypted");
    if (credential.auth == AuthProtocol::None)
        return CredentialModelTexts::tr("Neither signed nor encrypted");
    if (credential.priv == PrivProtocol::None)
        return CredentialModelTexts::tr("%1, not encrypted").arg(titleOf(credential.auth));
    return CredentialModelTexts::tr("%1 and %2").arg(titleOf(credential.auth), titleOf(credential.priv));
}

QString purposeText(const Credential& credential)
{
    return credential.forWriting ? CredentialModelTexts::tr("Reading and writing") : CredentialModelTexts::tr("Reading");
}

QList<Column<CredentialUse>> credentialColumns(const OperatorZone& zone)
{
    using C = Column<CredentialUse>;
    const auto tone = [](const CredentialUse& use, int role) {
        const bool open = use.credential.version != SnmpVersion::V3 || use.credential.priv == PrivProtocol::None;
        return role == ToneRole ? QVariant(int(open ? Tone::Attention : Tone::Good)) : QVariant();
    };
    return {countColumn<CredentialUse>("position", CredentialModelTexts::tr("Tried as no."), [](const CredentialUse& use) { return use.credential.position; }),
            C(QStringLiteral("name"), CredentialModelTexts::tr("Name"), [](const CredentialUse& use) { return use.credential.name; }),
            C(QStringLiteral("version"), CredentialModelTexts::tr("Version"), [](const CredentialUse& use) { return titleOf(use.credential.version); }),
            C(QStringLiteral("user"), CredentialModelTexts::tr("User"), [](const CredentialUse& use) { return use.credential.user; }),
            C(QStringLiteral("security"), CredentialModelTexts::tr("Security"), [](const CredentialUse& use) { return securityText(use.credential); }).with(tone),
            C(QStringLiteral("purpose"), CredentialModelTexts::tr("For"), [](const CredentialUse& use) { return purposeText(use.credential); }),
            countColumn<CredentialUse>("devices", CredentialModelTexts::tr("Devices"), [](const CredentialUse& use) { return use.users.size(); }),
            instantColumn<CredentialUse>("lastUsed", CredentialModelTexts::tr("Last answer"), zone, [](const CredentialUse& use) { return use.lastUsedAt(); })};
}

} // namespace trunkline::inventory
