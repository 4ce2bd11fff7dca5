// The verbs of dunning. A run goes like a bill run: preview, approve, post; an account is a transaction of its own, so it may be killed and started again.
#pragma once

#include "models/access/actor.h"
#include "models/payments/dunning.h"

#include <functional>

namespace trunkline::payments {

enum class DunningRunState { Running, Finished, Stopped };

struct DunningRun {
    DunningRunId id;
    BillingDate dated;
    DunningRunState state = DunningRunState::Running;
    bool operator==(const DunningRun&) const = default;
};

/// What a person looked at and confirmed.
struct DunningApproval {
    int letters = 0;
    int suspensions = 0;
    QStringList totals; ///< open + fees + interest, by currency
    bool operator==(const DunningApproval&) const = default;
};
DunningApproval approvalOf(const QList<DunningDraft>& drafts);

/// A letter that was sent: documents makes what leaves the house of it.
struct DunningNotice {
    DunningNoticeId id;
    QString number; ///< "DUN-000001"
    DunningDraft draft;
    QString accountHolder; ///< and where the letter goes:
    QString street, postCode, city, country, email;
    QString creditorReference; ///< RF: what the payer writes
};
QJsonObject toJson(const DunningNotice& notice);

/// Needs view-invoices. What a run would send today, the largest total first.
QList<DunningDraft> previewDunning(const access::Actor& actor, store::Connection& connection, BillingDate today);

class DunningService {
public:
    explicit DunningService(store::Context& context) : context_(context) {}

    /// "dunning.started"; the run that is running still is given back instead, with its own date. Needs run-dunning. With an approval it throws
    /// Refused when what would be sent is not what was approved.
    DunningRun start(const access::Actor& actor, BillingDate today, const std::optional<DunningApproval>& approved = {});
    /// "dunning.sent" with the letter: fee and interest are charged, the steps are taken, the suspension is asked for. Nothing when there is nothing to send, now or any more.
    std::optional<DunningNotice> postAccount(const access::Actor& actor, const DunningRun& run, AccountId account);
    /// "dunning.finished" or "dunning.stopped".
    void end(const access::Actor& actor, const DunningRun& run, DunningRunState state);
    /// The whole run.
    QList<DunningNotice> post(const access::Actor& actor, BillingDate today, const std::optional<DunningApproval>& approved = {});

    /// Nothing is dunned before `until`. "dunning.held". Needs run-dunning.
    void hold(const access::Actor& actor, AccountId account, BillingDate until, const QString& reason);
    /// Asks the network again for what it refused: services that should be off are switched off, those that are paid for on. "dunning.retried", which
    /// the flow of non-payment hears. Needs run-dunning. Throws Refused when nothing of the account waits.
    void retry(const access::Actor& actor, AccountId account);
    /// Which rules an account follows. "dunning.policyChosen". Needs run-dunning.
    void choosePolicy(const access::Actor& actor, AccountId account, const QString& policy);
    /// New or changed rules. "dunning.policyChanged". Needs run-dunning. Throws InvalidInput.
    void putPolicy(const access::Actor& actor, const QJsonObject& rules);

private:
    store::Context& context_;
};

/// The rules of a code; the shipped ones unless the operator has written others. Throws NotFound.
DunningPolicy dunningPolicy(store::Connection& connection, const QString& code, Currency currency);
QStringList dunningPolicyCodes(store::Connection& connection);
/// Of every account with something overdue, or of one.
QList<std::pair<QString, DunningFacts>> dunningFacts(store::Connection& connection, BillingDate today, AccountId only = {});
/// Documents of sent letters, newest first; of one account, or of all.
QList<QJsonObject> dunningNotices(store::Connection& connection, AccountId account = {});
/// Whether something of a step that suspends is still open for the account.
bool owesSuspension(store::Connection& connection, AccountId account);

} // namespace trunkline::payments
