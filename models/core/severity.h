// X.733 perceived severity (ITU-T X.733, 8.1.2.3; TMF642 uses the same words).
#pragma once

#include <QMetaType>
#include <QString>

#include <array>
#include <optional>

namespace trunkline {

/// Ordered: a larger value is worse, so the worst of several is their maximum.
enum class Severity { Cleared, Indeterminate, Warning, Minor, Major, Critical };

/// All of them, worst first: the order in which people expect to see them listed.
inline constexpr std::array<Severity, 6> allSeverities{Severity::Critical, Severity::Major, Severity::Minor,
                                                       Severity::Warning,  Severity::Indeterminate, Severity::Cleared};

/// The word for machines (database, JSON, commands): "critical" … "cleared". Never translated.
QString severityKey(Severity severity);
/// The reverse; nothing for a word that is no severity.
std::optional<Severity> severityFromKey(QStringView key);
/// The word for people, in their language: "Critical".
QString severityWord(Severity severity);

} // namespace trunkline

Q_DECLARE_METATYPE(trunkline::Severity)
