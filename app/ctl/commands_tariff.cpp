// Jobs about what usage costs: tariffs, and what one usage would cost.

#include "app/ctl/session.h"
#include "app/ctl/usagearguments.h"
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
        {"tariff list", "", tariffWords("all tariffs with their versions"), 0, 0, {}, listTariffs},
        {"tariff show", "CODE", tariffWords("a tariff's document, to publish the next version from"), 1, 1, {option({"version"}, "an earlier version", "N")}, showTariff},
        {"tariff choose", "OFFERING TARIFF", tariffWords("by what the usage of an offering's newest version is rated"), 2, 2, {}, chooseTariff},
        {"rate", "[DESTINATION]", tariffWords("what one usage would cost, and why: every step"), 0, 1,
         {option({"service"}, "of this service", "SVC"), option({"kind"}, "which of the service's tariffs", "KIND", "voice"), option({"tariff"}, "by this tariff", "CODE"),
          option({"at"}, "when it begins, such as 2026-03-10T09:00:00Z (else now)", "TIME"), option({"quantity", "seconds"}, "how long, or how many octets or messages", "N", "60")}, rateOne},
    };
}

} // namespace trunkline::ctl
