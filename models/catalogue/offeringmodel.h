// The table of offerings.
#pragma once

#include "models/catalogue/offering.h"
#include "models/core/valuemodel.h"

namespace trunkline::catalogue {

/// Key: the id's text. Columns: code, name, version, price, interval, setup, vat, down, up, sla, traffic, from, to.
class OfferingModel : public ValueModel<Offering> {
public:
    explicit OfferingModel(QObject* parent = nullptr);
};

/// What measured traffic costs; empty when it costs nothing.
QString trafficText(const OfferingTerms& terms, const QLocale& locale = QLocale());

/// "240 min/month, then 10 % per started hour, at most 100 %"; empty without a promise.
QString slaText(const std::optional<SlaTerms>& sla, const QLocale& locale = QLocale());

} // namespace trunkline::catalogue
