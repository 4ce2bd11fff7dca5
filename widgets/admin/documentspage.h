// Documents: the queue of e-mail, the mail server, how documents look and what they say.
#pragma once

#include "models/documents/mailqueue.h"
#include "models/core/valuemodel.h"
#include "widgets/admin/adminpage.h"
#include "widgets/common/tablepane.h"

namespace trunkline::widgets {

/// A message, with the number of its document.
struct QueuedMail {
    documents::MailMessage message;
    QString number;
    bool operator==(const QueuedMail&) const = default;
};

class DocumentsPage : public AdminPage {
    Q_OBJECT
public:
    /// All outlive it.
    DocumentsPage(Desk& desk, DetailPane& detail, const store::Sealer& sealer, QWidget* parent = nullptr);

    QString title() const override { return tr("Documents"); }
    QString help() const override;
    void refresh() override;
    void showDetail() override;
    QStringList subjects() const override { return {QStringLiteral("mail"), QStringLiteral("setting")}; }
    QStringList targetKinds() const override { return {QStringLiteral("mail")}; }
    void showTarget(const Target& target) override { table_->select(target.id); }

private:
    void showLook();
    void showServer();
    void askToTest();
    void sendAgain();

    const store::Sealer& sealer_;
    ValueModel<QueuedMail> model_;
    Asking listAnswer_;
    Asking openAnswer_;
};

} // namespace trunkline::widgets
