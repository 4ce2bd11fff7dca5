#include "snmp/usm.h"

#include <QtEndian>

#include <array>
#include <cstring>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace trunkline::snmp {

namespace {

constexpr std::size_t saltOctets = 8;
constexpr std::size_t desKeyOctets = 8;
constexpr std::size_t blockOctets = 8; // of DES

const unsigned char* unsignedOctets(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char*>(view.data());
}

const char* digestName(AuthProtocol protocol)
{
    switch (protocol) {
    case AuthProtocol::Md5: return "MD5";
    case AuthProtocol::Sha256: return "SHA256";
    default: return "SHA1";
    }
}

/// OpenSSL keeps single DES in a provider of its own; triple DES with one key three times is the same.
std::array<unsigned char, 3 * desKeyOctets> tripled(QByteArrayView key)
{
    std::array<unsigned char, 3 * desKeyOctets> all;
    for (std::size_t i = 0; i < 3; ++i)
        std::memcpy(all.data() + i * desKeyOctets, key.data(), desKeyOctets);
    return all;
}

evp_mac_ctx_st* newMac(AuthProtocol protocol, QByteArrayView key)
{
    static EVP_MAC* const hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    EVP_MAC_CTX* context = EVP_MAC_CTX_new(hmac);
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, const_cast<char*>(digestName(protocol)), 0),
                                     OSSL_PARAM_construct_end()};
    EVP_MAC_init(context, unsignedOctets(key), std::size_t(key.size()), parameters);
    return context;
}

evp_cipher_ctx_st* newCipher(PrivProtocol protocol, QByteArrayView key)
{
    static const EVP_CIPHER* const aes = EVP_CIPHER_fetch(nullptr, "AES-128-CFB", nullptr);
    static const EVP_CIPHER* const des = EVP_CIPHER_fetch(nullptr, "DES-EDE3-CBC", nullptr);
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    if (protocol == PrivProtocol::Aes128)
        EVP_CipherInit_ex(context, aes, nullptr, unsignedOctets(key), nullptr, 1);
    else
        EVP_CipherInit_ex(context, des, nullptr, tripled(key).data(), nullptr, 1);
    EVP_CIPHER_CTX_set_padding(context, 0);
    return context;
}

} // namespace

bool isTimely(EngineClock& latest, quint32 elapsedSeconds, EngineClock claimed)
{
    constexpr quint32 lastBoots = 0x7fffffff; // such an engine has to be given new keys
    constexpr quint32 windowSeconds = 150;
    if (claimed.boots > latest.boots || (claimed.boots == latest.boots && claimed.seconds > latest.seconds)) {
        latest = claimed;
        return claimed.boots != lastBoots;
    }
    return latest.boots != lastBoots && claimed.boots == latest.boots && claimed.seconds + windowSeconds >= latest.seconds + elapsedSeconds;
}

void UsmUser::FreeCipher::operator()(evp_cipher_ctx_st* context) const
{
    EVP_CIPHER_CTX_free(context);
}

void UsmUser::FreeMac::operator()(evp_mac_ctx_st* context) const
{
    EVP_MAC_CTX_free(context);
}

UsmUser::UsmUser(LocalisedUser keys) : keys_(std::move(keys))
{
    if (keys_.level() != SecurityLevel::NoAuthNoPriv)
        mac_.reset(newMac(keys_.auth(), keys_.authKey()));
    if (keys_.level() == SecurityLevel::AuthPriv)
        cipher_.reset(newCipher(keys_.priv(), keys_.privKey()));
}

/// RFC 3414 section 6: 96 bits; RFC 7860: 192 bits.
qsizetype UsmUser::digestOctets() const
{
    return !mac_ ? 0 : keys_.auth() == AuthProtocol::Sha256 ? 24 : 12;
}

bool UsmUser::digest(std::span<const char> message, std::span<unsigned char, 64> out) const
{
    std::size_t size = 0;
    return EVP_MAC_init(mac_.get(), nullptr, 0, nullptr) == 1
           && EVP_MAC_update(mac_.get(), reinterpret_cast<const unsigned char*>(message.data()), message.size()) == 1
           && EVP_MAC_final(mac_.get(), out.data(), &size, out.size()) == 1;
}

/// The initial vector is the engine's clock and the salt for AES (RFC 3826 section 3.1.2.1), the salt over the
/// second half of the key for DES (RFC 3414 section 8.1.1.1).
bool UsmUser::crypt(bool encrypt, EngineClock clock, QByteArrayView salt, std::span<char> data) const
{
    if (std::size_t(salt.size()) != saltOctets)
        return false;
    std::array<unsigned char, 16> vector{};
    if (keys_.priv() == PrivProtocol::Aes128) {
        qToBigEndian(clock.boots, vector.data());
        qToBigEndian(clock.seconds, vector.data() + 4);
        std::memcpy(vector.data() + 8, salt.data(), saltOctets);
    } else {
        if (data.size() % blockOctets != 0)
            return false;
        for (std::size_t i = 0; i < saltOctets; ++i)
            vector[i] = quint8(salt[qsizetype(i)] ^ keys_.privKey()[qsizetype(desKeyOctets + i)]);
    }
    auto* const octets = reinterpret_cast<unsigned char*>(data.data());
    int written = 0;
    return EVP_CipherInit_ex(cipher_.get(), nullptr, nullptr, nullptr, vector.data(), encrypt ? 1 : 0) == 1
           && EVP_CipherUpdate(cipher_.get(), octets, &written, octets, int(data.size())) == 1 && std::size_t(written) == data.size();
}

bool UsmUser::encrypt(BerWriter& writer, EngineClock clock, QByteArrayView salt) const
{
    if (keys_.priv() == PrivProtocol::Des) {
        // The writer goes from the end to the front, where padding cannot be added afterwards.
        QByteArray padded = writer.take();
        padded.resize((padded.size() + qsizetype(blockOctets) - 1) / qsizetype(blockOctets) * qsizetype(blockOctets), '\0');
        writer.raw(padded);
    }
    if (!crypt(true, clock, salt, writer.since(0)))
        return false;
    writer.close(berOctets, 0);
    return true;
}

bool UsmUser::protect(BerWriter& writer, EngineClock clock, qint32 messageId, quint64 salt, QByteArrayView context) const
{
    std::array<char, saltOctets> saltBytes;
    qToBigEndian(salt, saltBytes.data());
    if (cipher_ && keys_.priv() == PrivProtocol::Des)
        qToBigEndian(clock.boots, saltBytes.data());
    Envelope envelope;
    envelope.messageId = messageId;
    envelope.flags = flagReportable;
    envelope.engineId = keys_.engineId();
    envelope.engineBoots = clock.boots;
    envelope.engineTime = clock.seconds;
    envelope.user = keys_.name();
    wrapScopedPdu(writer, keys_.engineId(), context);
    if (cipher_) {
        envelope.flags |= flagEncrypted;
        envelope.salt = {saltBytes.data(), qsizetype(saltBytes.size())};
        if (!encrypt(writer, clock, envelope.salt))
            return false;
    }
    if (!mac_) {
        wrapV3(writer, envelope, 0);
        return true;
    }
    envelope.flags |= flagAuthenticated;
    const qsizetype place = wrapV3(writer, envelope, digestOctets());
    std::array<unsigned char, 64> out;
    const std::span<char> message = writer.since(0);
    if (!digest(message, out))
        return false;
    std::memcpy(message.data() + place, out.data(), std::size_t(digestOctets()));
    return true;
}

bool UsmUser::verify(std::span<char> message, const Envelope& envelope) const
{
    if (!mac_ || envelope.digest.size() != digestOctets())
        return false;
    std::array<char, 24> claimed;
    const std::size_t size = std::size_t(envelope.digest.size());
    std::memcpy(claimed.data(), envelope.digest.data(), size);
    std::memset(message.data() + (envelope.digest.data() - message.data()), 0, size);
    std::array<unsigned char, 64> right;
    return digest(message, right) && CRYPTO_memcmp(claimed.data(), right.data(), size) == 0;
}

QByteArrayView UsmUser::open(std::span<char> message, const Envelope& envelope) const
{
    if (!(envelope.flags & flagEncrypted))
        return envelope.data;
    BerReader outer(envelope.data);
    const QByteArrayView octets = outer.content(berOctets);
    if (!cipher_ || !outer.finished() || octets.isEmpty())
        return {};
    const std::span<char> data = message.subspan(std::size_t(octets.data() - message.data()), std::size_t(octets.size()));
    return crypt(false, {envelope.engineBoots, envelope.engineTime}, envelope.salt, data) ? octets : QByteArrayView();
}

} // namespace trunkline::snmp
