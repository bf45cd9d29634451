// read_xml: Expat, and nothing of it outside this file.
#include "markup/xml.h"

// The header shows the limits on entities only under the macro that the library itself was built with.
#define XML_DTD 1
#include <expat.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "markup/xml_repair.h"
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
    {"itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"},
    {"media", "http://search.yahoo.com/mrss/"},
    {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    {"slash", "http://purl.org/rss/1.0/modules/slash/"},
    {"sy", "http://purl.org/rss/1.0/modules/syndication/"},
    {"thr", "http://purl.org/syndication/thread/1.0"},
    {"wfw", "http://wellformedweb.org/CommentAPI/"},
    {"xml", "http://www.w3.org/XML/1998/namespace"},
});

/// Namespaces are resolved here and not by Expat, which refuses a document for one undeclared prefix.
class Namespaces {
 public:
  void declare(std::string_view prefix, std::string_view uri, std::size_t depth) {
    bindings_[std::string(prefix)].emplace_back(depth, uri);
    declared_.emplace_back(depth, prefix);
  }
  /// Forgets what was declared at `depth`.
  void leave(std::size_t depth) {
    while (!declared_.empty() && declared_.back().first == depth) {
      const auto found = bindings_.find(declared_.back().second);
      found->second.pop_back();
      if (found->second.empty()) bindings_.erase(found);
      declared_.pop_back();
    }
  }
  /// "uri local"; without a prefix the default namespace holds for elements only. An unknown prefix stays as it is.
  std::string expand(std::string_view name, bool element) const {
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos && !element) return std::string(name);
    const std::string_view prefix = colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
    const std::string_view local = colon == std::string_view::npos ? name : name.substr(colon + 1);
    if (const auto found = bindings_.find(prefix); found != bindings_.end()) {
      const std::string& uri = found->second.back().second;
      return uri.empty() ? std::string(local) : uri + " " + std::string(local);
    }
    const auto usual = std::ranges::find(kUsualPrefixes, prefix, &Prefix::name);
    if (!prefix.empty() && usual != kUsualPrefixes.end()) return std::string(usual->uri) + " " + std::string(local);
    return std::string(name);
  }

 private:
  std::map<std::string, std::vector<std::pair<std::size_t, std::string>>, std::less<>> bindings_;
  std::vector<std::pair<std::size_t, std::string>> declared_;
};

class Reader {
 public:
  Reader(XmlHandler& handler, const RepairedXml& xml) : handler_(handler), xml_(xml) {}

  Status read() {
    // Expat is told UTF-8 whatever the document says: the bytes are ours by now.
    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser> parser(XML_ParserCreate("UTF-8"));
    DATELINE_CHECK(parser != nullptr);
    parser_ = parser.get();
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, &Reader::on_start, &Reader::on_end);
    XML_SetCharacterDataHandler(parser_, &Reader::on_text);
    // No handler for external entities: nothing is ever fetched. Entities may expand a document to 20 times its size
    // (the largest honest use in our corpora: less than 2), counted from 1 MiB on.
    XML_SetBillionLaughsAttackProtectionActivationThreshold(parser_, 1u << 20);
    XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser_, 20.0F);
    const XML_Status status = XML_Parse(parser_, xml_.text.data(), static_cast<int>(xml_.text.size()), XML_TRUE);
    flush_text();
    if (status == XML_STATUS_OK) return {};
    return fail(failure());
  }

 private:
  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    static_cast<Reader*>(self)->start(name, attributes);
  }
  static void on_end(void* self, const XML_Char*) { static_cast<Reader*>(self)->end(); }
  static void on_text(void* self, const XML_Char* text, int size) {
    static_cast<Reader*>(self)->text_.append(text, static_cast<std::size_t>(size));
  }

  void start(std::string_view name, const XML_Char** attributes) {
    if (too_deep_) return;
    flush_text();
    if (open_.size() == static_cast<std::size_t>(kMaxXmlDepth)) {
      too_deep_ = true;
      XML_StopParser(parser_, XML_FALSE);
      return;
    }
    const std::size_t depth = open_.size();
    for (const XML_Char** at = attributes; *at; at += 2) {
      const std::string_view attribute = at[0];
      if (attribute == "xmlns") namespaces_.declare("", at[1], depth);
      if (attribute.starts_with("xmlns:")) namespaces_.declare(attribute.substr(6), at[1], depth);
    }
    XmlHandler::Attributes expanded;
    for (const XML_Char** at = attributes; *at; at += 2) {
      const std::string_view attribute = at[0];
      if (attribute == "xmlns" || attribute.starts_with("xmlns:")) continue;
      expanded.emplace_back(namespaces_.expand(attribute, false), at[1]);
    }
    open_.push_back({std::string(name), namespaces_.expand(name, true)});
    handler_.start(open_.back().expanded, expanded);
  }

  void end() {
    if (too_deep_) return;
    flush_text();
    handler_.end(open_.back().expanded);
    open_.pop_back();
    namespaces_.leave(open_.size());
  }

  /// Expat gives text in pieces, one for each line and entity; the handler gets it whole.
  void flush_text() {
    if (text_.empty()) return;
    handler_.text(text_);
    text_.clear();
  }

  Error failure() const {
    const XML_Error code = XML_GetErrorCode(parser_);
    const std::string where = "line " + std::to_string(XML_GetCurrentLineNumber(parser_) + xml_.lines_before) +
                              ", column " + std::to_string(XML_GetCurrentColumnNumber(parser_) + 1) + ": ";
    if (too_deep_) {
      return {Code::kLimit, where + "elements are nested more than " + std::to_string(kMaxXmlDepth) + " deep"};
    }
    switch (code) {
      case XML_ERROR_AMPLIFICATION_LIMIT_BREACH:
        return {Code::kLimit, where + "refused, because its entities expand to many times its size"};
      case XML_ERROR_RECURSIVE_ENTITY_REF:
        return {Code::kLimit, where + "refused, because an entity contains itself"};
      case XML_ERROR_TAG_MISMATCH:
        if (!open_.empty())
          return {Code::kInvalid, where + "expected </" + open_.back().written + ">, got " + found_tag()};
        break;
      case XML_ERROR_NO_ELEMENTS:
        if (!open_.empty()) {
          return {Code::kInvalid, where + "the document ends inside <" + open_.back().written + ">"};
        }
        return {Code::kInvalid, where + "expected an XML element, found none"};
      case XML_ERROR_UNCLOSED_TOKEN:
      case XML_ERROR_UNCLOSED_CDATA_SECTION:
        return {Code::kInvalid,
                where + "the document ends inside " +
                    (code == XML_ERROR_UNCLOSED_TOKEN ? "a tag or comment that begins here" : "a CDATA section")};
      case XML_ERROR_INVALID_TOKEN:
        return {Code::kInvalid, where + "expected a tag or text, got " + found_text()};
      default:
        break;
    }
    return {Code::kInvalid, where + XML_ErrorString(code)};
  }

  std::string_view at_error() const {
    const XML_Index index = XML_GetCurrentByteIndex(parser_);
    if (index < 0 || static_cast<std::size_t>(index) >= xml_.text.size()) return {};
    return std::string_view(xml_.text).substr(static_cast<std::size_t>(index));
  }
  /// "</channel>": Expat points at its name.
  std::string found_tag() const {
    std::string_view rest = at_error();
    if (rest.starts_with("</")) rest.remove_prefix(2);
    constexpr std::size_t kLongestShown = 60;
    return "</" + text::shorten(text::collapse(rest.substr(0, rest.find('>'))), kLongestShown) + ">";
  }
  std::string found_text() const {
    constexpr std::size_t kLongestShown = 20;
    const std::string shown = text::shorten(text::collapse(at_error().substr(0, 4 * kLongestShown)), kLongestShown);
    return shown.empty() ? "the end" : "'" + shown + "'";
  }

  struct Open {
    std::string written;
    std::string expanded;
  };

  XmlHandler& handler_;
  const RepairedXml& xml_;
  XML_Parser parser_ = nullptr;
  std::vector<Open> open_;
  Namespaces namespaces_;
  std::string text_;
  bool too_deep_ = false;
};

}  // namespace

Status read_xml(std::string_view bytes, XmlHandler& handler, std::string_view transport_charset) {
  if (bytes.size() > kMaxXmlBytes) {
    return fail(Code::kLimit, "the document has " + std::to_string(bytes.size()) + " bytes, more than the " +
                                  std::to_string(kMaxXmlBytes) + " that a feed may have");
  }
  std::vector<std::string_view> declared;
  // UTF-16 without its mark shows by the zeros beside the first "<" (XML 1.0, appendix F).
  if (bytes.starts_with(std::string_view("<\0", 2))) declared.push_back("utf-16le");
  if (bytes.starts_with(std::string_view("\0<", 2))) declared.push_back("utf-16be");
  if (!transport_charset.empty()) declared.push_back(transport_charset);
  if (const std::string_view charset = declared_xml_charset(bytes); !charset.empty()) declared.push_back(charset);
  const RepairedXml repaired = repair_xml(text::to_utf8(bytes, declared));
  return Reader(handler, repaired).read();
}

}  // namespace dateline::markup
