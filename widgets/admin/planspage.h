// Discovery plans: what is looked for, where and how often.
#pragma once

#include "models/collection/discoverylist.h"
#include "widgets/admin/adminpage.h"

namespace trunkline::widgets {

class PlansPage : public AdminPage {
    Q_OBJECT
public:
    PlansPage(Desk& desk, DetailPane& detail, QWidget* parent = nullptr);

    QString title() const override { return tr("Discovery plans"); }
    QString help() const override;
    void refresh() override;
    void showDetail() override;
    QStringList subjects() const override { return {QStringLiteral("discoveryPlan")}; }

private:
    std::optional<collection::DiscoveryPlan> chosen() const;
    void showDialog(const std::optional<collection::DiscoveryPlan>& known);
    void start();
    void pause();
    void askToRemove();

    collection::DiscoveryPlanModel model_;
    QString toSelect_;
    Asking listAnswer_;
};

} // namespace trunkline::widgets
