// Device profiles: which there are, which devices each is for, and what the hardware of a device says by them.
#pragma once

#include "models/collection/profilelist.h"
#include "widgets/admin/adminpage.h"
#include "widgets/admin/errands.h"

class QComboBox;

namespace trunkline::widgets {

class JobList;

class ProfilesPage : public AdminPage {
    Q_OBJECT
public:
    /// All outlive it.
    ProfilesPage(Desk& desk, DetailPane& detail, JobList& jobs, const NetworkErrands& errands, QWidget* parent = nullptr);

    QString title() const override { return tr("Device profiles"); }
    QString help() const override;
    void refresh() override;
    void showDetail() override;
    QStringList subjects() const override { return {QStringLiteral("device")}; }
    QList<TablePane*> tables() const override { return {table_, hardware_}; }

private:
    void buildHardware();
    void show(const collection::ProfileList& list);
    void fillDevices(const QList<collection::ProfiledDevice>& all);
    void readHardware();
    void showHardware(const QString& device, const collection::DeviceHardware& found);

    JobList& jobs_;
    const NetworkErrands& errands_;
    collection::ProfileListModel model_;
    collection::HardwareModel hardwareModel_;
    TablePane* hardware_;
    QComboBox* device_;
    QPushButton* read_;
    QString ownFolder_;
    int readings_ = 0;
    Asking listAnswer_;
};

} // namespace trunkline::widgets
