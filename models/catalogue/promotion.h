// What is sold for less for a while: a code that a customer names.
#pragma once

#include "models/core/money.h"
#include "models/core/timestamp.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace trunkline::catalogue {

struct Promotion {
    QString code;               ///< "SPRING-26": capitals, digits and dashes
    QString name;               ///< what the customer reads on the invoice
    int basisPoints = 0;        ///< off the recurring price; 0 when it is an amount
    std::optional<Money> amount = {}; ///< off one interval's charge
    int periods = 0;            ///< intervals that it lasts; 0 has no end
    QStringList offerings = {}; ///< codes that it goes with; empty is all
    bool newCustomersOnly = false; ///< who had nothing before the day it is named
    bool wholeBundle = false;   ///< off the parts of a bundle too
    BillingDate validFrom;      ///< when it can be named
    std::optional<BillingDate> validTo = {}; ///< the first day on which it can't any more
    bool onUsage = false;       ///< off the usage instead of the recurring price
    bool operator==(const Promotion&) const = default;
};

/// promotionFrom(toJson(p)) == p.
QJsonObject toJson(const Promotion& promotion);
/// Throws InvalidInput.
Promotion promotionFrom(const QJsonObject& object);
/// Throws InvalidInput, naming the field.
void checkPromotion(const Promotion& promotion);

} // namespace trunkline::catalogue
