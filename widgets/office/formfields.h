// Labelled fields of a form. A buddy makes the label's shortcut and its name for screen readers.
#pragma once

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace trunkline::widgets {

/// Adds a row; the form's widget owns both. `label` has the mark of its shortcut: "&Name".
template <class Field>
Field* addField(QFormLayout& form, Field* field, const QString& objectName, const QString& label)
{
    field->setObjectName(objectName);
    auto* words = new QLabel(label);
    words->setBuddy(field);
    QString spoken = label;
    field->setAccessibleName(spoken.remove(u'&'));
    form.addRow(words, field);
    return field;
}

inline QLineEdit* addLine(QFormLayout& form, const QString& objectName, const QString& label)
{
    return addField(form, new QLineEdit, objectName, label);
}

} // namespace trunkline::widgets
