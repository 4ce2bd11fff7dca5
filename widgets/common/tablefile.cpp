#include "widgets/common/tablefile.h"

#include "models/core/errors.h"
#include "widgets/common/csv.h"
#include "widgets/common/xlsx.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>

namespace trunkline::widgets {

namespace {

struct TableFileTexts {
    Q_DECLARE_TR_FUNCTIONS(TableFile)
};

} // namespace

void writeTable(const QString& path, const QAbstractItemModel& model, const QList<int>& columns, const QString& name)
{
    const QByteArray content = path.endsWith(QLatin1String(".xlsx"), Qt::CaseInsensitive)
                                   ? xlsxTable(model, columns, name)
                                   : QByteArrayLiteral("\xEF\xBB\xBF") + csvTable(model, columns).toUtf8(); // the mark makes spreadsheets read UTF-8
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        throw StoreFailure(TableFileTexts::tr("It can't be written there (%1). Choose another folder.").arg(file.errorString()));
}

QFileDialog* tableFileDialog(const QString& name, QWidget* parent)
{
    const QString workbook = TableFileTexts::tr("Workbook (*.xlsx)"), csv = TableFileTexts::tr("Comma-separated values (*.csv)");
    auto* dialog = new QFileDialog(parent, TableFileTexts::tr("Export the list"), name + QStringLiteral(".xlsx"), workbook + QStringLiteral(";;") + csv);
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("xlsx"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, csv](const QString& kind) {
        const QString suffix = kind == csv ? QStringLiteral("csv") : QStringLiteral("xlsx");
        dialog->setDefaultSuffix(suffix);
        if (const QStringList chosen = dialog->selectedFiles(); !chosen.isEmpty())
            dialog->selectFile(QFileInfo(chosen.first()).completeBaseName() + u'.' + suffix);
    });
    return dialog;
}

} // namespace trunkline::widgets
