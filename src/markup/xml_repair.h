#pragma once
// Inside markup/: makes of the XML of the wild what Expat reads.

#include <string>
#include <string_view>

namespace dateline::markup {

struct RepairedXml {
  std::string text;              ///< UTF-8, without a declaration.
  std::size_t lines_before = 0;  ///< Lines that were dropped before the first markup; add them to a line number.
};

/// Outside comments and CDATA sections: HTML entities that the document does not declare become their characters, stray
/// `&` and `<` are escaped, references to forbidden characters are dropped, those to 128 to 159 read as windows-1252.
/// Everywhere: forbidden characters dropped. The XML declaration goes too: the charset is settled, and nothing else in
/// it matters to us. Linear.
RepairedXml repair_xml(std::string_view utf8);

/// The charset that an XML declaration names; empty when it names none.
std::string_view declared_xml_charset(std::string_view bytes);

}  // namespace dateline::markup
