// Whatever octets stand in a RADIUS detail file: every block ends somewhere, sessions are within bounds, and what is written of them as
// CSV is read again as it was.
#include "models/rating/csvline.h"
#include "models/rating/radiusdetail.h"

#include <cstdint>
#include <cstdlib>

using namespace trunkline::rating;

namespace {

void requireThat(bool holds)
{
    if (!holds)
        std::abort();
}

QString text(std::string_view field)
{
    return QString::fromUtf8(field.data(), qsizetype(field.size()));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const RadiusDetail detail = readRadiusDetail({reinterpret_cast<const char*>(data), size});
    requireThat(detail.sessions.size() + detail.brokenAt.size() + detail.repeated + detail.other <= detail.blocks);
    for (const RadiusSession& session : detail.sessions) {
        requireThat(session.inputOctets >= 0 && session.outputOctets >= 0 && session.seconds >= 0);
        requireThat(!session.user.isEmpty() && !session.nas.isEmpty() && !session.session.isEmpty());
    }
    const QByteArray csv = toCsv(detail.sessions);
    const std::string_view written(csv.constData(), std::size_t(csv.size()));
    CsvReader reader(written);
    requireThat(reader.next() == CsvState::Line && reader.fields().size() == 9);
    for (const RadiusSession& session : detail.sessions) {
        requireThat(reader.next() == CsvState::Line && reader.fields().size() == 9);
        requireThat(text(reader.fields()[0]) == session.session && text(reader.fields()[1]) == session.nas && text(reader.fields()[2]) == session.user);
        requireThat(text(reader.fields()[7]) == QString::number(session.inputOctets + session.outputOctets));
    }
    requireThat(reader.next() == CsvState::End);
    return 0;
}
