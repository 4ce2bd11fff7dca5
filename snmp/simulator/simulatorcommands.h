// The text commands that a running simulator takes.
#pragma once

#include <QString>
#include <QStringList>

namespace trunkline::simulator {

class Simulator;

/// One line in, "ok …" or "error: sentence" out (several lines for help, list, ports and status).
QString runCommand(Simulator& simulator, const QString& line);
/// One line a command, as `help` prints them.
QStringList commandHelp();
/// Up to three of `names` that somebody who typed `wanted` may have meant, the nearest first.
QStringList nearMatches(const QString& wanted, const QStringList& names);

} // namespace trunkline::simulator
