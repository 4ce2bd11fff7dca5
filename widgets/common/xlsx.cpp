#include "widgets/common/xlsx.h"

#include "models/core/errors.h"
#include "models/core/itemroles.h"

#include <QAbstractItemModel>
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QLocale>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <xlsxwriter.h>

#include <cmath>
#include <utility>

namespace trunkline::widgets {

namespace {

struct XlsxTexts {
    Q_DECLARE_TR_FUNCTIONS(Xlsx)
};

/// The library frees a workbook when it is closed, and writes it then.
class Workbook {
public:
    explicit Workbook(const QString& path) : book_(workbook_new(QFile::encodeName(path).constData())) {}
    ~Workbook() { close(); }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    lxw_worksheet* addSheet(const QString& name)
    {
        static const QRegularExpression forbidden(QStringLiteral("[\\[\\]:*?/\\\\']"));
        constexpr int longestName = 31;
        return workbook_add_worksheet(book_, QString(name).replace(forbidden, QStringLiteral(" ")).left(longestName).toUtf8().constData());
    }
    /// For numbers of this kind; each is made once.
    lxw_format* numbers(const QString& pattern)
    {
        lxw_format*& known = formats_[pattern];
        if (!known) {
            known = workbook_add_format(book_);
            format_set_num_format(known, pattern.toUtf8().constData());
        }
        return known;
    }
    lxw_format* header(bool right)
    {
        lxw_format* format = workbook_add_format(book_);
        format_set_bold(format);
        format_set_bottom(format, LXW_BORDER_THIN);
        format_set_align(format, right ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
        return format;
    }
    bool close() { return !book_ || workbook_close(std::exchange(book_, nullptr)) == LXW_NO_ERROR; }

private:
    lxw_workbook* book_;
    QHash<QString, lxw_format*> formats_;
};

bool isRight(const QAbstractItemModel& model, int column)
{
    return model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
}

lxw_datetime momentOf(const QDateTime& at)
{
    const QDate day = at.date();
    const QTime time = at.time();
    return {day.year(), day.month(), day.day(), time.hour(), time.minute(), double(time.second())};
}

QString moneyPattern(const Currency& currency)
{
    const QString decimals = currency.exponent() > 0 ? u'.' + QString(currency.exponent(), u'0') : QString();
    return QStringLiteral("#,##0%1 [$%2]").arg(decimals, currency.code());
}

/// The typed value of a cell; false when it has none.
bool writeValue(Workbook& book, lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const QVariant& value)
{
    if (value.metaType() == QMetaType::fromType<MoneyValue>()) {
        const Money money = *value.value<MoneyValue>();
        // A workbook knows no number but double; up to 15 digits it gives back every minor unit.
        worksheet_write_number(sheet, row, column, double(money.minor) / double(money.currency.minorPerMajor()), book.numbers(moneyPattern(money.currency)));
    } else if (value.metaType().id() == QMetaType::QDate) {
        lxw_datetime day = momentOf(value.toDate().startOfDay(Qt::UTC));
        worksheet_write_datetime(sheet, row, column, &day, book.numbers(QStringLiteral("yyyy-mm-dd")));
    } else if (value.metaType().id() == QMetaType::QDateTime) {
        lxw_datetime instant = momentOf(value.toDateTime());
        worksheet_write_datetime(sheet, row, column, &instant, book.numbers(QStringLiteral("yyyy-mm-dd hh:mm:ss")));
    } else if (value.metaType().id() == QMetaType::Double && std::isfinite(value.toDouble())) {
        worksheet_write_number(sheet, row, column, value.toDouble(), nullptr);
    } else if (value.metaType().id() == QMetaType::LongLong) {
        worksheet_write_number(sheet, row, column, value.toDouble(), book.numbers(QStringLiteral("#,##0")));
    } else {
        return false;
    }
    return true;
}

void writeCell(Workbook& book, lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const QModelIndex& cell, bool right)
{
    if (writeValue(book, sheet, row, column, cell.data(ValueRole)))
        return;
    const QString text = cell.data().toString();
    bool isNumber = false;
    const double number = QLocale().toDouble(QString(text).replace(QChar(0x2212), u'-'), &isNumber);
    constexpr int longestText = 32'767;
    if (right && isNumber)
        worksheet_write_number(sheet, row, column, number, nullptr);
    else if (!text.isEmpty())
        worksheet_write_string(sheet, row, column, text.left(longestText).toUtf8().constData(), nullptr);
}

void writeColumn(Workbook& book, lxw_worksheet* sheet, lxw_col_t place, const QAbstractItemModel& model, int column)
{
    const bool right = isRight(model, column);
    const QString title = model.headerData(column, Qt::Horizontal).toString();
    worksheet_write_string(sheet, 0, place, title.toUtf8().constData(), book.header(right));
    qsizetype widest = title.size() + 3; // the filter's button beside it
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex cell = model.index(row, column);
        widest = qMax(widest, cell.data().toString().size());
        writeCell(book, sheet, lxw_row_t(row) + 1, place, cell, right);
    }
    worksheet_set_column(sheet, place, place, double(qMin<qsizetype>(widest + 2, 60)), nullptr);
}

} // namespace

QByteArray xlsxTable(const QAbstractItemModel& model, const QList<int>& columns, const QString& sheetName)
{
    if (model.rowCount() >= int(LXW_ROW_MAX))
        throw Refused(XlsxTexts::tr("The list has more rows than a workbook can hold (%L1); filter it, or save it as CSV.").arg(LXW_ROW_MAX - 1));
    QTemporaryDir folder; // the library writes files only
    const QString path = folder.filePath(QStringLiteral("table.xlsx"));
    Workbook book(path);
    lxw_worksheet* sheet = book.addSheet(sheetName);
    for (qsizetype place = 0; place < columns.size(); ++place)
        writeColumn(book, sheet, lxw_col_t(place), model, columns[place]);
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_autofilter(sheet, 0, 0, lxw_row_t(model.rowCount()), lxw_col_t(columns.size() - 1));
    QFile written(path);
    if (!folder.isValid() || !book.close() || !written.open(QIODevice::ReadOnly))
        throw StoreFailure(XlsxTexts::tr("The workbook could not be put together in %1; make room there and try again.").arg(QDir::tempPath()));
    return written.readAll();
}

} // namespace trunkline::widgets
