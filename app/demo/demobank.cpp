#include "app/demo/demobank.h"

#include "models/core/errors.h"
#include "models/customer/customerstore.h"
#include "models/payments/paymentstore.h"
#include "models/store/settings.h"

#include <QCoreApplication>
#include <QXmlStreamWriter>

namespace trunkline::demo {

namespace {

struct Movement {
    Money amount;
    QString name;
    QString iban;
    QString text;
    QString reference;
};

void writePath(QXmlStreamWriter& xml, const QStringList& names, const QString& text)
{
    for (const QString& name : names)
        xml.writeStartElement(name);
    xml.writeCharacters(text);
    for (qsizetype i = 0; i < names.size(); ++i)
        xml.writeEndElement();
}

void writeMovement(QXmlStreamWriter& xml, const Movement& movement, BillingDate day)
{
    xml.writeStartElement(QStringLiteral("Ntry"));
    xml.writeStartElement(QStringLiteral("Amt"));
    xml.writeAttribute(QStringLiteral("Ccy"), movement.amount.currency.code());
    xml.writeCharacters(movement.amount.toPlainString());
    xml.writeEndElement();
    xml.writeTextElement(QStringLiteral("CdtDbtInd"), QStringLiteral("CRDT"));
    writePath(xml, {QStringLiteral("Sts"), QStringLiteral("Cd")}, QStringLiteral("BOOK"));
    writePath(xml, {QStringLiteral("BookgDt"), QStringLiteral("Dt")}, day.toIso());
    writePath(xml, {QStringLiteral("ValDt"), QStringLiteral("Dt")}, day.toIso());
    xml.writeTextElement(QStringLiteral("AcctSvcrRef"), movement.reference);
    writePath(xml, {QStringLiteral("BkTxCd"), QStringLiteral("Prtry"), QStringLiteral("Cd")}, QStringLiteral("NTRF"));
    xml.writeStartElement(QStringLiteral("NtryDtls"));
    xml.writeStartElement(QStringLiteral("TxDtls"));
    writePath(xml, {QStringLiteral("Refs"), QStringLiteral("EndToEndId")}, QStringLiteral("NOTPROVIDED"));
    xml.writeStartElement(QStringLiteral("RltdPties"));
    writePath(xml, {QStringLiteral("Dbtr"), QStringLiteral("Pty"), QStringLiteral("Nm")}, movement.name);
    writePath(xml, {QStringLiteral("DbtrAcct"), QStringLiteral("Id"), QStringLiteral("IBAN")}, movement.iban);
    xml.writeEndElement();
    writePath(xml, {QStringLiteral("RmtInf"), QStringLiteral("Ustrd")}, movement.text);
    for (int i = 0; i < 3; ++i)
        xml.writeEndElement();
}

QList<Movement> movementsOf(store::Connection& connection, BillingDate day)
{
    static const QStringList ibans{QStringLiteral("DE89370400440532013000"), QStringLiteral("DE02100100100006820101"), QStringLiteral("DE02700202700010108669"), QStringLiteral("DE02300209000106531065")};
    QList<payments::OpenItem> open = payments::openItems(connection);
    open.removeIf([](const payments::OpenItem& item) { return item.kind != payments::ItemKind::Invoice || item.open.minor <= 0; });
    if (open.isEmpty())
        throw Refused(QCoreApplication::translate("Demo", "No invoice is open; post a bill run first."));
    QList<Movement> movements;
    const auto reference = [&] { return QStringLiteral("%1-%2").arg(day.toIso()).arg(movements.size() + 1); };
    for (qsizetype at = 0; at < open.size(); ++at) {
        const QString name = customer::requireCustomer(connection, customer::requireAccount(connection, open[at].accountId).customerId).name;
        const bool half = at > 0 && at == open.size() - 1;
        movements.append({half ? open[at].open.part(1, 2, Rounding::HalfUp) : open[at].open, name, ibans[at % ibans.size()],
                          half ? QStringLiteral("thank you") : QStringLiteral("Invoice %1").arg(open[at].number), reference()});
    }
    movements.append({Money::parse(u"25", open.first().open.currency), QStringLiteral("Seeburg Sailing Club"), QStringLiteral("DE02500105170137075030"), QStringLiteral("Donation"), reference()});
    return movements;
}

} // namespace

QByteArray demoBankStatement(store::Connection& connection, BillingDate day)
{
    const store::OperatorProfile profile = store::requireProfile(connection);
    if (!profile.demo)
        throw Refused(QCoreApplication::translate("Demo", "Only a demo operator has a bank that is not there."));
    const QList<Movement> movements = movementsOf(connection, day);
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("Document"));
    xml.writeDefaultNamespace(QStringLiteral("urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"));
    xml.writeStartElement(QStringLiteral("BkToCstmrStmt"));
    xml.writeStartElement(QStringLiteral("GrpHdr"));
    xml.writeTextElement(QStringLiteral("MsgId"), QStringLiteral("DEMO-%1").arg(day.toIso()));
    xml.writeTextElement(QStringLiteral("CreDtTm"), day.toIso() + QStringLiteral("T18:00:00Z"));
    xml.writeEndElement();
    xml.writeStartElement(QStringLiteral("Stmt"));
    xml.writeTextElement(QStringLiteral("Id"), QStringLiteral("DEMO-%1").arg(day.toIso()));
    writePath(xml, {QStringLiteral("Acct"), QStringLiteral("Id"), QStringLiteral("IBAN")}, profile.iban);
    xml.writeStartElement(QStringLiteral("Bal")); // the schema wants one
    writePath(xml, {QStringLiteral("Tp"), QStringLiteral("CdOrPrtry"), QStringLiteral("Cd")}, QStringLiteral("OPBD"));
    xml.writeStartElement(QStringLiteral("Amt"));
    xml.writeAttribute(QStringLiteral("Ccy"), movements.first().amount.currency.code());
    xml.writeCharacters(Money::zero(movements.first().amount.currency).toPlainString());
    xml.writeEndElement();
    xml.writeTextElement(QStringLiteral("CdtDbtInd"), QStringLiteral("CRDT"));
    writePath(xml, {QStringLiteral("Dt"), QStringLiteral("Dt")}, day.toIso());
    xml.writeEndElement();
    for (const Movement& movement : movements)
        writeMovement(xml, movement, day);
    xml.writeEndDocument();
    return bytes;
}

} // namespace trunkline::demo
