// What other programs make of traps, against what our rules do.
//
// Event rules (OpenNMS 1.10):
// - Every rule of event-rules.csv that raises an alarm (alarm_kind “raise”, or “3”: a problem without a known end) should have
//   a rule of ours that raises. How many do is printed; what does not stands in notRaised() with its reason.
// - Every pair of a trap that raises and one whose clear key names it is sent: the first twice, then the second. One alarm with a count of 2,
//   then cleared. The traps carry the objects of their module where it is at hand, else six variables of no module;
//   variables that the definitions mask have the masked values. Exceptions stand in unpaired(), with their reasons.
// Texts (LibreNMS): the severity of each trap in trap-texts.json whose module is at hand, on its scale of ok, info, notice, warning, error.
//   Ours may be one step away; what is further stands in otherSeverities(), with its reason.
// Oracle: ../shared/data/traps, GPL-3.0; our rules were written for themselves, and its wording is nowhere copied.
#include "models/collection/trapintake.h"
#include "models/fault/alarmstore.h"
#include "tests/support/oracle.h"
#include "tests/support/teststore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

using namespace trunkline;
using namespace trunkline::collection;
using test::TestStore;

struct ForeignRule {
    QString file;
    snmp::Oid trap;
    QString event;    ///< the last part of its name
    QString severity;
    QString kind;     ///< "raise", "clear", "3" or nothing
    QString clears;   ///< the event that the clear key names
    QHash<int, QString> masked; ///< values of variables, by their places
};

class OracleTrapsTest : public QObject {
    Q_OBJECT

    QString folder_;
    QList<ForeignRule> foreign_;
    std::shared_ptr<const TrapRules> rules_;

    static QStringList csvFields(const QString& line)
    {
        static const QRegularExpression field(QStringLiteral("(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))"));
        QStringList fields;
        for (auto found = field.globalMatch(line); found.hasNext();) {
            const auto match = found.next();
            fields.append(match.captured(1).isEmpty() ? match.captured(2) : match.captured(1));
        }
        return fields;
    }

    QByteArray bytes(const QString& name) const
    {
        QFile file(folder_ + u'/' + name);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s can't be read", qPrintable(file.fileName()));
        return file.readAll();
    }

    /// The values that the definitions ask of variables, by event.
    QHash<QString, QHash<int, QString>> masks() const
    {
        QHash<QString, QHash<int, QString>> all;
        for (const QString& name : QDir(folder_ + QStringLiteral("/opennms-events")).entryList({QStringLiteral("*.xml")})) {
            QXmlStreamReader xml(bytes(QStringLiteral("opennms-events/") + name));
            QHash<int, QString> mask;
            int place = 0;
            while (!xml.atEnd()) {
                if (xml.readNext() != QXmlStreamReader::StartElement)
                    continue;
                if (xml.name() == u"event")
                    mask.clear();
                else if (xml.name() == u"vbnumber")
                    place = xml.readElementText().toInt();
                else if (xml.name() == u"vbvalue" && !mask.contains(place))
                    mask.insert(place, xml.readElementText());
                else if (xml.name() == u"uei" && !mask.isEmpty())
                    all.insert(xml.readElementText().section(u'/', -1), mask);
            }
        }
        return all;
    }

    snmp::Notification made(const ForeignRule& rule) const
    {
        snmp::Notification notification;
        notification.sourceAddress = QStringLiteral("192.0.2.7");
        notification.trapOid = rule.trap;
        const auto& dictionary = rules_->dictionary();
        snmp::mib::Fact fact = dictionary.at(rule.trap);
        if (!fact || fact.node->kind != snmp::mib::Kind::Notification)
            fact = dictionary.at(plainTrapOid(rule.trap));
        if (fact && fact.node->kind == snmp::mib::Kind::Notification)
            for (const snmp::Oid& member : fact.node->members) {
                const snmp::mib::Fact object = dictionary.at(member);
                const bool column = object && object.node->kind == snmp::mib::Kind::Column;
                const snmp::mib::Syntax* syntax = object ? object.syntax() : nullptr;
                const bool text = syntax && syntax->base == snmp::mib::Base::Octets;
                const int number = syntax && syntax->names.size() > 2 ? 2 : 1; // the first of many states often is the good one
                notification.binds.append({column ? member + snmp::Oid{3, 1} : member + 0u, text ? snmp::Value::octets("part 3") : snmp::Value::integer(number)});
            }
        while (notification.binds.size() < 6)
            notification.binds.append({snmp::Oid{1, 3, 6, 1, 4, 1, 99999, 1, std::uint32_t(notification.binds.size() + 1), 3}, snmp::Value::integer(1)});
        for (auto mask = rule.masked.cbegin(); mask != rule.masked.cend(); ++mask)
            if (mask.key() <= notification.binds.size()) {
                bool number = false;
                const int value = mask.value().toInt(&number);
                notification.binds[mask.key() - 1].value = number ? snmp::Value::integer(value) : snmp::Value::octets(mask.value().toUtf8());
            }
        return notification;
    }

    fault::EventDraft event(const ForeignRule& rule) const
    {
        const snmp::Notification said = made(rule);
        return wordsOf(said, *rules_, {said.sourceAddress, nullptr, nullptr, portIn(said)});
    }

    /// The event that a rule's clear key names; one rule has it in its reduction key instead, one with a stray mark behind it.
    static QString clearedEvent(const QStringList& fields)
    {
        const QString key = fields.value(9).isEmpty() && !fields.value(8).startsWith(u'%') ? fields.value(8) : fields.value(9);
        return key.section(u':', 0, 0).section(u'/', -1).remove(u'`');
    }

    /// Traps that are problems elsewhere and none with us.
    static QHash<QString, QString> notRaised()
    {
        const QString normal = QStringLiteral("of the severity Normal there: it tells of no fault, or of its end");
        const QString done = QStringLiteral("something that somebody started has ended: an event");
        const QString wrongOid = QStringLiteral("its definition has a generic number, so that its OID is that of warmStart");
        return {{"ccmPhoneStatusUpdate", normal}, {"ciscoPingCompletion", normal}, {"clogMessageGenerated-Notice", normal}, {"clogMessageGenerated-Info", normal},
                {"clogMessageGenerated-Debug", normal}, {"vmVmpsChange", normal}, {"loadBalTrapLogin", normal}, {"bigipActive", normal}, {"bigipConfigLoaded", normal},
                {"mplsVrfIfUp", normal}, {"ospfOriginateLsa", normal}, {"ospfMaxAgeLsa", normal},
                {"ciscoFlashCopyCompletionTrap", done}, {"ciscoFlashPartitioningCompletionTrap", done}, {"ciscoFlashMiscOpCompletionTrap", done}, {"cieTestCompletion", done},
                {"oamLoopbackPingCompletionTrap", done}, {"demandNbrCallInformation", QStringLiteral("a call was made: an event")},
                {"demandNbrCallDetails", QStringLiteral("a call was made: an event")},
                {"ciscoLS1010ChassisChangeNotification", QStringLiteral("a change of the chassis that names no fault: an event")},
                {"jnxFEBSwitchover", wrongOid}, {"jnxHardDiskFailed", wrongOid}, {"jnxHardDiskMissing", wrongOid}};
    }

    static QHash<QString, QString> unpaired()
    {
        return {{"dskTableAlertFalling", QStringLiteral("its definition names nothing that it clears")},
                {"jnxFruOK", QStringLiteral("its definition has a generic number, so that its OID is that of linkDown; the maker's own OID clears")}};
    }

    static QHash<QString, QString> otherSeverities()
    {
        return {{"PowerNet-MIB::outletOff", QStringLiteral("somebody switched an outlet: an event")},
                {"PowerNet-MIB::outletOn", QStringLiteral("somebody switched an outlet: an event")}};
    }

    /// The kinds and severities on the five steps of LibreNMS.
    static int step(const RuleVerdict& verdict)
    {
        if (verdict.kind == fault::EventKind::FaultOver || verdict.kind == fault::EventKind::LinkUp)
            return 0;
        if (verdict.kind == fault::EventKind::LinkDown || verdict.kind == fault::EventKind::ColdStart || verdict.kind == fault::EventKind::WarmStart)
            return 4; // major
        if (!verdict.report)
            return 1;
        return verdict.report->severity >= Severity::Major ? 4 : verdict.report->severity >= Severity::Warning ? 3 : 1;
    }

    static int step(const QString& word) { return int(QStringList{"ok", "info", "notice", "warning", "error"}.indexOf(word)); }

    /// A trap as the handler of snmptrapd gets it, in symbolic names.
    std::optional<snmp::Notification> fromText(const QJsonArray& lines) const
    {
        const auto& dictionary = rules_->dictionary();
        snmp::Notification notification;
        for (const QJsonValue& each : lines) {
            const QString line = each.toString();
            const QString name = line.section(u' ', 0, 0);
            QString value = line.section(u' ', 1);
            if (name == u"SNMPv2-MIB::snmpTrapOID.0") {
                const auto trap = dictionary.named(value);
                if (!trap)
                    return std::nullopt;
                notification.trapOid = trap.node->oid;
            } else if (const auto object = dictionary.named(name.section(u'.', 0, 0))) {
                value.remove(u'"');
                snmp::Value bound = snmp::Value::octets(value.toUtf8());
                if (object.syntax())
                    for (const snmp::mib::NamedNumber& named : object.syntax()->names)
                        if (named.name == value)
                            bound = snmp::Value::integer(named.number);
                const auto index = snmp::Oid::parse(name.section(u'.', 1));
                notification.binds.append({object.node->oid + index.value_or(snmp::Oid{0}), bound});
            }
        }
        return notification.trapOid.empty() ? std::nullopt : std::optional(notification);
    }

private Q_SLOTS:
    void initTestCase()
    {
        TRUNKLINE_ORACLE_FOLDER(folder, "traps");
        folder_ = folder;
        qputenv("XDG_DATA_HOME", "/nonexistent"); // rules of whoever runs this are none of its business
        rules_ = TrapRules::shared();
        const auto masked = masks();
        for (const QString& line : QString::fromUtf8(bytes(QStringLiteral("event-rules.csv"))).split(u'\n', Qt::SkipEmptyParts).mid(1)) {
            const QStringList f = csvFields(line.trimmed());
            const auto trap = snmp::Oid::parse(f.value(4));
            if (trap)
                foreign_.append({f[0], *trap, f[5].section(u'/', -1), f[6], f[7], clearedEvent(f), masked.value(f[5].section(u'/', -1))});
        }
        QVERIFY(foreign_.size() > 700);
    }

    void whatRaisesElsewhereRaisesHere()
    {
        int known = 0;
        int raised = 0;
        int withNamesOnly = 0;
        QStringList missing;
        for (const ForeignRule& rule : std::as_const(foreign_)) {
            const bool named = rules_->nameOf(rule.trap) != rule.trap.toString();
            withNamesOnly += named;
            if (rule.kind != u"raise" && rule.kind != u"3")
                continue;
            ++known;
            const fault::EventKind kind = event(rule).kind;
            const bool raises = kind == fault::EventKind::Fault || kind == fault::EventKind::LinkDown || kind == fault::EventKind::ColdStart;
            raised += raises;
            if (!raises && !notRaised().contains(rule.event))
                missing.append(QStringLiteral("%1 %2 %3 (%4)").arg(rule.file, rule.event, rule.trap.toString(), rule.severity));
        }
        qInfo("%d of %d rules that raise have a rule of ours that raises (%.1f %%), %lld exceptions", raised, known, 100.0 * raised / known, notRaised().size());
        qInfo("%d of %lld traps have a name", withNamesOnly, foreign_.size());
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
    }

    void aPairIsOneAlarm()
    {
        int pairs = 0;
        QStringList wrong;
        for (const ForeignRule& over : std::as_const(foreign_)) {
            if (over.kind != u"clear" || unpaired().contains(over.event))
                continue;
            const auto fault = std::find_if(foreign_.cbegin(), foreign_.cend(), [&](const ForeignRule& rule) {
                return rule.event.compare(over.clears, Qt::CaseInsensitive) == 0 && rule.kind == u"raise" && rule.file == over.file;
            });
            if (fault == foreign_.cend()) {
                wrong.append(over.event + QStringLiteral(": nothing raises ") + over.clears);
                continue;
            }
            ++pairs;
            TestStore store(QStringLiteral("sqlite"));
            const access::Actor agent = access::collectorAgent(QStringLiteral("test"));
            fault::FaultService service(store.context);
            service.record(agent, event(*fault));
            service.record(agent, event(*fault));
            const auto alarms = fault::openAlarms(*store.connection);
            const bool counted = alarms.size() == 1 && alarms.first().count == 2;
            service.record(agent, event(over));
            if (!counted || !fault::openAlarms(*store.connection).isEmpty())
                wrong.append(QStringLiteral("%1 → %2: %3 alarms, count %4, %5").arg(fault->event, over.event).arg(alarms.size()).arg(alarms.isEmpty() ? 0 : alarms.first().count)
                                 .arg(fault::openAlarms(*store.connection).isEmpty() ? QStringLiteral("cleared") : QStringLiteral("not cleared")));
        }
        qInfo("%lld of %d pairs raise, count and clear, %lld exceptions", pairs - wrong.size(), pairs, unpaired().size());
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        QVERIFY(pairs > 30);
    }

    void severitiesAgreeWithinAStep()
    {
        int compared = 0;
        int agreed = 0;
        int foreignModules = 0;
        QStringList wrong;
        for (const QJsonValue& each : QJsonDocument::fromJson(bytes(QStringLiteral("trap-texts.json")))["cases"].toArray()) {
            const auto notification = fromText(each["text"].toArray());
            if (!notification) {
                ++foreignModules;
                continue;
            }
            ++compared;
            const TrapRule* rule = rules_->find(*notification);
            const int ours = step(rule ? verdictOf(*rule, *notification, rules_->dictionary()) : RuleVerdict());
            bool agrees = false;
            for (const QJsonValue& word : each["severity"].toArray())
                agrees = agrees || std::abs(step(word.toString()) - ours) <= 1;
            agreed += agrees;
            const QString trap = each["trap"].toString();
            if (!agrees && !otherSeverities().contains(trap))
                wrong.append(QStringLiteral("%1 %2: expected %3, ours is step %4").arg(each["id"].toString(), trap, each["severity"].toArray().first().toString()).arg(ours));
        }
        qInfo("%d of %d severities agree within a step (%.1f %%); of %d traps the module is not at hand", agreed, compared, 100.0 * agreed / compared, foreignModules);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        QVERIFY(compared > 30);
    }
};

QTEST_GUILESS_MAIN(OracleTrapsTest)
#include "tst_traps.moc"
