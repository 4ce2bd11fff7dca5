// The tables of the catalogue's editor: whom a draft version would cost something else, and the promotions.
#pragma once

#include "models/billing/drafteffect.h"
#include "models/catalogue/promotion.h"
#include "models/core/valuemodel.h"

namespace trunkline::billing {

/// Key: the account's id. Columns: account, customer, before, after, change.
class EffectModel : public ValueModel<AccountEffect> {
public:
    explicit EffectModel(QObject* parent = nullptr);
};

/// Key: the code. Columns: code, name, off, periods, offerings, from, to.
class PromotionModel : public ValueModel<catalogue::Promotion> {
public:
    explicit PromotionModel(QObject* parent = nullptr);
};

/// "+13.22 EUR for 2 accounts", a clause a currency; says so when nothing changes.
QString effectText(const DraftEffect& effect, const QLocale& locale = QLocale());

} // namespace trunkline::billing
