#include "models/payments/matching.h"

#include "models/payments/bankcodes.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::payments {

namespace {

struct MatchTexts {
    Q_DECLARE_TR_FUNCTIONS(Matching)
};

Money openSum(const QList<OpenItem>& items, Currency currency)
{
    Money sum = Money::zero(currency);
    for (const OpenItem& item : items)
        sum += item.open;
    return sum;
}

} // namespace

QString comparableText(const QString& text)
{
    QString compact;
    compact.reserve(text.size());
    for (const QChar c : text)
        if (c.isLetterOrNumber())
            compact.append(c.toUpper());
    return compact;
}

QString nameOf(Confidence confidence)
{
    constexpr const char* names[] = {"none", "possible", "likely", "sure"};
    return QString::fromLatin1(names[std::size_t(confidence)]);
}

QString titleOf(Confidence confidence)
{
    switch (confidence) {
    case Confidence::Sure: return MatchTexts::tr("Sure");
    case Confidence::Likely: return MatchTexts::tr("Likely");
    case Confidence::Possible: return MatchTexts::tr("Possible");
    case Confidence::None: break;
    }
    return MatchTexts::tr("Unknown");
}

QString nameOf(ProposalKind kind)
{
    constexpr const char* names[] = {"none", "payment", "collected", "returned", "known"};
    return QString::fromLatin1(names[std::size_t(kind)]);
}

Matcher::Matcher(MatchingFacts facts) : facts_(std::move(facts))
{
    for (qsizetype place = 0; place < facts_.items.size(); ++place) {
        const OpenItem& item = facts_.items[place];
        const QString number = comparableText(item.number);
        byNumber_.insert(number, place);
        if (!lengths_.contains(int(number.size())))
            lengths_.append(int(number.size()));
        byReference_.insert(creditorReference(item.number), place);
        byAccount_[item.accountId].append(place);
        if (item.open.minor > 0)
            byOpen_.insert(item.open.minor, place);
    }
}

Proposal Matcher::propose(const BankLine& line) const
{
    if (line.state != BankLineState::Open)
        return {};
    for (const Proposal& proposal : {returned(line), collected(line), known(line)})
        if (proposal.kind != ProposalKind::None)
            return proposal;
    return paid(line);
}

Proposal Matcher::returned(const BankLine& line) const
{
    const auto debit = facts_.debits.constFind(line.detail.endToEndId);
    if (!line.amount.isNegative() || debit == facts_.debits.cend())
        return {};
    Proposal p{ProposalKind::Returned, Confidence::Likely, {}, {}, debit->payment, {MatchTexts::tr("The bank returns our direct debit %1").arg(debit->endToEndId)}};
    if (!line.detail.returnReason.isEmpty())
        p.reasons.append(MatchTexts::tr("Reason of the bank: %1").arg(line.detail.returnReason));
    if (-line.amount.minor >= debit->amount.minor)
        p.confidence = Confidence::Sure;
    return p;
}

Proposal Matcher::collected(const BankLine& line) const
{
    if (line.amount.isNegative())
        return {};
    const auto debit = facts_.debits.constFind(line.detail.endToEndId);
    if (debit != facts_.debits.cend() && debit->amount == line.amount)
        return {ProposalKind::Collected, Confidence::Sure, {}, {}, debit->payment, {MatchTexts::tr("Our direct debit %1").arg(debit->endToEndId)}};
    const auto block = facts_.blocks.constFind(line.detail.paymentInformationId);
    if (block == facts_.blocks.cend())
        return {};
    return {ProposalKind::Collected, *block == line.amount ? Confidence::Sure : Confidence::Possible, {}, {}, {},
            {MatchTexts::tr("Our collection %1 over %2").arg(line.detail.paymentInformationId, block->toDisplay())}};
}

Proposal Matcher::known(const BankLine& line) const
{
    QList<Payment> fitting;
    for (const Payment& payment : facts_.onTheirWay)
        if (payment.amount == line.amount && payment.method != PaymentMethod::DirectDebit) {
            const bool named = !payment.number.isEmpty() && comparableText(line.purpose()).contains(comparableText(payment.number));
            const bool sameBank = !payment.payerIban.isEmpty() && payment.payerIban == line.otherIban();
            const bool sameReference = !payment.reference.isEmpty() && comparableText(line.purpose()).contains(comparableText(payment.reference));
            if (named || sameBank || sameReference)
                fitting.append(payment);
        }
    if (fitting.size() != 1)
        return {};
    return {ProposalKind::Known, Confidence::Likely, fitting.first().accountId, {}, fitting.first().id,
            {MatchTexts::tr("%1 over %2 is recorded already").arg(fitting.first().number, fitting.first().amount.toDisplay())}};
}

QList<OpenItem> Matcher::named(const QString& text, QStringList& reasons) const
{
    QList<qsizetype> places;
    const QString compact = comparableText(text);
    for (const int length : lengths_)
        for (qsizetype at = 0; at + length <= compact.size(); ++at) {
            const auto found = byNumber_.constFind(compact.mid(at, length));
            const bool cut = at + length < compact.size() && compact[at + length].isDigit(); // …0011 is not …001
            if (found != byNumber_.cend() && !cut && !places.contains(*found))
                places.append(*found);
        }
    QList<OpenItem> items;
    for (const qsizetype place : std::as_const(places)) {
        items.append(facts_.items[place]);
        reasons.append(MatchTexts::tr("The text names %1").arg(items.last().number));
    }
    return items;
}

Proposal Matcher::paid(const BankLine& line) const
{
    if (line.amount.minor <= 0)
        return {};
    Proposal p{ProposalKind::Payment, Confidence::Sure, {}, {}, {}, {}};
    QList<OpenItem> items;
    if (const auto reference = byReference_.constFind(comparableText(line.detail.creditorReference)); reference != byReference_.cend()) {
        items = {facts_.items[*reference]};
        p.reasons.append(MatchTexts::tr("The creditor reference of %1").arg(items.first().number));
    } else {
        items = named((line.detail.remittance + QStringList{line.detail.creditorReference, line.detail.endToEndId, line.information}).join(QStringLiteral(" ~ ")), p.reasons);
    }
    items.removeIf([&](const OpenItem& item) { return item.open.currency != line.amount.currency || item.open.minor <= 0; });
    const auto payer = facts_.payers.constFind(line.detail.debtorIban);
    const AccountId payingAccount = payer == facts_.payers.cend() ? AccountId() : *payer;
    if (!items.isEmpty()) {
        p.account = items.first().accountId;
        const bool oneAccount = std::all_of(items.begin(), items.end(), [&](const OpenItem& item) { return item.accountId == p.account; });
        items.removeIf([&](const OpenItem& item) { return item.accountId != p.account; });
        if (!oneAccount || openSum(items, line.amount.currency) != line.amount) {
            p.confidence = Confidence::Likely;
            p.reasons.append(MatchTexts::tr("The amount differs from the %1 that are open there").arg(openSum(items, line.amount.currency).toDisplay()));
        }
    } else if (!payingAccount.isNull()) {
        p.account = payingAccount;
        p.reasons.append(MatchTexts::tr("Account %1 has paid from this bank account").arg(facts_.accountNumbers.value(payingAccount)));
        for (const qsizetype place : byAccount_.value(payingAccount))
            items.append(facts_.items[place]);
        const auto exact = std::find_if(items.begin(), items.end(), [&](const OpenItem& item) { return item.open == line.amount; });
        p.confidence = exact != items.end() || openSum(items, line.amount.currency) == line.amount ? Confidence::Likely : Confidence::Possible;
        if (exact != items.end()) {
            const OpenItem only = *exact;
            items = {only};
            p.reasons.append(MatchTexts::tr("%1 has exactly this amount open").arg(only.number));
        }
    } else {
        const QList<qsizetype> same = byOpen_.values(line.amount.minor);
        if (same.size() != 1 || facts_.items[same.first()].open != line.amount)
            return {};
        items = {facts_.items[same.first()]};
        p.account = items.first().accountId;
        p.confidence = Confidence::Possible;
        p.reasons.append(MatchTexts::tr("Only %1 has exactly this amount open").arg(items.first().number));
    }
    for (OpenItem& item : items)
        item.disputed = item.disputed && p.confidence == Confidence::Possible; // who names a disputed invoice pays it
    p.allocations = spreadOldestFirst(line.amount, items);
    return p;
}

} // namespace trunkline::payments
