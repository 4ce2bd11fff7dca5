// The rows of tariffs, and which of them a version of an offering is rated by.
#pragma once

#include "models/catalogue/tariff.h"
#include "models/core/id.h"
#include "models/store/connection.h"

namespace trunkline::catalogue {

/// Tariffs are named by small numbers in millions of records.
using TariffNumber = std::int64_t;

struct StoredTariff {
    TariffNumber number = 0;
    Tariff tariff;
    bool operator==(const StoredTariff&) const = default;
};

/// All versions of a code, the oldest first.
QList<StoredTariff> tariffVersions(store::Connection& connection, const QString& code);
std::optional<StoredTariff> tariffNumbered(store::Connection& connection, TariffNumber number);

/// What lists show; the document is read one by one.
struct TariffSummary {
    TariffNumber number = 0;
    QString code;
    int version = 1;
    QString kind;
    BillingDate validFrom;
    bool operator==(const TariffSummary&) const = default;
};
/// By code and version.
QList<TariffSummary> tariffs(store::Connection& connection);

/// The codes by which usage of an offering's version is rated, by kind.
QHash<QString, QString> tariffCodesOf(store::Connection& connection, OfferingId offering);

/// Inside a Change.
void insertTariff(store::Connection& connection, const StoredTariff& tariff);
void setTariffCode(store::Connection& connection, OfferingId offering, const QString& kind, const QString& code);

} // namespace trunkline::catalogue
