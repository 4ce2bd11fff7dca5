#include "app/station/openfiles.h"

#include "models/core/errors.h"

#include <QCoreApplication>

#include <algorithm>

#include <sys/resource.h>

namespace trunkline::station {

void requireOpenFiles()
{
    constexpr rlim_t least = 64;     // a collector at rest has about twenty
    constexpr rlim_t usual = 4'096;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    if (limit.rlim_cur < usual && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = std::min(usual, limit.rlim_max);
        ::setrlimit(RLIMIT_NOFILE, &limit);
        ::getrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur < least)
        throw Error(QCoreApplication::translate("trunkline::station", "This process may open %1 files at once and needs %2; raise its limit (“ulimit -n %2”, or LimitNOFILE of its unit).")
                        .arg(limit.rlim_cur).arg(least));
}

} // namespace trunkline::station
