// What commands about tariffs and usage have in common.
#pragma once

#include "app/ctl/session.h"
#include "models/inventory/service.h"

namespace trunkline::ctl {

/// By its name ("SVC-000012"). Throws NotFound.
inventory::Service serviceCalled(Session& session, const QString& name);
/// The object of a JSON file of at most 64 MiB. Throws NotFound, InvalidInput.
QJsonObject documentIn(const QString& path);
/// Throws InvalidInput when the option is no whole number.
qint64 wholeOption(const QCommandLineParser& parser, const char* option);
/// Throws InvalidInput, saying what the number is for.
qint64 wholeArgument(const QString& text, const QString& what);

} // namespace trunkline::ctl
