#include "models/store/redaction.h"

#include "models/core/errors.h"
#include "models/store/journalchain.h"

#include <QCoreApplication>

namespace trunkline::store {

static const QString redactedKey = QStringLiteral("redacted");

QJsonArray redactEntries(Change& change, const QList<Redaction>& redactions)
{
    QJsonArray vouchers;
    Connection& connection = change.connection();
    for (const Redaction& each : redactions) {
        const QList<JournalEntry> found = journalAfter(connection, each.seq - 1, 1);
        if (found.isEmpty() || found.first().seq != each.seq)
            throw NotFound(QCoreApplication::translate("Journal", "The journal has no entry %1.").arg(each.seq));
        const auto previous = connection.row(QStringLiteral("SELECT hash FROM journal WHERE seq = ?"), {each.seq - 1});
        const QString before = each.before.text(), after = each.after.text();
        connection.exec(QStringLiteral("UPDATE journal SET before_json = ?, after_json = ? WHERE seq = ?"), {before, after, each.seq});
        JournalEntry left = found.first();
        if (each.sourceKey) {
            left.sourceKey = *each.sourceKey;
            connection.exec(QStringLiteral("UPDATE journal SET source_key = ? WHERE seq = ?"), {left.sourceKey, each.seq});
        }
        const QByteArray hash = entryHash(previous ? previous->bytes("hash") : QByteArray(), left, before, after);
        vouchers.append(QJsonObject{{"seq", qint64(each.seq)}, {"hash", QString::fromLatin1(hash.toHex())}});
    }
    return vouchers;
}

QMap<std::int64_t, QByteArray> vouchedHashes(Connection& connection)
{
    QMap<std::int64_t, QByteArray> hashes;
    for (const Row& row : connection.rows(QStringLiteral("SELECT after_json FROM journal WHERE subject_type = 'customer' AND kind = 'customer.erased' ORDER BY seq")))
        for (const QJsonValue& each : row.json("after_json")[redactedKey].toArray())
            hashes.insert(each[QLatin1String("seq")].toInteger(), QByteArray::fromHex(each[QLatin1String("hash")].toString().toLatin1()));
    return hashes;
}

} // namespace trunkline::store
