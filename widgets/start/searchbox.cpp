#include "widgets/start/searchbox.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>

namespace trunkline::widgets {

SearchBox::SearchBox(QWidget* parent) : QComboBox(parent)
{
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setMaxVisibleItems(12);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(24);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    connect(lineEdit(), &QLineEdit::editingFinished, this, &SearchBox::showChosen);
}

void SearchBox::setChoices(const QList<Choice>& choices)
{
    clear();
    for (const Choice& choice : choices)
        addItem(choice.text, choice.value);
}

void SearchBox::choose(const QString& value)
{
    setCurrentIndex(findData(value));
}

/// What was begun is shown whole, so that nobody has to guess whether it was understood.
void SearchBox::showChosen()
{
    if (const QString chosen = value(); !chosen.isEmpty())
        choose(chosen);
}

QString SearchBox::value() const
{
    const QString typed = currentText().trimmed();
    if (typed.isEmpty())
        return {};
    QStringList found;
    for (int i = 0; i < count(); ++i) {
        const QString value = itemData(i).toString();
        if (itemText(i).compare(typed, Qt::CaseInsensitive) == 0 || value.compare(typed, Qt::CaseInsensitive) == 0)
            return value;
        if (itemText(i).contains(typed, Qt::CaseInsensitive))
            found.append(value);
    }
    return found.size() == 1 ? found.first() : QString();
}

} // namespace trunkline::widgets
