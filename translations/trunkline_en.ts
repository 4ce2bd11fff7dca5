<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AlarmDetail</name>
    <message numerus="yes">
        <source>%Ln time(s), last at %1</source>
        <translation>
            <numerusform>%Ln time, last at %1</numerusform>
            <numerusform>%Ln times, last at %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlarmList</name>
    <message numerus="yes">
        <source>%Ln down</source>
        <translation>
            <numerusform>%Ln down</numerusform>
            <numerusform>%Ln down</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without protection</source>
        <translation>
            <numerusform>%Ln without protection</numerusform>
            <numerusform>%Ln without protection</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlarmTrees</name>
    <message numerus="yes">
        <source>%Ln service(s) down</source>
        <translation>
            <numerusform>%Ln service down</numerusform>
            <numerusform>%Ln services down</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln service(s) without protection</source>
        <translation>
            <numerusform>%Ln service without protection</numerusform>
            <numerusform>%Ln services without protection</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln outage(s)</source>
        <translation>
            <numerusform>%Ln outage</numerusform>
            <numerusform>%Ln outages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reported %Ln time(s)</source>
        <translation>
            <numerusform>Reported once</numerusform>
            <numerusform>Reported %Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Assurance</name>
    <message numerus="yes">
        <source>%1: down for %2, %3 are allowed; %n started hour(s) beyond, %4 of the monthly price</source>
        <translation>
            <numerusform>%1: down for %2, %3 are allowed; %n started hour beyond, %4 of the monthly price</numerusform>
            <numerusform>%1: down for %2, %3 are allowed; %n started hours beyond, %4 of the monthly price</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Credentials</name>
    <message numerus="yes">
        <source>The credential “%1” is in use by %n device(s); discover them with another one first.</source>
        <translation>
            <numerusform>The credential “%1” is in use by %n device; discover it with another one first.</numerusform>
            <numerusform>The credential “%1” is in use by %n devices; discover them with another one first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Drafts</name>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EffectModel</name>
    <message numerus="yes">
        <source>%Ln account(s)</source>
        <translation>
            <numerusform>%Ln account</numerusform>
            <numerusform>%Ln accounts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln account(s) in a currency without a price</source>
        <translation>
            <numerusform>%Ln account in a currency without a price</numerusform>
            <numerusform>%Ln accounts in a currency without a price</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Erasure</name>
    <message numerus="yes">
        <source>%n contact(s) will be removed.</source>
        <translation>
            <numerusform>%n contact will be removed.</numerusform>
            <numerusform>%n contacts will be removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The address of %n account(s) will be emptied.</source>
        <translation>
            <numerusform>The address of %n account will be emptied.</numerusform>
            <numerusform>The addresses of %n accounts will be emptied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n number(s) or login(s), and whom they called, will be emptied.</source>
        <translation>
            <numerusform>%n number or login, and whom it called, will be emptied.</numerusform>
            <numerusform>%n numbers or logins, and whom they called, will be emptied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mandate(s) that never collected will be emptied.</source>
        <translation>
            <numerusform>%n mandate that never collected will be emptied.</numerusform>
            <numerusform>%n mandates that never collected will be emptied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) of the journal will be emptied; its chain holds and shows it.</source>
        <translation>
            <numerusform>%n entry of the journal will be emptied; its chain holds and shows it.</numerusform>
            <numerusform>%n entries of the journal will be emptied; its chain holds and shows it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Explanation</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Inventory</name>
    <message numerus="yes">
        <source>%n service(s) run on %1, so it can&apos;t be taken out of the inventory; move or end them first.</source>
        <translation>
            <numerusform>%n service runs on %1, so it can&apos;t be taken out of the inventory; move or end it first.</numerusform>
            <numerusform>%n services run on %1, so it can&apos;t be taken out of the inventory; move or end them first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Invoice</name>
    <message numerus="yes">
        <source>%Ln piece(s)</source>
        <translation>
            <numerusform>%Ln piece</numerusform>
            <numerusform>%Ln pieces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MeasuredTraffic</name>
    <message numerus="yes">
        <source>%Ln were measured of some ports only</source>
        <translation>
            <numerusform>%Ln was measured of some ports only</numerusform>
            <numerusform>%Ln were measured of some ports only</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were not measured</source>
        <translation>
            <numerusform>%Ln was not measured</numerusform>
            <numerusform>%Ln were not measured</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln had values above the line rate, which were not used</source>
        <translation>
            <numerusform>%Ln had a value above the line rate, which was not used</numerusform>
            <numerusform>%Ln had values above the line rate, which were not used</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln a port was down, which counts as zero</source>
        <translation>
            <numerusform>in %Ln a port was down, which counts as zero</numerusform>
            <numerusform>in %Ln a port was down, which counts as zero</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln a port was down, which is left out</source>
        <translation>
            <numerusform>in %Ln a port was down, which is left out</numerusform>
            <numerusform>in %Ln a port was down, which is left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln interval(s) of five minutes measured</source>
        <translation>
            <numerusform>%Ln interval of five minutes measured</numerusform>
            <numerusform>%Ln intervals of five minutes measured</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NetworkDetail</name>
    <message numerus="yes">
        <source>%Ln open</source>
        <translation>
            <numerusform>%Ln open</numerusform>
            <numerusform>%Ln open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PortChoice</name>
    <message numerus="yes">
        <source>%Ln port(s) are free, but %1 needs %2 Mbit/s and they are slower; choose another offering or add faster ports.</source>
        <translation>
            <numerusform>%Ln port is free, but %1 needs %2 Mbit/s and it is slower; choose another offering or add faster ports.</numerusform>
            <numerusform>%Ln ports are free, but %1 needs %2 Mbit/s and they are slower; choose another offering or add faster ports.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PortDetail</name>
    <message numerus="yes">
        <source>%Ln open</source>
        <translation>
            <numerusform>%Ln open</numerusform>
            <numerusform>%Ln open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Price</name>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln year(s)</source>
        <translation>
            <numerusform>%Ln year</numerusform>
            <numerusform>%Ln years</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln month(s)</source>
        <translation>
            <numerusform>%Ln month</numerusform>
            <numerusform>%Ln months</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Reach</name>
    <message numerus="yes">
        <source>%1 (%2) can&apos;t be reached: %Ln check(s) in a row got no answer.</source>
        <translation>
            <numerusform>%1 (%2) can&apos;t be reached: %Ln check got no answer.</numerusform>
            <numerusform>%1 (%2) can&apos;t be reached: %Ln checks in a row got no answer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusParts</name>
    <message numerus="yes">
        <source>polling %Ln device(s)</source>
        <translation>
            <numerusform>polling %Ln device</numerusform>
            <numerusform>polling %Ln devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln silent</source>
        <translation>
            <numerusform>%Ln silent</numerusform>
            <numerusform>%Ln silent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln trap(s) not readable</source>
        <translation>
            <numerusform>%Ln trap not readable</numerusform>
            <numerusform>%Ln traps not readable</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Story</name>
    <message numerus="yes">
        <source>%n alarm(s) were reported again</source>
        <translation>
            <numerusform>%n alarm was reported again</numerusform>
            <numerusform>%n alarms were reported again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n report(s)</source>
        <translation>
            <numerusform>%n report</numerusform>
            <numerusform>%n reports</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyslogEvent</name>
    <message numerus="yes">
        <source> … (cut: %Ln octets were sent)</source>
        <translation>
            <numerusform> … (cut: %Ln octet was sent)</numerusform>
            <numerusform> … (cut: %Ln octets were sent)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UsageLines</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::desktop::Desktop</name>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation>
            <numerusform>%n device</numerusform>
            <numerusform>%n devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n link</numerusform>
            <numerusform>%n links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n neighbour(s) could not be read.</source>
        <translation>
            <numerusform>%n neighbour could not be read.</numerusform>
            <numerusform>%n neighbours could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) found</source>
        <translation>
            <numerusform>%n device found</numerusform>
            <numerusform>%n devices found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::AlarmsWorkspace</name>
    <message numerus="yes">
        <source>%Ln message(s) not readable</source>
        <translation>
            <numerusform>%Ln message not readable</numerusform>
            <numerusform>%Ln messages not readable</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alarm(s)</source>
        <translation>
            <numerusform>%Ln alarm</numerusform>
            <numerusform>%Ln alarms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::BillRunJob</name>
    <message numerus="yes">
        <source>%Ln invoice(s) posted</source>
        <translation>
            <numerusform>%Ln invoice posted</numerusform>
            <numerusform>%Ln invoices posted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::BillRunPage</name>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln parked</source>
        <translation>
            <numerusform>%Ln parked</numerusform>
            <numerusform>%Ln parked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) posted.</source>
        <translation>
            <numerusform>%Ln document posted.</numerusform>
            <numerusform>%Ln documents posted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln account(s) parked: complete them, then run the cycle again.</source>
        <translation>
            <numerusform>%Ln account parked: complete it, then run the cycle again.</numerusform>
            <numerusform>%Ln accounts parked: complete them, then run the cycle again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln posted</source>
        <translation>
            <numerusform>%Ln posted</numerusform>
            <numerusform>%Ln posted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln account(s)</source>
        <translation>
            <numerusform>%Ln account</numerusform>
            <numerusform>%Ln accounts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln account(s) can&apos;t be billed yet; the preview says why</source>
        <translation>
            <numerusform>%Ln account can&apos;t be billed yet; the preview says why</numerusform>
            <numerusform>%Ln accounts can&apos;t be billed yet; the preview says why</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Approve and post %Ln document(s)</source>
        <translation>
            <numerusform>Approve and post %Ln document</numerusform>
            <numerusform>Approve and post %Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::CloseMonthDialog</name>
    <message numerus="yes">
        <source>%Ln part(s) of advance charges are earned.</source>
        <translation>
            <numerusform>%Ln part of an advance charge is earned.</numerusform>
            <numerusform>%Ln parts of advance charges are earned.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::ComparePage</name>
    <message numerus="yes">
        <source>%Ln account(s)</source>
        <translation>
            <numerusform>%Ln account</numerusform>
            <numerusform>%Ln accounts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::CredentialsPage</name>
    <message numerus="yes">
        <source>Asked with it: %Ln device(s)</source>
        <translation>
            <numerusform>Asked with it: %Ln device</numerusform>
            <numerusform>Asked with it: %Ln devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln device(s) would not be polled any more: %1. Discover them with another credential first.</source>
        <translation>
            <numerusform>%Ln device would not be polled any more: %1. Discover it with another credential first.</numerusform>
            <numerusform>%Ln devices would not be polled any more: %1. Discover them with another credential first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::DebitFileDialog</name>
    <message numerus="yes">
        <source>%Ln collection(s), %1 together. The invoices are settled when the file is made, and open again when the bank returns them.</source>
        <translation>
            <numerusform>%Ln collection, %1. The invoice is settled when the file is made, and open again when the bank returns it.</numerusform>
            <numerusform>%Ln collections, %1 together. The invoices are settled when the file is made, and open again when the bank returns them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::DevicePanel</name>
    <message numerus="yes">
        <source>%Ln open alarm(s)</source>
        <translation>
            <numerusform>%Ln open alarm</numerusform>
            <numerusform>%Ln open alarms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln port(s) at its front</source>
        <translation>
            <numerusform>%Ln port at its front</numerusform>
            <numerusform>%Ln ports at its front</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::DocumentSending</name>
    <message numerus="yes">
        <source>%Ln document(s) wait in the mail queue or were mailed before.</source>
        <translation>
            <numerusform>%Ln document waits in the mail queue or was mailed before.</numerusform>
            <numerusform>%Ln documents wait in the mail queue or were mailed before.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::DunningPage</name>
    <message numerus="yes">
        <source>%Ln letter(s) over %1</source>
        <translation>
            <numerusform>%Ln letter over %1</numerusform>
            <numerusform>%Ln letters over %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln letter(s) sent.</source>
        <translation>
            <numerusform>%Ln letter sent.</numerusform>
            <numerusform>%Ln letters sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln day(s) overdue</source>
        <translation>
            <numerusform>%1, %Ln day overdue</numerusform>
            <numerusform>%1, %Ln days overdue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::InvoicesPage</name>
    <message numerus="yes">
        <source>%Ln document(s) saved to %1.</source>
        <translation>
            <numerusform>%Ln document saved to %1.</numerusform>
            <numerusform>%Ln documents saved to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::JournalCheck</name>
    <message numerus="yes">
        <source>%Ln entry(ies) fit the chain.</source>
        <translation>
            <numerusform>%Ln entry fits the chain.</numerusform>
            <numerusform>%Ln entries fit the chain.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::MatchingPage</name>
    <message numerus="yes">
        <source>%Ln movement(s) accepted.</source>
        <translation>
            <numerusform>%Ln movement accepted.</numerusform>
            <numerusform>%Ln movements accepted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::OrderTimeline</name>
    <message numerus="yes">
        <source>%Ln attempt(s)</source>
        <translation>
            <numerusform>%Ln attempt</numerusform>
            <numerusform>%Ln attempts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::OrdersWorkspace</name>
    <message numerus="yes">
        <source>%Ln task(s) are tried again.</source>
        <translation>
            <numerusform>%Ln task is tried again.</numerusform>
            <numerusform>%Ln tasks are tried again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::PerformanceWorkspace</name>
    <message numerus="yes">
        <source>One chart compares at most %Ln port(s).</source>
        <translation>
            <numerusform>One chart compares at most %Ln port.</numerusform>
            <numerusform>One chart compares at most %Ln ports.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::PlansPage</name>
    <message numerus="yes">
        <source>%Ln device(s)</source>
        <translation>
            <numerusform>%Ln device</numerusform>
            <numerusform>%Ln devices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::ProfilesPage</name>
    <message numerus="yes">
        <source>%Ln profile(s) of your own were left out.</source>
        <translation>
            <numerusform>%Ln profile of your own was left out.</numerusform>
            <numerusform>%Ln profiles of your own were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Used for: %Ln device(s)</source>
        <translation>
            <numerusform>Used for %Ln device</numerusform>
            <numerusform>Used for %Ln devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln value(s)</source>
        <translation>
            <numerusform>%Ln value</numerusform>
            <numerusform>%Ln values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln value(s)</source>
        <translation>
            <numerusform>%1: %Ln value</numerusform>
            <numerusform>%1: %Ln values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::StatusParts</name>
    <message numerus="yes">
        <source>%Ln job(s)</source>
        <translation>
            <numerusform>%Ln job</numerusform>
            <numerusform>%Ln jobs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::TablePane</name>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln selected</source>
        <translation>
            <numerusform>, %Ln selected</numerusform>
            <numerusform>, %Ln selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saved %Ln row(s) to %1.</source>
        <translation>
            <numerusform>Saved %Ln row to %1.</numerusform>
            <numerusform>Saved %Ln rows to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::TopBar</name>
    <message numerus="yes">
        <source>%Ln open alarm(s): %1</source>
        <translation>
            <numerusform>%Ln open alarm: %1</numerusform>
            <numerusform>%Ln open alarms: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunkline::widgets::TopologyMap</name>
    <message numerus="yes">
        <source>%Ln alarm(s), worst: %1</source>
        <translation>
            <numerusform>%Ln alarm, worst: %1</numerusform>
            <numerusform>%Ln alarms, worst: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>trunklinectl</name>
    <message numerus="yes">
        <source>%n breach(es) of the rules cost nothing; --all-remarks shows them.</source>
        <translation>
            <numerusform>%n breach of the rules costs nothing; --all-remarks shows it.</numerusform>
            <numerusform>%n breaches of the rules cost nothing; --all-remarks shows them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln subscription(s) move to version %1 of %2 on %3.</source>
        <translation>
            <numerusform>%Ln subscription moves to version %1 of %2 on %3.</numerusform>
            <numerusform>%Ln subscriptions move to version %1 of %2 on %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n module(s)</source>
        <translation>
            <numerusform>%n module</numerusform>
            <numerusform>%n modules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notification(s)</source>
        <translation>
            <numerusform>%n notification</numerusform>
            <numerusform>%n notifications</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n rule</numerusform>
            <numerusform>%n rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) found</source>
        <translation>
            <numerusform>%n problem found</numerusform>
            <numerusform>%n problems found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s)</source>
        <translation>
            <numerusform>%n name</numerusform>
            <numerusform>%n names</numerusform>
        </translation>
    </message>
</context>
</TS>
