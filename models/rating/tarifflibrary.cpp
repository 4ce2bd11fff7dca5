#include "models/rating/tarifflibrary.h"

#include "models/catalogue/tariffstore.h"
#include "models/core/errors.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::rating {

const RateBook& TariffLibrary::keep(std::int64_t number, const catalogue::Tariff& tariff)
{
    std::unique_ptr<RateBook>& book = books_[number];
    if (!book) {
        book = std::make_unique<RateBook>(tariff);
        numbers_[book.get()] = number;
    }
    return *book;
}

const RateBook& TariffLibrary::numbered(store::Connection& connection, std::int64_t number)
{
    if (const auto book = books_.find(number); book != books_.end())
        return *book->second;
    const auto stored = catalogue::tariffNumbered(connection, number);
    if (!stored)
        throw StoreFailure(QCoreApplication::translate("UsageLines", "The tariff %1 that rated usage is missing in the database.").arg(number));
    return keep(number, stored->tariff);
}

const RatePlan& TariffLibrary::plan(store::Connection& connection, const QString& code, std::int64_t known)
{
    const auto [plan, isNew] = plans_.try_emplace({code, known});
    if (!isNew)
        return plan->second;
    std::vector<RatePlan::Since>& versions = plan->second.versions;
    for (const catalogue::StoredTariff& version : catalogue::tariffVersions(connection, code))
        if (version.number <= known) {
            const RateBook& book = keep(version.number, version.tariff);
            versions.push_back({book.validFromMs(), &book});
        }
    for (const auto& [number, ofCode] : drafts_)
        if (ofCode == code && number <= known)
            versions.push_back({books_.at(number)->validFromMs(), books_.at(number).get()});
    std::stable_sort(versions.begin(), versions.end(), [](const RatePlan::Since& a, const RatePlan::Since& b) { return a.fromMs < b.fromMs; });
    return plan->second;
}

std::int64_t TariffLibrary::tryOut(store::Connection& connection, const catalogue::Tariff& draft)
{
    const std::int64_t number = newestTariff(connection) + 1;
    keep(number, draft);
    drafts_[number] = draft.code;
    return number;
}

std::int64_t newestTariff(store::Connection& connection)
{
    return connection.row(QStringLiteral("SELECT COALESCE(MAX(id), 0) AS id FROM tariff"))->integer("id");
}

} // namespace trunkline::rating
