// "Why?" of what is chosen in a table: what led to it, back to its first cause, in the pane.
#pragma once

#include "models/overview/chain.h"
#include "widgets/common/detailpane.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

#include <QPushButton>

#include <functional>

namespace trunkline::widgets {

class TablePane;

/// What the pane shows above the chain, and how the chain is read.
struct WhySubject {
    Target target = {};
    QString title;    ///< "INV-2026-000001 paid"
    QString subtitle; ///< "58.31 €"
    QList<FactGroup> overview = {};
    /// On a reading thread. Empty when the journal has nothing about it.
    std::function<QList<overview::ChainStep>(store::Connection&)> chain;
};

/// From an entry, or from the last that happened to a thing.
WhySubject whyEntry(JournalEntryId entry, const QString& title, const QString& subtitle, const QList<FactGroup>& overview = {});
WhySubject whyAbout(const Target& target, const QString& title, const QString& subtitle, const QList<FactGroup>& overview = {});

/// Stands beside the table's filter; Ctrl+Y on a row does the same.
class WhyButton : public QPushButton {
    Q_OBJECT
public:
    /// `subjectOf` gives what is asked about a row's key; nothing when the row is gone. All outlive the button; the table owns it.
    WhyButton(const QString& objectName, TablePane& table, Desk& desk, DetailPane& detail, std::function<std::optional<WhySubject>(const QString& key)> subjectOf);

public Q_SLOTS:
    void ask();

private:
    TablePane& table_;
    Desk& desk_;
    DetailPane& detail_;
    std::function<std::optional<WhySubject>(const QString& key)> subjectOf_;
    Asking answer_;
};

} // namespace trunkline::widgets
