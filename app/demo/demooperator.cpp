#include "app/demo/demooperator.h"

#include "models/access/operatorsetup.h"
#include "models/access/userservice.h"
#include "models/catalogue/catalogueservice.h"
#include "models/core/errors.h"
#include "models/customer/customerservice.h"
#include "models/inventory/credential.h"

#include <QCoreApplication>

namespace trunkline::demo {

namespace {

const char* const euroCode = "EUR";

struct DemoOffering {
    const char* code;
    const char* name;
    const char* monthly;
    const char* setup;
    int downKbps;
    int upKbps;
    int slaMinutes; ///< 0: no promise
    int creditBasisPoints;
};

constexpr DemoOffering demoOfferings[] = {
    {"FIBRE-100", "Fibre 100", "49.00", "29.00", 100'000, 50'000, 240, 1000},
    {"FIBRE-300", "Fibre 300", "69.00", "29.00", 300'000, 150'000, 240, 1000},
    {"FIBRE-1000", "Fibre 1000 Business", "189.00", "0.00", 1'000'000, 1'000'000, 60, 1500},
    {"ETHERNET-100", "Ethernet 100 Business", "139.00", "99.00", 100'000, 100'000, 60, 1500},
};

struct DemoCustomer {
    const char* name;
    const char* email;
    const char* phone;
    const char* street;
    const char* postCode;
    const char* city;
    const char* contact;
    const char* contactRole;
};

constexpr DemoCustomer demoCustomers[] = {
    {"Anna Weber", "anna.weber@example.org", "+49 30 23125 100", "Lindenweg 7", "24001", "Seeburg", nullptr, nullptr},
    {"Bäckerei Sörensen", "backstube@example.org", "+49 30 23125 101", "Am Markt 3", "24001", "Seeburg", "Jens Sörensen", "owner"},
    {"Hafenklinik Neuhafen", "technik@example.org", "+49 30 23125 102", "Kaistraße 12", "24007", "Neuhafen", "Dr. Mira Olsen", "technical"},
    {"Kontor Nord GmbH", "office@example.org", "+49 30 23125 103", "Speicherstraße 21", "24003", "Seeburg", "Tarek Aziz", "billing"},
    {"Familie Lindqvist", "lindqvist@example.org", "+49 30 23125 104", "Dünenpfad 2", "24011", "Strandhausen", nullptr, nullptr},
    {"Grundschule am Deich", "schule@example.org", "+49 30 23125 105", "Deichweg 1", "24011", "Strandhausen", "Petra Vogt", "technical"},
};

void addUsers(store::Context& context, const access::Actor& admin)
{
    access::UserService users(context);
    users.create(admin, QStringLiteral("nora"), QStringLiteral("Nora Night"), {access::Role::NocOperator}, {});
    users.create(admin, QStringLiteral("emil"), QStringLiteral("Emil Engineer"), {access::Role::NocEngineer}, {});
    users.create(admin, QStringLiteral("clara"), QStringLiteral("Clara Clerk"), {access::Role::BillingClerk}, {});
    users.create(admin, QStringLiteral("ben"), QStringLiteral("Ben Manager"), {access::Role::BillingManager}, {});
    users.create(admin, QStringLiteral("sofia"), QStringLiteral("Sofia Service"), {access::Role::CustomerService}, {});
}

void addCredentials(store::Context& context, const access::Actor& admin, const store::Sealer& sealer)
{
    inventory::CredentialService credentials(context, sealer);
    inventory::Credential reading;
    reading.name = QStringLiteral("public-read");
    reading.community = "public";
    credentials.add(admin, reading);
    inventory::Credential writing;
    writing.name = QStringLiteral("private-write");
    writing.community = "private";
    writing.forWriting = true;
    credentials.add(admin, writing);
}

void addOfferings(store::Context& context, const access::Actor& admin)
{
    const Currency euro = Currency::parse(QString::fromLatin1(euroCode));
    for (const DemoOffering& one : demoOfferings) {
        catalogue::OfferingDraft draft{QString::fromLatin1(one.code), QString::fromUtf8(one.name), UnitPrice::parse(QString::fromLatin1(one.monthly), euro),
                                       Money::parse(QString::fromLatin1(one.setup), euro), 1900, one.downKbps, one.upKbps,
                                       catalogue::SlaTerms{one.slaMinutes, one.creditBasisPoints, 10'000}, BillingDate(2026, 1, 1), {}};
        catalogue::CatalogueService(context).publish(admin, draft);
    }
}

void addCustomers(store::Context& context, const access::Actor& admin)
{
    const Currency euro = Currency::parse(QString::fromLatin1(euroCode));
    customer::CustomerService customers(context);
    for (const DemoCustomer& one : demoCustomers) {
        const auto made = customers.create(admin, {QString::fromUtf8(one.name), QString::fromLatin1(one.email), QString::fromLatin1(one.phone)});
        customers.openAccount(admin, made.id, {euro, 1, 14, QString::fromUtf8(one.street), QString::fromLatin1(one.postCode), QString::fromUtf8(one.city), QStringLiteral("DE"), {}});
        if (one.contact)
            customers.addContact(admin, made.id, {QString::fromUtf8(one.contact), QString::fromLatin1(one.contactRole), QString::fromLatin1(one.email), QString::fromLatin1(one.phone)});
    }
}

} // namespace

void createDemo(store::Context& context, SystemClock& clock, const store::Sealer& sealer, const QString& workstation, Timestamp begins)
{
    store::OperatorProfile profile;
    profile.name = QStringLiteral("Northwind Fibre");
    profile.currency = Currency::parse(QString::fromLatin1(euroCode));
    profile.zone = OperatorZone::named(QStringLiteral("Europe/Berlin"));
    profile.street = QStringLiteral("Hafenstraße 1");
    profile.postCode = QStringLiteral("24001");
    profile.city = QStringLiteral("Seeburg");
    profile.country = QStringLiteral("DE");
    profile.vatId = QStringLiteral("DE123456789");
    profile.iban = QStringLiteral("DE02120300000000202051");
    profile.demo = true;
    if (store::operatorProfile(context.connection))
        throw Refused(QCoreApplication::translate("Demo", "%1 has an operator already; name a new database for the demo.").arg(context.connection.url().toDisplay()));
    clock.setOffsetMs(clock.offsetMs() + begins.msSince(clock.now()));
    access::setUpOperator(context, profile, workstation, {}, clock.offsetMs());
    const access::Actor admin = access::Actor::withRoles(QStringLiteral("admin"), workstation, {access::Role::Administrator});
    addUsers(context, admin);
    addCredentials(context, admin, sealer);
    addOfferings(context, admin);
    addCustomers(context, admin);
}

QList<std::int64_t> demoSteps(std::int64_t totalMs)
{
    constexpr std::int64_t hour = 3'600'000;
    constexpr std::int64_t day = 24 * hour;
    const std::int64_t fine = totalMs <= hour ? hour / 12 : hour / 4;
    QList<std::int64_t> steps;
    for (std::int64_t left = totalMs; left > 0; left -= steps.last())
        steps.append(left > day ? std::min(3 * hour, left - day) : std::min(fine, left));
    return steps;
}

} // namespace trunkline::demo
