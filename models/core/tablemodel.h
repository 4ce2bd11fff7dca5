// What a list can do whatever it lists; views bind to this, ValueModel<T> fills it.
#pragma once

#include <QAbstractTableModel>

namespace trunkline {

class TableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    /// What a view shows instead of rows.
    enum class State { Loading, Ready, Failed };

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows that contain every word, in any column, whatever the case or accents.
    virtual void setFilterText(const QString& text) = 0;
    virtual QString filterText() const = 0;
    /// Rows there are, shown or filtered away.
    virtual int totalRows() const = 0;
    virtual QString columnId(int column) const = 0;
    virtual bool columnHidden(int column) const = 0;
    /// The row shown for a KeyRole value, or -1.
    virtual int rowOfKey(const QVariant& key) const = 0;
    virtual int sortColumn() const = 0;
    virtual Qt::SortOrder sortOrder() const = 0;

    State state() const { return state_; }
    /// The sentence for people when the state is Failed.
    QString failure() const { return failure_; }
    /// Asked for, not yet here. Rows that are already shown stay.
    void setLoading() { setState(State::Loading); }
    void setFailed(const QString& sentence)
    {
        failure_ = sentence;
        setState(State::Failed);
    }

Q_SIGNALS:
    void countsChanged(); ///< shown or total rows may differ
    void stateChanged();

protected:
    void setState(State state)
    {
        if (state == state_ && state != State::Failed)
            return;
        state_ = state;
        Q_EMIT stateChanged();
    }

private:
    State state_ = State::Loading;
    QString failure_;
};

} // namespace trunkline
