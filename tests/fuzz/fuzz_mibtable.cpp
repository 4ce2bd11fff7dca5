// Whatever a table of MIB facts holds: it is read or refused, what was read is whole and can be written and read again,
// and shows any value without harm.
#include "snmp/mib/dictionary.h"
#include "snmp/mib/rendering.h"
#include "snmp/mib/tablefile.h"

#include <cstdint>
#include <cstdlib>

using namespace trunkline::snmp;
using namespace trunkline::snmp::mib;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void showEverything(const Table& table, const QByteArray& octets)
{
    std::vector<Table> tables;
    tables.push_back(table);
    const Dictionary dictionary(std::move(tables));
    const Value values[] = {Value::octets(octets.right(40)), Value::integer(qint64(qHash(octets))), Value::integer(1), Value::octets({})};
    for (const Node& node : table.nodes) {
        require(dictionary.at(node.oid).node);
        nameOf(dictionary, node.oid + 3u);
        for (const Value& value : values)
            shown(dictionary, node.oid + 0u, value);
        VarBinds binds;
        for (const Oid& member : node.members)
            binds.append({member + 1u, values[0]});
        sentenceOf(node.name, namedVariables(dictionary, binds));
    }
}

void read(const QByteArray& file, const QByteArray& octets)
{
    QString problem;
    const auto table = fromFile(file, &problem);
    if (!table)
        return require(!problem.isEmpty());
    for (const Node& node : table->nodes) {
        require(node.module < quint32(table->modules.size()) && node.syntax < table->syntaxes.size() && node.kind <= Kind::Notification);
        require(!node.oid.empty() && node.oid.size() <= Oid::maxArcs);
    }
    const auto again = fromFile(toFile(*table), &problem);
    require(again == table);
    showEverything(*table, octets);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), qsizetype(size));
    read(bytes, bytes);
    // Packed, so that the fuzzer sees behind the compression.
    read(QByteArray("TRKMIB\0\1", 8) + qCompress(bytes, 1), bytes);
    return 0;
}
