#include "models/rating/usagemapping.h"

#include "models/core/errors.h"
#include "models/core/money.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace trunkline::rating {

namespace {

struct MappingTexts {
    Q_DECLARE_TR_FUNCTIONS(UsageMapping)
};

constexpr std::array formNames{"units", "milliseconds", "minutes", "clock", "kibibytes"};
constexpr std::array troubleNames{"none", "unfinished", "too-few-columns", "no-subscriber", "bad-time", "skipped-time", "bad-destination", "bad-quantity", "not-billed",
                                  "unknown-subscriber", "no-tariff", "no-destination", "no-price-then", "out-of-bounds", "same-key"};
constexpr std::int64_t mostRead = 1'000'000'000'000'000;

/// A whole number that fills the text; nothing for other text.
std::optional<std::int64_t> whole(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(value) : std::nullopt;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

/// "1:02:03" or "02:03" in seconds.
std::optional<std::int64_t> clockSeconds(std::string_view text)
{
    std::int64_t seconds = 0;
    int parts = 0;
    for (std::size_t at = 0; at <= text.size(); ++parts) {
        const std::size_t colon = std::min(text.find(':', at), text.size());
        const auto part = whole(text.substr(at, colon - at));
        if (!part || *part < 0 || (parts > 0 && *part > 59) || *part > 1'000'000)
            return std::nullopt;
        seconds = seconds * 60 + *part;
        at = colon + 1;
    }
    return parts >= 2 && parts <= 3 ? std::optional(seconds) : std::nullopt;
}

/// "12.5" minutes in seconds, rounded up; no binary fraction on the way.
std::optional<std::int64_t> minuteSeconds(std::string_view text)
{
    const std::size_t dot = text.find('.');
    const auto minutes = whole(text.substr(0, dot));
    if (!minutes || *minutes < 0 || *minutes > 1'000'000'000 || dot == std::string_view::npos)
        return minutes && *minutes >= 0 && *minutes <= 1'000'000'000 ? std::optional(*minutes * 60) : std::nullopt;
    const std::string_view digits = text.substr(dot + 1);
    const auto fraction = digits.size() <= 9 ? whole(digits) : std::nullopt;
    if (!fraction || *fraction < 0)
        return std::nullopt;
    std::int64_t scale = 1;
    for (std::size_t i = 0; i < digits.size(); ++i)
        scale *= 10;
    return *minutes * 60 + divideRounded(Wide(*fraction) * 60, scale, Rounding::Up);
}

std::optional<std::int64_t> quantityOf(std::string_view text, QuantityForm form)
{
    if (form == QuantityForm::Clock)
        return clockSeconds(text);
    if (form == QuantityForm::Minutes)
        return minuteSeconds(text);
    const auto number = whole(text);
    if (!number || *number < 0 || *number > mostRead)
        return std::nullopt;
    if (form == QuantityForm::Milliseconds)
        return divideRounded(*number, 1000, Rounding::Up);
    return form == QuantityForm::Kibibytes ? (*number <= mostRead / 1024 ? std::optional(*number * 1024) : std::nullopt) : number;
}

} // namespace

void checkMapping(const UsageMapping& m)
{
    const auto require = [](bool holds, const QString& sentence) {
        if (!holds)
            throw InvalidInput(sentence);
    };
    require(!m.name.trimmed().isEmpty(), MappingTexts::tr("The mapping has no name; name it after the file's origin."));
    require(!m.kind.isEmpty(), MappingTexts::tr("The mapping does not say which kind of usage it reads, such as “voice”."));
    require(m.subscriber >= 0, MappingTexts::tr("The mapping has no column for the subscriber (a number or name of the service)."));
    require(m.start >= 0, MappingTexts::tr("The mapping has no column for the start."));
    require(m.headerLines >= 0 && m.headerLines <= 100, MappingTexts::tr("The mapping skips %1 lines; choose 0 to 100.").arg(m.headerLines));
    require(m.separator.unicode() < 128 && m.separator != u'"' && m.separator != u'\n' && m.separator != u'\r',
            MappingTexts::tr("“%1” can't separate columns.").arg(m.separator));
    require(m.status < 0 || !m.billedStatus.isEmpty(), MappingTexts::tr("The mapping has a column for the status, but not the value of what is billed."));
    for (const int column : QList<int>{m.subscriber, m.start, m.quantity, m.destination, m.status} + m.keys)
        require(column < 1'000, MappingTexts::tr("Column %1 is too far to the right; there are at most 1000.").arg(column + 1));
    for (const int column : m.keys)
        require(column >= 0, MappingTexts::tr("A key column of the mapping does not exist."));
    OperatorZone::named(m.timeZone);
    if (m.timeFormat != QLatin1String("epoch") && m.timeFormat != QLatin1String("epoch-ms") && m.timeFormat != QLatin1String("iso"))
        for (const char* part : {"yy", "MM", "dd", "HH", "mm"})
            require(m.timeFormat.contains(QLatin1String(part)),
                    MappingTexts::tr("The form of times “%1” lacks %2; write one such as yyyy-MM-dd HH:mm:ss, or iso, epoch or epoch-ms.").arg(m.timeFormat, QLatin1String(part)));
}

LineReader::LineReader(UsageMapping mapping) : mapping_((checkMapping(mapping), std::move(mapping))), offsets_(QTimeZone(mapping_.timeZone.toLatin1()))
{
    columns_ = std::size_t(std::max({mapping_.subscriber, mapping_.start, mapping_.quantity, mapping_.destination, mapping_.status}));
    for (const int key : std::as_const(mapping_.keys))
        columns_ = std::max(columns_, std::size_t(std::max(key, 0)));
    ++columns_;
    const std::string format = mapping_.timeFormat.toStdString();
    for (std::size_t i = 0; i < format.size();) {
        const char c = format[i];
        std::size_t run = i;
        while (run < format.size() && format[run] == c)
            ++run;
        if (std::string_view("yMdHms").find(c) == std::string_view::npos) {
            pieces_.push_back({0, 1, c});
            run = i + 1;
        } else {
            pieces_.push_back({c, std::uint8_t(std::min<std::size_t>(run - i, 4)), 0});
        }
        i = run;
    }
    for (const DialRule& rule : std::as_const(mapping_.dialRules))
        dialRules_.emplace_back(rule.prefix.toStdString(), rule.replacement.toStdString());
    billedStatus_ = mapping_.billedStatus.toStdString();
}

Trouble LineReader::readTime(std::string_view text, std::int64_t& ms) const
{
    if (mapping_.timeFormat == QLatin1String("epoch") || mapping_.timeFormat == QLatin1String("epoch-ms")) {
        const auto number = whole(text);
        if (!number || *number < 0 || *number > 253'402'300'799'000)
            return Trouble::BadTime;
        ms = mapping_.timeFormat == QLatin1String("epoch") ? *number * 1000 : *number;
        return ms <= 253'402'300'799'000 ? Trouble::None : Trouble::BadTime;
    }
    if (mapping_.timeFormat == QLatin1String("iso")) {
        try {
            ms = Timestamp::parse(QString::fromUtf8(text.data(), qsizetype(text.size()))).ms;
            return Trouble::None;
        } catch (const InvalidInput&) {
            return Trouble::BadTime;
        }
    }
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
    std::size_t at = 0;
    for (const Piece& piece : pieces_) {
        if (at + piece.width > text.size())
            return Trouble::BadTime;
        if (piece.field == 0) {
            if (text[at++] != piece.literal)
                return Trouble::BadTime;
            continue;
        }
        int number = 0;
        for (int i = 0; i < piece.width; ++i, ++at) {
            if (text[at] < '0' || text[at] > '9')
                return Trouble::BadTime;
            number = number * 10 + (text[at] - '0');
        }
        switch (piece.field) {
        case 'y': year = piece.width == 2 ? 2000 + number : number; break;
        case 'M': month = number; break;
        case 'd': day = number; break;
        case 'H': hour = number; break;
        case 'm': minute = number; break;
        default: second = number; break;
        }
    }
    using namespace std::chrono;
    const year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)), std::chrono::day(unsigned(day))};
    if (at != text.size() || !date.ok() || hour > 23 || minute > 59 || second > 59)
        return Trouble::BadTime;
    const std::int64_t wallMs = (sys_days(date).time_since_epoch().count() * std::int64_t(86'400) + hour * 3600 + minute * 60 + second) * 1000;
    const auto utc = offsets_.utcOf(wallMs);
    if (!utc)
        return Trouble::SkippedTime;
    ms = *utc;
    return Trouble::None;
}

std::string_view LineReader::normalised(std::string_view dialled)
{
    for (const auto& [prefix, replacement] : dialRules_) {
        if (!dialled.starts_with(prefix))
            continue;
        if (replacement.empty())
            return dialled.substr(prefix.size());
        dialled_.assign(replacement).append(dialled.substr(prefix.size()));
        return dialled_;
    }
    return dialled;
}

Trouble LineReader::read(const std::vector<std::string_view>& fields, std::string_view line, UsageRecord& record)
{
    if (fields.size() < columns_)
        return Trouble::TooFewColumns;
    const auto field = [&](int column) { return trimmed(fields[std::size_t(column)]); };
    if (mapping_.status >= 0 && field(mapping_.status) != billedStatus_)
        return Trouble::NotBilled;
    record.subscriber = field(mapping_.subscriber);
    if (record.subscriber.empty() || record.subscriber.size() > 200)
        return Trouble::NoSubscriber;
    record.destination = mapping_.destination < 0 ? std::string_view() : normalised(field(mapping_.destination).substr(0, 200));
    if (std::any_of(record.destination.begin(), record.destination.end(), [](char c) { return c <= ' ' || c > '~'; }))
        return Trouble::BadDestination;
    if (const Trouble trouble = readTime(field(mapping_.start), record.startMs); trouble != Trouble::None)
        return trouble;
    const auto quantity = mapping_.quantity < 0 ? std::optional<std::int64_t>(1) : quantityOf(field(mapping_.quantity), mapping_.form);
    if (!quantity)
        return Trouble::BadQuantity;
    record.quantity = *quantity;
    // The same in every version of the program and on every machine: SipHash under a key that is no secret.
    static constexpr std::array<unsigned char, crypto_shorthash_KEYBYTES> key{'u', 's', 'a', 'g', 'e', ' ', 'r', 'e', 'c', 'o', 'r', 'd', ' ', 'k', 'e', 'y'};
    std::string_view told = line;
    if (!mapping_.keys.isEmpty()) {
        hashed_.assign(record.subscriber);
        for (const int column : mapping_.keys)
            hashed_.append(1, '\0').append(field(column));
        told = hashed_;
    }
    std::array<unsigned char, crypto_shorthash_BYTES> hash{};
    crypto_shorthash(hash.data(), reinterpret_cast<const unsigned char*>(told.data()), told.size(), key.data());
    record.key = 0;
    for (const unsigned char octet : hash)
        record.key = record.key << 8 | octet;
    return Trouble::None;
}

QJsonObject toJson(const UsageMapping& m)
{
    QJsonArray keys, rules;
    for (const int key : m.keys)
        keys.append(key);
    for (const DialRule& rule : m.dialRules)
        rules.append(QJsonObject{{"prefix", rule.prefix}, {"replacement", rule.replacement}});
    return {{"name", m.name}, {"kind", m.kind}, {"separator", QString(m.separator)}, {"headerLines", m.headerLines}, {"subscriber", m.subscriber},
            {"start", m.start}, {"quantity", m.quantity}, {"destination", m.destination}, {"keys", keys}, {"timeFormat", m.timeFormat},
            {"timeZone", m.timeZone}, {"form", nameOf(m.form)}, {"status", m.status}, {"billedStatus", m.billedStatus}, {"dialRules", rules}};
}

UsageMapping mappingFrom(const QJsonObject& json)
{
    const auto form = std::find_if(formNames.begin(), formNames.end(), [&](const char* name) { return json["form"].toString() == QLatin1String(name); });
    if (form == formNames.end())
        throw InvalidInput(MappingTexts::tr("“%1” is no form of quantities.").arg(json["form"].toString()));
    const QString separator = json["separator"].toString();
    UsageMapping m{json["name"].toString(), json["kind"].toString(), separator.isEmpty() ? QChar() : separator.front(), json["headerLines"].toInt(),
                   json["subscriber"].toInt(-1), json["start"].toInt(-1), json["quantity"].toInt(-1), json["destination"].toInt(-1), {},
                   json["timeFormat"].toString(), json["timeZone"].toString(), QuantityForm(form - formNames.begin()), json["status"].toInt(-1),
                   json["billedStatus"].toString(), {}};
    for (const QJsonValue& key : json["keys"].toArray())
        m.keys.append(key.toInt(-1));
    for (const QJsonValue& rule : json["dialRules"].toArray())
        m.dialRules.append({rule["prefix"].toString(), rule["replacement"].toString()});
    checkMapping(m);
    return m;
}

QString nameOf(QuantityForm form)
{
    return QString::fromLatin1(formNames.at(std::size_t(form)));
}

QString nameOf(Trouble trouble)
{
    return QString::fromLatin1(troubleNames.at(std::size_t(trouble)));
}

Trouble troubleNamed(QStringView name)
{
    const auto known = std::find_if(troubleNames.begin(), troubleNames.end(), [&](const char* each) { return name == QLatin1String(each); });
    if (known == troubleNames.end())
        throw InvalidInput(MappingTexts::tr("“%1” is no reason of a suspended record.").arg(name));
    return Trouble(known - troubleNames.begin());
}

QString sentenceOf(Trouble trouble)
{
    switch (trouble) {
    case Trouble::None: return {};
    case Trouble::Unfinished: return MappingTexts::tr("The line has an open quote or is too long.");
    case Trouble::TooFewColumns: return MappingTexts::tr("The line has fewer columns than the mapping reads.");
    case Trouble::NoSubscriber: return MappingTexts::tr("The subscriber is empty or too long.");
    case Trouble::BadTime: return MappingTexts::tr("The start is no time in the form that the mapping names.");
    case Trouble::SkippedTime: return MappingTexts::tr("The start is a time that the change to summer time skips; check the mapping's time zone.");
    case Trouble::BadDestination: return MappingTexts::tr("The destination holds characters that no number or name has.");
    case Trouble::BadQuantity: return MappingTexts::tr("The quantity is no number in the form that the mapping names, negative or out of bounds.");
    case Trouble::NotBilled: return MappingTexts::tr("The status says that it is not billed.");
    case Trouble::UnknownSubscriber: return MappingTexts::tr("No service has this subscriber at that time; add it to the service, then recycle.");
    case Trouble::NoTariff: return MappingTexts::tr("The offering has no tariff for this kind of usage at that time.");
    case Trouble::NoDestination: return MappingTexts::tr("The tariff has no zone for this destination; add it, then recycle.");
    case Trouble::NoPriceThen: return MappingTexts::tr("The zone has no price at that time; complete the tariff, then recycle.");
    case Trouble::OutOfBounds: return MappingTexts::tr("The quantity would cost more than any amount that can be right.");
    case Trouble::SameKey: return MappingTexts::tr("Another record has the same key and another destination or quantity; name the column that tells them apart in the mapping's keys, or give the line a key of its own, then recycle.");
    }
    return {};
}

} // namespace trunkline::rating
