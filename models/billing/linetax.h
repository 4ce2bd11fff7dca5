// How a line is taxed: by what is sold, on the day it is supplied, to whom. Pure.
#pragma once

#include "models/catalogue/offering.h"
#include "models/catalogue/tax.h"
#include "models/customer/customer.h"

namespace trunkline::billing {

struct LineTax {
    TaxCategory category = TaxCategory::Standard;
    int basisPoints = 0;
    QString reason = {};
    bool operator==(const LineTax&) const = default;
};

/// The account's exemption goes first, then the rate of the offering's tax class on the day, else the rate that its
/// version carries. Throws Refused when the class has no rate on the day.
LineTax taxOf(const catalogue::Offering& offering, const customer::Account& account, const QList<catalogue::TaxRate>& rates, BillingDate suppliedOn);

} // namespace trunkline::billing
