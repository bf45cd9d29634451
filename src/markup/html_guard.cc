#include "markup/html_guard.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "markup/tag_scanner.h"

namespace dateline::markup {
namespace {

/// What the tree builder does with an element, as far as its depth goes. Bits.
enum Trait : unsigned {
  kVoid = 1u << 0,
  kFormatting = 1u << 1,
  kSpecial = 1u << 2,   ///< Stops the search for an ordinary end tag (section 13.2.4.2).
  kScope = 1u << 3,     ///< No end tag reaches through it.
  kClosesP = 1u << 4,   ///< Its start ends an open paragraph.
  kRaw = 1u << 5,       ///< Its content is text up to its end tag.
  kCell = 1u << 6,      ///< td, th.
  kRow = 1u << 7,       ///< tr.
  kRowGroup = 1u << 8,  ///< thead, tbody, tfoot, caption, colgroup.
  kHeading = 1u << 9,
  kLeavesForeign = 1u << 10,  ///< Its start ends svg or math.
  kMarker = 1u << 12,         ///< Formatting from outside is not reconstructed inside it.
  kIntegration = 1u << 11,    ///< In svg or math: HTML begins again inside it.
};

struct Known {
  std::string_view name;
  unsigned traits;
};

constexpr unsigned kBlock = kSpecial | kClosesP;

constexpr auto kKnown = std::to_array<Known>({
    {"a", kFormatting},
    {"address", kBlock},
    {"annotation-xml", kIntegration},
    {"applet", kSpecial | kScope | kMarker},
    {"area", kVoid | kSpecial},
    {"article", kBlock},
    {"aside", kBlock},
    {"b", kFormatting | kLeavesForeign},
    {"base", kVoid | kSpecial},
    {"basefont", kVoid | kSpecial},
    {"bgsound", kVoid | kSpecial},
    {"big", kFormatting | kLeavesForeign},
    {"blockquote", kBlock | kLeavesForeign},
    {"body", kSpecial | kLeavesForeign},
    {"br", kVoid | kSpecial | kLeavesForeign},
    {"button", kSpecial},
    {"caption", kSpecial | kScope | kMarker | kRowGroup},
    {"center", kBlock | kLeavesForeign},
    {"code", kFormatting | kLeavesForeign},
    {"col", kVoid | kSpecial},
    {"colgroup", kSpecial | kRowGroup},
    {"dd", kBlock | kLeavesForeign},
    {"desc", kIntegration},
    {"details", kBlock},
    {"dialog", kBlock},
    {"dir", kBlock},
    {"div", kBlock | kLeavesForeign},
    {"dl", kBlock | kLeavesForeign},
    {"dt", kBlock | kLeavesForeign},
    {"em", kFormatting | kLeavesForeign},
    {"embed", kVoid | kSpecial | kLeavesForeign},
    {"fieldset", kBlock},
    {"figcaption", kBlock},
    {"figure", kBlock},
    {"font", kFormatting},
    {"footer", kBlock},
    {"foreignobject", kIntegration},
    {"form", kBlock},
    {"frame", kVoid | kSpecial},
    {"frameset", kSpecial},
    {"h1", kBlock | kHeading | kLeavesForeign},
    {"h2", kBlock | kHeading | kLeavesForeign},
    {"h3", kBlock | kHeading | kLeavesForeign},
    {"h4", kBlock | kHeading | kLeavesForeign},
    {"h5", kBlock | kHeading | kLeavesForeign},
    {"h6", kBlock | kHeading | kLeavesForeign},
    {"head", kSpecial | kLeavesForeign},
    {"header", kBlock},
    {"hgroup", kBlock},
    {"hr", kVoid | kBlock | kLeavesForeign},
    {"html", kSpecial | kScope},
    {"i", kFormatting | kLeavesForeign},
    {"iframe", kSpecial | kRaw},
    {"image", kVoid},
    {"img", kVoid | kSpecial | kLeavesForeign},
    {"input", kVoid | kSpecial},
    {"keygen", kVoid | kSpecial},
    {"li", kBlock | kLeavesForeign},
    {"link", kVoid | kSpecial},
    {"listing", kBlock | kLeavesForeign},
    {"main", kBlock},
    {"marquee", kSpecial | kScope | kMarker},
    {"menu", kBlock | kLeavesForeign},
    {"meta", kVoid | kSpecial | kLeavesForeign},
    {"mi", kIntegration},
    {"mn", kIntegration},
    {"mo", kIntegration},
    {"ms", kIntegration},
    {"mtext", kIntegration},
    {"nav", kBlock},
    {"nobr", kFormatting | kLeavesForeign},
    {"noembed", kSpecial | kRaw},
    {"noframes", kSpecial | kRaw},
    {"noscript", kSpecial},
    {"object", kSpecial | kScope | kMarker},
    {"ol", kBlock | kLeavesForeign},
    {"p", kBlock | kLeavesForeign},
    {"param", kVoid | kSpecial},
    {"plaintext", kBlock | kRaw},
    {"pre", kBlock | kLeavesForeign},
    {"ruby", kLeavesForeign},
    {"s", kFormatting | kLeavesForeign},
    {"script", kSpecial | kRaw},
    {"section", kBlock},
    {"select", kSpecial},
    {"small", kFormatting | kLeavesForeign},
    {"source", kVoid | kSpecial},
    {"span", kLeavesForeign},
    {"strike", kFormatting | kLeavesForeign},
    {"strong", kFormatting | kLeavesForeign},
    {"style", kSpecial | kRaw},
    {"sub", kLeavesForeign},
    {"summary", kBlock},
    {"sup", kLeavesForeign},
    {"table", kSpecial | kScope | kLeavesForeign},
    {"tbody", kSpecial | kRowGroup},
    {"td", kSpecial | kScope | kMarker | kCell},
    {"template", kSpecial | kScope | kMarker},
    {"textarea", kSpecial | kRaw},
    {"tfoot", kSpecial | kRowGroup},
    {"th", kSpecial | kScope | kMarker | kCell},
    {"thead", kSpecial | kRowGroup},
    {"title", kSpecial | kRaw | kIntegration},
    {"tr", kSpecial | kRow},
    {"track", kVoid | kSpecial},
    {"tt", kFormatting | kLeavesForeign},
    {"u", kFormatting | kLeavesForeign},
    {"ul", kBlock | kLeavesForeign},
    {"var", kLeavesForeign},
    {"wbr", kVoid | kSpecial},
    {"xmp", kBlock | kRaw},
});
static_assert(std::ranges::is_sorted(kKnown, {}, &Known::name));

unsigned traits_of(std::string_view lower) {
  const auto* found = std::ranges::lower_bound(kKnown, lower, {}, &Known::name);
  return found != kKnown.end() && found->name == lower ? found->traits : 0;
}

struct Open {
  std::string name;
  unsigned traits = 0;
  bool foreign = false;      ///< Itself an element of svg or math.
  std::size_t tag_size = 0;  ///< Bytes of its start tag.
};

struct Format {
  std::string name;
  std::size_t tag_size = 0;
};

class Guard {
 public:
  Guard(std::string_view source, const GuardLimits& limits) : source_(source), limits_(limits) {}

  std::string run() {
    for (std::size_t at = source_.find('<'); at < source_.size(); at = source_.find('<', at)) {
      const std::size_t begin = at++;
      const char c = at < source_.size() ? source_[at] : ' ';
      if (is_letter(c)) {
        at = start_tag(begin);
      } else if (c == '/' && at + 1 < source_.size() && is_letter(source_[at + 1])) {
        at = end_tag(begin);
      } else if (c == '!' || c == '?' || c == '/') {
        at = skip_declaration(begin);
        if (++elements_ > limits_.elements) drop(begin, at);  // A comment is a node, too.
      }
    }
    return kept_from_ == 0 ? std::string(source_) : out_.append(source_, kept_from_);
  }

 private:
  static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

  /// Leaves out what stands from `begin` to `end`.
  void drop(std::size_t begin, std::size_t end) {
    out_.append(source_, kept_from_, begin - kept_from_);
    kept_from_ = end;
  }

  bool in_foreign() const { return !open_.empty() && open_.back().foreign; }
  bool has_open(std::string_view name) const {
    const auto found = counts_.find(name);
    return found != counts_.end() && found->second > 0;
  }

  /// A template may hold table parts too, but whether it does depends on what came first in it: the deep side is not.
  bool in_table() const {
    if (!has_open("table")) return false;
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i].name == "table") return true;
      if (open_[i].name == "template") return false;
    }
    return false;
  }

  void push(Open element) {
    ++counts_[element.name];
    if (!element.foreign && element.traits & kMarker) formats_.emplace_back();
    open_.push_back(std::move(element));
  }
  void pop() {
    --counts_[open_.back().name];
    if (!open_.back().foreign && open_.back().traits & kMarker) formats_.pop_back();
    open_.pop_back();
  }
  void pop_to(std::size_t index) {
    while (open_.size() > index) pop();
  }

  /// Removes an element that bounds nothing from below others.
  void take_out(std::size_t index) {
    --counts_[open_[index].name];
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(index));
  }

  std::size_t skip_declaration(std::size_t begin) {
    const std::string_view rest = source_.substr(begin);
    if (rest.starts_with("<!--")) {
      if (rest.starts_with("<!-->")) return begin + 5;
      if (rest.starts_with("<!--->")) return begin + 6;
      for (std::size_t i = source_.find("--", begin + 4); i != std::string_view::npos; i = source_.find("--", i + 1)) {
        if (source_.substr(i).starts_with("-->")) return i + 3;
        if (source_.substr(i).starts_with("--!>")) return i + 4;
      }
      return source_.size();
    }
    if (rest.starts_with("<![CDATA[") && in_foreign()) {
      const std::size_t end = source_.find("]]>", begin);
      return end == std::string_view::npos ? source_.size() : end + 3;
    }
    const std::size_t end = source_.find('>', begin);
    return end == std::string_view::npos ? source_.size() : end + 1;
  }

  std::size_t start_tag(std::size_t begin) {
    TagScanner tag(source_, begin + 1);
    std::size_t attributes = 0;
    std::size_t surplus = 0;
    for (TagScanner::Attribute attribute; tag.next(attribute);) {
      if (++attributes == limits_.attributes + 1) surplus = attribute.begin;
    }
    if (!tag.closed()) return source_.size();  // The tokenizer drops a tag that never ends.
    const std::size_t end = tag.end();
    Open element{.name = ascii_lower(tag.name()), .tag_size = surplus ? surplus - begin : end - begin};
    element.traits = traits_of(element.name);

    // gumbo makes six elements of an isindex, which no page has had since HTML 3.
    if (element.name == "isindex" || (foreign_seen_ && element.traits & kIntegration)) {
      drop(begin, end);
      return end;
    }
    const bool foreign = in_foreign() && !(element.traits & kLeavesForeign);
    element.foreign = foreign || element.name == "svg" || element.name == "math";
    // Table parts outside a table are not there for the parser.
    const bool table_part = !foreign && element.traits & (kCell | kRow | kRowGroup);
    const bool leaf = element.foreign ? tag.self_closing() : element.traits & kVoid || (table_part && !in_table());
    const bool formatting = !foreign && element.traits & kFormatting;
    const bool raw = !foreign && element.traits & kRaw && !has_open("select") && !has_open("frameset");

    elements_ += 1 + formats_.back().size();
    for (const Format& format : formats_.back()) cloned_bytes_ += format.tag_size;
    const auto drop_tag = [&] {
      const std::size_t after = raw ? skip_raw(element.name, end) : end;
      drop(begin, after);  // Raw text with its tag, without which it would be markup.
      if (!leaf && !raw) ++dropped_[element.name];
      return after;
    };
    // Before anything else, since a tag that gumbo does not see ends nothing.
    if (elements_ > limits_.elements || cloned_bytes_ > limits_.cloned_bytes ||
        (formatting && formats_.back().size() >= limits_.formatting)) {
      return drop_tag();
    }
    if (!foreign) {
      while (in_foreign()) pop();
      if (!(table_part && leaf)) end_implied(element);
    }
    // Had it ended anything, there would be room for it.
    if (!leaf && !raw && open_.size() >= static_cast<std::size_t>(limits_.depth)) return drop_tag();
    foreign_seen_ |= element.foreign;
    if (surplus) {
      out_.append(source_, kept_from_, surplus - kept_from_).append(tag.self_closing() ? "/>" : ">");
      kept_from_ = end;
    }
    if (element.name == "select" && !foreign && close_in_scope("select"))
      return end;  // A second one only ends the first.
    if (raw) return skip_raw(element.name, end);
    if (leaf) return end;
    if (formatting) formats_.back().push_back({element.name, element.tag_size});
    push(std::move(element));
    return end;
  }

  /// The elements that a start tag ends without saying so.
  void end_implied(const Open& element) {
    // A table does not always: in quirks mode it stays in the paragraph.
    if (element.traits & kClosesP) close_in_scope("p", "button");
    if (element.traits & kHeading && !open_.empty() && open_.back().traits & kHeading) pop();
    const std::string_view name = element.name;
    if (name == "li" || name == "dd" || name == "dt") {
      for (std::size_t i = open_.size(); i-- > 0;) {
        const Open& here = open_[i];
        if (here.name == name || (name != "li" && (here.name == "dd" || here.name == "dt"))) {
          pop_to(i);
          break;
        }
        if (here.foreign ||
            (here.traits & kSpecial && here.name != "address" && here.name != "div" && here.name != "p")) {
          break;
        }
      }
    }
    if ((name == "option" || name == "optgroup") && !open_.empty() && open_.back().name == "option") pop();
    const bool in_select = open_.size() >= 2 && open_[open_.size() - 2].name == "select";
    if (name == "optgroup" && in_select && open_.back().name == "optgroup") pop();
    if ((name == "rp" || name == "rt" || name == "rb" || name == "rtc") && in_scope("ruby")) {
      while (ends_by_itself(open_.back().name)) pop();
    }
    if (name == "input" || name == "keygen" || name == "textarea") close_in_scope("select");
    if (name == "a" || name == "nobr") close_formatting(element.name);
    const unsigned table_part = element.traits & (kCell | kRow | kRowGroup);
    if (table_part) {
      // The nearest part of the same table that cannot hold this one.
      const unsigned ended = table_part & kCell ? kCell : table_part & kRow ? kCell | kRow : kCell | kRow | kRowGroup;
      std::size_t outermost = open_.size();
      for (std::size_t i = open_.size(); i-- > 0;) {
        if (open_[i].foreign || open_[i].name == "table" || open_[i].name == "template") break;
        if (open_[i].traits & ended) outermost = i;
      }
      pop_to(outermost);
    }
  }

  static bool ends_by_itself(std::string_view name) {
    constexpr std::string_view kNames[] = {"dd", "dt", "li", "optgroup", "option", "p", "rb", "rp", "rt", "rtc"};
    return std::ranges::find(kNames, name) != std::end(kNames);
  }

  bool in_scope(std::string_view name) const {
    if (!has_open(name)) return false;
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i].name == name) return true;
      if (open_[i].traits & kScope || open_[i].foreign) return false;
    }
    return false;
  }

  /// Ends the innermost `name` unless an element that bounds scopes, or `also`, stands above it.
  bool close_in_scope(std::string_view name, std::string_view also = {}) {
    if (!has_open(name)) return false;
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i].name == name) {
        pop_to(i);
        return true;
      }
      if (open_[i].traits & kScope || open_[i].foreign || open_[i].name == also) return false;
    }
    return false;
  }

  std::size_t end_tag(std::size_t begin) {
    TagScanner tag(source_, begin + 2);
    std::size_t attributes = 0;
    std::size_t surplus = 0;
    for (TagScanner::Attribute attribute; tag.next(attribute);) {
      if (++attributes == limits_.attributes + 1) surplus = attribute.begin;
    }
    if (!tag.closed()) return source_.size();
    const std::size_t end = tag.end();
    const std::string name = ascii_lower(tag.name());
    elements_ += 1;
    if (elements_ > limits_.elements || cloned_bytes_ > limits_.cloned_bytes) {
      drop(begin, end);
      return end;
    }
    if (foreign_seen_ && traits_of(name) & kIntegration) {
      drop(begin, end);
      return end;
    }
    if (const auto dropped = dropped_.find(name); dropped != dropped_.end() && dropped->second > 0) {
      --dropped->second;
      drop(begin, end);
      return end;
    }
    if (surplus) {
      out_.append(source_, kept_from_, surplus - kept_from_).append(">");
      kept_from_ = end;
    }
    close(name, end - begin == name.size() + 3);
    return end;
  }

  void close(const std::string& name, bool exact) {
    const unsigned traits = traits_of(name);
    if (!open_.empty() && open_.back().foreign) {
      // gumbo compares what is written: "</svg >" and "</svg/>" end nothing there.
      for (std::size_t i = open_.size(); exact && i-- > 0 && open_[i].foreign;) {
        if (open_[i].name == name) return pop_to(i);
      }
      return;  // Deep side: the element outside stays open.
    }
    if (!has_open(name) && !(traits & (kHeading | kFormatting))) return;
    if (name == "p") {
      close_in_scope("p", "button");
    } else if (traits & (kCell | kRow | kRowGroup) || name == "table") {
      for (std::size_t i = open_.size(); i-- > 0;) {
        if (open_[i].name == name) return pop_to(i);
        if (open_[i].foreign || open_[i].name == "table" || open_[i].name == "template") return;
      }
    } else if (traits & kHeading) {
      for (std::size_t i = open_.size(); i-- > 0;) {
        if (open_[i].traits & kHeading) return pop_to(i);
        if (open_[i].traits & kScope || open_[i].foreign) return;
      }
    } else if (traits & kFormatting) {
      close_formatting(name);
    } else if (name == "form") {
      // It leaves, but what was opened inside it stays open.
      for (std::size_t i = open_.size(); i-- > 0 && !(open_[i].traits & kScope) && !open_[i].foreign;) {
        if (open_[i].name == name) return take_out(i);
      }
    } else if (traits & kSpecial) {
      close_in_scope(name, name == "li" ? "ul" : "");
    } else {
      for (std::size_t i = open_.size(); i-- > 0;) {
        if (open_[i].name == name) return pop_to(i);
        if (open_[i].traits & kSpecial || open_[i].foreign) return;
      }
    }
  }

  void close_formatting(const std::string& name) {
    auto& formats = formats_.back();
    const auto last = std::find_if(formats.rbegin(), formats.rend(), [&](const Format& f) { return f.name == name; });
    if (last != formats.rend()) formats.erase(std::next(last).base());
    if (!has_open(name)) return;
    // With a block inside it, the block stays open and the formatting element leaves the stack (adoption agency).
    bool block_inside = false;
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i].name == name && !open_[i].foreign) {
        if (!block_inside) return pop_to(i);
        return take_out(i);
      }
      if (open_[i].traits & kScope || open_[i].foreign) return;
      block_inside |= (open_[i].traits & kSpecial) != 0;
    }
  }

  /// Behind the end tag of an element whose content is text.
  std::size_t skip_raw(std::string_view name, std::size_t at) {
    if (name == "plaintext") return source_.size();
    bool escaped = false;        // Script only: inside "<!--".
    bool escaped_twice = false;  // And there inside "<script".
    for (; at < source_.size(); ++at) {
      if (name == "script" && escaped && source_.substr(at).starts_with("-->")) escaped = escaped_twice = false;
      if (source_[at] != '<') continue;
      if (name == "script" && !escaped && source_.substr(at).starts_with("<!--")) {
        // Two of its dashes may be those that close it: "<!-->".
        escaped = true;
        at += 1;
        continue;
      }
      const bool closing = at + 1 < source_.size() && source_[at + 1] == '/';
      const std::size_t word = at + (closing ? 2 : 1);
      const std::string_view found = source_.substr(word, name.size());
      const char after = word + name.size() < source_.size() ? source_[word + name.size()] : ' ';
      if (!equals_ignoring_case(found, name) || !(is_html_space(after) || after == '/' || after == '>')) continue;
      if (!closing) {
        if (escaped) escaped_twice = true;
        continue;
      }
      if (escaped_twice) {
        escaped_twice = false;
        continue;
      }
      TagScanner tag(source_, word);
      for (TagScanner::Attribute attribute; tag.next(attribute);) {
      }
      return tag.end();
    }
    return source_.size();
  }

  const std::string_view source_;
  const GuardLimits limits_;
  std::string out_;
  std::size_t kept_from_ = 0;  ///< What stands before it is in out_, or was dropped.
  std::vector<Open> open_;
  std::map<std::string, int, std::less<>> counts_;   ///< Of open_, by name.
  std::map<std::string, int, std::less<>> dropped_;  ///< Start tags whose end tags must go too.
  /// The active formatting elements, those since each marker apart.
  std::vector<std::vector<Format>> formats_ = std::vector<std::vector<Format>>(1);
  std::size_t elements_ = 0;
  std::size_t cloned_bytes_ = 0;
  bool foreign_seen_ = false;  ///< An svg or math element began; the page may be inside it, whatever open_ says.
};

}  // namespace

std::string within_limits(std::string_view utf8, const GuardLimits& limits) {
  return Guard(utf8, limits).run();
}

}  // namespace dateline::markup
