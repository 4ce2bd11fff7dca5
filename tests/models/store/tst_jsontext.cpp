#include "models/store/jsontext.h"

#include <QTest>

using namespace trunkline::store;

class JsonTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Whatever a device puts into a variable comes back as it was.
    void everyTextComesBack()
    {
        const QStringList hostile{"", "plain", "\"", "\\", "a\\\"b", "line\nbreak\ttab", QString(QChar(0)) + QChar(0x1f), "“Straße” 日本 𝄞", "</script>", "{\"a\":1}"};
        JsonWriter writer;
        writer.add(u"number", qint64(-5)).add(u"flag", true).begin(u"inside");
        for (const QString& each : hostile)
            writer.add("key " + each, each);
        writer.end().add(u"behind", u"it").null(u"nothing").add(u"whole", JsonText({{"a", 1}}));
        const JsonText text = writer.take();
        QCOMPARE(text["number"].toInteger(), -5);
        QVERIFY(text["flag"].toBool());
        QCOMPARE(text["behind"].toString(), "it");
        QVERIFY(text["nothing"].isNull());
        QCOMPARE(text["whole"].toObject(), QJsonObject({{"a", 1}}));
        QVERIFY(text["other"].isUndefined());
        const QJsonObject inside = text["inside"].toObject();
        QCOMPARE(inside.size(), hostile.size());
        for (const QString& each : hostile)
            QCOMPARE(inside["key " + each].toString(), each);
    }

    void membersAreAddedToWhatIsThere()
    {
        const JsonText begun = JsonWriter().add(u"fault", QStringLiteral("BGP")).take();
        QCOMPARE(begun, JsonText({{"fault", "BGP"}}));
        JsonText whole = begun;
        whole.append(JsonWriter().begin(u"more").end().add(u"count", 2).take());
        QCOMPARE(whole.object(), QJsonObject({{"fault", "BGP"}, {"more", QJsonObject()}, {"count", 2}}));
        whole.append(JsonText());
        QCOMPARE(whole.object().size(), 3);
        QCOMPARE(begun.object().size(), 1);
    }

    void anEmptyObjectIsEmptyHoweverItIsWritten()
    {
        QCOMPARE(JsonWriter().take(), JsonText());
        QVERIFY(JsonWriter().take().isEmpty());
        QCOMPARE(JsonText().text(), QStringLiteral("{}"));
        QCOMPARE(JsonText::fromText(QStringLiteral("{}")), JsonText(QJsonObject()));
        QVERIFY(JsonText::fromText(QStringLiteral("no JSON")).object().isEmpty());
    }
};

QTEST_APPLESS_MAIN(JsonTextTest)
#include "tst_jsontext.moc"
