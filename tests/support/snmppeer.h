// Debian's net-snmp programs as independent peers: snmpd as an agent, the command line tools as a manager
// and a sender of traps. Nothing outside a temporary folder and 127.0.0.0/8 is touched.
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace trunkline::test {

/// An snmpd on a free high port of 127.0.0.1; ended by its process id.
class SnmpPeer {
public:
    static constexpr const char* readCommunity = "trunkline-ro";
    static constexpr const char* writeCommunity = "trunkline-rw";
    /// Sees mib-2 without the tables that change by themselves (processes, connections, neighbours).
    static constexpr const char* stableCommunity = "trunkline-stable";
    /// SNMPv3 users: `shaaes` (SHA-1, AES), `sha256aes` (SHA-256, AES), `md5des`, `authonly` (SHA-1), `noauth`.
    static constexpr const char* authPassword = "auth-secret-1";
    static constexpr const char* privPassword = "priv-secret-1";

    SnmpPeer();
    ~SnmpPeer();

    /// False when snmpd is not installed or does not start; `problem` then says why. Port 0: any free one.
    bool start(QString* problem, quint16 port = 0);
    /// Ends and starts it again on its port, with its engine id and one boot more.
    bool restart(QString* problem);
    void stop();
    /// Before start(): an snmpEngineID in hexadecimal digits instead of one of its own.
    void setEngineId(const QByteArray& hex) { engineIdHex_ = hex; }
    quint16 port() const { return port_; }
    bool running() const;

private:
    bool writeConfiguration();
    bool answers() const;

    QTemporaryDir folder_;
    QByteArray engineIdHex_;
    std::unique_ptr<QProcess> process_;
    quint16 port_ = 0;
};

struct ToolResult {
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
};

/// Runs a net-snmp command line tool ("snmpbulkwalk", "snmptrap", …) with an environment that reads and
/// writes nothing of this machine. `stateFolder` is where v3 engine boots are kept between runs.
ToolResult runSnmpTool(const QString& program, const QStringList& arguments, const QString& stateFolder, int limitMs = 60'000);

/// The full path of a program of /usr/bin or /usr/sbin; empty when it is not installed.
QString installedProgram(const QString& name);

} // namespace trunkline::test
