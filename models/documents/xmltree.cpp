#include "models/documents/xmltree.h"

#include "models/core/errors.h"

#include <QCoreApplication>
#include <QXmlStreamReader>

#include <cstring>

namespace trunkline::documents {

namespace {

constexpr int deepest = 64;
constexpr int mostElements = 1'000'000;

void readInto(QXmlStreamReader& reader, XmlElement& element, int depth, int& count)
{
    if (depth > deepest || ++count > mostElements) {
        reader.raiseError(QCoreApplication::translate("EInvoice", "too many elements in each other"));
        return;
    }
    element.name = reader.name().toString();
    for (const QXmlStreamAttribute& each : reader.attributes())
        element.attributes.append({each.name().toString(), each.value().toString()});
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::StartElement) {
            element.children.emplace_back();
            readInto(reader, element.children.back(), depth + 1, count);
        } else if (token == QXmlStreamReader::Characters) {
            element.text += reader.text();
        } else if (token == QXmlStreamReader::EndElement) {
            return;
        }
    }
}

} // namespace

const XmlElement* XmlElement::find(const char* path) const
{
    const XmlElement* at = this;
    while (at && *path) {
        const char* end = std::strchr(path, '/');
        const QLatin1String step = end ? QLatin1String(path, end - path) : QLatin1String(path);
        const XmlElement* next = nullptr;
        for (const XmlElement& child : at->children)
            if (child.name == step) {
                next = &child;
                break;
            }
        at = next;
        path = end ? end + 1 : "";
    }
    return at;
}

QList<const XmlElement*> XmlElement::all(const char* wanted) const
{
    QList<const XmlElement*> found;
    for (const XmlElement& child : children)
        if (child.name == QLatin1String(wanted))
            found.append(&child);
    return found;
}

QString XmlElement::textAt(const char* path) const
{
    const XmlElement* at = find(path);
    return at ? at->text.trimmed() : QString();
}

QString XmlElement::attribute(const char* wanted) const
{
    for (const auto& [key, value] : attributes)
        if (key == QLatin1String(wanted))
            return value;
    return {};
}

XmlElement readXml(const QByteArray& xml)
{
    QXmlStreamReader reader(xml);
    XmlElement root;
    int count = 0;
    if (reader.readNextStartElement())
        readInto(reader, root, 0, count);
    if (reader.hasError() || root.name.isEmpty())
        throw InvalidInput(QCoreApplication::translate("EInvoice", "This is no XML document (line %1: %2).").arg(reader.lineNumber()).arg(reader.errorString()));
    return root;
}

} // namespace trunkline::documents
