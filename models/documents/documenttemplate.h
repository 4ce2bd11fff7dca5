// How a document is laid out and what its words are in each language: the files of resources/documents (form: the
// README there). Never changed once released, so that an old document is drawn as it was.
#pragma once

#include "models/documents/pdfdocument.h"

#include <QHash>

namespace trunkline::documents {

struct TemplateColumn {
    QString show; ///< "position", "description", …
    Align align = Align::Left;
    float x = 0;
};

struct DocumentTemplate {
    struct Lines {
        float top = 0;
        float size = 0;
        float leading = 0;
    };
    struct Box {
        float x = 0, y = 0, width = 0, height = 0;
    };
    float left = 0, right = 0, bottom = 0, top = 0;
    PdfColour ink, grey, hairline;
    float bar = 0;
    Lines name, address, window, facts, title, usage, footer;
    Box logo;
    float senderBaseline = 0, windowWidth = 0, factsX = 0;
    QStringList factsShown;
    float textRight = 0, headSize = 0, rowSize = 0, textSize = 0, detailSize = 0;
    QList<TemplateColumn> columns, usageColumns, dunningColumns;
    float sumLabels = 0, codeSize = 0;
};

/// Throws InvalidInput, naming what is missing.
DocumentTemplate readTemplate(const QByteArray& json);
/// One that ships with the program: "invoice-1". Throws NotFound.
const DocumentTemplate& documentTemplate(const QString& name);

/// The words of a language, English where it has none.
class DocumentWords {
public:
    /// "words-1", and a locale's name: "de_AT".
    static const DocumentWords& of(const QString& name, const QString& localeName);
    QString word(const char* key) const;
    /// What a sentence says of the parts of an invoice, for tests: the languages there are.
    static QStringList languages(const QString& name);

private:
    QHash<QString, QString> words_;
};

} // namespace trunkline::documents
