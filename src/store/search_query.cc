#include "store/search_query.h"

#include <cstddef>

namespace dateline::store {
namespace {

// A search box, not a language: what stands behind is cut off, so that no query costs more than 32 lookups.
constexpr std::size_t kMaxBytes = 1'000;
constexpr int kMaxTerms = 32;

/// The quotation marks that keyboards and phones put around a phrase: ", and “ ” „ in UTF-8.
std::size_t quotation_mark(std::string_view text) {
  if (text.starts_with('"')) return 1;
  for (const std::string_view mark : {"\u201c", "\u201d", "\u201e"}) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

/// FTS5 takes a NUL for the end of the expression, and control characters are never part of a word.
bool is_space(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == 0x7f;
}

/// Something that can be part of a word: a letter, a digit, or a byte of a character beyond ASCII.
bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Expression {
 public:
  void add(std::string_view phrase) {
    // FTS5 would find nothing for a phrase of no words where it stands alone.
    bool has_word = false;
    for (const char c : phrase) has_word = has_word || is_word(c);
    if (!has_word || terms_ == kMaxTerms) return;
    ++terms_;
    if (!text_.empty()) text_ += ' ';
    text_ += '"';
    for (const char c : phrase) text_ += is_space(c) ? ' ' : c;
    text_ += '"';
  }
  /// The words of `text`, apart by space; quotation marks in it are dropped.
  void add_words(std::string_view text) {
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t mark = quotation_mark(text.substr(i));
      if (mark == 0 && !is_space(text[i])) {
        ++i;
        continue;
      }
      add(text.substr(start, i - start));
      i += mark > 0 ? mark : 1;
      start = i;
    }
    add(text.substr(start));
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  int terms_ = 0;
};

/// Where the next quotation mark stands, or npos.
std::size_t find_mark(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quotation_mark(text.substr(i)) > 0) return i;
  }
  return std::string_view::npos;
}

/// At most kMaxBytes, not ending inside a character.
std::string_view head(std::string_view words) {
  if (words.size() <= kMaxBytes) return words;
  std::size_t end = kMaxBytes;
  while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xc0) == 0x80) --end;
  return words.substr(0, end);
}

}  // namespace

std::string fts_expression(std::string_view words) {
  words = head(words);
  Expression expression;
  for (;;) {
    const std::size_t open = find_mark(words);
    if (open == std::string_view::npos) break;
    const std::string_view inside = words.substr(open + quotation_mark(words.substr(open)));
    const std::size_t close = find_mark(inside);
    if (close == std::string_view::npos) break;  // Never closed: words, like the rest.
    expression.add_words(words.substr(0, open));
    expression.add(inside.substr(0, close));
    words = inside.substr(close + quotation_mark(inside.substr(close)));
  }
  expression.add_words(words);
  return expression.text();
}

}  // namespace dateline::store
