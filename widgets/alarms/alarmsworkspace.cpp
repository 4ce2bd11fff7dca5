#include "widgets/alarms/alarmsworkspace.h"

#include "models/fault/alarmstore.h"
#include "models/fault/faultservice.h"
#include "widgets/alarms/alarmdetail.h"
#include "widgets/alarms/alarmevidence.h"
#include "widgets/common/icons.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/desk/asking.h"
#include "widgets/common/promptbar.h"
#include "widgets/shell/workspacepage.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace trunkline::widgets {

namespace {

constexpr int mostCleared = 500;

/// All that the page shows, read at one moment.
struct AlarmBoardAnswer {
    QList<overview::AlarmRow> rows;
    qint64 undecodable = 0;
    QMap<QString, qint64> undecodableBySource;
};

struct AlarmDetailAnswer {
    overview::AlarmDetail alarm;
    QList<overview::ChainStep> why;
};

Target alarmTarget(const QString& id)
{
    return {QStringLiteral("alarm"), id};
}

bool inScope(const fault::Alarm& alarm, const QString& scope)
{
    return scope.isEmpty() || scope == QStringLiteral("device:") + alarm.deviceId.toString() || scope == QStringLiteral("port:") + alarm.portId.toString();
}

} // namespace

AlarmsWorkspace::AlarmsWorkspace(Desk& desk, DetailPane& detail, QObject* parent)
    : QObject(parent), desk_(desk), detail_(detail), page_(new WorkspacePage(QStringLiteral("alarmsPage"))),
      rowsAsked_(new Asking(this)), detailAsked_(new Asking(this))
{
    buildPage();
    connectDesk();
    refresh();
}

AlarmsWorkspace::~AlarmsWorkspace()
{
    if (page_ && !page_->parent())
        delete page_;
}

QIcon AlarmsWorkspace::icon() const { return ownIcon(QStringLiteral("severity-major")); }
QWidget* AlarmsWorkspace::widget() { return page_; }

void AlarmsWorkspace::buildPage()
{
    auto* centre = new QWidget(page_);
    centre->setObjectName(QStringLiteral("alarmsCentre"));
    notices_ = new NoticeBar(centre);
    notices_->setObjectName(QStringLiteral("alarmNotices"));
    notices_->hide();
    prompt_ = new PromptBar(QStringLiteral("alarmPrompt"), centre);
    table_ = new TablePane(QStringLiteral("alarmTable"), centre);
    table_->setAccessibleName(tr("Alarms"));
    table_->setTypeToFilter(false); // letters are verbs here
    table_->setEmptyState(tr("All is well: no alarm is open.\nA link that fails, a device that falls silent or restarts, and a wrong password show up here within seconds."),
                          {}, QStringLiteral("severity-cleared"));
    model_ = new overview::AlarmListModel(overview::alarmColumns(desk_.profile().zone), [](const overview::AlarmRow& row) { return overview::keyOf(row); }, page_);
    table_->setModel(model_);
    centre->setFocusProxy(table_->view());
    buildActions();
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    column->addWidget(notices_);
    column->addWidget(prompt_);
    column->addWidget(table_, 1);
    page_->setCentralWidget(centre);

    evidence_ = new AlarmEvidence(static_cast<WorkspacePage*>(page_.data()), table_, desk_.profile().zone);
}

QWidget* AlarmsWorkspace::buildBar()
{
    auto* bar = new QWidget(page_);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(gridStep, gridStep, gridStep, 0);
    row->setSpacing(gridStep / 2);
    for (QAction* verb : std::as_const(verbs_)) {
        auto* button = new QToolButton(bar);
        button->setDefaultAction(verb);
        button->setObjectName(verb->objectName() + QStringLiteral("Button"));
        button->setAccessibleName(verb->text());
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
    }
    row->addStretch(1);
    undecodable_ = new QLabel(bar);
    undecodable_->setObjectName(QStringLiteral("undecodableCount"));
    undecodable_->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(undecodable_);
    row->addSpacing(gridStep);

    severities_ = new QComboBox(table_);
    severities_->setObjectName(QStringLiteral("severityFilter"));
    severities_->setAccessibleName(tr("Severity to show"));
    severities_->addItem(tr("All severities"), -1);
    for (const Severity severity : allSeverities)
        if (severity != Severity::Cleared)
            severities_->addItem(severityWord(severity), int(severity));
    showCleared_ = new QCheckBox(tr("Cleared too"), table_);
    showCleared_->setObjectName(QStringLiteral("showCleared"));
    showCleared_->setToolTip(tr("Also alarms that are over, the newest %L1").arg(mostCleared));
    scopeChip_ = new QToolButton(table_);
    scopeChip_->setObjectName(QStringLiteral("scopeChip"));
    scopeChip_->setToolTip(tr("Show the alarms of everything again"));
    scopeChip_->setIcon(themeIcon({QStringLiteral("edit-clear"), QStringLiteral("window-close")}));
    scopeChip_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    scopeChip_->hide();
    table_->addTool(severities_);
    table_->addTool(showCleared_);
    table_->addTool(scopeChip_);
    connect(severities_, &QComboBox::currentIndexChanged, this, &AlarmsWorkspace::applyScope);
    connect(showCleared_, &QCheckBox::toggled, this, &AlarmsWorkspace::refresh);
    connect(scopeChip_, &QToolButton::clicked, this, [this] { narrow({}); });
    return bar;
}

QAction* AlarmsWorkspace::addVerb(const char* name, const QString& text, const QString& key, const QString& hint, void (AlarmsWorkspace::*slot)())
{
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(QKeySequence(key));
    const bool allowed = desk_.actor().may(access::Permission::HandleAlarms);
    action->setToolTip(allowed ? tr("%1 (%2)").arg(hint, key) : tr("Your roles do not let you handle alarms."));
    action->setEnabled(false);
    connect(action, &QAction::triggered, this, slot);
    verbs_.append(action);
    if (allowed)
        table_->addRowAction(action);
    return action;
}

void AlarmsWorkspace::buildActions()
{
    addVerb("acknowledge", tr("Acknowledge"), QStringLiteral("A"), tr("Tell everyone that it was seen"), &AlarmsWorkspace::acknowledge)
        ->setIcon(themeIcon({QStringLiteral("checkmark"), QStringLiteral("dialog-ok-apply"), QStringLiteral("dialog-ok")}));
    addVerb("own", tr("Own"), QStringLiteral("O"), tr("Work on it yourself"), &AlarmsWorkspace::own)
        ->setIcon(themeIcon({QStringLiteral("user-identity"), QStringLiteral("user"), QStringLiteral("im-user")}));
    addVerb("note", tr("Note"), QStringLiteral("N"), tr("Write down what you found"), &AlarmsWorkspace::note)
        ->setIcon(themeIcon({QStringLiteral("note"), QStringLiteral("document-edit")}));
    addVerb("clear", tr("Clear"), QStringLiteral("C"), tr("End it by hand, with a reason"), &AlarmsWorkspace::clear)
        ->setIcon(themeIcon({QStringLiteral("edit-clear-all"), QStringLiteral("edit-clear")}));
}

void AlarmsWorkspace::connectDesk()
{
    connect(&desk_, &Desk::changed, this, [this](const QList<store::JournalEntry>& entries) {
        if (concerns(entries, {QStringLiteral("alarm"), QStringLiteral("outage"), QStringLiteral("service"), QStringLiteral("credit")}))
            refresh();
    });
    connect(table_, &TablePane::currentChanged, this, &AlarmsWorkspace::select);
    connect(table_, &TablePane::opened, this, [this](const QVariant& key) {
        select(key);
        Q_EMIT visited(alarmTarget(key.toString()));
    });
    connect(table_, &TablePane::detailRequested, this, &AlarmsWorkspace::select);
    connect(table_, &TablePane::targetActivated, this, &AlarmsWorkspace::targetActivated);
    connect(table_, &TablePane::retryRequested, this, &AlarmsWorkspace::refresh);
    connect(evidence_, &AlarmEvidence::targetActivated, this, &AlarmsWorkspace::targetActivated);
    connect(evidence_, &AlarmEvidence::retryRequested, this, [this] { select(table_->currentKey()); });
    connect(table_->view()->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AlarmsWorkspace::enableVerbs);
    connect(&detail_, &DetailPane::noteAdded, this, [this](const Target& target, const QString& text) {
        if (target.kind != QLatin1String("alarm"))
            return;
        act({AlarmId::fromString(target.id)}, tr("The note was not written."),
            [actor = desk_.actor(), text](fault::FaultService& service, AlarmId alarm) { service.note(actor, alarm, text); });
    });
    connect(&detail_, &DetailPane::retryRequested, this, [this](const Target& target) {
        if (page_->isVisible() && (target.isNull() || target.kind == QLatin1String("alarm")) && !detailed_.isEmpty())
            askForDetail(AlarmId::fromString(detailed_), true);
    });
}

void AlarmsWorkspace::refresh()
{
    if (model_->state() == TableModel::State::Failed)
        model_->setLoading();
    const int cleared = showCleared_->isChecked() ? mostCleared : 0;
    rowsAsked_->ask(
        desk_.executor(),
        [cleared](store::Connection& connection) {
            AlarmBoardAnswer answer{overview::alarmRows(connection, cleared), fault::undecodableCount(connection), {}};
            const auto sources = fault::undecodableCountBySource(connection);
            for (auto it = sources.begin(); it != sources.end(); ++it)
                answer.undecodableBySource.insert(it.key(), it.value());
            return answer;
        },
        [this](const AlarmBoardAnswer& answer) {
            showUndecodable(answer.undecodable, answer.undecodableBySource);
            showRows(answer.rows);
        },
        [this](const Error& error) { model_->setFailed(error.sentence()); });
    if (!detailed_.isEmpty() && page_->isVisible() && detail_.detail().target == alarmTarget(detailed_))
        askForDetail(AlarmId::fromString(detailed_), false);
}

void AlarmsWorkspace::showRows(const QList<overview::AlarmRow>& rows)
{
    model_->replace(rows);
    if (!awaited_.isEmpty()) {
        const QString wanted = std::exchange(awaited_, {});
        const bool known = model_->find(wanted) != nullptr;
        if (!table_->select(wanted) && !known && !showCleared_->isChecked()) {
            awaited_ = wanted; // perhaps it is over
            showCleared_->setChecked(true);
        }
    }
    enableVerbs();
}

void AlarmsWorkspace::showUndecodable(qint64 count, const QMap<QString, qint64>& bySource)
{
    undecodable_->setText(tr("%Ln message(s) not readable", nullptr, int(count)));
    QStringList lines;
    for (auto it = bySource.begin(); it != bySource.end(); ++it)
        lines.append(tr("%1: %L2").arg(it.key()).arg(it.value()));
    undecodable_->setToolTip(count == 0 ? tr("Every datagram on the trap port could be read.")
                                        : tr("Datagrams on the trap port that are no SNMP message we can read:\n%1").arg(lines.join(u'\n')));
}

void AlarmsWorkspace::narrow(const QString& scope)
{
    scope_ = scope;
    applyScope();
}

void AlarmsWorkspace::applyScope()
{
    const int severity = severities_->currentData().toInt();
    const QString scope = scope_;
    scopeChip_->setVisible(!scope.isEmpty());
    scopeChip_->setText(scope.startsWith(QLatin1String("port:")) ? tr("Only one port") : tr("Only one device"));
    scopeChip_->setAccessibleName(scopeChip_->text());
    if (severity < 0 && scope.isEmpty())
        model_->setAccept({});
    else
        model_->setAccept([severity, scope](const overview::AlarmRow& row) {
            return (severity < 0 || int(row.alarm.severity) == severity) && inScope(row.alarm, scope);
        });
    enableVerbs();
}

void AlarmsWorkspace::showTarget(const Target& target)
{
    if (target.kind == QLatin1String("alarms")) {
        const auto severity = severityFromKey(target.id);
        severities_->setCurrentIndex(severity ? severities_->findData(int(*severity)) : 0);
        narrow(target.id.contains(u':') ? target.id : QString());
        table_->view()->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (target.kind != QLatin1String("alarm"))
        return;
    severities_->setCurrentIndex(0);
    narrow({});
    if (!table_->select(target.id)) {
        awaited_ = target.id;
        refresh();
    }
}

void AlarmsWorkspace::select(const QVariant& key)
{
    if (const AlarmId alarm = AlarmId::fromString(key.toString()); !alarm.isNull())
        askForDetail(alarm, key.toString() != detailed_ || !(detail_.detail().target == alarmTarget(detailed_)));
}

void AlarmsWorkspace::askForDetail(AlarmId id, bool anew)
{
    const QString key = id.toString();
    detailed_ = key;
    if (anew) {
        const overview::AlarmRow* row = model_->find(key);
        detail_.setLoading(row ? row->alarm.objectName : QString());
        detail_.setActions(verbs_);
        evidence_->setLoading();
    }
    detailAsked_->ask(
        desk_.executor(),
        [id](store::Connection& connection) {
            return AlarmDetailAnswer{overview::alarmDetail(connection, id), overview::whyOf(connection, {QStringLiteral("alarm"), id.toString()})};
        },
        [this](const AlarmDetailAnswer& answer) {
            evidence_->setAlarm(answer.alarm, answer.why);
            if (page_->isVisible())
                detail_.setDetail(alarmDetailOf(answer.alarm, answer.why, desk_));
        },
        [this](const Error& error) {
            evidence_->setFailed(error.sentence());
            if (page_->isVisible())
                detail_.setFailed({Tone::Bad, tr("The alarm could not be read."), error.sentence(), {}, tr("Try again")});
        });
}

QList<AlarmId> AlarmsWorkspace::chosen() const
{
    QList<AlarmId> alarms;
    const QVariantList keys = table_->selectedKeys();
    for (const QVariant& key : keys)
        alarms.append(AlarmId::fromString(key.toString()));
    return alarms;
}

/// Only verbs that make sense for one of the chosen alarms can be pressed.
void AlarmsWorkspace::enableVerbs()
{
    bool any = false, open = false, unseen = false, foreign = false;
    for (const AlarmId alarm : chosen()) {
        const overview::AlarmRow* row = model_->find(alarm.toString());
        if (!row)
            continue;
        any = true;
        open = open || row->alarm.isOpen();
        unseen = unseen || (row->alarm.isOpen() && !row->alarm.acknowledgedAt);
        foreign = foreign || (row->alarm.isOpen() && row->alarm.owner != desk_.actor().name());
    }
    const bool allowed = desk_.actor().may(access::Permission::HandleAlarms);
    for (QAction* verb : std::as_const(verbs_)) {
        const QString name = verb->objectName();
        const bool useful = name == QLatin1String("acknowledge") ? unseen : name == QLatin1String("own") ? foreign : name == QLatin1String("clear") ? open : any;
        verb->setEnabled(allowed && useful);
    }
}

/// Of several, those for which the verb makes sense; the others are left alone.
QList<AlarmId> AlarmsWorkspace::chosenThat(const std::function<bool(const fault::Alarm&)>& fits) const
{
    QList<AlarmId> alarms;
    for (const AlarmId alarm : chosen())
        if (const overview::AlarmRow* row = model_->find(alarm.toString()); row && fits(row->alarm))
            alarms.append(alarm);
    return alarms;
}

QString AlarmsWorkspace::describe(const QList<AlarmId>& alarms) const
{
    const overview::AlarmRow* row = alarms.size() == 1 ? model_->find(alarms.first().toString()) : nullptr;
    return row ? row->alarm.number : tr("%Ln alarm(s)", nullptr, int(alarms.size()));
}

void AlarmsWorkspace::acknowledge()
{
    act(chosenThat([](const fault::Alarm& alarm) { return alarm.isOpen() && !alarm.acknowledgedAt; }), tr("Not acknowledged."),
        [actor = desk_.actor()](fault::FaultService& service, AlarmId alarm) { service.acknowledge(actor, alarm); });
}

void AlarmsWorkspace::own()
{
    act(chosenThat([me = desk_.actor().name()](const fault::Alarm& alarm) { return alarm.isOpen() && alarm.owner != me; }), tr("Not assigned."),
        [actor = desk_.actor()](fault::FaultService& service, AlarmId alarm) { service.assign(actor, alarm, actor.name()); });
}

void AlarmsWorkspace::clear()
{
    const QList<AlarmId> alarms = chosenThat([](const fault::Alarm& alarm) { return alarm.isOpen(); });
    prompt_->ask({tr("Clear %1 by hand. Why?").arg(describe(alarms)), tr("What ended it, for whoever asks later"), tr("Clear")}, [this, alarms](const QString& reason) {
        act(alarms, tr("Not cleared."), [actor = desk_.actor(), reason](fault::FaultService& service, AlarmId alarm) { service.clear(actor, alarm, reason); });
    });
}

void AlarmsWorkspace::note()
{
    const QList<AlarmId> alarms = chosen();
    prompt_->ask({tr("Note on %1:").arg(describe(alarms)), tr("What you found, what you tried"), tr("Add note")}, [this, alarms](const QString& text) {
        act(alarms, tr("The note was not written."), [actor = desk_.actor(), text](fault::FaultService& service, AlarmId alarm) { service.note(actor, alarm, text); });
    });
}

/// Each alarm is a transaction of its own: what one of several refuses does not hold up the others.
void AlarmsWorkspace::act(const QList<AlarmId>& alarms, const QString& failed, Verb verb)
{
    if (alarms.isEmpty())
        return;
    auto work = [alarms, verb = std::move(verb)](store::Context& context) {
        QStringList refusals;
        fault::FaultService service(context);
        for (const AlarmId alarm : alarms) {
            try {
                verb(service, alarm);
            } catch (const Refused& refusal) {
                refusals.append(refusal.sentence());
            }
        }
        return refusals;
    };
    whenDone(
        this, desk_.executor().write(std::move(work)),
        [this, failed](const QStringList& refusals) {
            if (refusals.isEmpty())
                notices_->clear();
            else
                notices_->showNotice({Tone::Attention, failed, refusals.join(u' '), {}, {}});
            refresh();
        },
        [this, failed](const Error& error) { notices_->showNotice({Tone::Bad, failed, error.sentence(), {}, {}}); });
}

QList<KeyHint> AlarmsWorkspace::keys() const
{
    return {{QStringLiteral("A"), tr("Acknowledge the selected alarms")}, {QStringLiteral("O"), tr("Own them: work on them yourself")},
            {QStringLiteral("N"), tr("Write a note on them")},            {QStringLiteral("C"), tr("Clear them by hand, with a reason")},
            {tr("Ctrl+A, Shift+arrows"), tr("Select several; each key acts on all of them")},
            {tr("Space"), tr("Show the details")}};
}

QString AlarmsWorkspace::help() const
{
    return tr("All faults that are open now, worst first, with whom they hit. Select one to see what it rests on, select several to handle "
              "them at once. Below it stand its cause, whom it hits, what was done the last time, and the traps themselves. An alarm ends by itself when the network reports its end; clear by hand only what the network cannot end.");
}

QList<QAction*> AlarmsWorkspace::actions() const { return verbs_; }

void AlarmsWorkspace::activated()
{
    detail_.setActions(verbs_);
    if (const QString key = table_->currentKey().toString(); !key.isEmpty())
        select(key);
    else
        detail_.clear();
}

void AlarmsWorkspace::saveLayout(QSettings& settings) const
{
    table_->saveLayout(settings);
    evidence_->saveLayout(settings);
    settings.setValue(QStringLiteral("alarms/panels"), page_->saveState());
}

void AlarmsWorkspace::restoreLayout(const QSettings& settings)
{
    table_->restoreLayout(settings);
    evidence_->restoreLayout(settings);
    page_->restoreState(settings.value(QStringLiteral("alarms/panels")).toByteArray());
}

} // namespace trunkline::widgets
