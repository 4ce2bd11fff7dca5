// The look: our light and dark palette on Qt's Fusion, and what each colour means. Colours are
// asked for by role; nobody else in widgets/ writes a colour down.
#pragma once

#include "models/core/itemroles.h"
#include "models/core/severity.h"

#include <QColor>
#include <QFont>
#include <QList>

class QApplication;
class QPalette;

namespace trunkline::widgets {

enum class Scheme { Light, Dark };

/// What a colour is for.
enum class Colour {
    Window, Base, AlternateBase, Panel, Header,     // grounds
    Text, MutedText, Link,                          // words on them
    Divider, FieldFrame,                            // lines
    Accent, AccentText,                             // the one primary button, focus, progress
    Selection, SelectionText,                       // the selected row or word
    FailureGround, AttentionGround, GoodGround, InfoGround, // notice bars
};

/// How full a link is. Bands, so that a legend can name them.
enum class LoadBand { Unknown, Low, Middle, High, Full };

/// A pair that is shown as words on a ground, and the contrast it must reach (WCAG 2.1, 1.4.3; 1.4.11 for lines).
struct ReadablePair {
    QString name;
    QColor words;
    QColor ground;
    double atLeast = 4.5;
};

/// The look of the whole program. Holds nothing: the scheme lives in the application's palette.
class Theme {
public:
    /// Style, palette and icon theme for every window, also those already open.
    static void apply(QApplication& application, Scheme scheme);
    static QPalette palette(Scheme scheme);
    /// Which of ours a palette is; widgets ask with their own palette().
    static Scheme schemeOf(const QPalette& palette);

    static QColor colour(Colour role, Scheme scheme);
    static QColor severityColour(Severity severity, Scheme scheme);
    static QColor toneColour(Tone tone, Scheme scheme);
    static QColor loadColour(LoadBand band, Scheme scheme);
    /// Two lines of a chart: into and out of the port; further ones for marks.
    static QColor seriesColour(int number, Scheme scheme);
    /// A short mild ground for a tone (chips, marked cells).
    static QColor toneGround(Tone tone, Scheme scheme);

    /// The band of load/capacity; negative or not-a-number is Unknown.
    static LoadBand loadBand(double ratio);

    /// `font` with figures of one width, so that columns line up.
    static QFont figureFont(const QFont& font);
    /// For identifiers only.
    static QFont identifierFont(const QFont& font);

    /// All words on all grounds they are drawn on; a test computes each.
    static QList<ReadablePair> readablePairs(Scheme scheme);
    /// Contrast ratio 1 … 21 (WCAG 2.1).
    static double contrast(const QColor& a, const QColor& b);
};

/// Distances on the 8-pixel grid.
inline constexpr int gridStep = 8;

} // namespace trunkline::widgets
