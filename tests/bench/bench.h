// Rows of ./dev bench. A bench measures the program against a yardstick of the same run: rounds alternate, the
// median counts. What is measured runs in a process of its own ("worker"), so that its CPU time and memory are
// its own; it checks every value and ends with an error when one is wrong.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

class QProcess;

namespace trunkline::bench {

struct Row {
    QString name;
    std::optional<double> figure; ///< nothing when it could not be measured
    QString unit;
    QString yardstick;            ///< with its figure; or why there is none
    std::optional<double> ratio;
    QString target;
    std::optional<bool> holds;
    QString spread;               ///< "0.09–0.12", for the table
};

/// Values of alternating rounds.
struct Rounds {
    QList<double> values;
    double median() const;
    QString spread(int decimals) const;
};

struct Bench {
    QString name;
    std::function<QList<Row>()> run;
    bool onlyWhenNamed = false; ///< takes minutes
};

struct Worker {
    QString name;
    std::function<QJsonObject(const QStringList& arguments)> run;
    bool hasScreen = false; ///< shows widgets, without a display
};

QList<Bench>& benches();
QList<Worker>& workers();

struct Registration {
    enum When { Always, OnlyWhenNamed };
    Registration(const char* name, std::function<QList<Row>()> run, When when = Always) { benches().append({QString::fromLatin1(name), std::move(run), when == OnlyWhenNamed}); }
};
struct WorkerRegistration {
    WorkerRegistration(const char* name, std::function<QJsonObject(const QStringList&)> run, bool hasScreen = false)
    {
        workers().append({QString::fromLatin1(name), std::move(run), hasScreen});
    }
};

/// Runs a worker of this program and gives what it measured; a worker that fails ends the bench by std::runtime_error.
QJsonObject work(const QString& name, const QStringList& arguments);

/// A floor program of TRUNKLINE_FLOORS that ./dev compiled; empty when it is not there.
QString floorProgram(const QString& name);
/// The number in front of `unit`; std::runtime_error when there is none.
double numberBefore(const QString& output, const QString& unit);
/// What a worker wrote last.
QJsonObject jsonOf(const QString& output);
/// Runs a program to its end and gives the number in front of `unit` in its output.
double measured(const QString& program, const QStringList& arguments, const QString& unit);

/// A program of the system; empty when it is not installed.
QString peerProgram(const QString& name);

/// A process that runs beside, ended by its id.
class Beside {
public:
    Beside(const QString& program, const QStringList& arguments);
    ~Beside();
    Beside(const Beside&) = delete;
    Beside& operator=(const Beside&) = delete;
    qint64 pid() const;
    /// Waits until it has said something.
    void waitForLine();
    /// Waits for its own end and gives what it wrote.
    QString finish();

private:
    std::unique_ptr<QProcess> process_;
};

/// User and system time of this process so far, in microseconds; of this thread with `threadOnly`.
double cpuMicroseconds(bool threadOnly = false);
qint64 residentBytes();
/// As the floors are: the program on the first processor, those who answer it on the second.
void pinTo(int processor);

/// A row about a ratio, or one that says why there is none.
Row ratioRow(const QString& name, const Rounds& own, const QString& unit, const QString& yardstickName, const Rounds& yardstick, double mostRatio);
Row skipped(const QString& name, const QString& unit, const QString& why);

} // namespace trunkline::bench
