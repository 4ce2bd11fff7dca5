// Discovery: look for devices, and what was found to be new, changed or gone.
#pragma once

#include "models/overview/journallist.h"
#include "widgets/admin/adminpage.h"

namespace trunkline::widgets {

class DiscoveryPage : public AdminPage {
    Q_OBJECT
public:
    DiscoveryPage(Desk& desk, DetailPane& detail, QWidget* parent = nullptr);

    QString title() const override { return tr("Discovery"); }
    QString help() const override;
    void refresh() override;
    void showDetail() override;
    QStringList subjects() const override { return {QStringLiteral("device"), QStringLiteral("link")}; }

private:
    void askForAddress();

    overview::JournalListModel model_;
    Asking listAnswer_;
    Asking detailAnswer_;
};

} // namespace trunkline::widgets
