// bench [NAME…] [--json FILE]: runs the benches whose names begin so, or all; those that take minutes only by their full name.
#include "tests/bench/bench.h"

#include <QApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

#include <algorithm>
#include <stdexcept>

using namespace trunkline::bench;

namespace {

QString numberText(const std::optional<double>& number)
{
    return number ? QString::number(*number, 'g', 3) : QStringLiteral("–");
}

QStringList cells(const Row& row)
{
    const QString figure = row.spread.isEmpty() ? numberText(row.figure) : QStringLiteral("%1 (%2)").arg(numberText(row.figure), row.spread);
    return {row.name, figure, row.unit, row.yardstick, numberText(row.ratio), row.target,
            !row.holds ? QStringLiteral("–") : *row.holds ? QStringLiteral("yes") : QStringLiteral("NO")};
}

void print(const QList<Row>& rows)
{
    QList<QStringList> table{{"name", "figure", "unit", "yardstick", "ratio", "target", "holds"}};
    for (const Row& row : rows)
        table.append(cells(row));
    QTextStream out(stdout);
    for (const QStringList& line : table) {
        for (qsizetype column = 0; column < line.size(); ++column) {
            qsizetype width = 0;
            for (const QStringList& other : table)
                width = std::max(width, other[column].size());
            out << line[column].leftJustified(width) << (column + 1 < line.size() ? "  " : "\n");
        }
    }
}

QJsonArray json(const QList<Row>& rows)
{
    const auto orNull = [](const auto& value) { return value ? QJsonValue(*value) : QJsonValue(); };
    QJsonArray list;
    for (const Row& row : rows)
        list.append(QJsonObject{{"name", row.name}, {"figure", orNull(row.figure)}, {"unit", row.unit}, {"yardstick", row.yardstick},
                                {"ratio", orNull(row.ratio)}, {"target", row.target}, {"holds", orNull(row.holds)}});
    return list;
}

int runWorker(const QStringList& arguments)
{
    for (const Worker& worker : workers())
        if (worker.name == arguments.value(0)) {
            QTextStream(stdout) << QJsonDocument(worker.run(arguments.sliced(1))).toJson(QJsonDocument::Compact) << Qt::endl;
            return 0;
        }
    throw std::runtime_error("there is no such worker");
}

int runBenches(QStringList names)
{
    QString file;
    if (const qsizetype at = names.indexOf(QStringLiteral("--json")); at >= 0) {
        file = names.value(at + 1);
        names.remove(at, std::min<qsizetype>(2, names.size() - at));
    }
    std::sort(benches().begin(), benches().end(), [](const Bench& a, const Bench& b) { return a.name < b.name; });
    QList<Row> rows;
    bool broken = false;
    for (const Bench& bench : std::as_const(benches())) {
        const bool begun = names.isEmpty() || std::any_of(names.begin(), names.end(), [&](const QString& name) { return bench.name.startsWith(name); });
        if (bench.onlyWhenNamed ? !names.contains(bench.name) : !begun)
            continue;
        QTextStream(stderr) << "measuring " << bench.name << " …" << Qt::endl;
        try {
            rows += bench.run();
        } catch (const std::exception& error) {
            Row row = skipped(bench.name, {}, QString::fromUtf8(error.what()));
            row.holds = false;
            rows.append(row);
            broken = true;
        }
    }
    print(rows);
    QFile out(file);
    if (!file.isEmpty() && (!out.open(QIODevice::WriteOnly) || out.write(QJsonDocument(json(rows)).toJson()) < 0))
        throw std::runtime_error("the JSON file can't be written");
    return broken ? 1 : 0;
}

} // namespace

int main(int argc, char** argv)
{
    const bool hasScreen = argc > 2 && std::any_of(workers().cbegin(), workers().cend(), [&](const Worker& worker) { return worker.hasScreen && worker.name == QLatin1StringView(argv[2]); });
    if (hasScreen)
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const std::unique_ptr<QCoreApplication> app(hasScreen ? new QApplication(argc, argv) : new QCoreApplication(argc, argv));
    const QStringList arguments = QCoreApplication::arguments().sliced(1);
    try {
        return arguments.value(0) == QLatin1String("--work") ? runWorker(arguments.sliced(1)) : runBenches(arguments);
    } catch (const std::exception& error) {
        QTextStream(stderr) << error.what() << Qt::endl;
        return 1;
    }
}
