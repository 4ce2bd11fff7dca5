#include "snmp/mib/table.h"

#include <QHash>

#include <utility>

namespace trunkline::snmp::mib {

QList<Table> byModule(const Table& table)
{
    QList<Table> parts;
    for (const QString& module : table.modules)
        parts.append({{module}, {}, {}});
    QHash<std::pair<quint32, qint32>, qint32> moved;
    const auto syntaxIn = [&](quint32 module, qint32 syntax) {
        const auto known = moved.constFind({module, syntax});
        if (syntax < 0 || known != moved.cend())
            return syntax < 0 ? syntax : *known;
        parts[module].syntaxes.append(table.syntaxes[syntax]);
        return *moved.insert({module, syntax}, qint32(parts[module].syntaxes.size()) - 1);
    };
    for (qint32 i = 0; i < qint32(table.syntaxes.size()); ++i)
        if (const qsizetype home = table.modules.indexOf(table.syntaxes[i].module); home >= 0)
            syntaxIn(quint32(home), i);
    for (Node node : table.nodes) {
        node.syntax = syntaxIn(node.module, node.syntax);
        const quint32 module = std::exchange(node.module, 0);
        parts[module].nodes.append(node);
    }
    return parts;
}

QString kindKey(Kind kind)
{
    static const char* const keys[] = {"node", "scalar", "table", "row", "column", "notification"};
    return QString::fromLatin1(keys[std::size_t(kind)]);
}

QString baseWord(Base base)
{
    static const char* const words[] = {"", "Integer32", "Unsigned32", "Integer64", "Unsigned64", "OCTET STRING", "OBJECT IDENTIFIER", "INTEGER", "BITS"};
    return QString::fromLatin1(words[std::size_t(base)]);
}

} // namespace trunkline::snmp::mib
