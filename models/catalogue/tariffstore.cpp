#include "models/catalogue/tariffstore.h"

namespace trunkline::catalogue {

static StoredTariff tariffOf(const store::Row& row)
{
    return {row.integer("id"), tariffFrom(row.json("document_json"))};
}

QList<StoredTariff> tariffVersions(store::Connection& connection, const QString& code)
{
    QList<StoredTariff> versions;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT id, document_json FROM tariff WHERE code = ? ORDER BY version"), {code}))
        versions.append(tariffOf(row));
    return versions;
}

std::optional<StoredTariff> tariffNumbered(store::Connection& connection, TariffNumber number)
{
    const auto row = connection.row(QStringLiteral("SELECT id, document_json FROM tariff WHERE id = ?"), {number});
    return row ? std::optional(tariffOf(*row)) : std::nullopt;
}

QList<TariffSummary> tariffs(store::Connection& connection)
{
    QList<TariffSummary> list;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT id, code, version, kind, valid_from FROM tariff ORDER BY code, version")))
        list.append({row.integer("id"), row.text("code"), int(row.integer("version")), row.text("kind"), row.date("valid_from")});
    return list;
}

QHash<QString, QString> tariffCodesOf(store::Connection& connection, OfferingId offering)
{
    QHash<QString, QString> codes;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT kind, tariff_code FROM offering_tariff WHERE offering_id = ?"), {offering}))
        codes.insert(row.text("kind"), row.text("tariff_code"));
    return codes;
}

void insertTariff(store::Connection& connection, const StoredTariff& tariff)
{
    connection.exec(QStringLiteral("INSERT INTO tariff (id, code, version, kind, valid_from, document_json) VALUES (?, ?, ?, ?, ?, ?)"),
                    {tariff.number, tariff.tariff.code, tariff.tariff.version, tariff.tariff.kind, tariff.tariff.validFrom, toJson(tariff.tariff)});
}

void setTariffCode(store::Connection& connection, OfferingId offering, const QString& kind, const QString& code)
{
    connection.exec(QStringLiteral("INSERT INTO offering_tariff (offering_id, kind, tariff_code) VALUES (?, ?, ?) "
                                   "ON CONFLICT (offering_id, kind) DO UPDATE SET tariff_code = EXCLUDED.tariff_code"),
                    {offering, kind, code});
}

} // namespace trunkline::catalogue
