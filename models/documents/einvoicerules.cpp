#include "models/documents/einvoicerules.h"

#include <algorithm>
#include <functional>
#include <initializer_list>

namespace trunkline::documents {

namespace {

using Amount = std::optional<Decimal>;
using Holds = std::function<bool(const EInvoice&)>;

struct Rule {
    QString id;
    Holds holds;
};

Decimal sum(const Decimal& a, const Decimal& b) { return a.plus(b).value_or(a); }
Decimal difference(const Decimal& a, const Decimal& b) { return a.minus(b).value_or(a); }
bool isAbout(const Decimal& a, const Decimal& b, const Decimal& tolerance)
{
    const Decimal apart = difference(a, b);
    return apart < tolerance && Decimal{-apart.units, apart.decimals} < tolerance;
}
const Decimal zero{0, 0};
const Decimal one{1, 0};

bool every(const auto& list, const auto& holds) { return std::all_of(list.begin(), list.end(), holds); }
bool atMostTwo(const Amount& amount) { return !amount || amount->decimals <= 2; }

Decimal sumOf(const QList<EAllowance>& allowances, bool charge, const QString& category = {}, const Amount& rate = {})
{
    Decimal total = zero;
    for (const EAllowance& each : allowances)
        if (each.charge == charge && (category.isEmpty() || (each.category == category && (!rate || each.rate.value_or(zero) == *rate))))
            total = sum(total, each.amount);
    return total;
}

/// The lines' net amounts and the document's charges less its allowances, of one category (and rate).
Decimal taxableOf(const EInvoice& i, const QString& category, const Amount& rate)
{
    Decimal total = zero;
    for (const ELine& line : i.lines)
        if (line.category == category && (!rate || line.rate.value_or(zero) == *rate))
            total = sum(total, line.net.value_or(zero));
    return difference(sum(total, sumOf(i.allowances, true, category, rate)), sumOf(i.allowances, false, category, rate));
}

bool isUsed(const EInvoice& i, const QString& category)
{
    return std::any_of(i.lines.begin(), i.lines.end(), [&](const ELine& line) { return line.category == category; })
        || std::any_of(i.allowances.begin(), i.allowances.end(), [&](const EAllowance& each) { return each.category == category; });
}

void addPresence(QList<Rule>& rules)
{
    const auto document = [&](const char* id, Holds holds) { rules.append({QLatin1String(id), std::move(holds)}); };
    document("BR-01", [](const EInvoice& i) { return !i.specification.isEmpty(); });
    document("BR-02", [](const EInvoice& i) { return !i.number.isEmpty(); });
    document("BR-03", [](const EInvoice& i) { return i.issuedOn.isValid(); });
    document("BR-04", [](const EInvoice& i) { return !i.typeCode.isEmpty(); });
    document("BR-05", [](const EInvoice& i) { return !i.currency.isEmpty(); });
    document("BR-06", [](const EInvoice& i) { return !i.seller.name.isEmpty(); });
    document("BR-07", [](const EInvoice& i) { return !i.buyer.name.isEmpty(); });
    document("BR-09", [](const EInvoice& i) { return !i.seller.address.country.isEmpty(); });
    document("BR-11", [](const EInvoice& i) { return !i.buyer.address.country.isEmpty(); });
    document("BR-12", [](const EInvoice& i) { return i.lineSum.has_value(); });
    document("BR-13", [](const EInvoice& i) { return i.net.has_value(); });
    document("BR-14", [](const EInvoice& i) { return i.gross.has_value(); });
    document("BR-15", [](const EInvoice& i) { return i.payable.has_value(); });
    document("BR-16", [](const EInvoice& i) { return !i.lines.isEmpty(); });
    const auto line = [&](const char* id, bool (*holds)(const ELine&)) { document(id, [holds](const EInvoice& i) { return every(i.lines, holds); }); };
    line("BR-21", [](const ELine& l) { return !l.id.isEmpty(); });
    line("BR-22", [](const ELine& l) { return l.quantity.has_value(); });
    line("BR-23", [](const ELine& l) { return !l.unit.isEmpty(); });
    line("BR-24", [](const ELine& l) { return l.net.has_value(); });
    line("BR-25", [](const ELine& l) { return !l.name.isEmpty(); });
    line("BR-26", [](const ELine& l) { return l.netPrice.has_value(); });
    line("BR-27", [](const ELine& l) { return !l.netPrice || *l.netPrice >= zero; });
    line("BR-28", [](const ELine& l) { return !l.grossPrice || *l.grossPrice >= zero; });
    line("BR-CO-04", [](const ELine& l) { return !l.category.isEmpty(); });
    const auto vat = [&](const char* id, bool (*holds)(const EVat&)) { document(id, [holds](const EInvoice& i) { return every(i.vat, holds); }); };
    vat("BR-45", [](const EVat& v) { return v.taxable.has_value(); });
    vat("BR-46", [](const EVat& v) { return v.tax.has_value(); });
    vat("BR-47", [](const EVat& v) { return !v.category.isEmpty(); });
    vat("BR-48", [](const EVat& v) { return v.rate || v.category == QLatin1String("O"); });
    document("BR-CO-18", [](const EInvoice& i) { return !i.vat.isEmpty(); });
    document("BR-CO-25", [](const EInvoice& i) { return i.isCreditNote() || !i.payable || *i.payable <= zero || i.dueOn.isValid() || !i.terms.isEmpty(); });
    document("BR-CO-26", [](const EInvoice& i) { return !i.seller.ids.isEmpty() || !i.seller.registration.isEmpty() || !i.seller.vatId.isEmpty(); });
    document("BR-55", [](const EInvoice& i) { return every(i.preceding, [](const billing::PrecedingInvoice& p) { return !p.number.isEmpty(); }); });
}

void addSums(QList<Rule>& rules)
{
    const auto add = [&](const char* id, Holds holds) { rules.append({QLatin1String(id), std::move(holds)}); };
    add("BR-CO-10", [](const EInvoice& i) {
        Decimal total = zero;
        for (const ELine& line : i.lines)
            total = sum(total, line.net.value_or(zero));
        return !i.lineSum || *i.lineSum == total;
    });
    add("BR-CO-11", [](const EInvoice& i) { return !i.allowanceSum ? sumOf(i.allowances, false) == zero : *i.allowanceSum == sumOf(i.allowances, false); });
    add("BR-CO-12", [](const EInvoice& i) { return !i.chargeSum ? sumOf(i.allowances, true) == zero : *i.chargeSum == sumOf(i.allowances, true); });
    add("BR-CO-13", [](const EInvoice& i) {
        return !i.net || *i.net == difference(sum(i.lineSum.value_or(zero), i.chargeSum.value_or(zero)), i.allowanceSum.value_or(zero));
    });
    add("BR-CO-14", [](const EInvoice& i) {
        Decimal total = zero;
        for (const EVat& vat : i.vat)
            total = sum(total, vat.tax.value_or(zero));
        return i.vat.isEmpty() || !i.tax || *i.tax == total;
    });
    add("BR-CO-15", [](const EInvoice& i) { return !i.gross || !i.net || *i.gross == sum(*i.net, i.tax.value_or(zero)); });
    add("BR-CO-16", [](const EInvoice& i) {
        return !i.payable || !i.gross || *i.payable == sum(difference(*i.gross, i.paid.value_or(zero)), i.rounding.value_or(zero));
    });
    add("BR-CO-17", [](const EInvoice& i) {
        return every(i.vat, [](const EVat& vat) {
            if (!vat.taxable || !vat.tax)
                return true;
            const Decimal rate = vat.rate.value_or(zero);
            const Wide tax = Wide(vat.taxable->units) * rate.units; // × 10^-(decimals of both + 2)
            const int decimals = vat.taxable->decimals + rate.decimals + 2;
            if (decimals > 18 || tax > Wide(INT64_MAX) || tax < Wide(INT64_MIN))
                return false;
            return isAbout(*vat.tax, Decimal{std::int64_t(tax), decimals}, one); // the norm's own tolerance
        });
    });
}

void addCategories(QList<Rule>& rules)
{
    struct Category {
        const char* rule; ///< in the rule's name
        const char* code;
    };
    constexpr Category categories[] = {{"S", "S"}, {"Z", "Z"}, {"E", "E"}, {"AE", "AE"}, {"IC", "K"}, {"G", "G"}, {"O", "O"}};
    for (const Category& each : categories) {
        const QString code = QLatin1String(each.code);
        const auto add = [&](const char* number, Holds holds) { rules.append({QStringLiteral("BR-%1-%2").arg(QLatin1String(each.rule), QLatin1String(number)), std::move(holds)}); };
        const bool standard = code == QLatin1String("S"), outside = code == QLatin1String("O");
        add("01", [code, standard](const EInvoice& i) {
            const auto groups = std::count_if(i.vat.begin(), i.vat.end(), [&](const EVat& vat) { return vat.category == code; });
            return !isUsed(i, code) ? true : standard ? groups >= 1 : groups == 1;
        });
        add("05", [code, standard, outside](const EInvoice& i) {
            return every(i.lines, [&](const ELine& line) {
                return line.category != code || (outside ? !line.rate : standard ? line.rate && *line.rate > zero : line.rate.value_or(zero) == zero);
            });
        });
        add("08", [code, standard](const EInvoice& i) {
            return every(i.vat, [&](const EVat& vat) {
                return vat.category != code || !vat.taxable || isAbout(*vat.taxable, taxableOf(i, code, standard ? std::optional(vat.rate.value_or(zero)) : std::nullopt), one);
            });
        });
        if (!standard) {
            add("09", [code](const EInvoice& i) { return every(i.vat, [&](const EVat& vat) { return vat.category != code || !vat.tax || *vat.tax == zero; }); });
            add("10", [code](const EInvoice& i) {
                const bool needed = code != QLatin1String("Z");
                return every(i.vat, [&](const EVat& vat) { return vat.category != code || (vat.reason.isEmpty() && vat.reasonCode.isEmpty()) != needed; });
            });
        }
    }
}

void addDecimals(QList<Rule>& rules)
{
    const auto add = [&](const char* id, Holds holds) { rules.append({QLatin1String(id), std::move(holds)}); };
    const auto total = [&](const char* id, Amount EInvoice::*amount) { add(id, [amount](const EInvoice& i) { return atMostTwo(i.*amount); }); };
    const auto allowance = [&](const char* id, bool charge, bool base) {
        add(id, [charge, base](const EInvoice& i) {
            return every(i.allowances, [&](const EAllowance& each) { return each.charge != charge || atMostTwo(base ? each.base : Amount(each.amount)); });
        });
    };
    allowance("BR-DEC-01", false, false);
    allowance("BR-DEC-02", false, true);
    allowance("BR-DEC-05", true, false);
    allowance("BR-DEC-06", true, true);
    total("BR-DEC-09", &EInvoice::lineSum);
    total("BR-DEC-10", &EInvoice::allowanceSum);
    total("BR-DEC-11", &EInvoice::chargeSum);
    total("BR-DEC-12", &EInvoice::net);
    total("BR-DEC-13", &EInvoice::tax);
    total("BR-DEC-14", &EInvoice::gross);
    total("BR-DEC-15", &EInvoice::taxInAccounting);
    total("BR-DEC-16", &EInvoice::paid);
    total("BR-DEC-17", &EInvoice::rounding);
    total("BR-DEC-18", &EInvoice::payable);
    add("BR-DEC-19", [](const EInvoice& i) { return every(i.vat, [](const EVat& vat) { return atMostTwo(vat.taxable); }); });
    add("BR-DEC-20", [](const EInvoice& i) { return every(i.vat, [](const EVat& vat) { return atMostTwo(vat.tax); }); });
    add("BR-DEC-23", [](const EInvoice& i) { return every(i.lines, [](const ELine& line) { return atMostTwo(line.net); }); });
    const auto lineAllowance = [&](const char* id, bool charge, bool base) {
        add(id, [charge, base](const EInvoice& i) {
            return every(i.lines, [&](const ELine& line) {
                return every(line.allowances, [&](const EAllowance& each) { return each.charge != charge || atMostTwo(base ? each.base : Amount(each.amount)); });
            });
        });
    };
    lineAllowance("BR-DEC-24", false, false);
    lineAllowance("BR-DEC-25", false, true);
    lineAllowance("BR-DEC-27", true, false);
    lineAllowance("BR-DEC-28", true, true);
}

const QList<Rule>& rules()
{
    static const QList<Rule> all = [] {
        QList<Rule> made;
        addPresence(made);
        addSums(made);
        addCategories(made);
        addDecimals(made);
        return made;
    }();
    return all;
}

} // namespace

QStringList checkedRules()
{
    QStringList ids;
    for (const Rule& rule : rules())
        ids.append(rule.id);
    return ids;
}

QStringList brokenRules(const EInvoice& invoice)
{
    QStringList broken;
    for (const Rule& rule : rules())
        if (!rule.holds(invoice))
            broken.append(rule.id);
    return broken;
}

} // namespace trunkline::documents
