#include "models/catalogue/allowancestore.h"

namespace trunkline::catalogue {

static Allowance allowanceOf(const store::Row& row)
{
    return allowanceFrom(row.json("document_json"));
}

QList<Allowance> allowances(store::Connection& connection)
{
    QList<Allowance> list;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT document_json FROM allowance ORDER BY code")))
        list.append(allowanceOf(row));
    return list;
}

std::optional<Allowance> allowanceCalled(store::Connection& connection, const QString& code)
{
    const auto row = connection.row(QStringLiteral("SELECT document_json FROM allowance WHERE code = ?"), {code});
    return row ? std::optional(allowanceOf(*row)) : std::nullopt;
}

QList<OfferedAllowance> offeredAllowances(store::Connection& connection)
{
    QList<OfferedAllowance> list;
    for (const store::Row& row : connection.rows(QStringLiteral("SELECT o.offering_id AS offering_id, o.from_on AS from_on, o.to_on AS to_on, a.document_json AS document_json "
                                                                "FROM offering_allowance o JOIN allowance a ON a.code = o.allowance_code ORDER BY a.code, o.offering_id")))
        list.append({row.id<OfferingId>("offering_id"), allowanceOf(row), row.date("from_on"), row.maybeDate("to_on")});
    return list;
}

void insertAllowance(store::Connection& connection, const Allowance& allowance)
{
    connection.exec(QStringLiteral("INSERT INTO allowance (code, document_json) VALUES (?, ?)"), {allowance.code, toJson(allowance)});
}

void setOfferedAllowance(store::Connection& connection, const OfferedAllowance& offered)
{
    connection.exec(QStringLiteral("INSERT INTO offering_allowance (offering_id, allowance_code, from_on, to_on) VALUES (?, ?, ?, ?) "
                                   "ON CONFLICT (offering_id, allowance_code) DO UPDATE SET from_on = EXCLUDED.from_on, to_on = EXCLUDED.to_on"),
                    {offered.offeringId, offered.allowance.code, offered.from, offered.to});
}

} // namespace trunkline::catalogue
