// The receiver's inside, on its thread.
#pragma once

#include "snmp/syslog/frames.h"
#include "snmp/syslog/receiver.h"
#include "snmp/udpsocket.h"

#include <QHash>
#include <QSslServer>

namespace trunkline::syslog {

class Listener : public QObject {
    Q_OBJECT
public:
    explicit Listener(Receiver& receiver) : receiver_(receiver) {}
    ~Listener() override;

    QStringList listen(const Listening& listening);
    quint16 udpPort() const { return udp_ ? udp_->port() : quint16(0); }
    quint16 tcpPort() const { return tcp_ ? tcp_->serverPort() : quint16(0); }
    quint16 tlsPort() const { return tls_ ? tls_->serverPort() : quint16(0); }

private:
    struct Connection {
        QString source;
        quint16 port = 0;
        QString transport;
        FrameSplitter frames;
    };
    QString listenUdp(const QString& address, quint16 port);
    QString listenTls(const Listening& listening);
    void accept(QTcpServer& server, const QString& transport);
    void read(QTcpSocket* socket);
    void close(QTcpSocket* socket);
    void put(QByteArrayView bytes, qsizetype octets, const QString& source, quint16 port, const QString& transport);

    Receiver& receiver_;
    std::unique_ptr<snmp::UdpSocket> udp_;
    std::unique_ptr<QTcpServer> tcp_;
    std::unique_ptr<QSslServer> tls_;
    QHash<QTcpSocket*, Connection> connections_;
    QHash<QString, int> connectionsOf_;
};

} // namespace trunkline::syslog
