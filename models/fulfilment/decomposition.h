// From what was sold to what has to be done: offering → service → port → tasks. Pure.
#pragma once

#include "models/catalogue/offering.h"
#include "models/inventory/device.h"
#include "models/inventory/service.h"
#include "models/ordering/order.h"

namespace trunkline::fulfilment {

/// The tasks that deliver a service, in their order: the port is labelled with the service's name and switched on,
/// then seen to work. The last one's evidence starts the charge. Throws Refused, saying what to do, when the port
/// can't carry the offering: it is not the service's, gone from the device, of another device, or slower than what is sold.
QList<ordering::TaskDraft> decompose(const catalogue::Offering& offering, const inventory::Service& service, const inventory::Port& port,
                                     const inventory::Device& device);

} // namespace trunkline::fulfilment
