#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QLineEdit>
#include <QTest>

#include <cmath>

using namespace trunkline;
using namespace trunkline::widgets;

Q_DECLARE_METATYPE(Scheme)

namespace {

using Matrix = std::array<std::array<double, 3>, 3>;

/// How people see with no cones of one kind: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes,
/// "A Physiologically-based Model for Simulation of Color Vision Deficiency", 2009, severity 1.0.
const std::array<std::pair<const char*, Matrix>, 4> sights{{
    {"usual", Matrix{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
    {"protanopia", Matrix{{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}}},
    {"deuteranopia", Matrix{{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}}},
    {"tritanopia", Matrix{{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}}},
}};

std::array<double, 3> labSeenBy(const QColor& colour, const Matrix& sight)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    const std::array<double, 3> rgb{linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())};
    std::array<double, 3> seen{};
    for (std::size_t row = 0; row < 3; ++row)
        seen[row] = std::clamp(sight[row][0] * rgb[0] + sight[row][1] * rgb[1] + sight[row][2] * rgb[2], 0.0, 1.0);
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    const double x = f((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047);
    const double y = f(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
    const double z = f((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double distanceSeenBy(const QColor& a, const QColor& b, const Matrix& sight)
{
    const auto first = labSeenBy(a, sight), second = labSeenBy(b, sight);
    return std::hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyWordIsReadable_data()
    {
        QTest::addColumn<QColor>("words");
        QTest::addColumn<QColor>("ground");
        QTest::addColumn<double>("atLeast");
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
            for (const ReadablePair& pair : Theme::readablePairs(scheme)) {
                QTest::addRow("%s: %s", scheme == Scheme::Light ? "light" : "dark", qPrintable(pair.name))
                    << pair.words << pair.ground << pair.atLeast;
            }
        }
    }
    void everyWordIsReadable()
    {
        QFETCH(QColor, words);
        QFETCH(QColor, ground);
        QFETCH(double, atLeast);
        const double contrast = Theme::contrast(words, ground);
        QVERIFY2(contrast >= atLeast, qPrintable(QStringLiteral("%1 on %2: %3").arg(words.name(), ground.name()).arg(contrast)));
    }
    void contrastIsWcags()
    {
        QCOMPARE(qRound(Theme::contrast(Qt::black, Qt::white) * 100), 2100);
        QCOMPARE(qRound(Theme::contrast(QColor(0x77, 0x77, 0x77), Qt::white) * 100), 448);
    }
    void severitiesDifferForEverybody_data()
    {
        QTest::addColumn<Scheme>("scheme");
        QTest::addColumn<int>("sight");
        for (int sight = 0; sight < int(sights.size()); ++sight) {
            QTest::addRow("light, %s", sights.at(std::size_t(sight)).first) << Scheme::Light << sight;
            QTest::addRow("dark, %s", sights.at(std::size_t(sight)).first) << Scheme::Dark << sight;
        }
    }
    void severitiesDifferForEverybody()
    {
        QFETCH(Scheme, scheme);
        QFETCH(int, sight);
        for (const Severity a : allSeverities) {
            for (const Severity b : allSeverities) {
                if (a <= b)
                    continue;
                const double distance = distanceSeenBy(Theme::severityColour(a, scheme), Theme::severityColour(b, scheme),
                                                       sights.at(std::size_t(sight)).second);
                QVERIFY2(distance >= 10, qPrintable(severityKey(a) + u'/' + severityKey(b) + u' ' + QString::number(distance)));
            }
        }
    }
    void everySeverityToneAndDeviceHasItsOwnShape()
    {
        QStringList names;
        for (const Severity severity : allSeverities)
            names.append(severityIconName(severity));
        for (const Tone tone : {Tone::Neutral, Tone::Good, Tone::Busy, Tone::Attention, Tone::Bad})
            names.append(toneIconName(tone));
        for (const char* kind : {"router", "switch", "olt", "radio", "server", "unknown"})
            names.append(deviceIconName(deviceKindFromKey(QString::fromLatin1(kind))));
        QList<QImage> seen;
        for (const QString& name : std::as_const(names)) {
            const QImage image = tintedIcon(name, 32, Qt::black).toImage();
            int inked = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    inked += qAlpha(image.pixel(x, y)) > 128;
            }
            QVERIFY2(inked > 60, qPrintable(name));
            QVERIFY2(!seen.contains(image), qPrintable(name));
            seen.append(image);
        }
    }
    void figuresHaveOneWidth()
    {
        const QFontMetricsF metrics(Theme::figureFont(QApplication::font()));
        for (char16_t figure = u'1'; figure <= u'9'; ++figure)
            QCOMPARE(metrics.horizontalAdvance(QChar(figure)), metrics.horizontalAdvance(u'0'));
    }
    void schemeIsReadFromThePalette()
    {
        QCOMPARE(Theme::schemeOf(Theme::palette(Scheme::Light)), Scheme::Light);
        QCOMPARE(Theme::schemeOf(Theme::palette(Scheme::Dark)), Scheme::Dark);
    }
    void fieldsHaveAFrameInTheDark()
    {
        Theme::apply(*qApp, Scheme::Dark);
        QLineEdit edit;
        edit.resize(200, 32);
        const QImage image = edit.grab().toImage();
        double strongest = 0;
        for (int x = 60; x < 140; ++x)
            strongest = std::max(strongest, Theme::contrast(image.pixelColor(x, 0), Theme::colour(Colour::Window, Scheme::Dark)));
        QVERIFY2(strongest >= 3, qPrintable(QString::number(strongest)));
        Theme::apply(*qApp, Scheme::Light);
    }
    void loadBands()
    {
        QCOMPARE(Theme::loadBand(std::nan("")), LoadBand::Unknown);
        QCOMPARE(Theme::loadBand(-1), LoadBand::Unknown);
        QCOMPARE(Theme::loadBand(0), LoadBand::Low);
        QCOMPARE(Theme::loadBand(0.5), LoadBand::Middle);
        QCOMPARE(Theme::loadBand(0.75), LoadBand::High);
        QCOMPARE(Theme::loadBand(0.9), LoadBand::Full);
        QCOMPARE(Theme::loadBand(7), LoadBand::Full);
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
