// A v2c agent of a few lines that answers as wrongly as a test wants. Writes BER by itself, so that it shares
// no mistake with the program.
#pragma once

#include "snmp/oid.h"

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QNetworkProxyFactory>
#include <QObject>
#include <QUdpSocket>

#include <functional>

namespace trunkline::test {

inline QByteArray tlv(int tag, const QByteArray& content)
{
    QByteArray head(1, char(tag));
    if (content.size() < 128)
        head += char(content.size());
    else
        (head += char(0x82)) += QByteArray().append(char(content.size() >> 8)).append(char(content.size()));
    return head + content;
}

inline QByteArray berOid(const snmp::Oid& oid)
{
    QByteArray content(1, char(oid[0] * 40 + oid[1]));
    for (std::size_t i = 2; i < oid.size(); ++i) {
        QByteArray arc(1, char(oid[i] & 0x7f));
        for (std::uint32_t rest = oid[i] >> 7; rest; rest >>= 7)
            arc.prepend(char((rest & 0x7f) | 0x80));
        content += arc;
    }
    return tlv(0x06, content);
}

inline QByteArray berNumber(int number)
{
    return tlv(0x02, QByteArray().append(char(number >> 8)).append(char(number)));
}

inline QByteArray berBind(const snmp::Oid& oid, const QByteArray& value)
{
    return tlv(0x30, berOid(oid) + value);
}

/// What the agent needs of a request; the ids are kept as they were written.
struct HandmadeRequest {
    int pduTag = 0;
    QByteArray community;
    QByteArray requestId;
    int nonRepeaters = 0;
    int maxRepetitions = 0;
    snmp::Oid firstOid;
    QList<snmp::Oid> oids;
    QByteArray binds; ///< the content of the list
};

inline QByteArray takeElement(QByteArray& rest, int* tag = nullptr)
{
    qsizetype at = 2;
    qsizetype length = quint8(rest[1]);
    if (length & 0x80) {
        const int octets = int(length & 0x7f);
        for (length = 0; at < 2 + octets; ++at)
            length = length << 8 | quint8(rest[at]);
    }
    if (tag)
        *tag = quint8(rest[0]);
    const QByteArray content = rest.mid(at, length);
    rest.remove(0, at + length);
    return content;
}

inline snmp::Oid readOid(const QByteArray& content)
{
    std::vector<std::uint32_t> arcs{quint8(content[0]) / 40u, quint8(content[0]) % 40u};
    std::uint32_t arc = 0;
    for (qsizetype i = 1; i < content.size(); ++i) {
        arc = arc << 7 | (quint8(content[i]) & 0x7f);
        if (!(content[i] & 0x80)) {
            arcs.push_back(arc);
            arc = 0;
        }
    }
    return snmp::Oid(arcs);
}

inline HandmadeRequest readRequest(QByteArray datagram)
{
    HandmadeRequest request;
    QByteArray message = takeElement(datagram);
    takeElement(message); // version
    request.community = takeElement(message);
    QByteArray pdu = takeElement(message, &request.pduTag);
    request.requestId = takeElement(pdu);
    for (const char octet : takeElement(pdu))
        request.nonRepeaters = request.nonRepeaters << 8 | quint8(octet);
    for (const char octet : takeElement(pdu))
        request.maxRepetitions = request.maxRepetitions << 8 | quint8(octet);
    request.binds = takeElement(pdu);
    for (QByteArray list = request.binds; !list.isEmpty();) {
        QByteArray bind = takeElement(list);
        request.oids.append(readOid(takeElement(bind)));
    }
    request.firstOid = request.oids.value(0);
    return request;
}

struct HandmadeAnswer {
    int version = 1;
    QByteArray community;
    QByteArray requestId;
    int errorStatus = 0;
    int errorIndex = 0;
    QByteArray binds;
    int pduTag = 0xA2;

    explicit HandmadeAnswer(const HandmadeRequest& request, QByteArray answerBinds = {})
        : community(request.community), requestId(request.requestId), binds(std::move(answerBinds))
    {
    }

    QByteArray bytes() const
    {
        return tlv(0x30, berNumber(version) + tlv(0x04, community)
                             + tlv(pduTag, tlv(0x02, requestId) + berNumber(errorStatus) + berNumber(errorIndex) + tlv(0x30, binds)));
    }
};

/// Listens on a free port of 127.0.0.1 and sends back what `answer` returns, each as one datagram.
class HandmadeAgent : public QObject {
public:
    using Answer = std::function<QList<QByteArray>(const HandmadeRequest&)>;

    explicit HandmadeAgent(Answer answer) : answer_(std::move(answer))
    {
        QNetworkProxyFactory::setUseSystemConfiguration(false); // else Qt asks libproxy, which races with itself
        socket_.bind(QHostAddress(QHostAddress::LocalHost), 0);
        QObject::connect(&socket_, &QUdpSocket::readyRead, this, [this] { reply(); });
    }

    quint16 port() const { return socket_.localPort(); }
    int asked() const { return asked_; }
    /// The first answer to each request comes from another socket, the others from the agent's own.
    void firstAnswerFrom(QUdpSocket* other) { first_ = other; }

private:
    void reply()
    {
        while (socket_.hasPendingDatagrams()) {
            QByteArray datagram(int(socket_.pendingDatagramSize()), '\0');
            QHostAddress manager;
            quint16 managerPort = 0;
            socket_.readDatagram(datagram.data(), datagram.size(), &manager, &managerPort);
            ++asked_;
            QUdpSocket* from = first_ ? first_ : &socket_;
            for (const QByteArray& bytes : answer_(readRequest(datagram))) {
                from->writeDatagram(bytes, manager, managerPort);
                from = &socket_;
            }
        }
    }

    Answer answer_;
    QUdpSocket socket_;
    QUdpSocket* first_ = nullptr;
    int asked_ = 0;
};

} // namespace trunkline::test
