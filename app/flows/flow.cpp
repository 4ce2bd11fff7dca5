#include "app/flows/flow.h"

#include "models/core/errors.h"

namespace trunkline::flows {

FlowRunner::FlowRunner(store::Context& context, access::Actor agent, std::vector<std::unique_ptr<Flow>> flows)
    : context_(context), agent_(std::move(agent)), flows_(std::move(flows))
{
}

int FlowRunner::runToRest()
{
    int handled = 0;
    for (bool busy = true; busy;) {
        busy = false;
        for (const auto& flow : flows_)
            while (step(*flow)) {
                ++handled;
                busy = true;
            }
    }
    return handled;
}

bool FlowRunner::step(Flow& flow)
{
    store::JournalCursor cursor(context_.connection, QStringLiteral("flow.") + flow.name());
    const auto next = store::journalAfter(context_.connection, cursor.position(), 1);
    if (next.isEmpty())
        return false;
    const store::JournalEntry& entry = next.first();
    try {
        flow.handle(entry);
    } catch (const StoreFailure&) {
        throw;
    } catch (const NetworkFailure&) {
        throw;
    } catch (const Error& error) {
        const QString key = QStringLiteral("parked:%1:%2").arg(flow.name(), entry.id.toString());
        store::Change change(context_, agent_.who());
        if (!change.alreadyDone(key))
            change.commit({QStringLiteral("flow.parked"), entry.subjectType, entry.subjectId, {},
                           {{"flow", flow.name()}, {"entry", entry.kind}, {"reason", error.sentence()}}, entry.id, key});
    }
    cursor.advance(entry.seq);
    return true;
}

} // namespace trunkline::flows
