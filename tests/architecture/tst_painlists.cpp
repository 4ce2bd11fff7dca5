// tests/README.md says what proves what. Each test that it names must exist, and each row must name one.

#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace {

QString textOf(const QString& path)
{
    QFile file(QStringLiteral(TRUNKLINE_SOURCE_DIR "/tests/") + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

struct Proof {
    QString program;
    QString function;
};

QList<Proof> proofsIn(const QString& line)
{
    static const QRegularExpression named(QStringLiteral("`([a-z0-9/]+/tst_[a-z0-9]+)::([A-Za-z0-9]+)`"));
    QList<Proof> proofs;
    for (auto match = named.globalMatch(line); match.hasNext();) {
        const auto one = match.next();
        proofs.append({one.captured(1), one.captured(2)});
    }
    return proofs;
}

bool exists(const Proof& proof)
{
    return textOf(proof.program + QStringLiteral(".cpp")).contains(QStringLiteral("    void %1()\n").arg(proof.function));
}

} // namespace

class PainListsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // The rule itself must be able to fail.
    void knowsWhatDoesNotExist()
    {
        QVERIFY(exists({QStringLiteral("architecture/tst_painlists"), QStringLiteral("everyRowNamesATestThatExists")}));
        QVERIFY(!exists({QStringLiteral("architecture/tst_painlists"), QStringLiteral("everyRowNamesATest")}));
        QVERIFY(!exists({QStringLiteral("architecture/tst_nothing"), QStringLiteral("everyRowNamesATestThatExists")}));
        QCOMPARE(proofsIn(QStringLiteral("| 1 | what | `a/tst_b::c`, `tst_b::c` |")).size(), 1);
    }

    void everyRowNamesATestThatExists()
    {
        const QString page = textOf(QStringLiteral("README.md"));
        QStringList wrong;
        int rows = 0;
        for (const QString& line : page.split(u'\n')) {
            if (!line.startsWith(QLatin1String("| ")) || line.startsWith(QLatin1String("| row |")) || line.contains(QLatin1String("| proved by |")))
                continue;
            ++rows;
            const QList<Proof> proofs = proofsIn(line);
            if (proofs.isEmpty())
                wrong.append(QStringLiteral("No test is named: %1").arg(line));
            for (const Proof& proof : proofs)
                if (!exists(proof))
                    wrong.append(QStringLiteral("There is no %1::%2").arg(proof.program, proof.function));
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        QVERIFY(rows > 65);
    }

    void everyPainHasItsRow()
    {
        const QString page = textOf(QStringLiteral("README.md"));
        for (const int row : {5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 22, 23})
            QVERIFY2(page.contains(QStringLiteral("\n| %1 | ").arg(row)), qPrintable(QString::number(row)));
        // Of the billing programs' list.
        for (const int row : {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28})
            QVERIFY2(page.contains(QStringLiteral("\n| B%1 | ").arg(row)), qPrintable(QString::number(row)));
    }
};

QTEST_APPLESS_MAIN(PainListsTest)
#include "tst_painlists.moc"
