#include "snmp/oid.h"

#include <QHashFunctions>
#include <QStringList>

#include <charconv>

namespace trunkline::snmp {

std::optional<Oid> Oid::parse(QStringView text)
{
    if (text.startsWith(u'.'))
        text = text.sliced(1);
    if (text.isEmpty())
        return std::nullopt;
    Oid oid;
    for (QStringView part : text.split(u'.')) {
        bool digitsOnly = !part.isEmpty();
        for (QChar c : part)
            digitsOnly = digitsOnly && c >= u'0' && c <= u'9';
        bool fits = false;
        const uint arc = digitsOnly ? part.toUInt(&fits) : 0;
        if (!fits || oid.size() == maxArcs)
            return std::nullopt;
        oid.arcs_.push_back(arc);
    }
    return oid;
}

QString Oid::toString() const
{
    QVarLengthArray<char, 512> digits(arcs_.size() * 11); // at most ten and a dot an arc
    char* end = digits.begin();
    for (std::uint32_t arc : arcs_) {
        if (end != digits.begin())
            *end++ = '.';
        end = std::to_chars(end, digits.end(), arc).ptr;
    }
    return QString::fromLatin1(digits.constData(), end - digits.begin());
}

bool Oid::startsWith(const Oid& prefix) const
{
    return prefix.size() <= size() && std::equal(prefix.arcs_.begin(), prefix.arcs_.end(), arcs_.begin());
}

Oid Oid::after(const Oid& prefix) const
{
    return Oid(arcs().subspan(prefix.size()));
}

Oid Oid::operator+(std::uint32_t arc) const
{
    Oid sum = *this;
    sum.arcs_.push_back(arc);
    return sum;
}

Oid Oid::operator+(const Oid& tail) const
{
    Oid sum = *this;
    sum.arcs_.append(tail.arcs_.constData(), tail.arcs_.size());
    return sum;
}

size_t qHash(const Oid& oid, size_t seed)
{
    return qHashRange(oid.arcs().begin(), oid.arcs().end(), seed);
}

} // namespace trunkline::snmp
