#include "widgets/admin/profilespage.h"

#include "models/inventory/inventorystore.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/joblist.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace trunkline::widgets {

ProfilesPage::ProfilesPage(Desk& desk, DetailPane& detail, JobList& jobs, const NetworkErrands& errands, QWidget* parent)
    : AdminPage(QStringLiteral("profiles"), desk, detail, parent), jobs_(jobs), errands_(errands),
      model_(collection::profileColumns(), [](const collection::ProfileSummary& profile) { return profile.id; }),
      hardwareModel_(collection::hardwareColumns(), [](const collection::HardwareRow& row) { return row.key; }),
      hardware_(new TablePane(QStringLiteral("hardwareList"))), device_(new QComboBox), read_(new QPushButton(tr("Read its hardware now")))
{
    table_->setAccessibleName(tr("Device profiles"));
    table_->setModel(&model_);
    table_->setEmptyState(tr("No device profile is installed."));
    buildHardware();
    auto* parts = new QSplitter(Qt::Vertical);
    parts->setChildrenCollapsible(false);
    column_->removeWidget(table_);
    parts->addWidget(table_);
    parts->addWidget(hardware_);
    parts->setSizes({40 * gridStep, 50 * gridStep});
    column_->addWidget(parts, 1);
}

void ProfilesPage::buildHardware()
{
    hardware_->setAccessibleName(tr("Hardware of a device"));
    hardware_->setModel(&hardwareModel_);
    hardwareModel_.replace({});
    hardware_->setEmptyState(tr("Choose a device and read what its hardware says now: processors, memory, temperatures, fans, power, optical levels."));
    device_->setObjectName(QStringLiteral("hardwareDevice"));
    device_->setAccessibleName(tr("Device whose hardware is read"));
    device_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    read_->setObjectName(QStringLiteral("readHardwareButton"));
    read_->setEnabled(false);
    hardware_->addTool(device_);
    hardware_->addTool(read_);
    connect(read_, &QPushButton::clicked, this, &ProfilesPage::readHardware);
}

QString ProfilesPage::help() const
{
    return tr("A profile says what to read of a kind of device and what it means. A file of your own in %1 adds one, or replaces a shipped one of the same name; it is read when Trunkline starts. "
              "“Read its hardware now” asks a device what the profiles know of it and stores nothing.").arg(ownFolder_);
}

void ProfilesPage::refresh()
{
    if (model_.totalRows() == 0)
        model_.setLoading();
    struct Answer {
        collection::ProfileList list;
        QList<collection::ProfiledDevice> devices;
    };
    listAnswer_.ask(desk_.executor(), [actor = desk_.actor()](store::Connection& connection) {
        actor.require(access::Permission::ViewNetwork);
        Answer answer{collection::profileList(connection), {}};
        for (const inventory::Device& device : inventory::devices(connection))
            answer.devices.append({device.id, device.name});
        return answer;
    }, [this](const Answer& answer) {
        fillDevices(answer.devices);
        show(answer.list);
    }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

void ProfilesPage::show(const collection::ProfileList& list)
{
    model_.replace(list.profiles);
    ownFolder_ = list.ownFolder;
    if (!list.problems.isEmpty())
        say(Tone::Attention, tr("%Ln profile(s) of your own were left out.", nullptr, int(list.problems.size())), list.problems.first());
    if (isVisible())
        showDetail();
}

/// What is chosen stays chosen.
void ProfilesPage::fillDevices(const QList<collection::ProfiledDevice>& all)
{
    const QString before = device_->currentData().toString();
    device_->clear();
    for (const collection::ProfiledDevice& each : all)
        device_->addItem(each.name, each.id.toString());
    device_->setCurrentIndex(qMax(0, device_->findData(before)));
    read_->setEnabled(!all.isEmpty() && desk_.actor().may(access::Permission::DiscoverNetwork));
}

void ProfilesPage::showDetail()
{
    const collection::ProfileSummary* profile = model_.find(table_->currentKey().toString());
    if (!profile)
        return detail_.clear();
    if (!profile->devices.isEmpty() && hardwareModel_.totalRows() == 0)
        device_->setCurrentIndex(device_->findData(profile->devices.first().id.toString()));
    Detail detail;
    detail.target = {QStringLiteral("profile"), profile->id};
    detail.title = profile->id;
    detail.subtitle = profile->about;
    detail.takesNotes = false;
    FactGroup facts{{}, {{tr("Vendor"), profile->vendor.isEmpty() ? tr("Any") : profile->vendor}, {tr("Comes from"), profile->own ? ownFolder_ : tr("Trunkline")}}};
    FactGroup devices{profile->general ? tr("Used for every device") : tr("Used for: %Ln device(s)", nullptr, int(profile->devices.size())), {}};
    for (const collection::ProfiledDevice& each : profile->devices)
        devices.facts.append({{}, each.name, {QStringLiteral("device"), each.id.toString()}});
    detail.overview = {facts, devices};
    detail_.setActions({});
    detail_.setDetail(detail);
}

void ProfilesPage::readHardware()
{
    const QString device = device_->currentText();
    const JobView job{.id = QStringLiteral("hardware-%1").arg(++readings_), .title = tr("Read the hardware of %1").arg(device), .opens = {QStringLiteral("workspace"), QStringLiteral("admin")}};
    jobs_.showJob(job);
    read_->setEnabled(false);
    const auto ended = [this, job](JobView::State state, const QString& sentence) {
        read_->setEnabled(true);
        JobView now = job;
        now.state = state;
        now.detail = sentence;
        jobs_.showJob(now);
    };
    whenDone(this, errands_.readHardware(DeviceId::fromString(device_->currentData().toString())), [this, ended, device](const collection::DeviceHardware& found) {
        ended(JobView::State::Done, tr("%Ln value(s)", nullptr, int(found.rows.size())));
        showHardware(device, found);
    }, [this, ended](const Error& error) {
        ended(JobView::State::Failed, error.sentence());
        refuse(tr("The hardware could not be read."), error);
    });
}

void ProfilesPage::showHardware(const QString& device, const collection::DeviceHardware& found)
{
    hardwareModel_.replace(found.rows);
    hardware_->setEmptyState(tr("%1 tells nothing of its hardware that a profile knows.").arg(device));
    const QString by = tr("By the profiles %1.").arg(found.profiles.join(QStringLiteral(", ")));
    if (found.brokenOff.isEmpty())
        say(Tone::Good, tr("%1: %Ln value(s)", nullptr, int(found.rows.size())).arg(found.identity.isEmpty() ? device : QStringLiteral("%1, %2").arg(device, found.identity)), by);
    else
        say(Tone::Attention, tr("%1 did not tell all.").arg(device), tr("Reading %1 broke off; what is shown may be incomplete.").arg(found.brokenOff.join(QStringLiteral(", "))));
}

} // namespace trunkline::widgets
