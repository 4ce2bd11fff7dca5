#include "snmp/reply.h"

#include <array>

namespace trunkline::snmp {

QString errorStatusName(int errorStatus)
{
    static constexpr std::array names{
        "noError", "tooBig", "noSuchName", "badValue", "readOnly", "genErr", "noAccess", "wrongType", "wrongLength",
        "wrongEncoding", "wrongValue", "noCreation", "inconsistentValue", "resourceUnavailable", "commitFailed",
        "undoFailed", "authorizationError", "notWritable", "inconsistentName"};
    if (errorStatus >= 0 && errorStatus < int(names.size()))
        return QString::fromLatin1(names[std::size_t(errorStatus)]);
    return QStringLiteral("errorStatus %1").arg(errorStatus);
}

} // namespace trunkline::snmp
