// What item models say about their cells beside the text: meaning, never colour. The delegate
// of widgets/common chooses shape and colour from it.
#pragma once

#include "models/core/money.h"

#include <QMetaType>
#include <QString>

#include <optional>

namespace trunkline {

/// Money as a QVariant holds it: a variant's type needs a value without a currency.
using MoneyValue = std::optional<Money>;

/// Something that can be opened: every name of a device, port, customer, … leads to one.
struct Target {
    QString kind; ///< "device", "port", "link", "alarm", "customer", "order", "invoice", "workspace" …
    QString id;   ///< the id's text form
    bool isNull() const { return kind.isEmpty(); }
    bool operator==(const Target&) const = default;
};

/// How a state is to be taken, whatever the domain calls it.
enum class Tone {
    Neutral,   ///< nothing to say: draft, unknown, planned
    Good,      ///< works, done, paid
    Busy,      ///< on its way: in progress, polling, pending
    Attention, ///< someone should look: held, late, degraded
    Bad,       ///< down, failed, overdue
};

/// Roles of all our item models, after Qt's own.
enum ItemRole : int {
    KeyRole = Qt::UserRole + 1, ///< what tells rows apart, kept over a refresh
    SeverityRole,               ///< int of Severity: draw shape and colour before the word
    ToneRole,                   ///< int of Tone: draw its mark before the word
    TargetRole,                 ///< Target: the cell is a link
    StaleRole,                  ///< bool: older than two poll intervals, to be greyed
    IdentifierRole,             ///< bool: an identifier, drawn with fixed width
    ValueRole,                  ///< what stands behind the words, for files that keep types: qlonglong, double, QDate, QDateTime (wall time) or MoneyValue
    FirstDomainRole = Qt::UserRole + 100,
};

} // namespace trunkline

Q_DECLARE_METATYPE(trunkline::Target)
