// The options that write down an offering, shared by add, revise and try.
#pragma once

#include "app/ctl/command.h"
#include "models/catalogue/offering.h"

namespace trunkline::ctl {

QList<QCommandLineOption> offeringOptions();
/// Changes what is told; the rest of the draft stays. Amounts are in the draft's currency. Throws InvalidInput.
void readOffering(const QCommandLineParser& parser, catalogue::OfferingDraft& draft);
/// The value of an option that takes a whole number. Throws InvalidInput.
qint64 wholeNumber(const QCommandLineParser& parser, const char* option);

} // namespace trunkline::ctl
