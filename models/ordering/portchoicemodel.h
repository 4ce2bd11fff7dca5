// The ports to choose from in an order.
#pragma once

#include "models/core/valuemodel.h"
#include "models/ordering/portchoice.h"

namespace trunkline::ordering {

/// Keys are the ports' identifiers as text.
class PortChoiceModel : public ValueModel<PortChoice> {
public:
    explicit PortChoiceModel(QObject* parent = nullptr);
};

} // namespace trunkline::ordering
