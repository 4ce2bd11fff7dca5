#include "widgets/common/theme.h"

#include "widgets/common/style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QIcon>
#include <QPalette>
#include <QStandardPaths>

#include <cmath>

namespace trunkline::widgets {

namespace {

/// The same meaning in both schemes.
struct TwoColours {
    QRgb light;
    QRgb dark;
    QColor in(Scheme scheme) const { return QColor::fromRgb(scheme == Scheme::Light ? light : dark); }
};

TwoColours colourOfRole(Colour role)
{
    switch (role) {
    case Colour::Window: return {0xfff1f3f5, 0xff20252b};
    case Colour::Base: return {0xffffffff, 0xff15181c};
    case Colour::AlternateBase: return {0xfff7f8fa, 0xff1a1e23};
    case Colour::Panel: return {0xfffafbfc, 0xff1b1f24};
    case Colour::Header: return {0xffeaedf0, 0xff262c33};
    case Colour::Text: return {0xff1b1f24, 0xffe4e7eb};
    case Colour::MutedText: return {0xff57606a, 0xffa3adb8};
    case Colour::Link: return {0xff0b57b0, 0xff82b6ff};
    case Colour::Divider: return {0xffd5dae0, 0xff39414a};
    case Colour::FieldFrame: return {0xff808993, 0xff76818d};
    case Colour::Accent: return {0xff1960ce, 0xff5c95f7};
    case Colour::AccentText: return {0xffffffff, 0xff0c1117};
    case Colour::Selection: return {0xffd9e6fa, 0xff213c63};
    case Colour::SelectionText: return {0xff12161b, 0xfff4f6f8};
    case Colour::FailureGround: return {0xfffbe9eb, 0xff3a1d23};
    case Colour::AttentionGround: return {0xfffbf1dc, 0xff362c16};
    case Colour::GoodGround: return {0xffe2f4ee, 0xff14332b};
    case Colour::InfoGround: return {0xffe6effc, 0xff1a2c48};
    }
    return {0xff000000, 0xffffffff};
}

// Chosen by search: at least 4.5:1 on every ground and apart from each other also for people
// with protanopia, deuteranopia and tritanopia (the test computes both).
TwoColours colourOfSeverity(Severity severity)
{
    switch (severity) {
    case Severity::Critical: return {0xff9b0a25, 0xffff6f7d};
    case Severity::Major: return {0xff7d3d00, 0xfff3662b};
    case Severity::Minor: return {0xff866500, 0xfff5e070};
    case Severity::Warning: return {0xff1960ce, 0xff5c95f7};
    case Severity::Indeterminate: return {0xff693370, 0xffb98fc4};
    case Severity::Cleared: return {0xff0b7865, 0xff6df2c8};
    }
    return {0xff57606a, 0xffa3adb8};
}

TwoColours colourOfTone(Tone tone)
{
    switch (tone) {
    case Tone::Neutral: return {0xff57606a, 0xffa3adb8};
    case Tone::Good: return {0xff0b7865, 0xff5fd9b4};
    case Tone::Busy: return {0xff1960ce, 0xff6b9ff8};
    case Tone::Attention: return {0xff866500, 0xfff5e070};
    case Tone::Bad: return {0xff9b0a25, 0xffff6f7d};
    }
    return {0xff57606a, 0xffa3adb8};
}

TwoColours colourOfLoad(LoadBand band)
{
    switch (band) {
    case LoadBand::Unknown: return {0xff7b858f, 0xff8a949e};
    case LoadBand::Low: return {0xff0b8f78, 0xff3fbf9b};
    case LoadBand::Middle: return {0xff1960ce, 0xff5c95f7};
    case LoadBand::High: return {0xffb34700, 0xfff5b83d};
    case LoadBand::Full: return {0xff8f0a26, 0xffff6f7d};
    }
    return {0xff7b858f, 0xff8a949e};
}

/// WCAG 2.1 relative luminance.
double luminance(const QColor& colour)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

/// Without a desktop environment Qt knows no icon folders; the freedesktop ones are where the data is.
void useIconTheme(Scheme scheme)
{
    QStringList folders = QIcon::themeSearchPaths();
    for (const QString& data : QStandardPaths::standardLocations(QStandardPaths::GenericDataLocation)) {
        if (const QString icons = data + QStringLiteral("/icons"); !folders.contains(icons))
            folders.append(icons);
    }
    QIcon::setThemeSearchPaths(folders);
    QIcon::setThemeName(scheme == Scheme::Light ? QStringLiteral("breeze") : QStringLiteral("breeze-dark"));
}

bool figuresLineUp(const QFont& font)
{
    const QFontMetricsF metrics(font);
    for (char16_t figure = u'1'; figure <= u'9'; ++figure) {
        if (!qFuzzyCompare(metrics.horizontalAdvance(QChar(figure)), metrics.horizontalAdvance(u'0')))
            return false;
    }
    return true;
}

} // namespace

void Theme::apply(QApplication& application, Scheme scheme)
{
    useIconTheme(scheme);
    application.setPalette(palette(scheme));
    application.setStyle(new Style(scheme)); // QApplication owns its style
    application.setPalette(palette(scheme)); // setStyle puts the style's own standard palette back
}

QPalette Theme::palette(Scheme scheme)
{
    const auto get = [scheme](Colour role) { return colour(role, scheme); };
    QPalette palette(get(Colour::Window));
    palette.setColor(QPalette::Window, get(Colour::Window));
    palette.setColor(QPalette::WindowText, get(Colour::Text));
    palette.setColor(QPalette::Base, get(Colour::Base));
    palette.setColor(QPalette::AlternateBase, get(Colour::AlternateBase));
    palette.setColor(QPalette::Text, get(Colour::Text));
    palette.setColor(QPalette::PlaceholderText, get(Colour::MutedText));
    palette.setColor(QPalette::Button, get(Colour::Panel));
    palette.setColor(QPalette::ButtonText, get(Colour::Text));
    palette.setColor(QPalette::BrightText, get(Colour::Text));
    palette.setColor(QPalette::ToolTipBase, get(Colour::Base));
    palette.setColor(QPalette::ToolTipText, get(Colour::Text));
    palette.setColor(QPalette::Highlight, get(Colour::Selection));
    palette.setColor(QPalette::HighlightedText, get(Colour::SelectionText));
    palette.setColor(QPalette::Link, get(Colour::Link));
    palette.setColor(QPalette::LinkVisited, get(Colour::Link));
    palette.setColor(QPalette::Mid, get(Colour::Divider));
    palette.setColor(QPalette::Midlight, get(Colour::Header));
    palette.setColor(QPalette::Dark, get(Colour::FieldFrame));
    palette.setColor(QPalette::Light, get(Colour::Base));
    palette.setColor(QPalette::Shadow, QColor(0, 0, 0, scheme == Scheme::Light ? 60 : 140));
    // Disabled words stay readable (3:1): a greyed action is also information.
    const QColor off = scheme == Scheme::Light ? QColor(0x7b, 0x83, 0x8c) : QColor(0x77, 0x81, 0x8c);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                                           QPalette::HighlightedText, QPalette::PlaceholderText})
        palette.setColor(QPalette::Disabled, role, off);
    palette.setColor(QPalette::Disabled, QPalette::Base, get(Colour::Window));
    return palette;
}

Scheme Theme::schemeOf(const QPalette& palette)
{
    return luminance(palette.color(QPalette::Active, QPalette::Window)) < 0.2 ? Scheme::Dark : Scheme::Light;
}

QColor Theme::colour(Colour role, Scheme scheme)
{
    return colourOfRole(role).in(scheme);
}

QColor Theme::severityColour(Severity severity, Scheme scheme)
{
    return colourOfSeverity(severity).in(scheme);
}

QColor Theme::toneColour(Tone tone, Scheme scheme)
{
    return colourOfTone(tone).in(scheme);
}

QColor Theme::loadColour(LoadBand band, Scheme scheme)
{
    return colourOfLoad(band).in(scheme);
}

QColor Theme::seriesColour(int number, Scheme scheme)
{
    static constexpr std::array<TwoColours, 4> series{{{0xff1960ce, 0xff5c95f7}, {0xffb34700, 0xfff5a24d},
                                                       {0xff0b7865, 0xff5fd9b4}, {0xff693370, 0xffc79fd2}}};
    return series.at(static_cast<std::size_t>(number) % series.size()).in(scheme);
}

QColor Theme::toneGround(Tone tone, Scheme scheme)
{
    switch (tone) {
    case Tone::Good: return colour(Colour::GoodGround, scheme);
    case Tone::Busy: return colour(Colour::InfoGround, scheme);
    case Tone::Attention: return colour(Colour::AttentionGround, scheme);
    case Tone::Bad: return colour(Colour::FailureGround, scheme);
    case Tone::Neutral: break;
    }
    return colour(Colour::Header, scheme);
}

LoadBand Theme::loadBand(double ratio)
{
    if (std::isnan(ratio) || ratio < 0)
        return LoadBand::Unknown;
    if (ratio < 0.5)
        return LoadBand::Low;
    if (ratio < 0.75)
        return LoadBand::Middle;
    return ratio < 0.9 ? LoadBand::High : LoadBand::Full;
}

QFont Theme::figureFont(const QFont& font)
{
    if (figuresLineUp(font))
        return font;
    // Qt 6.4 can't switch a font's tabular figures on: take a face that has nothing else.
    for (const QString& family : {QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")}) {
        QFont candidate = font;
        candidate.setFamily(family);
        if (QFontDatabase::families().contains(family) && figuresLineUp(candidate))
            return candidate;
    }
    return identifierFont(font);
}

QFont Theme::identifierFont(const QFont& font)
{
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font.pointSizeF() > 0 ? font.pointSizeF() : fixed.pointSizeF());
    return fixed;
}

QList<ReadablePair> Theme::readablePairs(Scheme scheme)
{
    struct Named { const char* name; Colour role; };
    static constexpr std::array<Named, 4> grounds{{{"window", Colour::Window}, {"base", Colour::Base},
                                                   {"alternate base", Colour::AlternateBase}, {"panel", Colour::Panel}}};
    static constexpr std::array<Named, 3> words{{{"text", Colour::Text}, {"muted text", Colour::MutedText},
                                                 {"link", Colour::Link}}};
    static constexpr std::array<Tone, 5> tones{Tone::Neutral, Tone::Good, Tone::Busy, Tone::Attention, Tone::Bad};
    QList<ReadablePair> pairs;
    const auto add = [&](const QString& name, const QColor& word, Colour ground, double atLeast = 4.5) {
        pairs.append({name, word, colour(ground, scheme), atLeast});
    };
    for (const Named& ground : grounds) {
        const QString on = QStringLiteral(" on ") + QLatin1String(ground.name);
        for (const Named& word : words)
            add(QLatin1String(word.name) + on, colour(word.role, scheme), ground.role);
        for (const Severity severity : allSeverities)
            add(severityKey(severity) + on, severityColour(severity, scheme), ground.role);
        for (const Tone tone : tones)
            add(QStringLiteral("tone %1").arg(int(tone)) + on, toneColour(tone, scheme), ground.role);
        add(QStringLiteral("field frame") + on, colour(Colour::FieldFrame, scheme), ground.role, 3.0);
        add(QStringLiteral("accent") + on, colour(Colour::Accent, scheme), ground.role, 3.0);
    }
    for (const Colour ground : {Colour::Header, Colour::FailureGround, Colour::AttentionGround, Colour::GoodGround,
                                Colour::InfoGround, Colour::Selection}) {
        add(QStringLiteral("text on ground %1").arg(int(ground)), colour(Colour::Text, scheme), ground);
        add(QStringLiteral("muted text on ground %1").arg(int(ground)), colour(Colour::MutedText, scheme), ground);
        add(QStringLiteral("link on ground %1").arg(int(ground)), colour(Colour::Link, scheme), ground);
    }
    add(QStringLiteral("selected text"), colour(Colour::SelectionText, scheme), Colour::Selection);
    add(QStringLiteral("primary button"), colour(Colour::AccentText, scheme), Colour::Accent);
    for (const Severity severity : allSeverities) // shapes, not words: the word of a selected row is SelectionText
        add(severityKey(severity) + QStringLiteral(" shape, selected"), severityColour(severity, scheme), Colour::Selection, 3.0);
    for (const Tone tone : tones)
        pairs.append({QStringLiteral("tone %1 on its ground").arg(int(tone)), toneColour(tone, scheme), toneGround(tone, scheme), 4.5});
    for (const LoadBand band : {LoadBand::Unknown, LoadBand::Low, LoadBand::Middle, LoadBand::High, LoadBand::Full})
        add(QStringLiteral("load %1").arg(int(band)), loadColour(band, scheme), Colour::Base, 3.0);
    return pairs;
}

double Theme::contrast(const QColor& a, const QColor& b)
{
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace trunkline::widgets
