// A shop with posted invoices, whose customers pay.
#pragma once

#include "models/core/errors.h"
#include "models/ledger/ledgerservice.h"
#include "models/payments/accountstatement.h"
#include "models/payments/dunningservice.h"
#include "models/payments/directdebitservice.h"
#include "models/payments/paymentservice.h"
#include "models/payments/paymentsettings.h"
#include "models/payments/paymentstore.h"
#include "models/payments/statementservice.h"
#include "tests/models/billing/billedshop.h"

#include <QBuffer>

namespace trunkline::test {

inline Money eur(const char* amount)
{
    return Money::parse(QString::fromLatin1(amount), Currency::parse(u"EUR"));
}

template <class Doing>
QString refusalOf(Doing doing)
{
    try {
        doing();
    } catch (const Error& error) {
        return error.sentence();
    }
    return QStringLiteral("(not refused)");
}

/// A movement as the bank writes it into camt.053.
struct BankMovement {
    QString amount;    ///< "58.31", "-61.31"
    QString text = {};
    QString reference = {}; ///< AcctSvcrRef
    QString name = QStringLiteral("Bäckerei Öz");
    QString iban = QStringLiteral("DE89370400440532013000");
    QString endToEnd = {};
    QString creditorReference = {};
    QString returnReason = {};
    QString batch = {}; ///< PmtInfId
    QString booked = QStringLiteral("2026-04-07");
    QString status = QStringLiteral("BOOK");
};

inline QByteArray camt(const QList<BankMovement>& movements, const QString& message = QStringLiteral("camt.053.001.08"), const QString& id = QStringLiteral("S-1"))
{
    const bool notification = message.startsWith(QLatin1String("camt.054"));
    const QString root = notification ? QStringLiteral("BkToCstmrDbtCdtNtfctn") : message.startsWith(QLatin1String("camt.052")) ? QStringLiteral("BkToCstmrAcctRpt") : QStringLiteral("BkToCstmrStmt");
    const QString statement = notification ? QStringLiteral("Ntfctn") : message.startsWith(QLatin1String("camt.052")) ? QStringLiteral("Rpt") : QStringLiteral("Stmt");
    QString xml = QStringLiteral("<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:%1\"><%2><GrpHdr><MsgId>M-%3</MsgId></GrpHdr><%4><Id>%3</Id>"
                                 "<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id></Acct>").arg(message, root, id, statement);
    for (const BankMovement& m : movements) {
        const bool debit = m.amount.startsWith(u'-');
        const QString side = debit ? QStringLiteral("Cdtr") : QStringLiteral("Dbtr");
        xml += QStringLiteral("<Ntry><Amt Ccy=\"EUR\">%1</Amt><CdtDbtInd>%2</CdtDbtInd><Sts><Cd>%3</Cd></Sts><BookgDt><Dt>%4</Dt></BookgDt>")
                   .arg(debit ? m.amount.mid(1) : m.amount, debit ? QStringLiteral("DBIT") : QStringLiteral("CRDT"), m.status, m.booked);
        if (!m.reference.isEmpty())
            xml += QStringLiteral("<AcctSvcrRef>%1</AcctSvcrRef>").arg(m.reference);
        xml += QStringLiteral("<NtryDtls>");
        if (!m.batch.isEmpty())
            xml += QStringLiteral("<Btch><PmtInfId>%1</PmtInfId></Btch>").arg(m.batch);
        else
            xml += QStringLiteral("<TxDtls><Refs><EndToEndId>%1</EndToEndId></Refs><RltdPties><%2><Pty><Nm>%3</Nm></Pty></%2><%2Acct><Id><IBAN>%4</IBAN></Id></%2Acct></RltdPties>"
                                  "<RmtInf><Ustrd>%5</Ustrd>%6</RmtInf>%7</TxDtls>")
                       .arg(m.endToEnd.isEmpty() ? QStringLiteral("NOTPROVIDED") : m.endToEnd, side, m.name, m.iban, m.text,
                            m.creditorReference.isEmpty() ? QString() : QStringLiteral("<Strd><CdtrRefInf><Ref>%1</Ref></CdtrRefInf></Strd>").arg(m.creditorReference),
                            m.returnReason.isEmpty() ? QString() : QStringLiteral("<RtrInf><Rsn><Cd>%1</Cd></Rsn></RtrInf>").arg(m.returnReason));
        xml += QStringLiteral("</NtryDtls></Ntry>");
    }
    return (xml + QStringLiteral("</%1></%2></Document>").arg(statement, root)).toUtf8();
}

struct PaidShop : BilledShop {
    explicit PaidShop(const QString& engine) : BilledShop(engine)
    {
        store::Change change(s.context, {QStringLiteral("test"), QStringLiteral("test")});
        auto profile = store::requireProfile(db());
        profile.iban = QStringLiteral("DE02120300000000202051");
        store::putProfile(db(), profile);
        change.commit();
    }

    /// March for every account with a service, on the first of April.
    QList<billing::Invoice> billMarch()
    {
        clockTo("2026-04-01T06:00:00Z");
        return billing::BillRunService(s.context).post(administrator(), {1, {BillingDate(2026, 3, 1), BillingDate(2026, 4, 1)}}, BillingDate(2026, 4, 1)).invoices;
    }
    payments::ImportResult importFile(const QByteArray& file, const access::Actor& actor = administrator())
    {
        QBuffer buffer;
        buffer.setData(file);
        buffer.open(QIODevice::ReadOnly);
        return payments::StatementService(s.context).import(actor, buffer, QStringLiteral("april.xml"));
    }
    Money owed(AccountId of = {}) { return billing::balanceOf(db(), of.isNull() ? account : of, eur("0").currency); }
    Money open(InvoiceId id) { return payments::item(db(), {id, {}})->open; }
    Money ledgerOf(const char* name) { return ledger::balanceOf(db(), QString::fromLatin1(name), eur("0").currency); }
    QStringList wrongInTheBooks() { return payments::checkBooks(db()); }
};

} // namespace trunkline::test
