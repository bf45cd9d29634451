#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace dateline::markup {

/// 16 MiB: the largest page in our corpora has 4; beyond this it is not an article.
inline constexpr std::size_t kMaxHtmlBytes = std::size_t{16} << 20;
/// Deeper nesting is flattened, not refused: no article needs it, and Chromium's own limit is 512.
inline constexpr int kMaxDepth = 512;

/// A node of a parsed page. Owned by its Document; pointers are valid as long as that lives. Read-only, any thread.
struct Node {
  enum class Kind { kElement, kText, kComment };
  struct Attribute {
    std::string name;   ///< Lower case; a foreign one with its prefix ("xlink:href").
    std::string value;  ///< Entities decoded.
  };

  Kind kind = Kind::kElement;
  std::string
      name;  ///< Element: lower case ("p"); foreign elements keep their name ("svg", "linearGradient"). Else empty.
  std::string text;                   ///< Text and comment: entities decoded. Else empty.
  std::vector<Attribute> attributes;  ///< In order; no repeats.
  Node* parent = nullptr;
  Node* first_child = nullptr;
  Node* last_child = nullptr;
  Node* previous = nullptr;
  Node* next = nullptr;

  bool is(std::string_view element) const { return kind == Kind::kElement && name == element; }
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

/// A parsed page: any bytes give a tree (WHATWG HTML, scripting off). No recursion on depth.
class Document {
 public:
  /// `utf8` is valid UTF-8 (text::to_utf8; for pages also see decode_html). kLimit above kMaxHtmlBytes.
  static Result<Document> parse(std::string_view utf8);
  /// A piece of a page, such as a feed's description, as it would stand in a page's body. root() is a `body` that
  /// holds its nodes; head() and body() are nullptr.
  static Result<Document> parse_fragment(std::string_view utf8);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  const Node& root() const;  ///< The `html` element.
  const Node* head() const;  ///< Always there after parse(); nullptr only in a frameset.
  const Node* body() const;

 private:
  struct Arena;
  explicit Document(std::unique_ptr<Arena> arena);
  std::unique_ptr<Arena> arena_;
};

/// Bytes of a page as UTF-8: BOM, then the transport's charset, then `meta` within the first 1,024 bytes, then
/// detection (WHATWG HTML section 13.2.3).
std::string decode_html(std::string_view bytes, std::optional<std::string_view> transport_charset = std::nullopt);

}  // namespace dateline::markup
