// A dunning letter as it leaves the house. What it says was kept when it was sent (dunning_notice), so that it is the same however
// often it is drawn; seller and language are those of the invoice that is dunned first.
#pragma once

#include "models/billing/invoice.h"
#include "models/documents/documentfile.h"

namespace trunkline::documents {

struct DunningLetterItem {
    QString number; ///< of the invoice
    BillingDate dueOn;
    int daysOverdue = 0;
    Money open;
    Money interest;
    bool operator==(const DunningLetterItem&) const = default;
};

struct DunningLetter {
    DunningNoticeId id;
    QString number; ///< "DUN-000001"
    BillingDate dated;
    BillingDate payBy;
    QString title;  ///< of the step: "Reminder"
    QString text;   ///< of the step
    billing::InvoiceParty seller;
    QString sellerIban;
    billing::InvoiceParty buyer;
    QString localeName;
    AccountId accountId;
    QString accountNumber;
    QString customerNumber;
    QString email;     ///< of the customer, when it was sent
    bool suspends = false;
    Money open;
    Money fee;
    Money interest;
    Money total;
    QList<DunningLetterItem> items;
    bool operator==(const DunningLetter&) const = default;
};

/// By its number, or its id; nothing when there is none.
std::optional<DunningLetter> dunningLetter(store::Connection& connection, const QString& number);
std::optional<DunningLetter> dunningLetter(store::Connection& connection, DunningNoticeId id);
/// The numbers of the newest run that sent any, in order.
QStringList newestDunningLetters(store::Connection& connection);

/// As a PDF, with the settings of the day it was sent. The same values give the same bytes.
DocumentFile dunningFile(store::Connection& connection, const DunningLetter& letter);
/// One PDF of many letters, each with its own page numbers; memory does not grow with them. False when it was stopped. Throws NotFound for
/// a number that there is not.
bool printDunningBatch(store::Connection& connection, const QStringList& numbers, const QString& path, const PrintWatcher& watcher = {});

} // namespace trunkline::documents
