// Invoices as bills of a telephone company may be, from a seed: prices of four decimals, parts of months, discounts, several
// rates, reverse charge, exemptions, currencies without and with three decimals, credit notes.
#pragma once

#include "models/billing/invoicetotals.h"

#include <QRandomGenerator>

#include <algorithm>

namespace trunkline::test {

inline billing::InvoiceLine randomLine(QRandomGenerator& random, Currency currency, int position, const QList<std::pair<TaxCategory, int>>& taxes)
{
    using namespace billing;
    const auto below = [&](int limit) { return int(random.bounded(limit)); };
    const auto [category, rate] = taxes[below(int(taxes.size()))];
    InvoiceLine line{{}, position, LineKind::Recurring, QStringLiteral("Fibre %1 <&> Żółć „a“").arg(below(1000)), {}, {}, {}, std::nullopt, {}, {0, currency}, Money::zero(currency), 0, {}, {},
                     TaxCategory::Standard, {}, {}};
    line.taxCategory = category;
    line.taxRateBasisPoints = rate;
    if (needsReason(category))
        line.exemptionReason = QStringLiteral("Reason of %1").arg(codeOf(category));
    const std::int64_t step = currency.exponent() == 3 ? 10'000 : currency.exponent() == 0 ? 1'000'000 : 100; // whole cents of a dinar: the norm has no third decimal
    line.unitPrice = {std::int64_t(below(400'000)) * step, currency};
    const int days = 28 + below(4);
    line.kind = LineKind::Recurring;
    line.unitCode = QStringLiteral("MON");
    switch (below(8)) {
    case 0: // a whole month
        line.period = BillingPeriod{BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)};
        break;
    case 1: // a part of one
        line.quantity = {1 + below(days), days};
        line.detail = QStringLiteral("SVC-%1").arg(position);
        break;
    case 2: // minutes
        line.kind = LineKind::Usage;
        line.unitCode = QStringLiteral("MIN");
        line.quantity = {1 + below(100'000), 60};
        line.unitPrice = {std::int64_t(below(5000)) * step, currency};
        break;
    case 3: // a credit
        line.kind = LineKind::Credit;
        line.unitCode.clear();
        line.quantity = {-1, 1};
        break;
    case 4: // a discount with a negative price
        line.kind = LineKind::Discount;
        line.unitCode = QStringLiteral("C62");
        line.unitPrice.micros = -line.unitPrice.micros;
        line.quantity = {1 + below(3), 1};
        break;
    case 5: // a minimum: the price does not give the amount
        line.kind = LineKind::Usage;
        line.unitCode = QStringLiteral("MIN");
        line.quantity = {below(500), 7};
        line.net = Money{std::int64_t(1 + below(90'000)) * (currency.exponent() == 3 ? 10 : 1), currency};
        break;
    case 6: // usage that an allowance includes
        line.kind = LineKind::Usage;
        line.unitCode = QStringLiteral("C62");
        line.unitPrice.micros = 0;
        break;
    default:
        line.quantity = {1 + below(12), 1};
    }
    if (line.net.isZero())
        line.net = line.unitPrice.part(line.quantity.numerator, line.quantity.denominator, Rounding::HalfUp);
    if (currency.exponent() == 3)
        line.net.minor -= line.net.minor % 10;
    return line;
}

inline billing::Invoice randomInvoice(quint32 seed)
{
    using namespace billing;
    QRandomGenerator random(seed);
    const auto below = [&](int limit) { return int(random.bounded(limit)); };
    constexpr const char* codes[] = {"EUR", "EUR", "PLN", "JPY", "KWD", "GBP"};
    const Currency currency = Currency::parse(QString::fromLatin1(codes[below(6)]));
    const QList<QList<std::pair<TaxCategory, int>>> mixes{{{TaxCategory::Standard, 1900}},
                                                          {{TaxCategory::Standard, 1900}, {TaxCategory::Standard, 700}, {TaxCategory::ZeroRated, 0}},
                                                          {{TaxCategory::Standard, 2300}, {TaxCategory::Exempt, 0}},
                                                          {{TaxCategory::ReverseCharge, 0}}, {{TaxCategory::IntraCommunity, 0}}, {{TaxCategory::Export, 0}}, {{TaxCategory::OutsideScope, 0}},
                                                          {{TaxCategory::Standard, 770}, {TaxCategory::Standard, 2100}, {TaxCategory::Standard, 550}}};
    const auto& taxes = mixes[below(int(mixes.size()))];
    Invoice i{InvoiceId(), QStringLiteral("INV-2026-%1").arg(seed, 6, 10, QLatin1Char('0')), DocumentKind::Invoice, {}, QStringLiteral("A-000007"), {}, QStringLiteral("C-000007"), {},
              BillingDate(2026, 4, 1), BillingDate(2026, 4, 15), {BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)},
              {QStringLiteral("Northwind Fibre"), QStringLiteral("Hafenstraße 12"), QStringLiteral("24937"), QStringLiteral("Flensburg"), QStringLiteral("DE"), QStringLiteral("DE123456789")},
              below(4) ? QStringLiteral("DE89 3704 0044 0532 0130 00") : QString(),
              {QStringLiteral("Bäckerei Öz & Söhne Żółć"), QStringLiteral("Lindenweg 5"), QStringLiteral("10115"), QStringLiteral("Berlin"), QStringLiteral("AT"), QStringLiteral("ATU12345678")},
              QStringLiteral("en_GB"), {}, {}, Money::zero(currency), Money::zero(currency), Money::zero(currency), {}, {}};
    const int lines = 1 + below(12);
    for (int n = 1; n <= lines; ++n)
        i.lines.append(randomLine(random, currency, n, taxes));
    addTotals(i);
    if (currency.exponent() == 3) // tax is a thousandth finer than the norm: taxed whole, so that it has two decimals
        for (InvoiceLine& line : i.lines)
            line.net.minor -= line.net.minor % 10'000;
    i.lines.removeIf([](const InvoiceLine& line) { return line.net.isZero() && line.net.currency.exponent() == 3; });
    if (std::all_of(i.lines.cbegin(), i.lines.cend(), [](const InvoiceLine& line) { return line.net.isZero(); })) // what is included makes no document of its own
        return randomInvoice(seed + 1'000'003);
    addTotals(i);
    i.kind = i.gross.isNegative() ? DocumentKind::CreditNote : DocumentKind::Invoice;
    if (i.kind == DocumentKind::CreditNote) {
        i.preceding = {{QStringLiteral("INV-2026-000001"), BillingDate(2026, 3, 1)}};
        i.note = QStringLiteral("Corrects March.");
    }
    return i;
}

} // namespace trunkline::test
