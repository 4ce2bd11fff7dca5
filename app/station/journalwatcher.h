// The tail of the journal as signals: how screens hear of changes, whoever made them.
#pragma once

#include "models/store/executor.h"

#include <QObject>
#include <QTimer>

namespace trunkline::station {

class JournalWatcher : public QObject {
    Q_OBJECT
public:
    /// Watches from the present end on. `executor` outlives it.
    explicit JournalWatcher(store::Executor& executor, QObject* parent = nullptr);
    /// Looks now instead of at the next tick; for the thread of the watcher.
    void look();

Q_SIGNALS:
    /// Entries that were committed since the last signal, oldest first.
    void committed(const QList<trunkline::store::JournalEntry>& entries);
    /// The database does not answer; it is asked again by itself.
    void failed(const QString& sentence);

private:
    store::Executor& executor_;
    QTimer timer_;
    std::int64_t seen_ = -1;
    bool reading_ = false;
};

} // namespace trunkline::station
