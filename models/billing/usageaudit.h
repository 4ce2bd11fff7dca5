// Whether invoices hold each record of usage once: what they say they counted, against the records.
#pragma once

#include "models/store/connection.h"

#include <QStringList>

namespace trunkline::billing {

/// Sentences, one for each window of usage on an invoice whose records are not as many as it counted; empty when all are. Reads every
/// record that is on an invoice. Usage that was billed by earlier versions is not known by document and left out.
QStringList wrongUsageWindows(store::Connection& connection);

} // namespace trunkline::billing
