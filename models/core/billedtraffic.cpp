#include "models/core/billedtraffic.h"

namespace trunkline {

namespace {

constexpr const char* trafficNames[] = {"in", "out", "larger", "sum"};
constexpr const char* downNames[] = {"left-out", "zero"};

template <class Kind, std::size_t count>
std::optional<Kind> trafficWordNamed(const char* const (&names)[count], QStringView name)
{
    for (std::size_t i = 0; i < count; ++i)
        if (name == QLatin1String(names[i]))
            return Kind(i);
    return std::nullopt;
}

} // namespace

QString nameOf(BilledTraffic traffic) { return QString::fromLatin1(trafficNames[std::size_t(traffic)]); }
QString nameOf(DownPort down) { return QString::fromLatin1(downNames[std::size_t(down)]); }
std::optional<BilledTraffic> billedTrafficNamed(QStringView name) { return trafficWordNamed<BilledTraffic>(trafficNames, name); }
std::optional<DownPort> downPortNamed(QStringView name) { return trafficWordNamed<DownPort>(downNames, name); }

} // namespace trunkline
