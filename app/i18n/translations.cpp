#include "app/i18n/translations.h"

#include <QCoreApplication>
#include <QTranslator>

namespace trunkline::i18n {

void loadTranslations(QCoreApplication& application)
{
    auto* english = new QTranslator(&application);
    if (!english->load(QStringLiteral(":/i18n/trunkline_en.qm")))
        qCritical("The English texts are not built into this program; plurals will read “1 job(s)”. Build it again from its sources.");
    QCoreApplication::installTranslator(english);
}

} // namespace trunkline::i18n
