#pragma once
// Inside markup/: makes well-formed XML of anything. The one place for it: Expat reads what this writes.

#include <functional>
#include <string>
#include <string_view>

#include "markup/xml.h"

namespace dateline::markup {

struct MendedXml {
  std::string text;  ///< UTF-8, well-formed, without a declaration; empty when no element was found.
  XmlMends mends;
};

/// `utf8` (valid UTF-8) as well-formed XML that says the same as far as anybody can tell:
/// - An end tag closes what was left open inside of its element; one that fits nothing goes. What is open at the end is
///   closed. A start tag closes what it cannot stand in, by `rank_of`; elements that HTML leaves empty are.
/// - `&` and `<` that begin nothing are text. HTML entities become their characters; references to 128 to 159 are read
///   as windows-1252; those to forbidden characters, and such characters, go.
/// - Attributes get quotes and values, the first of two of one name stays.
/// - Comments, instructions and the document type go, but for entities that are plain text. CDATA becomes text; where
///   one never ends, it ends with the element it stands in.
/// - What stands before the declaration, or the first element, goes, and what stands behind the last, too.
/// Elements deeper than kMaxXmlDepth lose their tags and keep their text. Linear.
MendedXml mend_xml(std::string_view utf8, const std::function<XmlRank(std::string_view written)>& rank_of);

/// The charset that an XML declaration names; empty when it names none.
std::string_view declared_xml_charset(std::string_view bytes);

}  // namespace dateline::markup
