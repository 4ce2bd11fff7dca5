#include "models/catalogue/taxratemodel.h"

#include "models/catalogue/offering.h"
#include "models/core/columns.h"

#include <QCoreApplication>

namespace trunkline::catalogue {

namespace {

struct TaxTexts {
    Q_DECLARE_TR_FUNCTIONS(TaxRates)
};

QList<Column<TaxRate>> taxRateColumns()
{
    using C = Column<TaxRate>;
    return {C(QStringLiteral("class"), TaxTexts::tr("Class"), [](const TaxRate& r) { return r.taxClass; }),
            dateColumn<TaxRate>("from", TaxTexts::tr("From"), [](const TaxRate& r) { return r.validFrom; }),
            C(QStringLiteral("rate"), TaxTexts::tr("Rate"), [](const TaxRate& r) { return percentText(r.basisPoints); }).right().sortedBy([](const TaxRate& r) { return SortKey(qint64(r.basisPoints)); }),
            C(QStringLiteral("category"), TaxTexts::tr("Category"), [](const TaxRate& r) { return titleOf(r.category); }),
            C(QStringLiteral("reason"), TaxTexts::tr("Why no tax"), [](const TaxRate& r) { return r.reason; })};
}

} // namespace

QString titleOf(TaxCategory category)
{
    switch (category) {
    case TaxCategory::Standard: return TaxTexts::tr("Standard rate (S)");
    case TaxCategory::ZeroRated: return TaxTexts::tr("Zero rate (Z)");
    case TaxCategory::Exempt: return TaxTexts::tr("Exempt (E)");
    case TaxCategory::ReverseCharge: return TaxTexts::tr("Reverse charge (AE)");
    case TaxCategory::IntraCommunity: return TaxTexts::tr("Supply within the union (K)");
    case TaxCategory::Export: return TaxTexts::tr("Export (G)");
    case TaxCategory::OutsideScope: break;
    }
    return TaxTexts::tr("Outside the scope of VAT (O)");
}

TaxRateModel::TaxRateModel(QObject* parent) : ValueModel(taxRateColumns(), [](const TaxRate& r) { return r.taxClass + u' ' + r.validFrom.toIso(); }, parent) {}

} // namespace trunkline::catalogue
