// What makes a PDF one for archives (PDF/A-3, ISO 19005-3): metadata in XMP (ISO 16684-1) and a colour profile.
#pragma once

#include "models/core/timestamp.h"

#include <QByteArray>
#include <QString>

namespace trunkline::documents::pdf {

/// "(D:20260401000000+00'00')".
QByteArray date(BillingDate day);
/// The packet; `descriptions` are further rdf:Description elements. Its words are those of the file's Info.
QByteArray xmpPacket(const QString& title, const QString& author, BillingDate day, const QByteArray& descriptions);
/// rdf:Description elements of Factur-X 1.0: which file is the invoice, and the schema that PDF/A asks for.
QByteArray facturXMetadata(const QByteArray& conformanceLevel);
/// An ICC profile (version 2) of sRGB (IEC 61966-2-1), deflated.
const QByteArray& screenProfile();

} // namespace trunkline::documents::pdf
