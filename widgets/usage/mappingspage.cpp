#include "widgets/usage/mappingspage.h"

#include "models/rating/usageservice.h"
#include "widgets/common/noticebar.h"
#include "widgets/common/tablepane.h"
#include "widgets/common/theme.h"
#include "widgets/office/formfields.h"

#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace trunkline::widgets {

namespace {

constexpr qint64 mostOctets = 256 * 1024; // of a file's beginning: some thousand lines

} // namespace

MappingsPage::MappingsPage(Desk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), previewModel_(desk.profile().zone), table_(new TablePane(QStringLiteral("mappingTable"))), preview_(new TablePane(QStringLiteral("mappingPreview"))),
      notices_(new NoticeBar(this)), told_(new QLabel)
{
    setObjectName(QStringLiteral("mappingsPage"));
    table_->setAccessibleName(tr("Mappings"));
    table_->setModel(&model_);
    table_->setEmptyState(tr("There is no mapping yet. Choose a file at the right and say which column is what."));
    preview_->setAccessibleName(tr("The first lines as the mapping reads them"));
    preview_->setModel(&previewModel_);
    preview_->setEmptyState(tr("Choose a file to see what its lines would read as."), tr("Choose a file …"));
    previewModel_.replace({});
    notices_->setObjectName(QStringLiteral("mappingsNotice"));
    notices_->hide();
    told_->setObjectName(QStringLiteral("mappingTold"));
    told_->setWordWrap(true);
    told_->setContentsMargins(2 * gridStep, 0, 2 * gridStep, 0);
    auto* right = new QWidget;
    auto* side = new QVBoxLayout(right);
    side->addWidget(buildForm());
    side->addWidget(told_);
    side->addWidget(preview_, 1);
    auto* splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(table_);
    splitter->addWidget(right);
    splitter->setSizes({40 * gridStep, 100 * gridStep});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(notices_);
    column->addWidget(splitter, 1);
    connect(table_, &TablePane::currentChanged, this, [this](const QVariant& key) {
        if (const rating::UsageMapping* mapping = model_.find(key.toString()))
            fill(*mapping);
    });
    connect(table_, &TablePane::retryRequested, this, &MappingsPage::refresh);
    connect(preview_, &TablePane::emptyAction, this, &MappingsPage::askForFile);
    fill(rating::UsageMapping());
}

QWidget* MappingsPage::buildForm()
{
    auto* both = new QWidget;
    auto* row = new QHBoxLayout(both);
    auto* left = new QFormLayout;
    auto* right = new QFormLayout;
    for (QFormLayout* form : {left, right})
        form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    row->addLayout(left, 1);
    row->addLayout(right, 1);
    name_ = addLine(*left, QStringLiteral("mappingName"), tr("&Name"));
    kind_ = addLine(*left, QStringLiteral("mappingKind"), tr("&Usage"));
    kind_->setToolTip(tr("voice, data, sms: the tariff for this word rates it"));
    separator_ = addLine(*left, QStringLiteral("mappingSeparator"), tr("Columns are separated &by"));
    separator_->setMaxLength(1);
    header_ = addField(*left, new QSpinBox, QStringLiteral("mappingHeader"), tr("Lines to s&kip"));
    timeFormat_ = addLine(*left, QStringLiteral("mappingTimes"), tr("&Times look like"));
    timeFormat_->setToolTip(tr("yyyy-MM-dd HH:mm:ss, iso, epoch or epoch-ms"));
    timeZone_ = addLine(*left, QStringLiteral("mappingZone"), tr("Time &zone"));
    subscriber_ = addField(*right, new QComboBox, QStringLiteral("mappingSubscriber"), tr("Subsc&riber"));
    start_ = addField(*right, new QComboBox, QStringLiteral("mappingStart"), tr("St&art"));
    quantity_ = addField(*right, new QComboBox, QStringLiteral("mappingQuantity"), tr("&Quantity"));
    form_ = addField(*right, new QComboBox, QStringLiteral("mappingForm"), tr("Quantities are &in"));
    for (const auto& [form, text] : {std::pair(rating::QuantityForm::Units, tr("whole units")), {rating::QuantityForm::Milliseconds, tr("milliseconds")}, {rating::QuantityForm::Minutes, tr("minutes (12.5)")},
                                     {rating::QuantityForm::Clock, tr("hours, minutes, seconds (1:02:03)")}, {rating::QuantityForm::Kibibytes, tr("kibibytes")}})
        form_->addItem(text, int(form));
    destination_ = addField(*right, new QComboBox, QStringLiteral("mappingDestination"), tr("&Destination"));
    key_ = addField(*right, new QComboBox, QStringLiteral("mappingKey"), tr("Records differ b&y"));
    key_->setToolTip(tr("What tells two records of one subscriber and start apart, such as the number of the call"));
    auto* buttons = new QVBoxLayout;
    auto* choose = new QPushButton(tr("Choose a file …"));
    choose->setObjectName(QStringLiteral("previewFileButton"));
    save_ = new QPushButton(tr("Save the mapping"));
    save_->setObjectName(QStringLiteral("saveMappingButton"));
    save_->setEnabled(desk_.actor().may(access::Permission::RateUsage));
    buttons->addWidget(choose);
    buttons->addWidget(save_);
    buttons->addStretch(1);
    row->addLayout(buttons);
    connect(choose, &QPushButton::clicked, this, &MappingsPage::askForFile);
    connect(save_, &QPushButton::clicked, this, &MappingsPage::save);
    for (QLineEdit* line : {name_, kind_, separator_, timeFormat_, timeZone_})
        connect(line, &QLineEdit::textEdited, this, &MappingsPage::showPreview);
    for (QComboBox* box : {subscriber_, start_, quantity_, form_, destination_, key_})
        connect(box, &QComboBox::currentIndexChanged, this, &MappingsPage::showPreview);
    connect(header_, &QSpinBox::valueChanged, this, &MappingsPage::showPreview);
    return both;
}

void MappingsPage::refresh()
{
    answer_.ask(desk_.executor(), [actor = desk_.actor()](store::Connection& connection) {
        actor.require(access::Permission::RateUsage);
        return rating::mappings(connection);
    }, [this](const QList<rating::UsageMapping>& mappings) { model_.replace(mappings); }, [this](const Error& error) { model_.setFailed(error.sentence()); });
}

rating::UsageMapping MappingsPage::written() const
{
    rating::UsageMapping mapping = kept_;
    mapping.name = name_->text().trimmed();
    mapping.kind = kind_->text().trimmed();
    mapping.separator = separator_->text().isEmpty() ? QChar(u'\t') : separator_->text().front();
    mapping.headerLines = header_->value();
    mapping.timeFormat = timeFormat_->text();
    mapping.timeZone = timeZone_->text().trimmed();
    mapping.form = rating::QuantityForm(form_->currentData().toInt());
    mapping.subscriber = subscriber_->currentData().toInt();
    mapping.start = start_->currentData().toInt();
    mapping.quantity = quantity_->currentData().toInt();
    mapping.destination = destination_->currentData().toInt();
    if (const int key = key_->currentData().toInt(); key < 0)
        mapping.keys.clear();
    else if (!mapping.keys.contains(key))
        mapping.keys = {key};
    return mapping;
}

void MappingsPage::fill(const rating::UsageMapping& mapping)
{
    isFilling_ = true;
    kept_ = mapping;
    name_->setText(mapping.name);
    kind_->setText(mapping.kind);
    separator_->setText(mapping.separator == u'\t' ? QString() : QString(mapping.separator));
    separator_->setPlaceholderText(tr("Tab"));
    header_->setValue(mapping.headerLines);
    timeFormat_->setText(mapping.timeFormat);
    timeZone_->setText(mapping.timeZone);
    form_->setCurrentIndex(form_->findData(int(mapping.form)));
    const int needed = std::max({mapping.subscriber, mapping.start, mapping.quantity, mapping.destination, mapping.keys.value(0, -1)}) + 1;
    fillColumns(QList<rating::PreviewColumn>(needed));
    for (const auto& [box, column] : {std::pair(subscriber_, mapping.subscriber), {start_, mapping.start}, {quantity_, mapping.quantity}, {destination_, mapping.destination}, {key_, mapping.keys.value(0, -1)}})
        box->setCurrentIndex(box->findData(column));
    isFilling_ = false;
    showPreview();
}

void MappingsPage::fillColumns(const QList<rating::PreviewColumn>& columns)
{
    for (QComboBox* box : {subscriber_, start_, quantity_, destination_, key_}) {
        const int chosen = box->count() > 0 ? box->currentData().toInt() : -1;
        const QSignalBlocker quiet(box);
        box->clear();
        box->addItem(box == quantity_ ? tr("none: each line is one message") : box == key_ ? tr("the whole line") : tr("no column"), -1);
        const qsizetype count = std::max<qsizetype>(columns.size(), chosen + 1);
        for (qsizetype i = 0; i < count; ++i) {
            const rating::PreviewColumn column = columns.value(i);
            const QString words = column.heading.isEmpty() ? column.sample : column.sample.isEmpty() ? column.heading : tr("%1 (%2)").arg(column.heading, column.sample);
            box->addItem(words.isEmpty() ? QLocale().toString(qlonglong(i + 1)) : tr("%1: %2").arg(QLocale().toString(qlonglong(i + 1)), words), int(i));
        }
        box->setCurrentIndex(box->findData(chosen));
    }
}

void MappingsPage::showPreview()
{
    if (isFilling_)
        return;
    const rating::MappingPreview preview = rating::previewMapping(written(), {beginning_.constData(), std::size_t(beginning_.size())}, isWhole_);
    if (!preview.columns.isEmpty())
        fillColumns(preview.columns);
    previewModel_.replace(preview.lines);
    const auto bad = std::count_if(preview.lines.begin(), preview.lines.end(), [](const rating::PreviewLine& line) { return line.trouble != rating::Trouble::None; });
    told_->setText(!preview.unusable.isEmpty()   ? preview.unusable
                       : preview.lines.isEmpty() ? QString()
                       : bad > 0                 ? tr("Of the first %1 lines, %2 would not read.").arg(QLocale().toString(preview.lines.size()), QLocale().toString(qlonglong(bad)))
                                                 : tr("All of the first %1 lines would read.").arg(QLocale().toString(preview.lines.size())));
}

void MappingsPage::askForFile()
{
    auto* dialog = new QFileDialog(this, tr("A file to look at"), QString(), tr("Usage (*.csv *.txt *.cdr);;All files (*)"));
    dialog->setObjectName(QStringLiteral("previewFileDialog"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &MappingsPage::tryFile);
    dialog->open();
}

void MappingsPage::tryFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return notices_->showNotice({Tone::Bad, tr("The file can't be read."), file.errorString(), {}, {}});
    beginning_ = file.read(mostOctets);
    isWhole_ = file.atEnd();
    notices_->clear();
    showPreview();
}

void MappingsPage::save()
{
    const rating::UsageMapping mapping = written();
    whenDone(this, desk_.executor().write([actor = desk_.actor(), mapping](store::Context& context) {
        rating::UsageService(context).saveMapping(actor, mapping);
        return mapping.name;
    }), [this](const QString& name) {
        notices_->showNotice({Tone::Good, tr("The mapping “%1” is saved.").arg(name), {}, {}, {}});
        refresh();
    }, [this](const Error& error) { notices_->showNotice({Tone::Bad, tr("The mapping was not saved."), error.sentence(), {}, {}}); });
}

} // namespace trunkline::widgets
