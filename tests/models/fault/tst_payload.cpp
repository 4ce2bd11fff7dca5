#include "models/fault/payload.h"

#include <QTest>

using namespace trunkline::fault;

class PayloadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Whatever a device puts into a variable comes back as it was.
    void everyTextComesBack()
    {
        const QStringList hostile{"", "plain", "\"", "\\", "a\\\"b", "line\nbreak\ttab", QString(QChar(0)) + QChar(0x1f), "“Straße” 日本 𝄞", "</script>", "{\"a\":1}"};
        PayloadWriter writer;
        writer.add(u"number", qint64(-5)).add(u"flag", true).begin(u"inside");
        for (const QString& text : hostile)
            writer.add("key " + text, text);
        writer.end().add(u"behind", u"it");
        const Payload payload = writer.take();
        QCOMPARE(payload["number"].toInteger(), -5);
        QVERIFY(payload["flag"].toBool());
        QCOMPARE(payload["behind"].toString(), "it");
        const QJsonObject inside = payload["inside"].toObject();
        QCOMPARE(inside.size(), hostile.size());
        for (const QString& text : hostile)
            QCOMPARE(inside["key " + text].toString(), text);
    }

    void membersAreAddedToWhatIsThere()
    {
        const Payload begun = PayloadWriter(Payload()).add(u"fault", QStringLiteral("BGP")).take();
        QCOMPARE(begun, Payload({{"fault", "BGP"}}));
        const Payload whole = PayloadWriter(begun).begin(u"more").end().add(u"count", 2).take();
        QCOMPARE(whole.object(), QJsonObject({{"fault", "BGP"}, {"more", QJsonObject()}, {"count", 2}}));
        QCOMPARE(begun.object().size(), 1);
    }

    void anEmptyObjectIsEmptyHoweverItIsWritten()
    {
        QCOMPARE(PayloadWriter().take(), Payload());
        QCOMPARE(Payload::fromText(QStringLiteral("{}")), Payload(QJsonObject()));
        QVERIFY(Payload::fromText(QStringLiteral("no JSON")).object().isEmpty());
    }
};

QTEST_APPLESS_MAIN(PayloadTest)
#include "tst_payload.moc"
