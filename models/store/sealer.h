// Secrets at rest: XChaCha20-Poly1305 (libsodium) under a key that is not in the database.
#pragma once

#include <QByteArray>
#include <QString>

namespace trunkline::store {

/// Seals and opens single fields (SNMP credentials). The key lives in a file of its own that only its
/// owner may read; a copy of the database alone opens nothing.
class Sealer {
public:
    /// Reads the key file, or makes a new one (mode 0600). Throws StoreFailure when others may read
    /// the file or it is no key.
    static Sealer fromKeyFile(const QString& path);
    /// A key from 32 bytes, for tests.
    explicit Sealer(QByteArray key);

    /// `place` (as "credential/<id>") is authenticated: a sealed field can't be moved to another row.
    QByteArray seal(const QByteArray& plain, const QString& place) const;
    /// Throws StoreFailure, saying that the key does not fit, when it can't be opened.
    QByteArray open(const QByteArray& sealedBytes, const QString& place) const;

private:
    QByteArray key_;
};

} // namespace trunkline::store
