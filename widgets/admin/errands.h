// What the admin workspace wants to know of the network. app/ gives the ways to ask: widgets speak to no device.
#pragma once

#include "models/collection/credentialtrial.h"
#include "models/collection/devicehardware.h"

#include <QFuture>

#include <functional>

namespace trunkline::widgets {

struct NetworkErrands {
    /// Whether a credential opens the device at an address; on a thread of its own.
    std::function<QFuture<collection::CredentialTrial>(CredentialId credential, const QString& address, quint16 port)> tryCredential;
    /// What a device's hardware says now.
    std::function<QFuture<collection::DeviceHardware>(DeviceId device)> readHardware;
};

} // namespace trunkline::widgets
