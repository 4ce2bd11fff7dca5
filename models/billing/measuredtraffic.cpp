#include "models/billing/measuredtraffic.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace trunkline::billing {

namespace {

struct MeasuredTexts {
    Q_DECLARE_TR_FUNCTIONS(MeasuredTraffic)
};

QStringList stringsIn(const QJsonValue& array)
{
    QStringList strings;
    for (const QJsonValue& each : array.toArray())
        strings.append(each.toString());
    return strings;
}

QString directionText(BilledTraffic traffic)
{
    switch (traffic) {
    case BilledTraffic::In: return MeasuredTexts::tr("in");
    case BilledTraffic::Out: return MeasuredTexts::tr("out");
    case BilledTraffic::Larger: return MeasuredTexts::tr("the larger direction");
    case BilledTraffic::Sum: break;
    }
    return MeasuredTexts::tr("in and out together");
}

/// "2:05 h".
QString hoursText(std::int64_t ms)
{
    const std::int64_t minutes = (ms + 59'999) / 60'000;
    return QStringLiteral("%1:%2 h").arg(minutes / 60).arg(QString::number(minutes % 60).rightJustified(2, u'0'));
}

/// What of the samples was not used; empty when everything was.
QStringList unusableOf(const MeasuredTraffic& m)
{
    QStringList parts;
    if (m.partial > 0)
        parts.append(MeasuredTexts::tr("%Ln were measured of some ports only", nullptr, m.partial));
    if (m.unmeasured > 0)
        parts.append(MeasuredTexts::tr("%Ln were not measured", nullptr, m.unmeasured));
    if (m.unmeasuredMs > 0)
        parts.append(MeasuredTexts::tr("nothing was counted for %1").arg(hoursText(m.unmeasuredMs)));
    if (m.flagged > 0)
        parts.append(MeasuredTexts::tr("%Ln had values above the line rate, which were not used", nullptr, m.flagged));
    if (m.down > 0)
        parts.append(m.downPort == DownPort::Zero ? MeasuredTexts::tr("in %Ln a port was down, which counts as zero", nullptr, m.down)
                                                  : MeasuredTexts::tr("in %Ln a port was down, which is left out", nullptr, m.down));
    return parts;
}

QString rateText(const MeasuredTraffic& m, const QLocale& locale)
{
    return m.bps ? MeasuredTexts::tr("percentile %1 of %2: %3 Mbit/s").arg(locale.toString(*m.percentile), directionText(m.traffic), millionsText(*m.bps, locale))
                 : MeasuredTexts::tr("percentile %1 of %2: nothing was measured").arg(locale.toString(*m.percentile), directionText(m.traffic));
}

QString volumeText(const MeasuredTraffic& m, const QLocale& locale)
{
    return MeasuredTexts::tr("%1: %2 MB").arg(directionText(m.traffic), millionsText(m.octets, locale));
}

} // namespace

QJsonObject toJson(const MeasuredTraffic& m)
{
    QJsonObject o{{"traffic", nameOf(m.traffic)}, {"ports", QJsonArray::fromStringList(m.ports)}, {"flagged", m.flagged}};
    if (!m.percentile) {
        o["octets"] = qint64(m.octets);
        o["unmeasuredMs"] = qint64(m.unmeasuredMs);
        o["steps"] = QJsonArray::fromStringList(m.steps);
        return o;
    }
    const std::pair<const char*, qint64> numbers[] = {{"percentile", *m.percentile}, {"measured", m.measured}, {"partial", m.partial}, {"unmeasured", m.unmeasured}, {"down", m.down},
                                                      {"leftOut", m.leftOut}, {"rank", m.rank}, {"commitBps", m.commitBps}, {"overBps", m.overBps}};
    for (const auto& [name, number] : numbers)
        o[QLatin1String(name)] = number;
    o["downPort"] = nameOf(m.downPort);
    if (m.bps)
        o["bps"] = qint64(*m.bps);
    if (m.at)
        o["at"] = m.at->toIso();
    return o;
}

MeasuredTraffic measuredTrafficFrom(const QJsonObject& o)
{
    MeasuredTraffic m{billedTrafficNamed(o["traffic"].toString()).value_or(BilledTraffic::Larger), stringsIn(o["ports"]), {}};
    m.flagged = o["flagged"].toInt();
    if (!o.contains(QLatin1String("percentile"))) {
        m.octets = o["octets"].toInteger();
        m.unmeasuredMs = o["unmeasuredMs"].toInteger();
        m.steps = stringsIn(o["steps"]);
        return m;
    }
    m.percentile = o["percentile"].toInt();
    const std::pair<const char*, int*> numbers[] = {{"measured", &m.measured}, {"partial", &m.partial}, {"unmeasured", &m.unmeasured}, {"down", &m.down}, {"leftOut", &m.leftOut}, {"rank", &m.rank}};
    for (const auto& [name, number] : numbers)
        *number = o[QLatin1String(name)].toInt();
    m.commitBps = o["commitBps"].toInteger();
    m.overBps = o["overBps"].toInteger();
    m.downPort = downPortNamed(o["downPort"].toString()).value_or(DownPort::LeftOut);
    if (o.contains(QLatin1String("bps")))
        m.bps = o["bps"].toInteger();
    if (o.contains(QLatin1String("at")))
        m.at = Timestamp::parse(o["at"].toString());
    return m;
}

QString millionsText(std::int64_t value, const QLocale& locale)
{
    QString text = locale.toString(qlonglong(value / 1'000'000));
    QString rest = QString::number(value % 1'000'000).rightJustified(6, u'0');
    while (rest.endsWith(u'0'))
        rest.chop(1);
    return rest.isEmpty() ? text : text + locale.decimalPoint() + rest;
}

QString shortText(const MeasuredTraffic& m, const QLocale& locale)
{
    QStringList parts{m.percentile ? rateText(m, locale) : volumeText(m, locale)};
    if (m.percentile) {
        parts.append(MeasuredTexts::tr("commit %1 Mbit/s").arg(millionsText(m.commitBps, locale)));
        parts.append(MeasuredTexts::tr("%Ln interval(s) of five minutes measured", nullptr, m.measured));
    }
    return (parts + m.steps + unusableOf(m)).join(QStringLiteral("; "));
}

QString longText(const MeasuredTraffic& m, const OperatorZone& zone, const QLocale& locale)
{
    QStringList sentences{MeasuredTexts::tr("Measured at %1.").arg(m.ports.join(QStringLiteral(" + ")))};
    if (!m.percentile) {
        sentences.append(volumeText(m, locale) + u'.');
        if (!m.steps.isEmpty())
            sentences.append(m.steps.join(QStringLiteral("; ")) + u'.');
    } else if (m.bps && m.at) {
        sentences.append(rateText(m, locale) + u'.');
        sentences.append(MeasuredTexts::tr("It is number %1 of %2 measured intervals of five minutes, the least first; the first with this rate began on %3.")
                             .arg(locale.toString(m.rank), locale.toString(m.measured), zone.toDisplay(*m.at, locale)));
        sentences.append(MeasuredTexts::tr("The commit is %1 Mbit/s, so %2 Mbit/s are above it.").arg(millionsText(m.commitBps, locale), millionsText(m.overBps, locale)));
    } else {
        sentences.append(rateText(m, locale) + u'.');
    }
    const QStringList unusable = unusableOf(m);
    if (!unusable.isEmpty())
        sentences.append(MeasuredTexts::tr("Of the intervals: %1.").arg(unusable.join(QStringLiteral("; "))));
    return sentences.join(u' ');
}

} // namespace trunkline::billing
