#include "app/station/journalwatcher.h"

#include "models/store/whendone.h"

namespace trunkline::station {

static constexpr int journalTickMs = 500;

JournalWatcher::JournalWatcher(store::Executor& executor, QObject* parent) : QObject(parent), executor_(executor), timer_(this)
{
    connect(&timer_, &QTimer::timeout, this, &JournalWatcher::look);
    timer_.start(journalTickMs);
    look();
}

void JournalWatcher::look()
{
    if (reading_)
        return;
    reading_ = true;
    const std::int64_t seen = seen_;
    store::whenDone(this, executor_.read([seen](store::Connection& connection) {
        return seen < 0 ? std::pair(store::journalEnd(connection), QList<store::JournalEntry>())
                        : std::pair(std::int64_t(-1), store::journalAfter(connection, seen));
    }), [this](const std::pair<std::int64_t, QList<store::JournalEntry>>& read) {
        reading_ = false;
        if (read.first >= 0) {
            seen_ = read.first;
            return;
        }
        if (read.second.isEmpty())
            return;
        seen_ = read.second.last().seq;
        Q_EMIT committed(read.second);
    }, [this](const Error& error) {
        reading_ = false;
        Q_EMIT failed(error.sentence());
    });
}

} // namespace trunkline::station
