// SEPA direct debit (EPC016-06 core, EPC222-07 B2B): mandates, and which invoices are collected when and how. Values and rules; pure.
#pragma once

#include "models/payments/payment.h"
#include "models/payments/paymentsettings.h"

namespace trunkline::payments {

enum class Scheme { Core, B2B };

/// Who may be collected from. An account has one that is not revoked.
struct Mandate {
    MandateId id;
    QString reference; ///< unique for the creditor: "M-000001"
    AccountId accountId;
    QString debtorName;
    QString iban;
    QString bic;       ///< may be empty within the area
    BillingDate signedOn;
    Scheme scheme = Scheme::Core;
    bool oneOff = false;
    bool final = false; ///< the next collection is the last one
    std::optional<BillingDate> revokedOn;
    bool operator==(const Mandate&) const = default;
};

/// What a bank accepts in SeqTp. There is no "all": a collection is one of these.
enum class Sequence { First, Recurring, OneOff, Final };

/// A collection of an invoice: it is paid when the file is made, until the bank returns it.
struct DirectDebit {
    DirectDebitId id;
    BankOrderId order;
    MandateId mandate;
    InvoiceId invoice;
    PaymentId payment;
    QString endToEndId;
    QString blockId; ///< of the payment information that it is in
    BillingDate dueOn;
    Sequence sequence = Sequence::Recurring;
    Money amount;
    bool operator==(const DirectDebit&) const = default;
};

/// An open invoice whose account may be collected from.
struct Collectable {
    OpenItem item;
    Mandate mandate;
    int collectedBefore = 0; ///< with this mandate, and not returned
    bool operator==(const Collectable&) const = default;
};

/// What would be collected, and when: before anything is written.
struct PlannedDebit {
    Collectable what;
    BillingDate dueOn;
    Sequence sequence = Sequence::First;
    bool operator==(const PlannedDebit&) const = default;
};

/// "FRST", "RCUR", "OOFF", "FNAL".
QString codeOf(Sequence sequence);
/// Of a row that we wrote; what it does not know is the first.
Sequence sequenceNamed(QStringView code);
QString codeOf(Scheme scheme);
/// Throws InvalidInput.
Scheme schemeNamed(QStringView name);
/// The sequence of a mandate's next collection.
Sequence nextSequence(const Mandate& mandate, int collectedBefore);

/// The collections of a file made on `today`: on the invoice's due date, but not before its pre-notification and the bank's lead have passed, and on a
/// weekday. Disputed invoices, credit notes, other currencies than euro and mandates that were signed later are left out. A mandate that was never used collects
/// its first invoice as first and the others as recurring after it. By due date, then sequence, then number.
QList<PlannedDebit> planDebits(const QList<Collectable>& open, const PaymentSettings& settings, BillingDate today, BillingDate until);

QJsonObject toJson(const Mandate& mandate);
/// Throws InvalidInput: names, IBAN, BIC, date.
Mandate checkedMandate(Mandate mandate);

} // namespace trunkline::payments
