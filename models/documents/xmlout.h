// Writes XML with what there is: groups without content and texts that are empty are left out.
#pragma once

#include "models/core/decimal.h"
#include "models/core/timestamp.h"

#include <QXmlStreamWriter>

namespace trunkline::documents {

class XmlOut {
public:
    using Attributes = std::initializer_list<std::pair<const char*, QString>>;

    explicit XmlOut(QByteArray& out) : writer_(&out)
    {
        writer_.setAutoFormatting(true);
        writer_.setAutoFormattingIndent(1);
        writer_.writeStartDocument();
    }

    /// Written at once, with its namespaces.
    void root(const char* name, Attributes namespaces)
    {
        start(name, namespaces);
    }
    /// Written when something in it is; `always` does not wait.
    void open(const char* name, bool always = false)
    {
        waiting_.append(name);
        if (always)
            flush();
    }
    void close()
    {
        if (waiting_.isEmpty())
            writer_.writeEndElement();
        else
            waiting_.removeLast();
    }
    void leaf(const char* name, const QString& text, Attributes attributes = {})
    {
        if (text.isEmpty())
            return;
        flush();
        start(name, attributes);
        writer_.writeCharacters(printable(text));
        writer_.writeEndElement();
    }
    void leaf(const char* name, const std::optional<Decimal>& number, Attributes attributes = {})
    {
        if (number)
            leaf(name, number->toString(), attributes);
    }
    void finish() { writer_.writeEndDocument(); }

private:
    void start(const char* name, Attributes attributes)
    {
        writer_.writeStartElement(QLatin1String(name));
        for (const auto& [key, value] : attributes)
            if (!value.isEmpty())
                writer_.writeAttribute(QLatin1String(key), printable(value));
    }
    void flush()
    {
        for (const char* name : std::as_const(waiting_))
            start(name, {});
        waiting_.clear();
    }
    /// XML 1.0 has no control characters.
    static QString printable(const QString& text)
    {
        QString plain;
        plain.reserve(text.size());
        for (const QChar letter : text)
            if (letter.unicode() >= 0x20 || letter == u'\n' || letter == u'\t')
                plain += letter;
        return plain;
    }

    QXmlStreamWriter writer_;
    QList<const char*> waiting_;
};

} // namespace trunkline::documents
