#include "models/collection/liverules.h"

#include "models/collection/miblibrary.h"

#include <QDir>
#include <QtConcurrent>

namespace trunkline::collection {

namespace {

struct ReadRules {
    std::shared_ptr<const TrapRules> traps;
    std::shared_ptr<const SyslogRules> logs;
};

ReadRules readAllRules()
{
    QStringList problems;
    ReadRules rules{std::make_shared<const TrapRules>(TrapRules::load(&problems)), std::make_shared<const SyslogRules>(SyslogRules::load(&problems))};
    for (const QString& problem : std::as_const(problems))
        qWarning("%s", qPrintable(problem));
    return rules;
}

} // namespace

LiveRules::LiveRules(QObject* parent) : QObject(parent)
{
    constexpr int calmMs = 1000; // several files at once are read once
    calm_.setSingleShot(true);
    calm_.setInterval(calmMs);
    for (const QString& folder : {userMibFolder(), userTrapRuleFolder(), userSyslogRuleFolder()})
        if (QDir().mkpath(folder))
            watcher_.addPath(folder);
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, &calm_, qOverload<>(&QTimer::start));
    connect(&calm_, &QTimer::timeout, this, &LiveRules::read);
}

void LiveRules::read()
{
    QtConcurrent::run(readAllRules).then(this, [this](const ReadRules& rules) { Q_EMIT readAgain(rules.traps, rules.logs); });
}

} // namespace trunkline::collection
