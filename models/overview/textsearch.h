// Finding things by what people remember of them: a part of a name, a number, with a typo. Pure.
#pragma once

#include "models/core/itemroles.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <vector>

namespace trunkline::overview {

/// Something that can be found.
struct SearchItem {
    Target target;
    QString title;        ///< what is shown first: "olt-1", "Anna Weber", "O-000012"
    QString detail;       ///< what it is and where: "OLT in Seeburg"
    QStringList keywords; ///< other names it is known by: alias, serial number, address, e-mail
    bool operator==(const SearchItem&) const = default;
};

struct SearchHit {
    Target target;
    QString title;
    QString detail;
    int score = 0; ///< larger is nearer
    bool operator==(const SearchHit&) const = default;
};

/// How many single-letter slips (missing, additional, other letter, two swapped) lie between two texts, or
/// `limit` + 1 when there are more than `limit`. Optimal string alignment.
int slipsBetween(QStringView a, QStringView b, int limit);
/// Slips that are forgiven for a word of this length: none up to 3 letters, one up to 7, else two. None for
/// words with a figure in them: O-000012 is not O-000013.
int forgivenSlips(QStringView word);

/// Items with their words taken apart once. Values; safe to read from several threads.
class TextIndex {
public:
    explicit TextIndex(QList<SearchItem> items = {});

    /// Items in which every word of the query is found, nearest first, at most `limit`. Case and accents do not
    /// matter. A whole title comes before its beginning, before the beginning of a word, before a part of one,
    /// before one with a typo. A query of more than 100 characters is cut.
    QList<SearchHit> find(const QString& query, int limit = 20) const;
    qsizetype size() const { return items_.size(); }

private:
    struct Words {
        QString title;          ///< as searched in
        QStringList titleWords;
        QStringList otherWords;
    };

    QList<SearchItem> items_;
    std::vector<Words> words_;
};

} // namespace trunkline::overview
