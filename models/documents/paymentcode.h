// The code that a phone's bank app reads from an invoice: EPC069-12 version 2.1, "Quick Response Code: Guidelines to
// Enable Data Capture for the Initiation of a SEPA Credit Transfer".
#pragma once

#include "models/billing/invoice.h"

#include <vector>

namespace trunkline::documents {

/// An IBAN without spaces whose check digits are right (ISO 13616, modulus 97).
bool isIban(const QString& text);
/// What the code says; empty when the invoice can't be paid that way: not in euro, nothing to pay, a draft, or
/// no right IBAN. `bic` may be empty.
QByteArray paymentCode(const billing::Invoice& invoice, const QString& bic);
/// A QR code (ISO/IEC 18004) with error correction M: true is black. Empty when the text is too long.
std::vector<std::vector<bool>> qrModules(const QByteArray& text);

} // namespace trunkline::documents
