#include "app/ctl/untilsignal.h"

#include <QEventLoop>
#include <QSocketNotifier>
#include <QTimer>

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace trunkline::ctl {

void runUntilSignal(std::int64_t forMs)
{
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);
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
