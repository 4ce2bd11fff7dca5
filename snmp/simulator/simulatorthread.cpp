#include "snmp/simulator/simulatorthread.h"

#include "snmp/simulator/control.h"

namespace trunkline::simulator {

namespace {

/// The simulator with its control socket, which lives and dies on the same thread.
class ControlledSimulator : public Simulator {
public:
    using Simulator::Simulator;
    bool listen(const QString& path, QString* error) { return path.isEmpty() || control_.listen(path, error); }

private:
    ControlServer control_{[this](const QString& line) { return command(line); }};
};

} // namespace

SimulatorThread::SimulatorThread(SimulatorOptions options) : options_(std::move(options))
{
    thread_.setObjectName(QStringLiteral("simulator"));
}

SimulatorThread::~SimulatorThread()
{
    stop();
}

bool SimulatorThread::start(QString* error, const QString& controlPath)
{
    stop();
    auto* const simulator = new ControlledSimulator(options_);
    simulator_ = simulator;
    simulator->moveToThread(&thread_);
    QObject::connect(&thread_, &QThread::finished, simulator, &QObject::deleteLater);
    thread_.start();
    bool started = false;
    QMetaObject::invokeMethod(simulator, [&] {
        started = simulator->start(error) && simulator->listen(controlPath, error);
        port_ = simulator->port();
        devices_ = simulator->devices();
        printableLines_ = simulator->printableLines();
        warnings_ = simulator->warnings();
    }, Qt::BlockingQueuedConnection);
    if (!started)
        stop();
    return started;
}

void SimulatorThread::stop()
{
    thread_.quit();
    thread_.wait();
    simulator_ = nullptr;
    port_ = 0;
    devices_.clear();
}

QString SimulatorThread::command(const QString& line)
{
    if (!simulator_)
        return QStringLiteral("error: The simulator is not running.");
    QString answer;
    QMetaObject::invokeMethod(simulator_, [&] { answer = simulator_->command(line); }, Qt::BlockingQueuedConnection);
    return answer;
}

} // namespace trunkline::simulator
