#include "models/payments/pain.h"

#include <QJsonArray>
#include <QXmlStreamWriter>

namespace trunkline::payments {

namespace {

/// Elements in order, one call each.
class PainWriter {
public:
    PainWriter(const QString& message) : xml_(&bytes_)
    {
        xml_.setAutoFormatting(true);
        xml_.setAutoFormattingIndent(1);
        xml_.writeStartDocument();
        xml_.writeStartElement(QStringLiteral("Document"));
        xml_.writeDefaultNamespace(QStringLiteral("urn:iso:std:iso:20022:tech:xsd:") + message);
    }

    void open(const char* name) { xml_.writeStartElement(QString::fromLatin1(name)); }
    void close() { xml_.writeEndElement(); }
    void text(const char* name, const QString& value) { xml_.writeTextElement(QString::fromLatin1(name), value); }
    /// "A/B/C" around a text.
    void path(const QString& names, const QString& value)
    {
        const QStringList all = names.split(u'/');
        for (const QString& name : all)
            xml_.writeStartElement(name);
        xml_.writeCharacters(value);
        for (qsizetype i = 0; i < all.size(); ++i)
            xml_.writeEndElement();
    }
    void amount(const char* name, const Money& value)
    {
        xml_.writeStartElement(QString::fromLatin1(name));
        xml_.writeAttribute(QStringLiteral("Ccy"), value.currency.code());
        xml_.writeCharacters(value.toPlainString());
        xml_.writeEndElement();
    }
    /// An agent without a BIC is told as such: the IBAN says which bank it is.
    void agent(const char* name, const QString& bic, bool newer)
    {
        const QString institution = QString::fromLatin1(name) + QStringLiteral("/FinInstnId/");
        if (bic.isEmpty())
            path(institution + QStringLiteral("Othr/Id"), QStringLiteral("NOTPROVIDED"));
        else
            path(institution + (newer ? QStringLiteral("BICFI") : QStringLiteral("BIC")), bic);
    }
    void group(const QString& messageId, Timestamp madeAt, qsizetype count, const Money& sum, const QString& name)
    {
        open("GrpHdr");
        text("MsgId", messageId);
        text("CreDtTm", madeAt.toIso().left(19) + u'Z');
        text("NbOfTxs", QString::number(count));
        text("CtrlSum", sum.toPlainString());
        path(QStringLiteral("InitgPty/Nm"), sepaText(name, 70));
        close();
    }
    QByteArray finished()
    {
        xml_.writeEndDocument();
        return bytes_;
    }

private:
    QByteArray bytes_;
    QXmlStreamWriter xml_;
};

template <class List>
Money totalOf(const List& transactions)
{
    Money sum = Money::zero(Currency::parse(u"EUR"));
    for (const auto& each : transactions)
        sum += each.amount;
    return sum;
}

void writeTransaction(PainWriter& xml, const DebitTransaction& t, bool newer)
{
    xml.open("DrctDbtTxInf");
    xml.path(QStringLiteral("PmtId/EndToEndId"), sepaText(t.endToEndId, 35));
    xml.amount("InstdAmt", t.amount);
    xml.open("DrctDbtTx");
    xml.open("MndtRltdInf");
    xml.text("MndtId", sepaText(t.mandateReference, 35));
    xml.text("DtOfSgntr", t.signedOn.toIso());
    xml.close();
    xml.close();
    xml.agent("DbtrAgt", t.debtor.bic, newer);
    xml.path(QStringLiteral("Dbtr/Nm"), sepaText(t.debtor.name, 70));
    xml.path(QStringLiteral("DbtrAcct/Id/IBAN"), t.debtor.iban);
    xml.path(QStringLiteral("RmtInf/Ustrd"), sepaText(t.remittance, 140));
    xml.close();
}

void writeBlock(PainWriter& xml, const DebitOrder& order, const DebitBlock& block, bool newer)
{
    xml.open("PmtInf");
    xml.text("PmtInfId", sepaText(block.id, 35));
    xml.text("PmtMtd", QStringLiteral("DD"));
    xml.text("NbOfTxs", QString::number(block.transactions.size()));
    xml.text("CtrlSum", totalOf(block.transactions).toPlainString());
    xml.open("PmtTpInf");
    xml.path(QStringLiteral("SvcLvl/Cd"), QStringLiteral("SEPA"));
    xml.path(QStringLiteral("LclInstrm/Cd"), codeOf(block.scheme));
    xml.text("SeqTp", codeOf(block.sequence));
    xml.close();
    xml.text("ReqdColltnDt", block.dueOn.toIso());
    xml.path(QStringLiteral("Cdtr/Nm"), sepaText(order.creditor.name, 70));
    xml.path(QStringLiteral("CdtrAcct/Id/IBAN"), order.creditor.iban);
    xml.agent("CdtrAgt", order.creditor.bic, newer);
    xml.text("ChrgBr", QStringLiteral("SLEV"));
    xml.open("CdtrSchmeId");
    xml.open("Id");
    xml.open("PrvtId");
    xml.open("Othr");
    xml.text("Id", order.creditorId);
    xml.path(QStringLiteral("SchmeNm/Prtry"), QStringLiteral("SEPA"));
    for (int i = 0; i < 4; ++i)
        xml.close();
    for (const DebitTransaction& t : block.transactions)
        writeTransaction(xml, t, newer);
    xml.close();
}

} // namespace

QString sepaText(const QString& text, qsizetype longest)
{
    static const QString allowed = QStringLiteral("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-?:().,'+ ");
    struct Spelling {
        char16_t letter;
        const char* spelled;
    };
    static constexpr Spelling spellings[] = {{u'ä', "ae"}, {u'ö', "oe"}, {u'ü', "ue"}, {u'Ä', "Ae"}, {u'Ö', "Oe"}, {u'Ü', "Ue"}, {u'ß', "ss"}, {u'&', "+"}, {u'ø', "o"}, {u'Ø', "O"}, {u'ł', "l"}, {u'Ł', "L"}, {u'æ', "ae"}, {u'Æ', "Ae"}, {u'đ', "d"}, {u'ı', "i"}};
    QString plain;
    for (const QChar c : text) {
        const auto spelling = std::find_if(std::begin(spellings), std::end(spellings), [&](const Spelling& s) { return c == s.letter; });
        if (spelling != std::end(spellings)) {
            plain += QString::fromLatin1(spelling->spelled);
            continue;
        }
        const QChar base = c.decomposition().isEmpty() ? c : c.decomposition().front();
        plain += allowed.contains(base) ? base : QChar(u'.');
    }
    plain = plain.simplified().left(longest).trimmed();
    if (plain.startsWith(u'/'))
        plain.remove(0, 1);
    return plain.isEmpty() ? QStringLiteral("-") : plain.replace(QLatin1String("//"), QLatin1String("/"));
}

QByteArray directDebitFile(const DebitOrder& order, const QString& version)
{
    const bool newer = version == QLatin1String("08");
    PainWriter xml(QStringLiteral("pain.008.001.") + version);
    qsizetype count = 0;
    Money sum = Money::zero(Currency::parse(u"EUR"));
    for (const DebitBlock& block : order.blocks) {
        count += block.transactions.size();
        sum += totalOf(block.transactions);
    }
    xml.open("CstmrDrctDbtInitn");
    xml.group(sepaText(order.messageId, 35), order.madeAt, count, sum, order.creditor.name);
    for (const DebitBlock& block : order.blocks)
        writeBlock(xml, order, block, newer);
    return xml.finished();
}

QByteArray transferFile(const TransferOrder& order, const QString& version)
{
    const bool newer = version == QLatin1String("09");
    PainWriter xml(QStringLiteral("pain.001.001.") + version);
    xml.open("CstmrCdtTrfInitn");
    const Money sum = totalOf(order.transactions);
    xml.group(sepaText(order.messageId, 35), order.madeAt, order.transactions.size(), sum, order.debtor.name);
    xml.open("PmtInf");
    xml.text("PmtInfId", sepaText(order.messageId, 35));
    xml.text("PmtMtd", QStringLiteral("TRF"));
    xml.text("NbOfTxs", QString::number(order.transactions.size()));
    xml.text("CtrlSum", sum.toPlainString());
    xml.path(QStringLiteral("PmtTpInf/SvcLvl/Cd"), QStringLiteral("SEPA"));
    xml.path(newer ? QStringLiteral("ReqdExctnDt/Dt") : QStringLiteral("ReqdExctnDt"), order.executeOn.toIso());
    xml.path(QStringLiteral("Dbtr/Nm"), sepaText(order.debtor.name, 70));
    xml.path(QStringLiteral("DbtrAcct/Id/IBAN"), order.debtor.iban);
    xml.agent("DbtrAgt", order.debtor.bic, newer);
    xml.text("ChrgBr", QStringLiteral("SLEV"));
    for (const TransferTransaction& t : order.transactions) {
        xml.open("CdtTrfTxInf");
        xml.path(QStringLiteral("PmtId/EndToEndId"), sepaText(t.endToEndId, 35));
        xml.open("Amt");
        xml.amount("InstdAmt", t.amount);
        xml.close();
        if (!t.creditor.bic.isEmpty())
            xml.agent("CdtrAgt", t.creditor.bic, newer);
        xml.path(QStringLiteral("Cdtr/Nm"), sepaText(t.creditor.name, 70));
        xml.path(QStringLiteral("CdtrAcct/Id/IBAN"), t.creditor.iban);
        xml.path(QStringLiteral("RmtInf/Ustrd"), sepaText(t.remittance, 140));
        xml.close();
    }
    return xml.finished();
}

static QJsonObject partyJson(const OrderParty& party)
{
    return {{"name", party.name}, {"iban", party.iban}, {"bic", party.bic}};
}

QJsonObject toJson(const DebitOrder& order)
{
    QJsonArray blocks;
    for (const DebitBlock& block : order.blocks) {
        QJsonArray transactions;
        for (const DebitTransaction& t : block.transactions)
            transactions.append(QJsonObject{{"endToEndId", t.endToEndId}, {"amount", t.amount.toPlainString()}, {"mandate", t.mandateReference}, {"signedOn", t.signedOn.toIso()}, {"debtor", partyJson(t.debtor)}, {"remittance", t.remittance}});
        blocks.append(QJsonObject{{"id", block.id}, {"dueOn", block.dueOn.toIso()}, {"sequence", codeOf(block.sequence)}, {"scheme", codeOf(block.scheme)}, {"transactions", transactions}});
    }
    return {{"messageId", order.messageId}, {"madeAt", order.madeAt.toIso()}, {"creditor", partyJson(order.creditor)}, {"creditorId", order.creditorId}, {"blocks", blocks}};
}

QJsonObject toJson(const TransferOrder& order)
{
    QJsonArray transactions;
    for (const TransferTransaction& t : order.transactions)
        transactions.append(QJsonObject{{"endToEndId", t.endToEndId}, {"amount", t.amount.toPlainString()}, {"creditor", partyJson(t.creditor)}, {"remittance", t.remittance}});
    return {{"messageId", order.messageId}, {"madeAt", order.madeAt.toIso()}, {"debtor", partyJson(order.debtor)}, {"executeOn", order.executeOn.toIso()}, {"transactions", transactions}};
}

} // namespace trunkline::payments
