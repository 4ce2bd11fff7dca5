// One authoritative SNMP engine: what makes a device's v3 messages valid (RFC 3414 section 3).
#pragma once

#include "snmp/simulator/message.h"
#include "snmp/simulator/usm.h"

#include <QList>

#include <functional>

namespace trunkline::simulator {

/// A v3 user with AES-128 privacy, as it is typed in.
struct UsmUser {
    QByteArray name;
    AuthProtocol authProtocol = AuthProtocol::Sha256;
    QByteArray authPassword;
    QByteArray privPassword;
    bool mayWrite = false;
    bool operator==(const UsmUser&) const = default;
};

/// The user with the keys of its passwords, which all engines share because they are slow to make.
struct UsmKeys {
    UsmUser user;
    QByteArray authKey;
    QByteArray privKey;
};
UsmKeys deriveKeys(const UsmUser& user);

/// The counters of RFC 3414 section 5 by their last arc; the order is the RFC's.
enum class UsmReport : quint32 {
    None = 0, UnsupportedSecLevels = 1, NotInTimeWindows = 2, UnknownUserNames = 3, UnknownEngineIds = 4,
    WrongDigests = 5, DecryptionErrors = 6,
};

class UsmEngine {
public:
    using Seconds = std::function<qint64()>;

    /// `seconds` is a monotonic clock in seconds. It is real time, not simulated: a manager that has
    /// learnt the engine's time must stay inside the window of 150 s when the simulation runs fast.
    /// A manager refuses an engine whose boots have gone back, so `boots` must be larger than in any
    /// earlier life of the same engineId.
    UsmEngine(const QByteArray& engineId, QList<UsmKeys> keys, Seconds seconds, qint32 boots = 1);

    struct Request {
        /// False: nothing to answer, or `report` is the answer.
        bool accepted = false;
        QByteArray report;
        UsmReport reason = UsmReport::None;
        bool mayWrite = false;
        /// The levels of the message; a response goes out at the same one.
        quint8 flags = 0;
        qint32 messageId = 0;
        qint32 maxSize = 0;
        QByteArray user;
        ScopedPdu scoped;
    };
    /// `message` was decoded from `datagram`, with the authentication parameters at `authOffset`.
    Request receive(const V3Message& message, QByteArrayView datagram, qsizetype authOffset);
    /// The datagram that carries a response of this request.
    QByteArray respond(const Request& request, const Pdu& response);
    /// An authPriv notification with this engine as the authority; empty for an unknown user.
    QByteArray notification(const QByteArray& user, qint32 messageId, const Pdu& pdu);

    const QByteArray& engineId() const { return engineId_; }
    /// The keys follow.
    void setEngineId(const QByteArray& engineId);
    qint32 boots() const { return boots_; }
    /// Seconds since the last boot.
    qint32 time() const;
    void reboot();
    quint32 reports(UsmReport kind) const { return counts_[std::size_t(kind)]; }

private:
    struct LocalUser {
        UsmUser user;
        QByteArray authKey;
        QByteArray privKey;
    };

    const LocalUser* find(const QByteArray& name) const;
    UsmReport check(const V3Message& message, const LocalUser* user, QByteArrayView datagram, qsizetype authOffset) const;
    Request report(UsmReport kind, const V3Message& message, const LocalUser* user);
    QByteArray protect(V3Message message, const LocalUser* user, const ScopedPdu& scoped);

    QByteArray engineId_;
    QList<UsmKeys> keys_;
    QList<LocalUser> users_;
    Seconds seconds_;
    qint64 bootedAt_;
    qint32 boots_;
    quint64 salt_;
    std::array<quint32, 7> counts_{};
};

} // namespace trunkline::simulator
