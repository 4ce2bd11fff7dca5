#include "models/rating/usagemodels.h"

#include "models/core/columns.h"

#include <QCoreApplication>

namespace trunkline::rating {

namespace {

struct ModelTexts {
    Q_DECLARE_TR_FUNCTIONS(UsageModels)
};

template <class T, class Read>
Column<T> words(const char* id, const QString& title, Read read)
{
    return Column<T>(QString::fromLatin1(id), title, read);
}

QList<Column<UsageFile>> columnsOfFiles(const OperatorZone& zone)
{
    const auto count = [](const char* id, const QString& title, std::int64_t UsageCounts::*field) {
        return countColumn<UsageFile>(id, title, [field](const UsageFile& f) { return f.counts.*field; });
    };
    return {countColumn<UsageFile>("file", ModelTexts::tr("File"), [](const UsageFile& f) { return f.id; }),
            words<UsageFile>("name", ModelTexts::tr("Name"), [](const UsageFile& f) { return f.name; }),
            words<UsageFile>("mapping", ModelTexts::tr("Mapping"), [](const UsageFile& f) { return f.mapping; }),
            words<UsageFile>("state", ModelTexts::tr("State"), [](const UsageFile& f) { return f.seq ? ModelTexts::tr("Read") : ModelTexts::tr("Interrupted"); })
                .with([](const UsageFile& f, int role) { return role == ToneRole && !f.seq ? QVariant::fromValue(Tone::Attention) : QVariant(); }),
            instantColumn<UsageFile>("read", ModelTexts::tr("Read at"), zone, [](const UsageFile& f) { return f.importedAt; }),
            count("records", ModelTexts::tr("Lines"), &UsageCounts::records), count("rated", ModelTexts::tr("Rated"), &UsageCounts::rated),
            count("free", ModelTexts::tr("Free"), &UsageCounts::free), count("suspended", ModelTexts::tr("Suspended"), &UsageCounts::suspended),
            count("duplicates", ModelTexts::tr("Duplicates"), &UsageCounts::duplicates), count("rejected", ModelTexts::tr("Rejected"), &UsageCounts::rejected),
            instantColumn<UsageFile>("first", ModelTexts::tr("Earliest"), zone, [](const UsageFile& f) { return f.first; }).hiddenAtFirst(),
            instantColumn<UsageFile>("last", ModelTexts::tr("Latest"), zone, [](const UsageFile& f) { return f.last; }).hiddenAtFirst()};
}

/// The sentence; a reason that a newer program wrote stays as it is.
QString reasonText(const QString& reason)
{
    for (int t = int(Trouble::None) + 1; t <= int(Trouble::SameKey); ++t)
        if (nameOf(Trouble(t)) == reason)
            return sentenceOf(Trouble(t));
    return reason;
}

} // namespace

UsageFileModel::UsageFileModel(const OperatorZone& zone, QObject* parent)
    : ValueModel(columnsOfFiles(zone), [](const UsageFile& f) { return QString::number(f.id); }, parent) {}

SuspenseModel::SuspenseModel(QObject* parent)
    : ValueModel({countColumn<AsideLine>("file", ModelTexts::tr("File"), [](const AsideLine& l) { return l.fileId; }),
                  countColumn<AsideLine>("line", ModelTexts::tr("Line"), [](const AsideLine& l) { return l.line; }),
                  words<AsideLine>("reason", ModelTexts::tr("Why it is not rated"), [](const AsideLine& l) { return reasonText(l.reason); }),
                  words<AsideLine>("text", ModelTexts::tr("Text"), [](const AsideLine& l) { return l.text; })},
                 [](const AsideLine& l) { return QStringLiteral("%1:%2").arg(l.fileId).arg(l.line); }, parent) {}

PreviewModel::PreviewModel(const OperatorZone& zone, QObject* parent)
    : ValueModel({countColumn<PreviewLine>("line", ModelTexts::tr("Line"), [](const PreviewLine& l) { return l.line; }),
                  words<PreviewLine>("subscriber", ModelTexts::tr("Subscriber"), [](const PreviewLine& l) { return l.subscriber; }),
                  instantColumn<PreviewLine>("start", ModelTexts::tr("Start"), zone, [](const PreviewLine& l) { return l.start; }),
                  words<PreviewLine>("quantity", ModelTexts::tr("Quantity"), [](const PreviewLine& l) { return l.quantity ? QLocale().toString(qlonglong(*l.quantity)) : QString(); }).right(),
                  words<PreviewLine>("destination", ModelTexts::tr("Destination"), [](const PreviewLine& l) { return l.destination; }),
                  words<PreviewLine>("trouble", ModelTexts::tr("Trouble"), [](const PreviewLine& l) { return sentenceOf(l.trouble); })
                      .with([](const PreviewLine& l, int role) { return role == ToneRole && l.trouble != Trouble::None ? QVariant::fromValue(Tone::Attention) : QVariant(); }),
                  words<PreviewLine>("text", ModelTexts::tr("Text"), [](const PreviewLine& l) { return l.text; }).hiddenAtFirst()},
                 [](const PreviewLine& l) { return QString::number(l.line); }, parent) {}

MappingModel::MappingModel(QObject* parent)
    : ValueModel({words<UsageMapping>("name", ModelTexts::tr("Name"), [](const UsageMapping& m) { return m.name; }),
                  words<UsageMapping>("kind", ModelTexts::tr("Usage"), [](const UsageMapping& m) { return m.kind; }),
                  words<UsageMapping>("timeFormat", ModelTexts::tr("Times"), [](const UsageMapping& m) { return m.timeFormat; }),
                  words<UsageMapping>("timeZone", ModelTexts::tr("Time zone"), [](const UsageMapping& m) { return m.timeZone; })},
                 [](const UsageMapping& m) { return m.name; }, parent) {}

} // namespace trunkline::rating
