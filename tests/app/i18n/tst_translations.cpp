// English plurals: every counted text of the sources has its forms, and nobody reads "(s)".

#include "app/i18n/translations.h"
#include "models/assurance/outage.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace trunkline;

namespace {

struct Message {
    QByteArray context;
    QByteArray source;
    QStringList forms;
    bool finished = true;
};

QList<Message> englishMessages()
{
    QFile file(QStringLiteral(TRUNKLINE_SOURCE_DIR "/translations/trunkline_en.ts"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s can't be read", qPrintable(file.fileName()));
    QList<Message> messages;
    QByteArray context;
    for (QXmlStreamReader xml(&file); !xml.atEnd();) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name")
            context = xml.readElementText().toUtf8();
        else if (xml.name() == u"source")
            messages.append({context, xml.readElementText().toUtf8(), {}});
        else if (xml.name() == u"translation")
            messages.last().finished = xml.attributes().value(QLatin1String("type")).isEmpty();
        else if (xml.name() == u"numerusform")
            messages.last().forms.append(xml.readElementText());
    }
    return messages;
}

/// The string literals of one source file, without its comments, each with its line.
QList<std::pair<int, QString>> literals(const QString& code)
{
    static const QRegularExpression token(QString::fromLatin1("//[^\\n]*|/\\*.*?\\*/|'(?:\\\\.|[^'\\\\])'|\"((?:\\\\.|[^\"\\\\\\n])*)\""), QRegularExpression::DotMatchesEverythingOption);
    QList<std::pair<int, QString>> found;
    for (auto match = token.globalMatch(code); match.hasNext();) {
        const QRegularExpressionMatch one = match.next();
        if (one.hasCaptured(1))
            found.append({int(code.left(one.capturedStart()).count(u'\n')) + 1, one.captured(1)});
    }
    return found;
}

assurance::SlaCredit creditFor(int startedHours)
{
    const Currency eur = Currency::parse(u"EUR");
    constexpr std::int64_t hourMs = 3'600'000;
    return {{}, {}, {}, BillingDate(2026, 3, 1), Money{299 * startedHours, eur}, UnitPrice::parse(u"29.90", eur),
            (4 + startedHours) * hourMs, 4 * hourMs, startedHours, 1000 * startedHours, Money::zero(eur), {}};
}

} // namespace

class TranslationsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { i18n::loadTranslations(*QCoreApplication::instance()); }

    void oneAndMany()
    {
        const auto jobs = [](int count) { return QCoreApplication::translate("trunkline::widgets::StatusParts", "%Ln job(s)", nullptr, count); };
        QCOMPARE(jobs(1), QStringLiteral("1 job"));
        QCOMPARE(jobs(0), QStringLiteral("0 jobs"));
        QCOMPARE(jobs(2), QStringLiteral("2 jobs"));
    }

    void theSourcesOwnTextsFindTheirForms()
    {
        const QString one = assurance::creditText(creditFor(1), QLocale::c());
        QVERIFY2(one.contains(QStringLiteral("; 1 started hour beyond")), qPrintable(one));
        const QString two = assurance::creditText(creditFor(2), QLocale::c());
        QVERIFY2(two.contains(QStringLiteral("; 2 started hours beyond")), qPrintable(two));
    }

    void everyTextHasItsForms()
    {
        const QList<Message> messages = englishMessages();
        QVERIFY(messages.size() >= 10);
        for (const Message& message : messages) {
            QVERIFY2(message.finished, message.source);
            QCOMPARE(message.forms.size(), 2);
            for (const int count : {0, 1, 2, 11}) {
                const QString read = QCoreApplication::translate(message.context, message.source, nullptr, count);
                QVERIFY2(!read.contains(QStringLiteral("(s)")) && !read.contains(QStringLiteral("(es)")), qPrintable(read));
                QString expected = message.forms[count == 1 ? 0 : 1];
                QCOMPARE(read, expected.replace(QStringLiteral("%Ln"), QLocale().toString(count)).replace(QStringLiteral("%n"), QString::number(count)));
            }
        }
    }

    void literalsAreReadFromCode()
    {
        const auto found = literals(QStringLiteral("a(\"one\"); // \"not\"\n/* \"nor\n this\" */ '\"' b(\"t\\\"wo\")"));
        QCOMPARE(found.size(), 2);
        QCOMPARE(found[0], std::pair(1, QStringLiteral("one")));
        QCOMPARE(found[1], std::pair(3, QStringLiteral("t\\\"wo")));
    }

    // Red after a new counted text: run ./dev texts, and write its two forms into translations/trunkline_en.ts.
    void everyCountedTextOfTheSourcesIsListed()
    {
        QByteArrayList known;
        for (const Message& message : englishMessages())
            known.append(message.source);
        static const QRegularExpression counted(QStringLiteral("%L?n(?![a-z])|[a-z]\\((s|es)\\)"));
        const QDir root(QStringLiteral(TRUNKLINE_SOURCE_DIR));
        QStringList missing;
        int seen = 0;
        for (const char* room : {"app", "models", "widgets", "snmp"}) {
            QDirIterator sources(root.filePath(QString::fromLatin1(room)), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
            while (sources.hasNext()) {
                QFile file(sources.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                for (const auto& [line, text] : literals(QString::fromUtf8(file.readAll()))) {
                    if (!counted.match(text).hasMatch() || root.relativeFilePath(file.fileName()).startsWith(QStringLiteral("app/i18n/")))
                        continue;
                    ++seen;
                    const QByteArray piece = text.toUtf8(); // a text may be put together of several literals
                    if (std::none_of(known.begin(), known.end(), [&](const QByteArray& source) { return source.contains(piece); }))
                        missing.append(QStringLiteral("%1:%2: “%3”").arg(root.relativeFilePath(file.fileName())).arg(line).arg(text));
                }
            }
        }
        QVERIFY(seen >= 10);
        QVERIFY2(missing.isEmpty(), qPrintable(QStringLiteral("run ./dev texts for:\n") + missing.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TranslationsTest)
#include "tst_translations.moc"
