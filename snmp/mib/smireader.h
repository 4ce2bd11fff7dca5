// MIB files read by libsmi, in this process. libsmi was written for files of good will: a malformed one can end the
// process. Only the child that compiler.h starts calls this.
#pragma once

#include "snmp/mib/modulefiles.h"
#include "snmp/mib/table.h"

#include <functional>

namespace trunkline::snmp::mib {

/// Something that a module lacks or gets wrong. The rest of it is read.
struct Complaint {
    QString file;
    int line = 0; ///< 0 when it is about the whole file
    QString text; ///< "failed to locate MIB module `BFD-TC-STD-MIB'": libsmi's words
    bool losesFacts = true; ///< false for a breach of the rules in spite of which all is known
    bool operator==(const Complaint&) const = default;
};

struct Reading {
    std::function<void(const QString& path)> begins;
    std::function<void(const Complaint&)> complains;
};

/// The facts of the modules that `files` define. `imports` are further files in which what they import may be found.
/// Modules are found by their names, whatever their files are called. Calls `begins` before each file.
Table readWithLibsmi(const QList<ModuleFile>& files, const QList<ModuleFile>& imports, const Reading& reading);

} // namespace trunkline::snmp::mib
