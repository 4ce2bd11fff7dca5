#include "models/documents/pdfarchive.h"

#include "models/documents/pdfsyntax.h"

#include <array>
#include <cmath>

namespace trunkline::documents::pdf {

namespace {

QByteArray escaped(const QString& text)
{
    QString plain; // XML 1.0 has no control characters
    for (const QChar letter : text)
        if (letter.unicode() >= 0x20)
            plain += letter;
    return plain.toHtmlEscaped().toUtf8();
}

void put32(QByteArray& out, quint32 value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        out += char(value >> shift & 0xff);
}

void put16(QByteArray& out, quint16 value)
{
    out += char(value >> 8);
    out += char(value & 0xff);
}

/// s15Fixed16Number of ten-thousandths.
QByteArray xyz(int x, int y, int z)
{
    QByteArray tag("XYZ \0\0\0\0", 8);
    for (const int value : {x, y, z})
        put32(tag, quint32((qint64(value) * 65536 + 5000) / 10000));
    return tag;
}

QByteArray transferCurve()
{
    constexpr int points = 256;
    QByteArray tag("curv\0\0\0\0", 8);
    put32(tag, points);
    for (int i = 0; i < points; ++i) {
        const double shown = double(i) / (points - 1);
        const double light = shown <= 0.04045 ? shown / 12.92 : std::pow((shown + 0.055) / 1.055, 2.4);
        put16(tag, quint16(std::lround(light * 65535)));
    }
    return tag;
}

QByteArray profileName()
{
    const QByteArray name("sRGB");
    QByteArray tag("desc\0\0\0\0", 8);
    put32(tag, quint32(name.size() + 1));
    tag += name + '\0';
    return tag + QByteArray(4 + 4 + 2 + 1 + 67, '\0'); // no other languages
}

QByteArray makeProfile()
{
    struct Tag {
        const char* name;
        QByteArray data;
    };
    const QByteArray curve = transferCurve();
    const std::array<Tag, 9> tags{{{"desc", profileName()}, {"cprt", QByteArray("text\0\0\0\0Public domain\0", 22)}, {"wtpt", xyz(9642, 10000, 8249)},
                                   {"rXYZ", xyz(4361, 2225, 139)}, {"gXYZ", xyz(3851, 7169, 971)}, {"bXYZ", xyz(1431, 606, 7141)},
                                   {"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve}}};
    QByteArray table, data;
    put32(table, quint32(tags.size()));
    const auto begin = quint32(128 + 4 + 12 * tags.size());
    quint32 curvePlace = 0;
    for (const Tag& tag : tags) {
        const bool shared = tag.data == curve && curvePlace;
        const quint32 place = shared ? curvePlace : begin + quint32(data.size());
        table += tag.name;
        put32(table, place);
        put32(table, quint32(tag.data.size()));
        if (shared)
            continue;
        if (tag.data == curve)
            curvePlace = place;
        data += tag.data;
        data += QByteArray((4 - data.size() % 4) % 4, '\0');
    }
    QByteArray head;
    put32(head, begin + quint32(data.size()));
    head += QByteArray(4, '\0');
    put32(head, 0x02100000); // version 2.1
    head += "mntrRGB XYZ ";
    for (const int part : {2026, 1, 1, 0, 0, 0})
        put16(head, quint16(part));
    head += "acsp";
    head += QByteArray(4 + 4 + 4 + 4 + 8 + 4, '\0');
    for (const quint32 part : {0xf6d6u, 0x10000u, 0xd32du}) // D50, the connection space's white
        put32(head, part);
    head += QByteArray(128 - head.size(), '\0');
    return deflated(head + table + data, 9);
}

} // namespace

QByteArray date(BillingDate day)
{
    return "(D:" + day.toIso().remove(u'-').toLatin1() + "000000+00'00')";
}

QByteArray xmpPacket(const QString& title, const QString& author, BillingDate day, const QByteArray& descriptions)
{
    const QByteArray when = day.toIso().toLatin1() + "T00:00:00+00:00";
    return "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
           "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
           "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"><pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>\n"
           "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">"
        + escaped(title) + "</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>" + escaped(author)
        + "</rdf:li></rdf:Seq></dc:creator></rdf:Description>\n"
          "<rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"><xmp:CreatorTool>Trunkline</xmp:CreatorTool><xmp:CreateDate>"
        + when + "</xmp:CreateDate><xmp:ModifyDate>" + when
        + "</xmp:ModifyDate></rdf:Description>\n"
          "<rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"><pdf:Producer>Trunkline</pdf:Producer></rdf:Description>\n"
        + descriptions + "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n";
}

QByteArray facturXMetadata(const QByteArray& conformanceLevel)
{
    const QByteArray space = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#";
    struct Property {
        const char* name;
        QByteArray value;
        const char* description;
    };
    const std::array<Property, 4> properties{{{"DocumentFileName", "factur-x.xml", "name of the embedded XML invoice file"},
                                              {"DocumentType", "INVOICE", "INVOICE"},
                                              {"Version", "1.0", "version of the XML schema of the invoice"},
                                              {"ConformanceLevel", conformanceLevel, "conformance level of the embedded invoice"}}};
    QByteArray values, schema;
    for (const Property& each : properties) {
        const QByteArray name(each.name);
        values += "<fx:" + name + '>' + each.value + "</fx:" + name + '>';
        schema += "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>" + name + "</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType>"
                  "<pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>" + each.description + "</pdfaProperty:description></rdf:li>\n";
    }
    return "<rdf:Description rdf:about=\"\" xmlns:fx=\"" + space + "\">" + values
        + "</rdf:Description>\n<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
          "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
          "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema><pdfaSchema:namespaceURI>"
        + space + "</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>\n" + schema
        + "</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n";
}

const QByteArray& screenProfile()
{
    static const QByteArray profile = makeProfile();
    return profile;
}

} // namespace trunkline::documents::pdf
