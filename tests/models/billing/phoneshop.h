// A shop that sells calls: a tariff of three zones, a switch whose files are read, a customer with a number.
#pragma once

#include "models/catalogue/tariffservice.h"
#include "models/rating/usageservice.h"
#include "tests/models/billing/billedshop.h"

#include <QFile>

namespace trunkline::test {

using namespace trunkline::billing;


struct PhoneShop : BilledShop {
    explicit PhoneShop(const QString& engine, const char* currency = "EUR") : BilledShop(engine)
    {
        catalogue::Tariff tariff{QStringLiteral("VOICE"), QStringLiteral("Calls"), 1, catalogue::UsageUnit::Second, Currency::parse(QString::fromLatin1(currency)), QStringLiteral("Europe/Berlin"),
                                 BillingDate(2026, 1, 1), {}, {}, {}, {}, {}};
        tariff.zones = {{"HOME", "Germany", {"49"}}, {"FREE", "Free call", {"49800"}}, {"FAR", "Elsewhere", {""}}};
        tariff.rates = {{"A", 0, {{0, 100'000, 60, 60}}, Rounding::HalfUp, 6, 0, {}, {}}, {"F", 0, {{0, 0, 1, 1}}, Rounding::HalfUp, 6, 0, {}, {}}, {"B", 0, {{0, 1'250'000, 60, 60}}, Rounding::HalfUp, 6, 0, {}, {}}};
        tariff.bands = {{"EVER", catalogue::everyDay, 0, {}, {}, {}}};
        tariff.rules = {{"HOME", "A", "EVER", 0}, {"FREE", "F", "EVER", 0}, {"FAR", "B", "EVER", 0}};
        catalogue::TariffService tariffs(s.context);
        tariffs.publish(administrator(), tariff);
        tariffs.choose(administrator(), offering, QStringLiteral("VOICE"));
        rating::UsageMapping mapping;
        mapping.name = QStringLiteral("Switch");
        mapping.subscriber = 0;
        mapping.start = 1;
        mapping.quantity = 2;
        mapping.destination = 3;
        mapping.keys = {4};
        rating::UsageService(s.context).saveMapping(administrator(), mapping);
        clockTo("2026-03-01T08:00:00Z");
        service = connectService(0);
        rating::UsageService(s.context).identify(administrator(), QStringLiteral("4930001"), service.id, s.clock.now());
    }

    void import(const char* name, const QByteArray& lines)
    {
        QFile file(s.folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write("subscriber,start,seconds,destination,call\n" + lines) < 0)
            qFatal("no file");
        file.close();
        rating::UsageImport import(s.context, administrator(), file.fileName(), QStringLiteral("Switch"));
        while (import.step()) { }
        QCOMPARE(import.finish().counts.suspended, 0);
    }

    Invoice preview(BillingDate day)
    {
        const auto drafts = draftInvoices(db(), cycleEndedBy(day, 1), day);
        if (drafts.size() != 1 || !drafts.first().invoice)
            qFatal("no draft: %s", drafts.isEmpty() ? "nothing" : qPrintable(drafts.first().parked));
        return *drafts.first().invoice;
    }

    Invoice post(BillingDate day)
    {
        BillRunService runs(s.context);
        const BillRun run = runs.start(administrator(), cycleEndedBy(day, 1), day);
        const auto drafted = runs.postAccount(administrator(), run, account);
        runs.end(administrator(), run, BillRunState::Finished);
        if (!drafted || !drafted->invoice)
            qFatal("nothing posted");
        return *drafted->invoice;
    }

    static QList<InvoiceLine> usageOf(const Invoice& invoice)
    {
        QList<InvoiceLine> lines;
        for (const InvoiceLine& line : invoice.lines)
            if (line.kind == LineKind::Usage || line.kind == LineKind::Delta)
                lines.append(line);
        return lines;
    }

    inventory::Service service;
};

} // namespace trunkline::test
