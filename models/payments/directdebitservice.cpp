#include "models/payments/directdebitservice.h"

#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/ledger/posting.h"
#include "models/payments/bankcodes.h"
#include "models/payments/booking.h"
#include "models/payments/pain.h"
#include "models/payments/paymentsettings.h"
#include "models/store/settings.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::payments {

using access::Permission;

namespace {

struct DebitTexts {
    Q_DECLARE_TR_FUNCTIONS(Payments)
};

Mandate requireMandate(store::Connection& connection, const QString& reference)
{
    if (auto found = mandateReferenced(connection, reference))
        return *found;
    throw NotFound(DebitTexts::tr("There is no mandate “%1”.").arg(reference));
}

OrderParty operatorsAccount(const store::OperatorProfile& profile, const PaymentSettings& settings)
{
    if (profile.iban.isEmpty())
        throw Refused(DebitTexts::tr("The operator has no IBAN; add it to the operator's profile."));
    return {profile.name, checkedIban(profile.iban), settings.bic};
}

/// Today's debits with the same day, sequence and scheme stand in one block.
QList<DebitBlock> blocksOf(const QList<PlannedDebit>& planned, const QString& orderNumber)
{
    QList<DebitBlock> blocks;
    for (const PlannedDebit& each : planned) {
        const Mandate& mandate = each.what.mandate;
        auto block = std::find_if(blocks.begin(), blocks.end(), [&](const DebitBlock& b) { return b.dueOn == each.dueOn && b.sequence == each.sequence && b.scheme == mandate.scheme; });
        if (block == blocks.end()) {
            blocks.append({QStringLiteral("%1-%2").arg(orderNumber).arg(blocks.size() + 1), each.dueOn, each.sequence, mandate.scheme, {}});
            block = blocks.end() - 1;
        }
        block->transactions.append({QStringLiteral("%1-%2").arg(orderNumber, each.what.item.number), each.what.item.open, mandate.reference, mandate.signedOn,
                                    {mandate.debtorName, mandate.iban, mandate.bic}, each.what.item.number});
    }
    return blocks;
}

/// The payment and the settlement of one collection.
void bookDebit(store::Change& change, const store::JournalEntry& entry, const PlannedDebit& planned, BankOrderId order, const DebitBlock& block, const DebitTransaction& t)
{
    const OpenItem& item = planned.what.item;
    Payment payment{{}, {}, item.accountId, PaymentMethod::DirectDebit, block.dueOn, item.open, t.endToEndId, t.debtor.name, t.debtor.iban, {}, {}, QStringLiteral("directdebit:%1").arg(t.endToEndId)};
    payment = bookPayment(change, entry, payment, ledger::accounts::clearing);
    bookSettlement(change, entry, {{}, item.accountId, item.ref, SettlementKind::Payment, payment.id, block.dueOn, item.open, {}, payment.sourceKey});
    insertDirectDebit(change.connection(), {change.ids().next<DirectDebitTag>(), order, planned.what.mandate.id, item.ref.invoice, payment.id, t.endToEndId, block.id, block.dueOn, block.sequence, item.open});
}

} // namespace

Mandate DirectDebitService::sign(const access::Actor& actor, Mandate mandate)
{
    actor.require(Permission::RecordPayments);
    mandate = checkedMandate(std::move(mandate));
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    customer::requireAccount(connection, mandate.accountId);
    mandate.id = change.ids().next<MandateTag>();
    if (mandate.reference.isEmpty())
        mandate.reference = QStringLiteral("M-%1").arg(change.nextNumber(QStringLiteral("mandate")), 6, 10, QLatin1Char('0'));
    if (sepaText(mandate.reference, 35) != mandate.reference)
        throw InvalidInput(DebitTexts::tr("“%1” is no mandate reference; use at most 35 letters, digits and dashes.").arg(mandate.reference));
    if (mandateReferenced(connection, mandate.reference))
        throw Refused(DebitTexts::tr("There is a mandate %1 already; a new signature needs a new reference.").arg(mandate.reference));
    if (auto older = activeMandate(connection, mandate.accountId)) {
        const Mandate before = *older;
        older->revokedOn = mandate.signedOn;
        updateMandate(connection, *older);
        change.append({QStringLiteral("mandate.revoked"), QStringLiteral("mandate"), older->id.toString(), toJson(before), toJson(*older), {}, {}});
    }
    insertMandate(connection, mandate);
    change.commit({QStringLiteral("mandate.signed"), QStringLiteral("mandate"), mandate.id.toString(), {}, toJson(mandate), {}, {}});
    return mandate;
}

void DirectDebitService::revoke(const access::Actor& actor, const QString& reference)
{
    actor.require(Permission::RecordPayments);
    store::Change change(context_, actor.who());
    Mandate mandate = requireMandate(change.connection(), reference);
    if (mandate.revokedOn)
        throw Refused(DebitTexts::tr("The mandate %1 is revoked since %2.").arg(reference, mandate.revokedOn->toIso()));
    const Mandate before = mandate;
    mandate.revokedOn = bookingDay(change);
    updateMandate(change.connection(), mandate);
    change.commit({QStringLiteral("mandate.revoked"), QStringLiteral("mandate"), mandate.id.toString(), toJson(before), toJson(mandate), {}, {}});
}

void DirectDebitService::endAfterNext(const access::Actor& actor, const QString& reference)
{
    actor.require(Permission::RecordPayments);
    store::Change change(context_, actor.who());
    Mandate mandate = requireMandate(change.connection(), reference);
    if (mandate.revokedOn || mandate.oneOff)
        throw Refused(DebitTexts::tr("The mandate %1 ends by itself.").arg(reference));
    const Mandate before = mandate;
    mandate.final = true;
    updateMandate(change.connection(), mandate);
    change.commit({QStringLiteral("mandate.ending"), QStringLiteral("mandate"), mandate.id.toString(), toJson(before), toJson(mandate), {}, {}});
}

QList<PlannedDebit> DirectDebitService::planned(store::Connection& connection, Timestamp now, BillingDate until) const
{
    return planDebits(collectables(connection), paymentSettings(connection), store::requireProfile(connection).zone.dateAt(now), until);
}

QList<PlannedDebit> DirectDebitService::preview(const access::Actor& actor, BillingDate until) const
{
    actor.require(Permission::ViewInvoices);
    return planned(context_.connection, context_.clock.now(), until);
}

std::optional<BankOrder> DirectDebitService::order(const access::Actor& actor, BillingDate until)
{
    actor.require(Permission::SendPayments);
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    const QList<PlannedDebit> debits = planned(connection, change.now(), until);
    if (debits.isEmpty())
        return std::nullopt;
    const PaymentSettings settings = paymentSettings(connection);
    if (settings.creditorId.isEmpty())
        throw Refused(DebitTexts::tr("The operator has no creditor identifier; add it in Billing, Direct debits, Settings, or with “trunklinectl payment settings --creditor-id”."));
    const QString number = QStringLiteral("DD-%1").arg(change.nextNumber(QStringLiteral("directdebit")), 6, 10, QLatin1Char('0'));
    const DebitOrder order{number, change.now(), operatorsAccount(store::requireProfile(connection), settings), settings.creditorId, blocksOf(debits, number)};
    QJsonObject document = toJson(order);
    const BankOrder made{change.ids().next<BankOrderTag>(), number, QStringLiteral("direct-debit"), change.now(),
                         {{"version", QStringLiteral("pain.008.001.%1").arg(settings.painVersion)}, {"file", QString::fromUtf8(directDebitFile(order, settings.painVersion))}, {"order", document}}};
    const store::JournalEntry entry = change.append({QStringLiteral("directdebit.ordered"), QStringLiteral("bankorder"), made.id.toString(), {}, document, {}, QStringLiteral("bankorder:") + number});
    insertBankOrder(connection, made);
    for (const DebitBlock& block : order.blocks)
        for (const DebitTransaction& t : block.transactions) {
            const auto debit = std::find_if(debits.begin(), debits.end(), [&](const PlannedDebit& each) { return each.what.item.number == t.remittance; });
            bookDebit(change, entry, *debit, made.id, block, t);
        }
    for (const PlannedDebit& each : debits)
        if (each.sequence == Sequence::OneOff || each.sequence == Sequence::Final) {
            Mandate spent = each.what.mandate;
            spent.revokedOn = each.dueOn;
            updateMandate(connection, spent);
            change.append({QStringLiteral("mandate.revoked"), QStringLiteral("mandate"), spent.id.toString(), toJson(each.what.mandate), toJson(spent), entry.id, {}});
        }
    change.commit();
    return made;
}

std::optional<BankOrder> DirectDebitService::orderRefunds(const access::Actor& actor)
{
    actor.require(Permission::SendPayments);
    store::Change change(context_, actor.who());
    store::Connection& connection = change.connection();
    QList<Payment> waiting = waitingRefunds(connection);
    waiting.removeIf([](const Payment& p) { return p.amount.currency.code() != QLatin1String("EUR"); });
    if (waiting.isEmpty())
        return std::nullopt;
    const PaymentSettings settings = paymentSettings(connection);
    const QString number = QStringLiteral("CT-%1").arg(change.nextNumber(QStringLiteral("credittransfer")), 6, 10, QLatin1Char('0'));
    TransferOrder order{number, change.now(), operatorsAccount(store::requireProfile(connection), settings), store::requireProfile(connection).zone.dateAt(change.now()), {}};
    for (const Payment& refund : std::as_const(waiting))
        order.transactions.append({refund.number, -refund.amount, {refund.payerName, refund.payerIban, {}}, QStringLiteral("%1 %2").arg(refund.number, refund.reference)});
    const QString version = settings.painVersion == QLatin1String("08") ? QStringLiteral("09") : QStringLiteral("03"); // of the same year
    const BankOrder made{change.ids().next<BankOrderTag>(), number, QStringLiteral("refund"), change.now(),
                         {{"version", QStringLiteral("pain.001.001.%1").arg(version)}, {"file", QString::fromUtf8(transferFile(order, version))}, {"order", toJson(order)}}};
    insertBankOrder(connection, made);
    for (const Payment& refund : std::as_const(waiting))
        insertBankOrderPayment(connection, refund.id, made.id);
    change.commit({QStringLiteral("refund.ordered"), QStringLiteral("bankorder"), made.id.toString(), {}, toJson(order), {}, QStringLiteral("bankorder:") + number});
    return made;
}

} // namespace trunkline::payments
