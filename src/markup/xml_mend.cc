#include "markup/xml_mend.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "markup/ascii.h"
#include "markup/html/entities.h"
#include "text/utf8.h"

namespace dateline::markup {
namespace {

constexpr std::size_t kMostNotes = 50;  // A damaged file shows its pattern sooner.
constexpr std::size_t kLongestShown = 40;

// Names as this writes them are ASCII: which others Expat takes is a matter of XML's editions.
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_alphanumeric(char c) {
  return is_letter(c) || (c >= '0' && c <= '9');
}
bool is_name_start(char c) {
  return is_letter(c) || c == '_';
}
bool is_name_part(char c) {
  return is_alphanumeric(c) || c == '_' || c == ':' || c == '.' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}
std::string clean_name(std::string_view name) {
  std::string clean(name);
  std::ranges::replace_if(clean, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '_');
  return clean;
}

/// XML 1.0, production [2].
bool is_allowed(unsigned long c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

/// Which HTML ends where they start, whatever follows (WHATWG HTML, void elements). Not "link": feeds have one that
/// does not.
bool is_void(std::string_view lower_name) {
  constexpr std::array<std::string_view, 9> kVoid = {"area", "br", "col", "embed", "hr", "img", "input", "meta", "wbr"};
  return std::ranges::find(kVoid, lower_name) != kVoid.end();
}

/// find() for a needle that is looked for again and again, further on each time: what was found is not looked for
/// twice, which keeps the whole linear.
class Finder {
 public:
  explicit Finder(std::string_view needle) : needle_(needle) {}
  std::size_t find(std::string_view source, std::size_t from) {
    if (!known_ || (at_ != std::string_view::npos && at_ < from)) at_ = source.find(needle_, from);
    known_ = true;
    return at_;
  }

 private:
  std::string_view needle_;
  std::size_t at_ = 0;
  bool known_ = false;
};

class Mender {
 public:
  Mender(std::string_view source, const std::function<XmlRank(std::string_view)>& rank_of)
      : source_(source), rank_of_(rank_of) {}

  MendedXml run() {
    out_.reserve(source_.size() + source_.size() / 8);
    skip_to_the_document();
    // Escaping may make four bytes of one; twice the limit is far above any feed that is one.
    while (at_ < source_.size() && out_.size() < 2 * kMaxXmlBytes) {
      if (source_[at_] == '<') {
        markup();
      } else if (source_[at_] == '&') {
        put_reference(source_.substr(at_), at_);
        at_ += reference_length_;
      } else {
        text_until_mark();
      }
    }
    if (!open_.empty() && !ended_) note(source_.size(), "the document ends inside <" + open_.back().name + ">");
    while (!open_.empty()) pop();
    return {std::move(out_), std::move(mends_)};
  }

 private:
  struct Open {
    std::string name, lower_name;
    XmlRank rank;
  };
  struct Attribute {
    std::string name;
    std::string_view value;
  };

  // Notes.

  template <class... Parts>
  void note(std::size_t at, std::string_view first, const Parts&... parts) {
    if (mends_.notes.size() == kMostNotes) {
      ++mends_.more;
      return;
    }
    // Notes go forward, but for tags that turn out to be text.
    for (; line_at_ > at; --line_at_) line_ -= source_[line_at_ - 1] == '\n';
    for (; line_at_ < at; ++line_at_) line_ += source_[line_at_] == '\n';
    const std::size_t line_end = at == 0 ? std::string_view::npos : source_.rfind('\n', at - 1);
    const std::size_t column = at - (line_end == std::string_view::npos ? 0 : line_end + 1) + 1;
    std::string text = "line " + std::to_string(line_) + ", column " + std::to_string(column) + ": ";
    text.append(first);
    (text.append(parts), ...);
    mends_.notes.push_back(std::move(text));
  }
  static std::string shown(std::string_view text) {
    return text::shorten(text::collapse(text.substr(0, 4 * kLongestShown)), kLongestShown);
  }

  // What stands outside of the document.

  void skip_to_the_document() {
    // A server's message may be markup itself. A document that began in front of a declaration would have said so.
    constexpr std::size_t kLongestMessage = 4096;
    std::size_t start = source_.substr(0, kLongestMessage).find("<?xml ");
    const std::string_view before = source_.substr(0, start == std::string_view::npos ? 0 : start);
    if (start == std::string_view::npos || before.contains("xmlns") || before.contains("<![CDATA[") ||
        before.contains("version=")) {
      start = std::min(source_.find('<'), source_.size());
    }
    if (const std::string junk = shown(source_.substr(0, start)); !junk.empty() && start < source_.size()) {
      note(0, "expected the document, got '", junk, "' before it");
    }
    at_ = start;
  }

  bool inside() const { return !open_.empty() && !ended_; }
  void put(std::string_view text) {
    if (inside()) out_ += text;
  }

  // Text.

  void text_until_mark() {
    const std::size_t end = std::min(source_.find_first_of("<&", at_), source_.size());
    const std::string_view text = source_.substr(at_, end - at_);
    if (!inside() && ended_ && !told_of_text_behind_) {
      if (const std::string junk = shown(text); !junk.empty()) {
        note(at_, "expected the end, got '", junk, "'");
        told_of_text_behind_ = true;
      }
    }
    put_text(text, at_);
    at_ = end;
  }

  /// Text as it is meant, escaped, without what XML forbids.
  void put_text(std::string_view text, std::size_t place) {
    if (!inside()) return;
    std::size_t good_from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto c = static_cast<unsigned char>(text[i]);
      if (c >= 0x20 && c != '<' && c != '>' && c != '&' && c != '"' && c != 0xC2 && c != 0xEF) continue;
      if (c == '\t' || c == '\n' || c == '\r') continue;
      std::string_view instead;
      std::size_t length = 1;
      if (c == '<') {
        instead = "&lt;";
      } else if (c == '>') {
        instead = "&gt;";
      } else if (c == '&') {
        instead = "&amp;";
      } else if (c == '"') {
        instead = "&quot;";
      } else if (c == 0xC2) {
        // U+0080 to U+009F: of windows-1252, in truth, as in put_number().
        const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
        if (next >= 0xA0) continue;
        const std::string meant = "&#" + std::to_string(next) + ";";
        out_ += text.substr(good_from, i - good_from);
        out_ += read_character_reference(meant).text();
        good_from = ++i + 1;
        continue;
      } else if (c == 0xEF) {
        const std::string_view three = text.substr(i, 3);
        if (three != "\xEF\xBF\xBE" && three != "\xEF\xBF\xBF") continue;
        length = 3;
        note(place + i, "expected a character, got one that XML forbids");
      } else {
        char code[5];
        std::snprintf(code, sizeof code, "%04X", static_cast<unsigned>(c));
        note(place + i, "expected a character, got U+", code, ", which XML forbids");
      }
      out_ += text.substr(good_from, i - good_from);
      out_ += instead;
      good_from = i + length;
      i += length - 1;
    }
    out_ += text.substr(good_from);
  }

  /// What stands at the "&" with which `rest` begins; its length is then in reference_length_.
  void put_reference(std::string_view rest, std::size_t place) {
    constexpr std::size_t kLongestName = 40;  // The longest of HTML has 31.
    const std::string_view window = rest.substr(1, kLongestName);
    const std::size_t semicolon = window.find(';');
    const std::string_view name =
        semicolon == std::string_view::npos ? std::string_view() : window.substr(0, semicolon);
    reference_length_ = name.size() + 2;
    if (name.starts_with('#')) {
      if (put_number(rest, name.substr(1), place)) return;
    } else if (!name.empty() && std::ranges::all_of(name, [](char c) { return is_name_part(c) && c != ':'; })) {
      if (name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos" ||
          entities_.contains(name)) {
        put(rest.substr(0, reference_length_));
        return;
      }
      const CharacterReference reference = read_character_reference(rest);
      if (reference.length == reference_length_) {
        note(place, "expected an entity that is declared, got &", name, ";");
        put_text(reference.text(), place);
        return;
      }
    }
    reference_length_ = 1;
    note(place, "expected &amp;, got &");
    put("&amp;");
  }

  bool put_number(std::string_view rest, std::string_view digits, std::size_t place) {
    const bool hexadecimal = digits.starts_with('x') || digits.starts_with('X');
    const std::string_view number = digits.substr(hexadecimal ? 1 : 0);
    unsigned long value = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), value, hexadecimal ? 16 : 10);
    if (number.empty() || read.ptr != number.data() + number.size()) return false;
    if (read.ec != std::errc() || !is_allowed(value)) {
      note(place, "expected a character, got &#", digits, ";, which XML forbids");
    } else if (value >= 0x80 && value <= 0x9F) {
      put_text(read_character_reference(rest).text(), place);  // Of windows-1252, in truth.
    } else {
      put("&#" + std::to_string(value) + ";");
    }
    return true;
  }

  // Markup.

  bool here(std::string_view text) const { return source_.substr(at_).starts_with(text); }

  void markup() {
    const char next = at_ + 1 < source_.size() ? source_[at_ + 1] : ' ';
    if (is_name_start(next)) return start_tag();
    if (next == '/') return end_tag();
    if (here("<!--")) return comment();
    if (here("<![CDATA[")) return cdata();
    if (here("<!DOCTYPE") && open_.empty()) return doctype();
    if (next == '?') return skip_through(instruction_end_, "?>");
    if (next == '!') return skip_through(tag_end_, ">");
    stray_mark(at_);
  }

  /// A "<" that begins nothing.
  void stray_mark(std::size_t at) {
    if (inside()) note(at, "expected &lt;, got <");
    put("&lt;");
    at_ = at + 1;
  }

  void skip_through(Finder& finder, std::string_view mark) {
    std::size_t end = finder.find(source_, at_);
    std::size_t length = mark.size();
    if (end == std::string_view::npos) {  // It never ends; then its first tag's end is the likeliest.
      note(at_, "expected ", mark);
      end = tag_end_.find(source_, at_);
      length = 1;
    }
    at_ = end == std::string_view::npos ? source_.size() : end + length;
  }

  void comment() {
    at_ += 4;
    skip_through(comment_end_, "-->");
  }

  void cdata() {
    const std::size_t from = at_ + 9;
    std::size_t end = cdata_end_.find(source_, from);
    const std::size_t next = cdata_begin_.find(source_, from);
    std::size_t behind = end == std::string_view::npos ? source_.size() : end + 3;
    // It never ends, or another begins before it does: then it ends where its element does, if that comes first.
    if (inside() && (end == std::string_view::npos || next < end)) {
      const std::size_t limit = std::min(next, source_.size());
      const std::size_t closing = source_.substr(0, limit).find("</" + open_.back().name, from);
      if (closing != std::string_view::npos || end == std::string_view::npos) {
        note(at_, "expected ]]>, got ", closing == std::string_view::npos ? "the end" : "</" + open_.back().name + ">");
        end = behind = closing == std::string_view::npos ? limit : closing;
      }
    }
    put_text(source_.substr(from, std::min(end, source_.size()) - std::min(from, source_.size())), from);
    at_ = std::max(behind, std::min(from, source_.size()));
  }

  /// Goes, but for the entities in it that stand for plain text.
  void doctype() {
    std::size_t i = at_ + 9;
    int brackets = 0;
    for (; i < source_.size(); ++i) {
      const char c = source_[i];
      if (c == '"' || c == '\'') {
        const std::size_t end = quote_end(c, i + 1);
        if (end == std::string_view::npos) break;
        i = end;
      } else if (c == '[') {
        ++brackets;
      } else if (c == ']') {
        --brackets;
      } else if (c == '>' && brackets <= 0) {
        at_ = i + 1;
        return;
      } else if (c == '<' && source_.substr(i).starts_with("<!--")) {
        const std::size_t end = comment_end_.find(source_, i + 4);
        if (end == std::string_view::npos) break;
        i = end + 2;
      } else if (c == '<' && source_.substr(i).starts_with("<!ENTITY")) {
        entity(i + 8);
      } else if (c == '<' && i + 1 < source_.size() && is_name_start(source_[i + 1])) {
        break;  // The document has begun.
      }
    }
    note(at_, "the document type never ends");
    skip_through(tag_end_, ">");
  }

  void entity(std::size_t at) {
    const auto skip_spaces = [&] {
      while (at < source_.size() && is_html_space(source_[at])) ++at;
    };
    skip_spaces();
    const std::size_t from = at;
    while (at < source_.size() && is_name_part(source_[at]) && static_cast<unsigned char>(source_[at]) < 0x80) ++at;
    const std::string_view name = source_.substr(from, at - from);
    skip_spaces();
    if (name.empty() || !is_name_start(name.front()) || name.contains(':') || at >= source_.size()) return;
    if (source_[at] != '"' && source_[at] != '\'') return;
    const std::size_t end = quote_end(source_[at], at + 1);
    if (end == std::string_view::npos || entities_.contains(name)) return;
    if (auto value = plain_value(source_.substr(at + 1, end - at - 1))) {
      declarations_.append("<!ENTITY ").append(name).append(" \"").append(*value).append("\">");
      entities_.emplace(name);
    }
  }

  /// An entity's value so that Expat reads it back in any place: what it stands for may hold no markup. Absent where it
  /// does. References to others are not worth their danger.
  static std::optional<std::string> plain_value(std::string_view value) {
    std::string plain;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const auto c = static_cast<unsigned char>(value[i]);
      if (c == '<' || c == '%' || (c < 0x20 && !is_html_space(value[i])) || c == '\f') return std::nullopt;
      if (c == 0xEF && (value.substr(i, 3) == "\xEF\xBF\xBE" || value.substr(i, 3) == "\xEF\xBF\xBF"))
        return std::nullopt;
      if (c == '"') {
        plain += "&#34;";
      } else if (c == '&') {
        const CharacterReference reference = read_character_reference(value.substr(i));
        const std::string_view text = reference.text();
        const bool numeric = i + 1 < value.size() && value[i + 1] == '#' && reference.length > 0;
        if (!numeric || text.find_first_of("<&\"%") != std::string_view::npos) return std::nullopt;
        if (static_cast<unsigned char>(text[0]) < 0x20 || text == "\xEF\xBF\xBE" || text == "\xEF\xBF\xBF") {
          return std::nullopt;
        }
        plain += text;
        i += reference.length - 1;
      } else {
        plain += value[i];
      }
    }
    if (plain.contains("]]>")) return std::nullopt;
    return plain;
  }

  std::size_t quote_end(char quote, std::size_t from) {
    return (quote == '"' ? double_quote_ : single_quote_).find(source_, from);
  }

  // Tags.

  void start_tag() {
    const std::size_t begin = at_;
    std::size_t i = at_ + 1;
    while (i < source_.size() && is_name_part(source_[i])) ++i;
    const std::string name = clean_name(source_.substr(begin + 1, i - begin - 1));
    bool closed = false;
    if (!read_attributes(begin, i, closed)) return;
    at_ = i;
    open(begin, name, closed);
  }

  /// From behind the tag's name to behind its ">", into attributes_. False when it is no tag: then it was dealt with.
  bool read_attributes(std::size_t begin, std::size_t& i, bool& closed) {
    attributes_.clear();
    attribute_names_.clear();
    bool has_value = false, has_word = false;
    while (true) {
      while (i < source_.size() && is_html_space(source_[i])) ++i;
      if (i >= source_.size()) {
        note(begin, "the document ends inside a tag that begins here");
        at_ = source_.size();
        return false;
      }
      const char c = source_[i];
      if (c == '>') {
        ++i;
        return true;
      }
      if (c == '/') {
        closed = i + 1 < source_.size() && source_[i + 1] == '>';
        ++i;
        continue;
      }
      if (c == '<') {
        if (has_word && !has_value) {  // "a <b and c <d>": words, and no tag.
          stray_mark(begin);
          return false;
        }
        note(i, "expected >, got <");
        return true;
      }
      const std::size_t from = i;
      while (i < source_.size() && !is_html_space(source_[i]) && !std::string_view("=></\"'").contains(source_[i])) ++i;
      if (i == from) {  // A quote or "=" out of place.
        note(i, "expected an attribute, got ", source_.substr(i, 1));
        ++i;
        continue;
      }
      const std::string_view name = source_.substr(from, i - from);
      const std::size_t behind = i;
      while (i < source_.size() && is_html_space(source_[i])) ++i;
      std::string_view value;
      if (i < source_.size() && source_[i] == '=') {
        has_value = true;
        ++i;
        while (i < source_.size() && is_html_space(source_[i])) ++i;
        value = attribute_value(i, name);
      } else {
        i = behind;
        has_word = true;
        note(from, "expected a value for '", shown(name), "'");
      }
      keep_attribute(from, name, value);
    }
  }

  std::string_view attribute_value(std::size_t& i, std::string_view name) {
    const char quote = i < source_.size() ? source_[i] : ' ';
    if (quote == '"' || quote == '\'') {
      const std::size_t end = quote_end(quote, i + 1);
      if (end != std::string_view::npos && is_believable(i + 1, end)) {
        const std::string_view value = source_.substr(i + 1, end - i - 1);
        if (value.contains('<')) note(i, "expected &lt; in the value of '", shown(name), "', got <");
        i = end + 1;
        return value;
      }
      note(i, "expected the value of '", shown(name), "' to end");
      ++i;
    } else {
      note(i, "expected a quote before the value of '", shown(name), "'");
    }
    const std::size_t from = i;
    while (i < source_.size() && !is_html_space(source_[i]) && source_[i] != '>' && source_[i] != '<') ++i;
    return source_.substr(from, i - from);
  }

  /// Whether the quote at `end` ends the value that begins at `from`, or a tag lies between and it begins another.
  bool is_believable(std::size_t from, std::size_t end) {
    const std::size_t tag_end = tag_end_.find(source_, from);
    if (tag_end > end) return true;
    const std::size_t next_tag = tag_begin_.find(source_, tag_end);
    if (next_tag > end) return true;
    const char next = end + 1 < source_.size() ? source_[end + 1] : ' ';
    return is_html_space(next) || next == '>' || next == '/';
  }

  void keep_attribute(std::size_t at, std::string_view written, std::string_view value) {
    std::string name = clean_name(written);
    if (!is_name_start(name.front()) || !std::ranges::all_of(name, is_name_part)) {
      note(at, "expected an attribute, got '", shown(written), "'");
      return;
    }
    if (attributes_.size() == kMaxXmlAttributes) return;
    if (!attribute_names_.insert(name).second) {
      note(at, "expected each attribute once, got '", shown(name), "' again");
      return;
    }
    attributes_.push_back({std::move(name), value});
  }

  void open(std::size_t at, const std::string& name, bool closed) {
    std::string lower_name = ascii_lower(name);
    const bool is_empty = is_void(lower_name);
    if (open_.empty() && is_empty) return;  // Of a server's message before the document.
    if (ended_) note(at, "expected the end, got <", shown(name), ">");
    ended_ = false;
    const XmlRank rank = rank_of_(name);
    if (rank != XmlRank::kNone) close_for(at, name, rank);
    if (open_.size() > 1 && open_.back().lower_name == lower_name && (lower_name == "p" || lower_name == "li")) pop();
    if (open_.size() >= static_cast<std::size_t>(kMaxXmlDepth)) {
      if (!told_of_depth_) note(at, "elements are nested more than ", std::to_string(kMaxXmlDepth), " deep");
      told_of_depth_ = true;
      return;
    }
    const bool is_root = open_.empty();
    if (is_root && !declarations_.empty())
      out_.append("<!DOCTYPE ").append(name).append(" [").append(declarations_).append("]>");
    out_.append("<").append(name);
    if (is_root) open_.push_back({name, lower_name, rank});  // So that what follows counts as inside.
    for (const Attribute& attribute : attributes_) {
      out_.append(" ").append(attribute.name).append("=\"");
      put_value(attribute.value);
      out_ += '"';
    }
    if (is_root) {
      ++count_[lower_name];
      if (rank != XmlRank::kNone) ranked_.push_back(0);
      ended_ = closed;
      out_ += '>';
      return;
    }
    out_ += closed || is_empty ? "/>" : ">";
    if (closed || is_empty) return;
    if (rank != XmlRank::kNone) ranked_.push_back(open_.size());
    ++count_[lower_name];
    open_.push_back({name, std::move(lower_name), rank});
  }

  void put_value(std::string_view value) {
    const std::size_t place = static_cast<std::size_t>(value.data() - source_.data());
    for (std::size_t i = 0; i < value.size();) {
      if (value[i] == '&') {
        put_reference(value.substr(i), place + i);
        i += reference_length_;
      } else {
        const std::size_t end = std::min(value.find('&', i), value.size());
        put_text(value.substr(i, end - i), place + i);
        i = end;
      }
    }
  }

  /// Closes what an element of this rank cannot stand in.
  void close_for(std::size_t at, const std::string& name, XmlRank rank) {
    std::optional<std::size_t> outermost;
    for (const std::size_t index : ranked_) {
      const bool clashes =
          open_[index].rank == rank || (rank == XmlRank::kEntry && open_[index].rank == XmlRank::kField);
      if (clashes && !outermost && index > 0) outermost = index;
    }
    if (!outermost) return;
    note(at, "expected </", open_[*outermost].name, ">, got <", shown(name), ">");
    while (open_.size() > *outermost) pop();
  }

  void end_tag() {
    const std::size_t begin = at_;
    std::size_t i = at_ + 2;
    if (i >= source_.size() || !is_name_start(source_[i])) return stray_mark(begin);
    while (i < source_.size() && is_name_part(source_[i])) ++i;
    const std::string name = clean_name(source_.substr(begin + 2, i - begin - 2));
    while (i < source_.size() && source_[i] != '>' && source_[i] != '<') ++i;
    if (i == source_.size()) {
      note(begin, "the document ends inside a tag that begins here");
    } else if (source_[i] == '>') {
      ++i;
    }
    at_ = i;
    close(begin, name);
  }

  void close(std::size_t at, const std::string& name) {
    const std::string lower_name = ascii_lower(name);
    if (is_void(lower_name) && !count_.contains(lower_name)) return;
    if (!inside()) return note(at, "expected the end, got </", shown(name), ">");
    if (open_.back().name != name) note(at, "expected </", shown(open_.back().name), ">, got </", shown(name), ">");
    if (!count_.contains(lower_name)) return;  // It fits nothing.
    while (open_.back().lower_name != lower_name) pop();
    // The outermost stays until it is sure that nothing follows.
    if (open_.size() == 1) {
      ended_ = true;
    } else {
      pop();
    }
  }

  void pop() {
    const Open& last = open_.back();
    out_.append("</").append(last.name).append(">");
    if (const auto found = count_.find(last.lower_name); --found->second == 0) count_.erase(found);
    if (!ranked_.empty() && ranked_.back() == open_.size() - 1) ranked_.pop_back();
    open_.pop_back();
  }

  const std::string_view source_;
  const std::function<XmlRank(std::string_view)>& rank_of_;
  std::size_t at_ = 0;
  std::string out_;
  XmlMends mends_;
  std::size_t line_ = 1, line_at_ = 0;  // Of the last note.

  std::vector<Open> open_;
  std::vector<std::size_t> ranked_;  // Those of open_ that have a rank: at most an entry in a field, and one in it.
  std::unordered_map<std::string, std::size_t> count_;  // Of open_, by name in lower case.
  bool ended_ = false;  // The outermost element was closed, and stays open all the same.
  bool told_of_depth_ = false, told_of_text_behind_ = false;

  std::vector<Attribute> attributes_;  // Of the tag that is read.
  std::unordered_set<std::string> attribute_names_;
  std::size_t reference_length_ = 0;
  std::string declarations_;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  std::unordered_set<std::string, Hash, std::equal_to<>> entities_;

  Finder double_quote_{"\""}, single_quote_{"'"}, tag_begin_{"<"}, tag_end_{">"}, comment_end_{"-->"},
      instruction_end_{"?>"};
  Finder cdata_begin_{"<![CDATA["}, cdata_end_{"]]>"};
};

}  // namespace

MendedXml mend_xml(std::string_view utf8, const std::function<XmlRank(std::string_view written)>& rank_of) {
  return Mender(utf8, rank_of).run();
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
