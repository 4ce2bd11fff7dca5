#include "snmp/simulator/recording.h"

#include <QFile>

#include <algorithm>
#include <charconv>
#include <limits>

namespace trunkline::simulator {

QString RecordingFault::toString() const
{
    return line > 0 ? QStringLiteral("%1, line %2: %3").arg(file).arg(line).arg(reason) : QStringLiteral("%1: %2").arg(file, reason);
}

/// The sentence of what is wrong; null while nothing is.
using Problem = QString;

static Problem problem(const char* sentence, QByteArrayView text)
{
    QString shown = QString::fromUtf8(text.first(std::min<qsizetype>(text.size(), 40)));
    return QString::fromUtf8(sentence).arg(text.size() > 40 ? shown + u'…' : shown);
}

static bool readArcs(QByteArrayView text, Oid& oid)
{
    std::vector<std::uint32_t> arcs;
    const char* at = text.data();
    const char* const end = at + text.size();
    if (at != end && *at == '.')
        ++at;
    for (;;) {
        std::uint32_t arc = 0;
        const auto [stop, error] = std::from_chars(at, end, arc);
        if (error != std::errc() || arcs.size() == Oid::maxArcs)
            return false;
        arcs.push_back(arc);
        if (stop == end)
            break;
        if (*stop != '.')
            return false;
        at = stop + 1;
    }
    oid = Oid(std::move(arcs));
    return isEncodable(oid);
}

template <class Number>
static bool readNumber(QByteArrayView text, Number& number)
{
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && stop == text.data() + text.size();
}

static int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

static bool readHex(QByteArrayView text, QByteArray& bytes)
{
    if (text.size() % 2 != 0)
        return false;
    for (qsizetype i = 0; i < text.size(); i += 2) {
        const int high = hexDigit(text[i]);
        const int low = hexDigit(text[i + 1]);
        if (high < 0 || low < 0)
            return false;
        bytes.append(char(high * 16 + low));
    }
    return true;
}

static bool readEscapes(QByteArrayView text, QByteArray& bytes)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            bytes.append(text[i]);
            continue;
        }
        if (++i == text.size())
            return false;
        switch (text[i]) {
        case 'n': bytes.append('\n'); break;
        case 'r': bytes.append('\r'); break;
        case 't': bytes.append('\t'); break;
        case 'x':
            if (text.size() - i < 3 || !readHex(text.sliced(i + 1, 2), bytes))
                return false;
            i += 2;
            break;
        case '\\':
        case '\'':
        case '"': bytes.append(text[i]); break;
        default: return false;
        }
    }
    return true;
}

static Problem readOctets(Type type, char form, QByteArrayView text, Value& value)
{
    QByteArray bytes;
    if (form == 'x') {
        if (!readHex(text, bytes))
            return problem("“%1” is no hexadecimal text.", text);
    } else if (form == 'e') {
        if (!readEscapes(text, bytes))
            return problem("“%1” has an escape that is not known.", text);
    } else {
        bytes = text.toByteArray();
    }
    value = {type, std::move(bytes)};
    return {};
}

static Problem readAddress(char form, QByteArrayView text, Value& value)
{
    QByteArray bytes;
    // The two arcs in front let any first number pass as an identifier.
    Oid dotted;
    if (form == 'x') {
        readHex(text, bytes);
    } else if (text.size() <= 15 && readArcs(QByteArray("0.0.") + text.toByteArray(), dotted)) {
        const auto numbers = dotted.arcs().subspan(2);
        if (std::all_of(numbers.begin(), numbers.end(), [](std::uint32_t number) { return number <= 255; }))
            for (std::uint32_t number : numbers)
                bytes.append(char(number));
    }
    value = {Type::IpAddress, bytes};
    return bytes.size() == 4 ? Problem() : problem("“%1” is no IP address.", text);
}

static Problem readUnsigned(Type type, quint64 max, QByteArrayView text, Value& value)
{
    std::uint64_t number = 0;
    if (!readNumber(text, number) || number > max)
        return problem("“%1” is no number in the range of its type.", text);
    value = {type, number};
    return {};
}

static Problem readInteger(QByteArrayView text, Value& value)
{
    std::int32_t number = 0;
    if (!readNumber(text, number))
        return problem("“%1” is no integer of 32 bits.", text);
    value = Value::integer(number);
    return {};
}

static Problem readValue(QByteArrayView tag, QByteArrayView text, Value& value)
{
    char form = 0;
    if (!tag.isEmpty() && (tag.back() == 'x' || tag.back() == 'e')) {
        form = tag.back();
        tag.chop(1);
    }
    int number = 0;
    if (!readNumber(tag, number))
        return problem("“%1” is no type tag.", tag);
    const Type type = Type(number);
    const bool bytes = type == Type::OctetString || type == Type::Opaque || (type == Type::IpAddress && form != 'e');
    if (form != 0 && !bytes)
        return problem("the type tag “%1” can't be written in hexadecimal or with escapes.", tag);
    constexpr quint64 max32 = std::numeric_limits<quint32>::max();
    switch (number) {
    case int(Type::Integer): return readInteger(text, value);
    case int(Type::OctetString):
    case int(Type::Opaque): return readOctets(type, form, text, value);
    case int(Type::Null): value = {Type::Null, {}}; return {};
    case int(Type::ObjectId): {
        Oid oid;
        value = Value::oid({});
        if (!readArcs(text, oid))
            return problem("“%1” is no object identifier.", text);
        value = Value::oid(std::move(oid));
        return {};
    }
    case int(Type::IpAddress): return readAddress(form, text, value);
    case int(Type::Counter32):
    case int(Type::Gauge32):
    case int(Type::TimeTicks): return readUnsigned(type, max32, text, value);
    case int(Type::Counter64): return readUnsigned(type, std::numeric_limits<quint64>::max(), text, value);
    default: return problem("the type tag “%1” is not known.", tag);
    }
}

static Problem readLine(QByteArrayView line, VarBind& binding)
{
    const qsizetype first = line.indexOf('|');
    const qsizetype second = first < 0 ? -1 : line.indexOf('|', first + 1);
    if (second < 0)
        return problem("“%1” is not of the form OID|tag|value.", line);
    if (!readArcs(line.first(first), binding.oid) || binding.oid.size() < 2)
        return problem("“%1” is no object identifier.", line.first(first));
    return readValue(line.sliced(first + 1, second - first - 1), line.sliced(second + 1), binding.value);
}

Recording::Outcome Recording::read(const QString& name, bool skipFaults)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return {nullptr, {{name, 0, QStringLiteral("the recording can't be read: %1.").arg(file.errorString())}}};
    return parse(file.readAll(), name, skipFaults);
}

Recording::Outcome Recording::parse(QByteArrayView text, const QString& file, bool skipFaults)
{
    Outcome outcome{std::make_unique<Recording>(), {}};
    int number = 0;
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        QByteArrayView line = end < 0 ? text : text.first(end);
        text = end < 0 ? QByteArrayView() : text.sliced(end + 1);
        ++number;
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.isEmpty())
            continue;
        VarBind binding;
        if (const Problem wrong = readLine(line, binding); wrong.isNull()) {
            outcome.recording->objects_.push_back(std::move(binding));
        } else {
            outcome.faults.append({file, number, wrong});
            if (!skipFaults)
                return {nullptr, std::move(outcome.faults)};
        }
    }
    if (outcome.recording->objects_.empty())
        return {nullptr, {{file, 0, QStringLiteral("the recording holds no object.")}}};
    outcome.recording->arrange();
    return outcome;
}

static bool recordedBefore(const VarBind& a, const VarBind& b)
{
    return a.oid < b.oid;
}

void Recording::arrange()
{
    for (std::size_t i = 1; i < objects_.size(); ++i)
        outOfOrder_ += objects_[i].oid < objects_[i - 1].oid;
    std::stable_sort(objects_.begin(), objects_.end(), recordedBefore);
    const auto end = std::unique(objects_.begin(), objects_.end(), [](const VarBind& a, const VarBind& b) { return a.oid == b.oid; });
    duplicates_ = int(objects_.end() - end);
    objects_.erase(end, objects_.end());
    objects_.shrink_to_fit();
}

Value Recording::get(const Oid& oid) const
{
    const auto at = std::lower_bound(objects_.begin(), objects_.end(), VarBind{oid, {}}, recordedBefore);
    // What was not recorded may have been cut out, so nothing is known of its object type.
    return at != objects_.end() && at->oid == oid ? at->value : Value::exception(Type::NoSuchObject);
}

std::optional<VarBind> Recording::next(const Oid& oid) const
{
    const auto at = std::upper_bound(objects_.begin(), objects_.end(), VarBind{oid, {}}, recordedBefore);
    return at != objects_.end() ? std::optional(*at) : std::nullopt;
}

} // namespace trunkline::simulator
