#include "models/documents/paymentcode.h"

#include <memory>

#include <qrencode.h>

namespace trunkline::documents {

bool isIban(const QString& text)
{
    if (text.size() < 15 || text.size() > 34)
        return false;
    int rest = 0;
    const QString turned = text.sliced(4) + text.first(4);
    for (const QChar letter : turned) {
        const ushort unit = letter.toUpper().unicode();
        if (unit >= '0' && unit <= '9')
            rest = (rest * 10 + (unit - '0')) % 97;
        else if (unit >= 'A' && unit <= 'Z')
            rest = (rest * 100 + (unit - 'A' + 10)) % 97;
        else
            return false;
    }
    return rest == 1;
}

QByteArray paymentCode(const PaymentRequest& request)
{
    const QString iban = QString(request.iban).remove(u' ').toUpper();
    constexpr std::int64_t most = 99'999'999'999; // the scheme's limit, in cents
    if (request.amount.currency.code() != QLatin1String("EUR") || request.amount.minor <= 0 || request.amount.minor > most || !isIban(iban))
        return {};
    const QStringList lines{QStringLiteral("BCD"), QStringLiteral("002"), QStringLiteral("1"), QStringLiteral("SCT"), QString(request.bic).remove(u' ').toUpper(), request.payee.left(70),
                            iban, QStringLiteral("EUR") + request.amount.toPlainString(), {}, {}, request.text.left(140)};
    return lines.join(u'\n').toUtf8();
}

QByteArray paymentCode(const billing::Invoice& invoice, const QString& bic)
{
    if (invoice.number.isEmpty() || invoice.kind != billing::DocumentKind::Invoice)
        return {};
    return paymentCode({invoice.seller.name, invoice.sellerIban, bic, invoice.gross, invoice.number});
}

std::vector<std::vector<bool>> qrModules(const QByteArray& text)
{
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(text.constData(), 0, QR_ECLEVEL_M), QRcode_free);
    if (!code)
        return {};
    std::vector<std::vector<bool>> rows(std::size_t(code->width), std::vector<bool>(std::size_t(code->width)));
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            rows[std::size_t(y)][std::size_t(x)] = code->data[y * code->width + x] & 1;
    return rows;
}

} // namespace trunkline::documents
