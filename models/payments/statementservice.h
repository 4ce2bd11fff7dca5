// The verbs of bank statements: import, and what a person decides about each line.
#pragma once

#include "models/access/actor.h"
#include "models/payments/matching.h"

class QIODevice;

namespace trunkline::payments {

struct ImportResult {
    int statements = 0;
    int lines = 0;   ///< new ones
    int known = 0;   ///< told before, in this file or another one: left alone
    int pending = 0; ///< not booked yet: they come again when they are
    bool operator==(const ImportResult&) const = default;
};

class StatementService {
public:
    explicit StatementService(store::Context& context) : context_(context) {}

    /// Reads a camt.053 or camt.054 file, all of it or nothing: each new line is posted between bank and suspense. "statement.imported" for every statement with something
    /// new. Needs record-payments. Throws InvalidInput for what is no such file, Refused for camt.052 (an interim report is not final).
    ImportResult import(const access::Actor& actor, QIODevice& file, const QString& fileName);
    /// Does what is proposed, or what a person made of it. "payment.recorded", "directdebit.collected", "payment.returned" or "payment.arrived". Needs record-payments. Throws Refused when
    /// the line is not open any more or the proposal does not fit it.
    void accept(const access::Actor& actor, BankLineId line, const Proposal& decision);
    /// It is no customer's. Its amount leaves suspense for `account` of the ledger ("expenses:bank fees"). "bankline.ignored". Needs record-payments.
    void setAside(const access::Actor& actor, BankLineId line, const QString& account, const QString& note);

private:
    store::Context& context_;
};

/// A proposal for each open line, newest first.
struct ProposedLine {
    BankLine line;
    Proposal proposal;
    QString accountNumber;
    QString customerName;
    QStringList settles; ///< the numbers of the allocations' items
    bool operator==(const ProposedLine&) const = default;
};
QList<ProposedLine> proposedLines(store::Connection& connection);

} // namespace trunkline::payments
