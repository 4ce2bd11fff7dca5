// Pictures in documents, such as the operator's logo: PNG and JPEG.
#pragma once

#include <QByteArray>

namespace trunkline::documents {

struct PdfImage {
    int width = 0;  ///< pixels
    int height = 0;
    bool jpeg = false;
    bool grey = false;    ///< one value a pixel instead of three
    QByteArray data;      ///< deflated pixels, or the JPEG file
    QByteArray alpha;     ///< deflated, one value a pixel; empty when nothing shines through
    QByteArray key;       ///< the same picture is written once
};

/// Reads the octets of a file. Throws InvalidInput, saying what to save it as, for anything that is not a PNG of
/// 8 bits a channel without interlacing or a JPEG, or larger than 4,000 × 4,000.
PdfImage pdfImage(const QByteArray& file);

} // namespace trunkline::documents
