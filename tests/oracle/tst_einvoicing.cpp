// E-invoices against the official schemas and rules (xmllint, Saxon-HE with the rule sets of EN 16931 and Factur-X), and our
// reader and rules against the published examples.
//
// - Our own: seeded random invoices and credit notes pass the schema and break no fatal rule, in UBL and CII.
// - Examples (expected-validation.csv): read, written again in both syntaxes, read again: every amount agrees by its business
//   term. Written again they pass the schema and break no fatal rule that the example does not. The rules that the program
//   checks itself give the verdict of the table.
// - Unit tests of the rules (…-unit-UBL): each fragment about a rule that the program checks itself must pass or fail as it says.
//   Exceptions stand in exceptions(), with their reasons.
// Oracle: ../shared/data/einvoicing; its README names the origins and licences.
#include "models/core/errors.h"
#include "models/documents/einvoicerules.h"
#include "models/documents/ereader.h"
#include "tests/support/oracle.h"
#include "tests/support/randominvoice.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace trunkline;
using namespace trunkline::documents;

namespace {

constexpr int randomInvoices = 240;
const QString saxonJar = QStringLiteral("/usr/share/java/Saxon-HE.jar");

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s can't be read", qPrintable(path));
    return file.readAll();
}

void save(const QString& path, const QByteArray& content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s can't be written", qPrintable(path));
}

/// What a program said; ends the test program when it does not end by itself.
QString said(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(280'000))
        qFatal("%s did not end", qPrintable(program));
    return QString::fromUtf8(process.readAll());
}

/// The fatal rules that each file of a folder breaks, by the official rules; one Java process for all.
QMap<QString, QStringList> fatalRules(const QString& folder, const QString& stylesheet)
{
    QTemporaryDir reports;
    const QString messages = said(QStringLiteral("java"), {QStringLiteral("-Xss8m"), QStringLiteral("-cp"), saxonJar, QStringLiteral("net.sf.saxon.Transform"), QStringLiteral("-s:") + folder,
                                                           QStringLiteral("-xsl:") + stylesheet, QStringLiteral("-o:") + reports.path()});
    QMap<QString, QStringList> broken;
    for (const QString& name : QDir(folder).entryList(QDir::Files)) {
        const QString report = reports.filePath(name);
        if (!QFile::exists(report)) {
            broken[name] = {QStringLiteral("no report: ") + messages.left(400)};
            continue;
        }
        const QString text = QString::fromUtf8(contentOf(report));
        if (!text.contains(QLatin1String("fired-rule")))
            broken[name] = {QStringLiteral("an empty report")};
        static const QRegularExpression assertion(QStringLiteral("<svrl:failed-assert[^>]*>"));
        for (auto found = assertion.globalMatch(text); found.hasNext();) {
            const QString tag = found.next().captured();
            static const QRegularExpression id(QStringLiteral("\\bid=\"([^\"]+)\""));
            if (tag.contains(QLatin1String("flag=\"fatal\"")))
                broken[name].append(id.match(tag).captured(1));
        }
    }
    return broken;
}

/// "a.xml fails to validate", for those that do.
QStringList invalidBySchema(const QString& folder, const QString& schema)
{
    QStringList files, bad;
    for (const QString& name : QDir(folder).entryList(QDir::Files))
        files.append(folder + u'/' + name);
    const QString verdict = said(QStringLiteral("xmllint"), QStringList{QStringLiteral("--noout"), QStringLiteral("--schema"), schema} + files);
    for (const QString& file : files)
        if (!verdict.contains(file + QStringLiteral(" validates")))
            bad.append(file + QStringLiteral(": ") + verdict.left(1500));
    return bad;
}

DocumentSettings sampleSettings()
{
    DocumentSettings settings;
    settings.registrationId = QStringLiteral("HRB 1234");
    settings.contactName = QStringLiteral("Billing");
    settings.contactPhone = QStringLiteral("+49 461 1234");
    settings.contactEmail = QStringLiteral("billing@example.org");
    settings.endpoint = {QStringLiteral("9930"), QStringLiteral("DE123456789")};
    settings.bic = QStringLiteral("COBADEFFXXX");
    return settings;
}

} // namespace

class OracleEinvoicingTest : public QObject {
    Q_OBJECT

    QString folder_;

    QString ublSchema(const QString& kind) const { return folder_ + QStringLiteral("/ubl-2.1-xsd/maindoc/UBL-%1-2.1.xsd").arg(kind); }
    QString ciiSchema() const { return folder_ + QStringLiteral("/en16931/cii-d16b-xsd/uncefact/data/standard/CrossIndustryInvoice_100pD16B.xsd"); }
    QString ublRules() const { return folder_ + QStringLiteral("/en16931/xslt/EN16931-UBL-validation.xslt"); }
    QString ciiRules() const { return folder_ + QStringLiteral("/en16931/xslt/EN16931-CII-validation.xslt"); }

    static QStringList textsOf(const QMap<QString, QStringList>& broken)
    {
        QStringList all;
        for (auto each = broken.begin(); each != broken.end(); ++each)
            if (!each.value().isEmpty())
                all.append(each.key() + QStringLiteral(": ") + each.value().join(u' '));
        return all;
    }

    struct Folder {
        QTemporaryDir dir;
        QString path(const char* name)
        {
            QDir(dir.path()).mkpath(QLatin1String(name));
            return dir.filePath(QLatin1String(name));
        }
    };

private Q_SLOTS:
    void initTestCase()
    {
        TRUNKLINE_ORACLE_FOLDER(folder, "einvoicing");
        if (!QFile::exists(saxonJar))
            QSKIP("The packages libsaxonhe-java and default-jre-headless are not installed.");
        folder_ = folder;
    }

    void ownInvoicesPassSchemaAndRules()
    {
        const quint32 seed = qEnvironmentVariableIsSet("TRUNKLINE_SEED") ? qEnvironmentVariable("TRUNKLINE_SEED").toUInt() : 20260401;
        Folder out;
        QMap<QString, int> counts;
        const BuyerDetails buyer{QStringLiteral("04011000-12345-03"), QStringLiteral("PO-1"), {}, {QStringLiteral("0204"), QStringLiteral("04011000-12345-03")}};
        for (int n = 0; n < randomInvoices; ++n) {
            const billing::Invoice invoice = test::randomInvoice(seed + quint32(n));
            const EInvoice e = eInvoice(invoice, sampleSettings(), buyer, EInvoiceProfile(n % 2 && !invoice.sellerIban.isEmpty() ? n % 3 : 0));
            QVERIFY2(brokenRules(e).isEmpty(), qPrintable(QStringLiteral("seed %1: %2").arg(seed + quint32(n)).arg(brokenRules(e).join(u' '))));
            const QString name = QStringLiteral("/%1.xml").arg(seed + quint32(n));
            save(out.path(e.isCreditNote() ? "creditnotes" : "invoices") + name, toUbl(e));
            save(out.path("ubl") + name, toUbl(e));
            save(out.path("cii") + name, toCii(e));
            if (e.specification == QLatin1String("urn:cen.eu:en16931:2017"))
                save(out.path("facturx") + name, toCii(e));
            QCOMPARE(amountsOf(readEInvoice(toUbl(e))), amountsOf(e));
            QCOMPARE(amountsOf(readEInvoice(toCii(e))), amountsOf(e));
            ++counts[e.isCreditNote() ? QStringLiteral("credit notes") : QStringLiteral("invoices")];
            ++counts[e.vat.first().category];
            ++counts[e.currency];
        }
        qInfo() << "seed" << seed << counts;
        QVERIFY(counts[QStringLiteral("credit notes")] > 10);
        const QStringList schema = invalidBySchema(out.path("invoices"), ublSchema(QStringLiteral("Invoice"))) + invalidBySchema(out.path("creditnotes"), ublSchema(QStringLiteral("CreditNote")))
            + invalidBySchema(out.path("cii"), ciiSchema()) + invalidBySchema(out.path("facturx"), folder_ + QStringLiteral("/factur-x/en16931/Factur-X_EN16931.xsd"));
        QVERIFY2(schema.isEmpty(), qPrintable(schema.value(0)));
        for (const auto& [files, rules] : {std::pair(out.path("ubl"), ublRules()), std::pair(out.path("cii"), ciiRules())}) {
            const QStringList broken = textsOf(fatalRules(files, rules));
            QVERIFY2(broken.isEmpty(), qPrintable(broken.mid(0, 12).join(u'\n')));
        }
        qInfo("%d documents in UBL and in CII: valid by schema, no fatal rule broken", randomInvoices);
    }

    void examplesAreReadAndWrittenAgain()
    {
        int amounts = 0, files = 0, verdicts = 0;
        Folder out;
        QMap<QString, QStringList> expected;
        QStringList wrong;
        const QStringList checked = checkedRules();
        for (const QString& line : QString::fromUtf8(contentOf(folder_ + QStringLiteral("/expected-validation.csv"))).split(u'\n', Qt::SkipEmptyParts).mid(1)) {
            const QStringList fields = line.trimmed().split(u',');
            const EInvoice e = readEInvoice(contentOf(folder_ + u'/' + fields[0]));
            ++files;
            QVERIFY2(e.payable.has_value() && !e.lines.isEmpty(), qPrintable(fields[0]));
            amounts += int(amountsOf(e).size());
            qInfo("%s: %s %s, %d lines, net %s, tax %s, payable %s %s", qPrintable(fields[0].section(u'/', -1)), qPrintable(e.typeCode), qPrintable(e.number), int(e.lines.size()),
                  qPrintable(e.net ? e.net->toString() : QString()), qPrintable(e.tax ? e.tax->toString() : QString()), qPrintable(e.payable->toString()), qPrintable(e.currency));
            for (const QByteArray& written : {toUbl(e), toCii(e)})
                if (const QStringList again = amountsOf(readEInvoice(written)); again != amountsOf(e))
                    wrong.append(fields[0] + QStringLiteral(": other amounts when written again: ") + again.join(u'|') + QStringLiteral(" instead of ") + amountsOf(e).join(u'|'));
            QStringList ours = brokenRules(e), theirs;
            for (const QString& rule : fields[3].split(u' ', Qt::SkipEmptyParts))
                if (checked.contains(rule))
                    theirs.append(rule);
            verdicts += ours == theirs;
            if (ours != theirs)
                wrong.append(QStringLiteral("%1: we say “%2”, the table “%3”").arg(fields[0], ours.join(u' '), theirs.join(u' ')));
            const QString name = QString(fields[0]).replace(u'/', u'_').replace(QLatin1String(".XML"), QLatin1String(".xml"));
            expected[name] = fields[3].split(u' ', Qt::SkipEmptyParts);
            if (fields[1] == QLatin1String("CrossIndustryInvoice"))
                save(out.path("cii") + u'/' + name, toCii(e));
            else
                save(out.path(e.isCreditNote() ? "creditnotes" : "invoices") + u'/' + name, toUbl(e));
        }
        qInfo("%d examples, %d amounts agree after writing in both syntaxes; verdicts of our own rules agree in %d of %d (%.1f %%)", files, amounts, verdicts, files, 100.0 * verdicts / files);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        const QStringList schema = invalidBySchema(out.path("invoices"), ublSchema(QStringLiteral("Invoice"))) + invalidBySchema(out.path("creditnotes"), ublSchema(QStringLiteral("CreditNote")))
            + invalidBySchema(out.path("cii"), ciiSchema());
        QVERIFY2(schema.isEmpty(), qPrintable(schema.value(0)));
        for (const auto& [folder, rules] : {std::pair(out.path("invoices"), ublRules()), std::pair(out.path("creditnotes"), ublRules()), std::pair(out.path("cii"), ciiRules())}) {
            const QMap<QString, QStringList> broken = fatalRules(folder, rules);
            for (auto each = broken.begin(); each != broken.end(); ++each)
                for (const QString& rule : each.value())
                    if (!expected[each.key()].contains(rule))
                        wrong.append(each.key() + QStringLiteral(" breaks ") + rule);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void fragmentsOfTheRules()
    {
        const QStringList checked = checkedRules();
        const QHash<QString, QString> excepted = exceptions();
        int agreed = 0, all = 0, others = 0, except = 0, unreadable = 0;
        QStringList wrong;
        for (const char* part : {"en16931/Invoice-unit-UBL", "en16931/CreditNote-unit-UBL"})
            for (const QFileInfo& file : QDir(folder_ + u'/' + QLatin1String(part)).entryInfoList({QStringLiteral("*.xml")}, QDir::Files)) {
                const XmlElement set = readXml(contentOf(file.filePath()));
                int number = 0;
                for (const XmlElement* test : set.all("test")) {
                    ++number;
                    const XmlElement* assertion = test->find("assert");
                    const XmlElement* fragment = test->find("Invoice") ? test->find("Invoice") : test->find("CreditNote");
                    if (!assertion || !fragment)
                        continue;
                    QStringList broken;
                    try {
                        broken = brokenRules(readUbl(*fragment));
                    } catch (const InvalidInput&) { // "123" where a date is: a schema's matter
                        ++unreadable;
                        continue;
                    }
                    for (const XmlElement& verdict : assertion->children) {
                        const bool success = verdict.name == QLatin1String("success");
                        if (!success && verdict.name != QLatin1String("error"))
                            continue;
                        const QString rule = verdict.text.trimmed();
                        if (!checked.contains(rule)) {
                            ++others;
                            continue;
                        }
                        ++all;
                        const QString which = QStringLiteral("%1/%2 #%3").arg(QLatin1String(part).contains(QLatin1String("Credit")) ? QStringLiteral("CreditNote") : QStringLiteral("Invoice"), rule).arg(number);
                        if (broken.contains(rule) != success)
                            ++agreed;
                        else if (excepted.contains(which))
                            ++except;
                        else
                            wrong.append(which + (success ? QStringLiteral(" must pass") : QStringLiteral(" must fail")));
                    }
                }
            }
        qInfo("rules checked by the program: %d; verdicts on them: %d of %d agree (%.1f %%), %d excepted; %d verdicts are about rules left to the official validators, %d fragments are no e-invoice by their syntax", int(checked.size()), agreed, all,
              100.0 * agreed / std::max(1, all), except, others, unreadable);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        QVERIFY(all > 200);
    }

    /// Fragments whose verdict can't be ours, with the reason.
    static QHash<QString, QString> exceptions() { return {}; }
};

QTEST_GUILESS_MAIN(OracleEinvoicingTest)
#include "tst_einvoicing.moc"
