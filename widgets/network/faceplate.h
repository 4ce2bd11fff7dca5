// The ports of a device as its front shows them: a cell a port, in rows. Shape, colour and words tell the state; filled is
// what serves somebody or leads on, hollow is free.
#pragma once

#include "models/core/itemroles.h"
#include "models/core/severity.h"

#include <QHash>
#include <QWidget>

#include <optional>

namespace trunkline::widgets {

/// A port as the faceplate is told of it.
struct FacePort {
    QString id;
    QString name;                 ///< "ont-0/1/3"
    Tone state = Tone::Neutral;
    QString stateWord = {};       ///< "Up"
    QString use = {};             ///< "SVC-000001, Anna Weber" or "agg-1 Twe1/0/1"; empty when it is free
    std::optional<Severity> worst = std::nullopt;
    QString alarms = {};          ///< "2 open alarms"
    bool operator==(const FacePort&) const = default;
};

/// Ports whose names differ in their last number stand in one block: "ont-0/1/" with 1 to 16.
struct FaceBlock {
    QString stem;
    QList<int> ports; ///< places in the list that was given, in natural order of the names
    int rows = 1;     ///< two for more than four ports: the first above the second, as fronts are numbered
    bool operator==(const FaceBlock&) const = default;
};
QList<FaceBlock> faceBlocks(const QStringList& names);

class PortCell;

class Faceplate : public QWidget {
    Q_OBJECT
public:
    explicit Faceplate(QWidget* parent = nullptr);

    /// The ports anew. What is selected stays selected while it is there.
    void setPorts(const QList<FacePort>& ports);
    const QList<FacePort>& ports() const { return ports_; }
    /// Without telling portSelected. Empty selects nothing.
    void select(const QString& id);
    QString selected() const { return selected_; }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {480, heightForWidth(480)}; }

Q_SIGNALS:
    void portSelected(const QString& id); ///< click, Space or an arrow
    void portOpened(const QString& id);   ///< double click or Enter

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    friend class PortCell;
    struct Title {
        QRect place;
        QString text;
    };
    /// Puts the cells, or with none measures only; answers the height.
    int place(int width, const QList<PortCell*>& cells, QList<Title>& titles) const;
    void choose(const QString& id);
    void step(const PortCell* from, int key);

    QList<FacePort> ports_;
    QList<FaceBlock> blocks_;
    QList<PortCell*> cells_; ///< in the order of ports_
    QList<Title> titles_;
    QString selected_;
};

} // namespace trunkline::widgets
