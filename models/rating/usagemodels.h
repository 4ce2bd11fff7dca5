// The tables of usage.
#pragma once

#include "models/core/valuemodel.h"
#include "models/rating/mappingpreview.h"
#include "models/rating/usagestore.h"

namespace trunkline::rating {

/// Key: the file's number. Columns: file, name, mapping, read, records, rated, free, suspended, duplicates, rejected, first, last.
class UsageFileModel : public ValueModel<UsageFile> {
public:
    explicit UsageFileModel(const OperatorZone& zone, QObject* parent = nullptr);
};

/// Key: "file:line". Columns: file, line, reason, text.
class SuspenseModel : public ValueModel<AsideLine> {
public:
    explicit SuspenseModel(QObject* parent = nullptr);
};

/// Key: the line's number. Columns: line, subscriber, start, quantity, destination, trouble, text.
class PreviewModel : public ValueModel<PreviewLine> {
public:
    explicit PreviewModel(const OperatorZone& zone, QObject* parent = nullptr);
};

/// Key: the name. Columns: name, kind, timeFormat, timeZone.
class MappingModel : public ValueModel<UsageMapping> {
public:
    explicit MappingModel(QObject* parent = nullptr);
};

} // namespace trunkline::rating
