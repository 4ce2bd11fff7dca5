// What smidump of libsmi 0.4.8 reads from 291 MIB files, against what “mib compile” makes of them, and whether every
// notification reads well.
//
// The rule of comparison:
// - All files are compiled at once, as a user does with a folder. Scalars, tables and columns are counted for each module.
// - Every notification must be there with the same identifier.
// - Every notification is rendered with made-up values for its objects: its name, each object's name, the words of
//   enumerations and the units must be in the text, and no identifier in digits.
// - Exceptions stand in exceptions(), with their reasons.
// Oracle: ../shared/data/mibs; the texts of the modules belong to their makers, nothing of them is copied here.
#include "snmp/mib/compiler.h"
#include "snmp/mib/dictionary.h"
#include "snmp/mib/rendering.h"
#include "snmp/mib/tablefile.h"
#include "tests/support/oracle.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace trunkline::snmp;

class OracleMibsTest : public QObject {
    Q_OBJECT

    QString folder_;
    mib::Compilation compilation_;
    mib::Dictionary dictionary_;

    QList<QStringList> csvRows(const QString& name) const
    {
        QFile file(folder_ + u'/' + name);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s can't be read", qPrintable(file.fileName()));
        QList<QStringList> rows;
        for (const QString& line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts))
            rows.append(line.trimmed().split(u','));
        rows.removeFirst();
        return rows;
    }

    /// Counts that differ on purpose: by module, with the reason.
    static QHash<QString, QString> exceptions() { return {}; }

    static Value madeUp(const mib::Syntax& syntax)
    {
        switch (syntax.base) {
        case mib::Base::Enumeration: return Value::integer(syntax.names.isEmpty() ? 1 : syntax.names.constLast().number);
        case mib::Base::Octets: return Value::octets(syntax.name == u"DateAndTime" ? QByteArray::fromHex("07e20c0a0b2d0a002d0600") : QByteArray("abcdef"));
        case mib::Base::Bits: return Value::octets(QByteArray("\xff", 1));
        case mib::Base::ObjectId: return Value::oid({1, 3, 6, 1, 2, 1, 1, 3, 0});
        case mib::Base::Unsigned64: return Value::counter64(7);
        case mib::Base::Unsigned32: return syntax.name == u"TimeTicks" ? Value::unsigned32(Type::TimeTicks, 700) : Value::unsigned32(Type::Gauge32, 7);
        default: return Value::integer(7);
        }
    }

    /// What the text of a notification lacks; empty when it has all.
    QString lacking(const mib::Node& notification) const
    {
        VarBinds binds;
        for (const Oid& member : notification.members) {
            const mib::Fact object = dictionary_.at(member);
            if (!object)
                return member.toString() + QStringLiteral(" has no name");
            const Oid instance = member + (object.node->kind == mib::Kind::Column ? 3u : 0u);
            binds.append({instance, object.syntax() ? madeUp(*object.syntax()) : Value::integer(7)});
        }
        const QList<mib::NamedVariable> variables = mib::namedVariables(dictionary_, binds);
        const QString text = mib::sentenceOf(mib::nameOf(dictionary_, notification.oid), variables);
        if (!text.startsWith(dictionary_.at(notification.oid).node->name))
            return QStringLiteral("its own name");
        for (qsizetype i = 0; i < binds.size(); ++i) {
            const mib::Fact object = dictionary_.at(notification.members[i]);
            const mib::Syntax* syntax = object.syntax();
            const QString& value = variables[i].value;
            if (variables[i].name != object.node->name || !text.contains(QRegularExpression(object.node->name + QStringLiteral("[. ]"))) || value.isEmpty())
                return object.node->name;
            if (syntax && syntax->base == mib::Base::Enumeration && !syntax->names.isEmpty() && value != syntax->names.constLast().name)
                return QStringLiteral("the word of %1: %2").arg(object.node->name, value);
            const bool measured = !object.node->units.isEmpty() && syntax && syntax->names.isEmpty() && syntax->name != u"TimeTicks";
            if (measured && !value.endsWith(object.node->units))
                return QStringLiteral("the units of %1: %2").arg(object.node->name, value);
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        TRUNKLINE_ORACLE_FOLDER(folder, "mibs");
        folder_ = folder;
        mib::CompilerOptions options;
        options.program = QStringLiteral(TRUNKLINE_BIN_DIR "/trunklinectl");
        compilation_ = mib::compile({folder + QStringLiteral("/standard"), folder + QStringLiteral("/vendor")}, options);
        // What is read back from a file is what the program works with.
        QString problem;
        const auto table = mib::fromFile(mib::toFile(compilation_.table), &problem);
        QVERIFY2(table, qPrintable(problem));
        QCOMPARE(*table, compilation_.table);
        std::vector<mib::Table> tables;
        tables.push_back(*table);
        dictionary_ = mib::Dictionary(std::move(tables));
    }

    void everyFileLoads()
    {
        const auto rows = csvRows(QStringLiteral("expected-node-counts.csv"));
        QStringList missing;
        for (const QStringList& row : rows)
            if (!compilation_.table.modules.contains(row[1].isEmpty() ? row[0].section(u'/', -1) : row[1]))
                missing.append(row[0]);
        qInfo("%lld of %lld files load, with %lld complaints of which %lld cost facts", rows.size() - missing.size(), rows.size(), compilation_.complaints.size(),
              std::count_if(compilation_.complaints.cbegin(), compilation_.complaints.cend(), [](const mib::Complaint& complaint) { return complaint.losesFacts; }));
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u' ')));
        QCOMPARE(compilation_.files.size(), rows.size());
    }

    void whatIsMissingIsNamed()
    {
        const auto named = [&](const QString& file, const QString& text) {
            return std::any_of(compilation_.complaints.cbegin(), compilation_.complaints.cend(), [&](const mib::Complaint& complaint) {
                return complaint.losesFacts && complaint.line > 0 && complaint.file.endsWith(file) && complaint.text.contains(text);
            });
        };
        QVERIFY(named(QStringLiteral("standard/BFD-STD-MIB"), QStringLiteral("BFD-TC-STD-MIB")));
        QVERIFY(named(QStringLiteral("arris/DOCS-CABLE-DEVICE-TRAP-MIB"), QStringLiteral("DOCS-IF-EXT-MIB")));
    }

    void everyNotificationHasItsIdentifier()
    {
        const auto rows = csvRows(QStringLiteral("expected-notifications.csv"));
        QStringList wrong;
        for (const QStringList& row : rows) {
            const mib::Fact fact = dictionary_.at(*Oid::parse(row[2]));
            if (!fact || fact.node->kind != mib::Kind::Notification || fact.node->name != row[1] || fact.module() != row[0])
                wrong.append(row.join(u' '));
        }
        qInfo("%lld of %lld notifications have the identifier that smidump gives them (%.2f %%)", rows.size() - wrong.size(), rows.size(),
              100.0 * double(rows.size() - wrong.size()) / double(rows.size()));
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void everyNotificationReadsWell()
    {
        int notifications = 0;
        QStringList wrong;
        for (const mib::Node& node : dictionary_.tables().front().nodes) {
            if (node.kind != mib::Kind::Notification)
                continue;
            ++notifications;
            if (const QString lack = lacking(node); !lack.isEmpty())
                wrong.append(node.name + QStringLiteral(" lacks ") + lack);
        }
        qInfo("%lld of %d notifications read well (%.2f %%)", notifications - wrong.size(), notifications, 100.0 * double(notifications - wrong.size()) / notifications);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        QCOMPARE(notifications, 2834);
    }

    void objectsAreCountedAlike()
    {
        QHash<QString, QHash<mib::Kind, int>> counts;
        for (const mib::Node& node : compilation_.table.nodes)
            ++counts[compilation_.table.modules[node.module]][node.kind];
        int agreed = 0;
        QStringList differences;
        const auto rows = csvRows(QStringLiteral("expected-node-counts.csv"));
        for (const QStringList& row : rows) {
            const auto& ours = counts[row[1]];
            const QStringList counted{QString::number(ours.value(mib::Kind::Scalar)), QString::number(ours.value(mib::Kind::Table)),
                                      QString::number(ours.value(mib::Kind::Row)), QString::number(ours.value(mib::Kind::Column)),
                                      QString::number(ours.value(mib::Kind::Notification))};
            if (counted == row.mid(3, 5) || exceptions().contains(row[1]))
                ++agreed;
            else
                differences.append(QStringLiteral("%1: %2, expected %3").arg(row[1], counted.join(u' '), row.mid(3, 5).join(u' ')));
        }
        qInfo("%d of %lld files have the expected scalars, tables, rows, columns and notifications (%.1f %%), %lld exceptions", agreed, rows.size(),
              100.0 * agreed / double(rows.size()), exceptions().size());
        QVERIFY2(differences.isEmpty(), qPrintable(differences.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(OracleMibsTest)
#include "tst_mibs.moc"
