// Reading durations and endpoints from the command line.

#include "app/ctl/command.h"
#include "models/core/errors.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace trunkline::ctl {

std::int64_t parseDuration(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,9})(s|m|h|d)$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        throw InvalidInput(QCoreApplication::translate("trunklinectl", "“%1” is no duration; write 90s, 30m, 5h or 2d.").arg(text));
    const qint64 unit = match.captured(2) == QLatin1String("s") ? 1 : match.captured(2) == QLatin1String("m") ? 60 : match.captured(2) == QLatin1String("h") ? 3600 : 86400;
    return match.captured(1).toLongLong() * unit * 1000;
}

std::pair<QString, quint16> parseEndpoint(const QString& text, quint16 defaultPort)
{
    // IPv6 literals with a port stand in brackets (RFC 3986).
    static const QRegularExpression form(QStringLiteral("^(?:\\[([0-9A-Fa-f:.%]+)\\]|([^:]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*))(?::(\\d{1,5}))?$"));
    const auto match = form.match(text);
    const QString host = match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
    const uint port = match.captured(3).isEmpty() ? defaultPort : match.captured(3).toUInt();
    if (!match.hasMatch() || host.isEmpty() || port == 0 || port > 65535)
        throw InvalidInput(QCoreApplication::translate("trunklinectl", "“%1” is no address; write 192.0.2.1, 192.0.2.1:1161 or [2001:db8::1]:1161.").arg(text));
    return {host, quint16(port)};
}

} // namespace trunkline::ctl
