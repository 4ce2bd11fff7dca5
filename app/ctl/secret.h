// How secrets come in: typed at a terminal without echo, or from a file. Never from the command line
// or the environment, which others can see.
#pragma once

#include <QString>
#include <QStringList>

namespace trunkline::ctl {

/// One secret for each prompt: the lines of `file` when it is named ("-" is standard input), else typed
/// at the terminal, else the lines of standard input. Throws InvalidInput.
QStringList readSecrets(const QString& file, const QStringList& prompts);

} // namespace trunkline::ctl
