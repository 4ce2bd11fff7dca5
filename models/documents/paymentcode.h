// The code that a phone's bank app reads from an invoice: EPC069-12 version 2.1, "Quick Response Code: Guidelines to
// Enable Data Capture for the Initiation of a SEPA Credit Transfer".
#pragma once

#include "models/billing/invoice.h"

#include <vector>

namespace trunkline::documents {

/// An IBAN without spaces whose check digits are right (ISO 13616, modulus 97).
bool isIban(const QString& text);
/// What a transfer says.
struct PaymentRequest {
    const QString& payee;
    const QString& iban;
    const QString& bic; ///< may be empty
    Money amount;
    QString text;       ///< what the payer writes; 140 characters of it
};
/// What the code says; empty when it can't be paid that way: not in euro, nothing to pay, no right IBAN.
QByteArray paymentCode(const PaymentRequest& request);
/// The same of an invoice; empty when the invoice can't be paid that way: not in euro, nothing to pay, a draft, or
/// no right IBAN. `bic` may be empty.
QByteArray paymentCode(const billing::Invoice& invoice, const QString& bic);
/// A QR code (ISO/IEC 18004) with error correction M: true is black. Empty when the text is too long.
std::vector<std::vector<bool>> qrModules(const QByteArray& text);

} // namespace trunkline::documents
