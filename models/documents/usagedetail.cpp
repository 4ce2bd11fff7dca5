#include "models/documents/usagedetail.h"

#include "models/billing/documenttext.h"
#include "models/billing/lineusage.h"
#include "models/catalogue/offering.h"
#include "models/catalogue/tariffstore.h"
#include "models/documents/documenttemplate.h"
#include "models/rating/explain.h"
#include "models/rating/usagetotals.h"
#include "models/store/settings.h"

#include <algorithm>
#include <memory>

namespace trunkline::documents {

namespace {

/// What one line's records say, with what is needed to say it.
class LineRecords {
public:
    LineRecords(store::Connection& connection, billing::LineUsage usage, catalogue::Tariff tariff, const billing::Invoice& invoice, int hiddenDigits)
        : connection_(connection), usage_(std::move(usage)), tariff_(std::move(tariff)), zone_(OperatorZone::named(tariff_.timeZone)), locale_(invoice.localeName), hiddenDigits_(hiddenDigits)
    {
        const auto known = std::find_if(tariff_.zones.begin(), tariff_.zones.end(), [&](const catalogue::Zone& one) { return one.code == usage_.zone; });
        zoneName_ = known == tariff_.zones.end() ? usage_.zone : known->name;
    }

    void each(const std::function<void(const rating::RatedUsage&)>& take) const
    {
        rating::eachUsage(connection_, usage_.identities, {usage_.span}, [&](const rating::RatedUsage& record, qsizetype) {
            const bool isLate = record.start < usage_.span.after.until;
            if (record.tariffNumber == usage_.tariffNumber && usage_.isLate.value_or(isLate) == isLate && tariff_.rules.value(record.rule).zone == usage_.zone)
                take(record);
        });
    }

    UsageEntry entryOf(const rating::RatedUsage& record) const
    {
        return {zone_.toDisplay(record.start, locale_), tariff_.kind, masked(record.destination, hiddenDigits_), zoneName_, quantityOf(record.charged), priceOf(record.amountMicros)};
    }
    QString quantityOf(std::int64_t charged) const { return rating::quantityText(tariff_.unit, charged, locale_); }
    QString priceOf(std::int64_t micros) const { return catalogue::priceText({micros, tariff_.currency}, locale_); }
    Money roundedOf(std::int64_t micros) const { return {divideRounded(Wide(micros) * tariff_.currency.minorPerMajor(), 1'000'000, Rounding::HalfUp), tariff_.currency}; }

private:
    store::Connection& connection_;
    billing::LineUsage usage_;
    catalogue::Tariff tariff_;
    OperatorZone zone_;
    QLocale locale_;
    int hiddenDigits_;
    QString zoneName_;
};

UsageDetail detailOf(const std::shared_ptr<LineRecords>& records, const billing::InvoiceLine& line, const QLocale& locale, const DocumentWords& words)
{
    UsageDetail detail;
    detail.position = line.position;
    std::int64_t charged = 0, micros = 0;
    records->each([&](const rating::RatedUsage& record) {
        ++detail.count;
        charged += record.charged;
        micros += record.amountMicros;
    });
    detail.each = [records](const UsageSink& take) { records->each([&](const rating::RatedUsage& record) { take(records->entryOf(record)); }); };
    detail.total = UsageEntry{words.word("usageTotal").arg(locale.toString(qlonglong(detail.count))), {}, {}, {}, records->quantityOf(charged), records->priceOf(micros)};
    const Money rounded = records->roundedOf(micros);
    detail.note = rounded == line.net ? words.word("usageRounded").arg(billing::amountText(line.net, locale), line.net.currency.code())
                                      : words.word("usageDiffers").arg(billing::amountText(rounded, locale), billing::amountText(line.net, locale), line.net.currency.code());
    return detail;
}

} // namespace

QString masked(QString destination, int digits)
{
    for (qsizetype i = destination.size() - 1; i >= 0 && digits > 0; --i)
        if (destination[i].isDigit()) {
            destination[i] = u'*';
            --digits;
        }
    return destination;
}

QList<UsageDetail> usageDetails(store::Connection& connection, const billing::Invoice& invoice, const DocumentSettings& settings)
{
    QList<UsageDetail> details;
    if (!settings.usageDetail)
        return details;
    const OperatorZone zone = store::requireProfile(connection).zone;
    const QLocale locale(invoice.localeName);
    const DocumentWords& words = DocumentWords::of(settings.words, invoice.localeName);
    for (const billing::InvoiceLine& line : invoice.lines) {
        if (line.traffic) {
            UsageDetail detail;
            detail.position = line.position;
            detail.note = billing::longText(*line.traffic, zone, locale);
            details.append(detail);
        } else if (const auto usage = invoice.id.isNull() ? std::nullopt : billing::usageOfLine(connection, zone, invoice, line)) {
            if (const auto tariff = catalogue::tariffNumbered(connection, usage->tariffNumber))
                details.append(detailOf(std::make_shared<LineRecords>(connection, *usage, tariff->tariff, invoice, settings.maskedDigits), line, locale, words));
        }
    }
    return details;
}

} // namespace trunkline::documents
