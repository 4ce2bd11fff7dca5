#include "models/store/jsontext.h"

#include <QJsonDocument>

#include <utility>

namespace trunkline::store {

JsonText::JsonText(const QJsonObject& object)
    : text_(object.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)))
{
}

JsonText JsonText::fromText(QString json)
{
    JsonText text;
    text.text_ = json == QLatin1StringView("{}") ? QString() : std::move(json);
    return text;
}

QJsonObject JsonText::object() const
{
    return isEmpty() ? QJsonObject() : QJsonDocument::fromJson(text_.toUtf8()).object();
}

void JsonText::append(const JsonText& more)
{
    if (isEmpty() || more.isEmpty()) {
        if (isEmpty())
            *this = more;
        return;
    }
    QString both;
    both.reserve(text_.size() + more.text_.size());
    text_ = both.append(QStringView(text_).chopped(1)).append(u',').append(QStringView(more.text_).sliced(1));
}

void JsonWriter::string(QStringView text)
{
    text_.append(u'"');
    qsizetype plain = 0; // what stands as it is, is copied in one piece
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (c >= 0x20 && c != u'"' && c != u'\\')
            continue;
        put(text.sliced(plain, i - plain));
        plain = i + 1;
        if (c >= 0x20)
            text_.append(u'\\'), text_.append(c);
        else
            put(QStringLiteral("\\u%1").arg(uint(c), 4, 16, QLatin1Char('0')));
    }
    put(text.sliced(plain));
    text_.append(u'"');
}

void JsonWriter::name(QStringView name)
{
    if (!std::exchange(first_, false))
        text_.append(u',');
    string(name);
    text_.append(u':');
}

JsonWriter& JsonWriter::raw(QStringView name, QStringView value)
{
    this->name(name);
    put(value);
    return *this;
}

JsonWriter& JsonWriter::add(QStringView name, QStringView value)
{
    this->name(name);
    string(value);
    return *this;
}

JsonWriter& JsonWriter::add(QStringView name, qint64 value)
{
    return raw(name, QString::number(value));
}

JsonWriter& JsonWriter::add(QStringView name, const JsonText& value)
{
    return raw(name, value.text());
}

JsonWriter& JsonWriter::begin(QStringView name)
{
    this->name(name);
    text_.append(u'{');
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::end()
{
    text_.append(u'}');
    first_ = false;
    return *this;
}

JsonText JsonWriter::take()
{
    text_.append(u'}');
    return JsonText::fromText(QStringView(text_.constData(), text_.size()).toString());
}

} // namespace trunkline::store
