#include "models/catalogue/offeringmodel.h"

#include <QCoreApplication>

#include <limits>

namespace trunkline::catalogue {

static QString offeringTitle(const char* text)
{
    return QCoreApplication::translate("OfferingModel", text);
}

static QString mbitText(std::int64_t kbps)
{
    const QLocale locale;
    return kbps % 1000 == 0 ? locale.toString(qlonglong(kbps / 1000)) : locale.toString(double(kbps) / 1000, 'f', 3);
}

static QList<Column<Offering>> offeringColumns()
{
    using C = Column<Offering>;
    const auto target = [](const Offering& o, int role) { return role == TargetRole ? QVariant::fromValue(Target{QStringLiteral("offering"), o.id.toString()}) : QVariant(); };
    return {
        C(QStringLiteral("code"), offeringTitle("Code"), [](const Offering& o) { return o.code; }).with(target),
        C(QStringLiteral("name"), offeringTitle("Name"), [](const Offering& o) { return o.name; }),
        C(QStringLiteral("version"), offeringTitle("Version"), [](const Offering& o) { return QLocale().toString(o.version); })
            .right().sortedBy([](const Offering& o) { return SortKey(qint64(o.version)); }),
        C(QStringLiteral("price"), offeringTitle("Price"), [](const Offering& o) { return priceText(o.price) + QChar(0x00A0) + o.price.currency.code(); })
            .right().sortedBy([](const Offering& o) { return SortKey(qint64(o.price.micros)); }),
        C(QStringLiteral("interval"), offeringTitle("Every"), [](const Offering& o) { return intervalText(o.terms.interval); }),
        C(QStringLiteral("setup"), offeringTitle("Setup"), [](const Offering& o) { return o.setupFee.toDisplay(); })
            .right().sortedBy([](const Offering& o) { return SortKey(qint64(o.setupFee.minor)); }),
        C(QStringLiteral("vat"), offeringTitle("VAT"), [](const Offering& o) { return percentText(o.taxRateBasisPoints); })
            .right().sortedBy([](const Offering& o) { return SortKey(qint64(o.taxRateBasisPoints)); }),
        C(QStringLiteral("down"), offeringTitle("Down (Mbit/s)"), [](const Offering& o) { return mbitText(o.downKbps); })
            .right().sortedBy([](const Offering& o) { return SortKey(qint64(o.downKbps)); }),
        C(QStringLiteral("up"), offeringTitle("Up (Mbit/s)"), [](const Offering& o) { return mbitText(o.upKbps); })
            .right().sortedBy([](const Offering& o) { return SortKey(qint64(o.upKbps)); }),
        C(QStringLiteral("sla"), offeringTitle("Promise"), [](const Offering& o) { return slaText(o.sla); }),
        C(QStringLiteral("traffic"), offeringTitle("Traffic"), [](const Offering& o) { return trafficText(o.terms); }),
        C(QStringLiteral("from"), offeringTitle("On sale from"), [](const Offering& o) { return o.validFrom.toDisplay(); })
            .sortedBy([](const Offering& o) { return SortKey(qint64(o.validFrom.date().toJulianDay())); }),
        C(QStringLiteral("to"), offeringTitle("Last day"), [](const Offering& o) { return o.validTo ? o.validTo->plusDays(-1).toDisplay() : QString(); })
            .sortedBy([](const Offering& o) { return SortKey(o.validTo ? qint64(o.validTo->date().toJulianDay()) : std::numeric_limits<qint64>::max()); }).hiddenAtFirst(),
    };
}

OfferingModel::OfferingModel(QObject* parent) : ValueModel(offeringColumns(), [](const Offering& o) { return o.id.toString(); }, parent) {}

QString trafficText(const OfferingTerms& terms, const QLocale& locale)
{
    QStringList parts;
    if (terms.burstable)
        parts.append(burstableText(*terms.burstable, locale));
    if (terms.volume)
        parts.append(volumeText(*terms.volume, locale));
    return parts.join(QStringLiteral("; "));
}

QString slaText(const std::optional<SlaTerms>& sla, const QLocale& locale)
{
    if (!sla)
        return {};
    return offeringTitle("%1 min a month, then %2 a started hour, at most %3")
        .arg(locale.toString(sla->outageMinutesPerMonth), percentText(sla->creditBasisPointsPerStartedHour, locale), percentText(sla->capBasisPoints, locale));
}

} // namespace trunkline::catalogue
