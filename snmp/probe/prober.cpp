#include "snmp/probe/prober.h"

#include "snmp/probe/worker.h"

#include <algorithm>

namespace trunkline::probe {

bool Result::reached() const
{
    return received > 0 || std::any_of(tcp.begin(), tcp.end(), [](const TcpResult& one) { return one.rttUs || one.refused; });
}

Prober::Prober(QObject* parent) : QObject(parent)
{
    qRegisterMetaType<Result>();
    thread_.setObjectName(QStringLiteral("probes"));
    anchor_.moveToThread(&thread_);
    thread_.start();
    QMetaObject::invokeMethod(&anchor_, [this] {
        worker_ = new Worker;
        echoProblem_ = worker_->open();
    }, Qt::BlockingQueuedConnection);
    connect(worker_, &Worker::finished, this, &Prober::finished);
}

Prober::~Prober()
{
    QMetaObject::invokeMethod(&anchor_, [this] { delete worker_; }, Qt::BlockingQueuedConnection);
    thread_.quit();
    thread_.wait();
}

void Prober::probe(const QList<Request>& requests)
{
    QMetaObject::invokeMethod(&anchor_, [this, requests] { worker_->start(requests); });
}

} // namespace trunkline::probe
