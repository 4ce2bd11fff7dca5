// One box for everything: all that has a name or a number, ready to be searched.
#pragma once

#include "models/overview/textsearch.h"
#include "models/store/connection.h"

namespace trunkline::overview {

/// Devices (name, address, serial number, model), ports (name, alias, service), customers (name, number, e-mail,
/// contacts, accounts), services, orders, invoices and alarms (the newest `mostOfAKind` of the last three). Runs on a
/// reading thread; the index is a value and may be searched on any.
QList<SearchItem> searchItems(store::Connection& connection, int mostOfAKind = 5000);
inline TextIndex searchIndex(store::Connection& connection) { return TextIndex(searchItems(connection)); }

} // namespace trunkline::overview
