#include "app/ctl/untilsignal.h"

#include <QEventLoop>
#include <QSocketNotifier>
#include <QTimer>

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace trunkline::ctl {

static sigset_t endingSignals()
{
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    return ending;
}

void holdEndingSignals()
{
    const sigset_t ending = endingSignals();
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);
}

void runUntilSignal(std::int64_t forMs)
{
    const sigset_t ending = endingSignals();
    const int fd = signalfd(-1, &ending, SFD_CLOEXEC);
    QEventLoop loop;
    QSocketNotifier notifier(fd, QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &loop, &QEventLoop::quit);
    if (forMs > 0)
        QTimer::singleShot(std::chrono::milliseconds(forMs), &loop, &QEventLoop::quit);
    loop.exec();
    ::close(fd);
}

} // namespace trunkline::ctl
