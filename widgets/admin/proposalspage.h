// What discovery found to differ from the inventory, for somebody to agree to or to dismiss.
#pragma once

#include "models/collection/discoverylist.h"
#include "widgets/admin/adminpage.h"

#include <QSet>

namespace trunkline::widgets {

class ProposalsPage : public AdminPage {
    Q_OBJECT
public:
    ProposalsPage(Desk& desk, DetailPane& detail, QWidget* parent = nullptr);

    QString title() const override { return tr("Differences"); }
    QString help() const override;
    void refresh() override;
    void showDetail() override;
    QStringList subjects() const override { return {QStringLiteral("discoveryPlan"), QStringLiteral("device"), QStringLiteral("link")}; }

private:
    void show(QList<collection::ProposedDifference> differences);
    void choose(const QStringList& keys, bool chosen);
    void toggle(const QString& key);
    void approve();
    void askToDismiss();

    QList<collection::ProposedDifference> all_;
    QSet<QString> turned_; ///< keys whose box somebody has turned over
    collection::ProposedDifferenceModel model_;
    QPushButton* approve_;
    QPushButton* dismiss_;
    QList<QPushButton*> several_;
    Asking listAnswer_;
};

} // namespace trunkline::widgets
