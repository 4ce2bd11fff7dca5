// A desk over a test's database, as the program builds it: an executor, and news of what was committed.
#pragma once

#include "tests/support/wait.h"
#include "widgets/common/detailpane.h"
#include "widgets/common/theme.h"
#include "widgets/desk/desk.h"
#include "widgets/shell/workspace.h"

#include <QApplication>
#include <QDir>
#include <QHBoxLayout>

#include "tests/models/overview/livedshop.h"

namespace trunkline::test {

struct OfficeDesk {
    explicit OfficeDesk(TestStore& store, const access::Actor& actor = administrator())
        : executor(store.url, store.clock, store.ids,
                   [this](const store::JournalEntry& entry) {
                       QMetaObject::invokeMethod(&desk, [this, entry] { Q_EMIT desk.changed({entry}); }, Qt::QueuedConnection);
                   }),
          desk(executor, store.clock, actor, store::requireProfile(*store.connection))
    {
    }

    /// The workspace beside the pane, as the window shows them.
    void show(widgets::Workspace& workspace)
    {
        auto* row = new QHBoxLayout(&window);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(0);
        row->addWidget(workspace.widget(), 1);
        row->addWidget(&detail);
        detail.setFixedWidth(340);
        window.resize(1440, 860);
        window.show();
        workspace.activated();
    }

    template <class Widget>
    Widget* find(const char* name) const { return window.findChild<Widget*>(QString::fromLatin1(name)); }

    /// Pictures of what is open, light and dark, into the folder named by TRUNKLINE_SHOTS.
    static void shoot(QWidget& widget, const QString& name)
    {
        const QString folder = qEnvironmentVariable("TRUNKLINE_SHOTS");
        if (folder.isEmpty())
            return;
        QVERIFY(QDir().mkpath(folder));
        for (const auto scheme : {widgets::Scheme::Dark, widgets::Scheme::Light}) {
            widgets::Theme::apply(*qobject_cast<QApplication*>(QApplication::instance()), scheme);
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
            QVERIFY(widget.grab().toImage().save(QStringLiteral("%1/%2-%3.png").arg(folder, name, scheme == widgets::Scheme::Light ? QStringLiteral("light") : QStringLiteral("dark"))));
        }
    }

    widgets::DetailPane detail;
    QWidget window; // dies before the pane: it holds it as a child, so it is let go first
    store::Executor executor;
    widgets::Desk desk;

    ~OfficeDesk() { detail.setParent(nullptr); }
};

/// The ports of a shop as discovery would leave free ones: there, switched off, a gigabit fast.
inline void freePortsOf(Shop& shop)
{
    store::Change change(shop.s.context, {QStringLiteral("test"), QStringLiteral("test")});
    for (const PortId id : std::as_const(shop.ports)) {
        inventory::Port port = *inventory::port(change.connection(), id);
        port.adminState = inventory::AdminState::Down;
        port.operState = inventory::OperState::Down;
        port.speedBps = 1'000'000'000;
        inventory::updatePort(change.connection(), port);
    }
    change.commit({QStringLiteral("test.freed"), QStringLiteral("test"), QStringLiteral("1"), {}, {}, {}, {}});
}

} // namespace trunkline::test
