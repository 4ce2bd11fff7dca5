// The tables of billing: invoices, the lines of one, and the preview of a run.
#pragma once

#include "models/billing/comparison.h"
#include "models/billing/invoicestore.h"
#include "models/core/valuemodel.h"

namespace trunkline::billing {

/// Newest first until people sort otherwise. Key: the id's text. Columns: number, customer, date, due, net, vat, total.
class InvoiceModel : public ValueModel<InvoiceSummary> {
public:
    explicit InvoiceModel(QObject* parent = nullptr);
};

/// Key: the source key. Columns: position, text, detail, period, quantity, price, vat, net. The text of
/// a line links to the journal entry that led to it: where "Why?" begins.
class InvoiceLineModel : public ValueModel<InvoiceLine> {
public:
    explicit InvoiceLineModel(QObject* parent = nullptr);
};

/// Key: the account id's text. Columns: account, customer, last, lastNet, net, change, why. In the order of the surprises.
class ComparisonModel : public ValueModel<Comparison> {
public:
    explicit ComparisonModel(QObject* parent = nullptr);
};

/// Key: the account id's text. Columns: account, customer, lines, net, vat, total, parked.
class DraftModel : public ValueModel<DraftedAccount> {
public:
    explicit DraftModel(QObject* parent = nullptr);
};

} // namespace trunkline::billing
