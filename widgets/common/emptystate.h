// What an empty panel says: one sentence and the one button that fills it.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace trunkline::widgets {

class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);

    /// `ownIconName` is one of resources/icons; no button when `actionText` is empty.
    void setContent(const QString& sentence, const QString& actionText = {}, const QString& ownIconName = {});
    QString sentence() const;

Q_SIGNALS:
    void actionTriggered();

protected:
    void changeEvent(QEvent* event) override;

private:
    void recolour();

    QString iconName_;
    QLabel* picture_;
    QLabel* sentence_;
    QPushButton* action_;
};

} // namespace trunkline::widgets
