// With what devices are asked: SNMP communities and users. Their secrets are sealed in the database.
#pragma once

#include "models/access/actor.h"
#include "models/core/id.h"
#include "models/store/sealer.h"

#include <optional>

namespace trunkline::inventory {

enum class SnmpVersion { V1, V2c, V3 };
enum class AuthProtocol { None, Md5, Sha1, Sha256 };
enum class PrivProtocol { None, Des, Aes128 };

struct Credential {
    CredentialId id;
    QString name;
    int position = 0;        ///< credentials are tried in this order
    bool forWriting = false; ///< may change devices; only activation uses it
    SnmpVersion version = SnmpVersion::V2c;
    QByteArray community;    ///< V1, V2c
    QString user;            ///< V3, as all below
    AuthProtocol auth = AuthProtocol::None;
    QByteArray authPassword;
    PrivProtocol priv = PrivProtocol::None;
    QByteArray privPassword;
    bool operator==(const Credential&) const = default;
};

/// "v1", "v2c", "v3".
QString nameOf(SnmpVersion version);
/// Throws InvalidInput for another text.
SnmpVersion snmpVersionNamed(QStringView name);
/// "none", "md5", "sha1", "sha256".
QString nameOf(AuthProtocol protocol);
AuthProtocol authProtocolNamed(QStringView name);
/// "none", "des", "aes128".
QString nameOf(PrivProtocol protocol);
PrivProtocol privProtocolNamed(QStringView name);

/// Without the secrets, for the journal and for lists.
QJsonObject toJson(const Credential& credential);

/// In the order to try. Throws StoreFailure when the sealer's key does not fit.
QList<Credential> credentials(store::Connection& connection, const store::Sealer& sealer);
std::optional<Credential> credential(store::Connection& connection, const store::Sealer& sealer, CredentialId id);
/// The first credential for writing, in the order to try.
std::optional<Credential> writeCredential(store::Connection& connection, const store::Sealer& sealer);

/// A device that is asked with a credential.
struct CredentialUser {
    DeviceId device;
    QString name;
    std::optional<Timestamp> lastAnswerAt;
    bool operator==(const CredentialUser&) const = default;
};

/// A credential as screens show it: without its secrets, with who needs it.
struct CredentialUse {
    Credential credential; ///< community and passwords are empty
    QList<CredentialUser> users; ///< by name
    bool operator==(const CredentialUse&) const = default;

    /// When a device answered to it last; nothing when none ever did.
    std::optional<Timestamp> lastUsedAt() const;
};
/// In the order to try. Needs ManageCredentials; throws as credentials() does.
QList<CredentialUse> credentialUses(store::Connection& connection, const store::Sealer& sealer, const access::Actor& actor);

class CredentialService {
public:
    CredentialService(store::Context& context, const store::Sealer& sealer) : context_(context), sealer_(sealer) {}

    /// Adds it at the end of the order; id and position are given here. Writes "credential.added".
    /// Throws InvalidInput (no community, a V3 password under eight characters), Refused (name taken).
    Credential add(const access::Actor& actor, Credential draft);
    /// Changes name, flags and secrets of the credential with this id. Writes "credential.changed".
    void change(const access::Actor& actor, const Credential& credential);
    /// The same, but a community or password that is empty stays as it is stored, for who fills in a
    /// form never sees it; so does its place in the order.
    void changeKeepingSecrets(const access::Actor& actor, Credential credential);
    /// Puts it at a place in the order to try, counted from 1; the others keep theirs among themselves. Writes
    /// "credential.moved" with the names in order before and after; nothing when it stands there already.
    void move(const access::Actor& actor, CredentialId id, int place);
    /// Refused while a device is asked with it. Writes "credential.removed".
    void remove(const access::Actor& actor, CredentialId id);

private:
    store::Context& context_;
    const store::Sealer& sealer_;
};

} // namespace trunkline::inventory
