// Rules and modules that a user adds while the program runs: what arrives from then on is read by them.
#pragma once

#include "models/collection/syslogrule.h"
#include "models/collection/traprules.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <memory>

namespace trunkline::collection {

/// Watches the user's folders of MIB modules, rules for traps and rules for logs, makes them when they are missing, and reads all of them
/// again on another thread a second after the last change.
class LiveRules : public QObject {
    Q_OBJECT
public:
    explicit LiveRules(QObject* parent = nullptr);

Q_SIGNALS:
    void readAgain(const std::shared_ptr<const trunkline::collection::TrapRules>& traps, const std::shared_ptr<const trunkline::collection::SyslogRules>& logs);

private:
    void read();

    QFileSystemWatcher watcher_;
    QTimer calm_;
};

} // namespace trunkline::collection
