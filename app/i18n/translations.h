// The texts of Trunkline in the language of its people.
#pragma once

class QCoreApplication;

namespace trunkline::i18n {

/// Both programs call this first. Sources are written in English, yet "%n job(s)" is a form for translators:
/// without this, people read "1 job(s)". Complains on stderr and goes on when the texts are not built in.
void loadTranslations(QCoreApplication& application);

} // namespace trunkline::i18n
