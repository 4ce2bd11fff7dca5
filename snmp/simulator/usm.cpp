#include "snmp/simulator/usm.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <memory>

namespace trunkline::simulator {

static const EVP_MD* digestOf(AuthProtocol protocol)
{
    return protocol == AuthProtocol::Sha1 ? EVP_sha1() : EVP_sha256();
}

static const unsigned char* unsignedBytes(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char*>(view.data());
}

QByteArray authProtocolName(AuthProtocol protocol)
{
    return protocol == AuthProtocol::Sha1 ? "SHA" : "SHA-256";
}

qsizetype macLength(AuthProtocol protocol)
{
    return protocol == AuthProtocol::Sha1 ? 12 : 24;
}

static QByteArray digest(AuthProtocol protocol, QByteArrayView data)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> out;
    unsigned int length = 0;
    EVP_Digest(data.data(), std::size_t(data.size()), out.data(), &length, digestOf(protocol), nullptr);
    return QByteArray(reinterpret_cast<const char*>(out.data()), qsizetype(length));
}

QByteArray passwordKey(AuthProtocol protocol, QByteArrayView password)
{
    if (password.isEmpty())
        return {};
    // A megabyte of the repeated password, so that guessing is slow.
    constexpr qsizetype megabyte = 1024 * 1024;
    QByteArray repeated;
    repeated.reserve(megabyte + password.size());
    while (repeated.size() < megabyte)
        repeated.append(password);
    repeated.truncate(megabyte);
    return digest(protocol, repeated);
}

QByteArray localizedKey(AuthProtocol protocol, QByteArrayView key, QByteArrayView engineId)
{
    QByteArray material = key.toByteArray();
    material.append(engineId);
    material.append(key);
    return digest(protocol, material);
}

QByteArray messageMac(AuthProtocol protocol, QByteArrayView localKey, QByteArrayView message)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> out;
    unsigned int length = 0;
    HMAC(digestOf(protocol), localKey.data(), int(localKey.size()), unsignedBytes(message), std::size_t(message.size()),
         out.data(), &length);
    return QByteArray(reinterpret_cast<const char*>(out.data()), std::min<qsizetype>(qsizetype(length), macLength(protocol)));
}

static void appendBigEndian(QByteArray& bytes, quint32 number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.append(char((number >> shift) & 0xff));
}

QByteArray aesCfb(Direction direction, QByteArrayView localKey, qint32 boots, qint32 time, QByteArrayView salt, QByteArrayView data)
{
    if (localKey.size() < 16 || salt.size() != 8)
        return {};
    QByteArray iv;
    appendBigEndian(iv, quint32(boots));
    appendBigEndian(iv, quint32(time));
    iv.append(salt);
    std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    QByteArray out(data.size(), '\0');
    int written = 0;
    const bool done = context
        && EVP_CipherInit_ex(context.get(), EVP_aes_128_cfb128(), nullptr, unsignedBytes(localKey), unsignedBytes(iv),
                             direction == Direction::Encrypt ? 1 : 0) == 1
        && EVP_CipherUpdate(context.get(), reinterpret_cast<unsigned char*>(out.data()), &written, unsignedBytes(data),
                            int(data.size())) == 1;
    return done && written == out.size() ? out : QByteArray();
}

} // namespace trunkline::simulator
