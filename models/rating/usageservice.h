// The verbs of usage: whose it is, how files are read, what to do with lines that can't be rated. All need the
// permission rate-usage.
#pragma once

#include "models/access/actor.h"
#include "models/rating/usagerating.h"

class QFile;

namespace trunkline::rating {

class UsageService {
public:
    explicit UsageService(store::Context& context) : context_(context) {}

    /// From then on usage of the identifier is the service's ("usage.identified"). Throws InvalidInput for an empty one,
    /// NotFound for an unknown service, Refused, naming the other service, when it is somebody's at that time.
    UsageIdentity identify(const access::Actor& actor, const QString& identifier, ServiceId service, Timestamp from);
    /// "usage.released": it may be given to another service from then on.
    void release(const access::Actor& actor, std::int64_t identity, Timestamp until);
    /// "usage.mappingSaved". Throws InvalidInput.
    void saveMapping(const access::Actor& actor, const UsageMapping& mapping);
    /// A suspended line will never be charged ("usage.rejected"). Throws Refused when it is not suspended, InvalidInput
    /// without a reason.
    void reject(const access::Actor& actor, std::int64_t file, std::int64_t line, const QString& reason);
    /// A suspended line as it should have been ("usage.repaired"); it is rated by the next recycling.
    void repair(const access::Actor& actor, std::int64_t file, std::int64_t line, const QString& text);
    /// Reads and rates all suspended lines again ("usage.recycled", with what became of them). Those that can be rated
    /// become records of a file of their own; the others stay. Nothing is written when none can.
    UsageCounts recycle(const access::Actor& actor);

private:
    store::Context& context_;
};

/// Reads one file step by step, so that whoever shares the database goes on meanwhile. What a step has done is durable;
/// an import that was interrupted anywhere goes on when the same file is given again, and no record is there twice.
class UsageImport {
public:
    /// Throws NotFound, InvalidInput for an unreadable or empty file or an unknown mapping, Refused when this file was
    /// read before, whatever it was called then. A step's lines are written in one sweep through their days.
    UsageImport(store::Context& context, const access::Actor& actor, const QString& path, const QString& mapping, std::size_t linesOfStep = 200'000);
    ~UsageImport();

    /// The next lines; false when nothing is left.
    bool step();
    /// Of the file's octets.
    double progress() const;
    /// Makes what was read countable: "usage.imported", with the counts. Requires that step() gave false.
    UsageFile finish();

private:
    struct Pending;
    void write();

    store::Context& context_;
    access::Actor actor_;
    std::size_t linesOfStep_;
    std::unique_ptr<QFile> source_;
    std::string_view text_;
    UsageFile file_;
    LineReader lines_;
    std::optional<UsageRating> rating_;
    std::unique_ptr<class CsvReader> reader_;
    std::vector<Pending> pending_; ///< of the step in hand; kept, because its memory is dear to ask for
    bool ended_ = false;
};

} // namespace trunkline::rating
