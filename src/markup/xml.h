#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace dateline::markup {

/// 64 MiB: a feed above it is an attack or an archive. Depth: the deepest real feed in our corpora has 14 levels.
inline constexpr std::size_t kMaxXmlBytes = std::size_t{64} << 20;
inline constexpr int kMaxXmlDepth = 256;
/// Different names of elements and attributes: the corpora's richest feed has some 80.
inline constexpr std::size_t kMaxXmlNames = 10'000;
/// Of one element; those beyond are dropped. The most on one in our corpora is 30.
inline constexpr std::size_t kMaxXmlAttributes = 1'000;

/// A name as the document's own declarations resolve it. Lives as long as the event that brings it.
struct XmlName {
  int code = 0;              ///< What XmlHandler::code_of() said.
  std::string_view space;    ///< Address of the namespace; empty outside any.
  std::string_view local;    ///< "creator".
  std::string_view written;  ///< "dc:creator".
};

struct XmlAttribute {
  const XmlName& name;
  std::string_view value;  ///< References resolved.
};

/// What an element is in the outline of its document, by which a missing end tag is noticed.
enum class XmlRank {
  kNone,
  kField,  ///< Stands in no other field: "title", "pubDate".
  kEntry,  ///< Stands in no other entry and no field: "item".
};

/// Receives the parts of an XML document in order. What ends has started, and ends innermost first.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  /// Asked once for each name that the document uses; the answer comes with every event, so that an event costs no
  /// comparison of texts.
  virtual int code_of(std::string_view space, std::string_view local) = 0;
  virtual void start(const XmlName& name, std::span<const XmlAttribute> attributes) = 0;
  virtual void end(const XmlName& name) = 0;
  /// A piece of text: never empty, whole characters; what is one text to people comes in many pieces.
  virtual void text(std::string_view utf8) = 0;
  /// The document is not well-formed: what came so far is void, and it comes again from its beginning, mended.
  virtual void restart() = 0;
  /// Asked only while mending; `written` as in XmlName.
  virtual XmlRank rank_of(std::string_view written) const {
    (void)written;
    return XmlRank::kNone;
  }
};

/// What had to be mended, none for a well-formed document.
struct XmlMends {
  std::vector<std::string>
      notes;  ///< "line 41, column 3: expected </item>, got </channel>"; the first 50, behind those on the charset.
  std::size_t more = 0;  ///< Mends beyond those.
};

/// Reads `bytes` with Expat (nothing is ever fetched; entity bombs refused). A document that is not well-formed is
/// mended first (xml_mend.h), so that all of it is read: stray `&` and `<`, HTML entities that nobody declared,
/// forbidden characters, text before the declaration, attributes without quotes, wrong, missing or needless end tags,
/// and a document that breaks off anywhere. Charsets that lie are seen through (text::to_utf8).
/// kInvalid when there is no element at all; kLimit above one of the limits here, or when entities expand to many times
/// the document: the handler has had what stood before. Linear; any thread.
Result<XmlMends> read_xml(std::string_view bytes, XmlHandler& handler, std::string_view transport_charset = {});

}  // namespace dateline::markup
