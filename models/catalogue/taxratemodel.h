// The table of tax rates.
#pragma once

#include "models/catalogue/tax.h"
#include "models/core/valuemodel.h"

namespace trunkline::catalogue {

/// Key: class and day ("standard 2026-01-01"). Columns: class, from, rate, category, reason.
class TaxRateModel : public ValueModel<TaxRate> {
public:
    explicit TaxRateModel(QObject* parent = nullptr);
};

/// "Standard rate (S)", "Reverse charge (AE)" …: what the codes of EN 16931 mean, translated.
QString titleOf(TaxCategory category);

} // namespace trunkline::catalogue
