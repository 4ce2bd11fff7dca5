// The day as the README's transcript says: its commands are run by a shell as they stand, and every
// line of output that it shows must be printed by the command above it.

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Step {
    QString command;
    QStringList output;
};

QList<Step> stepsOfReadme()
{
    QFile readme(QStringLiteral(TRUNKLINE_SOURCE_DIR "/README.md"));
    if (!readme.open(QIODevice::ReadOnly))
        return {};
    QList<Step> steps;
    const QString block = QString::fromUtf8(readme.readAll()).section(QStringLiteral("```console\n"), 1, 1).section(QStringLiteral("```"), 0, 0);
    for (const QString& line : block.split(u'\n', Qt::SkipEmptyParts)) {
        if (line.startsWith(QLatin1String("$ ")))
            steps.append({line.mid(2), {}});
        else if (!steps.isEmpty())
            steps.last().output.append(line.trimmed());
    }
    return steps;
}

/// unshare(1) for a network and processes of its own, where the kernel grants them: the transcript's ports are
/// those of the demo, which may be open on this machine, and nothing that it starts outlives it.
const QStringList aloneOptions{QStringLiteral("--map-root-user"), QStringLiteral("--net"), QStringLiteral("--pid"), QStringLiteral("--fork"), QStringLiteral("--kill-child")};

} // namespace

class TranscriptTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theDayGoesAsTheReadmeSays()
    {
        const QList<Step> steps = stepsOfReadme();
        QVERIFY(steps.size() > 20);
        QTemporaryDir folder;
        const auto marker = [](qsizetype step) { return QStringLiteral("=== step %1 ===").arg(step); };
        const bool alone = QProcess::execute(QStringLiteral("unshare"), aloneOptions + QStringList{QStringLiteral("ip"), QStringLiteral("link"), QStringLiteral("set"), QStringLiteral("lo"), QStringLiteral("up")}) == 0;
        QString script = alone ? QStringLiteral("ip link set lo up\nset -m\n") : QStringLiteral("set -m\n");
        for (qsizetype i = 0; i < steps.size(); ++i)
            script += QStringLiteral("echo '%1'\n%2\n").arg(marker(i), steps[i].command);
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PATH"), QStringLiteral(TRUNKLINE_BIN_DIR ":") + environment.value(QStringLiteral("PATH")));
        environment.insert(QStringLiteral("TRUNKLINE_KEY_FILE"), folder.filePath(QStringLiteral("seal.key")));
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), folder.path());
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        shell.setProcessEnvironment(environment);
        QVERIFY(QFile::link(QStringLiteral(TRUNKLINE_SOURCE_DIR "/resources"), folder.filePath(QStringLiteral("resources")))); // as in the checkout
        shell.setWorkingDirectory(folder.path());
        shell.setProcessChannelMode(QProcess::MergedChannels);
        const QStringList run{QStringLiteral("bash"), QStringLiteral("-c"), script};
        shell.start(alone ? QStringLiteral("unshare") : run.first(), alone ? aloneOptions + run : run.mid(1));
        const bool finished = shell.waitForFinished(240'000);
        const QString said = QString::fromUtf8(shell.readAll());
        QVERIFY2(finished, qPrintable(said));
        for (qsizetype i = 0; i < steps.size(); ++i) {
            const QString output = said.section(marker(i), 1, 1).section(QStringLiteral("=== step"), 0, 0);
            for (const QString& line : steps[i].output)
                QVERIFY2(output.contains(line), qPrintable(QStringLiteral("%1\nshould say: %2\nsaid: %3").arg(steps[i].command, line, output)));
            QVERIFY2(!output.contains(QLatin1String("trunklinectl: ")), qPrintable(steps[i].command + u'\n' + output));
        }
        // The three steps back from the credit line end at the trap.
        QVERIFY2(said.contains(QLatin1String("Link down (trap) from 127.20.0.6")), qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(TranscriptTest)
#include "tst_transcript.moc"
