#include "widgets/admin/entrydetail.h"

#include "widgets/office/story.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace trunkline::widgets {

namespace {

struct EntryDetailTexts {
    Q_DECLARE_TR_FUNCTIONS(EntryDetail)
};

} // namespace

/// A line for each field that says something; long values are cut, the journal has them whole.
static QList<Fact> factsOf(const QJsonObject& object)
{
    QList<Fact> facts;
    for (auto field = object.begin(); field != object.end(); ++field) {
        const QJsonValue value = *field;
        const bool isEmpty = (value.isArray() && value.toArray().isEmpty()) || (value.isObject() && value.toObject().isEmpty());
        const QString text = isEmpty            ? QString()
                             : value.isArray()  ? QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact))
                             : value.isObject() ? QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact))
                                                : value.toVariant().toString();
        if (!text.isEmpty())
            facts.append({field.key(), text.left(200), {}, {}, {}, true});
    }
    return facts;
}

Detail entryDetail(const Desk& desk, const overview::JournalRow& row, const QList<overview::ChainStep>& why)
{
    const store::JournalEntry& entry = row.entry;
    Detail detail;
    detail.target = {QStringLiteral("entry"), entry.id.toString()};
    detail.title = row.told.what;
    detail.subtitle = EntryDetailTexts::tr("Entry %1").arg(QLocale().toString(qlonglong(entry.seq)));
    detail.severity = row.told.severity;
    detail.takesNotes = false;
    FactGroup facts{{}, {{EntryDetailTexts::tr("When"), desk.timeText(entry.at)}, {EntryDetailTexts::tr("By"), entry.actor}, {EntryDetailTexts::tr("At"), entry.workstation},
                         {EntryDetailTexts::tr("Kind"), entry.kind, {}, {}, {}, true}}};
    if (!row.told.target.isNull())
        facts.facts.append({EntryDetailTexts::tr("About"), EntryDetailTexts::tr("Show it"), row.told.target});
    detail.overview = {facts};
    if (!entry.before.isEmpty())
        detail.overview.append({EntryDetailTexts::tr("Before"), factsOf(entry.before.object())});
    if (!entry.after.isEmpty())
        detail.overview.append({EntryDetailTexts::tr("After"), factsOf(entry.after.object())});
    detail.why = shownSteps(desk, why);
    return detail;
}

void showEntry(Asking& asking, const Desk& desk, const overview::JournalRow& row, const QWidget& page, DetailPane& pane, const QString& failed)
{
    asking.ask(desk.executor(), [id = row.entry.id](store::Connection& connection) { return overview::whyEntry(connection, id); },
               [&desk, row, &page, &pane](const QList<overview::ChainStep>& why) {
                   if (!page.isVisible())
                       return; // another page has the pane by now
                   pane.setActions({});
                   pane.setDetail(entryDetail(desk, row, why));
               }, [&pane, failed](const Error& error) { pane.setFailed({Tone::Bad, failed, error.sentence(), {}, {}}); });
}

} // namespace trunkline::widgets
