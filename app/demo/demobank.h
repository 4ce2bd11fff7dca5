// The demo operator's bank: what customers paid, as a statement that can be imported like a real one.
#pragma once

#include "models/store/connection.h"

#include <QByteArray>

namespace trunkline::demo {

/// A camt.053.001.08 statement of `day`: every open invoice is paid in full with its number in the text, the last of several by half of it and without a number, and somebody
/// who is no customer sends 25.00. Throws Refused when nothing is open.
QByteArray demoBankStatement(store::Connection& connection, BillingDate day);

} // namespace trunkline::demo
