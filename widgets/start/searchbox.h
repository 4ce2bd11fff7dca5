// A choice of many known values, found by typing any part of one.
#pragma once

#include <QComboBox>

namespace trunkline::widgets {

class SearchBox : public QComboBox {
    Q_OBJECT
public:
    struct Choice {
        QString value; ///< "EUR"
        QString text;  ///< "EUR – Euro"
    };

    explicit SearchBox(QWidget* parent = nullptr);

    void setChoices(const QList<Choice>& choices);
    void choose(const QString& value);
    /// The value that is chosen or typed: its text, the value itself, or a part that only one has. Empty when it is none.
    QString value() const;

private:
    void showChosen();
};

} // namespace trunkline::widgets
