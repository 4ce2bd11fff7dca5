// Whatever a file of trap rules says: what is wrong is told, and what is left judges any trap without harm.
#include "models/collection/traprulefile.h"
#include "models/collection/traprules.h"
#include "snmp/mib/rendering.h"
#include "tests/snmp/mib/townmib.h"

#include <QJsonDocument>

#include <cstdint>
#include <cstdlib>

using namespace trunkline;
using namespace trunkline::collection;

static const snmp::mib::Dictionary& town()
{
    static const snmp::mib::Dictionary dictionary = [] {
        std::vector<snmp::mib::Table> tables;
        tables.push_back(test::townTable());
        return snmp::mib::Dictionary(std::move(tables));
    }();
    return dictionary;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char*>(data), qsizetype(size));
    QStringList problems;
    const TrapRuleFile file = readTrapRules(text, QStringLiteral("fuzz.json"), town(), &problems);
    if (file.rules.isEmpty() && file.names.isEmpty() && problems.isEmpty() && !QJsonDocument::fromJson(text).isObject())
        std::abort();
    const TrapRules rules(town(), {file}, {});
    snmp::Notification notification;
    const snmp::Oid lampEntry{1, 3, 6, 1, 4, 1, 99999, 1, 1};
    notification.binds = {{lampEntry + 2u + 7u, snmp::Value::integer(3)}, {lampEntry + 3u + 7u, snmp::Value::integer(-1)}, {lampEntry + 4u + 7u, snmp::Value::octets("\1\2")}};
    for (const TrapRule& each : file.rules) {
        notification.trapOid = each.trap;
        const TrapRule* rule = rules.find(notification);
        textOf(rules, rule, notification, snmp::mib::namedVariables(town(), notification.binds));
    }
    return 0;
}
