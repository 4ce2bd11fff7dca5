#include "widgets/payments/whydetail.h"

#include "widgets/office/story.h"

#include <QCoreApplication>

namespace trunkline::widgets {

void showWhyOf(Asking& asking, Desk& desk, DetailPane& detail, NoticeBar& notices, JournalEntryId entry, const WhySubject& subject)
{
    detail.setLoading(subject.title);
    asking.ask(desk.executor(), [entry](store::Connection& connection) { return overview::whyEntry(connection, entry); },
               [&desk, &detail, subject, entry](const QList<overview::ChainStep>& steps) {
                   Detail shown;
                   shown.target = {QStringLiteral("journal"), entry.toString()};
                   shown.title = subject.title;
                   shown.subtitle = subject.subtitle;
                   shown.overview = subject.overview;
                   shown.why = shownSteps(desk, steps);
                   shown.takesNotes = false;
                   detail.setActions({});
                   detail.setDetail(shown);
                   detail.showWhy();
               },
               [&notices](const Error& error) { notices.showNotice({Tone::Bad, QCoreApplication::translate("WhyDetail", "The causes could not be read."), error.sentence(), {}, {}}); });
}

} // namespace trunkline::widgets
