#include "snmp/syslog/listener.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace trunkline::syslog {

namespace {

constexpr int mostConnections = 2000;
constexpr int mostConnectionsOfSource = 64; // a host with many containers behind one address
constexpr qint64 octetsATurn = 64 << 10;    // then the others have theirs
constexpr qint64 octetsWaiting = 256 << 10; // what is more stays with the sender: TCP slows it down
constexpr int handshakeMs = 10'000;

std::optional<QSslKey> keyFrom(const QByteArray& pem)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec})
        if (QSslKey key(pem, algorithm); !key.isNull())
            return key;
    return std::nullopt;
}

QString plainAddress(const QHostAddress& address)
{
    bool isV4 = false;
    const QHostAddress v4(address.toIPv4Address(&isV4)); // "::ffff:192.0.2.1" of a socket for both families
    return isV4 ? v4.toString() : address.toString();
}

} // namespace

QString problemWithCertificate(const QByteArray& certificates, const QByteArray& key)
{
    using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
    const Bio certificateBytes(BIO_new_mem_buf(certificates.constData(), int(certificates.size())), BIO_free);
    const Bio keyBytes(BIO_new_mem_buf(key.constData(), int(key.size())), BIO_free);
    char noPassphrase[] = ""; // otherwise OpenSSL would ask at the terminal
    const std::unique_ptr<X509, decltype(&X509_free)> own(PEM_read_bio_X509(certificateBytes.get(), nullptr, nullptr, noPassphrase), X509_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> secret(PEM_read_bio_PrivateKey(keyBytes.get(), nullptr, nullptr, noPassphrase), EVP_PKEY_free);
    QString problem;
    if (!own)
        problem = QStringLiteral("no certificate in PEM form");
    else if (!secret || !keyFrom(key))
        problem = QStringLiteral("no RSA or EC key in PEM form without a passphrase");
    else if (X509_check_private_key(own.get(), secret.get()) != 1)
        problem = QStringLiteral("the key does not belong to the certificate");
    ERR_clear_error(); // Qt would take them for its own
    return problem;
}

Listener::~Listener()
{
    const QList<QTcpSocket*> sockets = connections_.keys();
    for (QTcpSocket* socket : sockets)
        socket->disconnect(this);
}

QStringList Listener::listen(const Listening& listening)
{
    QStringList problems;
    const QList<QTcpSocket*> sockets = connections_.keys();
    for (QTcpSocket* socket : sockets)
        close(socket);
    udp_.reset();
    tcp_.reset();
    tls_.reset();
    const auto note = [&](const char* transport, const QString& problem) {
        if (!problem.isEmpty())
            problems.append(QLatin1StringView(transport) + QStringLiteral(": ") + problem);
    };
    if (listening.udpPort)
        note("udp", listenUdp(listening.address, *listening.udpPort));
    if (listening.tcpPort) {
        tcp_ = std::make_unique<QTcpServer>();
        connect(tcp_.get(), &QTcpServer::newConnection, this, [this] { accept(*tcp_, QStringLiteral("tcp")); });
        if (!tcp_->listen(QHostAddress(listening.address), *listening.tcpPort)) {
            note("tcp", tcp_->errorString());
            tcp_.reset();
        }
    }
    if (listening.tlsPort)
        note("tls", listenTls(listening));
    return problems;
}

QString Listener::listenUdp(const QString& address, quint16 port)
{
    const auto local = snmp::Peer::parse(address, port);
    if (!local)
        return QStringLiteral("the address is no IPv4 or IPv6 literal");
    QString why;
    udp_ = std::make_unique<snmp::UdpSocket>();
    const bool open = udp_->open(*local, snmp::UdpSocket::Role::Listener, [this](const snmp::Datagram& datagram) {
        const QByteArrayView bytes = datagram.view();
        put(bytes.first(std::min(bytes.size(), longestMessage)), bytes.size(), datagram.from.addressText(), datagram.from.port, QStringLiteral("udp"));
    }, {}, &why);
    if (!open)
        udp_.reset();
    return why;
}

QString Listener::listenTls(const Listening& listening)
{
    if (const QString problem = problemWithCertificate(listening.certificates, listening.key); !problem.isEmpty())
        return problem;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromData(listening.certificates, QSsl::Pem));
    configuration.setPrivateKey(*keyFrom(listening.key));
    configuration.setProtocol(QSsl::TlsV1_2OrLater); // RFC 9662
    const QList<QSslCertificate> authorities = QSslCertificate::fromData(listening.clientAuthorities, QSsl::Pem);
    configuration.setCaCertificates(authorities);
    configuration.setPeerVerifyMode(authorities.isEmpty() ? QSslSocket::VerifyNone : QSslSocket::VerifyPeer);
    tls_ = std::make_unique<QSslServer>();
    tls_->setSslConfiguration(configuration);
    tls_->setHandshakeTimeout(handshakeMs);
    connect(tls_.get(), &QTcpServer::pendingConnectionAvailable, this, [this] { accept(*tls_, QStringLiteral("tls")); });
    connect(tls_.get(), &QSslServer::errorOccurred, this, [this] { ++receiver_.handshakes_; });
    if (tls_->listen(QHostAddress(listening.address), *listening.tlsPort))
        return {};
    const QString why = tls_->errorString();
    tls_.reset();
    return why;
}

void Listener::accept(QTcpServer& server, const QString& transport)
{
    while (QTcpSocket* socket = server.nextPendingConnection()) {
        const QString source = plainAddress(socket->peerAddress());
        if (connections_.size() >= mostConnections || connectionsOf_.value(source) >= mostConnectionsOfSource) {
            ++receiver_.tooMany_;
            socket->abort();
            socket->deleteLater();
            continue;
        }
        socket->setReadBufferSize(octetsWaiting);
        connections_.insert(socket, {source, socket->peerPort(), transport, {}});
        ++connectionsOf_[source];
        ++receiver_.connections_;
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] { close(socket); });
        read(socket); // what came with the handshake
    }
}

void Listener::read(QTcpSocket* socket)
{
    const auto connection = connections_.find(socket);
    if (connection == connections_.end())
        return;
    const QByteArray bytes = socket->read(octetsATurn);
    connection->frames.feed(bytes, [&](QByteArrayView message, qsizetype octets) { put(message, octets, connection->source, connection->port, connection->transport); });
    if (socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(socket, [this, socket] { read(socket); }, Qt::QueuedConnection);
}

void Listener::close(QTcpSocket* socket)
{
    const auto found = connections_.find(socket);
    if (found == connections_.end())
        return;
    const auto give = [&](QByteArrayView message, qsizetype octets) { put(message, octets, found->source, found->port, found->transport); };
    while (socket->bytesAvailable() > 0)
        found->frames.feed(socket->read(octetsATurn), give);
    found->frames.end(give);
    if (--connectionsOf_[found->source] == 0)
        connectionsOf_.remove(found->source);
    connections_.erase(found);
    --receiver_.connections_;
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
}

void Listener::put(QByteArrayView bytes, qsizetype octets, const QString& source, quint16 port, const QString& transport)
{
    if (bytes.isEmpty()) {
        ++receiver_.empty_;
        return;
    }
    Message message = readMessage(bytes, octets);
    message.sourceAddress = source;
    message.sourcePort = port;
    message.transport = transport;
    receiver_.queue_.put(source, std::move(message), bytes.size());
}

} // namespace trunkline::syslog
