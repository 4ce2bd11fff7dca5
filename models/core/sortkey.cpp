#include "models/core/sortkey.h"

namespace trunkline {

namespace {

bool isPlainAscii(QStringView text)
{
    for (const QChar c : text) {
        if (c.unicode() > 0x7f)
            return false;
    }
    return true;
}

} // namespace

QString searchable(QStringView text)
{
    if (isPlainAscii(text)) // nearly always, and several times faster
        return text.toString().toLower();
    QString plain;
    plain.reserve(text.size());
    for (const QChar c : text.toString().normalized(QString::NormalizationForm_KD)) {
        if (c.category() != QChar::Mark_NonSpacing)
            plain += c;
    }
    return plain.toCaseFolded();
}

QString naturalKey(QStringView text)
{
    const QString plain = searchable(text);
    QString key;
    key.reserve(plain.size() + 8);
    for (qsizetype at = 0; at < plain.size();) {
        if (plain[at] < u'0' || plain[at] > u'9') {
            key += plain[at++];
            continue;
        }
        while (at < plain.size() && plain[at] == u'0')
            ++at;
        qsizetype end = at;
        while (end < plain.size() && plain[end] >= u'0' && plain[end] <= u'9')
            ++end;
        // A longer number is larger: its length sorts first, behind a '0' so that figures stay before letters.
        key += u'0';
        key += QChar(static_cast<char16_t>(end - at + 1));
        key += QStringView(plain).mid(at, end - at);
        at = end;
    }
    return key;
}

} // namespace trunkline
