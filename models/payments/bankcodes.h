// The codes of banking and their check digits: IBAN (ISO 13616), BIC (ISO 9362), creditor reference (ISO 11649),
// SEPA creditor identifier (EPC262-08). All pure.
#pragma once

#include <QString>

namespace trunkline::payments {

/// Capitals without spaces. Throws InvalidInput, saying what is wrong: form, length for the country (SEPA countries), check digits (mod 97).
QString checkedIban(const QString& typed);
/// Capitals without spaces, 8 or 11 characters; empty stays empty. Throws InvalidInput.
QString checkedBic(const QString& typed);
/// "DE98ZZZ09999999999": check digits without the business code (characters 5 to 7). Throws InvalidInput.
QString checkedCreditorId(const QString& typed);
/// "DE89 3704 …" for people.
QString grouped(const QString& iban);

/// "RF18…" around letters and digits of `text` (others are left out), at most 21 of them.
QString creditorReference(const QString& text);
/// Whether it begins with RF and its check digits are right.
bool isCreditorReference(const QString& text);

} // namespace trunkline::payments
