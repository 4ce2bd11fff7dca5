// Each account of a run against its last invoice, the largest surprise first, and what each difference is made of.
#pragma once

#include "models/billing/invoicemodel.h"

#include <QWidget>

namespace trunkline::widgets {

class SectionCard;
class TablePane;

class ComparePage : public QWidget {
    Q_OBJECT
public:
    explicit ComparePage(QWidget* parent = nullptr);

    void setLoading();
    void setFailed(const QString& sentence) { model_.setFailed(sentence); }
    void show(const QList<billing::Comparison>& comparisons);
    /// "2 of 3 accounts differ".
    QString figure() const;

Q_SIGNALS:
    void targetActivated(const trunkline::Target& target);
    void retryRequested();

private:
    void showCauses(const QVariant& key);

    billing::ComparisonModel model_;
    int accounts_ = 0;
    int changed_ = 0;
    TablePane* table_;
    SectionCard* causes_;
};

} // namespace trunkline::widgets
