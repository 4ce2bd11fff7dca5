#include "snmp/mib/tablefile.h"

#include <QHash>
#include <QtEndian>

#include <algorithm>

namespace trunkline::snmp::mib {

namespace {

constexpr QByteArrayView tableMagic("TRKMIB\0\1", 8);
constexpr qsizetype mostPacked = 16 << 20;
constexpr quint32 mostUnpacked = 256u << 20;

class Writer {
public:
    void number(quint64 value)
    {
        for (; value >= 0x80; value >>= 7)
            bytes_.append(char(value | 0x80));
        bytes_.append(char(value));
    }
    void text(const QString& text)
    {
        auto found = ids_.constFind(text);
        if (found == ids_.cend()) {
            found = ids_.insert(text, quint64(strings_.size()));
            strings_.append(text);
        }
        number(*found);
    }
    void oid(const Oid& oid, std::size_t shared = 0)
    {
        number(oid.size() - shared);
        for (std::size_t i = shared; i < oid.size(); ++i)
            number(oid[i]);
    }
    QByteArray finish() const
    {
        Writer head;
        head.number(quint64(strings_.size()));
        for (const QString& string : strings_) {
            const QByteArray utf8 = string.toUtf8();
            head.number(quint64(utf8.size()));
            head.bytes_.append(utf8);
        }
        return head.bytes_ + bytes_;
    }

private:
    QByteArray bytes_;
    QStringList strings_{QString()};
    QHash<QString, quint64> ids_{{QString(), 0}};
};

/// Every read is checked; after the first that fails all give nothing and `good` stays false.
class Reader {
public:
    explicit Reader(QByteArrayView bytes) : bytes_(bytes) {}
    bool good = true;

    quint64 number()
    {
        quint64 value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at_ == bytes_.size())
                break;
            const auto byte = quint8(bytes_[at_++]);
            value |= quint64(byte & 0x7f) << shift;
            if (byte < 0x80)
                return value;
        }
        good = false;
        return 0;
    }
    /// A count of things that take at least one byte each.
    qsizetype count()
    {
        const quint64 value = number();
        good = good && value <= quint64(bytes_.size() - at_);
        return good ? qsizetype(value) : 0;
    }
    template <class List>
    qsizetype indexOf(const List& list)
    {
        const quint64 value = number();
        good = good && value < quint64(list.size());
        return good ? qsizetype(value) : 0;
    }
    QString rawText()
    {
        const qsizetype size = count();
        const QString text = QString::fromUtf8(bytes_.sliced(at_, size));
        at_ += size;
        return text;
    }
    void readStrings()
    {
        for (qsizetype i = count(); i > 0 && good; --i)
            strings_.append(rawText());
        good = good && !strings_.isEmpty();
    }
    QString text()
    {
        const qsizetype index = indexOf(strings_);
        return good ? strings_[index] : QString();
    }
    template <class Enum>
    Enum oneOf(Enum last)
    {
        const quint64 value = number();
        good = good && value <= quint64(last);
        return good ? Enum(value) : Enum();
    }
    Oid oid(const Oid& before = {})
    {
        const qsizetype shared = before.empty() ? 0 : qsizetype(number());
        good = good && shared >= 0 && shared <= qsizetype(before.size());
        std::vector<std::uint32_t> arcs;
        if (good)
            arcs.assign(before.arcs().begin(), before.arcs().begin() + shared);
        for (qsizetype i = count(); i > 0 && good; --i) {
            const quint64 arc = number();
            good = good && arc <= 0xffffffffu && arcs.size() < Oid::maxArcs;
            arcs.push_back(quint32(arc));
        }
        good = good && !arcs.empty();
        return Oid(std::move(arcs));
    }
    bool atEnd() const { return at_ == bytes_.size(); }

private:
    QByteArrayView bytes_;
    qsizetype at_ = 0;
    QStringList strings_;
};

std::size_t sharedArcs(const Oid& a, const Oid& b)
{
    const auto shorter = std::min(a.size(), b.size());
    std::size_t shared = 0;
    while (shared < shorter && a[shared] == b[shared])
        ++shared;
    return shared;
}

quint64 zigzag(qint64 value)
{
    return (quint64(value) << 1) ^ quint64(value >> 63);
}

qint64 unzigzag(quint64 value)
{
    return qint64(value >> 1) ^ -qint64(value & 1);
}

void writeNode(Writer& out, const Node& node, const Oid& before)
{
    const std::size_t shared = sharedArcs(before, node.oid);
    if (!before.empty())
        out.number(shared);
    out.oid(node.oid, shared);
    out.number(node.module);
    out.text(node.name);
    out.number(quint64(node.kind));
    out.number(quint64(node.syntax + 1));
    out.text(node.units);
    out.text(node.severity);
    out.number(quint64(node.members.size()));
    for (const Oid& member : node.members)
        out.oid(member);
}

Node readNode(Reader& in, const Table& table, const Oid& before)
{
    Node node;
    node.oid = in.oid(before);
    node.module = quint32(in.indexOf(table.modules));
    node.name = in.text();
    node.kind = in.oneOf(Kind::Notification);
    const quint64 syntax = in.number();
    in.good = in.good && syntax <= quint64(table.syntaxes.size()) && !(node.oid < before);
    node.syntax = in.good ? qint32(syntax) - 1 : -1;
    node.units = in.text();
    node.severity = in.text();
    for (qsizetype i = in.count(); i > 0 && in.good; --i)
        node.members.append(in.oid());
    return node;
}

Syntax readSyntax(Reader& in)
{
    Syntax syntax;
    syntax.module = in.text();
    syntax.name = in.text();
    syntax.base = in.oneOf(Base::Bits);
    syntax.displayHint = in.text();
    for (qsizetype i = in.count(); i > 0 && in.good; --i) {
        const qint64 number = unzigzag(in.number());
        syntax.names.append({number, in.text()});
    }
    return syntax;
}

} // namespace

QByteArray toFile(const Table& table)
{
    Writer out;
    out.number(quint64(table.modules.size()));
    for (const QString& module : table.modules)
        out.text(module);
    out.number(quint64(table.syntaxes.size()));
    for (const Syntax& syntax : table.syntaxes) {
        out.text(syntax.module);
        out.text(syntax.name);
        out.number(quint64(syntax.base));
        out.text(syntax.displayHint);
        out.number(quint64(syntax.names.size()));
        for (const NamedNumber& named : syntax.names) {
            out.number(zigzag(named.number));
            out.text(named.name);
        }
    }
    QList<Node> nodes = table.nodes;
    std::stable_sort(nodes.begin(), nodes.end(), [](const Node& a, const Node& b) { return a.oid < b.oid; });
    out.number(quint64(nodes.size()));
    Oid before;
    for (const Node& node : std::as_const(nodes)) {
        writeNode(out, node, before);
        before = node.oid;
    }
    return tableMagic.toByteArray() + qCompress(out.finish(), 9);
}

std::optional<Table> fromFile(const QByteArray& bytes, QString* problem)
{
    const auto refuse = [&](const char* why) {
        *problem = QString::fromLatin1(why);
        return std::nullopt;
    };
    if (!bytes.startsWith(tableMagic.first(6)))
        return refuse("it is no compiled MIB table");
    if (!bytes.startsWith(tableMagic))
        return refuse("its version is not the one this program knows");
    const QByteArray packed = bytes.sliced(tableMagic.size());
    if (packed.size() < 4 || packed.size() > mostPacked)
        return refuse("its size is impossible");
    // Deflate makes an octet of at most 1,032 (RFC 1951); who says more wants memory for nothing.
    const qint64 said = qFromBigEndian<quint32>(packed.constData());
    if (said > mostUnpacked || said > packed.size() * 1'032)
        return refuse("its size is impossible");
    const QByteArray unpacked = qUncompress(packed);
    Reader in(unpacked);
    in.readStrings();
    Table table;
    for (qsizetype i = in.count(); i > 0 && in.good; --i)
        table.modules.append(in.text());
    for (qsizetype i = in.count(); i > 0 && in.good; --i)
        table.syntaxes.append(readSyntax(in));
    for (qsizetype i = in.count(); i > 0 && in.good; --i)
        table.nodes.append(readNode(in, table, table.nodes.isEmpty() ? Oid() : table.nodes.constLast().oid));
    if (!in.good || !in.atEnd())
        return refuse("it is cut off or damaged");
    return table;
}

} // namespace trunkline::snmp::mib
