// A titled card of a page: a few rows of facts, links and states, or a sentence when there are none.
#pragma once

#include "models/core/itemroles.h"
#include "models/core/severity.h"

#include <QFrame>
#include <QStringList>

#include <optional>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace trunkline::widgets {

struct Cell {
    QString text = {};
    Target target = {};
    std::optional<Tone> tone = std::nullopt;
    std::optional<Severity> severity = std::nullopt;
    bool right = false; ///< figures and money
    bool muted = false;
    bool strong = false;
    bool operator==(const Cell&) const = default;
};

class SectionCard : public QFrame {
    Q_OBJECT
public:
    SectionCard(const QString& objectName, const QString& title, QWidget* parent = nullptr);

    QPushButton* addButton(const QString& objectName, const QString& text);
    /// Beside the title: a count, a sum.
    void setFigure(const QString& figure);
    /// `emptySentence` stands there when there are no rows.
    void setRows(const QStringList& headers, const QList<QList<Cell>>& rows, const QString& emptySentence);
    const QList<QList<Cell>>& rows() const { return rows_; }
    /// Shown under the rows instead of them. Takes ownership.
    void setContent(QWidget* content);

Q_SIGNALS:
    void targetActivated(const trunkline::Target& target);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void fill();
    QWidget* cellWidget(const Cell& cell);

    QLabel* title_;
    QLabel* figure_;
    QHBoxLayout* head_;
    QVBoxLayout* column_;
    QWidget* body_ = nullptr;
    QStringList headers_;
    QList<QList<Cell>> rows_;
    QString emptySentence_;
};

} // namespace trunkline::widgets
