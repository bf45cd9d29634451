// read_xml: Expat, and nothing of it outside this file.
#include "markup/xml.h"

// The header shows the limits on entities only under the macro that the library itself was built with.
#define XML_DTD 1
#include <expat.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "markup/ascii.h"
#include "markup/xml_mend.h"
#include "text/charset.h"
#include "text/utf8.h"

namespace dateline::markup {
namespace {

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

/// Prefixes that feeds use without declaring them, and what everybody means by them.
struct Prefix {
  std::string_view name;
  std::string_view uri;
};
constexpr auto kUsualPrefixes = std::to_array<Prefix>({
    {"atom", "http://www.w3.org/2005/Atom"},
    {"content", "http://purl.org/rss/1.0/modules/content/"},
    {"dc", "http://purl.org/dc/elements/1.1/"},
    {"dcterms", "http://purl.org/dc/terms/"},
    {"feedburner", "http://rssnamespace.org/feedburner/ext/1.0"},
    {"geo", "http://www.w3.org/2003/01/geo/wgs84_pos#"},
    {"georss", "http://www.georss.org/georss"},
    {"gml", "http://www.opengis.net/gml"},
    {"googleplay", "http://www.google.com/schemas/play-podcasts/1.0"},
    {"itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"},
    {"media", "http://search.yahoo.com/mrss/"},
    {"news", "http://www.google.com/schemas/sitemap-news/0.9"},
    {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    {"slash", "http://purl.org/rss/1.0/modules/slash/"},
    {"sy", "http://purl.org/rss/1.0/modules/syndication/"},
    {"thr", "http://purl.org/syndication/thread/1.0"},
    {"wfw", "http://wellformedweb.org/CommentAPI/"},
    {"xml", "http://www.w3.org/XML/1998/namespace"},
});

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
template <class Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

/// The names of a document. Namespaces are resolved here and not by Expat, which refuses a document for one undeclared
/// prefix. A name that was met before, under the same declarations, costs one look into a hash table.
class Names {
 public:
  explicit Names(XmlHandler& handler) : handler_(handler) {}

  void declare(std::string_view prefix, std::string_view uri, std::size_t depth) {
    while (!uri.empty() && is_html_space(uri.front())) uri.remove_prefix(1);
    while (!uri.empty() && is_html_space(uri.back())) uri.remove_suffix(1);
    Bindings& bindings = prefixes_[std::string(prefix)];
    bindings.emplace_back(depth, space_of(uri));
    declared_.push_back({depth, &bindings});
  }
  /// Forgets what was declared at `depth`.
  void leave(std::size_t depth) {
    while (!declared_.empty() && declared_.back().depth == depth) {
      declared_.back().bindings->pop_back();
      declared_.pop_back();
    }
  }

  /// Without a prefix the default namespace holds for elements only.
  const XmlName& element(std::string_view written) { return find(elements_, written, true); }
  const XmlName& attribute(std::string_view written) { return find(attributes_, written, false); }
  bool too_many() const { return names_.size() + spaces_.size() > kMaxXmlNames; }

 private:
  using Space = const std::string*;  // The same address for the same text.
  using Bindings = std::vector<std::pair<std::size_t, Space>>;
  struct Declared {
    std::size_t depth;
    Bindings* bindings;
  };
  struct Written {
    const Bindings* bindings = nullptr;  // Of its prefix; none where no declaration can matter.
    Space usual = nullptr;               // What an undeclared prefix means; none if nobody knows.
    std::size_t local_at = 0;
    std::unordered_map<Space, const XmlName*> resolved;
    Space last_space = nullptr;  // Nearly always the one that is wanted.
    const XmlName* last = nullptr;
  };

  Space space_of(std::string_view uri) {
    const auto found = spaces_.find(uri);
    return &(found != spaces_.end() ? found : spaces_.emplace(uri, 0).first)->first;
  }

  const XmlName& find(TextMap<Written>& table, std::string_view name, bool is_element) {
    auto found = table.find(name);
    if (found == table.end()) found = table.emplace(name, begin(name, is_element)).first;
    Written& written = found->second;
    const bool bound = written.bindings && !written.bindings->empty();
    const Space space = bound ? written.bindings->back().second : written.usual;
    if (written.last && written.last_space == space) return *written.last;
    const auto [at, is_new] = written.resolved.try_emplace(space, nullptr);
    if (is_new) at->second = &add(found->first, bound || space ? written.local_at : 0, space);
    written.last_space = space;
    return *(written.last = at->second);
  }

  Written begin(std::string_view name, bool is_element) {
    Written written;
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos && !is_element) return written;
    const std::string_view prefix = colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
    if (colon != std::string_view::npos) written.local_at = colon + 1;
    written.bindings = &prefixes_[std::string(prefix)];
    const auto usual = std::ranges::find(kUsualPrefixes, prefix, &Prefix::name);
    if (!prefix.empty() && usual != kUsualPrefixes.end()) written.usual = space_of(usual->uri);
    return written;
  }

  const XmlName& add(const std::string& written, std::size_t local_at, Space space) {
    XmlName& name = names_.emplace_back();
    name.written = written;
    name.local = std::string_view(written).substr(local_at);
    if (space) name.space = *space;
    name.code = handler_.code_of(name.space, name.local);
    return name;
  }

  XmlHandler& handler_;
  TextMap<int> spaces_;
  TextMap<Bindings> prefixes_;
  TextMap<Written> elements_, attributes_;
  std::deque<XmlName> names_;
  std::vector<Declared> declared_;
};

/// Why Expat stopped.
struct Fault {
  Error error;  ///< With line and column of what Expat was given.
  bool mendable = true;
  bool worth_a_note = true;
};

class Reader {
 public:
  Reader(XmlHandler& handler, std::string_view text) : handler_(handler), text_(text), names_(handler) {}

  /// Absent when the text was read whole.
  std::optional<Fault> read() {
    // Expat is told UTF-8 whatever the document says: the bytes are ours by now.
    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser> parser(XML_ParserCreate("UTF-8"));
    DATELINE_CHECK(parser != nullptr);
    parser_ = parser.get();
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, &Reader::on_start, &Reader::on_end);
    XML_SetCharacterDataHandler(parser_, &Reader::on_text);
    XML_SetStartDoctypeDeclHandler(parser_, &Reader::on_doctype);
    XML_SetSkippedEntityHandler(parser_, &Reader::on_skipped);
    XML_SetEntityDeclHandler(parser_, &Reader::on_entity);
    // No handler for external entities: nothing is ever fetched. Entities may expand a document to 20 times its size
    // (the largest honest use in our corpora: less than 2), counted from 1 MiB on.
    XML_SetBillionLaughsAttackProtectionActivationThreshold(parser_, 1u << 20);
    XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser_, 20.0F);
    const XML_Status status = XML_Parse(parser_, text_.data(), static_cast<int>(text_.size()), XML_TRUE);
    if (status == XML_STATUS_OK && !stopped_) return std::nullopt;
    return fault();
  }

 private:
  static Reader& self(void* data) { return *static_cast<Reader*>(data); }
  static void on_start(void* data, const XML_Char* name, const XML_Char** attributes) {
    self(data).start(name, attributes);
  }
  static void on_end(void* data, const XML_Char*) { self(data).end(); }
  static void on_text(void* data, const XML_Char* text, int size) {
    if (!self(data).stopped_) self(data).handler_.text({text, static_cast<std::size_t>(size)});
  }
  static void on_doctype(void* data, const XML_Char*, const XML_Char* system, const XML_Char*, int) {
    // An outside document type lets Expat pass over every entity that it does not know, without a word. The mender
    // knows those of HTML.
    if (system) self(data).stop({{Code::kInvalid, "its document type is elsewhere"}, true, false});
  }
  static void on_skipped(void* data, const XML_Char* name, int) {
    self(data).stop({{Code::kInvalid, std::string("nobody declares the entity '") + name + "'"}, true, true});
  }
  static void on_entity(void* data, const XML_Char*, int is_parameter, const XML_Char* value, int size, const XML_Char*,
                        const XML_Char* system, const XML_Char*, const XML_Char*) {
    if (is_parameter && system) return on_doctype(data, nullptr, system, nullptr, 0);
    // Expat resolves an entity within an entity by calling itself. 100: HTML's own sets need one level.
    constexpr int kMaxNested = 100;
    Reader& reader = self(data);
    const bool nested = value && std::string_view(value, static_cast<std::size_t>(size)).contains('&');
    if (nested && ++reader.nested_entities_ > kMaxNested) {
      reader.stop({{Code::kLimit, "refused, because more than 100 of its entities consist of others"}, false, true});
    }
  }

  void start(std::string_view written, const XML_Char** attributes) {
    if (stopped_) return;
    if (open_.size() == static_cast<std::size_t>(kMaxXmlDepth)) {
      return stop({{Code::kLimit, "elements are nested more than " + std::to_string(kMaxXmlDepth) + " deep"}});
    }
    for (const XML_Char** at = attributes; *at; at += 2) {
      if (!std::string_view(at[0]).starts_with("xmlns")) continue;
      if (at[0][5] == '\0') names_.declare("", at[1], open_.size());
      if (at[0][5] == ':') names_.declare(at[0] + 6, at[1], open_.size());
    }
    const XmlName& name = names_.element(written);
    attributes_.clear();
    for (const XML_Char** at = attributes; *at && attributes_.size() < kMaxXmlAttributes; at += 2) {
      const std::string_view attribute = at[0];
      if (attribute == "xmlns" || attribute.starts_with("xmlns:")) continue;
      attributes_.push_back({names_.attribute(attribute), at[1]});
    }
    if (names_.too_many()) {
      return stop({{Code::kLimit, "more than " + std::to_string(kMaxXmlNames) + " different names"}, false, true});
    }
    open_.push_back(&name);
    handler_.start(name, attributes_);
  }

  void end() {
    if (stopped_) return;
    handler_.end(*open_.back());
    open_.pop_back();
    names_.leave(open_.size());
  }

  void stop(Fault why) {
    if (stopped_) return;
    why.error = why.error.at(place());
    stopped_ = std::move(why);
    XML_StopParser(parser_, XML_FALSE);
  }

  std::string place() const {
    return "line " + std::to_string(XML_GetCurrentLineNumber(parser_)) + ", column " +
           std::to_string(XML_GetCurrentColumnNumber(parser_) + 1);
  }

  Fault fault() {
    if (stopped_) return std::move(*stopped_);
    const XML_Error code = XML_GetErrorCode(parser_);
    if (code == XML_ERROR_AMPLIFICATION_LIMIT_BREACH) {
      return {{Code::kLimit, place() + ": refused, because its entities expand to many times its size"}, false};
    }
    if (code == XML_ERROR_RECURSIVE_ENTITY_REF) {
      return {{Code::kLimit, place() + ": refused, because an entity contains itself"}, false};
    }
    return {{Code::kInvalid, place() + ": " + XML_ErrorString(code)}};
  }

  XmlHandler& handler_;
  const std::string_view text_;
  XML_Parser parser_ = nullptr;
  Names names_;
  std::vector<const XmlName*> open_;
  std::vector<XmlAttribute> attributes_;  // Of the element that starts.
  int nested_entities_ = 0;
  std::optional<Fault> stopped_;
};

/// Whether one of the characters 128 to 159 stands there, or a reference to one. XML knows them as controls; whoever
/// writes them means windows-1252, and the mender reads them so.
bool has_windows_characters(std::string_view utf8) {
  for (std::size_t at = utf8.find('\xC2'); at != std::string_view::npos; at = utf8.find('\xC2', at + 2)) {
    if (static_cast<unsigned char>(utf8[at + 1]) < 0xA0) return true;
  }
  for (std::size_t at = utf8.find("&#"); at != std::string_view::npos; at = utf8.find("&#", at + 2)) {
    const bool hexadecimal = utf8.substr(at + 2, 1) == "x";
    const std::string_view digits = utf8.substr(at + (hexadecimal ? 3 : 2), 4);
    unsigned value = 0;
    (void)std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
    if (value >= 0x80 && value <= 0x9F) return true;
  }
  return false;
}

/// Whether some tag may be so long that its attributes alone would cost Expat seconds and hundreds of megabytes: it
/// takes them in before it asks anybody. The mender stops at kMaxXmlAttributes.
bool has_huge_tag(std::string_view utf8) {
  constexpr std::size_t kHuge = std::size_t{1} << 20;  // Expat: 0.1 s. The longest tag in our corpora has 5 KB.
  for (std::size_t at = 0; at + kHuge < utf8.size();) {
    const std::size_t next = std::min(utf8.find('<', at + 1), utf8.size());
    if (next - at > kHuge && !utf8.substr(at).starts_with("<!") && utf8[at] == '<') return true;
    at = next;
  }
  return false;
}

/// Whether the bytes are UTF-8 and nobody says otherwise, so that they can be read where they are.
bool is_plainly_utf8(std::string_view bytes, std::string_view transport_charset) {
  for (const std::string_view charset : {transport_charset, declared_xml_charset(bytes)}) {
    if (!charset.empty() && !equals_ignoring_case(charset, "utf-8")) return false;
  }
  // Behind a mark or zeros there is UTF-16.
  const auto first = static_cast<unsigned char>(bytes.empty() ? 0 : bytes[0]);
  return first != 0 && first < 0x80 && !bytes.substr(0, 4).contains('\0') && text::is_utf8(bytes);
}

/// The bytes as UTF-8; into `mends`, which of the charsets that somebody names was passed over, and for which.
std::string as_utf8(std::string_view bytes, std::string_view transport_charset, XmlMends& mends) {
  std::vector<std::string_view> declared;
  // UTF-16 and UTF-32 without their marks show by the zeros beside the first "<" (XML 1.0, appendix F).
  if (bytes.starts_with(std::string_view("<\0\0\0", 4))) {
    declared.push_back("utf-32le");
  } else if (bytes.starts_with(std::string_view("\0\0\0<", 4))) {
    declared.push_back("utf-32be");
  } else if (bytes.starts_with(std::string_view("<\0", 2))) {
    declared.push_back("utf-16le");
  } else if (bytes.starts_with(std::string_view("\0<", 2))) {
    declared.push_back("utf-16be");
  }
  const std::size_t seen = declared.size();
  if (!transport_charset.empty()) declared.push_back(transport_charset);
  if (const std::string_view charset = declared_xml_charset(bytes); !charset.empty()) declared.push_back(charset);
  const text::ChosenEncoding chosen = text::choose_encoding(bytes, declared);
  const std::size_t believed = chosen.byte_order_mark ? seen : chosen.declared.value_or(declared.size());
  for (std::size_t i = seen; i < believed; ++i) {
    const std::string label = text::shorten(text::collapse(text::repair_utf8(declared[i])), 40);
    mends.notes.push_back("line 1, column 1: expected " + std::string(chosen.name) + ", got the charset '" + label +
                          "'" +
                          (text::encoding_of(declared[i]) ? ", which the bytes are not in" : ", which nobody knows"));
  }
  return text::decode(bytes, chosen.name);
}

}  // namespace

Result<XmlMends> read_xml(std::string_view bytes, XmlHandler& handler, std::string_view transport_charset) {
  if (bytes.size() > kMaxXmlBytes) {
    return fail(Code::kLimit, "the document has " + std::to_string(bytes.size()) + " bytes, more than the " +
                                  std::to_string(kMaxXmlBytes) + " that a feed may have");
  }
  XmlMends mends;
  const std::string converted =
      is_plainly_utf8(bytes, transport_charset) ? "" : as_utf8(bytes, transport_charset, mends);
  const std::string_view utf8 = converted.empty() ? bytes : converted;
  // Blank lines before the declaration are the commonest fault of all; it is not worth a second reading.
  const auto first = std::ranges::find_if_not(utf8, is_html_space);
  std::optional<Fault> fault;
  if (has_huge_tag(utf8)) {
    fault = Fault{{}, true, false};
  } else {
    fault = Reader(handler, std::string_view(first, utf8.end())).read();
    if (!fault && has_windows_characters(utf8)) fault = Fault{{}, true, false};
  }
  if (!fault) return mends;
  if (!fault->mendable) return fail(std::move(fault->error));

  handler.restart();
  MendedXml mended = mend_xml(utf8, [&](std::string_view written) { return handler.rank_of(written); });
  if (mended.text.empty()) return fail(Code::kInvalid, "line 1, column 1: expected an XML element, found none");
  if (mended.mends.notes.empty() && fault->worth_a_note) mended.mends.notes.push_back(std::move(fault->error.message));
  if (auto again = Reader(handler, mended.text).read()) return fail(std::move(again->error));
  mended.mends.notes.insert(mended.mends.notes.begin(), mends.notes.begin(), mends.notes.end());
  return std::move(mended.mends);
}

}  // namespace dateline::markup
