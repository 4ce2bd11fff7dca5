#include "models/performance/packing.h"

#include <QtEndian>

#include <algorithm>
#include <bit>
#include <cstring>

namespace trunkline::performance {

void ByteWriter::number(std::uint64_t value)
{
    std::uint8_t buffer[longestNumber];
    bytes_.append(reinterpret_cast<const char*>(buffer), putNumber(buffer, value) - buffer);
}

void ByteWriter::signedNumber(std::int64_t value)
{
    number(zigzag(value));
}

void ByteWriter::column(std::span<const std::int64_t> values)
{
    if (values.empty())
        return;
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const std::uint64_t base = std::uint64_t(*least);
    signedNumber(*least);
    if (values.size() == 1)
        return;
    const int width = int(std::bit_width(std::uint64_t(*most) - base)); // modulo 2^64: right even where the difference overflows
    bytes_.append(char(width));
    if (width == 0)
        return;
    std::uint64_t pending = 0;
    int bits = 0;
    const auto put = [&](int count) {
        for (; count > 0; --count, pending >>= 8)
            bytes_.append(char(pending & 0xff));
    };
    for (const std::int64_t value : values) {
        const std::uint64_t difference = std::uint64_t(value) - base;
        pending |= difference << bits;
        if (bits + width < 64) {
            bits += width;
            continue;
        }
        put(8);
        const int written = 64 - bits;
        pending = written == 64 ? 0 : difference >> written;
        bits = width - written;
    }
    put((bits + 7) / 8);
}

void ByteReader::fail()
{
    good_ = false;
    at_ = end_;
}

std::uint64_t ByteReader::number()
{
    std::uint64_t value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
        if (at_ == end_)
            break;
        const std::uint8_t byte = *at_++;
        value |= std::uint64_t(byte & 0x7f) << shift;
        if (byte < 0x80)
            return value;
    }
    fail();
    return 0;
}

std::size_t ByteReader::number(std::size_t most)
{
    const std::uint64_t value = number();
    if (value <= most)
        return std::size_t(value);
    fail();
    return 0;
}

std::int64_t ByteReader::signedNumber()
{
    return unzigzag(number());
}

/// The bytes of the differences, when they are all there; 0 after a failure.
std::size_t ByteReader::columnBytes(std::size_t values, int& width)
{
    width = at_ == end_ ? 65 : *at_++;
    const std::size_t bytes = (values * std::size_t(width) + 7) / 8;
    if (width <= 64 && bytes <= std::size_t(end_ - at_))
        return bytes;
    fail();
    width = 0;
    return 0;
}

/// At least `width` bits from a bit on, the lowest first; those beyond the width are anything.
static std::uint64_t bitsFrom(const std::uint8_t* bytes, std::size_t size, std::size_t bit, int width)
{
    if (width == 0)
        return 0;
    const std::size_t first = bit / 8;
    const int shift = int(bit % 8);
    std::uint64_t word = 0;
    std::memcpy(&word, bytes + first, std::min<std::size_t>(8, size - first));
    word = qFromLittleEndian(word) >> shift;
    return shift + width > 64 ? word | std::uint64_t(bytes[first + 8]) << (64 - shift) : word;
}

void ByteReader::column(std::span<std::int64_t> values)
{
    if (values.empty())
        return;
    const std::uint64_t base = std::uint64_t(signedNumber());
    int width = 0;
    const std::size_t bytes = values.size() == 1 ? 0 : columnBytes(values.size(), width);
    const std::uint64_t mask = width == 0 ? 0 : ~std::uint64_t(0) >> (64 - width);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = std::int64_t(base + (bitsFrom(at_, bytes, i * std::size_t(width), width) & mask));
    at_ += bytes;
}

void ByteReader::skipColumn(std::size_t values)
{
    if (values == 0)
        return;
    signedNumber();
    int width = 0;
    if (values > 1)
        at_ += columnBytes(values, width);
}

} // namespace trunkline::performance
