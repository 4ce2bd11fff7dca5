// Usage in the desktop: a mapping made with a file in view, the file imported, what can't be rated repaired, and a price asked for.
#include "models/catalogue/tariffservice.h"
#include "models/core/tablemodel.h"
#include "models/rating/usagecheck.h"
#include "models/rating/usageservice.h"
#include "tests/widgets/orders/officedesk.h"
#include "widgets/billing/billingworkspace.h"
#include "widgets/common/joblist.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/office/sectioncard.h"
#include "widgets/usage/mappingspage.h"
#include "widgets/usage/tryoutpage.h"
#include "widgets/usage/usagefilespage.h"
#include "widgets/usage/usagepage.h"

#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

using namespace trunkline;
using namespace trunkline::test;
using namespace trunkline::widgets;

class UsagePageTest : public QObject {
    Q_OBJECT

    static QString write(Shop& shop, const char* name, const QByteArray& text)
    {
        QFile file(shop.s.folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("no file");
        return file.fileName();
    }

    static void choose(const OfficeDesk& office, const char* box, int column)
    {
        auto* combo = office.find<QComboBox>(box);
        combo->setCurrentIndex(combo->findData(column));
    }

private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }

    void fromAFileToRatedUsage()
    {
        Shop shop(QStringLiteral("sqlite"));
        const ServiceId service = ordering::OrderService(shop.s.context).submit(administrator(), shop.request()).serviceId;
        QFile example(QStringLiteral(TRUNKLINE_SOURCE_DIR "/resources/usage/voice-2026.json"));
        QVERIFY(example.open(QIODevice::ReadOnly));
        catalogue::TariffService tariffs(shop.s.context);
        tariffs.publish(administrator(), catalogue::tariffFrom(QJsonDocument::fromJson(example.readAll()).object()));
        tariffs.choose(administrator(), shop.offering, QStringLiteral("VOICE-2026"));
        rating::UsageService(shop.s.context).identify(administrator(), QStringLiteral("4930001"), service, Timestamp::parse(u"2026-01-01T00:00:00Z"));
        const QString calls = write(shop, "march.csv", "subscriber;start;seconds;destination;call\n"
                                                       "4930001;2026-03-10 10:00:00;61;4917612345;c1\n"
                                                       "4930001;2026-03-10 10:05:00;60;49301234;c2\n"
                                                       "4930001;10.3.2026;60;49301234;c3\n"
                                                       "4930009;2026-03-10 11:00:00;60;49301234;c4\n");
        OfficeDesk office(shop.s);
        JobList jobs;
        BillingWorkspace workspace(office.desk, office.detail, jobs);
        office.show(workspace);
        auto* usage = office.find<UsagePage>("usagePage");
        office.find<QTabWidget>("billingTabs")->setCurrentWidget(usage);
        OfficeDesk::shoot(office.window, QStringLiteral("usage-0-empty"));
        QVERIFY(!office.find<QPushButton>("importUsageButton")->isEnabled());

        // A mapping with the file in view.
        auto* mappings = office.find<MappingsPage>("mappingsPage");
        usage->setCurrentWidget(mappings);
        mappings->tryFile(calls);
        auto* told = office.find<QLabel>("mappingTold");
        QVERIFY(!told->text().isEmpty());
        auto* separator = office.find<QLineEdit>("mappingSeparator");
        separator->clear();
        QTest::keyClicks(separator, QStringLiteral(";"));
        QVERIFY(office.find<QComboBox>("mappingSubscriber")->itemText(1).contains(QStringLiteral("4930001")));
        QTest::keyClicks(office.find<QLineEdit>("mappingName"), QStringLiteral("Switch A"));
        choose(office, "mappingSubscriber", 0);
        choose(office, "mappingStart", 1);
        choose(office, "mappingQuantity", 2);
        choose(office, "mappingDestination", 3);
        choose(office, "mappingKey", 4);
        auto* preview = office.find<TablePane>("mappingPreview");
        QCOMPARE(preview->model()->rowCount(), 4);
        QVERIFY2(told->text().contains(QStringLiteral("1")), qPrintable(told->text())); // the line of 10.3.2026
        OfficeDesk::shoot(office.window, QStringLiteral("usage-1-mapping"));
        office.find<QPushButton>("saveMappingButton")->click();
        QVERIFY(waitFor([&] { return office.find<TablePane>("mappingTable")->model()->rowCount() == 1; }));

        // The file.
        auto* files = office.find<UsageFilesPage>("usageFilesPage");
        usage->setCurrentWidget(files);
        QVERIFY(waitFor([&] { return office.find<QPushButton>("importUsageButton")->isEnabled(); }));
        files->importFile(calls);
        QVERIFY(waitFor([&] { return files->table()->model()->rowCount() == 1 && office.find<NoticeBar>("usageFilesNotice")->isVisible(); }));
        QCOMPARE(jobs.jobs().last().state, JobView::State::Done);
        OfficeDesk::shoot(office.window, QStringLiteral("usage-2-files"));
        files->importFile(calls);
        QVERIFY(waitFor([&] { return jobs.jobs().last().state == JobView::State::Failed; }));
        QVERIFY(office.find<NoticeBar>("usageFilesNotice")->notice().why.contains(QStringLiteral("already")));

        // What could not be rated.
        usage->setCurrentIndex(1);
        auto* suspense = office.find<TablePane>("suspenseTable");
        auto* text = office.find<QLineEdit>("repairText");
        QVERIFY(waitFor([&] { return suspense->model()->rowCount() == 2 && text->text().contains(QStringLiteral("c3")); }));
        QCOMPARE(office.find<SectionCard>("suspenseReasons")->rows().size(), 2);
        OfficeDesk::shoot(office.window, QStringLiteral("usage-3-suspense"));
        text->setText(QStringLiteral("4930001;2026-03-10 12:00:00;60;49301234;c3"));
        QTest::keyClick(text, Qt::Key_Return);
        auto* notice = office.find<NoticeBar>("suspenseNotice");
        QVERIFY(waitFor([&] { return notice->notice().tone == Tone::Good; }));
        QVERIFY(waitFor([&] { return suspense->select(QStringLiteral("1:5")) && text->text().contains(QStringLiteral("c4")); }));
        office.find<QPushButton>("rejectButton")->click();
        auto* dialog = office.find<QDialog>("rejectLineDialog");
        dialog->findChild<QLineEdit*>(QStringLiteral("rejectReason"))->setText(QStringLiteral("a test call"));
        QTest::keyClick(dialog, Qt::Key_Return);
        QVERIFY(waitFor([&] { return suspense->model()->rowCount() == 1; }));
        office.find<QPushButton>("recycleButton")->click();
        QVERIFY(waitFor([&] { return suspense->model()->rowCount() == 0; }));
        const rating::UsageCheck check = rating::checkUsage(shop.db());
        QCOMPARE(check.wrong, QStringList());
        QCOMPARE(check.ratedNow, 3);
        QCOMPARE(check.rejectedNow, 1);

        // What a call would cost.
        auto* tryOut = office.find<TryOutPage>("tryOutPage");
        usage->setCurrentWidget(tryOut);
        QVERIFY(waitFor([&] { return office.find<QComboBox>("tryOutTariff")->count() == 1; }));
        QTest::keyClicks(office.find<QLineEdit>("tryOutDestination"), QStringLiteral("4917612345"));
        QTest::keyClick(office.find<QLineEdit>("tryOutDestination"), Qt::Key_Return);
        auto* answer = office.find<SectionCard>("tryOutAnswer");
        QVERIFY(waitFor([&] { return answer->rows().size() > 4; }));
        QVERIFY(std::any_of(answer->rows().begin(), answer->rows().end(), [](const QList<Cell>& row) { return row.first().text.contains(QStringLiteral("4917 is the longest prefix")); }));
        OfficeDesk::shoot(office.window, QStringLiteral("usage-4-tryout"));
    }

    // Who may not rate usage is told so, and nothing is shown.
    void othersAreTold()
    {
        Shop shop(QStringLiteral("sqlite"));
        OfficeDesk office(shop.s, withRole(access::Role::NocEngineer));
        JobList jobs;
        UsageFilesPage page(office.desk, jobs);
        page.refresh();
        QVERIFY(waitFor([&] { return page.table()->model()->state() == TableModel::State::Failed; }));
        QVERIFY(!page.table()->model()->failure().isEmpty());
    }
};

QTEST_MAIN(UsagePageTest)
#include "tst_usagepage.moc"
