// "Why?": the chain in the journal, newest effect on top, each cause under it, every name a link.
#pragma once

#include "models/core/itemroles.h"
#include "models/core/severity.h"

#include <QWidget>

#include <optional>

class QVBoxLayout;

namespace trunkline::widgets {

struct ChainStep {
    QString when = {};   ///< already in the operator's zone
    QString what;   ///< "Credit of 12.50 EUR on invoice 2026-0042"
    QString detail = {}; ///< the evidence, one line
    QString who = {};    ///< the actor
    Target target = {};  ///< where it leads
    std::optional<Severity> severity = std::nullopt;
    bool operator==(const ChainStep&) const = default;
};

class ChainView : public QWidget {
    Q_OBJECT
public:
    explicit ChainView(QWidget* parent = nullptr);

    /// From the effect to its first cause. `betweenWords` stands between two steps: "because" for a
    /// chain, nothing for a plain history.
    void setSteps(const QList<ChainStep>& steps, const QString& betweenWords);
    const QList<ChainStep>& steps() const { return steps_; }

Q_SIGNALS:
    void targetActivated(const trunkline::Target& target);

private:
    QList<ChainStep> steps_;
    QVBoxLayout* column_;
};

} // namespace trunkline::widgets
