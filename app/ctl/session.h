// What a command works with: the database, the clock, the signed-in actor, and where to print.
#pragma once

#include "app/ctl/command.h"
#include "models/access/actor.h"
#include "models/store/journal.h"
#include "models/store/sealer.h"
#include "models/store/settings.h"

#include <memory>
#include <optional>

namespace trunkline::ctl {

class Session {
public:
    struct Options {
        QString database;
        QString user;
        bool json = false;
        bool createsDatabase = false; ///< otherwise a mistyped file name must not make a new database
    };
    explicit Session(Options options);
    ~Session();

    const Options& options() const { return options_; }
    /// The database, opened and brought to this program's schema at the first call.
    store::Context& context();
    store::Connection& connection() { return context().connection; }
    /// The user of this session, signed in at the first call. Throws SignInFailed.
    const access::Actor& actor();
    store::OperatorProfile profile();
    const Clock& clock();
    /// For the demo, whose clock moves.
    SystemClock& systemClock();
    const store::Sealer& sealer();

    /// Prints a listing as --json or as a table.
    void show(const Listing& listing);
    /// Prints one object: --json, or "title: value" lines.
    void show(const QJsonObject& object, const QList<Listing::Column>& lines);
    /// A sentence about what was done; with --json the object is printed instead.
    void say(const QString& sentence, const QJsonObject& object = {});
    QString time(Timestamp instant);

private:
    Options options_;
    SystemClock clock_;
    IdSource ids_;
    std::unique_ptr<store::Connection> connection_;
    std::unique_ptr<store::Context> context_;
    std::optional<access::Actor> actor_;
    std::optional<store::Sealer> sealer_;
    std::optional<store::OperatorProfile> profile_;
};

/// Where the database of this user is when none is named.
QString defaultDatabase();

} // namespace trunkline::ctl
