#include "app/flows/flow.h"
#include "models/core/errors.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace trunkline;
using test::TestStore;

namespace {

const store::Who anna{QStringLiteral("anna"), QStringLiteral("desk-1")};

/// Answers every "thing.asked" with one "thing.answered".
class AnsweringFlow : public flows::Flow {
public:
    AnsweringFlow(store::Context& context, QStringList& seen) : context_(context), seen_(seen) {}
    QString name() const override { return QStringLiteral("answering"); }
    void handle(const store::JournalEntry& entry) override
    {
        seen_.append(entry.kind);
        if (networkDown)
            throw NetworkFailure(QStringLiteral("no way"));
        if (entry.kind == QLatin1String("thing.impossible"))
            throw Refused(QStringLiteral("That can't be done."));
        if (entry.kind != QLatin1String("thing.asked"))
            return;
        const QString key = QStringLiteral("answer:") + entry.id.toString();
        store::Change change(context_, anna);
        if (!change.alreadyDone(key))
            change.commit({QStringLiteral("thing.answered"), entry.subjectType, entry.subjectId, {}, {}, entry.id, key});
    }
    bool networkDown = false;

private:
    store::Context& context_;
    QStringList& seen_;
};

void write(store::Context& context, const char* kind)
{
    store::Change change(context, anna);
    change.commit({QString::fromLatin1(kind), QStringLiteral("thing"), QStringLiteral("t"), {}, {}, {}, {}});
}

QStringList kinds(store::Connection& connection)
{
    QStringList all;
    for (const auto& entry : store::journalAfter(connection, 0))
        all.append(entry.kind);
    return all;
}

} // namespace

class FlowTest : public QObject {
    Q_OBJECT

    struct Runner {
        Runner(TestStore& s, QStringList& seen)
        {
            auto owned = std::make_unique<AnsweringFlow>(s.context, seen);
            flow = owned.get();
            std::vector<std::unique_ptr<flows::Flow>> all;
            all.push_back(std::move(owned));
            runner = std::make_unique<flows::FlowRunner>(s.context, test::administrator(), std::move(all));
        }
        AnsweringFlow* flow;
        std::unique_ptr<flows::FlowRunner> runner;
    };

private Q_SLOTS:
    void readsEachEntryOnceAndItsOwnEffects_data() { test::engineRows(); }
    void readsEachEntryOnceAndItsOwnEffects()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        QStringList seen;
        write(s.context, "thing.asked");
        Runner r(s, seen);
        QCOMPARE(r.runner->runToRest(), 2);
        QCOMPARE(r.runner->runToRest(), 0);
        QCOMPARE(seen, QStringList({"thing.asked", "thing.answered"}));
    }

    void aCrashBeforeTheCursorMovesRepeatsNothing_data() { test::engineRows(); }
    void aCrashBeforeTheCursorMovesRepeatsNothing()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        QStringList seen;
        write(s.context, "thing.asked");
        Runner(s, seen).runner->runToRest();
        store::JournalCursor(*s.connection, QStringLiteral("flow.answering")).advance(0);
        Runner(s, seen).runner->runToRest();
        QCOMPARE(kinds(*s.connection), QStringList({"thing.asked", "thing.answered"}));
    }

    void whatCanNotBeHandledIsParkedAndTheStoryGoesOn_data() { test::engineRows(); }
    void whatCanNotBeHandledIsParkedAndTheStoryGoesOn()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        QStringList seen;
        write(s.context, "thing.impossible");
        write(s.context, "thing.asked");
        Runner r(s, seen);
        r.runner->runToRest();
        QCOMPARE(kinds(*s.connection), QStringList({"thing.impossible", "thing.asked", "flow.parked", "thing.answered"}));
        const auto parked = store::journalAfter(*s.connection, 2, 1).first();
        QCOMPARE(parked.after["reason"].toString(), QStringLiteral("That can't be done."));
        QCOMPARE(parked.cause, std::optional(store::journalAfter(*s.connection, 0, 1).first().id));
    }

    void anUnreachableNetworkIsTriedAgain_data() { test::engineRows(); }
    void anUnreachableNetworkIsTriedAgain()
    {
        QFETCH(QString, engine);
        TestStore s(engine);
        QStringList seen;
        write(s.context, "thing.asked");
        Runner r(s, seen);
        r.flow->networkDown = true;
        QVERIFY_THROWS_EXCEPTION(NetworkFailure, r.runner->runToRest());
        r.flow->networkDown = false;
        r.runner->runToRest();
        QCOMPARE(kinds(*s.connection), QStringList({"thing.asked", "thing.answered"}));
    }
};

QTEST_GUILESS_MAIN(FlowTest)
#include "tst_flow.moc"
