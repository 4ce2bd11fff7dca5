// One table for every list of values: columns that say how to read a value, an index of our own
// for filter and sort (QSortFilterProxyModel's filter is quadratic), and refreshes that move only
// what changed, so that selection and scroll position stay where people left them.
#pragma once

#include "models/core/itemroles.h"
#include "models/core/sortkey.h"
#include "models/core/tablemodel.h"

#include <QHash>
#include <QList>

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

namespace trunkline {

/// How one column reads a T. Put together in one expression:
/// `Column<Port>("in", tr("In (Mbit/s)"), inText).right().sortedBy(inKey).hiddenAtFirst()`.
template <class T>
struct Column {
    using Text = std::function<QString(const T&)>;
    using Sort = std::function<SortKey(const T&)>;
    using Extra = std::function<QVariant(const T&, int role)>;
    using Value = std::function<QVariant(const T&)>;

    /// `id` is stable and untranslated (saved layouts and exports name it), `title` is translated and names the unit.
    Column(QString columnId, QString columnTitle, Text columnText)
        : id(std::move(columnId)), title(std::move(columnTitle)), text(std::move(columnText)) {}

    /// Figures and money.
    Column right() const
    {
        Column copy = *this;
        copy.alignment = Qt::AlignRight | Qt::AlignVCenter;
        return copy;
    }
    /// What to sort by; without it the text, naturally ("ge-0/0/2" before "ge-0/0/10").
    Column sortedBy(Sort sort) const
    {
        Column copy = *this;
        copy.sortKey = std::move(sort);
        return copy;
    }
    /// Other roles (SeverityRole, ToneRole, TargetRole, StaleRole, Qt::ToolTipRole …); an invalid variant for none.
    Column with(Extra roles) const
    {
        Column copy = *this;
        copy.extra = std::move(roles);
        return copy;
    }
    /// What stands behind the words (see ValueRole); an invalid variant for none.
    Column valued(Value read) const
    {
        Column copy = *this;
        copy.value = std::move(read);
        return copy;
    }
    /// Offered by the column chooser, not shown at first.
    Column hiddenAtFirst() const
    {
        Column copy = *this;
        copy.hidden = true;
        return copy;
    }

    QString id;
    QString title;
    Text text;
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
    Sort sortKey;
    Extra extra;
    Value value;
    bool hidden = false;
};

/// A live list of T, each told apart by a key. Belongs to one thread, the one of its views.
template <class T, class Key = QString>
class ValueModel : public TableModel {
public:
    using KeyOf = std::function<Key(const T&)>;
    using Accept = std::function<bool(const T&)>;

    ValueModel(QList<Column<T>> columns, KeyOf keyOf, QObject* parent = nullptr)
        : TableModel(parent), columns_(std::move(columns)), keyOf_(std::move(keyOf)) {}

    /// The whole truth anew. Rows come, go, change and move one by one where few do; a wholesale
    /// change (more than `mostSteps` places) is a model reset, after which views restore by KeyRole.
    /// Of values with the same key the last one counts.
    void replace(const QList<T>& values)
    {
        Contents next;
        next.values.reserve(static_cast<std::size_t>(values.size()));
        next.places.reserve(values.size());
        for (const T& value : values) {
            const Key key = keyOf_(value);
            if (const auto known = next.places.constFind(key); known != next.places.constEnd()) {
                next.values[static_cast<std::size_t>(*known)] = value;
            } else {
                next.places.insert(key, static_cast<int>(next.values.size()));
                next.values.push_back(value);
            }
        }
        become(std::move(next));
        setState(State::Ready);
        Q_EMIT countsChanged();
    }

    /// These values came or changed; all others stay.
    void upsert(const QList<T>& values)
    {
        for (const T& value : values)
            upsertOne(value);
        setState(State::Ready);
        Q_EMIT countsChanged();
    }

    /// This one went. False when it was not there.
    bool remove(const Key& key)
    {
        const auto found = places_.constFind(key);
        if (found == places_.constEnd())
            return false;
        Contents next{values_, {}};
        next.values.erase(next.values.begin() + *found);
        for (Place place = 0; place < next.values.size(); ++place)
            next.places.insert(keyOf_(next.values[place]), static_cast<int>(place));
        become(std::move(next));
        Q_EMIT countsChanged();
        return true;
    }

    /// Shows only what `accept` lets through, beside the filter text; an empty function shows all.
    void setAccept(Accept accept)
    {
        accept_ = std::move(accept);
        reorder();
    }

    /// The value of a shown row; null outside.
    const T* valueAt(int row) const
    {
        return row >= 0 && row < rowCount() ? &values_[shown_[static_cast<std::size_t>(row)]] : nullptr;
    }
    /// The value of a key, shown or filtered away; null when unknown.
    const T* find(const Key& key) const
    {
        const auto found = places_.constFind(key);
        return found == places_.constEnd() ? nullptr : &values_[static_cast<std::size_t>(*found)];
    }
    /// Where a key is shown, or -1.
    int rowOf(const Key& key) const
    {
        const auto found = places_.constFind(key);
        if (found == places_.constEnd())
            return -1;
        const auto place = std::find(shown_.begin(), shown_.end(), static_cast<std::size_t>(*found));
        return place == shown_.end() ? -1 : static_cast<int>(place - shown_.begin());
    }

    // TableModel
    void setFilterText(const QString& text) override
    {
        if (text == filterText_)
            return;
        filterText_ = text;
        words_ = searchable(text).split(u' ', Qt::SkipEmptyParts);
        reorder();
    }
    QString filterText() const override { return filterText_; }
    int totalRows() const override { return static_cast<int>(values_.size()); }
    QString columnId(int column) const override { return isColumn(column) ? columns_[column].id : QString(); }
    bool columnHidden(int column) const override { return isColumn(column) && columns_[column].hidden; }
    int rowOfKey(const QVariant& key) const override { return key.canConvert<Key>() ? rowOf(key.value<Key>()) : -1; }

    // QAbstractItemModel
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(shown_.size()); }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(columns_.size()); }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override
    {
        const T* value = valueAt(index.row());
        if (!value || !isColumn(index.column()))
            return {};
        const Column<T>& column = columns_[index.column()];
        if (role == Qt::DisplayRole)
            return column.text(*value);
        if (role == Qt::TextAlignmentRole)
            return QVariant::fromValue(int(column.alignment));
        if (role == KeyRole)
            return QVariant::fromValue(keyOf_(*value));
        if (role == ValueRole)
            return column.value ? column.value(*value) : QVariant();
        return column.extra ? column.extra(*value, role) : QVariant();
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override
    {
        if (orientation != Qt::Horizontal || !isColumn(section))
            return {};
        if (role == Qt::DisplayRole)
            return columns_[section].title;
        return role == Qt::TextAlignmentRole ? QVariant::fromValue(int(columns_[section].alignment)) : QVariant();
    }
    /// -1 goes back to the order in which the values came.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override
    {
        sortColumn_ = isColumn(column) ? column : -1;
        sortOrder_ = order;
        reorder();
    }
    int sortColumn() const override { return sortColumn_; }
    Qt::SortOrder sortOrder() const override { return sortOrder_; }

private:
    using Place = std::size_t; ///< index into values_
    static constexpr int mostSteps = 500;

    bool isColumn(int column) const { return column >= 0 && column < columns_.size(); }

    SortKey keyForSort(const T& value) const
    {
        const Column<T>& column = columns_[sortColumn_];
        return column.sortKey ? column.sortKey(value) : SortKey(naturalKey(column.text(value)));
    }

    bool passes(const T& value) const
    {
        if (accept_ && !accept_(value))
            return false;
        if (words_.isEmpty())
            return true;
        QString all;
        for (const Column<T>& column : columns_)
            all += column.text(value) + u'\n';
        all = searchable(all);
        return std::all_of(words_.begin(), words_.end(), [&](const QString& word) { return all.contains(word); });
    }

    /// The places to show, in order. Keys are computed once, not at every comparison.
    std::vector<Place> orderOf(const std::vector<T>& values) const
    {
        std::vector<Place> order;
        order.reserve(values.size());
        for (Place place = 0; place < values.size(); ++place) {
            if (passes(values[place]))
                order.push_back(place);
        }
        if (sortColumn_ < 0)
            return order;
        std::vector<SortKey> keys(values.size());
        for (const Place place : order)
            keys[place] = keyForSort(values[place]);
        const bool ascending = sortOrder_ == Qt::AscendingOrder;
        std::stable_sort(order.begin(), order.end(), [&](Place a, Place b) {
            return ascending ? keys[a] < keys[b] : keys[b] < keys[a];
        });
        return order;
    }

    /// All there is, before it is shown.
    struct Contents {
        std::vector<T> values;
        QHash<Key, int> places;
    };
    static constexpr Place gone = static_cast<Place>(-1);

    /// The same values, shown anew (filter or sort changed).
    void reorder()
    {
        rearrange(std::nullopt, orderOf(values_), shown_);
        Q_EMIT countsChanged();
    }

    /// From what is shown now to what `next` shows.
    void become(Contents next)
    {
        std::vector<Place> survivors(shown_.size(), gone); // the old rows, told in places of `next`
        for (std::size_t row = 0; row < shown_.size(); ++row) {
            const auto found = next.places.constFind(keyOf_(values_[shown_[row]]));
            if (found != next.places.constEnd())
                survivors[row] = static_cast<Place>(*found);
        }
        std::vector<Place> wanted = orderOf(next.values);
        rearrange(std::move(next), wanted, std::move(survivors));
    }

    /// Rows go, the rest changes and moves, rows come; `next` is nothing when the values stay the same.
    void rearrange(std::optional<Contents> next, const std::vector<Place>& wanted, std::vector<Place> survivors)
    {
        const std::size_t size = next ? next->values.size() : values_.size();
        std::vector<char> isWanted(size, 0), isOld(size, 0);
        for (const Place place : wanted)
            isWanted[place] = 1;
        for (Place& place : survivors) {
            if (place != gone && !isWanted[place])
                place = gone;
            if (place != gone)
                isOld[place] = 1;
        }
        if (runsOf(survivors, [](Place place) { return place == gone; }) + runsOf(wanted, [&](Place place) { return !isOld[place]; }) > mostSteps) {
            beginResetModel();
            take(std::move(next));
            shown_ = wanted;
            endResetModel();
            return;
        }
        removeGone(survivors);
        const std::vector<char> changed = exchange(std::move(next), survivors, wanted, isOld);
        insertNew(wanted, isOld);
        tellChanged(changed);
    }

    void take(std::optional<Contents> next)
    {
        if (!next)
            return;
        values_ = std::move(next->values);
        places_ = std::move(next->places);
    }

    template <class Test>
    static int runsOf(const std::vector<Place>& places, Test test)
    {
        int runs = 0;
        bool inside = false;
        for (const Place place : places) {
            const bool now = test(place);
            runs += now && !inside;
            inside = now;
        }
        return runs;
    }

    void removeGone(std::vector<Place>& survivors)
    {
        for (int last = static_cast<int>(survivors.size()) - 1; last >= 0; --last) {
            if (survivors[static_cast<std::size_t>(last)] != gone)
                continue;
            int first = last;
            while (first > 0 && survivors[static_cast<std::size_t>(first - 1)] == gone)
                --first;
            beginRemoveRows({}, first, last);
            shown_.erase(shown_.begin() + first, shown_.begin() + last + 1);
            survivors.erase(survivors.begin() + first, survivors.begin() + last + 1);
            endRemoveRows();
            last = first;
        }
    }

    /// Puts the new values under the rows that stay, in their new order. Answers which places changed.
    std::vector<char> exchange(std::optional<Contents> next, const std::vector<Place>& survivors,
                               const std::vector<Place>& wanted, const std::vector<char>& isOld)
    {
        std::vector<Place> staying;
        staying.reserve(survivors.size());
        std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(staying), [&](Place place) { return isOld[place] != 0; });
        std::vector<char> changed(next ? next->values.size() : values_.size(), 0);
        for (std::size_t row = 0; next && row < survivors.size(); ++row)
            changed[survivors[row]] = !(values_[shown_[row]] == next->values[survivors[row]]);

        const bool moves = staying != survivors;
        if (moves)
            Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        take(std::move(next));
        shown_ = staying;
        if (moves) {
            std::vector<int> rowNow(values_.size(), -1);
            for (std::size_t row = 0; row < staying.size(); ++row)
                rowNow[staying[row]] = static_cast<int>(row);
            const QModelIndexList before = persistentIndexList();
            QModelIndexList after;
            for (const QModelIndex& old : before)
                after.append(index(rowNow[survivors[static_cast<std::size_t>(old.row())]], old.column()));
            changePersistentIndexList(before, after);
            Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
        }
        return changed;
    }

    void insertNew(const std::vector<Place>& wanted, const std::vector<char>& isOld)
    {
        for (std::size_t first = 0; first < wanted.size(); ++first) {
            if (isOld[wanted[first]])
                continue;
            std::size_t end = first + 1;
            while (end < wanted.size() && !isOld[wanted[end]])
                ++end;
            beginInsertRows({}, static_cast<int>(first), static_cast<int>(end) - 1);
            const auto from = wanted.begin();
            shown_.insert(shown_.begin() + static_cast<std::ptrdiff_t>(first), from + static_cast<std::ptrdiff_t>(first),
                          from + static_cast<std::ptrdiff_t>(end));
            endInsertRows();
            first = end - 1;
        }
    }

    void tellChanged(const std::vector<char>& changed)
    {
        const int rows = rowCount();
        for (int first = 0; first < rows; ++first) {
            if (!changed[shown_[static_cast<std::size_t>(first)]])
                continue;
            int last = first;
            while (last + 1 < rows && changed[shown_[static_cast<std::size_t>(last + 1)]])
                ++last;
            Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
            first = last;
        }
    }

    /// Where a value with this sort key and place belongs among the shown rows [first, end).
    int rowFor(const T& value, Place place, int first, int end) const
    {
        const auto from = shown_.begin() + first, to = shown_.begin() + end;
        if (sortColumn_ < 0)
            return static_cast<int>(std::lower_bound(from, to, place) - shown_.begin());
        const SortKey key = keyForSort(value);
        const bool ascending = sortOrder_ == Qt::AscendingOrder;
        const auto found = std::lower_bound(from, to, place, [&](Place other, Place) {
            const SortKey otherKey = keyForSort(values_[other]);
            if (otherKey == key)
                return other < place;
            return ascending ? otherKey < key : key < otherKey;
        });
        return static_cast<int>(found - shown_.begin());
    }

    void upsertOne(const T& value)
    {
        const Key key = keyOf_(value);
        const auto found = places_.constFind(key);
        const bool known = found != places_.constEnd();
        const Place place = known ? static_cast<Place>(*found) : values_.size();
        if (known && values_[place] == value)
            return;
        const bool wasShown = known && passes(values_[place]);
        const int oldRow = wasShown ? rowFor(values_[place], place, 0, rowCount()) : -1;
        const bool isShown = passes(value);
        if (wasShown && isShown && sortsAlike(values_[place], value)) {
            values_[place] = value;
            Q_EMIT dataChanged(index(oldRow, 0), index(oldRow, columnCount() - 1));
            return;
        }
        upsertMoving(value, key, place, oldRow, isShown);
    }

    bool sortsAlike(const T& a, const T& b) const { return sortColumn_ < 0 || keyForSort(a) == keyForSort(b); }

    void upsertMoving(const T& value, const Key& key, Place place, int oldRow, bool isShown)
    {
        if (oldRow >= 0 && isShown) {
            moveRow(value, place, oldRow);
            return;
        }
        if (oldRow >= 0) {
            beginRemoveRows({}, oldRow, oldRow);
            shown_.erase(shown_.begin() + oldRow);
            values_[place] = value;
            endRemoveRows();
            return;
        }
        if (place == values_.size()) {
            values_.push_back(value);
            places_.insert(key, static_cast<int>(place));
        } else {
            values_[place] = value;
        }
        if (!isShown)
            return;
        const int row = rowFor(value, place, 0, rowCount());
        beginInsertRows({}, row, row);
        shown_.insert(shown_.begin() + row, place);
        endInsertRows();
    }

    void moveRow(const T& value, Place place, int oldRow)
    {
        int newRow = rowFor(value, place, 0, oldRow);
        if (newRow == oldRow) // not before: behind the others then
            newRow = rowFor(value, place, oldRow + 1, rowCount());
        const bool moves = newRow != oldRow && newRow != oldRow + 1;
        if (moves)
            beginMoveRows({}, oldRow, oldRow, {}, newRow);
        values_[place] = value;
        if (moves) {
            const auto from = shown_.begin() + oldRow, to = shown_.begin() + newRow;
            newRow > oldRow ? std::rotate(from, from + 1, to) : std::rotate(to, from, from + 1);
            endMoveRows();
        }
        const int now = !moves ? oldRow : newRow > oldRow ? newRow - 1 : newRow;
        Q_EMIT dataChanged(index(now, 0), index(now, columnCount() - 1));
    }

    QList<Column<T>> columns_;
    KeyOf keyOf_;
    Accept accept_;
    std::vector<T> values_;
    QHash<Key, int> places_;
    std::vector<Place> shown_; ///< the index: what is shown, in order
    QString filterText_;
    QStringList words_;
    int sortColumn_ = -1;
    Qt::SortOrder sortOrder_ = Qt::AscendingOrder;
};

} // namespace trunkline
