#include "models/payments/bankcodes.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

namespace trunkline::payments {

namespace {

QString bankText(const char* text)
{
    return QCoreApplication::translate("Payments", text);
}

QString compact(const QString& typed)
{
    QString text;
    for (const QChar c : typed)
        if (!c.isSpace())
            text.append(c.toUpper());
    return text;
}

/// ISO 7064 MOD 97-10 of letters and digits, letters counting 10 to 35.
int mod97(const QString& text)
{
    int rest = 0;
    for (const QChar c : text) {
        const int value = c.isDigit() ? c.digitValue() : c.unicode() - u'A' + 10;
        rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest;
}

/// The registry's lengths for the SEPA area; other countries are checked by their digits only.
int ibanLength(const QString& country)
{
    static const QHash<QString, int> lengths{
        {QStringLiteral("AD"), 24}, {QStringLiteral("AT"), 20}, {QStringLiteral("BE"), 16}, {QStringLiteral("BG"), 22}, {QStringLiteral("CH"), 21}, {QStringLiteral("CY"), 28},
        {QStringLiteral("CZ"), 24}, {QStringLiteral("DE"), 22}, {QStringLiteral("DK"), 18}, {QStringLiteral("EE"), 20}, {QStringLiteral("ES"), 24}, {QStringLiteral("FI"), 18},
        {QStringLiteral("FR"), 27}, {QStringLiteral("GB"), 22}, {QStringLiteral("GI"), 23}, {QStringLiteral("GR"), 27}, {QStringLiteral("HR"), 21}, {QStringLiteral("HU"), 28},
        {QStringLiteral("IE"), 22}, {QStringLiteral("IS"), 26}, {QStringLiteral("IT"), 27}, {QStringLiteral("LI"), 21}, {QStringLiteral("LT"), 20}, {QStringLiteral("LU"), 20},
        {QStringLiteral("LV"), 21}, {QStringLiteral("MC"), 27}, {QStringLiteral("MT"), 31}, {QStringLiteral("NL"), 18}, {QStringLiteral("NO"), 15}, {QStringLiteral("PL"), 28},
        {QStringLiteral("PT"), 25}, {QStringLiteral("RO"), 24}, {QStringLiteral("SE"), 24}, {QStringLiteral("SI"), 19}, {QStringLiteral("SK"), 24}, {QStringLiteral("SM"), 27},
        {QStringLiteral("VA"), 22}};
    return lengths.value(country, 0);
}

} // namespace

QString checkedIban(const QString& typed)
{
    static const QRegularExpression form(QStringLiteral("^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"));
    const QString iban = compact(typed);
    if (!form.match(iban).hasMatch())
        throw InvalidInput(bankText("“%1” is no IBAN; it begins with a country and two digits, such as DE89 3704 0044 0532 0130 00.").arg(typed));
    if (const int length = ibanLength(iban.left(2)); length > 0 && iban.size() != length)
        throw InvalidInput(bankText("The IBAN %1 has %2 characters; one of %3 has %4.").arg(iban).arg(iban.size()).arg(iban.left(2)).arg(length));
    if (mod97(iban.mid(4) + iban.left(4)) != 1)
        throw InvalidInput(bankText("The check digits of the IBAN %1 are wrong; a character was mistyped.").arg(iban));
    return iban;
}

QString checkedBic(const QString& typed)
{
    static const QRegularExpression form(QStringLiteral("^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$"));
    const QString bic = compact(typed);
    if (!bic.isEmpty() && !form.match(bic).hasMatch())
        throw InvalidInput(bankText("“%1” is no BIC; it has 8 or 11 characters, such as COBADEFFXXX. It may be left out.").arg(typed));
    return bic;
}

QString checkedCreditorId(const QString& typed)
{
    static const QRegularExpression form(QStringLiteral("^[A-Z]{2}[0-9]{2}[A-Z0-9]{3}[A-Z0-9]{1,28}$"));
    const QString id = compact(typed);
    if (!form.match(id).hasMatch() || mod97(id.mid(7) + id.left(4)) != 1)
        throw InvalidInput(bankText("“%1” is no creditor identifier (such as DE98ZZZ09999999999), or a character was mistyped; the central bank gives it.").arg(typed));
    return id;
}

QString grouped(const QString& iban)
{
    QString text;
    for (qsizetype at = 0; at < iban.size(); at += 4)
        text += (at > 0 ? QStringLiteral(" ") : QString()) + iban.mid(at, 4);
    return text;
}

QString creditorReference(const QString& text)
{
    QString body;
    for (const QChar c : text.toUpper())
        if ((c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9'))
            body.append(c);
    body = body.right(21);
    return QStringLiteral("RF%1%2").arg(98 - mod97(body + QStringLiteral("RF00")), 2, 10, QLatin1Char('0')).arg(body);
}

bool isCreditorReference(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^RF[0-9]{2}[A-Z0-9]{1,21}$"));
    const QString reference = compact(text);
    return form.match(reference).hasMatch() && mod97(reference.mid(4) + reference.left(4)) == 1;
}

} // namespace trunkline::payments
