// How a file of usage is read: which column is what, how times and numbers are written. Made in the desktop, kept in
// the store; turning a line into a record is a pure function.
#pragma once

#include "models/catalogue/tariff.h"
#include "models/core/zoneoffsets.h"

#include <QJsonObject>
#include <QStringList>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace trunkline::rating {

enum class QuantityForm {
    Units,        ///< a whole number of the usage's unit
    Milliseconds, ///< rounded up to seconds
    Minutes,      ///< "12" or "12.5": rounded up to seconds
    Clock,        ///< "1:02:03" or "02:03"
    Kibibytes,    ///< to octets
};

/// "00" → "": rewrites the beginning of a dialled number; the first rule that fits is applied.
struct DialRule {
    QString prefix;
    QString replacement;
    bool operator==(const DialRule&) const = default;
};

struct UsageMapping {
    static constexpr int none = -1;

    QString name;                 ///< "Switch A, voice"
    QString kind = QStringLiteral("voice"); ///< which tariff of the customer's offering rates it
    QChar separator = u',';
    int headerLines = 1;
    int subscriber = none;        ///< columns, from 0
    int start = none;
    int quantity = none;          ///< none: each line is one message
    int destination = none;
    QList<int> keys;              ///< what tells two records apart beside subscriber and start; empty: the whole line
    QString timeFormat = QStringLiteral("yyyy-MM-dd HH:mm:ss"); ///< of yyyy, yy, MM, dd, HH, mm, ss and other characters; "epoch", "epoch-ms" or "iso"
    QString timeZone = QStringLiteral("UTC"); ///< of times that name none
    QuantityForm form = QuantityForm::Units;
    int status = none;            ///< a column; lines with another value than `billedStatus` are rejected, not suspended
    QString billedStatus;
    QList<DialRule> dialRules;
    bool operator==(const UsageMapping&) const = default;
};

/// Throws InvalidInput, naming the field, when no line could be read by it.
void checkMapping(const UsageMapping& mapping);
QJsonObject toJson(const UsageMapping& mapping);
UsageMapping mappingFrom(const QJsonObject& document);
/// "units", "milliseconds", "minutes", "clock", "kibibytes": stable.
QString nameOf(QuantityForm form);

/// What one line says. Views into the line, or into the reader that made it.
struct UsageRecord {
    std::string_view subscriber;
    std::string_view destination;
    std::int64_t startMs = 0;
    std::int64_t quantity = 0;
    std::uint64_t key = 0; ///< the same for the same usage, for ever
};

/// Why a line is no record that can be rated.
enum class Trouble : std::uint8_t {
    None,
    Unfinished,      ///< an open quote, or far too long
    TooFewColumns,
    NoSubscriber,
    BadTime,
    SkippedTime,     ///< a wall time that summer time skips
    BadDestination,  ///< holds what no number or name has
    BadQuantity,
    NotBilled,       ///< its status says so: rejected
    // what rating finds
    UnknownSubscriber,
    NoTariff,
    NoDestination,
    NoPriceThen,
    OutOfBounds,
    SameKey,         ///< another record has its key and says something else: no duplicate, and nothing to be sure of
};
/// "bad-time": stable, in the database.
QString nameOf(Trouble trouble);
Trouble troubleNamed(QStringView name);
/// What is wrong and what to do, for people.
QString sentenceOf(Trouble trouble);

/// Applies a mapping to millions of lines.
class LineReader {
public:
    /// Throws as checkMapping() does.
    explicit LineReader(UsageMapping mapping);
    /// Fills `record` from a line's fields; `line` is what is told apart when there are no key columns.
    Trouble read(const std::vector<std::string_view>& fields, std::string_view line, UsageRecord& record);
    const UsageMapping& mapping() const { return mapping_; }

private:
    Trouble readTime(std::string_view text, std::int64_t& ms) const;
    std::string_view normalised(std::string_view dialled);

    /// A piece of the time format: a number of so many digits, or a character that must stand there.
    struct Piece {
        char field; ///< y, M, d, H, m, s; 0 for a literal
        std::uint8_t width;
        char literal;
    };
    UsageMapping mapping_;
    std::size_t columns_ = 0;
    std::vector<Piece> pieces_;
    ZoneOffsets offsets_;
    std::vector<std::pair<std::string, std::string>> dialRules_;
    std::string billedStatus_;
    std::string dialled_;
    std::string hashed_;
};

} // namespace trunkline::rating
