// Who this program is to others.
#pragma once

#include <QByteArray>

namespace trunkline::snmp {

/// This program as a v3 engine, which matters to senders of informs only: they keep its id, and refuse
/// a boots number that goes back. An empty id stands for a random one.
struct LocalEngine {
    QByteArray id;
    quint32 boots = 1;
};

} // namespace trunkline::snmp
