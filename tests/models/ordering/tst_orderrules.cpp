#include "models/core/errors.h"
#include "models/ordering/orderrules.h"

#include <QTest>

#include <random>

using namespace trunkline;
using namespace trunkline::ordering;

class OrderRulesTest : public QObject {
    Q_OBJECT
    SettableClock clock{{1'000}};
    IdSource ids{clock, 5};
    const Timestamp later{2'000};

    OrderProgress submitted()
    {
        OrderProgress progress;
        progress.order.id = ids.next<OrderTag>();
        progress.order.number = QStringLiteral("O-000001");
        return progress;
    }
    OrderProgress inProgress(int tasks = 2)
    {
        QList<TaskDraft> drafts;
        for (int i = 0; i < tasks; ++i)
            drafts.append({QStringLiteral("step-%1").arg(i + 1), {}});
        return planned(submitted(), drafts, ids);
    }

private Q_SLOTS:
    void aWholeLife()
    {
        OrderProgress p = inProgress();
        QCOMPARE(p.order.state, OrderState::InProgress);
        QCOMPARE(p.tasks[1].position, 2);
        const OrderTaskId first = p.tasks[0].id, second = p.tasks[1].id;
        p = taskStarted(p, first);
        QCOMPARE(p.tasks[0].attempts, 1);
        p = taskStarted(p, first); // the program died and comes back
        QCOMPARE(p.tasks[0].attempts, 2);
        QVERIFY_THROWS_EXCEPTION(Refused, taskStarted(p, second));
        QVERIFY_THROWS_EXCEPTION(Refused, completed(p, later));
        p = taskCompleted(p, first, {{"alias", "SVC-000001"}}, later);
        QCOMPARE(p.tasks[0].evidence["alias"].toString(), QStringLiteral("SVC-000001"));
        p = taskFailed(taskStarted(p, second), second, QStringLiteral("no answer"));
        QCOMPARE(p.order.state, OrderState::Fallout);
        QCOMPARE(p.tasks[1].failure, QStringLiteral("no answer"));
        QVERIFY_THROWS_EXCEPTION(Refused, taskStarted(p, second));
        QVERIFY_THROWS_EXCEPTION(Refused, taskRetried(p, first));
        p = taskRetried(p, second);
        QCOMPARE(p.order.state, OrderState::InProgress);
        QVERIFY(p.tasks[1].failure.isEmpty());
        p = completed(taskCompleted(taskStarted(p, second), second, {}, later), later);
        QCOMPARE(p.order.state, OrderState::Completed);
        QCOMPARE(p.order.completedAt, std::optional(later));
    }

    void thePointOfNoReturn()
    {
        QCOMPARE(cancelled(submitted()).order.state, OrderState::Cancelled);
        OrderProgress p = inProgress();
        QCOMPARE(cancelled(p).order.state, OrderState::Cancelled);
        QCOMPARE(cancelled(taskFailed(p, p.tasks[0].id, QStringLiteral("no"))).order.state, OrderState::Cancelled);
        const OrderProgress running = taskStarted(p, p.tasks[0].id);
        QVERIFY_THROWS_EXCEPTION(Refused, cancelled(running));
        const OrderProgress changed = taskCompleted(p, p.tasks[0].id, {}, later);
        QVERIFY_THROWS_EXCEPTION(Refused, cancelled(changed));
        QVERIFY_THROWS_EXCEPTION(Refused, cancelled(taskFailed(changed, p.tasks[1].id, QStringLiteral("no"))));
    }

    void whatIsOverIsOver()
    {
        OrderProgress p = inProgress(1);
        const OrderTaskId only = p.tasks[0].id;
        p = completed(taskCompleted(p, only, {}, later), later);
        QVERIFY_THROWS_EXCEPTION(Refused, cancelled(p));
        QVERIFY_THROWS_EXCEPTION(Refused, completed(p, later));
        QVERIFY_THROWS_EXCEPTION(Refused, planned(p, {{QStringLiteral("x"), {}}}, ids));
        QVERIFY_THROWS_EXCEPTION(Refused, taskFailed(p, only, QStringLiteral("late")));
        QVERIFY_THROWS_EXCEPTION(Refused, cancelled(cancelled(submitted())));
        QVERIFY_THROWS_EXCEPTION(Refused, planned(submitted(), {}, ids));
        QVERIFY_THROWS_EXCEPTION(NotFound, taskStarted(inProgress(), only));
    }

    // Whatever is tried in whatever order: an order is never completed with an open task, tasks are
    // done in their order, fallout has a failed task, and a refusal changes nothing.
    void anyOrderOfSteps()
    {
        constexpr unsigned seed = 31;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        int ends[5] = {};
        for (int run = 0; run < 3000; ++run) {
            OrderProgress p = submitted();
            for (int step = 0; step < 25; ++step) {
                const OrderTaskId id = p.tasks.isEmpty() ? OrderTaskId() : p.tasks[int(random() % unsigned(p.tasks.size()))].id;
                const OrderProgress before = p;
                try {
                    switch (random() % 12) {
                    case 0: p = planned(p, {{QStringLiteral("a"), {}}, {QStringLiteral("b"), {}}, {QStringLiteral("c"), {}}}, ids); break;
                    case 1: case 2: case 3: p = taskStarted(p, id); break;
                    case 4: case 5: case 6: p = taskCompleted(p, id, {}, later); break;
                    case 7: p = taskFailed(p, id, QStringLiteral("why")); break;
                    case 8: case 9: p = taskRetried(p, id); break;
                    case 10: p = completed(p, later); break;
                    case 11: p = run % 4 ? p : cancelled(p); break;
                    }
                } catch (const Error&) {
                    QVERIFY(p == before);
                }
                bool open = false, failed = false;
                for (const OrderTask& task : p.tasks) {
                    QVERIFY(!(open && (task.state == TaskState::Completed || task.state == TaskState::Running)));
                    open = open || task.state != TaskState::Completed;
                    failed = failed || task.state == TaskState::Failed;
                }
                QVERIFY(p.order.state != OrderState::Completed || !open);
                QCOMPARE(p.order.completedAt.has_value(), p.order.state == OrderState::Completed);
                if (p.order.state != OrderState::Cancelled)
                    QCOMPARE(failed, p.order.state == OrderState::Fallout);
            }
            ++ends[int(p.order.state)];
        }
        for (const OrderState state : {OrderState::InProgress, OrderState::Fallout, OrderState::Completed, OrderState::Cancelled})
            QVERIFY2(ends[int(state)] > 50, qPrintable(nameOf(state)));
    }

    void names()
    {
        for (int i = 0; i < 5; ++i)
            QCOMPARE(orderStateNamed(nameOf(OrderState(i))), OrderState(i));
        for (int i = 0; i < 4; ++i)
            QCOMPARE(taskStateNamed(nameOf(TaskState(i))), TaskState(i));
        QVERIFY_THROWS_EXCEPTION(InvalidInput, orderStateNamed(u"lost"));
    }
};

QTEST_GUILESS_MAIN(OrderRulesTest)
#include "tst_orderrules.moc"
