#include "models/rating/ratebook.h"

#include <QHash>

#include <algorithm>

namespace trunkline::rating {

namespace {

constexpr std::int64_t dayMs = 86'400'000;
const QDate epoch(1970, 1, 1);

/// The place of a character in a node; −1 for one that numbers don't have.
constexpr int slotOf(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c == '+' ? 10 : c == '*' ? 11 : c == '#' ? 12 : -1;
}

bool isNumber(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return slotOf(c) >= 0; });
}

template <class T>
QHash<QString, qsizetype> placesOf(const QList<T>& parts)
{
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < parts.size(); ++i)
        places.insert(parts[i].code, i);
    return places;
}

std::int64_t floorDivide(std::int64_t value, std::int64_t by)
{
    return value / by - (value % by < 0);
}

} // namespace

void PrefixTrie::insert(std::string_view prefix, int value)
{
    if (!isNumber(prefix)) {
        names_.insert_or_assign(std::string(prefix), value);
        return;
    }
    std::size_t node = 0;
    for (const char c : prefix) {
        const auto slot = std::size_t(slotOf(c));
        if (nodes_[node].next[slot] == none) {
            nodes_[node].next[slot] = std::int32_t(nodes_.size());
            nodes_.emplace_back();
        }
        node = std::size_t(nodes_[node].next[slot]);
    }
    nodes_[node].value = value;
}

int PrefixTrie::longestMatch(std::string_view number) const
{
    int found = nodes_.front().value;
    std::size_t length = 0, node = 0;
    for (std::size_t i = 0; i < number.size(); ++i) {
        const int slot = slotOf(number[i]);
        const std::int32_t next = slot < 0 ? none : nodes_[node].next[std::size_t(slot)];
        if (next == none)
            break;
        node = std::size_t(next);
        if (nodes_[node].value != none) {
            found = nodes_[node].value;
            length = i + 1;
        }
    }
    if (!names_.empty())
        for (std::size_t i = number.size(); i > length; --i)
            if (const auto named = names_.find(number.substr(0, i)); named != names_.end())
                return named->second;
    return found;
}

static catalogue::Tariff checked(catalogue::Tariff tariff)
{
    catalogue::checkTariff(tariff);
    return tariff;
}

RateBook::RateBook(catalogue::Tariff tariff) : tariff_(checked(std::move(tariff))), offsets_(QTimeZone(tariff_.timeZone.toLatin1()))
{
    validFromMs_ = OperatorZone::named(tariff_.timeZone).startOf(tariff_.validFrom).ms;
    const auto zones = placesOf(tariff_.zones), rates = placesOf(tariff_.rates), bands = placesOf(tariff_.bands);
    std::vector<std::vector<int>> rulesOfZone(std::size_t(tariff_.zones.size()));
    for (const catalogue::PriceRule& rule : std::as_const(tariff_.rules)) {
        const catalogue::TimeBand& band = tariff_.bands[bands[rule.band]];
        rulesOfZone[std::size_t(zones[rule.zone])].push_back(int(rules_.size()));
        rules_.push_back({zones[rule.zone], rates[rule.rate], bands[rule.band], rule.weight, band.startSecond, band.days,
                          !band.months.isEmpty() || !band.monthDays.isEmpty() || !band.years.isEmpty()});
    }
    // A prefix may lie in several zones; those with the same zones share a group.
    std::map<std::string, std::vector<int>> rulesOfPrefix;
    for (qsizetype zone = 0; zone < tariff_.zones.size(); ++zone)
        for (const QString& prefix : std::as_const(tariff_.zones[zone].prefixes)) {
            const std::vector<int>& more = rulesOfZone[std::size_t(zone)];
            std::vector<int>& rules = rulesOfPrefix[prefix.toStdString()];
            rules.insert(rules.end(), more.begin(), more.end());
        }
    std::map<std::vector<int>, int> groups;
    for (const auto& [prefix, rules] : rulesOfPrefix) {
        if (rules.empty())
            continue;
        const auto [group, isNew] = groups.try_emplace(rules, int(groups_.size()));
        if (isNew)
            groups_.push_back(rules);
        prefixes_.insert(prefix, group->second);
    }
    for (const BillingDate& day : std::as_const(tariff_.holidays))
        holidays_.insert(epoch.daysTo(day.date()));
}

bool RateBook::holdsOn(const Rule& rule, std::int64_t day, catalogue::DayMask kind) const
{
    if (!(rule.days & kind))
        return false;
    if (!rule.isDated)
        return true;
    const QDate date = epoch.addDays(day);
    const catalogue::TimeBand& band = tariff_.bands[rule.band];
    const auto fits = [](const QList<int>& values, int value) { return values.isEmpty() || values.contains(value); };
    return fits(band.months, date.month()) && fits(band.monthDays, date.day()) && fits(band.years, date.year());
}

RateBook::Hold RateBook::holdAt(int group, std::int64_t atMs) const
{
    const ZoneOffsets::Offset& offset = offsets_.at(atMs);
    const std::int64_t wallMs = atMs + offset.offsetMs;
    const std::int64_t day = floorDivide(wallMs, dayMs);
    const std::int64_t ofDayMs = wallMs - day * dayMs;
    const auto kind = holidays_.contains(day) ? catalogue::holiday : catalogue::DayMask(1 << ((day % 7 + 10) % 7)); // 1970-01-01 was a Thursday
    Hold hold;
    std::int64_t nextMs = dayMs;
    for (const int index : groups_[std::size_t(group)]) {
        const Rule& rule = rules_[std::size_t(index)];
        if (!holdsOn(rule, day, kind))
            continue;
        if (rule.startSecond * std::int64_t(1000) > ofDayMs) {
            nextMs = std::min(nextMs, rule.startSecond * std::int64_t(1000));
            continue;
        }
        const Rule* best = hold.rule == none ? nullptr : &rules_[std::size_t(hold.rule)];
        if (!best || std::pair(rule.weight, rule.startSecond) > std::pair(best->weight, best->startSecond))
            hold.rule = index;
    }
    hold.untilMs = std::min(atMs + (nextMs - ofDayMs), offset.untilMs);
    return hold;
}

} // namespace trunkline::rating
