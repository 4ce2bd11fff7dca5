#include "widgets/common/icons.h"

#include <QApplication>
#include <QCoreApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

// A static library's resources are only linked in when somebody names them, outside any namespace.
static void initTrunklineIcons()
{
    Q_INIT_RESOURCE(trunklineicons);
}

namespace trunkline::widgets {

namespace {

QByteArray tintedSvg(const QString& name, const QColor& colour)
{
    initTrunklineIcons();
    QFile file(QStringLiteral(":/trunkline/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("currentColor", colour.name(QColor::HexRgb).toLatin1());
}

/// Draws one of our SVGs at whatever size is asked, in a fixed colour or in the palette's.
class TintedEngine : public QIconEngine {
public:
    TintedEngine(QString name, QColor colour) : name_(std::move(name)), colour_(std::move(colour)) {}
    void paint(QPainter* painter, const QRect& place, QIcon::Mode mode, QIcon::State) override
    {
        const qreal side = qMin(place.width(), place.height());
        QRectF square(0, 0, side, side);
        square.moveCenter(QRectF(place).center());
        drawTintedIcon(*painter, square, name_, colourIn(mode));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override
    {
        return tintedIcon(name_, qMin(size.width(), size.height()), colourIn(mode));
    }
    QIconEngine* clone() const override { return new TintedEngine(name_, colour_); }

private:
    QColor colourIn(QIcon::Mode mode) const
    {
        const QPalette palette = QApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::WindowText);
        return colour_.isValid() ? colour_ : palette.color(QPalette::WindowText);
    }

    QString name_;
    QColor colour_;
};

struct DeviceKindName {
    DeviceKind kind;
    const char* key;
    const char* word;
};
constexpr std::array<DeviceKindName, 6> deviceKindNames{{
    {DeviceKind::Unknown, "unknown", QT_TRANSLATE_NOOP("DeviceKind", "Device of unknown kind")},
    {DeviceKind::Router, "router", QT_TRANSLATE_NOOP("DeviceKind", "Router")},
    {DeviceKind::Switch, "switch", QT_TRANSLATE_NOOP("DeviceKind", "Switch")},
    {DeviceKind::Olt, "olt", QT_TRANSLATE_NOOP("DeviceKind", "OLT")},
    {DeviceKind::Radio, "radio", QT_TRANSLATE_NOOP("DeviceKind", "Radio")},
    {DeviceKind::Server, "server", QT_TRANSLATE_NOOP("DeviceKind", "Server")},
}};

} // namespace

QString severityIconName(Severity severity)
{
    return QStringLiteral("severity-") + severityKey(severity);
}

QString toneIconName(Tone tone)
{
    switch (tone) {
    case Tone::Good: return QStringLiteral("state-good");
    case Tone::Busy: return QStringLiteral("state-busy");
    case Tone::Attention: return QStringLiteral("state-attention");
    case Tone::Bad: return QStringLiteral("state-bad");
    case Tone::Neutral: break;
    }
    return QStringLiteral("state-neutral");
}

QString deviceIconName(DeviceKind kind)
{
    for (const DeviceKindName& name : deviceKindNames) {
        if (name.kind == kind)
            return QStringLiteral("device-") + QLatin1String(name.key);
    }
    return QStringLiteral("device-unknown");
}

DeviceKind deviceKindFromKey(QStringView key)
{
    for (const DeviceKindName& name : deviceKindNames) {
        if (key.compare(QLatin1String(name.key), Qt::CaseInsensitive) == 0)
            return name.kind;
    }
    return DeviceKind::Unknown;
}

QString deviceKindWord(DeviceKind kind)
{
    for (const DeviceKindName& name : deviceKindNames) {
        if (name.kind == kind)
            return QCoreApplication::translate("DeviceKind", name.word);
    }
    return {};
}

QPixmap tintedIcon(const QString& name, int side, const QColor& colour, qreal devicePixelRatio)
{
    const QString key = QStringLiteral("trunkline/%1/%2/%3/%4").arg(name, colour.name()).arg(side).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(QSize(side, side) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(tintedSvg(name, colour));
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(0, 0, side, side));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void drawTintedIcon(QPainter& painter, const QRectF& place, const QString& name, const QColor& colour)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QPixmap pixmap = tintedIcon(name, qMax(1, qRound(place.width())), colour, ratio);
    painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()));
}

QIcon ownIcon(const QString& name)
{
    return QIcon(new TintedEngine(name, QColor()));
}

QIcon ownIcon(const QString& name, const QColor& colour)
{
    return QIcon(new TintedEngine(name, colour));
}

QIcon themeIcon(const QStringList& names)
{
    for (const QString& name : names) {
        if (QIcon::hasThemeIcon(name))
            return QIcon::fromTheme(name);
    }
    return {};
}

} // namespace trunkline::widgets
