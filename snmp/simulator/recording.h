// A recorded device: one object a line, "OID|tag|value" (the snmprec format).
#pragma once

#include "snmp/simulator/objectsource.h"

#include <memory>
#include <vector>

namespace trunkline::simulator {

/// One line that can't be served.
struct RecordingFault {
    QString file;
    int line = 0;
    QString reason;
    /// "recordings/x.snmprec, line 12: …"
    QString toString() const;
    bool operator==(const RecordingFault&) const = default;
};

/// Tags are ASN.1 type numbers: 2 4 5 6 64 65 66 67 68 70. With an x the value is in hexadecimal, with
/// an e (snmpsim's own) it has backslash escapes. Lines out of order are sorted; an object that
/// is there twice keeps its first value. Both are counted.
class Recording : public ObjectSource {
public:
    struct Outcome {
        /// Null when the file is refused; then `faults` says why (its first line that is wrong).
        std::unique_ptr<Recording> recording;
        /// With skipFaults, every line that was left out.
        QList<RecordingFault> faults;
    };
    /// One wrong line refuses the whole file, unless `skipFaults`.
    static Outcome read(const QString& file, bool skipFaults = false);
    static Outcome parse(QByteArrayView text, const QString& file, bool skipFaults = false);

    Value get(const Oid& oid) const override;
    std::optional<VarBind> next(const Oid& oid) const override;

    const std::vector<VarBind>& objects() const { return objects_; }
    int outOfOrder() const { return outOfOrder_; }
    int duplicates() const { return duplicates_; }

private:
    void arrange();

    std::vector<VarBind> objects_;
    int outOfOrder_ = 0;
    int duplicates_ = 0;
};

} // namespace trunkline::simulator
