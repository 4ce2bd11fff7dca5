#include "models/documents/pdfsyntax.h"

#include <cmath>
#include <cstring>

#include <zlib.h>

namespace trunkline::documents::pdf {

void put(std::string& out, float number)
{
    long hundredths = std::lround(number * 100);
    if (hundredths < 0) {
        out += '-';
        hundredths = -hundredths;
    }
    char digits[24];
    char* at = digits + sizeof digits;
    if (const long rest = hundredths % 100) {
        if (rest % 10)
            *--at = char('0' + rest % 10);
        *--at = char('0' + rest / 10);
        *--at = '.';
    }
    long whole = hundredths / 100;
    do
        *--at = char('0' + whole % 10);
    while (whole /= 10);
    out.append(at, digits + sizeof digits);
}

void putPart(std::string& out, float part)
{
    const long thousandths = std::lround(part * 1000);
    if (thousandths <= 0 || thousandths >= 1000) {
        out += thousandths <= 0 ? '0' : '1';
        return;
    }
    out += '.';
    for (const long place : {100, 10, 1})
        out += char('0' + thousandths / place % 10);
}

QByteArray bytes(QByteArrayView raw)
{
    QByteArray out("(");
    for (const char byte : raw) {
        if (byte == '(' || byte == ')' || byte == '\\')
            out += '\\';
        if (byte == '\r')
            out += "\\r"; // as it is, it would be read as a line feed
        else
            out += byte;
    }
    return out + ')';
}

QByteArray text(const QString& text)
{
    bool ascii = true;
    for (const QChar letter : text)
        ascii = ascii && letter.unicode() >= 0x20 && letter.unicode() < 0x7f;
    if (ascii)
        return bytes(text.toLatin1());
    QByteArray wide("\xfe\xff");
    for (const QChar letter : text) {
        wide += char(letter.unicode() >> 8);
        wide += char(letter.unicode() & 0xff);
    }
    return bytes(wide);
}

QByteArray deflated(QByteArrayView raw, int level)
{
    uLongf length = compressBound(uLong(raw.size()));
    QByteArray out(qsizetype(length), Qt::Uninitialized);
    compress2(reinterpret_cast<Bytef*>(out.data()), &length, reinterpret_cast<const Bytef*>(raw.data()), uLong(raw.size()), level);
    out.truncate(qsizetype(length));
    return out;
}

QByteArray inflated(QByteArrayView raw, qsizetype most)
{
    QByteArray out(most, Qt::Uninitialized);
    uLongf length = uLongf(most);
    if (uncompress(reinterpret_cast<Bytef*>(out.data()), &length, reinterpret_cast<const Bytef*>(raw.data()), uLong(raw.size())) != Z_OK)
        return {};
    out.truncate(qsizetype(length));
    return out;
}

} // namespace trunkline::documents::pdf
