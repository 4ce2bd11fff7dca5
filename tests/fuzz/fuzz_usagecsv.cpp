// Whatever octets a switch writes, by any mapping (the first octets choose one): each line is a record within bounds or has its trouble,
// the same line has the same key for ever, and the preview says what the import would.
#include "models/core/errors.h"
#include "models/rating/csvline.h"
#include "models/rating/mappingpreview.h"

#include <cstdint>
#include <cstdlib>

using namespace trunkline;
using namespace trunkline::rating;

namespace {

constexpr std::size_t choices = 4;

void requireThat(bool holds)
{
    if (!holds)
        std::abort();
}

UsageMapping mappingOf(const std::uint8_t* choice)
{
    static const QStringList formats{QStringLiteral("yyyy-MM-dd HH:mm:ss"), QStringLiteral("dd.MM.yy HH:mm"), QStringLiteral("epoch"), QStringLiteral("epoch-ms"), QStringLiteral("iso"), QStringLiteral("yyyyMMddHHmmss")};
    static const QStringList zones{QStringLiteral("UTC"), QStringLiteral("Europe/Berlin"), QStringLiteral("America/New_York"), QStringLiteral("Pacific/Kiritimati")};
    UsageMapping mapping;
    mapping.name = QStringLiteral("fuzz");
    mapping.separator = QStringView(u",;|\t")[choice[0] % 4];
    mapping.headerLines = choice[0] / 4 % 3;
    mapping.subscriber = choice[0] / 16 % 4;
    mapping.start = choice[1] % 5;
    mapping.quantity = choice[1] / 5 % 6 - 1;
    mapping.destination = choice[1] / 30 % 6 - 1;
    mapping.timeFormat = formats[choice[2] % formats.size()];
    mapping.timeZone = zones[choice[2] / 8 % zones.size()];
    mapping.form = QuantityForm(choice[2] / 32 % 5);
    if (choice[3] & 1)
        mapping.keys = {choice[3] / 2 % 4, 0};
    if (choice[3] & 16) {
        mapping.status = 5;
        mapping.billedStatus = QStringLiteral("OK");
    }
    if (choice[3] & 32)
        mapping.dialRules = {{QStringLiteral("00"), QString()}, {QStringLiteral("0"), QStringLiteral("49")}};
    return mapping;
}

void read(const UsageMapping& mapping, std::string_view text)
{
    LineReader lines(mapping);
    CsvReader csv(text, char(mapping.separator.unicode()));
    std::int64_t before = 0;
    std::size_t position = 0;
    for (CsvState state = csv.next(); state != CsvState::End; state = csv.next()) {
        requireThat(csv.lineNumber() > before && csv.position() > position && csv.position() <= text.size());
        before = csv.lineNumber();
        position = csv.position();
        requireThat(csv.line().empty() || (csv.line().data() >= text.data() && csv.line().data() + csv.line().size() <= text.data() + text.size()));
        if (state == CsvState::Unfinished)
            continue;
        UsageRecord record;
        const Trouble trouble = lines.read(csv.fields(), csv.line(), record);
        requireThat(trouble == Trouble::None || !sentenceOf(trouble).isEmpty());
        if (trouble != Trouble::None)
            continue;
        requireThat(!record.subscriber.empty() && record.quantity >= 0);
        const std::uint64_t key = record.key;
        const std::int64_t quantity = record.quantity, start = record.startMs;
        UsageRecord again;
        requireThat(lines.read(csv.fields(), csv.line(), again) == Trouble::None && again.key == key && again.quantity == quantity && again.startMs == start);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < choices)
        return 0;
    const UsageMapping mapping = mappingOf(data);
    const std::string_view text(reinterpret_cast<const char*>(data) + choices, size - choices);
    const MappingPreview preview = previewMapping(mapping, text, true);
    try {
        read(mapping, text);
        requireThat(preview.unusable.isEmpty());
        requireThat(mappingFrom(toJson(mapping)) == mapping);
    } catch (const InvalidInput& refusal) {
        requireThat(!refusal.sentence().isEmpty() && !preview.unusable.isEmpty());
    }
    return 0;
}
