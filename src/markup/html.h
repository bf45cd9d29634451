#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "markup/tag.h"

namespace dateline::markup {

/// 16 MiB: the largest page in our corpora has 4; beyond this it is not an article.
inline constexpr std::size_t kMaxHtmlBytes = std::size_t{16} << 20;
/// Deeper nesting is flattened, not refused: no article needs it, and Chromium's own limit is 512.
inline constexpr std::size_t kMaxDepth = 512;
/// Those beyond are dropped: the most on a tag in our corpora is 60.
inline constexpr std::size_t kMaxAttributes = 255;

struct Attribute {
  std::string_view name;   ///< Lower case; on svg and math as the standard spells it ("viewBox", "xlink:href").
  std::string_view value;  ///< Entities decoded.
};

/// Whose names an element's name is one of.
enum class Space : std::uint8_t { kHtml, kSvg, kMathMl };

/// A node of a parsed page, of 64 bytes. Owned, with all that it points to, by its Document. Read-only, any thread.
struct Node {
  enum class Kind : std::uint8_t { kElement, kText, kComment, kDoctype, kDocument };

  Kind kind = Kind::kElement;
  Space space = Space::kHtml;
  Tag tag = Tag::kUnknown;  ///< Of an element; of svg and math, too, when the name is in the list.
  std::uint8_t attribute_count = 0;
  std::uint32_t size = 0;      ///< Of `data`.
  const char* data = nullptr;  ///< What name() or text() gives.
  const Attribute* attribute_list = nullptr;
  Node* parent = nullptr;
  Node* first_child = nullptr;
  Node* last_child = nullptr;
  Node* previous = nullptr;
  Node* next = nullptr;

  bool is_element() const { return kind == Kind::kElement; }
  bool is_text() const { return kind == Kind::kText; }
  /// Of an element: lower case ("p"), on svg as the standard spells it ("linearGradient"). Of a doctype: its name, with
  /// "public" and "system" as attributes when it has them. Else empty.
  std::string_view name() const {
    return is_element() || kind == Kind::kDoctype ? std::string_view(data, size) : std::string_view();
  }
  /// Of text and comments, entities decoded. Else empty.
  std::string_view text() const {
    return is_text() || kind == Kind::kComment ? std::string_view(data, size) : std::string_view();
  }
  /// In order; no repeats.
  std::span<const Attribute> attributes() const { return {attribute_list, attribute_count}; }

  bool is(std::string_view element) const { return is_element() && name() == element; }
  /// The attribute's value, or "" when absent (see has()).
  std::string_view attribute(std::string_view attribute_name) const;
  bool has(std::string_view attribute_name) const;
};

/// The node after `node` in document order, staying below `root`; nullptr at the end. For walking without recursion.
const Node* next_in_order(const Node* node, const Node* root);
/// The same, but not into the children of `node`.
const Node* next_skipping_children(const Node* node, const Node* root);
/// All text below `node`, as it stands, without script, style, template and noscript.
std::string text_of(const Node& node);
/// What stands inside `node` as HTML that a parser reads back (WHATWG HTML section 13.3).
std::string inner_html(const Node& node);

/// Text with its character references as the characters they stand for; what is none stays.
std::string decode_references(std::string_view text);

/// A parsed page: any bytes give a tree, by WHATWG HTML section 13.2 with scripting off. Linear in time; without
/// recursion; at most eight times the page in memory, and 16 MiB: where the tree would need more, its tags are passed
/// over from there on, and the text stays.
class Document {
 public:
  /// `utf8` is valid UTF-8 (text::to_utf8; for pages also see decode_html), and copied. kLimit above kMaxHtmlBytes.
  static Result<Document> parse(std::string_view utf8);
  /// A piece of a page, such as a feed's description, as it would stand inside the element `context`. root() is such
  /// an element, which holds its nodes; head() and body() are nullptr.
  static Result<Document> parse_fragment(std::string_view utf8, std::string_view context = "body",
                                         Space space = Space::kHtml);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  /// What stands at the top, with the kind kDocument: the doctype, comments, the root. Of a fragment: its root only.
  const Node& top() const;
  const Node& root() const;  ///< The `html` element.
  const Node* head() const;  ///< Always there after parse(); nullptr only in a fragment.
  const Node* body() const;  ///< nullptr in a frameset and in a fragment.

 private:
  struct Tree;
  explicit Document(std::unique_ptr<Tree> tree);
  std::unique_ptr<Tree> tree_;
};

/// Bytes of a page as UTF-8, its charset by sniff_encoding().
std::string decode_html(std::string_view bytes, std::optional<std::string_view> transport_charset = std::nullopt);

}  // namespace dateline::markup
