#include "models/core/valuemodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace trunkline;

namespace {

struct Row {
    QString id;
    QString name;
    int weight = 0;
    bool operator==(const Row&) const = default;
};

using Rows = ValueModel<Row>;

QList<Column<Row>> rowColumns()
{
    return {Column<Row>("name", "Name", [](const Row& row) { return row.name; }),
            Column<Row>("weight", "Weight", [](const Row& row) { return QString::number(row.weight); })
                .right()
                .sortedBy([](const Row& row) { return SortKey(qint64(row.weight)); })
                .with([](const Row& row, int role) { return role == ToneRole ? QVariant(row.weight > 5) : QVariant(); })
                .hiddenAtFirst()};
}

std::unique_ptr<Rows> makeRows()
{
    return std::make_unique<Rows>(rowColumns(), [](const Row& row) { return row.id; });
}

QStringList namesShown(const Rows& model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(model.index(row, 0).data().toString());
    return names;
}

const QList<Row> threeRows{{"a", "ge-0/0/10", 1}, {"b", "ge-0/0/2", 9}, {"c", "Zürich", 5}};

} // namespace

class ValueModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsWhatTheColumnsSay()
    {
        const auto model = makeRows();
        QCOMPARE(model->state(), TableModel::State::Loading);
        model->replace(threeRows);
        QCOMPARE(model->state(), TableModel::State::Ready);
        QCOMPARE(namesShown(*model), QStringList({"ge-0/0/10", "ge-0/0/2", "Zürich"}));
        QCOMPARE(model->index(1, 1).data(ToneRole).toBool(), true);
        QCOMPARE(model->index(1, 1).data(KeyRole).toString(), QStringLiteral("b"));
        QCOMPARE(model->index(1, 1).data(Qt::TextAlignmentRole).toInt(), int(Qt::AlignRight | Qt::AlignVCenter));
        QVERIFY(model->columnHidden(1));
        QCOMPARE(model->headerData(0, Qt::Horizontal).toString(), QStringLiteral("Name"));
    }
    void sortsNaturallyAndByKey()
    {
        const auto model = makeRows();
        model->replace(threeRows);
        model->sort(0);
        QCOMPARE(namesShown(*model), QStringList({"ge-0/0/2", "ge-0/0/10", "Zürich"}));
        model->sort(1, Qt::DescendingOrder);
        QCOMPARE(namesShown(*model), QStringList({"ge-0/0/2", "Zürich", "ge-0/0/10"}));
        model->sort(-1);
        QCOMPARE(namesShown(*model), QStringList({"ge-0/0/10", "ge-0/0/2", "Zürich"}));
    }
    void naturalKeysOrder_data()
    {
        QTest::addColumn<QString>("smaller");
        QTest::addColumn<QString>("larger");
        QTest::newRow("numbers") << "port 9" << "port 10";
        QTest::newRow("leading zeros") << "port 009" << "port 10";
        QTest::newRow("case") << "alpha" << "Beta";
        QTest::newRow("accents") << "Ångström" << "Bern";
        QTest::newRow("figures before letters") << "a1" << "ab";
        QTest::newRow("prefix") << "ge-0" << "ge-0/1";
        QTest::newRow("zero") << "ge-0" << "ge-1";
    }
    void naturalKeysOrder()
    {
        QFETCH(QString, smaller);
        QFETCH(QString, larger);
        QVERIFY(naturalKey(smaller) < naturalKey(larger));
    }
    void filtersByEveryWordWithoutAccents()
    {
        const auto model = makeRows();
        model->replace(threeRows);
        model->setFilterText(QStringLiteral("zur"));
        QCOMPARE(namesShown(*model), QStringList({"Zürich"}));
        model->setFilterText(QStringLiteral("0/0 GE 9"));
        QCOMPARE(namesShown(*model), QStringList({"ge-0/0/2"}));
        QCOMPARE(model->totalRows(), 3);
        model->setFilterText({});
        QCOMPARE(model->rowCount(), 3);
        model->setAccept([](const Row& row) { return row.weight < 6; });
        QCOMPARE(namesShown(*model), QStringList({"ge-0/0/10", "Zürich"}));
        QCOMPARE(model->rowOf(QStringLiteral("b")), -1);
        QVERIFY(model->find(QStringLiteral("b")));
    }
    void aRefreshMovesOnlyWhatChanged()
    {
        const auto model = makeRows();
        model->replace(threeRows);
        model->sort(1);
        const QPersistentModelIndex selected = model->index(model->rowOf(QStringLiteral("b")), 0);
        QSignalSpy reset(model.get(), &QAbstractItemModel::modelReset);
        QSignalSpy changed(model.get(), &QAbstractItemModel::dataChanged);
        QSignalSpy removed(model.get(), &QAbstractItemModel::rowsRemoved);
        QSignalSpy inserted(model.get(), &QAbstractItemModel::rowsInserted);
        model->replace({{"b", "ge-0/0/2", 0}, {"c", "Zürich", 5}, {"d", "new", 3}});
        QCOMPARE(reset.count(), 0);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().at(0).toModelIndex().row(), 0);
        QCOMPARE(namesShown(*model), QStringList({"ge-0/0/2", "new", "Zürich"}));
        QVERIFY(selected.isValid());
        QCOMPARE(selected.data(KeyRole).toString(), QStringLiteral("b"));
    }
    void theSameAgainSaysNothing()
    {
        const auto model = makeRows();
        model->replace(threeRows);
        QSignalSpy changed(model.get(), &QAbstractItemModel::dataChanged);
        QSignalSpy layout(model.get(), &QAbstractItemModel::layoutChanged);
        model->replace(threeRows);
        QCOMPARE(changed.count() + layout.count(), 0);
    }
    void aWholesaleChangeIsAReset()
    {
        const auto model = makeRows();
        QList<Row> many, odd;
        for (int at = 0; at < 4000; ++at)
            many.append({QString::number(at), QStringLiteral("row %1").arg(at), at});
        for (int at = 1; at < 4000; at += 2)
            odd.append(many.at(at));
        model->replace(many);
        QSignalSpy reset(model.get(), &QAbstractItemModel::modelReset);
        model->replace(odd);
        QCOMPARE(reset.count(), 1);
        QCOMPARE(model->rowCount(), 2000);
    }
    void theLastOfTheSameKeyCounts()
    {
        const auto model = makeRows();
        model->replace({{"a", "old", 1}, {"a", "new", 2}});
        QCOMPARE(namesShown(*model), QStringList({"new"}));
    }
    void failsWithASentence()
    {
        const auto model = makeRows();
        QSignalSpy state(model.get(), &TableModel::stateChanged);
        model->setFailed(QStringLiteral("The database is locked."));
        QCOMPARE(state.count(), 1);
        QCOMPARE(model->failure(), QStringLiteral("The database is locked."));
        model->replace({});
        QCOMPARE(model->state(), TableModel::State::Ready);
    }
    /// Any sequence of changes shows what a fresh model with the last values shows, and keeps Qt's rules.
    void anySequenceEndsWhereAFreshModelIs_data()
    {
        QTest::addColumn<uint>("seed");
        for (uint seed = 1; seed <= 30; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void anySequenceEndsWhereAFreshModelIs()
    {
        QFETCH(uint, seed);
        QRandomGenerator random(seed);
        const auto model = makeRows();
        QAbstractItemModelTester tester(model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        QHash<QString, Row> truth;
        QStringList arrival;
        for (int step = 0; step < 60; ++step) {
            change(random, *model, truth, arrival);
            QPersistentModelIndex kept = model->rowCount() > 0 ? model->index(random.bounded(model->rowCount()), 0) : QModelIndex();
            const QVariant key = kept.data(KeyRole);
            change(random, *model, truth, arrival);
            if (kept.isValid())
                QCOMPARE(kept.data(KeyRole), key);
            else if (key.isValid())
                QCOMPARE(model->rowOfKey(key), -1);
            const auto fresh = makeRows();
            QList<Row> values;
            for (const QString& id : arrival)
                values.append(truth.value(id));
            fresh->replace(values);
            fresh->setFilterText(model->filterText());
            fresh->sort(model->sortColumn(), model->sortOrder());
            QCOMPARE(namesShown(*model), namesShown(*fresh));
        }
    }

private:
    static Row anyRow(QRandomGenerator& random)
    {
        const QString id = QString::number(random.bounded(12));
        return {id, QStringLiteral("row %1 of %2").arg(random.bounded(4)).arg(id), int(random.bounded(10))};
    }
    static void change(QRandomGenerator& random, Rows& model, QHash<QString, Row>& truth, QStringList& arrival)
    {
        const auto put = [&](const Row& row) {
            if (!truth.contains(row.id))
                arrival.append(row.id);
            truth.insert(row.id, row);
        };
        switch (random.bounded(5)) {
        case 0: {
            QList<Row> values;
            truth.clear();
            arrival.clear();
            for (int count = random.bounded(12); count > 0; --count) {
                values.append(anyRow(random));
                put(values.last());
            }
            model.replace(values);
            break;
        }
        case 1: {
            QList<Row> values{anyRow(random), anyRow(random)};
            if (values[0].id == values[1].id) // would go and come back: two changes
                values.removeLast();
            std::for_each(values.cbegin(), values.cend(), put);
            model.upsert(values);
            break;
        }
        case 2: {
            const QString id = QString::number(random.bounded(12));
            QCOMPARE(model.remove(id), truth.remove(id) > 0);
            arrival.removeAll(id);
            break;
        }
        case 3:
            model.sort(random.bounded(3) - 1, random.bounded(2) ? Qt::AscendingOrder : Qt::DescendingOrder);
            break;
        default:
            model.setFilterText(random.bounded(2) ? QString::number(random.bounded(5)) : QString());
        }
    }
};

QTEST_APPLESS_MAIN(ValueModelTest)
#include "tst_valuemodel.moc"
