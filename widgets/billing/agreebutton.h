// A second person's yes to the figures of a bill run, which the first one may then post.
#pragma once

#include "models/billing/drafts.h"

#include <QPushButton>

namespace trunkline::widgets {

class Desk;

class AgreeButton : public QPushButton {
    Q_OBJECT
public:
    explicit AgreeButton(Desk& desk, QWidget* parent = nullptr);

    /// The figures that a press agrees to. Enabled for who may post.
    void offer(const billing::BillCycle& cycle, BillingDate day, const billing::Approval& figures);

Q_SIGNALS:
    void agreed();
    void refused(const QString& sentence);

private:
    void agree();

    Desk& desk_;
    billing::BillCycle cycle_;
    BillingDate day_;
    billing::Approval figures_;
};

} // namespace trunkline::widgets
