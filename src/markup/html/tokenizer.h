#pragma once
// Inside markup/: HTML source as tokens (WHATWG HTML section 13.2.5).

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "markup/html.h"
#include "markup/html/arena.h"

namespace dateline::markup {

struct Token {
  enum class Kind {
    kText,  ///< A run of characters, as long as it could be had at once; the next token may go on with it.
    kNul,   ///< One U+0000 where the standard leaves it to the tree (states data and CDATA section).
    kStartTag,
    kEndTag,
    kComment,
    kDoctype,
    kEnd,  ///< Of the source; next() gives it again and again.
  };
  Kind kind = Kind::kEnd;
  Tag tag = Tag::kUnknown;          ///< Of tags.
  bool self_closing = false;        ///< Of start tags.
  bool force_quirks = false;        ///< Of doctypes.
  std::string_view text;            ///< Of text and comments.
  std::string_view name;            ///< Of tags and doctypes, in lower case; "" when a doctype has none.
  std::span<Attribute> attributes;  ///< Of start tags; no repeats, the first kMaxAttributes. Only until the next token.
  std::optional<std::string_view> public_id, system_id;  ///< Of doctypes.
};

/// Takes a page apart, at gigabytes a second where there are no tags. Its cost is linear in the source, whatever that
/// holds: no byte is read more than a few times, but the names of a tag's attributes, which are compared with those
/// kept before them. Parse errors are not told.
///
/// The source is changed: names become lower case and character references are decoded where they stand, so what a
/// token views lies in the source, or in `spill` where it became longer (U+0000 as U+FFFD, "&nGt;"); both must live as
/// long as what was made of the tokens.
class Tokenizer {
 public:
  /// The states in which the tree builder or a fragment's context may set it. It leaves all but kPlaintext and kCdata
  /// by itself at the end tag of the last start tag.
  enum class State { kData, kRcdata, kRawtext, kScriptData, kPlaintext, kCdata };

  /// Zero bytes that must stand, readable, behind the source: it is read sixteen at a time.
  static constexpr std::size_t kPadding = 16;

  /// `source` is UTF-8 with "\n" as its only line end (section 13.2.3.5) and kPadding zero bytes behind it.
  Tokenizer(std::span<char> source, Arena& spill);

  /// Valid until the next call; the caller may change it.
  Token& next();

  /// To be called right after a start tag.
  void set_state(State state) { state_ = state; }
  /// For tests: the tag whose end tag ends kRcdata, kRawtext and kScriptData. A fragment's context is not one.
  void set_last_start_tag(std::string_view lower_case) { last_start_tag_ = lower_case; }
  /// Whether "<![CDATA[" begins a section: only when the current node is svg or math. Else it is a comment.
  void allow_cdata(bool allowed) { cdata_allowed_ = allowed; }

 private:
  enum class References { kNone, kInText, kInAttribute };

  // Each reads from at_ on; true when it made a token.
  bool read_data();
  bool read_raw_text();
  bool read_cdata();
  bool read_markup();
  bool read_tag(Token::Kind kind);
  bool read_comment();
  bool read_bogus_comment();
  bool read_doctype();

  char* end_of_raw_text() const;
  std::string_view read_name(std::uint8_t ending_classes);
  std::string_view read_attribute_value();
  bool read_doctype_parts();
  bool read_doctype_id(std::optional<std::string_view>& id);
  void skip_space();
  std::string_view decoded(char* begin, char* end, References references);

  char* at_;
  char* const end_;
  Arena& spill_;
  State state_ = State::kData;
  bool cdata_allowed_ = false;
  std::string_view last_start_tag_;
  Token token_;
  std::array<Attribute, kMaxAttributes> attributes_;
  std::array<std::uint32_t, kMaxAttributes> fingerprints_{};  // Of their names.
};

}  // namespace dateline::markup
