#include "models/core/severity.h"

#include <QCoreApplication>

namespace trunkline {

namespace {

struct SeverityName {
    Severity severity;
    const char* key;
    const char* word;
};

constexpr std::array<SeverityName, 6> severityNames{{
    {Severity::Critical, "critical", QT_TRANSLATE_NOOP("Severity", "Critical")},
    {Severity::Major, "major", QT_TRANSLATE_NOOP("Severity", "Major")},
    {Severity::Minor, "minor", QT_TRANSLATE_NOOP("Severity", "Minor")},
    {Severity::Warning, "warning", QT_TRANSLATE_NOOP("Severity", "Warning")},
    {Severity::Indeterminate, "indeterminate", QT_TRANSLATE_NOOP("Severity", "Indeterminate")},
    {Severity::Cleared, "cleared", QT_TRANSLATE_NOOP("Severity", "Cleared")},
}};

const SeverityName& nameOfSeverity(Severity severity)
{
    for (const SeverityName& name : severityNames) {
        if (name.severity == severity)
            return name;
    }
    return nameOfSeverity(Severity::Indeterminate);
}

} // namespace

QString severityKey(Severity severity)
{
    return QString::fromLatin1(nameOfSeverity(severity).key);
}

std::optional<Severity> severityFromKey(QStringView key)
{
    for (const SeverityName& name : severityNames) {
        if (key == QLatin1String(name.key))
            return name.severity;
    }
    return std::nullopt;
}

QString severityWord(Severity severity)
{
    return QCoreApplication::translate("Severity", nameOfSeverity(severity).word);
}

} // namespace trunkline
