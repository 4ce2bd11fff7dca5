// The first start, and signing in: what is asked before there is a window.
#pragma once

#include "models/store/journal.h"
#include "models/store/sealer.h"

namespace trunkline::desktop {

/// Asks, in three steps, who the operator is and with what its devices are asked, and writes it down; or
/// makes the demo operator. False when the person went away; then nothing was written.
bool welcome(store::Context& context, SystemClock& clock, const store::Sealer& sealer);

/// Asks for the password of a user who has one; empty for the others, and when nothing was typed.
QString passwordFor(const store::DatabaseUrl& url, const QString& user);

} // namespace trunkline::desktop
