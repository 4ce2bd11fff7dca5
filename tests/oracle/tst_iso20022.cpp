// What another reader (genkgo/camt) makes of bank statements and notifications, against what ours makes of them: every camt file of the folder with a .json beside it.
//
// The rule of comparison: each field that both have (amounts in minor units with their sign, dates, statuses, references, parties, remittance, balances of the
// statement); a field that the other reader leaves null is not compared. A file without a .json must be refused. Where the JSON says "__RECURSIVITY__" (the same object printed
// elsewhere in it) the object it stands for is used. Of a message with several statements the JSON holds the entries of the last one only (their keys begin anew
// with each statement, and the printed list is one); the others are counted against the file's <Ntry> elements.
// Oracle: ../shared/data/iso20022 (MIT); nothing of it is copied here.
#include "models/core/errors.h"
#include "models/payments/camt.h"
#include "tests/support/oracle.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace trunkline;
using namespace trunkline::payments;

namespace {

struct Reading {
    QList<BankStatement> statements;
    QList<BankEntry> entries; ///< of the last statement
    qsizetype allEntries = 0;
    qsizetype elements = 0; ///< <Ntry> in the file
};

Reading readingOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s can't be read", qPrintable(path));
    Reading reading;
    reading.elements = file.readAll().count("<Ntry>");
    file.seek(0);
    const auto statement = [&](const BankStatement& s) {
        reading.statements.append(s);
        reading.entries.clear();
    };
    const auto entry = [&](const BankEntry& e) {
        reading.entries.append(e);
        ++reading.allEntries;
    };
    readCamt(file, {statement, entry});
    return reading;
}

/// Compares and counts.
struct Comparison {
    int fields = 0;
    QStringList differences;

    void text(const QString& what, const QJsonValue& theirs, const QString& ours)
    {
        if (!theirs.isString() || theirs.toString().isEmpty())
            return;
        ++fields;
        if (theirs.toString().simplified() != ours.simplified())
            differences.append(QStringLiteral("%1: theirs “%2”, ours “%3”").arg(what, theirs.toString(), ours));
    }
    void money(const QString& what, const QJsonValue& theirs, const std::optional<Money>& ours)
    {
        const QJsonObject o = theirs.toObject();
        if (o.isEmpty())
            return;
        text(what, o["getAmount"], ours ? QString::number(ours->minor) : QStringLiteral("none"));
        text(what + QStringLiteral(" currency"), o["getCurrency"].toObject()["getCode"], ours ? ours->currency.code() : QString());
    }
    void date(const QString& what, const QJsonValue& theirs, BillingDate ours) { text(what, theirs.toObject()["0"].toString().left(10), ours.isValid() ? ours.toIso() : QString()); }
};

void compareTransaction(Comparison& c, const QJsonObject& theirs, const BankTransaction& ours)
{
    c.money(QStringLiteral("transaction amount"), theirs["getAmount"], ours.amount);
    const QJsonObject references = theirs["getReference"].toObject();
    c.text(QStringLiteral("end to end"), references["getEndToEndId"], ours.endToEndId);
    c.text(QStringLiteral("instruction"), references["getInstructionId"], ours.instructionId);
    c.text(QStringLiteral("mandate"), references["getMandateId"], ours.mandateId);
    c.text(QStringLiteral("message"), references["getMessageId"], ours.messageId);
    c.text(QStringLiteral("payment information"), references["getPaymentInformationId"], ours.paymentInformationId);
    c.text(QStringLiteral("transaction id"), references["getTransactionId"], ours.transactionId);
    c.text(QStringLiteral("bank's reference"), references["getAccountServicerReference"], ours.bankReference);
    for (const QJsonValue& value : theirs["getRelatedParties"].toArray()) {
        const QJsonObject party = value.toObject();
        const QString kind = party["getRelatedPartyType"].toObject()["__CLASS__"].toString().section(u'\\', -1);
        const bool debtor = kind == QLatin1String("Debtor");
        if (!debtor && kind != QLatin1String("Creditor"))
            continue;
        c.text(kind + QStringLiteral(" name"), party["getRelatedPartyType"].toObject()["getName"], debtor ? ours.debtorName : ours.creditorName);
        c.text(kind + QStringLiteral(" account"), party["getAccount"].toObject()["getIdentification"], debtor ? ours.debtorIban : ours.creditorIban);
    }
    const QJsonObject remittance = theirs["getRemittanceInformation"].toObject();
    const QJsonArray blocks = remittance["getUnstructuredBlocks"].toArray();
    if (!blocks.isEmpty() && blocks.first().isObject())
        for (qsizetype i = 0; i < blocks.size(); ++i)
            c.text(QStringLiteral("remittance"), blocks[i].toObject()["getMessage"], ours.remittance.value(i));
    else
        c.text(QStringLiteral("remittance"), remittance["getUnstructuredBlock"].toObject()["getMessage"], ours.remittance.value(0));
    c.text(QStringLiteral("creditor reference"), remittance["getStructuredBlock"].toObject()["getCreditorReferenceInformation"].toObject()["getRef"], ours.creditorReference);
}

void compareEntry(Comparison& c, const QJsonObject& theirs, const BankEntry& ours)
{
    c.money(QStringLiteral("amount"), theirs["getAmount"], ours.amount);
    c.text(QStringLiteral("indicator"), theirs["getCreditDebitIndicator"], ours.amount.isNegative() ? QStringLiteral("DBIT") : QStringLiteral("CRDT"));
    c.text(QStringLiteral("status"), theirs["getStatus"], ours.status);
    c.date(QStringLiteral("booked"), theirs["getBookingDate"], ours.booked);
    c.date(QStringLiteral("valued"), theirs["getValueDate"], ours.valued);
    c.text(QStringLiteral("reference"), theirs["getReference"], ours.reference);
    c.text(QStringLiteral("bank's reference"), theirs["getAccountServicerReference"], ours.bankReference);
    c.text(QStringLiteral("information"), theirs["getAdditionalInfo"], ours.information);
    if (theirs["getReversalIndicator"].isBool()) {
        ++c.fields;
        if (theirs["getReversalIndicator"].toBool() != ours.reversal)
            c.differences.append(QStringLiteral("reversal"));
    }
    QJsonArray transactions = theirs["getTransactionDetails"].toArray();
    if (!transactions.isEmpty() && transactions[0].isString()) // printed as the first one elsewhere
        transactions[0] = theirs["getTransactionDetail"];
    ++c.fields;
    if (transactions.size() != ours.transactions.size())
        c.differences.append(QStringLiteral("theirs %1 transactions, ours %2").arg(transactions.size()).arg(ours.transactions.size()));
    for (qsizetype i = 0; i < std::min(transactions.size(), ours.transactions.size()); ++i)
        compareTransaction(c, transactions[i].toObject(), ours.transactions[i]);
}

void compareStatement(Comparison& c, const QJsonObject& theirs, const BankStatement& ours)
{
    c.text(QStringLiteral("statement"), theirs["getId"], ours.id);
    c.text(QStringLiteral("sequence"), theirs["getElectronicSequenceNumber"], ours.sequence);
    c.text(QStringLiteral("account"), theirs["getAccount"].toObject()["getIdentification"], ours.account);
    const QJsonArray balances = theirs["getBalances"].toArray();
    for (qsizetype i = 0; i < balances.size(); ++i) {
        if (!balances[i].isObject())
            continue;
        const BankBalance found = ours.balances.value(i, {QString(), Money::zero(Currency::parse(u"XOF")), {}});
        c.money(QStringLiteral("balance %1").arg(i), balances[i].toObject()["getAmount"], found.amount);
        c.date(QStringLiteral("balance day %1").arg(i), balances[i].toObject()["getDate"], found.on);
    }
}

} // namespace

class Iso20022Test : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statements_data()
    {
        TRUNKLINE_ORACLE_FOLDER(folder, "iso20022/samples");
        QTest::addColumn<QString>("path");
        for (const QString& name : QDir(folder).entryList({QStringLiteral("camt*.xml")}, QDir::Files, QDir::Name))
            QTest::newRow(qPrintable(name)) << folder + u'/' + name;
    }
    void statements()
    {
        QFETCH(QString, path);
        QFile expected(path.chopped(4) + QStringLiteral(".json"));
        if (!expected.exists()) {
            try {
                readingOf(path);
            } catch (const InvalidInput& error) {
                qInfo("refused, as it must be: %s", qPrintable(error.sentence()));
                return;
            }
            QFAIL("was read");
        }
        QVERIFY(expected.open(QIODevice::ReadOnly));
        const QJsonObject theirs = QJsonDocument::fromJson(expected.readAll()).object();
        const Reading ours = readingOf(path);
        Comparison c;
        const QJsonArray entries = theirs["getEntries"].toArray();
        QCOMPARE(theirs["getRecords"].toArray().size(), ours.statements.size());
        QCOMPARE(ours.allEntries, ours.elements);
        if (!entries.isEmpty()) {
            QCOMPARE(ours.entries.size(), entries.size());
            for (qsizetype i = 0; i < entries.size(); ++i) {
                if (!entries[i].isObject())
                    continue;
                compareEntry(c, entries[i].toObject(), ours.entries[i]);
            }
            compareStatement(c, entries.first().toObject()["getRecord"].toObject(), ours.statements.last());
        }
        c.text(QStringLiteral("message"), theirs["getGroupHeader"].toObject()["getMessageId"], ours.statements.first().messageId);
        qInfo("%d fields compared, %lld agree", c.fields, c.fields - qlonglong(c.differences.size()));
        QVERIFY2(c.differences.isEmpty(), qPrintable(c.differences.join(u'\n')));
        QVERIFY(c.fields > 5);
    }
};

QTEST_GUILESS_MAIN(Iso20022Test)
#include "tst_iso20022.moc"
