// Whatever octets come as a bank statement: it is refused with a sentence, or gives entries of statements with amounts, whose lines add up
// and can be stored and read again.
#include "models/core/errors.h"
#include "models/payments/bankline.h"

#include <QBuffer>

#include <cstdint>
#include <cstdlib>

using namespace trunkline;
using namespace trunkline::payments;

namespace {

void requireThat(bool holds)
{
    if (!holds)
        std::abort();
}

struct Reading {
    int statements = 0;
    qsizetype entries = 0;
    qsizetype lines = 0;
    QString refusal;
    bool operator==(const Reading&) const = default;
};

Reading readOnce(const QByteArray& bytes)
{
    Reading reading;
    BankStatement current;
    QHash<QString, int> seen;
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    CamtListener listener;
    listener.statement = [&](const BankStatement& statement) {
        ++reading.statements;
        current = statement;
        seen.clear();
    };
    listener.entry = [&](const BankEntry& entry) {
        requireThat(reading.statements > 0);
        ++reading.entries;
        const QList<BankLine> lines = linesOf(current, entry, seen);
        reading.lines += lines.size();
        Money sum = Money::zero(entry.amount.currency);
        for (const BankLine& line : lines) {
            requireThat(!line.key.isEmpty() && line.amount.currency == entry.amount.currency);
            sum += line.amount;
            line.purpose();
            requireThat(bankTransactionFrom(toJson(line.detail), line.amount.currency) == line.detail);
        }
        requireThat(lines.isEmpty() || sum == entry.amount);
    };
    try {
        requireThat(readCamt(buffer, listener) == reading.statements);
    } catch (const InvalidInput& refusal) {
        reading.refusal = refusal.sentence();
        requireThat(!reading.refusal.isEmpty());
    }
    return reading;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), qsizetype(size));
    requireThat(readOnce(bytes) == readOnce(bytes));
    return 0;
}
