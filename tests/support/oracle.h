// Where the public test data is: the folder that TRUNKLINE_DATA names, else ../shared/data beside the
// checkout. Tests that need it skip with a reason where it is absent.
#pragma once

#include <QDir>
#include <QString>
#include <QTest>

namespace trunkline::test {

inline QString dataFolder(const QString& sourceDir)
{
    const QString named = qEnvironmentVariable("TRUNKLINE_DATA");
    return QDir::cleanPath(named.isEmpty() ? sourceDir + QStringLiteral("/../shared/data") : named);
}

} // namespace trunkline::test

/// Sets `folder` to the data folder's part `below`, or skips the test.
#define TRUNKLINE_ORACLE_FOLDER(folder, below)                                                              \
    const QString folder = trunkline::test::dataFolder(QStringLiteral(TRUNKLINE_SOURCE_DIR)) + QStringLiteral("/" below); \
    if (!QDir(folder).exists())                                                                              \
        QSKIP(qPrintable(QStringLiteral("There is no public test data at %1; set TRUNKLINE_DATA.").arg(folder)))
