// The workbook of a list as another program reads it: types, formats, header, filters, and names that look like formulas.
#include "models/core/columns.h"
#include "widgets/common/tablefile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace trunkline;
using namespace trunkline::widgets;

namespace {

struct Account {
    QString name;
    std::optional<Money> owes;
    BillingDate since;
    std::optional<Timestamp> seen;
    qint64 ports = 0;
    bool operator==(const Account&) const = default;
};

ValueModel<Account> accountModel()
{
    const auto berlin = OperatorZone::named(QStringLiteral("Europe/Berlin"));
    return {{Column<Account>("name", "Name", [](const Account& a) { return a.name; }), moneyColumn<Account>("owes", "Owes", [](const Account& a) { return a.owes; }),
             dateColumn<Account>("since", "Since", [](const Account& a) { return a.since; }),
             instantColumn<Account>("seen", "Seen", berlin, [](const Account& a) { return a.seen; }),
             countColumn<Account>("ports", "Ports", [](const Account& a) { return a.ports; }),
             Column<Account>("load", "Load", [](const Account& a) { return QLocale().toString(double(a.ports) / 8, 'f', 3); }).right(),
             Column<Account>("code", "Code", [](const Account&) { return QStringLiteral("0042"); })},
            [](const Account& a) { return a.name; }};
}

/// What openpyxl finds in the first sheet: its cells by coordinates as value, type and number format.
QJsonObject readBack(const QString& path)
{
    static const QString script = QStringLiteral(R"(
import json, sys, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1]).worksheets[0]
cells = {c.coordinate: {"value": c.value if isinstance(c.value, (int, float, str)) else str(c.value), "type": c.data_type,
                        "format": c.number_format, "bold": bool(c.font.b)} for row in sheet.iter_rows() for c in row if c.value is not None}
print(json.dumps({"title": sheet.title, "frozen": sheet.freeze_panes, "filter": sheet.auto_filter.ref, "cells": cells}))
)");
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3") /* Debian's, which has the package */, {QStringLiteral("-c"), script, path});
    if (!python.waitForFinished() || python.exitCode() != 0)
        qWarning("%s", python.readAllStandardError().constData());
    return QJsonDocument::fromJson(python.readAllStandardOutput()).object();
}

} // namespace

class XlsxTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::German)); } // its decimals are commas; a file's are not

    void anotherProgramReadsTheTypes()
    {
        auto model = accountModel();
        const Currency eur = Currency::parse(u"EUR"), yen = Currency::parse(u"JPY");
        model.replace({{QStringLiteral("=HYPERLINK(\"http://evil.example\")"), Money{123'456'789, eur}, BillingDate(2026, 3, 10), Timestamp::parse(u"2026-03-10T08:00:15Z"), 1'204},
                       {QStringLiteral("Bäckerei Öz & Söhne <1>"), Money{-7, eur}, BillingDate(2026, 12, 31), {}, 0},
                       {QStringLiteral("円"), Money{4'980, yen}, {}, {}, 3}});
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("accounts.xlsx"));
        writeTable(path, model, {0, 1, 2, 3, 4, 5, 6}, QStringLiteral("Who owes: all/open accounts of the operator"));
        const QJsonObject sheet = readBack(path);
        QCOMPARE(sheet["title"].toString(), QStringLiteral("Who owes  all open accounts of ").trimmed() + u' ');
        QCOMPARE(sheet["frozen"].toString(), QStringLiteral("A2"));
        QCOMPARE(sheet["filter"].toString(), QStringLiteral("A1:G4"));
        const QJsonObject cells = sheet["cells"].toObject();
        const auto cell = [&](const char* at) { return cells[QLatin1String(at)].toObject(); };
        QCOMPARE(cell("B1")["value"].toString(), QStringLiteral("Owes"));
        QVERIFY(cell("B1")["bold"].toBool());
        QVERIFY(!cell("B2")["bold"].toBool());
        QCOMPARE(cell("A2")["type"].toString(), QStringLiteral("s")); // no formula
        QCOMPARE(cell("A2")["value"].toString(), QStringLiteral("=HYPERLINK(\"http://evil.example\")"));
        QCOMPARE(cell("A3")["value"].toString(), QStringLiteral("Bäckerei Öz & Söhne <1>"));
        QCOMPARE(cell("B2")["type"].toString(), QStringLiteral("n"));
        QCOMPARE(cell("B2")["value"].toDouble(), 1'234'567.89);
        QCOMPARE(cell("B2")["format"].toString(), QStringLiteral("#,##0.00 [$EUR]"));
        QCOMPARE(cell("B3")["value"].toDouble(), -0.07);
        QCOMPARE(cell("B4")["value"].toDouble(), 4'980.0);
        QCOMPARE(cell("B4")["format"].toString(), QStringLiteral("#,##0 [$JPY]"));
        QCOMPARE(cell("C2")["type"].toString(), QStringLiteral("d"));
        QCOMPARE(cell("C2")["value"].toString(), QStringLiteral("2026-03-10 00:00:00"));
        QCOMPARE(cell("C3")["value"].toString(), QStringLiteral("2026-12-31 00:00:00"));
        QVERIFY(!cells.contains(QStringLiteral("C4")));
        QCOMPARE(cell("D2")["type"].toString(), QStringLiteral("d"));
        QCOMPARE(cell("D2")["value"].toString(), QStringLiteral("2026-03-10 09:00:15")); // as the clock on the operator's wall
        QCOMPARE(cell("E2")["value"].toDouble(), 1'204.0);
        QCOMPARE(cell("F2")["type"].toString(), QStringLiteral("n"));
        QCOMPARE(cell("F2")["value"].toDouble(), 150.5);
        QCOMPARE(cell("G2")["type"].toString(), QStringLiteral("s")); // a code keeps its zeros
        QCOMPARE(cell("G2")["value"].toString(), QStringLiteral("0042"));
    }

    void anEmptyListHasItsHeader()
    {
        auto model = accountModel();
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("none.xlsx"));
        writeTable(path, model, {0, 1}, QStringLiteral("Accounts"));
        QCOMPARE(readBack(path)["cells"].toObject().keys(), QStringList({"A1", "B1"}));
    }
};

QTEST_GUILESS_MAIN(XlsxTest)
#include "tst_xlsx.moc"
