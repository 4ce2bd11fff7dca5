// Rows of many keys by few statements: a query a key is a journey a key.
#pragma once

#include "models/store/connection.h"

#include <QStringList>

namespace trunkline::store {

/// Runs `sql`, in which "{keys}" stands for the list of an IN, as often as the keys need; `before` are the binds in
/// front of the keys. Rows come in no certain order.
QList<Row> rowsIn(Connection& connection, const QString& sql, const QStringList& keys, const Binds& before = {});

} // namespace trunkline::store
