#include "widgets/billing/billingwhys.h"

#include "models/billing/drafts.h"
#include "models/billing/effectmodel.h"
#include "models/billing/invoicemodel.h"
#include "models/catalogue/offeringmodel.h"
#include "widgets/common/tablepane.h"
#include "widgets/office/whybutton.h"

#include <QCoreApplication>

namespace trunkline::widgets {

namespace {

struct WhyTexts {
    Q_DECLARE_TR_FUNCTIONS(BillingWhys)
};

using SubjectOf = std::function<std::optional<WhySubject>(const QString& key)>;

/// What led to each line of a draft; of a parked account the reason is the answer.
std::optional<WhySubject> whyOfDraft(const billing::DraftedAccount* draft)
{
    if (!draft)
        return std::nullopt;
    const QString number = draft->account.number;
    const Target account{QStringLiteral("account"), draft->account.id.toString()};
    if (!draft->invoice)
        return whyAbout(account, number, draft->parked);
    FactGroup figures;
    figures.facts = {{WhyTexts::tr("Net"), draft->invoice->net.toDisplay()}, {WhyTexts::tr("VAT"), draft->invoice->tax.toDisplay()}, {WhyTexts::tr("Total"), draft->invoice->gross.toDisplay()}};
    const billing::BillCycle cycle{draft->account.billDay, draft->invoice->period};
    return WhySubject{account, number, draft->invoice->gross.toDisplay(), {figures}, [id = draft->account.id, cycle, day = draft->invoice->issuedOn](store::Connection& connection) {
        QList<overview::ChainStep> steps;
        QList<JournalEntryId> causes; // each once, in the order of the lines
        if (const auto whole = billing::draftOf(connection, id, cycle, day); whole && whole->invoice)
            for (const billing::InvoiceLine& line : whole->invoice->lines)
                if (line.cause && !causes.contains(*line.cause)) {
                    causes.append(*line.cause);
                    steps += overview::whyEntry(connection, *line.cause);
                }
        return steps;
    }};
}

std::optional<WhySubject> whyOfComparison(const billing::Comparison* each)
{
    if (!each)
        return std::nullopt;
    FactGroup causes;
    for (const billing::Difference& difference : each->differences)
        causes.facts.append({billing::titleOf(difference.kind), WhyTexts::tr("%1 %2").arg(difference.amount.toDisplay(), difference.what)});
    return WhySubject{{QStringLiteral("account"), each->accountId.toString()}, each->accountNumber, each->change.toDisplay(), {causes}, [last = each->lastNumber, account = each->accountId](store::Connection& connection) {
        if (const auto invoice = billing::invoiceByNumber(connection, last)) // what it is compared with
            return overview::whyOf(connection, {QStringLiteral("invoice"), invoice->id.toString()});
        return overview::whyOf(connection, {QStringLiteral("account"), account.toString()});
    }};
}

std::optional<WhySubject> whyOfDraftLine(const billing::InvoiceLine* line)
{
    if (!line)
        return std::nullopt;
    if (line->cause)
        return whyEntry(*line->cause, line->text, line->net.toDisplay());
    return WhySubject{{}, line->text, line->net.toDisplay(), {}, [](store::Connection&) { return QList<overview::ChainStep>(); }}; // the pane says that nothing led to it
}

std::optional<WhySubject> whyOfOffering(const catalogue::Offering* offering)
{
    return offering ? std::optional(whyAbout({QStringLiteral("offering"), offering->id.toString()}, offering->name, WhyTexts::tr("Version %1").arg(offering->version))) : std::nullopt;
}

/// What a file of usage, a line of one or a mapping is as it is for.
WhySubject whyOfUsage(const char* kind, const QString& id, const QString& title)
{
    return whyAbout({QString::fromLatin1(kind), id}, title, {});
}

SubjectOf subjectOf(const QString& table, TableModel* model)
{
    if (table == QLatin1String("draftTable"))
        return [drafts = static_cast<billing::DraftModel*>(model)](const QString& key) { return whyOfDraft(drafts->find(key)); };
    if (table == QLatin1String("draftLineTable"))
        return [lines = static_cast<billing::InvoiceLineModel*>(model)](const QString& key) { return whyOfDraftLine(lines->find(key)); };
    if (table == QLatin1String("compareTable"))
        return [compared = static_cast<billing::ComparisonModel*>(model)](const QString& key) { return whyOfComparison(compared->find(key)); };
    if (table == QLatin1String("offeringTable"))
        return [offerings = static_cast<catalogue::OfferingModel*>(model)](const QString& key) { return whyOfOffering(offerings->find(key)); };
    if (table == QLatin1String("promotionTable"))
        return [](const QString& key) { return std::optional(whyAbout({QStringLiteral("promotion"), key}, key, {})); };
    if (table == QLatin1String("usageFileTable"))
        return [](const QString& key) { return std::optional(whyOfUsage("usageFile", key, WhyTexts::tr("File %1").arg(key))); };
    if (table == QLatin1String("suspenseTable"))
        return [](const QString& key) { return std::optional(whyOfUsage("usageFile", key.section(u':', 0, 0), WhyTexts::tr("Line %1 of file %2").arg(key.section(u':', 1), key.section(u':', 0, 0)))); };
    if (table == QLatin1String("mappingTable"))
        return [](const QString& key) { return std::optional(whyOfUsage("usageMapping", key, key)); };
    return {};
}

} // namespace

void addBillingWhys(const QList<TablePane*>& tables, Desk& desk, DetailPane& detail)
{
    for (TablePane* table : tables)
        if (const SubjectOf subject = subjectOf(table->objectName(), table->model()))
            new WhyButton(table->objectName().replace(QLatin1String("Table"), QLatin1String("Why")), *table, desk, detail, subject);
}

} // namespace trunkline::widgets
