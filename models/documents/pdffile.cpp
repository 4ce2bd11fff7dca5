// The parts of a PDF file behind its pages: fonts, attachments, metadata, the table of objects.
#include "models/documents/pdfdocument.h"

#include "models/core/errors.h"
#include "models/documents/pdfarchive.h"
#include "models/documents/pdfsyntax.h"

#include <QCoreApplication>

namespace trunkline::documents {

namespace {

QByteArray to(int object)
{
    return ' ' + QByteArray::number(object) + " 0 R";
}

} // namespace

void PdfDocument::writeFont(int number, const EmbeddedFont& font)
{
    const int descendant = reserve(), descriptor = reserve(), file = reserve(), map = reserve();
    beginObject(number);
    write("<</Type /Font /Subtype /Type0 /BaseFont /" + font.name + " /Encoding /Identity-H /DescendantFonts [" + to(descendant) + "] /ToUnicode" + to(map) + ">>\nendobj\n");
    beginObject(descendant);
    write("<</Type /Font /Subtype /CIDFontType2 /BaseFont /" + font.name + " /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /CIDToGIDMap /Identity /DW 1000 /W "
          + font.widths + " /FontDescriptor" + to(descriptor) + ">>\nendobj\n");
    beginObject(descriptor);
    write("<</Type /FontDescriptor /FontName /" + font.name + " /Flags 4 " + font.metrics + " /FontFile2" + to(file) + ">>\nendobj\n");
    writeStream(file, " /Filter /FlateDecode /Length1 " + QByteArray::number(font.fileLength), font.file);
    writeStream(map, " /Filter /FlateDecode", font.toUnicode);
}

/// "/F0 7 0 R /F1 12 0 R".
QByteArray PdfDocument::writeFonts()
{
    QByteArray names;
    for (const auto& [face, used] : used_) {
        const int number = reserve();
        writeFont(number, *fonts_.face(face).embedded(used.blocks, used.others));
        names += " /F" + QByteArray::number(face) + to(number);
    }
    return names;
}

/// What of it stands in the catalogue.
QByteArray PdfDocument::writeAttachments()
{
    if (attachments_.isEmpty())
        return {};
    QByteArray names, files;
    const QByteArray day = pdf::date(about_.day);
    for (const PdfAttachment& each : attachments_) {
        const int file = reserve(), specification = reserve();
        QByteArray subtype;
        for (const char letter : each.mimeType)
            subtype += letter == '/' ? QByteArray("#2F") : QByteArray(1, letter);
        writeStream(file, " /Type /EmbeddedFile /Subtype /" + subtype + " /Filter /FlateDecode /Params <</ModDate " + day + " /Size " + QByteArray::number(each.content.size()) + ">>",
                    pdf::deflated(each.content, 6));
        hash_.addData(each.content);
        beginObject(specification);
        const QByteArray name = pdf::text(each.name);
        write("<</Type /Filespec /F " + name + " /UF " + name + " /Desc " + pdf::text(each.description) + " /AFRelationship /" + each.relationship + " /EF <</F" + to(file) + " /UF"
              + to(file) + ">>>>\nendobj\n");
        names += name + to(specification) + ' ';
        files += to(specification);
    }
    return " /AF [" + files + "] /Names <</EmbeddedFiles <</Names [" + names + "]>>>>";
}

void PdfDocument::writeInfo()
{
    const QByteArray day = pdf::date(about_.day);
    write("<</Title " + pdf::text(about_.title) + " /Author " + pdf::text(about_.author) + " /Creator (Trunkline) /Producer (Trunkline) /CreationDate " + day + " /ModDate " + day
          + ">>\nendobj\n");
}

void PdfDocument::finish()
{
    writePages();
    const QByteArray attached = writeAttachments();
    const QByteArray fonts = writeFonts();
    QByteArray images;
    for (const auto& [key, number] : images_)
        images += " /I" + QByteArray::number(number) + to(number);
    beginObject(3);
    write("<</Font <<" + fonts + ">> /XObject <<" + images + ">>>>\nendobj\n");
    beginObject(2);
    QByteArray kids;
    for (const int page : pageObjects_)
        kids += to(page);
    write("<</Type /Pages /Count " + QByteArray::number(qulonglong(pageObjects_.size())) + " /Kids [" + kids + "]>>\nendobj\n");
    const int info = reserve(), metadata = reserve(), profile = reserve();
    beginObject(info);
    writeInfo();
    writeStream(metadata, " /Type /Metadata /Subtype /XML", pdf::xmpPacket(about_.title, about_.author, about_.day, metadata_)); // in plain text, so that whoever sorts documents can read it
    writeStream(profile, " /N 3 /Filter /FlateDecode", pdf::screenProfile());
    beginObject(1);
    write("<</Type /Catalog /Pages 2 0 R /Lang " + pdf::text(about_.language) + " /ViewerPreferences <</DisplayDocTitle true>> /Metadata" + to(metadata)
          + " /OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB) /DestOutputProfile" + to(profile) + ">>]" + attached + ">>\nendobj\n");
    const qint64 table = written_;
    QByteArray rows;
    for (int object = 1; object < objects_; ++object)
        rows += QByteArray::number(places_.at(object)).rightJustified(10, '0') + " 00000 n \n";
    const QByteArray id = '<' + hash_.result().toHex() + '>';
    write("xref\n0 " + QByteArray::number(objects_) + "\n0000000000 65535 f \n" + rows + "trailer\n<</Size " + QByteArray::number(objects_) + " /Root 1 0 R /Info" + to(info) + " /ID [" + id
          + id + "]>>\nstartxref\n" + QByteArray::number(table) + "\n%%EOF\n");
    if (!whole_)
        throw StoreFailure(QCoreApplication::translate("InvoicePdf", "The document can't be written (%1); free space or choose another place.").arg(out_.errorString()));
}

} // namespace trunkline::documents
