// Debian's Net-SNMP tools as independent peers of the simulator, and a reader of what they print.
#pragma once

#include "snmp/value.h"

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <cstdlib>

namespace trunkline::test {

struct ToolResult {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
    QByteArray all() const { return out + err; }
};

/// No MIB files, no configuration of the computer or the person.
inline QProcessEnvironment toolEnvironment(const QString& configFolder)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("SNMPCONFPATH", configFolder);
    environment.insert("SNMP_PERSISTENT_DIR", configFolder);
    environment.insert("MIBDIRS", "/dev/null");
    environment.insert("MIBS", "");
    return environment;
}

/// Runs a tool to its end, at most two minutes.
inline ToolResult runTool(const QString& program, const QStringList& arguments)
{
    static const QTemporaryDir config;
    QProcess process;
    process.setProcessEnvironment(toolEnvironment(config.path()));
    process.start(program, QStringList{"-M", "/dev/null", "-m", ""} + arguments);
    if (!process.waitForFinished(120'000)) {
        process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), "did not end: " + process.readAllStandardError()};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

/// Numeric in every respect, strings in hexadecimal: `-On -Oe -Ox -OU`.
inline QStringList numericOutput()
{
    return {"-OnexU"};
}

inline std::optional<snmp::Value> readPrintedValue(const QByteArray& text)
{
    using namespace snmp;
    const auto after = [&](const char* label) { return text.mid(qsizetype(qstrlen(label))).trimmed(); };
    const auto is = [&](const char* label) { return text.startsWith(label); };
    const auto number = [&](Type type, const char* label) { return Value{type, std::uint64_t(after(label).toULongLong())}; };
    if (text == "\"\"")
        return Value::octets({});
    if (is("Hex-STRING:"))
        return Value::octets(QByteArray::fromHex(after("Hex-STRING:").replace('\n', ' ')));
    if (is("STRING: \"\""))
        return Value::octets({});
    if (is("INTEGER:"))
        return Value::integer(after("INTEGER:").toLongLong());
    if (is("Counter32:"))
        return number(Type::Counter32, "Counter32:");
    if (is("Counter64:"))
        return number(Type::Counter64, "Counter64:");
    if (is("Gauge32:"))
        return number(Type::Gauge32, "Gauge32:");
    if (is("Timeticks:"))
        return Value{Type::TimeTicks, std::uint64_t(text.mid(text.indexOf('(') + 1, text.indexOf(')') - text.indexOf('(') - 1).toULongLong())};
    if (is("OID:"))
        return Value::oid(Oid::parse(QString::fromLatin1(after("OID:"))).value_or(Oid()));
    if (is("IpAddress:")) {
        QByteArray octets;
        for (const QByteArray& part : after("IpAddress:").split('.'))
            octets.append(char(part.toInt()));
        return Value{Type::IpAddress, octets};
    }
    if (is("NULL"))
        return Value{};
    return std::nullopt;
}

/// The objects that a tool printed with numericOutput(). What could not be read comes out as `unread`; a walk of
/// something that is not there says so, and has no objects.
inline QList<snmp::VarBind> readPrinted(const QByteArray& out, QByteArray* unread)
{
    QList<snmp::VarBind> objects;
    QByteArrayList entries;
    // A long hexadecimal text goes on in the next lines, which begin with no dot.
    for (const QByteArray& line : out.split('\n')) {
        if (line.startsWith('.') && line.contains(" = "))
            entries.append(line);
        else if (!line.isEmpty() && line != "End of MIB" && !entries.isEmpty())
            entries.last() += '\n' + line;
    }
    for (const QByteArray& entry : entries) {
        const qsizetype middle = entry.indexOf(" = ");
        const QByteArray text = entry.mid(middle + 3);
        const auto oid = snmp::Oid::parse(QString::fromLatin1(entry.first(middle)));
        const auto value = readPrintedValue(text.trimmed());
        if (oid && value)
            objects.append({*oid, *value});
        else if (!text.contains("No more variables left") && !text.startsWith("No Such "))
            *unread += entry + '\n';
    }
    return objects;
}

} // namespace trunkline::test
