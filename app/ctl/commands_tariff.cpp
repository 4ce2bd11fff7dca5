// Jobs about what usage costs: tariffs, what is included, and what one usage would cost.

#include "app/ctl/session.h"
#include "app/ctl/usagearguments.h"
#include "models/catalogue/allowanceservice.h"
#include "models/catalogue/offeringstore.h"
#include "models/catalogue/tariffservice.h"
#include "models/core/errors.h"
#include "models/rating/tryout.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextStream>

namespace trunkline::ctl {

namespace {

QString tariffWords(const char* text)
{
    return QCoreApplication::translate("trunklinectl", text);
}

int publishTariff(Session& session, const QCommandLineParser& parser)
{
    const catalogue::Tariff tariff = catalogue::tariffFrom(documentIn(parser.positionalArguments().first()));
    const catalogue::StoredTariff stored = catalogue::TariffService(session.context()).publish(session.actor(), tariff);
    session.say(tariffWords("%1 is published as version %2, valid from %3.").arg(stored.tariff.code).arg(stored.tariff.version).arg(stored.tariff.validFrom.toIso()),
                {{"code", stored.tariff.code}, {"version", stored.tariff.version}, {"validFrom", stored.tariff.validFrom.toIso()}});
    return Done;
}

int correctTariff(Session& session, const QCommandLineParser& parser)
{
    const catalogue::Tariff tariff = catalogue::tariffFrom(documentIn(parser.positionalArguments().first()));
    const catalogue::StoredTariff stored = catalogue::TariffService(session.context()).correct(session.actor(), tariff);
    session.say(tariffWords("%1 is corrected by version %2 from %3 on. Usage that was rated keeps its price until “trunklinectl usage rerate”.")
                    .arg(stored.tariff.code).arg(stored.tariff.version).arg(stored.tariff.validFrom.toIso()),
                {{"code", stored.tariff.code}, {"version", stored.tariff.version}, {"validFrom", stored.tariff.validFrom.toIso()}});
    return Done;
}

int listTariffs(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewCustomers);
    Listing listing{{{"code", tariffWords("Tariff")}, {"version", tariffWords("Version"), true}, {"kind", tariffWords("Usage")}, {"validFrom", tariffWords("From")}}, {},
                    tariffWords("There is no tariff yet; publish one with “trunklinectl tariff publish”.")};
    for (const catalogue::TariffSummary& each : catalogue::tariffs(session.connection()))
        listing.rows.append(QJsonObject{{"code", each.code}, {"version", each.version}, {"kind", each.kind}, {"validFrom", each.validFrom.toIso()}});
    session.show(listing);
    return Done;
}

/// The document in the form in which it is published; so a new version begins as a copy of the last.
int showTariff(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewCustomers);
    const QString code = parser.positionalArguments().first();
    const QList<catalogue::StoredTariff> versions = catalogue::tariffVersions(session.connection(), code);
    const qsizetype version = parser.isSet(QStringLiteral("version")) ? wholeOption(parser, "version") : versions.size();
    if (version < 1 || version > versions.size())
        throw NotFound(versions.isEmpty() ? tariffWords("There is no tariff %1; see “trunklinectl tariff list”.").arg(code)
                                          : tariffWords("The tariff %1 has %2 versions.").arg(code).arg(versions.size()));
    QTextStream(stdout) << QJsonDocument(catalogue::toJson(versions[version - 1].tariff)).toJson();
    return Done;
}

int chooseTariff(Session& session, const QCommandLineParser& parser)
{
    const QStringList& words = parser.positionalArguments();
    const auto offering = catalogue::newestOffering(session.connection(), words[0]);
    if (!offering)
        throw NotFound(tariffWords("There is no offering “%1”; see “trunklinectl offering list”.").arg(words[0]));
    catalogue::TariffService(session.context()).choose(session.actor(), offering->id, words[1]);
    session.say(tariffWords("Usage of %1 (version %2) is rated by %3.").arg(offering->code).arg(offering->version).arg(words[1]));
    return Done;
}

int publishAllowance(Session& session, const QCommandLineParser& parser)
{
    const catalogue::Allowance made = catalogue::AllowanceService(session.context()).publish(session.actor(), catalogue::allowanceFrom(documentIn(parser.positionalArguments().first())));
    session.say(tariffWords("The allowance %1 is published.").arg(made.code), catalogue::toJson(made));
    return Done;
}

int listAllowances(Session& session, const QCommandLineParser&)
{
    session.actor().require(access::Permission::ViewCustomers);
    QHash<OfferingId, QString> names;
    for (const catalogue::Offering& offering : catalogue::offerings(session.connection()))
        names.insert(offering.id, QStringLiteral("%1 (%2)").arg(offering.code).arg(offering.version));
    QHash<QString, QStringList> offerings;
    for (const catalogue::OfferedAllowance& each : catalogue::offeredAllowances(session.connection()))
        offerings[each.allowance.code].append(names.value(each.offeringId));
    Listing listing{{{"code", tariffWords("Allowance")}, {"kind", tariffWords("Usage")}, {"quantity", tariffWords("Units"), true}, {"unit", tariffWords("Unit")}, {"period", tariffWords("Period")},
                     {"rolloverPeriods", tariffWords("Carried"), true}, {"offerings", tariffWords("Offerings (version)")}}, {},
                    tariffWords("Nothing is included yet; publish an allowance with “trunklinectl allowance publish”.")};
    for (const catalogue::Allowance& each : catalogue::allowances(session.connection())) {
        QJsonObject row = catalogue::toJson(each);
        row["offerings"] = offerings.value(each.code).join(QStringLiteral(", "));
        listing.rows.append(row);
    }
    session.show(listing);
    return Done;
}

int showAllowance(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewCustomers);
    const auto allowance = catalogue::allowanceCalled(session.connection(), parser.positionalArguments().first());
    if (!allowance)
        throw NotFound(tariffWords("There is no allowance %1; see “trunklinectl allowance list”.").arg(parser.positionalArguments().first()));
    QTextStream(stdout) << QJsonDocument(catalogue::toJson(*allowance)).toJson();
    return Done;
}

int chooseAllowance(Session& session, const QCommandLineParser& parser)
{
    const QStringList& words = parser.positionalArguments();
    const auto offering = catalogue::newestOffering(session.connection(), words[0]);
    if (!offering)
        throw NotFound(tariffWords("There is no offering “%1”; see “trunklinectl offering list”.").arg(words[0]));
    const auto day = [&](const char* option) { return BillingDate::parse(parser.value(QString::fromLatin1(option))); };
    const BillingDate from = parser.isSet(QStringLiteral("from")) ? day("from") : session.profile().zone.dateAt(session.clock().now());
    const auto to = parser.isSet(QStringLiteral("last-day")) ? std::optional(day("last-day").plusDays(1)) : std::nullopt;
    catalogue::AllowanceService(session.context()).choose(session.actor(), offering->id, words[1], from, to);
    session.say(tariffWords("%1 (version %2) includes %3 from %4 on.").arg(offering->code).arg(offering->version).arg(words[1], from.toIso()));
    return Done;
}

int rateOne(Session& session, const QCommandLineParser& parser)
{
    session.actor().require(access::Permission::ViewCustomers);
    if (parser.isSet(QStringLiteral("service")) == parser.isSet(QStringLiteral("tariff")))
        throw InvalidInput(tariffWords("Name either the service or the tariff: --service SVC or --tariff CODE."));
    const QString tariff = parser.isSet(QStringLiteral("tariff")) ? parser.value(QStringLiteral("tariff"))
                                                                 : rating::tariffCodeOf(session.connection(), serviceCalled(session, parser.value(QStringLiteral("service"))).id, parser.value(QStringLiteral("kind")));
    const std::string destination = parser.positionalArguments().value(0).toStdString();
    const Timestamp at = parser.isSet(QStringLiteral("at")) ? Timestamp::parse(parser.value(QStringLiteral("at"))) : session.clock().now();
    const rating::TryOut::Answer answer = rating::TryOut(session.connection(), tariff).ask({at.ms, wholeOption(parser, "quantity"), destination});
    if (session.options().json) {
        QJsonArray steps;
        for (const rating::ExplainedStep& step : answer.explanation.steps)
            steps.append(QJsonObject{{"text", step.text}, {"amount", step.amount}});
        const bool isPriced = answer.outcome == rating::Outcome::Priced;
        session.say({}, {{"tariff", tariff}, {"priced", isPriced}, {"total", isPriced ? UnitPrice{answer.totalMicros, answer.currency}.toPlainString() : QString()}, {"currency", answer.currency.code()}, {"steps", steps}});
    } else {
        QTextStream out(stdout);
        for (const rating::ExplainedStep& step : answer.explanation.steps)
            out << "  " << step.text.leftJustified(step.amount.isEmpty() ? 0 : 96) << (step.amount.isEmpty() ? QString() : u' ' + step.amount.rightJustified(12)) << '\n';
        if (!answer.explanation.total.isEmpty())
            out << tariffWords("It costs %1.").arg(answer.explanation.total) << '\n';
    }
    return answer.outcome == rating::Outcome::Priced ? Done : BusinessRefused;
}

} // namespace

QList<Command> tariffCommands()
{
    const auto option = [](const QStringList& names, const char* text, const char* value, const char* byDefault = "") {
        return QCommandLineOption(names, tariffWords(text), QString::fromLatin1(value), QString::fromLatin1(byDefault));
    };
    return {
        {"tariff publish", "FILE.json", tariffWords("a tariff, or its next version (form: resources/usage/README.md)"), 1, 1, {}, publishTariff},
        {"tariff correct", "FILE.json", tariffWords("a version in place of the one that begins on the same day"), 1, 1, {}, correctTariff},
        {"tariff list", "", tariffWords("all tariffs with their versions"), 0, 0, {}, listTariffs},
        {"tariff show", "CODE", tariffWords("a tariff's document, to publish the next version from"), 1, 1, {option({"version"}, "an earlier version", "N")}, showTariff},
        {"tariff choose", "OFFERING TARIFF", tariffWords("by what the usage of an offering's newest version is rated"), 2, 2, {}, chooseTariff},
        {"allowance publish", "FILE.json", tariffWords("so many units a period that cost nothing (form: resources/usage/README.md)"), 1, 1, {}, publishAllowance},
        {"allowance list", "", tariffWords("all allowances, and which offerings include them"), 0, 0, {}, listAllowances},
        {"allowance show", "CODE", tariffWords("an allowance's document"), 1, 1, {}, showAllowance},
        {"allowance choose", "OFFERING ALLOWANCE", tariffWords("what an offering's newest version includes"), 2, 2,
         {option({"from"}, "the first day with it (else today)", "DATE"), option({"last-day"}, "the last day with it", "DATE")}, chooseAllowance},
        {"rate", "[DESTINATION]", tariffWords("what one usage would cost, and why: every step"), 0, 1,
         {option({"service"}, "of this service", "SVC"), option({"kind"}, "which of the service's tariffs", "KIND", "voice"), option({"tariff"}, "by this tariff", "CODE"),
          option({"at"}, "when it begins, such as 2026-03-10T09:00:00Z (else now)", "TIME"), option({"quantity", "seconds"}, "how long, or how many octets or messages", "N", "60")}, rateOne},
    };
}

} // namespace trunkline::ctl
