#include "models/core/taxcategory.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QStringList>

namespace trunkline {

static constexpr const char* taxCodes[] = {"S", "Z", "E", "AE", "K", "G", "O"};

QString codeOf(TaxCategory category)
{
    return QString::fromLatin1(taxCodes[std::size_t(category)]);
}

TaxCategory taxCategoryOf(const QString& code)
{
    QStringList known;
    for (std::size_t i = 0; i < std::size(taxCodes); ++i) {
        known.append(QString::fromLatin1(taxCodes[i]));
        if (code == known.last())
            return TaxCategory(i);
    }
    throw InvalidInput(QCoreApplication::translate("Money", "“%1” is not a tax category; choose one of %2.").arg(code, known.join(QStringLiteral(", "))));
}

TaxCategory taxCategoryOfRate(int rateBasisPoints)
{
    return rateBasisPoints > 0 ? TaxCategory::Standard : TaxCategory::ZeroRated;
}

bool needsReason(TaxCategory category)
{
    return category != TaxCategory::Standard && category != TaxCategory::ZeroRated;
}

} // namespace trunkline
