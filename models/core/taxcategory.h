// How a supply is taxed (VAT): the codes of EN 16931 (BT-151, UNCL 5305).
#pragma once

#include <QString>

namespace trunkline {

enum class TaxCategory {
    Standard,       ///< "S": at a rate above 0 %, the reduced ones too
    ZeroRated,      ///< "Z": taxable at 0 %
    Exempt,         ///< "E": not taxed, for a reason that the document states
    ReverseCharge,  ///< "AE": the buyer owes the tax
    IntraCommunity, ///< "K": supplied to a business in another member state
    Export,         ///< "G": leaves the union, tax is not charged
    OutsideScope,   ///< "O": no subject of VAT
};

/// "S", "Z", "E", "AE", "K", "G", "O": as documents carry it.
QString codeOf(TaxCategory category);
/// Throws InvalidInput, listing the codes that exist.
TaxCategory taxCategoryOf(const QString& code);
/// S or Z: what a rate alone says.
TaxCategory taxCategoryOfRate(int rateBasisPoints);
/// Whether a document must say why no tax is charged (EN 16931 BR-E-10, BR-AE-10, BR-IC-10, BR-G-10, BR-O-10).
bool needsReason(TaxCategory category);

} // namespace trunkline
