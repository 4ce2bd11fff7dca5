#include "models/store/inlist.h"

#include <algorithm>

namespace trunkline::store {

static constexpr qsizetype keysAStatement = 256;

QList<Row> rowsIn(Connection& connection, const QString& sql, const QStringList& keys, const Binds& before)
{
    QList<Row> all;
    for (qsizetype at = 0; at < keys.size(); at += keysAStatement) {
        const qsizetype count = std::min(keysAStatement, keys.size() - at);
        qsizetype places = 1; // few lengths, so that the prepared statements are few; the last key fills up
        while (places < count)
            places *= 2;
        Binds binds = before;
        for (qsizetype i = 0; i < places; ++i)
            binds.append(keys[at + std::min(i, count - 1)]);
        QString marks = QStringLiteral("?, ").repeated(places);
        marks.chop(2);
        all += connection.rows(QString(sql).replace(QLatin1String("{keys}"), marks), binds);
    }
    return all;
}

} // namespace trunkline::store
