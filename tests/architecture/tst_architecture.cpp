// The arrows of ARCHITECTURE.md, read from the includes: app → widgets → models → snmp, and inside
// models/ only from a higher rank to a lower one.

#include <QDirIterator>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

#include <optional>

namespace {

const QMap<QString, int> modelRanks{
    {"core", 0}, {"store", 1}, {"access", 2}, {"catalogue", 3}, {"customer", 3}, {"inventory", 3}, {"performance", 4}, {"ordering", 4},
    {"fault", 5}, {"fulfilment", 5}, {"assurance", 6}, {"rating", 7}, {"ledger", 6}, {"billing", 8}, {"documents", 9}, {"payments", 9}, {"revenue", 9}, {"fieldwork", 9}, {"collection", 10},
    {"overview", 11}, {"privacy", 11}};

const QStringList snmpUsers{"fulfilment", "collection"};

/// Why a file at `from` may not include `include`; nothing when it may.
std::optional<QString> forbidden(const QString& from, const QString& include)
{
    const QStringList source = from.split(u'/');
    const QStringList target = include.split(u'/');
    const QMap<QString, int> rooms{{"snmp", 0}, {"models", 1}, {"widgets", 2}, {"app", 3}};
    if (!rooms.contains(source.first()) || !rooms.contains(target.first()))
        return std::nullopt;
    if (rooms[target.first()] > rooms[source.first()])
        return QStringLiteral("an arrow up, from %1/ to %2/").arg(source.first(), target.first());
    if (source.first() == QLatin1String("widgets") && target.first() == QLatin1String("snmp"))
        return QStringLiteral("widgets do not speak to the network");
    if (source.first() != QLatin1String("models"))
        return std::nullopt;
    if (!modelRanks.contains(source[1]))
        return QStringLiteral("models/%1 has no rank").arg(source[1]);
    if (target.first() == QLatin1String("snmp"))
        return snmpUsers.contains(source[1]) ? std::nullopt : std::optional(QStringLiteral("only %1 include snmp/").arg(snmpUsers.join(QLatin1String(" and "))));
    if (target[1] != source[1] && modelRanks.value(target[1], 99) >= modelRanks[source[1]])
        return QStringLiteral("rank %1 may not include rank %2").arg(modelRanks[source[1]]).arg(modelRanks.value(target[1], 99));
    return std::nullopt;
}

} // namespace

class ArchitectureTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // The rule itself must be able to fail.
    void knowsForbiddenArrows()
    {
        QVERIFY(forbidden("models/core/money.h", "models/store/journal.h"));
        QVERIFY(forbidden("models/catalogue/offering.h", "models/customer/customer.h"));
        QVERIFY(forbidden("models/billing/billrun.cpp", "snmp/engine.h"));
        QVERIFY(forbidden("models/fault/alarm.h", "widgets/common/theme.h"));
        QVERIFY(forbidden("snmp/engine.cpp", "models/core/clock.h"));
        QVERIFY(forbidden("widgets/map/topologymap.cpp", "snmp/engine.h"));
        QVERIFY(forbidden("models/attic/thing.h", "models/core/clock.h"));
        QVERIFY(!forbidden("models/billing/billrun.cpp", "models/assurance/outage.h"));
        QVERIFY(!forbidden("models/collection/poller.cpp", "snmp/engine.h"));
        QVERIFY(!forbidden("app/ctl/main.cpp", "widgets/shell/mainwindow.h"));
    }

    void everyIncludePointsDown()
    {
        const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s+\"([^\"]+)\""), QRegularExpression::MultilineOption);
        const QDir root(QStringLiteral(TRUNKLINE_SOURCE_DIR));
        QStringList wrong;
        int files = 0;
        int arrows = 0;
        for (const char* room : {"snmp", "models", "widgets", "app"}) {
            QDirIterator sources(root.filePath(QString::fromLatin1(room)), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
            while (sources.hasNext()) {
                QFile file(sources.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString from = root.relativeFilePath(file.fileName());
                ++files;
                for (auto found = include.globalMatch(QString::fromUtf8(file.readAll())); found.hasNext(); ++arrows) {
                    const QString to = found.next().captured(1);
                    if (const auto why = forbidden(from, to))
                        wrong.append(QStringLiteral("%1 includes %2: %3").arg(from, to, *why));
                }
            }
        }
        qInfo("%d files, %d includes read", files, arrows);
        QVERIFY(files > 10 && arrows > 10);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    // What house rules say of single rooms: no SQL and no net-snmp in what people see, no screen in models.
    void roomsKeepToTheirTools()
    {
        struct Rule {
            QString room;
            QRegularExpression pattern;
            QString why;
        };
        const QList<Rule> rules{
            {"widgets", QRegularExpression("QSqlQuery|net-snmp/|\"(SELECT|INSERT|UPDATE|DELETE) "), "widgets hold no SQL and no SNMP"},
            {"app", QRegularExpression("QSqlQuery|net-snmp/|\"(SELECT|INSERT|UPDATE|DELETE) "), "SQL lives in the stores, SNMP in snmp/"},
            {"models", QRegularExpression("#include <(QWidget|QMainWindow|QDialog|QtWidgets|QtGui|QColor|QPixmap|QPainter)"), "models run without a screen"},
            {"models", QRegularExpression("processEvents|QEventLoop"), "nothing in models nests an event loop"},
            {"widgets", QRegularExpression("processEvents|QEventLoop"), "the screen never waits"}};
        const QDir root(QStringLiteral(TRUNKLINE_SOURCE_DIR));
        QStringList wrong;
        for (const Rule& rule : rules) {
            QDirIterator sources(root.filePath(rule.room), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
            while (sources.hasNext()) {
                QFile file(sources.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                if (const auto match = rule.pattern.match(QString::fromUtf8(file.readAll())); match.hasMatch())
                    wrong.append(QStringLiteral("%1: “%2”: %3").arg(root.relativeFilePath(file.fileName()), match.captured(), rule.why));
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }
};

QTEST_APPLESS_MAIN(ArchitectureTest)
#include "tst_architecture.moc"
