// The tools above a list in one row where there is room; where there is not, the buttons go to rows of their own, so that no list makes its
// window wider than a screen.
#pragma once

#include <QLayout>

#include <vector>

namespace trunkline::widgets {

class ToolRow : public QLayout {
public:
    ToolRow() = default;
    ~ToolRow() override;

    /// Left, as wide as it may be: the filter.
    void setFirst(QWidget* widget);
    /// Behind it, and what goes to the next rows.
    void addTool(QWidget* widget);
    /// At the right end of the first row.
    void addEnd(QWidget* widget);

    void addItem(QLayoutItem* item) override;
    int count() const override { return int(items_.size()); }
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange({0, 0, width, 0}, false); }
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    enum class Place { First, Tool, End };
    struct Item {
        QLayoutItem* item;
        Place place;
    };

    void add(QWidget* widget, Place place);
    std::vector<QLayoutItem*> shown(Place place) const;
    int widthOf(Place place, bool least) const;
    /// Gives the height that it takes.
    int arrange(const QRect& rect, bool apply) const;

    std::vector<Item> items_;
    Place adding_ = Place::Tool;
};

} // namespace trunkline::widgets
