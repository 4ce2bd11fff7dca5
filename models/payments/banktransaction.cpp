#include "models/payments/camt.h"

#include <QJsonArray>

namespace trunkline::payments {

QJsonObject toJson(const BankTransaction& t)
{
    return {{"amount", t.amount ? t.amount->toPlainString() : QString()}, {"endToEndId", t.endToEndId}, {"instructionId", t.instructionId}, {"mandateId", t.mandateId},
            {"messageId", t.messageId}, {"paymentInformationId", t.paymentInformationId}, {"transactionId", t.transactionId}, {"bankReference", t.bankReference},
            {"debtorName", t.debtorName}, {"debtorIban", t.debtorIban}, {"creditorName", t.creditorName}, {"creditorIban", t.creditorIban},
            {"remittance", QJsonArray::fromStringList(t.remittance)}, {"creditorReference", t.creditorReference}, {"returnReason", t.returnReason}, {"returnText", t.returnText}};
}

BankTransaction bankTransactionFrom(const QJsonObject& o, Currency currency)
{
    BankTransaction t;
    if (const QString amount = o["amount"].toString(); !amount.isEmpty())
        t.amount = Money::parse(amount, currency);
    t.endToEndId = o["endToEndId"].toString();
    t.instructionId = o["instructionId"].toString();
    t.mandateId = o["mandateId"].toString();
    t.messageId = o["messageId"].toString();
    t.paymentInformationId = o["paymentInformationId"].toString();
    t.transactionId = o["transactionId"].toString();
    t.bankReference = o["bankReference"].toString();
    t.debtorName = o["debtorName"].toString();
    t.debtorIban = o["debtorIban"].toString();
    t.creditorName = o["creditorName"].toString();
    t.creditorIban = o["creditorIban"].toString();
    for (const QJsonValue& line : o["remittance"].toArray())
        t.remittance.append(line.toString());
    t.creditorReference = o["creditorReference"].toString();
    t.returnReason = o["returnReason"].toString();
    t.returnText = o["returnText"].toString();
    return t;
}

} // namespace trunkline::payments
