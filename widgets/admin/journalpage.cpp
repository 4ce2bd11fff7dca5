#include "widgets/admin/journalpage.h"

#include "models/overview/chain.h"
#include "widgets/admin/entrydetail.h"
#include "widgets/admin/journalcheck.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace trunkline::widgets {

JournalPage::JournalPage(Desk& desk, DetailPane& detail, JobList& jobs, QWidget* parent)
    : AdminPage(QStringLiteral("journal"), desk, detail, parent),
      model_(overview::journalColumns(desk.profile().zone), [](const overview::JournalRow& row) { return overview::keyOf(row); }), subject_(new QComboBox), kind_(new QLineEdit),
      actor_(new QLineEdit), span_(new QComboBox), older_(addButton("olderEntriesButton", tr("Older entries"))), verify_(new QAction(tr("Verify the journal"), this)),
      check_(new JournalCheck(desk, jobs, this))
{
    table_->setAccessibleName(tr("Journal"));
    table_->setModel(&model_);
    table_->setEmptyState(tr("The journal has no such entry. Widen what is looked for above the list."));
    older_->setEnabled(false);
    verify_->setObjectName(QStringLiteral("verifyJournal"));
    QPushButton* check = addButton("verifyJournalButton", tr("Verify the chain"));
    check->setToolTip(tr("Whether an entry was changed, left out or cut off since it was written"));
    column_->insertWidget(2, buildFilters());
    connect(older_, &QPushButton::clicked, this, &JournalPage::readOlder);
    connect(check, &QPushButton::clicked, verify_, &QAction::trigger);
    connect(verify_, &QAction::triggered, check_, &JournalCheck::start);
    connect(check_, &JournalCheck::ended, this, [this](Tone tone, const QString& what, const QString& why) { say(tone, what, why); });
    connect(table_, &TablePane::targetActivated, &detail, &DetailPane::targetActivated);
}

QWidget* JournalPage::buildFilters()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(gridStep, gridStep, gridStep, 0);
    row->setSpacing(gridStep);
    const auto add = [row](QWidget* field, const char* objectName, const QString& label) {
        field->setObjectName(QString::fromLatin1(objectName));
        auto* words = new QLabel(label);
        words->setBuddy(field);
        QString spoken = label;
        field->setAccessibleName(spoken.remove(u'&'));
        row->addWidget(words);
        row->addWidget(field);
    };
    subject_->addItem(tr("Everything"), QString());
    subject_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    kind_->setPlaceholderText(tr("alarm.raised"));
    actor_->setPlaceholderText(tr("admin"));
    constexpr qint64 hourMs = 3'600'000;
    for (const auto& [title, ms] : {std::pair(tr("Any time"), qint64(0)), {tr("Last hour"), hourMs}, {tr("Last day"), 24 * hourMs}, {tr("Last week"), 7 * 24 * hourMs}, {tr("Last 30 days"), 30 * 24 * hourMs}})
        span_->addItem(title, ms);
    add(subject_, "journalSubject", tr("A&bout"));
    add(kind_, "journalKind", tr("&Kind"));
    add(actor_, "journalActor", tr("B&y"));
    add(span_, "journalSpan", tr("&When"));
    row->addStretch(1);
    connect(subject_, &QComboBox::activated, this, &JournalPage::refresh);
    connect(span_, &QComboBox::activated, this, &JournalPage::refresh);
    connect(kind_, &QLineEdit::editingFinished, this, &JournalPage::refresh);
    connect(actor_, &QLineEdit::editingFinished, this, &JournalPage::refresh);
    return bar;
}

QString JournalPage::help() const
{
    return tr("Every change of state stands here once: who, when, and what it was before and after. Entries are chained by their hashes; “Verify the chain” reads all "
              "of them and names the first that does not fit.");
}

store::JournalFilter JournalPage::filter() const
{
    store::JournalFilter wanted{kind_->text().trimmed(), subject_->currentData().toString(), actor_->text().trimmed(), std::nullopt};
    if (const qint64 ms = span_->currentData().toLongLong(); ms > 0)
        wanted.since = desk_.clock().now().plusMs(-ms);
    return wanted;
}

void JournalPage::refresh()
{
    oldest_.reset();
    if (model_.totalRows() == 0)
        model_.setLoading();
    readSubjects();
    read(std::nullopt);
}

void JournalPage::readOlder()
{
    if (oldest_)
        read(oldest_);
}

void JournalPage::readSubjects()
{
    subjectAnswer_.ask(desk_.executor(), [actor = desk_.actor()](store::Connection& connection) {
        actor.require(access::Permission::ViewJournal);
        return store::journalSubjectTypes(connection);
    }, [this](const QStringList& types) {
        for (const QString& type : types)
            if (subject_->findData(type) < 0)
                subject_->addItem(type, type);
    }, [](const Error&) {}); // the list itself says why
}

void JournalPage::read(std::optional<std::int64_t> before)
{
    pageAnswer_.ask(desk_.executor(), [actor = desk_.actor(), wanted = filter(), before](store::Connection& connection) {
        actor.require(access::Permission::ViewJournal);
        return overview::journalRows(connection, wanted, before, pageSize);
    }, [this, before](const QList<overview::JournalRow>& rows) {
        if (before)
            model_.upsert(rows);
        else
            model_.replace(rows);
        if (!rows.isEmpty())
            oldest_ = rows.last().entry.seq;
        older_->setEnabled(rows.size() == pageSize);
    }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void JournalPage::showDetail()
{
    const overview::JournalRow* row = model_.find(table_->currentKey().toString());
    if (!row)
        return detail_.clear();
    showEntry(detailAnswer_, desk_, *row, *this, detail_, tr("The entry could not be shown."));
}

} // namespace trunkline::widgets
