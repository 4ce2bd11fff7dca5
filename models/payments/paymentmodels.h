// The tables of payments, dunning and the ledger.
#pragma once

#include "models/core/valuemodel.h"
#include "models/ledger/ledgerstore.h"
#include "models/payments/accountstatement.h"
#include "models/payments/dunning.h"
#include "models/payments/paymentstore.h"
#include "models/payments/statementservice.h"

namespace trunkline::payments {

/// Key: the account id's text. Columns: account, customer, notDue, upTo30, upTo60, upTo90, older, credit, total.
class AgeingModel : public ValueModel<AgeingRow> {
public:
    explicit AgeingModel(QObject* parent = nullptr);
};

/// Key: the posting's number. Columns: date, text, amount, balance. The text links to the journal entry behind it.
class StatementModel : public ValueModel<StatementLine> {
public:
    explicit StatementModel(QObject* parent = nullptr);
};

/// Key: the item's id. Columns: number, kind, dated, due, amount, open, state.
class OpenItemModel : public ValueModel<OpenItem> {
public:
    explicit OpenItemModel(QObject* parent = nullptr);
};

/// Key: the line's id. Columns: booked, name, text, amount, confidence, account, customer.
class BankLineModel : public ValueModel<ProposedLine> {
public:
    explicit BankLineModel(QObject* parent = nullptr);
};

/// Key: the payment's number. Columns: number, account, customer, received, method, amount, unallocated, reference.
class PaymentModel : public ValueModel<PaymentRow> {
public:
    explicit PaymentModel(QObject* parent = nullptr);
};

/// Key: the account id's text. Columns: account, customer, step, overdue, open, fee, interest, total, suspends.
class DunningModel : public ValueModel<DunningDraft> {
public:
    explicit DunningModel(QObject* parent = nullptr);
};

/// Key: account and currency ("assets:bank EUR"). Columns: account, title, debit, credit, balance.
class BalanceModel : public ValueModel<ledger::AccountBalance> {
public:
    explicit BalanceModel(QObject* parent = nullptr);
};

/// Key: the place in the list. Columns: number, date, text, billingAccount, debit, credit, balance.
class AccountLineModel : public ValueModel<ledger::AccountLine> {
public:
    explicit AccountLineModel(QObject* parent = nullptr);
};

} // namespace trunkline::payments
