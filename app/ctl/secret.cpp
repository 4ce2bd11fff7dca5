#include "app/ctl/secret.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>

#include <termios.h>
#include <unistd.h>

namespace trunkline::ctl {

static QString typeUnseen(const QString& prompt)
{
    QTextStream error(stderr);
    error << prompt << ": " << Qt::flush;
    termios shown{};
    tcgetattr(STDIN_FILENO, &shown);
    termios hidden = shown;
    hidden.c_lflag &= ~tcflag_t(ECHO);
    tcsetattr(STDIN_FILENO, TCSANOW, &hidden);
    const QString typed = QTextStream(stdin).readLine();
    tcsetattr(STDIN_FILENO, TCSANOW, &shown);
    error << Qt::endl;
    return typed;
}

QStringList readSecrets(const QString& file, const QStringList& prompts)
{
    QStringList secrets;
    if (file.isEmpty() && isatty(STDIN_FILENO)) {
        for (const QString& prompt : prompts)
            secrets.append(typeUnseen(prompt));
        return secrets;
    }
    QFile input(file);
    const bool standard = file.isEmpty() || file == QLatin1String("-");
    if (standard ? !input.open(stdin, QIODevice::ReadOnly) : !input.open(QIODevice::ReadOnly))
        throw InvalidInput(QCoreApplication::translate("trunklinectl", "The file %1 can't be read; name one that holds the secret in its first line.").arg(file));
    QTextStream lines(&input);
    for (qsizetype i = 0; i < prompts.size(); ++i)
        secrets.append(lines.readLine());
    return secrets;
}

} // namespace trunkline::ctl
