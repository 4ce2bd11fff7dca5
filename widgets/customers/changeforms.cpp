#include "widgets/customers/changeforms.h"

#include "widgets/office/formfields.h"
#include "widgets/office/typedvalues.h"

#include <QComboBox>
#include <QDateEdit>
#include <QSpinBox>

namespace trunkline::widgets {

std::optional<BillingDate> typedDay(const QString& text)
{
    const QString plain = text.trimmed();
    if (plain.isEmpty())
        return std::nullopt;
    for (const QLocale::FormatType format : {QLocale::ShortFormat, QLocale::LongFormat})
        if (const QDate day = QLocale().toDate(plain, format); day.isValid() && day.year() > 1999)
            return BillingDate(day.year(), day.month(), day.day());
    return BillingDate::parse(plain);
}

ChangeForm::ChangeForm(Desk& desk, const ChangeQuestion& question, std::function<QString(store::Context&, const ChangeAnswer&)> carryOut, QWidget* parent)
    : EntryDialog(question.objectName, question.title, question.saveText, parent), desk_(desk), carryOut_(std::move(carryOut)), day_(dayField(todayOf(desk)))
{
    if (!question.choiceLabel.isEmpty()) {
        choice_ = addField(*form(), new QComboBox, QStringLiteral("changeChoice"), question.choiceLabel);
        for (const auto& [key, words] : question.choices)
            choice_->addItem(words, key);
    }
    if (question.quantity) {
        quantity_ = addField(*form(), new QSpinBox, QStringLiteral("changeQuantity"), tr("&Pieces"));
        quantity_->setRange(1, 1'000'000);
    }
    if (!question.amountLabel.isEmpty())
        percent_ = addLine(*form(), QStringLiteral("changePercent"), question.amountLabel);
    addField(*form(), day_, QStringLiteral("changeDay"), question.dayLabel);
    if (question.lastDay) {
        last_ = addLine(*form(), QStringLiteral("changeLastDay"), tr("&Last day"));
        last_->setPlaceholderText(tr("Open, or a day such as %1").arg(QLocale().toString(todayOf(desk).plusMonths(1).date(), QLocale::ShortFormat)));
    }
    if (!question.textLabel.isEmpty())
        text_ = addLine(*form(), QStringLiteral("changeText"), question.textLabel);
}

void ChangeForm::save()
{
    ChangeAnswer answer{chosenDay(*day_), last_ ? typedDay(last_->text()) : std::nullopt, choice_ ? choice_->currentData().toString() : QString(), text_ ? text_->text().trimmed() : QString(),
                        percent_ ? basisPointsFrom(percent_->text()) : 0, quantity_ ? quantity_->value() : 1};
    write(desk_, [carryOut = carryOut_, answer](store::Context& context) { return carryOut(context, answer); });
}

} // namespace trunkline::widgets
