#include "models/overview/networktree.h"

#include "models/core/sortkey.h"

#include <QCoreApplication>

#include <algorithm>

namespace trunkline::overview {

namespace {

bool sameDevices(const QList<NetworkNode>& a, const QList<NetworkNode>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const NetworkNode& x, const NetworkNode& y) { return x.device.id == y.device.id; });
}

QVariant deviceData(const NetworkNode& node, int role)
{
    const inventory::Device& device = node.device;
    switch (role) {
    case Qt::DisplayRole: return device.name;
    case KeyRole: return device.id.toString();
    case Qt::ToolTipRole: {
        QStringList lines{device.name, device.address};
        for (const QString& part : {device.vendor, device.model, node.place.within})
            if (!part.isEmpty())
                lines.append(part);
        return lines.join(u'\n');
    }
    case SeverityRole: return node.worstAlarm ? QVariant(int(*node.worstAlarm)) : QVariant();
    case ToneRole: return int(device.state == inventory::DeviceState::Answering ? Tone::Good : device.state == inventory::DeviceState::Silent ? Tone::Bad : device.state == inventory::DeviceState::SnmpSilent ? Tone::Attention : Tone::Neutral);
    default: return {};
    }
}

} // namespace

QList<NetworkTreeModel::Branch> NetworkTreeModel::branches() const
{
    QList<Branch> branches;
    for (const NetworkNode& node : all_) {
        const QString text = searchable(QStringList{node.device.name, node.device.address, node.device.kind, node.device.model, node.place.site + QStringLiteral(", ") + node.place.within}.join(u'\n'));
        if (!std::all_of(words_.begin(), words_.end(), [&](const QString& word) { return text.contains(word); }))
            continue;
        auto at = std::find_if(branches.begin(), branches.end(), [&](const Branch& branch) { return branch.site == node.place.site; });
        if (at == branches.end())
            at = branches.insert(branches.end(), {node.place.site, {}});
        at->nodes.append(node);
    }
    std::stable_sort(branches.begin(), branches.end(), [](const Branch& a, const Branch& b) {
        if (a.site.isEmpty() != b.site.isEmpty())
            return b.site.isEmpty(); // what stands nowhere comes last
        return naturalKey(a.site) < naturalKey(b.site);
    });
    for (Branch& branch : branches)
        std::stable_sort(branch.nodes.begin(), branch.nodes.end(),
                         [](const NetworkNode& a, const NetworkNode& b) { return naturalKey(a.device.name) < naturalKey(b.device.name); });
    return branches;
}

void NetworkTreeModel::replace(const QList<NetworkNode>& nodes)
{
    all_ = nodes;
    rebuild();
}

void NetworkTreeModel::setFilterText(const QString& text)
{
    words_ = searchable(text).split(u' ', Qt::SkipEmptyParts);
    rebuild();
}

void NetworkTreeModel::rebuild()
{
    const QList<Branch> next = branches();
    const bool same = std::equal(next.begin(), next.end(), shown_.begin(), shown_.end(),
                                 [](const Branch& a, const Branch& b) { return a.site == b.site && sameDevices(a.nodes, b.nodes); });
    if (!same) {
        beginResetModel();
        shown_ = next;
        endResetModel();
        return;
    }
    for (int site = 0; site < next.size(); ++site) {
        if (next[site].nodes == shown_[site].nodes)
            continue;
        shown_[site].nodes = next[site].nodes;
        const QModelIndex top = index(site, 0);
        Q_EMIT dataChanged(top, top);
        Q_EMIT dataChanged(index(0, 0, top), index(rowCount(top) - 1, 0, top));
    }
}

QModelIndex NetworkTreeModel::indexOf(DeviceId id) const
{
    for (int site = 0; site < shown_.size(); ++site)
        for (int row = 0; row < shown_[site].nodes.size(); ++row)
            if (shown_[site].nodes[row].device.id == id)
                return index(row, 0, index(site, 0));
    return {};
}

const NetworkNode* NetworkTreeModel::nodeAt(const QModelIndex& at) const
{
    return at.isValid() && at.internalId() > 0 ? &shown_[int(at.internalId()) - 1].nodes[at.row()] : nullptr;
}

int NetworkTreeModel::shownDevices() const
{
    int devices = 0;
    for (const Branch& branch : shown_)
        devices += int(branch.nodes.size());
    return devices;
}

// The internal id is 0 for a site, else the number of its site and one.
QModelIndex NetworkTreeModel::index(int row, int column, const QModelIndex& above) const
{
    if (column != 0 || row < 0 || row >= rowCount(above))
        return {};
    return createIndex(row, column, above.isValid() ? quintptr(above.row()) + 1 : quintptr(0));
}

QModelIndex NetworkTreeModel::parent(const QModelIndex& child) const
{
    return child.isValid() && child.internalId() > 0 ? createIndex(int(child.internalId()) - 1, 0, quintptr(0)) : QModelIndex();
}

int NetworkTreeModel::rowCount(const QModelIndex& above) const
{
    if (!above.isValid())
        return int(shown_.size());
    return above.internalId() == 0 ? int(shown_[above.row()].nodes.size()) : 0;
}

QVariant NetworkTreeModel::data(const QModelIndex& at, int role) const
{
    if (!at.isValid())
        return {};
    if (const NetworkNode* node = nodeAt(at))
        return deviceData(*node, role);
    const Branch& branch = shown_[at.row()];
    if (role == KeyRole)
        return branch.site;
    if (role != Qt::DisplayRole)
        return {};
    const QString name = branch.site.isEmpty() ? QCoreApplication::translate("NetworkTree", "Without a site") : branch.site;
    return QStringLiteral("%1 (%2)").arg(name, QLocale().toString(branch.nodes.size()));
}

} // namespace trunkline::overview
