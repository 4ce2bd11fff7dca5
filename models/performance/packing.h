// Integers in few bytes: variable-length numbers, and columns of them packed into as many bits as the
// column needs. What is read may be damaged: a reader never leaves its bytes, and says so.
#pragma once

#include <QByteArray>

#include <cstdint>
#include <span>
#include <vector>

namespace trunkline::performance {

class ByteWriter {
public:
    /// Seven bits a byte, the lowest first.
    void number(std::uint64_t value);
    /// Small when near zero on either side.
    void signedNumber(std::int64_t value);
    /// The smallest, the width of the differences to it in bits, and the differences; a column of one is one signed number.
    void column(std::span<const std::int64_t> values);
    const QByteArray& bytes() const { return bytes_; }

private:
    QByteArray bytes_;
};

class ByteReader {
public:
    explicit ByteReader(QByteArray bytes)
        : bytes_(std::move(bytes)), at_(reinterpret_cast<const std::uint8_t*>(bytes_.constData())), end_(at_ + bytes_.size())
    {
    }

    /// False once something was read that is not there; all further reads give zeros.
    bool good() const { return good_; }
    bool atEnd() const { return at_ == end_; }
    std::uint64_t number();
    /// A number that must be at most `most`.
    std::size_t number(std::size_t most);
    std::int64_t signedNumber();
    void column(std::span<std::int64_t> values);
    void skipColumn(std::size_t values);
    void fail();

private:
    std::size_t columnBytes(std::size_t values, int& width);

    QByteArray bytes_;
    const std::uint8_t* at_;
    const std::uint8_t* end_;
    bool good_ = true;
};

constexpr std::uint64_t zigzag(std::int64_t value)
{
    return (std::uint64_t(value) << 1) ^ std::uint64_t(value >> 63);
}

constexpr std::int64_t unzigzag(std::uint64_t code)
{
    return std::int64_t(code >> 1) ^ -std::int64_t(code & 1);
}

/// Writes like ByteWriter::number to a place with room for ten bytes; gives the end.
inline std::uint8_t* putNumber(std::uint8_t* to, std::uint64_t value)
{
    while (value >= 0x80) {
        *to++ = std::uint8_t(value) | 0x80;
        value >>= 7;
    }
    *to++ = std::uint8_t(value);
    return to;
}
inline constexpr int longestNumber = 10;

} // namespace trunkline::performance
