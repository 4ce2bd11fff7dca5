// A tour without a display: the demo's day is lived through in the real window, and every screen is
// rendered on the way.
#pragma once

#include <QString>

namespace trunkline::desktop {

/// Writes PNG files, light and dark, into `folder` (made when missing); gives an exit code. Works on a database
/// of its own that is removed afterwards. Throws Error when the day can't be lived.
int renderTour(const QString& folder);

} // namespace trunkline::desktop
