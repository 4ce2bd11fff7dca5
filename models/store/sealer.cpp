#include "models/store/sealer.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

namespace trunkline::store {

static QString sealText(const char* text)
{
    return QCoreApplication::translate("Sealer", text);
}

static const unsigned char* sodiumBytes(const QByteArray& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}

static void startSodium()
{
    if (sodium_init() < 0)
        qFatal("libsodium does not start");
}

// O_EXCL and the mode at creation: no moment in which others could read the key, no other's file used.
static void writeNewKey(const QString& path, const QByteArray& key)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    const int fd = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL, 0600);
    const bool written = fd >= 0 && ::write(fd, key.constData(), std::size_t(key.size())) == key.size() && ::fsync(fd) == 0;
    if (fd >= 0)
        ::close(fd);
    if (!written)
        throw StoreFailure(sealText("The key file %1 can't be written; check the folder's rights or name another with TRUNKLINE_KEY_FILE.").arg(path));
}

Sealer Sealer::fromKeyFile(const QString& path)
{
    startSodium();
    QFile file(path);
    if (!file.exists()) {
        QByteArray key(crypto_aead_xchacha20poly1305_ietf_KEYBYTES, Qt::Uninitialized);
        randombytes_buf(key.data(), std::size_t(key.size()));
        writeNewKey(path, key);
        return Sealer(key);
    }
    if (file.permissions() & (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther))
        throw StoreFailure(sealText("Others may read the key file %1; take that right away (chmod 600) and try again.").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        throw StoreFailure(sealText("The key file %1 can't be read; check its rights.").arg(path));
    const QByteArray key = file.readAll();
    if (key.size() != crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
        throw StoreFailure(sealText("The file %1 is no key of Trunkline; restore it from your backup.").arg(path));
    return Sealer(key);
}

Sealer::Sealer(QByteArray key) : key_(std::move(key))
{
    startSodium();
    if (key_.size() != crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
        qFatal("A key has 32 bytes");
}

QByteArray Sealer::seal(const QByteArray& plain, const QString& place) const
{
    QByteArray nonce(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, Qt::Uninitialized);
    randombytes_buf(nonce.data(), std::size_t(nonce.size()));
    QByteArray cipher(plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, Qt::Uninitialized);
    const QByteArray context = place.toUtf8();
    unsigned long long length = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char*>(cipher.data()), &length, sodiumBytes(plain),
                                               static_cast<unsigned long long>(plain.size()), sodiumBytes(context),
                                               static_cast<unsigned long long>(context.size()), nullptr, sodiumBytes(nonce), sodiumBytes(key_));
    return nonce + cipher;
}

QByteArray Sealer::open(const QByteArray& sealedBytes, const QString& place) const
{
    constexpr qsizetype nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    constexpr qsizetype tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
    if (sealedBytes.size() >= nonceSize + tagSize) {
        const QByteArray nonce = sealedBytes.first(nonceSize);
        const QByteArray cipher = sealedBytes.sliced(nonceSize);
        const QByteArray context = place.toUtf8();
        QByteArray plain(cipher.size() - tagSize, Qt::Uninitialized);
        unsigned long long length = 0;
        if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(plain.data()), &length, nullptr, sodiumBytes(cipher),
                                                       static_cast<unsigned long long>(cipher.size()), sodiumBytes(context),
                                                       static_cast<unsigned long long>(context.size()), sodiumBytes(nonce), sodiumBytes(key_)) == 0)
            return plain;
    }
    throw StoreFailure(sealText("A sealed secret (%1) can't be opened with this workstation's key; copy the key file from the workstation that stored it, "
                                "or enter the secret again.").arg(place));
}

} // namespace trunkline::store
