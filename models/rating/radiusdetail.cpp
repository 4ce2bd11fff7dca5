#include "models/rating/radiusdetail.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <tuple>

namespace trunkline::rating {

namespace {

constexpr std::int64_t mostSessionOctets = 1'000'000'000'000'000;
constexpr std::int64_t mostSessionSeconds = 100LL * 366 * 86'400;
constexpr std::int64_t latestSecond = 253'402'300'799; // of the year 9999
constexpr std::size_t longestName = 253; // of an attribute's value, RFC 2865

using Attributes = std::map<std::string_view, std::string_view>;

/// "\tAcct-Session-Id = \"17\"" as name and value without quotes; nothing for other lines.
std::optional<std::pair<std::string_view, std::string_view>> attributeOf(std::string_view line)
{
    const std::size_t begin = line.find_first_not_of(" \t");
    const std::size_t equals = line.find(" = ");
    if (begin == 0 || begin == std::string_view::npos || equals == std::string_view::npos || equals <= begin)
        return std::nullopt;
    std::string_view value = line.substr(equals + 3);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
        value = value.substr(1, value.size() - 2);
    return std::pair(line.substr(begin, equals - begin), value);
}

std::string_view textOr(const Attributes& block, std::string_view name, std::string_view otherwise = {})
{
    const auto found = block.find(name);
    return found == block.end() ? otherwise : found->second;
}

/// Nothing when it is there and no number from 0 to `most`; absent is 0.
std::optional<std::int64_t> numberOf(const Attributes& block, std::string_view name, std::int64_t most)
{
    const std::string_view text = textOr(block, name, "0");
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() && number >= 0 && number <= most ? std::optional(number) : std::nullopt;
}

std::optional<std::int64_t> octetsOf(const Attributes& block, std::string_view octets, std::string_view gigawords)
{
    constexpr std::int64_t most = 0xFFFF'FFFF;
    const auto low = numberOf(block, octets, most), high = numberOf(block, gigawords, most);
    if (!low || !high || *high > mostSessionOctets >> 32)
        return std::nullopt;
    return (*high << 32) + *low;
}

QString nameOfBytes(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

class DetailReader {
public:
    void take(const Attributes& block, std::int64_t atLine)
    {
        ++detail_.blocks;
        const std::string_view status = textOr(block, "Acct-Status-Type");
        const bool isStart = status == "Start", isStop = status == "Stop", isUpdate = status == "Interim-Update" || status == "Alive";
        if (!isStart && !isStop && !isUpdate) {
            if (status.empty())
                brokenAt(atLine);
            else
                ++detail_.other;
            return;
        }
        const std::string_view session = textOr(block, "Acct-Session-Id"), user = textOr(block, "User-Name");
        const std::string_view nas = textOr(block, "NAS-Identifier", textOr(block, "NAS-IP-Address", textOr(block, "NAS-IPv6-Address")));
        const auto written = numberOf(block, "Timestamp", latestSecond), delay = numberOf(block, "Acct-Delay-Time", mostSessionSeconds);
        const auto seconds = numberOf(block, "Acct-Session-Time", mostSessionSeconds);
        const auto input = octetsOf(block, "Acct-Input-Octets", "Acct-Input-Gigawords"), output = octetsOf(block, "Acct-Output-Octets", "Acct-Output-Gigawords");
        if (session.empty() || user.empty() || nas.empty() || std::max({session.size(), user.size(), nas.size()}) > longestName || !written || *written == 0 || !delay || !seconds || !input || !output) {
            brokenAt(atLine);
            return;
        }
        const RadiusSession said{nameOfBytes(user), nameOfBytes(nas), nameOfBytes(session), (*written - *delay - *seconds) * 1000, *seconds, *input, *output, isStop};
        keep({std::string(nas), std::string(session)}, said, isStart);
    }

    void takeBroken(std::int64_t atLine)
    {
        ++detail_.blocks;
        brokenAt(atLine);
    }

    RadiusDetail finish()
    {
        for (auto& [key, session] : open_)
            if (session.seconds > 0) // a start alone says nothing of use
                detail_.sessions.append(session);
        return std::move(detail_);
    }

private:
    using Key = std::pair<std::string, std::string>;

    void brokenAt(std::int64_t line) { detail_.brokenAt.append(line); }

    void keep(const Key& key, RadiusSession said, bool isStart)
    {
        const auto stopped = stopped_.find(key);
        if (stopped != stopped_.end() && said.startMs <= stopped->second) { // before or at what ended already
            ++detail_.repeated;
            return;
        }
        const auto known = open_.find(key);
        if (known != open_.end()) {
            if (!isStart && said.seconds < known->second.seconds && !said.hasStopped) {
                ++detail_.repeated;
                return;
            }
            said.startMs = known->second.startMs; // the first word on it; clocks of updates wander by a second
        }
        if (!said.hasStopped) {
            if (!isStart || known == open_.end())
                open_[key] = said;
            else
                ++detail_.repeated;
            return;
        }
        stopped_[key] = said.startMs + said.seconds * 1000;
        detail_.sessions.append(said);
        open_.erase(key);
    }

    RadiusDetail detail_;
    std::map<Key, RadiusSession> open_;
    std::map<Key, std::int64_t> stopped_; ///< when
};

QByteArray quoted(const QString& text)
{
    return '"' + text.toUtf8().replace('"', "\"\"") + '"';
}

} // namespace

RadiusDetail readRadiusDetail(std::string_view text)
{
    DetailReader reader;
    Attributes block;
    std::int64_t line = 0, began = 0;
    bool isInside = false;
    while (!text.empty()) {
        ++line;
        const std::size_t end = text.find('\n');
        std::string_view now = text.substr(0, end);
        const bool isCut = end == std::string_view::npos;
        text.remove_prefix(isCut ? text.size() : end + 1);
        if (!now.empty() && now.back() == '\r')
            now.remove_suffix(1);
        if (now.empty()) {
            if (isInside)
                reader.take(block, began);
            isInside = false;
            block.clear();
            continue;
        }
        if (!isInside)
            began = line;
        isInside = true;
        if (const auto attribute = attributeOf(now))
            block.emplace(attribute->first, attribute->second);
    }
    if (isInside)
        reader.takeBroken(began);
    return reader.finish();
}

QByteArray toCsv(const QList<RadiusSession>& sessions)
{
    QByteArray csv = "session,nas,user,start,seconds,input,output,total,stopped\n";
    for (const RadiusSession& s : sessions) {
        csv += quoted(s.session) + ',' + quoted(s.nas) + ',' + quoted(s.user);
        for (const std::int64_t number : {s.startMs / 1000, s.seconds, s.inputOctets, s.outputOctets, s.inputOctets + s.outputOctets})
            csv += ',' + QByteArray::number(qint64(number));
        csv += s.hasStopped ? ",yes\n" : ",no\n";
    }
    return csv;
}

} // namespace trunkline::rating
