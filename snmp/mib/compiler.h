// From MIB files to a table of facts, whatever the files are. libsmi reads them in a child process: a file that ends it,
// or keeps it busy for ever, is named and left out, the others are read.
#pragma once

#include "snmp/mib/smireader.h"

#include <vector>

namespace trunkline::snmp::mib {


struct Compilation {
    Table table;
    QList<ModuleFile> files;      ///< what was read
    QList<Complaint> complaints;  ///< in the order of the files
};

struct CompilerOptions {
    QString program;      ///< the child: “trunklinectl”; it is run as “trunklinectl mib read”
    QStringList imports;  ///< files and folders in which imported modules may be found, besides the arguments themselves
    const std::vector<Table>* known = nullptr; ///< facts that stand in for imported modules of which there is no file
    int quietLimitMs = 60'000; ///< a file that takes longer is given up
};

/// Compiles files and what is in folders. Waits for the child; not for the thread of a screen.
Compilation compile(const QStringList& filesAndFolders, const CompilerOptions& options);

/// The child's side: reads a request on standard input, writes what it finds to standard output as it goes. Gives its
/// exit code.
int runCompilerChild();

} // namespace trunkline::snmp::mib
