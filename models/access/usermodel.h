// Users as a table.
#pragma once

#include "models/access/userservice.h"
#include "models/core/valuemodel.h"

namespace trunkline::access {

using UserModel = ValueModel<User>;

/// Name, who that is, roles, password, whether they may sign in.
QList<Column<User>> userColumns();
inline QString keyOf(const User& user) { return user.id.toString(); }
/// "NOC operator, Auditor"; "No role" for none.
QString rolesText(const User& user);

} // namespace trunkline::access
