#include "models/core/id.h"

namespace trunkline {

IdSource::IdSource(const Clock& clock) : clock_(clock)
{
    std::random_device device;
    std::seed_seq seed{device(), device(), device(), device()};
    random_.seed(seed);
}

IdSource::IdSource(const Clock& clock, std::uint64_t seed) : clock_(clock), random_(seed) {}

// RFC 9562 section 5.7 with the counter of section 6.2 (method 1) in rand_a, so that identifiers of
// one millisecond keep their order. A full counter borrows the next millisecond.
QUuid IdSource::nextUuid()
{
    const std::lock_guard lock(mutex_);
    const std::int64_t ms = clock_.now().ms;
    if (ms > lastMs_) {
        lastMs_ = ms;
        counter_ = unsigned(random_() & 0x7ff);
    } else if (++counter_ > 0xfff) {
        ++lastMs_;
        counter_ = 0;
    }
    const std::uint64_t low = random_();
    const auto byte = [&](int shift) { return uchar(low >> shift); };
    return QUuid(uint(std::uint64_t(lastMs_) >> 16), ushort(lastMs_ & 0xffff), ushort(0x7000 | counter_),
                 uchar(0x80 | (byte(56) & 0x3f)), byte(48), byte(40), byte(32), byte(24), byte(16), byte(8), byte(0));
}

} // namespace trunkline
