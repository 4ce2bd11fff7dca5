// A small XML document, read whole: elements by their local names. Bounded, since files come from outside.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <vector>

namespace trunkline::documents {

struct XmlElement {
    QString name; ///< without prefix
    QString text;
    QList<std::pair<QString, QString>> attributes;
    std::vector<XmlElement> children;

    /// The first at a path below, "Party/PartyName/Name"; nullptr when there is none.
    const XmlElement* find(const char* path) const;
    /// All children of the name.
    QList<const XmlElement*> all(const char* name) const;
    /// The trimmed text at a path below; empty when there is none.
    QString textAt(const char* path) const;
    QString attribute(const char* name) const;
};

/// Throws InvalidInput, naming the line, for what is no XML, is nested deeper than 64 or has more than a million elements.
XmlElement readXml(const QByteArray& xml);

} // namespace trunkline::documents
