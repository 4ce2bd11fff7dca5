// A document on paper.
#pragma once

class QPdfDocument;
class QPrinter;

namespace trunkline::widgets {

/// Every page in the printer's resolution, as large as the paper allows. False when the printer takes none.
bool printPages(QPdfDocument& document, QPrinter& printer);

} // namespace trunkline::widgets
