#include "tests/bench/bench.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>
#include <stdexcept>

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

namespace trunkline::bench {

namespace {

constexpr int longestRunMs = 900'000;

[[noreturn]] void stop(const QString& why)
{
    throw std::runtime_error(why.toStdString());
}

} // namespace

QList<Bench>& benches()
{
    static QList<Bench> all;
    return all;
}

QList<Worker>& workers()
{
    static QList<Worker> all;
    return all;
}

double Rounds::median() const
{
    QList<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    return sorted.isEmpty() ? 0 : sorted[sorted.size() / 2];
}

QString Rounds::spread(int decimals) const
{
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return QStringLiteral("%1–%2").arg(*low, 0, 'f', decimals).arg(*high, 0, 'f', decimals);
}

double numberBefore(const QString& output, const QString& unit)
{
    const auto found = QRegularExpression(QStringLiteral("([0-9.]+) %1").arg(QRegularExpression::escape(unit))).match(output);
    if (!found.hasMatch())
        stop(QStringLiteral("there is nothing in %1 in: %2").arg(unit, output));
    return found.captured(1).toDouble();
}

QJsonObject jsonOf(const QString& output)
{
    return QJsonDocument::fromJson(output.trimmed().section(u'\n', -1).toUtf8()).object();
}

QJsonObject work(const QString& name, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), QStringList{QStringLiteral("--work"), name} + arguments);
    if (!process.waitForFinished(longestRunMs) || process.exitCode() != 0)
        stop(QStringLiteral("%1 failed").arg(name));
    return jsonOf(QString::fromUtf8(process.readAllStandardOutput()));
}

QString floorProgram(const QString& name)
{
    const QString path = qEnvironmentVariable("TRUNKLINE_FLOOR_PROGRAMS") + u'/' + name;
    return QFile::exists(path) ? path : QString();
}

QString peerProgram(const QString& name)
{
    return QStandardPaths::findExecutable(name, {QStringLiteral("/usr/bin"), QStringLiteral("/usr/sbin")});
}

double measured(const QString& program, const QStringList& arguments, const QString& unit)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(longestRunMs))
        stop(QStringLiteral("%1 did not end").arg(program));
    return numberBefore(QString::fromUtf8(process.readAllStandardOutput()), unit);
}

Beside::Beside(const QString& program, const QStringList& arguments) : process_(std::make_unique<QProcess>())
{
    process_->start(program, arguments);
    if (!process_->waitForStarted())
        stop(QStringLiteral("%1 does not start").arg(program));
}

Beside::~Beside()
{
    process_->terminate();
    process_->waitForFinished();
}

qint64 Beside::pid() const
{
    return process_->processId();
}

void Beside::waitForLine()
{
    while (!process_->canReadLine())
        if (!process_->waitForReadyRead(longestRunMs))
            stop(QStringLiteral("%1 says nothing").arg(process_->program()));
}

QString Beside::finish()
{
    process_->waitForFinished(longestRunMs);
    return QString::fromUtf8(process_->readAllStandardOutput());
}

double cpuMicroseconds(bool threadOnly)
{
    rusage usage{};
    ::getrusage(threadOnly ? RUSAGE_THREAD : RUSAGE_SELF, &usage);
    const auto micro = [](const timeval& time) { return double(time.tv_sec) * 1e6 + double(time.tv_usec); };
    return micro(usage.ru_utime) + micro(usage.ru_stime);
}

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

void pinTo(int processor)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(std::size_t(processor), &set);
    ::sched_setaffinity(0, sizeof set, &set); // where there is no second one, all share the first
}

Row ratioRow(const QString& name, const Rounds& own, const QString& unit, const QString& yardstickName, const Rounds& yardstick, double mostRatio)
{
    Row row;
    row.name = name;
    row.figure = own.median();
    row.unit = unit;
    row.spread = own.spread(3);
    row.yardstick = QStringLiteral("%1 %2 (%3)").arg(yardstickName).arg(yardstick.median(), 0, 'f', 3).arg(yardstick.spread(3));
    row.ratio = own.median() / yardstick.median();
    row.target = QStringLiteral("≤ %1×").arg(mostRatio);
    row.holds = *row.ratio <= mostRatio;
    return row;
}

Row skipped(const QString& name, const QString& unit, const QString& why)
{
    Row row;
    row.name = name;
    row.unit = unit;
    row.yardstick = why;
    return row;
}

} // namespace trunkline::bench
