// Sites and their devices as a tree of two levels.
#pragma once

#include "models/core/itemroles.h"
#include "models/overview/networkview.h"

#include <QAbstractItemModel>

namespace trunkline::overview {

/// KeyRole is the device's id, or the site's name; SeverityRole is the worst alarm, ToneRole the state of what has none.
class NetworkTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    using QAbstractItemModel::QAbstractItemModel;

    /// The whole truth anew. While the same devices stand in the same places only their cells change; else the model is
    /// reset and views restore by KeyRole.
    void replace(const QList<NetworkNode>& nodes);
    /// Only devices (name, address, kind, model or site) that contain every word.
    void setFilterText(const QString& text);
    /// Where a device stands; invalid when it is not shown.
    QModelIndex indexOf(DeviceId id) const;
    /// Null for a site.
    const NetworkNode* nodeAt(const QModelIndex& index) const;
    int shownDevices() const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& = {}) const override { return 1; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    struct Branch {
        QString site;
        QList<NetworkNode> nodes;
    };
    QList<Branch> branches() const;
    void rebuild();

    QList<NetworkNode> all_;
    QStringList words_;
    QList<Branch> shown_;
};

} // namespace trunkline::overview
