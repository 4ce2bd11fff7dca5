// How files of usage are read: the mappings at the left, the chosen one as a form, and what it makes of a file's first lines.
#pragma once

#include "models/rating/usagemodels.h"
#include "widgets/desk/asking.h"
#include "widgets/desk/desk.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace trunkline::widgets {

class NoticeBar;
class TablePane;

class MappingsPage : public QWidget {
    Q_OBJECT
public:
    explicit MappingsPage(Desk& desk, QWidget* parent = nullptr);

    void refresh();
    QList<TablePane*> tables() const { return {table_, preview_}; }
    /// Shows what the mapping makes of the file's first lines.
    void tryFile(const QString& path);

private:
    QWidget* buildForm();
    void askForFile();
    /// The form as it stands; it may be unfinished.
    rating::UsageMapping written() const;
    void fill(const rating::UsageMapping& mapping);
    void fillColumns(const QList<rating::PreviewColumn>& columns);
    void showPreview();
    void save();

    Desk& desk_;
    rating::MappingModel model_;
    rating::PreviewModel previewModel_;
    TablePane* table_;
    TablePane* preview_;
    NoticeBar* notices_;
    QLabel* told_;
    QLineEdit* name_;
    QLineEdit* kind_;
    QLineEdit* separator_;
    QSpinBox* header_;
    QLineEdit* timeFormat_;
    QLineEdit* timeZone_;
    QComboBox* form_;
    QComboBox* subscriber_;
    QComboBox* start_;
    QComboBox* quantity_;
    QComboBox* destination_;
    QComboBox* key_;
    QPushButton* save_;
    rating::UsageMapping kept_; ///< what the form does not show: status, dial rules, further keys
    QByteArray beginning_;
    bool isWhole_ = true;
    bool isFilling_ = false;
    Asking answer_;
};

} // namespace trunkline::widgets
