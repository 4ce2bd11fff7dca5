#include "snmp/mib/compiler.h"

#include "snmp/mib/skeleton.h"
#include "snmp/mib/tablefile.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>

#include <sys/resource.h>

namespace trunkline::snmp::mib {

namespace {

// The parent writes one line of JSON, {"files": […], "imports": […]} with an object {"path", "modules"} each. The child
// answers in lines: {"begins": path}, {"file", "line", "text", "losesFacts"} for a complaint, at the end {"table": base64}.

QJsonArray toJson(const QList<ModuleFile>& files)
{
    QJsonArray array;
    for (const ModuleFile& file : files)
        array.append(QJsonObject{{"path", file.path}, {"modules", QJsonArray::fromStringList(file.modules)}});
    return array;
}

QList<ModuleFile> moduleFilesFrom(const QJsonArray& array)
{
    QList<ModuleFile> files;
    for (const QJsonValue& each : array) {
        ModuleFile file{each["path"].toString(), {}};
        for (const QJsonValue& module : each["modules"].toArray())
            file.modules.append(module.toString());
        files.append(file);
    }
    return files;
}

QByteArray lineOf(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

void limitChild()
{
    const rlimit noCore{0, 0};
    setrlimit(RLIMIT_CORE, &noCore);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // they reserve far more than they use
    const rlimit memory{2u << 30, 2u << 30};
    setrlimit(RLIMIT_AS, &memory);
#endif
}

/// What one run of the child told. When it broke off, `reading` is the file that it was at.
struct Run {
    std::optional<Table> table;
    QList<Complaint> complaints;
    QString reading;
    QString failure;

    void takeLine(const QByteArray& line)
    {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object.contains("begins"))
            reading = object["begins"].toString();
        else if (object.contains("text"))
            complaints.append({object["file"].toString(), object["line"].toInt(), object["text"].toString(), object["losesFacts"].toBool()});
        else if (object.contains("table"))
            table = fromFile(QByteArray::fromBase64(object["table"].toString().toLatin1()), &failure);
    }
};

Run runOnce(const QList<ModuleFile>& files, const QList<ModuleFile>& imports, const CompilerOptions& options)
{
    Run run;
    QProcess child;
    child.setProgram(options.program);
    child.setArguments({QStringLiteral("mib"), QStringLiteral("read")});
    child.setStandardErrorFile(QProcess::nullDevice());
    child.start();
    if (!child.waitForStarted()) {
        run.failure = QStringLiteral("%1 could not be started: %2").arg(options.program, child.errorString());
        return run;
    }
    child.write(lineOf({{"files", toJson(files)}, {"imports", toJson(imports)}}));
    child.closeWriteChannel();
    for (;;) {
        while (child.canReadLine())
            run.takeLine(child.readLine());
        if (child.state() == QProcess::NotRunning)
            break;
        if (!child.waitForReadyRead(options.quietLimitMs) && child.state() != QProcess::NotRunning) {
            child.kill();
            child.waitForFinished();
            run.failure = QStringLiteral("it could not be read within %1 s").arg(options.quietLimitMs / 1000);
            return run;
        }
    }
    if (!run.table && run.failure.isEmpty())
        run.failure = QStringLiteral("it is so malformed that reading it ended the parser");
    return run;
}

/// Writes a skeleton for each known module that none of `files` defines.
QList<ModuleFile> standIns(const std::vector<Table>& known, const QList<ModuleFile>& files, const QString& folder)
{
    QSet<QString> defined;
    for (const ModuleFile& file : files)
        defined.unite(QSet<QString>(file.modules.cbegin(), file.modules.cend()));
    QList<ModuleFile> written;
    for (const Table& table : known)
        for (qsizetype i = 0; i < table.modules.size(); ++i) {
            const QString& module = table.modules[i];
            QFile file(folder + u'/' + module);
            if (defined.contains(module) || module.contains(u'/') || !file.open(QIODevice::WriteOnly))
                continue;
            file.write(skeletonOf(table, i));
            defined.insert(module);
            written.append({file.fileName(), {module}});
        }
    return written;
}

} // namespace

Compilation compile(const QStringList& filesAndFolders, const CompilerOptions& options)
{
    Compilation result;
    QList<std::pair<QString, QString>> unread;
    QList<std::pair<QString, QString>> ignored;
    result.files = findModuleFiles(filesAndFolders, &unread);
    QList<ModuleFile> imports = findModuleFiles(options.imports, &ignored);
    const QTemporaryDir skeletons;
    if (options.known)
        imports.append(standIns(*options.known, result.files + imports, skeletons.path()));
    for (const auto& [path, reason] : std::as_const(unread))
        result.complaints.append({path, 0, reason});
    while (!result.files.isEmpty()) {
        Run run = runOnce(result.files, imports, options);
        if (run.table) {
            result.table = *std::move(run.table);
            result.complaints.append(run.complaints);
            return result;
        }
        result.complaints.append({run.reading, 0, run.failure});
        const auto guilty = std::find_if(result.files.cbegin(), result.files.cend(), [&](const ModuleFile& file) { return file.path == run.reading; });
        if (guilty == result.files.cend())
            return result; // it never came to a file: the next run would not either
        result.files.erase(guilty);
    }
    return result;
}

int runCompilerChild()
{
    limitChild();
    QFile in;
    QFile out;
    if (!in.open(stdin, QIODevice::ReadOnly) || !out.open(stdout, QIODevice::WriteOnly))
        return 1;
    const QJsonObject request = QJsonDocument::fromJson(in.readLine()).object();
    const auto tell = [&](const QJsonObject& object) {
        out.write(lineOf(object));
        out.flush();
    };
    const Table table = readWithLibsmi(moduleFilesFrom(request["files"].toArray()), moduleFilesFrom(request["imports"].toArray()),
                                       {[&](const QString& path) { tell({{"begins", path}}); },
                                        [&](const Complaint& complaint) { tell({{"file", complaint.file}, {"line", complaint.line}, {"text", complaint.text}, {"losesFacts", complaint.losesFacts}}); }});
    tell({{"table", QString::fromLatin1(toFile(table).toBase64())}});
    return 0;
}

} // namespace trunkline::snmp::mib
