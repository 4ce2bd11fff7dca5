#include "models/catalogue/offeringstore.h"

#include "models/core/errors.h"

#include <QCoreApplication>

namespace trunkline::catalogue {

static Offering offeringFrom(const store::Row& row)
{
    const Currency currency = Currency::parse(row.text("currency"));
    Offering o{row.id<OfferingId>("id"), row.text("code"), row.text("name"), int(row.integer("version")),
               UnitPrice{row.integer("monthly_price_micros"), currency}, Money{row.integer("setup_fee_minor"), currency},
               int(row.integer("tax_rate_bp")), row.integer("down_kbps"), row.integer("up_kbps"), std::nullopt,
               row.date("valid_from"), row.maybeDate("valid_to"), row.text("description"), termsFrom(row.json("terms_json"))};
    if (!row.isNull("sla_outage_minutes"))
        o.sla = SlaTerms{int(row.integer("sla_outage_minutes")), int(row.integer("sla_credit_bp_per_hour")), int(row.integer("sla_cap_bp"))};
    return o;
}

static QList<Offering> offeringsFrom(const QList<store::Row>& rows)
{
    QList<Offering> all;
    for (const store::Row& row : rows)
        all.append(offeringFrom(row));
    return all;
}

QList<Offering> offerings(store::Connection& connection)
{
    return offeringsFrom(connection.rows(QStringLiteral("SELECT * FROM offering ORDER BY code, version")));
}

QList<Offering> offeringsOnSale(store::Connection& connection, BillingDate day)
{
    return offeringsFrom(connection.rows(QStringLiteral("SELECT * FROM offering WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) ORDER BY code, version"),
                                         {day, day}));
}

static std::optional<Offering> firstOffering(const QList<Offering>& found)
{
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

std::optional<Offering> offering(store::Connection& connection, OfferingId id)
{
    return firstOffering(offeringsFrom(connection.rows(QStringLiteral("SELECT * FROM offering WHERE id = ?"), {id})));
}

std::optional<Offering> newestOffering(store::Connection& connection, const QString& code)
{
    return firstOffering(offeringsFrom(connection.rows(QStringLiteral("SELECT * FROM offering WHERE code = ? ORDER BY version DESC LIMIT 1"), {code})));
}

std::optional<Offering> offeringOnSale(store::Connection& connection, const QString& code, BillingDate day)
{
    return firstOffering(offeringsFrom(connection.rows(
        QStringLiteral("SELECT * FROM offering WHERE code = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) ORDER BY version DESC LIMIT 1"), {code, day, day})));
}

Offering requireOffering(store::Connection& connection, OfferingId id)
{
    if (auto found = offering(connection, id))
        return *found;
    throw NotFound(QCoreApplication::translate("Catalogue", "There is no offering %1; see “trunklinectl offering list”.").arg(id.toString()));
}

void insertOffering(store::Connection& connection, const Offering& o)
{
    const auto sla = [&](int SlaTerms::*field) { return o.sla ? std::optional<std::int64_t>((*o.sla).*field) : std::nullopt; };
    connection.exec(QStringLiteral("INSERT INTO offering (id, code, version, name, description, currency, monthly_price_micros, setup_fee_minor, tax_rate_bp, "
                                   "down_kbps, up_kbps, sla_outage_minutes, sla_credit_bp_per_hour, sla_cap_bp, valid_from, valid_to, terms_json) "
                                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                    {o.id, o.code, o.version, o.name, o.description, o.price.currency.code(), o.price.micros, o.setupFee.minor,
                     o.taxRateBasisPoints, o.downKbps, o.upKbps, sla(&SlaTerms::outageMinutesPerMonth), sla(&SlaTerms::creditBasisPointsPerStartedHour),
                     sla(&SlaTerms::capBasisPoints), o.validFrom, o.validTo, o.terms == OfferingTerms() ? QJsonObject() : toJson(o.terms)});
}

void setValidTo(store::Connection& connection, OfferingId id, BillingDate validTo)
{
    connection.exec(QStringLiteral("UPDATE offering SET valid_to = ? WHERE id = ?"), {validTo, id});
}

} // namespace trunkline::catalogue
