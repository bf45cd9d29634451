#include "markup/xml_repair.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "markup/ascii.h"
#include "markup/html/entities.h"

namespace dateline::markup {
namespace {

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// XML 1.0, production [2].
bool is_allowed(unsigned long c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

class Repair {
 public:
  explicit Repair(std::string_view source) : source_(source) {}

  RepairedXml run() {
    RepairedXml result;
    // A byte order mark, blank lines, a server's warning: nothing before the first "<" can be the document.
    at_ = std::min(source_.find('<'), source_.size());
    result.lines_before = static_cast<std::size_t>(std::ranges::count(source_.substr(0, at_), '\n'));
    out_.reserve(source_.size() - at_ + 64);
    while (at_ < source_.size()) {
      const char c = source_[at_];
      if (c == '<') {
        markup();
      } else if (c == '&') {
        reference();
      } else {
        character();
      }
    }
    result.text = std::move(out_);
    return result;
  }

 private:
  std::string_view rest() const { return source_.substr(at_); }

  /// Copies one character unless XML forbids it: control characters, U+FFFE, U+FFFF.
  void character() {
    const auto c = static_cast<unsigned char>(source_[at_]);
    if (c == 0xEF && (rest().starts_with("\xEF\xBF\xBE") || rest().starts_with("\xEF\xBF\xBF"))) {
      at_ += 3;
      return;
    }
    if (is_allowed(c)) out_ += source_[at_];
    ++at_;
  }

  void copy_to(std::size_t end) {
    while (at_ < end) character();
  }
  /// Copies up to and with the next `end_mark`, or everything that is left.
  void copy_through(std::string_view end_mark, std::size_t skip) {
    const std::size_t found = source_.find(end_mark, at_ + skip);
    copy_to(found == std::string_view::npos ? source_.size() : found + end_mark.size());
  }

  void markup() {
    if (rest().starts_with("<!--")) return copy_through("-->", 4);
    if (rest().starts_with("<![CDATA[")) return copy_through("]]>", 9);
    if (rest().starts_with("<!")) return doctype();
    if (rest().starts_with("<?")) {
      const bool declaration = rest().starts_with("<?xml") && rest().size() > 5 && is_html_space(rest()[5]);
      if (!declaration) return copy_through("?>", 2);
      const std::size_t found = source_.find("?>", at_);
      const std::size_t end = found == std::string_view::npos ? source_.size() : found + 2;
      // Its line ends stay, so that errors are where people look for them.
      for (; at_ < end; ++at_) {
        if (source_[at_] == '\n') out_ += '\n';
      }
      return;
    }
    const char next = at_ + 1 < source_.size() ? source_[at_ + 1] : ' ';
    if (next != '/' && !is_name_start(next)) {
      out_ += "&lt;";
      ++at_;
      return;
    }
    out_ += '<';
    ++at_;
  }

  /// Left as it is; the names of its entities are kept, so that they stay Expat's to resolve.
  void doctype() {
    const std::size_t begin = at_;
    int brackets = 0;
    std::size_t i = at_;
    for (; i < source_.size(); ++i) {
      const char c = source_[i];
      if (c == '"' || c == '\'') {
        const std::size_t end = source_.find(c, i + 1);
        if (end == std::string_view::npos) break;
        i = end;
      } else if (source_.substr(i).starts_with("<!--")) {
        const std::size_t end = source_.find("-->", i + 4);
        if (end == std::string_view::npos) break;
        i = end + 2;
      } else if (c == '[') {
        ++brackets;
      } else if (c == ']') {
        --brackets;
      } else if (c == '>' && brackets <= 0) {
        ++i;
        break;
      } else if (source_.substr(i).starts_with("<!ENTITY")) {
        std::size_t name = i + 8;
        while (name < source_.size() && is_html_space(source_[name])) ++name;
        std::size_t end = name;
        while (end < source_.size() && (is_alphanumeric(source_[end]) || is_name_start(source_[end]))) ++end;
        declared_.emplace(source_.substr(name, end - name));
      }
    }
    copy_to(std::max(i, begin + 1));
  }

  void reference() {
    constexpr std::size_t kLongestName = 40;  // The longest of HTML has 31.
    const std::string_view window = source_.substr(at_ + 1, kLongestName);
    const std::size_t semicolon = window.find(';');
    const std::string_view name =
        semicolon == std::string_view::npos ? std::string_view() : window.substr(0, semicolon);
    if (name.starts_with('#')) {
      if (numeric_reference(name.substr(1))) return;
    } else if (!name.empty() && std::ranges::all_of(name, [](char c) {
                 return is_alphanumeric(c) || c == '_' || c == '.' || c == '-';
               })) {
      if (name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos" ||
          declared_.contains(name)) {
        out_.append("&").append(name).append(";");
        at_ += name.size() + 2;
        return;
      }
      const CharacterReference reference = read_character_reference(source_.substr(at_));
      if (reference.length == name.size() + 2) {
        const std::string_view text = reference.text();
        out_ += text == "&" ? "&amp;" : text == "<" ? "&lt;" : text;  // "&AMP;", "&LT;".
        at_ += reference.length;
        return;
      }
    }
    out_ += "&amp;";
    ++at_;
  }

  bool numeric_reference(std::string_view digits) {
    const bool hexadecimal = digits.starts_with('x') || digits.starts_with('X');
    const std::string_view number = digits.substr(hexadecimal ? 1 : 0);
    unsigned long value = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), value, hexadecimal ? 16 : 10);
    if (number.empty() || read.ptr != number.data() + number.size()) return false;
    const CharacterReference reference = read_character_reference(source_.substr(at_));
    at_ += digits.size() + 3;
    if (read.ec != std::errc() || !is_allowed(value)) return true;  // Dropped.
    if (value >= 0x80 && value <= 0x9F) {
      out_ += reference.text();  // Of windows-1252, in truth.
      return true;
    }
    out_.append("&#").append(std::to_string(value)).append(";");
    return true;
  }

  const std::string_view source_;
  std::size_t at_ = 0;
  std::string out_;
  std::set<std::string, std::less<>> declared_;
};

}  // namespace

RepairedXml repair_xml(std::string_view utf8) {
  return Repair(utf8).run();
}

std::string_view declared_xml_charset(std::string_view bytes) {
  constexpr std::size_t kPrescan = 1024;  // As for HTML; a declaration has about 60 bytes.
  const std::string_view head = bytes.substr(0, kPrescan);
  const std::size_t begin = head.find("<?xml");
  if (begin == std::string_view::npos) return {};
  const std::string_view declaration = head.substr(begin, head.find("?>", begin) - begin);
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  return end == std::string_view::npos ? std::string_view() : declaration.substr(at + 1, end - at - 1);
}

}  // namespace dateline::markup
