// A shop that sells telephony: a tariff, a mapping of the switch's files, a service whose number is 4930001.
#pragma once

#include "models/billing/invoicestore.h"
#include "models/catalogue/allowanceservice.h"
#include "models/catalogue/tariffservice.h"
#include "models/core/errors.h"
#include "models/rating/usageservice.h"
#include "tests/models/billing/billedshop.h"

#include <QFile>
#include <QRegularExpression>

namespace trunkline::test {

/// Where the operator, its switch and its tariff are, and when the service starts there.
struct PhonePlace {
    QString zone = QStringLiteral("Europe/Berlin");
    BillingDate start{2026, 3, 1};
    int startHour = 9;
    QString switchZone = QStringLiteral("UTC"); ///< of the times in its files
};

struct PhoneShop : BilledShop {
    explicit PhoneShop(const QString& engine, const char* currency = "EUR", const PhonePlace& place = {}) : BilledShop(engine)
    {
        s.setUpOperator(place.zone);
        catalogue::TariffService tariffs(s.context);
        tariffs.publish(administrator(), tariff(QStringLiteral("VOICE"), Currency::parse(QString::fromLatin1(currency)), place.zone));
        tariffs.choose(administrator(), offering, QStringLiteral("VOICE"));
        rating::UsageService(s.context).saveMapping(administrator(), mapping(place.switchZone));
        at(place.zone, place.start, place.startHour);
        service = connectService(0);
        rating::UsageService(s.context).identify(administrator(), QStringLiteral("4930001"), service.id, s.clock.now());
    }

    /// Germany 0.10 a started minute, free calls, everywhere else 1.25.
    static catalogue::Tariff tariff(const QString& code, Currency currency, const QString& zone)
    {
        catalogue::Tariff tariff{code, QStringLiteral("Calls"), 1, catalogue::UsageUnit::Second, currency, zone, BillingDate(2026, 1, 1), {}, {}, {}, {}, {}};
        tariff.zones = {{"HOME", "Germany", {"49"}}, {"FREE", "Free call", {"49800"}}, {"FAR", "Elsewhere", {""}}};
        tariff.rates = {{"A", 0, {{0, 100'000, 60, 60}}, Rounding::HalfUp, 6, 0, {}, {}}, {"F", 0, {{0, 0, 1, 1}}, Rounding::HalfUp, 6, 0, {}, {}}, {"B", 0, {{0, 1'250'000, 60, 60}}, Rounding::HalfUp, 6, 0, {}, {}}};
        tariff.bands = {{"EVER", catalogue::everyDay, 0, {}, {}, {}}};
        tariff.rules = {{"HOME", "A", "EVER", 0}, {"FREE", "F", "EVER", 0}, {"FAR", "B", "EVER", 0}};
        return tariff;
    }

    static rating::UsageMapping mapping(const QString& zone)
    {
        rating::UsageMapping mapping;
        mapping.name = QStringLiteral("Switch");
        mapping.subscriber = 0;
        mapping.start = 1;
        mapping.quantity = 2;
        mapping.destination = 3;
        mapping.keys = {4};
        mapping.timeZone = zone;
        return mapping;
    }

    /// A second service of the account, called by a number of its own.
    inventory::Service phone(int port, const char* number, OfferingId what = {}, AccountId forAccount = {})
    {
        const inventory::Service made = connectService(port, forAccount, what);
        rating::UsageService(s.context).identify(administrator(), QString::fromLatin1(number), made.id, s.clock.now());
        return made;
    }

    /// Publishes it and lets the offering include it.
    void include(const catalogue::Allowance& allowance, BillingDate from, OfferingId what = {})
    {
        catalogue::AllowanceService allowances(s.context);
        allowances.publish(administrator(), allowance);
        allowances.choose(administrator(), what.isNull() ? offering : what, allowance.code, from);
    }

    static catalogue::Allowance seconds(std::int64_t quantity, int rolloverPeriods = 0)
    {
        catalogue::Allowance allowance;
        allowance.code = QStringLiteral("MINUTES");
        allowance.name = QStringLiteral("Minutes to Germany");
        allowance.quantity = quantity;
        allowance.rolloverPeriods = rolloverPeriods;
        allowance.zones = QStringList{QStringLiteral("HOME")};
        return allowance;
    }

    /// The clock to an hour of a day in a zone.
    void at(const QString& zone, BillingDate day, int hour, int minute = 0) { s.clock.set(OperatorZone::named(zone).startOf(day).plusMs((hour * 60 + minute) * 60'000LL)); }

    rating::UsageCounts read(const QString& name, const QByteArray& lines)
    {
        QFile file(s.folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write("subscriber,start,seconds,destination,call\n" + lines) < 0)
            qFatal("no file");
        file.close();
        rating::UsageImport import(s.context, administrator(), file.fileName(), QStringLiteral("Switch"));
        while (import.step()) { }
        return import.finish().counts;
    }
    void import(const char* name, const QByteArray& lines) { QCOMPARE(read(QString::fromLatin1(name), lines).suspended, 0); }

    billing::Invoice preview(BillingDate day)
    {
        const auto drafts = billing::draftInvoices(db(), billing::cycleEndedBy(day, 1), day);
        if (drafts.size() != 1 || !drafts.first().invoice)
            qFatal("no draft: %s", drafts.isEmpty() ? "nothing" : qPrintable(drafts.first().parked));
        return *drafts.first().invoice;
    }

    billing::Invoice post(BillingDate day)
    {
        billing::BillRunService runs(s.context);
        const billing::BillRun run = runs.start(administrator(), billing::cycleEndedBy(day, 1), day);
        const auto drafted = runs.postAccount(administrator(), run, account);
        runs.end(administrator(), run, billing::BillRunState::Finished);
        if (!drafted || !drafted->invoice)
            qFatal("nothing posted");
        return *drafted->invoice;
    }

    static QList<billing::InvoiceLine> usageOf(const billing::Invoice& invoice)
    {
        QList<billing::InvoiceLine> lines;
        for (const billing::InvoiceLine& line : invoice.lines)
            if (line.kind == billing::LineKind::Usage || line.kind == billing::LineKind::Delta)
                lines.append(line);
        return lines;
    }

    /// "kind period net", a line each; what is included with its units and what was left before and after.
    static QStringList told(const billing::Invoice& invoice)
    {
        QStringList lines;
        for (const billing::InvoiceLine& line : usageOf(invoice))
            lines.append(QStringLiteral("%1 %2..%3 %4%5").arg(billing::nameOf(line.kind), line.period->from.toIso().mid(5), line.period->to.toIso().mid(5), line.net.toPlainString(),
                                                              line.sourceKey.startsWith(QLatin1String("included:")) ? u' ' + unitsOf(line.detail) : QString()));
        return lines;
    }

    /// "0:10:00 0:20:00-0:10:00": of the detail of an included line.
    static QString unitsOf(const QString& detail)
    {
        static const QRegularExpression form(QStringLiteral("(\\S+) included; left before: (\\S+), after: ([^;]+)(?:; .*: (\\S+))?"));
        const auto found = form.match(detail);
        return QStringLiteral("%1 %2-%3%4").arg(found.captured(1), found.captured(2), found.captured(3), found.captured(4).isEmpty() ? QString() : u'/' + found.captured(4));
    }

    inventory::Service service;
};

} // namespace trunkline::test
