#include "markup/sanitizer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "markup/ascii.h"
#include "markup/html.h"
#include "markup/html/serializer.h"

namespace dateline::markup {
namespace {

/// What becomes of an element.
enum class Fate {
  kUnwrap,     ///< Goes; what is inside stays.
  kBreak,      ///< The same, but it stood apart from its neighbours (div): its text becomes a paragraph of its own.
  kDrop,       ///< Goes with everything inside.
  kInline,     ///< Kept, in a line of text.
  kVoid,       ///< Kept, empty, in a line of text: br, img.
  kRule,       ///< hr.
  kParagraph,  ///< Kept; holds lines only: p, headings, pre.
  kContainer,  ///< Kept; holds lines and blocks: blockquote, li, td.
  kFrame,      ///< Kept; holds only certain containers: ul, table, tr.
};

struct Rule {
  std::string_view name;
  Fate fate;
  std::string_view parents = {};  ///< When not empty, those it must stand in, else it is kBreak.
};

/// The allow-list. An element that is not here is unwrapped.
constexpr auto kRules = std::to_array<Rule>({
    {"a", Fate::kInline},
    {"abbr", Fate::kInline},
    {"address", Fate::kBreak},
    {"applet", Fate::kDrop},
    {"article", Fate::kBreak},
    {"aside", Fate::kBreak},
    {"audio", Fate::kDrop},
    {"b", Fate::kInline},
    {"blockquote", Fate::kContainer},
    {"br", Fate::kVoid},
    {"canvas", Fate::kDrop},
    {"caption", Fate::kContainer, " table "},
    {"center", Fate::kBreak},
    {"cite", Fate::kInline},
    {"code", Fate::kInline},
    {"colgroup", Fate::kDrop},
    {"datalist", Fate::kDrop},
    {"dd", Fate::kContainer, " dl "},
    {"del", Fate::kInline},
    {"details", Fate::kBreak},
    {"dfn", Fate::kInline},
    {"dialog", Fate::kBreak},
    {"div", Fate::kBreak},
    {"dl", Fate::kFrame},
    {"dt", Fate::kContainer, " dl "},
    {"em", Fate::kInline},
    {"embed", Fate::kDrop},
    {"fieldset", Fate::kBreak},
    {"figcaption", Fate::kContainer, " figure "},
    {"figure", Fate::kContainer},
    {"footer", Fate::kBreak},
    {"form", Fate::kBreak},
    {"frame", Fate::kDrop},
    {"frameset", Fate::kDrop},
    {"h1", Fate::kParagraph},
    {"h2", Fate::kParagraph},
    {"h3", Fate::kParagraph},
    {"h4", Fate::kParagraph},
    {"h5", Fate::kParagraph},
    {"h6", Fate::kParagraph},
    {"head", Fate::kDrop},
    {"header", Fate::kBreak},
    {"hgroup", Fate::kBreak},
    {"hr", Fate::kRule},
    {"i", Fate::kInline},
    {"iframe", Fate::kDrop},
    {"img", Fate::kVoid},
    {"input", Fate::kDrop},
    {"ins", Fate::kInline},
    {"kbd", Fate::kInline},
    {"legend", Fate::kBreak},
    {"li", Fate::kContainer, " ol ul "},
    {"main", Fate::kBreak},
    {"mark", Fate::kInline},
    {"nav", Fate::kBreak},
    {"noembed", Fate::kDrop},
    {"noframes", Fate::kDrop},
    {"noscript", Fate::kDrop},
    {"object", Fate::kDrop},
    {"ol", Fate::kFrame},
    {"p", Fate::kParagraph},
    {"pre", Fate::kParagraph},
    {"q", Fate::kInline},
    {"s", Fate::kInline},
    {"samp", Fate::kInline},
    {"script", Fate::kDrop},
    {"section", Fate::kBreak},
    {"select", Fate::kDrop},
    {"small", Fate::kInline},
    {"strong", Fate::kInline},
    {"style", Fate::kDrop},
    {"sub", Fate::kInline},
    {"summary", Fate::kBreak},
    {"sup", Fate::kInline},
    {"table", Fate::kFrame},
    {"tbody", Fate::kFrame, " table "},
    {"td", Fate::kContainer, " tr "},
    {"template", Fate::kDrop},
    {"textarea", Fate::kDrop},
    {"tfoot", Fate::kFrame, " table "},
    {"th", Fate::kContainer, " tr "},
    {"thead", Fate::kFrame, " table "},
    {"time", Fate::kInline},
    {"title", Fate::kDrop},
    {"tr", Fate::kFrame, " tbody tfoot thead "},
    {"u", Fate::kInline},
    {"ul", Fate::kFrame},
    {"var", Fate::kInline},
    {"video", Fate::kDrop},
});
static_assert(std::ranges::is_sorted(kRules, {}, &Rule::name));

/// Deeper blocks are unwrapped: no article has them, and the result stays far below the parser's own limit.
constexpr std::size_t kDeepestBlock = 64;
/// An inline element is opened again in each block that it spans. What that may add in all: a link of eight kilobytes
/// around a million paragraphs must not become eight gigabytes.
constexpr std::size_t kReopenedBytes = std::size_t{1} << 20;

/// Beyond, only text is written. Of 1,098 pages of our corpora the richest leaves 5,888; and with their text so many
/// nodes are 5 MB, which every parse has room for (html.h): so what was written is read back whole.
constexpr std::size_t kMostElements = 40'000;

const Rule* rule_of(std::string_view name) {
  const auto* found = std::ranges::lower_bound(kRules, name, {}, &Rule::name);
  return found != kRules.end() && found->name == name ? found : nullptr;
}

bool is_table_frame(std::string_view name) {
  return name == "table" || name == "tbody" || name == "thead" || name == "tfoot" || name == "tr";
}

bool is_heading(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}

bool is_blank(std::string_view text) {
  return std::ranges::all_of(text, is_html_space);
}

/// The length of the control character or noncharacter that `text` begins with; 0 if it begins with another. They can
/// only have come in as escapes or by mistake, and not every parser lets them through a second time.
std::size_t unkept(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; };
  const int first = byte(0);
  if (first < 0x80) return first != '\n' && first != '\t' && (first < ' ' || first == 0x7F) ? 1 : 0;
  if (first == 0xC2) return byte(1) < 0xA0 ? 2 : 0;                                                  // U+0080 to U+009F
  if (first == 0xEF && byte(1) == 0xB7) return byte(2) >= 0x90 && byte(2) <= 0xAF ? 3 : 0;           // U+FDD0 to U+FDEF
  if (first == 0xEF && byte(1) == 0xBF) return byte(2) >= 0xBE ? 3 : 0;                              // U+FFFE, U+FFFF
  if (first >= 0xF0) return (byte(1) & 0x0F) == 0x0F && byte(2) == 0xBF && byte(3) >= 0xBE ? 4 : 0;  // and above
  return 0;
}

/// The bytes that what is unkept begins with; nearly no text has one.
constexpr auto kMayBeUnkept = [] {
  std::array<bool, 256> bytes{};
  for (std::size_t byte = 0; byte < bytes.size(); ++byte) {
    bytes[byte] = (byte < ' ' && byte != '\n' && byte != '\t') || byte == 0x7F || byte == 0xC2 || byte >= 0xEF;
  }
  return bytes;
}();

std::string without_unkept(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  while (!text.empty()) {
    const auto stop = std::ranges::find_if(text, [](char c) { return kMayBeUnkept[static_cast<unsigned char>(c)]; });
    kept.append(text.begin(), stop);
    text.remove_prefix(static_cast<std::size_t>(stop - text.begin()));
    if (text.empty()) break;
    const std::size_t skipped = unkept(text);
    if (skipped == 0) kept += text.front();
    text.remove_prefix(std::max<std::size_t>(skipped, 1));
  }
  return kept;
}

/// A number of at most four digits, which is all that sizes, spans and starts need.
bool is_small_number(std::string_view value) {
  return !value.empty() && value.size() <= 4 && std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
}

/// Writes the tree out again. The rules keep the result such that a parser makes exactly this tree of it: paragraphs
/// hold no blocks, lists and tables only what belongs there, inline elements end before a block begins and go on inside
/// it.
class Writer {
 public:
  explicit Writer(const Sanitizer::Options& options) : options_(options) {}

  std::string write(const Node& root) {
    const Node* here = &root;
    while (here) {
      const bool inside = enter(*here);
      if (inside && here->first_child) {
        here = here->first_child;
        continue;
      }
      if (inside) leave();
      while (here != &root && !here->next) {
        here = here->parent;
        leave();
      }
      if (here == &root) break;
      here = here->next;
    }
    close_blocks_to(0);
    return out_.size() <= kMaxHtmlBytes ? std::move(out_) : std::string();
  }

 private:
  struct Inline {
    std::string_view name;
    std::string tag;
    bool open = false;
    bool was_open = false;
  };
  struct Block {
    std::string_view name;
    Fate fate;
    bool implied = false;     ///< A paragraph that we opened around loose text.
    bool after_text = false;  ///< Loose text stands right before it.
  };
  /// What enter() did, for leave() to undo.
  struct Entered {
    Fate fate;
    std::size_t blocks = 0;  ///< kParagraph and the like: their place in blocks_.
  };

  bool full() const { return elements_ >= kMostElements; }
  bool in_paragraph() const { return !blocks_.empty() && blocks_.back().fate == Fate::kParagraph; }
  bool in_pre() const {
    return std::ranges::any_of(blocks_, [](const Block& block) { return block.name == "pre"; });
  }

  /// True when leave() must be called for it, and its children be visited.
  bool enter(const Node& node) {
    if (node.kind == Node::Kind::kText) {
      text(node.text());
      return false;
    }
    // Of svg and math nothing stays, and what is called "a" or "p" there is neither.
    if (!node.is_element() || node.space != Space::kHtml) return false;
    const Rule* rule = rule_of(node.name());
    Fate fate = rule ? rule->fate : Fate::kUnwrap;
    const bool table_part = rule && (rule->parents == " table " || rule->parents == " tr " || node.name() == "table" ||
                                     node.name() == "tr");
    if (options_.reply && (is_heading(node.name()) || table_part)) fate = Fate::kBreak;
    if (options_.reply && node.name() == "img") fate = Fate::kDrop;
    const bool is_block =
        fate == Fate::kParagraph || fate == Fate::kContainer || fate == Fate::kFrame || fate == Fate::kRule;
    if (is_block && !fits(*rule)) fate = Fate::kBreak;
    if (full() && (is_block || fate == Fate::kVoid)) fate = Fate::kBreak;
    switch (fate) {
      case Fate::kDrop:
        return false;
      case Fate::kUnwrap:
        break;
      case Fate::kBreak:
        end_line();
        break;
      case Fate::kVoid:
        write_void(node);
        return false;
      case Fate::kRule:
        begin_block();
        out_ += "<hr>";
        ++elements_;
        at_boundary_ = true;
        return false;
      case Fate::kInline:
        if (!open_inline(node, rule->name)) fate = Fate::kUnwrap;
        break;
      case Fate::kParagraph:
      case Fate::kContainer:
      case Fate::kFrame: {
        const bool after_text = !at_boundary_ && !in_paragraph();
        begin_block();
        open_block({.name = rule->name, .fate = fate, .after_text = after_text}, node);
        break;
      }
    }
    entered_.push_back({fate, blocks_.size()});
    if (fate == Fate::kBreak) ++breaks_;
    return true;
  }

  void leave() {
    const Entered entered = entered_.back();
    entered_.pop_back();
    switch (entered.fate) {
      case Fate::kInline:
        if (inlines_.back().open) close_tag(inlines_.back().name);
        inlines_.pop_back();
        break;
      case Fate::kBreak:
        --breaks_;
        end_line();
        break;
      case Fate::kParagraph:
      case Fate::kContainer:
      case Fate::kFrame:
        // It may have ended before its end tag, when a block came inside a paragraph.
        if (blocks_.size() >= entered.blocks) close_blocks_to(entered.blocks - 1);
        break;
      default:
        break;
    }
  }

  /// Whether a block may stand where we are, once an open paragraph has ended.
  bool fits(const Rule& rule) const {
    std::size_t depth = blocks_.size();
    // A paragraph inside a heading or the like is only a break there.
    if (rule.name == "p" && in_paragraph() && !blocks_.back().implied) return false;
    if (depth > 0 && blocks_.back().fate == Fate::kParagraph) --depth;
    if (depth >= kDeepestBlock) return false;
    const std::string_view parent = depth > 0 ? blocks_[depth - 1].name : std::string_view();
    if (rule.parents.empty()) return !is_table_frame(parent);
    return !parent.empty() && rule.parents.find(" " + std::string(parent) + " ") != std::string_view::npos;
  }

  /// Ends the paragraph that we opened ourselves; in any other a space keeps the words apart.
  void end_line() {
    if (in_paragraph() && !blocks_.back().implied) {
      space_due_ = true;
    } else if (in_paragraph()) {
      close_blocks_to(blocks_.size() - 1);
    } else {
      close_inlines();
      // Loose text before this one is a line of its own; a space is the least that must stay.
      space_due_ = !at_boundary_;
    }
  }

  void begin_block() {
    close_inlines();
    if (in_paragraph()) close_blocks_to(blocks_.size() - 1);
    at_boundary_ = true;
    space_due_ = false;
  }

  void open_block(Block block, const Node& node) {
    out_.append("<").append(block.name);
    block_attributes(node);
    out_ += '>';
    ++elements_;
    blocks_.push_back(block);
    at_boundary_ = true;
  }

  void close_blocks_to(std::size_t count) {
    close_inlines();
    at_boundary_ = true;
    space_due_ = false;
    while (blocks_.size() > count) {
      const Block& block = blocks_.back();
      constexpr std::string_view kEmpty = "<p>";
      if (block.name == "p" && out_.ends_with(kEmpty)) {
        // Feeds are full of empty paragraphs, which only make gaps.
        out_.resize(out_.size() - kEmpty.size());
        at_boundary_ = !block.after_text;
        space_due_ = block.after_text;
      } else {
        close_tag(block.name);
        at_boundary_ = true;
        space_due_ = false;
      }
      blocks_.pop_back();
    }
  }

  void close_tag(std::string_view name) { out_.append("</").append(name).append(">"); }

  void close_inlines() {
    for (std::size_t i = inlines_.size(); i-- > 0;) {
      if (!inlines_[i].open) continue;
      close_tag(inlines_[i].name);
      inlines_[i].open = false;
    }
  }

  /// Opens what must be open before text or an image: a paragraph, the inline elements around.
  void begin_content() {
    if (!blocks_.empty() && is_table_frame(blocks_.back().name)) {
      // Loose content of a table stands after it, as the parser would have it stand before.
      std::size_t count = blocks_.size();
      while (count > 0 && is_table_frame(blocks_[count - 1].name)) --count;
      close_blocks_to(count);
    }
    if (breaks_ > 0 && !in_paragraph() && (blocks_.empty() || blocks_.back().fate == Fate::kContainer) &&
        at_boundary_ && !full()) {
      out_ += "<p>";
      ++elements_;
      blocks_.push_back({"p", Fate::kParagraph, true});
    }
    if (space_due_ && !at_boundary_ && !out_.ends_with(' ') && !out_.ends_with('\n')) out_ += ' ';
    space_due_ = false;
    for (Inline& element : inlines_) {
      if (element.open || full()) continue;
      if (element.was_open) {
        if (reopened_bytes_ + element.tag.size() > kReopenedBytes) continue;
        reopened_bytes_ += element.tag.size();
      }
      out_ += element.tag;
      ++elements_;
      element.open = element.was_open = true;
    }
  }

  void text(std::string_view raw) {
    const std::string kept = without_unkept(raw);
    std::string_view value = kept;
    const bool pre = in_pre();
    if (!pre) {
      if (at_boundary_) {
        while (!value.empty() && is_html_space(value.front())) value.remove_prefix(1);
        if (value.empty()) return;
      } else if (is_blank(value)) {
        // Written when something follows, so that no line ends in blanks.
        space_due_ |= !value.empty();
        return;
      }
    }
    // A parser takes the first line end of a pre away, and would go on to the next one.
    while (out_.ends_with("<pre>") && value.starts_with('\n')) value.remove_prefix(1);
    if (value.empty()) return;
    begin_content();
    append_escaped_text(out_, value);
    at_boundary_ = false;
  }

  /// False when the element is not wanted, or stands inside another of its name already.
  bool open_inline(const Node& node, std::string_view name) {
    if (std::ranges::find(inlines_, name, &Inline::name) != inlines_.end()) return false;
    std::string tag = "<" + std::string(name);
    if (name == "a") {
      const std::optional<std::string> target = link(node.attribute("href"));
      if (!target) return false;
      append_attribute(tag, "href", *target);
      if (options_.reply) tag += " rel=\"nofollow ugc noopener\"";
    }
    if (name == "abbr" && node.has("title")) append_attribute(tag, "title", without_unkept(node.attribute("title")));
    if (name == "time" && node.has("datetime"))
      append_attribute(tag, "datetime", without_unkept(node.attribute("datetime")));
    tag += '>';
    inlines_.push_back({name, std::move(tag)});
    return true;
  }

  void write_void(const Node& node) {
    if (node.name() == "br") {
      if (at_boundary_ && !in_pre()) return;  // A blank line before the first.
      begin_content();
      out_ += "<br>";
      ++elements_;
      if (in_pre()) at_boundary_ = false;
      return;
    }
    const std::optional<text::Url> source = resolve(node.attribute("src"));
    if (!source) return;
    begin_content();
    out_ += "<img";
    ++elements_;
    append_attribute(out_, "src", source->str());
    append_attribute(out_, "alt", without_unkept(node.attribute("alt")));
    for (const std::string_view size : {"width", "height"}) {
      if (is_small_number(node.attribute(size))) append_attribute(out_, size, node.attribute(size));
    }
    out_ += '>';
    at_boundary_ = false;
  }

  void block_attributes(const Node& node) {
    const auto keep_number = [&](std::string_view name) {
      if (is_small_number(node.attribute(name))) append_attribute(out_, name, node.attribute(name));
    };
    if (node.name() == "ol") keep_number("start");
    if (node.name() == "td" || node.name() == "th") {
      keep_number("colspan");
      keep_number("rowspan");
    }
  }

  std::optional<text::Url> resolve(std::string_view reference) const {
    return options_.base ? options_.base->resolve(reference) : text::Url::parse(reference);
  }

  std::optional<std::string> link(std::string_view reference) const {
    if (const auto url = resolve(reference)) return url->str();
    while (!reference.empty() && static_cast<unsigned char>(reference.front()) <= ' ') reference.remove_prefix(1);
    while (!reference.empty() && static_cast<unsigned char>(reference.back()) <= ' ') reference.remove_suffix(1);
    if (reference.size() < 7 || !equals_ignoring_case(reference.substr(0, 7), "mailto:")) return std::nullopt;
    // The address alone: what may follow ("?subject=") writes letters in the reader's name.
    const std::string_view address = reference.substr(7, reference.find('?') - 7);
    const auto plain = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             std::string_view("@.-_+").find(c) != std::string_view::npos;
    };
    if (address.empty() || address.size() > 254 || !std::ranges::all_of(address, plain)) return std::nullopt;
    return "mailto:" + std::string(address);
  }

  const Sanitizer::Options& options_;
  std::string out_;
  std::vector<Entered> entered_;
  std::vector<Block> blocks_;    ///< Written and not yet ended.
  std::vector<Inline> inlines_;  ///< Those we are inside of, written or not.
  std::size_t breaks_ = 0;       ///< Open elements of kBreak.
  std::size_t reopened_bytes_ = 0;
  std::size_t elements_ = 0;  ///< Written.
  bool at_boundary_ = true;   ///< Nothing stands on the current line yet.
  bool space_due_ = false;
};

}  // namespace

SanitizedHtml Sanitizer::sanitize(const Node& root, const Options& options) {
  return SanitizedHtml(Writer(options).write(root));
}

SanitizedHtml Sanitizer::sanitize(std::string_view html, const Options& options) {
  const auto document = Document::parse_fragment(html);
  return document ? sanitize(document->root(), options) : SanitizedHtml();
}

}  // namespace dateline::markup
