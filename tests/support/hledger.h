// Debian's hledger as the judge of what the ledger exports.
#pragma once

#include <QHash>
#include <QProcess>
#include <QStandardPaths>
#include <QString>
#include <QStringList>

namespace trunkline::test {

struct HledgerAnswer {
    int exitCode = -1;
    QString out;
    QString errors;
};

inline bool hasHledger()
{
    return !QStandardPaths::findExecutable(QStringLiteral("hledger")).isEmpty();
}

inline HledgerAnswer hledger(const QString& journal, const QStringList& arguments)
{
    QProcess process;
    process.start(QStringLiteral("hledger"), QStringList{QStringLiteral("-f"), journal} + arguments);
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

/// The balance of every account by hledger's own sums: "assets:bank" → "12.00 EUR". Zero ones are left out.
inline QHash<QString, QString> hledgerBalances(const QString& journal)
{
    QHash<QString, QString> balances;
    for (const QString& line : hledger(journal, {QStringLiteral("balance"), QStringLiteral("--flat"), QStringLiteral("--no-total"), QStringLiteral("-O"), QStringLiteral("csv")}).out.split(u'\n').mid(1)) {
        const QStringList cells = line.split(QStringLiteral("\",\""));
        if (cells.size() == 2)
            balances.insert(cells[0].mid(1), cells[1].chopped(1));
    }
    return balances;
}

} // namespace trunkline::test
