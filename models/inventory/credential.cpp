#include "models/inventory/credential.h"

#include "models/core/errors.h"
#include "models/inventory/inventorystore.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace trunkline::inventory {

static QString credentialText(const char* text)
{
    return QCoreApplication::translate("Credentials", text);
}

static constexpr std::array<std::pair<SnmpVersion, const char*>, 3> versionNames{{
    {SnmpVersion::V1, "v1"}, {SnmpVersion::V2c, "v2c"}, {SnmpVersion::V3, "v3"}}};
static constexpr std::array<std::pair<AuthProtocol, const char*>, 4> authNames{{
    {AuthProtocol::None, "none"}, {AuthProtocol::Md5, "md5"}, {AuthProtocol::Sha1, "sha1"}, {AuthProtocol::Sha256, "sha256"}}};
static constexpr std::array<std::pair<PrivProtocol, const char*>, 3> privNames{{
    {PrivProtocol::None, "none"}, {PrivProtocol::Des, "des"}, {PrivProtocol::Aes128, "aes128"}}};

template <class Value, std::size_t size>
static QString protocolName(const std::array<std::pair<Value, const char*>, size>& names, Value value)
{
    for (const auto& [known, name] : names)
        if (known == value)
            return QString::fromLatin1(name);
    return {};
}

template <class Value, std::size_t size>
static Value protocolNamed(const std::array<std::pair<Value, const char*>, size>& names, QStringView text)
{
    QStringList known;
    for (const auto& [value, name] : names) {
        if (text == QLatin1String(name))
            return value;
        known.append(QString::fromLatin1(name));
    }
    throw InvalidInput(credentialText("“%1” is not known here; it is one of %2.").arg(text.toString(), known.join(QStringLiteral(", "))));
}

QString nameOf(SnmpVersion version) { return protocolName(versionNames, version); }
QString nameOf(AuthProtocol protocol) { return protocolName(authNames, protocol); }
QString nameOf(PrivProtocol protocol) { return protocolName(privNames, protocol); }
SnmpVersion snmpVersionNamed(QStringView name) { return protocolNamed(versionNames, name); }
AuthProtocol authProtocolNamed(QStringView name) { return protocolNamed(authNames, name); }
PrivProtocol privProtocolNamed(QStringView name) { return protocolNamed(privNames, name); }

QJsonObject toJson(const Credential& credential)
{
    QJsonObject json{{"name", credential.name}, {"position", credential.position}, {"forWriting", credential.forWriting}, {"version", nameOf(credential.version)}};
    if (credential.version == SnmpVersion::V3) {
        json.insert(QStringLiteral("user"), credential.user);
        json.insert(QStringLiteral("auth"), nameOf(credential.auth));
        json.insert(QStringLiteral("priv"), nameOf(credential.priv));
    }
    return json;
}

static QString sealedPlace(CredentialId id)
{
    return QStringLiteral("credential/") + id.toString();
}

static QByteArray sealSecrets(const Credential& credential, const store::Sealer& sealer)
{
    // Latin-1 keeps every byte of a community or password as one character.
    const QJsonObject secrets{{"community", QString::fromLatin1(credential.community)}, {"user", credential.user},
                              {"auth", nameOf(credential.auth)}, {"authPassword", QString::fromLatin1(credential.authPassword)},
                              {"priv", nameOf(credential.priv)}, {"privPassword", QString::fromLatin1(credential.privPassword)}};
    return sealer.seal(QJsonDocument(secrets).toJson(QJsonDocument::Compact), sealedPlace(credential.id));
}

static Credential credentialFrom(const store::Row& row, const store::Sealer& sealer)
{
    Credential credential;
    credential.id = row.id<CredentialId>("id");
    credential.name = row.text("name");
    credential.position = int(row.integer("position"));
    credential.forWriting = row.flag("for_writing");
    credential.version = snmpVersionNamed(row.text("version"));
    const QJsonObject secrets = QJsonDocument::fromJson(sealer.open(row.bytes("sealed"), sealedPlace(credential.id))).object();
    const auto text = [&](const char* key) { return secrets.value(QLatin1String(key)).toString(); };
    credential.community = text("community").toLatin1();
    credential.user = text("user");
    credential.auth = authProtocolNamed(text("auth"));
    credential.authPassword = text("authPassword").toLatin1();
    credential.priv = privProtocolNamed(text("priv"));
    credential.privPassword = text("privPassword").toLatin1();
    return credential;
}

QList<Credential> credentials(store::Connection& connection, const store::Sealer& sealer)
{
    QList<Credential> all;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT id, name, position, for_writing, version, sealed FROM credential ORDER BY position, name")))
        all.append(credentialFrom(row, sealer));
    return all;
}

std::optional<Credential> credential(store::Connection& connection, const store::Sealer& sealer, CredentialId id)
{
    const auto row = connection.row(QStringLiteral("SELECT id, name, position, for_writing, version, sealed FROM credential WHERE id = ?"), {id});
    return row ? std::optional(credentialFrom(*row, sealer)) : std::nullopt;
}

std::optional<Credential> writeCredential(store::Connection& connection, const store::Sealer& sealer)
{
    for (const Credential& known : credentials(connection, sealer))
        if (known.forWriting)
            return known;
    return std::nullopt;
}

std::optional<Timestamp> CredentialUse::lastUsedAt() const
{
    std::optional<Timestamp> last;
    for (const CredentialUser& user : users)
        last = std::max(last, user.lastAnswerAt);
    return last;
}

static Credential withoutSecrets(Credential credential)
{
    credential.community.clear();
    credential.authPassword.clear();
    credential.privPassword.clear();
    return credential;
}

QList<CredentialUse> credentialUses(store::Connection& connection, const store::Sealer& sealer, const access::Actor& actor)
{
    actor.require(access::Permission::ManageCredentials);
    QHash<CredentialId, QList<CredentialUser>> users;
    for (const Device& device : devices(connection))
        users[device.credentialId].append({device.id, device.name, device.lastSeenAt});
    QList<CredentialUse> uses;
    for (const Credential& each : credentials(connection, sealer))
        uses.append({withoutSecrets(each), users.value(each.id)});
    return uses;
}

static void requireComplete(const Credential& draft)
{
    if (draft.name.trimmed().isEmpty())
        throw InvalidInput(credentialText("A credential needs a name."));
    if (draft.version != SnmpVersion::V3) {
        if (draft.community.isEmpty())
            throw InvalidInput(credentialText("The credential “%1” needs a community.").arg(draft.name));
        return;
    }
    if (draft.user.isEmpty())
        throw InvalidInput(credentialText("The credential “%1” needs a user name.").arg(draft.name));
    if (draft.auth == AuthProtocol::None && draft.priv != PrivProtocol::None)
        throw InvalidInput(credentialText("The credential “%1” encrypts without authenticating, which SNMPv3 does not know; choose an authentication.").arg(draft.name));
    const bool authShort = draft.auth != AuthProtocol::None && draft.authPassword.size() < 8;
    const bool privShort = draft.priv != PrivProtocol::None && draft.privPassword.size() < 8;
    if (authShort || privShort)
        throw InvalidInput(credentialText("The passwords of the credential “%1” need eight characters or more (RFC 3414).").arg(draft.name));
}

static void refuseTakenName(store::Connection& connection, const Credential& draft)
{
    if (connection.row(QStringLiteral("SELECT id FROM credential WHERE name = ? AND id <> ?"), {draft.name, draft.id}))
        throw Refused(credentialText("There is a credential “%1” already; choose another name.").arg(draft.name));
}

static Credential requireCredential(store::Connection& connection, const store::Sealer& sealer, CredentialId id)
{
    if (auto found = credential(connection, sealer, id))
        return *found;
    throw NotFound(credentialText("There is no such credential."));
}

Credential CredentialService::add(const access::Actor& actor, Credential draft)
{
    actor.require(access::Permission::ManageCredentials);
    requireComplete(draft);
    store::Change change(context_, actor.who());
    draft.id = change.ids().next<CredentialTag>();
    refuseTakenName(change.connection(), draft);
    draft.position = int(change.connection().row(QStringLiteral("SELECT COALESCE(MAX(position), 0) AS last FROM credential"))->integer("last")) + 1;
    change.connection().exec(QStringLiteral("INSERT INTO credential (id, name, position, for_writing, version, sealed) VALUES (?, ?, ?, ?, ?, ?)"),
                             {draft.id, draft.name, draft.position, draft.forWriting, nameOf(draft.version), sealSecrets(draft, sealer_)});
    change.commit({QStringLiteral("credential.added"), QStringLiteral("credential"), draft.id.toString(), {}, toJson(draft), {}, {}});
    return draft;
}

static void forgetRefusals(store::Connection& connection, CredentialId id)
{
    connection.exec(QStringLiteral("DELETE FROM credential_refusal WHERE credential_id = ?"), {id});
}

static void updateCredential(store::Change& change, const store::Sealer& sealer, const Credential& before, const Credential& wanted)
{
    refuseTakenName(change.connection(), wanted);
    change.connection().exec(QStringLiteral("UPDATE credential SET name = ?, position = ?, for_writing = ?, version = ?, sealed = ? WHERE id = ?"),
                             {wanted.name, wanted.position, wanted.forWriting, nameOf(wanted.version), sealSecrets(wanted, sealer), wanted.id});
    forgetRefusals(change.connection(), wanted.id); // with another password it is another guess
    change.commit({QStringLiteral("credential.changed"), QStringLiteral("credential"), wanted.id.toString(), toJson(before), toJson(wanted), {}, {}});
}

void CredentialService::change(const access::Actor& actor, const Credential& wanted)
{
    actor.require(access::Permission::ManageCredentials);
    requireComplete(wanted);
    store::Change change(context_, actor.who());
    updateCredential(change, sealer_, requireCredential(change.connection(), sealer_, wanted.id), wanted);
}

void CredentialService::changeKeepingSecrets(const access::Actor& actor, Credential wanted)
{
    actor.require(access::Permission::ManageCredentials);
    store::Change change(context_, actor.who());
    const Credential before = requireCredential(change.connection(), sealer_, wanted.id);
    const auto keep = [](QByteArray& secret, const QByteArray& stored) {
        if (secret.isEmpty())
            secret = stored;
    };
    if (wanted.version != SnmpVersion::V3)
        keep(wanted.community, before.community);
    if (wanted.auth != AuthProtocol::None)
        keep(wanted.authPassword, before.authPassword);
    if (wanted.priv != PrivProtocol::None)
        keep(wanted.privPassword, before.privPassword);
    wanted.position = before.position; // move() is for that, and others may have moved it meanwhile
    requireComplete(wanted);
    updateCredential(change, sealer_, before, wanted);
}

static QJsonObject orderJson(const QString& moved, const QList<Credential>& ordered)
{
    QJsonArray names;
    for (const Credential& each : ordered)
        names.append(each.name);
    return {{"name", moved}, {"order", names}};
}

void CredentialService::move(const access::Actor& actor, CredentialId id, int place)
{
    actor.require(access::Permission::ManageCredentials);
    store::Change change(context_, actor.who());
    const QString name = requireCredential(change.connection(), sealer_, id).name;
    const QList<Credential> before = credentials(change.connection(), sealer_);
    const auto found = std::find_if(before.begin(), before.end(), [id](const Credential& each) { return each.id == id; });
    const qsizetype from = found - before.begin();
    const qsizetype to = std::clamp(qsizetype(place) - 1, qsizetype(0), before.size() - 1);
    if (from == to)
        return;
    QList<Credential> after = before;
    after.move(from, to);
    for (qsizetype at = 0; at < after.size(); ++at)
        change.connection().exec(QStringLiteral("UPDATE credential SET position = ? WHERE id = ?"), {std::int64_t(at + 1), after[at].id});
    change.commit({QStringLiteral("credential.moved"), QStringLiteral("credential"), id.toString(), orderJson(name, before), orderJson(name, after), {}, {}});
}

void CredentialService::remove(const access::Actor& actor, CredentialId id)
{
    actor.require(access::Permission::ManageCredentials);
    store::Change change(context_, actor.who());
    const Credential before = requireCredential(change.connection(), sealer_, id);
    // A plain variable: lupdate never ends on a count that is a call with a string in it.
    const int devices = int(change.connection().row(QStringLiteral("SELECT COUNT(*) AS n FROM device WHERE credential_id = ?"), {id})->integer("n"));
    if (devices > 0)
        throw Refused(QCoreApplication::translate("Credentials", "The credential “%1” is in use by %n device(s); discover them with another one first.", nullptr,
                                                  devices).arg(before.name));
    forgetRefusals(change.connection(), id);
    change.connection().exec(QStringLiteral("DELETE FROM credential WHERE id = ?"), {id});
    change.commit({QStringLiteral("credential.removed"), QStringLiteral("credential"), id.toString(), toJson(before), {}, {}, {}});
}

} // namespace trunkline::inventory
