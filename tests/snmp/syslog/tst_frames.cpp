#include "snmp/syslog/frames.h"
#include "snmp/syslog/message.h"

#include <QRandomGenerator>
#include <QTest>

using namespace trunkline::syslog;

class FramesTest : public QObject {
    Q_OBJECT

    /// What comes out when the stream arrives in pieces of at most `most` octets.
    static QByteArrayList split(const QByteArray& stream, qsizetype most)
    {
        FrameSplitter splitter;
        QByteArrayList frames;
        const auto keep = [&](QByteArrayView frame, qsizetype) { frames.append(frame.toByteArray()); };
        for (qsizetype at = 0; at < stream.size(); at += most)
            splitter.feed(QByteArrayView(stream).sliced(at, std::min(most, stream.size() - at)), keep);
        splitter.end(keep);
        return frames;
    }

private Q_SLOTS:
    void bothFramingsAreToldApartForEachMessage()
    {
        const QByteArray stream = QByteArray("9 <13>a b\nc") + "<14>line one\n<14>line two\r\n" + "4 <1>x" + QByteArray("<15>nul\0", 8) + "\n\n7 <16>end" + "12 monkeys? no\n12monkeys\n<17>no end";
        const QByteArrayList expected{"<13>a b\nc", "<14>line one", "<14>line two\r", "<1>x", "<15>nul", "<16>end", "monkeys? no\n", "12monkeys", "<17>no end"};
        for (qsizetype most = 1; most <= stream.size(); ++most)
            QCOMPARE(split(stream, most), expected);
    }

    void lengthsAreBounded()
    {
        FrameSplitter splitter;
        QByteArray kept;
        qsizetype octets = 0;
        const auto keep = [&](QByteArrayView frame, qsizetype sent) {
            kept = frame.toByteArray();
            octets = sent;
        };
        splitter.feed("100000 " + QByteArray(100'000, 'x'), keep);
        QCOMPARE(kept, QByteArray(longestMessage, 'x'));
        QCOMPARE(octets, 100'000);
        splitter.feed(QByteArray(50'000, 'y') + '\n', keep);
        QCOMPARE(kept, QByteArray(longestMessage, 'y'));
        QCOMPARE(octets, 50'000);
        splitter.feed("5 after", keep);
        QCOMPARE(kept, "after");
        QCOMPARE(split("99999999999999999999 x\n<1>y\n", 7), QByteArrayList({"99999999999999999999 x", "<1>y"}));
        QCOMPARE(split("0 x\n", 1), QByteArrayList({"0 x"})); // no message has no octets
    }
};

QTEST_APPLESS_MAIN(FramesTest)
#include "tst_frames.moc"
