// What a person decides about dunning: that it rests, by which rules, and the rules themselves.
#pragma once

#include "models/payments/dunning.h"
#include "widgets/office/entrydialog.h"

class QComboBox;
class QDateEdit;
class QLineEdit;
class QSpinBox;
class QTableWidget;

namespace trunkline::widgets {

/// An account is not dunned before a day, and why; today ends a hold.
class HoldDialog : public EntryDialog {
    Q_OBJECT
public:
    HoldDialog(Desk& desk, AccountId account, const QString& accountNumber, QWidget* parent);
    /// The hold ends today.
    void endIt();

private:
    void save() override;

    Desk& desk_;
    AccountId account_;
    QString accountNumber_;
    QDateEdit* until_;
    QLineEdit* reason_;
};

class ChooseRulesDialog : public EntryDialog {
    Q_OBJECT
public:
    ChooseRulesDialog(Desk& desk, AccountId account, const QString& accountNumber, QWidget* parent);

private:
    void save() override;

    Desk& desk_;
    AccountId account_;
    QString accountNumber_;
    QComboBox* rules_;
    Asking codes_;
};

/// The steps of dunning rules: the shipped ones or the operator's own; a new code makes new ones.
class RulesDialog : public EntryDialog {
    Q_OBJECT
public:
    RulesDialog(Desk& desk, QWidget* parent);

private:
    void save() override;
    void buildSteps();
    void readRules(const QString& code);
    void show(const payments::DunningPolicy& policy);
    void addStep(const payments::DunningStep& step);
    /// Throws InvalidInput, naming the step.
    payments::DunningPolicy policy() const;

    Desk& desk_;
    QComboBox* code_;
    QLineEdit* name_;
    QLineEdit* minimum_;
    QSpinBox* between_;
    QSpinBox* within_;
    QTableWidget* steps_;
    Asking codes_;
    Asking rules_;
};

} // namespace trunkline::widgets
