#include "models/documents/pdfimage.h"

#include "models/core/errors.h"
#include "models/documents/pdfsyntax.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <cstdlib>

namespace trunkline::documents {

namespace {

constexpr int mostPixels = 4000; ///< of a side

[[noreturn]] void refuse()
{
    throw InvalidInput(QCoreApplication::translate("Documents", "The picture can't be used: save it as PNG (8 bits, not interlaced) or JPEG, at most %1 pixels wide and high.").arg(mostPixels));
}

quint32 read32(const QByteArray& file, qsizetype at)
{
    quint32 value = 0;
    for (int i = 0; i < 4; ++i)
        value = value << 8 | uchar(file[at + i]);
    return value;
}

struct Png {
    int width = 0;
    int height = 0;
    int channels = 0; ///< 1 grey or index, 2 grey with alpha, 3 colours, 4 with alpha
    QByteArray palette, paletteAlpha, packed;
};

Png readChunks(const QByteArray& file)
{
    Png png;
    for (qsizetype at = 8; at + 12 <= file.size();) {
        const qsizetype length = read32(file, at);
        if (length > file.size() - at - 12)
            refuse();
        const QByteArray name = file.mid(at + 4, 4);
        const QByteArray data = file.mid(at + 8, length);
        if (name == "IHDR") {
            if (length != 13 || data[8] != 8 || data[12] != 0 || read32(data, 0) > mostPixels || read32(data, 4) > mostPixels)
                refuse();
            png.width = int(read32(data, 0));
            png.height = int(read32(data, 4));
            switch (data[9]) {
            case 0: case 3: png.channels = 1; break;
            case 2: png.channels = 3; break;
            case 4: png.channels = 2; break;
            case 6: png.channels = 4; break;
            default: refuse();
            }
        } else if (name == "PLTE") {
            png.palette = data;
        } else if (name == "tRNS") {
            png.paletteAlpha = data;
        } else if (name == "IDAT") {
            png.packed += data;
        } else if (name == "IEND") {
            break;
        }
        at += 12 + length;
    }
    if (png.width == 0 || png.height == 0)
        refuse();
    return png;
}

int paeth(int left, int up, int corner)
{
    const int guess = left + up - corner;
    const int toLeft = std::abs(guess - left), toUp = std::abs(guess - up), toCorner = std::abs(guess - corner);
    return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}

/// The pixels without the filters of their rows (PNG, 9.2).
QByteArray unfiltered(const Png& png)
{
    const qsizetype row = qsizetype(png.width) * png.channels;
    QByteArray raw = pdf::inflated(png.packed, (row + 1) * png.height);
    if (raw.size() != (row + 1) * png.height)
        refuse();
    QByteArray pixels(row * png.height, '\0');
    for (int y = 0; y < png.height; ++y) {
        const char filter = raw[y * (row + 1)];
        for (qsizetype x = 0; x < row; ++x) {
            const int left = x >= png.channels ? uchar(pixels[y * row + x - png.channels]) : 0;
            const int up = y ? uchar(pixels[(y - 1) * row + x]) : 0;
            const int corner = y && x >= png.channels ? uchar(pixels[(y - 1) * row + x - png.channels]) : 0;
            const int guess = filter == 0 ? 0 : filter == 1 ? left : filter == 2 ? up : filter == 3 ? (left + up) / 2 : filter == 4 ? paeth(left, up, corner) : -1;
            if (guess < 0)
                refuse();
            pixels[y * row + x] = char(uchar(raw[y * (row + 1) + 1 + x]) + guess);
        }
    }
    return pixels;
}

PdfImage fromPng(const QByteArray& file)
{
    const Png png = readChunks(file);
    const QByteArray pixels = unfiltered(png);
    QByteArray colours, alpha;
    const bool indexed = !png.palette.isEmpty() && png.channels == 1;
    const int own = indexed ? 3 : png.channels >= 3 ? 3 : 1;
    for (qsizetype at = 0; at < pixels.size(); at += png.channels) {
        const auto value = uchar(pixels[at]);
        if (indexed) {
            if ((value + 1) * 3 > png.palette.size())
                refuse();
            colours += png.palette.mid(value * 3, 3);
            alpha += value < png.paletteAlpha.size() ? png.paletteAlpha[value] : '\xff';
        } else {
            colours += pixels.mid(at, own);
            if (png.channels % 2 == 0)
                alpha += pixels[at + own];
        }
    }
    const bool opaque = alpha.count('\xff') == alpha.size();
    return {png.width, png.height, false, own == 1, pdf::deflated(colours, 9), opaque ? QByteArray() : pdf::deflated(alpha, 9), {}};
}

/// The frame header says how large it is and how many colours it has (ITU-T T.81, B.2.2).
PdfImage fromJpeg(const QByteArray& file)
{
    for (qsizetype at = 2; at + 9 < file.size();) {
        if (uchar(file[at]) != 0xff)
            refuse();
        const int marker = uchar(file[at + 1]);
        const qsizetype length = uchar(file[at + 2]) << 8 | uchar(file[at + 3]);
        if (marker >= 0xc0 && marker <= 0xc2) {
            const int height = uchar(file[at + 5]) << 8 | uchar(file[at + 6]);
            const int width = uchar(file[at + 7]) << 8 | uchar(file[at + 8]);
            const int components = uchar(file[at + 9]);
            if (!width || !height || width > mostPixels || height > mostPixels || file[at + 4] != 8 || (components != 1 && components != 3))
                refuse();
            return {width, height, true, components == 1, file, {}, {}};
        }
        at += 2 + length;
    }
    refuse();
}

} // namespace

PdfImage pdfImage(const QByteArray& file)
{
    PdfImage image;
    if (file.startsWith("\x89PNG\r\n\x1a\n"))
        image = fromPng(file);
    else if (file.startsWith("\xff\xd8"))
        image = fromJpeg(file);
    else
        refuse();
    image.key = QCryptographicHash::hash(file, QCryptographicHash::Sha256);
    return image;
}

} // namespace trunkline::documents
