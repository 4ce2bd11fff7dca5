#include "models/fault/payload.h"

#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace trunkline::fault {

namespace {

QString compactText(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace

Payload::Payload(const QJsonObject& object) : text_(object.isEmpty() ? QString() : compactText(object)) {}

Payload Payload::fromText(QString json)
{
    Payload payload;
    payload.text_ = json == QLatin1StringView("{}") ? QString() : std::move(json);
    return payload;
}

QJsonObject Payload::object() const
{
    return QJsonDocument::fromJson(text_.toUtf8()).object();
}

static constexpr qsizetype usualLength = 640;

PayloadWriter::PayloadWriter()
{
    text_.reserve(usualLength);
    text_ += u'{';
}

PayloadWriter::PayloadWriter(const Payload& begun)
{
    const QString text = begun.text();
    text_.reserve(std::max(text.size() + usualLength / 2, usualLength));
    text_ += QStringView(text).chopped(1);
    first_ = text_.size() == 1;
}

void PayloadWriter::string(QStringView text)
{
    text_ += u'"';
    qsizetype plain = 0; // what stands as it is, is copied in one piece
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (c >= 0x20 && c != u'"' && c != u'\\')
            continue;
        text_ += text.sliced(plain, i - plain);
        plain = i + 1;
        if (c >= 0x20)
            text_ += u'\\', text_ += QChar(c);
        else
            text_ += QStringLiteral("\\u%1").arg(uint(c), 4, 16, QLatin1Char('0'));
    }
    text_ += text.sliced(plain);
    text_ += u'"';
}

void PayloadWriter::name(QStringView name)
{
    if (!std::exchange(first_, false))
        text_ += u',';
    string(name);
    text_ += u':';
}

PayloadWriter& PayloadWriter::add(QStringView name, QStringView value)
{
    this->name(name);
    string(value);
    return *this;
}

PayloadWriter& PayloadWriter::add(QStringView name, qint64 value)
{
    this->name(name);
    text_ += QString::number(value);
    return *this;
}

PayloadWriter& PayloadWriter::flag(QStringView name, bool value)
{
    this->name(name);
    text_ += value ? QLatin1StringView("true") : QLatin1StringView("false");
    return *this;
}

PayloadWriter& PayloadWriter::begin(QStringView name)
{
    this->name(name);
    text_ += u'{';
    first_ = true;
    return *this;
}

PayloadWriter& PayloadWriter::end()
{
    text_ += u'}';
    first_ = false;
    return *this;
}

Payload PayloadWriter::take()
{
    text_ += u'}';
    return Payload::fromText(std::move(text_));
}

} // namespace trunkline::fault
