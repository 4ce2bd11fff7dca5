// From the moment a linkDown leaves its device to the row of its alarm in the table that people look at: the whole station, its threads, the
// journal's watcher and the alarms workspace, without a display, while a thousand other traps a second come in.
#include "app/station/station.h"
#include "tests/bench/bench.h"
#include "tests/bench/trapsender.h"
#include "tests/support/teststore.h"
#include "widgets/alarms/alarmsworkspace.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/tablepane.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <stdexcept>

namespace trunkline::bench {

namespace {

constexpr quint16 screenPort = 16'221;
constexpr int probes = 300;
constexpr int probeEveryMs = 50;
constexpr int firstProbeDevice = 600; // behind those that send the rest
constexpr int patienceMs = 60'000;

/// A station with an operator, and the alarms as the desktop shows them.
class Desktop {
public:
    explicit Desktop(test::TestStore& store)
        : station_(store.url, store::Sealer(QByteArray(32, 'k')), options()),
          desk_(station_.executor(), station_.clock(), test::administrator(), *store::operatorProfile(*store.connection)), alarms_(desk_, detail_)
    {
        QObject::connect(&station_.watcher(), &station::JournalWatcher::committed, &desk_, &widgets::Desk::changed);
        QObject::connect(&station_.collector(), &station::Collector::trapsRecorded, &station_.watcher(), &station::JournalWatcher::look);
        alarms_.widget()->resize(1440, 860);
        alarms_.widget()->show();
        alarms_.refresh();
    }
    QAbstractItemModel& rows() { return *alarms_.widget()->findChild<widgets::TablePane*>(QStringLiteral("alarmTable"))->model(); }

private:
    static station::StationOptions options()
    {
        station::StationOptions wanted;
        wanted.collector.trapPort = screenPort;
        return wanted;
    }
    station::Station station_;
    widgets::Desk desk_;
    widgets::DetailPane detail_;
    widgets::AlarmsWorkspace alarms_;
};

/// When each probe was sent and seen, by the place of its port's number in the object's name.
class Probes {
public:
    explicit Probes(Desktop& desktop) : rows_(desktop.rows())
    {
        clock_.start();
        QObject::connect(&rows_, &QAbstractItemModel::modelReset, &timer_, [this] { look(); });
        QObject::connect(&rows_, &QAbstractItemModel::layoutChanged, &timer_, [this] { look(); });
        QObject::connect(&rows_, &QAbstractItemModel::rowsInserted, &timer_, [this] { look(); });
        QObject::connect(&rows_, &QAbstractItemModel::dataChanged, &timer_, [this] { look(); });
        QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] { send(); });
        timer_.start(probeEveryMs);
    }
    QList<double> latenciesMs() const
    {
        QList<double> all;
        for (std::size_t i = 0; i < seenAt_.size(); ++i)
            if (seenAt_[i] > 0)
                all.append(double(seenAt_[i] - sentAt_[i]) / 1e6);
        std::sort(all.begin(), all.end());
        return all;
    }

private:
    void send()
    {
        if (sent_ == probes) {
            if (seen_ == probes || clock_.hasExpired(patienceMs))
                QCoreApplication::quit();
            return;
        }
        sentAt_[std::size_t(sent_)] = clock_.nsecsElapsed();
        sendPortDown(screenPort, firstProbeDevice + sent_, 1 + sent_ % trapPorts);
        ++sent_;
    }
    void look()
    {
        const qint64 now = clock_.nsecsElapsed();
        QSet<QString> shown;
        for (int row = 0; row < rows_.rowCount(); ++row)
            for (int column = 0; column < rows_.columnCount(); ++column)
                if (const QString text = rows_.index(row, column).data().toString(); text.contains(QLatin1String(" ifIndex ")))
                    shown.insert(text.section(u' ', 0, 0));
        for (int i = 0; i < sent_; ++i) {
            const std::uint32_t address = firstTrapDevice + std::uint32_t(firstProbeDevice + i);
            if (seenAt_[std::size_t(i)] == 0 && shown.contains(QStringLiteral("127.10.%1.%2").arg(address >> 8 & 0xff).arg(address & 0xff))) {
                seenAt_[std::size_t(i)] = now;
                ++seen_;
            }
        }
    }

    QAbstractItemModel& rows_;
    QElapsedTimer clock_;
    QTimer timer_;
    std::array<qint64, probes> sentAt_{};
    std::array<qint64, probes> seenAt_{};
    int sent_ = 0;
    int seen_ = 0;
};

QJsonObject showTraps(const QStringList&)
{
    test::TestStore store(QStringLiteral("sqlite"));
    store.setUpOperator();
    Desktop desktop(store);
    Probes seen(desktop);
    Beside others(QCoreApplication::applicationFilePath(), {"--work", "trap-send", QString::number(screenPort), "mixed", "1000", QString::number(probes * probeEveryMs)});
    QCoreApplication::exec();
    const QList<double> sorted = seen.latenciesMs();
    if (sorted.size() < probes)
        throw std::runtime_error(QStringLiteral("%1 of %2 alarms came to the screen").arg(sorted.size()).arg(probes).toStdString());
    return {{"p50", sorted[probes / 2]}, {"p99", sorted[probes * 99 / 100]}, {"worst", sorted.constLast()}};
}

QList<Row> screenRows()
{
    const QJsonObject outcome = work(QStringLiteral("trap-screen"), {});
    Row row;
    row.name = QStringLiteral("trap to alarm on the screen, p99");
    row.figure = outcome["p99"].toDouble() / 1000;
    row.unit = QStringLiteral("s");
    row.yardstick = QStringLiteral("median %1 s, worst %2 s, beside 1,000 other traps a second").arg(outcome["p50"].toDouble() / 1000, 0, 'f', 3).arg(outcome["worst"].toDouble() / 1000, 0, 'f', 3);
    row.target = QStringLiteral("< 1 s");
    row.holds = *row.figure < 1;
    return {row};
}

const WorkerRegistration screenWorker("trap-screen", showTraps, true);
const Registration screenBench("traps-screen", screenRows);

} // namespace
} // namespace trunkline::bench
