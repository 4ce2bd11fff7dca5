// The ledger for other programs: hledger's journal format (hledger.org, also read by ledger and beancount importers) and CSV (RFC 4180).
#pragma once

#include "models/ledger/ledgerstore.h"

class QIODevice;

namespace trunkline::ledger {

/// Every account and commodity is declared, so that `hledger check --strict` passes. A billing account is the last part
/// of the name: assets:receivable:invoices:A-000001. Written posting by posting; throws StoreFailure when the device fails.
void writeHledger(store::Connection& connection, QIODevice& out);
/// A leg a line: number, date, text, source, account, billing account, debit, credit, currency; amounts with a point.
void writeCsv(store::Connection& connection, QIODevice& out);

} // namespace trunkline::ledger
