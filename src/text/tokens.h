#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::text {

class TermRules;

/// What a word is wherever it stands. Hashes by word_hash.h: the same in every run, the language is no part of them.
struct Word {
  std::uint64_t word = 0;      ///< Of the folded word: what shingles are made of.
  std::uint32_t term = 0;      ///< Of the term that terms() makes of it. Means nothing unless `is_term`.
  std::uint32_t bare = 0;      ///< Of bare_word(): what names and numbers are compared by.
  bool is_term = false;        ///< terms() keeps it: no function word, no noise.
  bool function_word = false;  ///< Bare of a possessive, so that "It's" is one.
  bool number = false;         ///< Begins with a digit: "1,200", "21st", "2m".
  bool capitalised = false;
  bool abbreviation = false;  ///< Initials or a title: a full stop after it ends no sentence.
};

/// A word where it stands.
struct Token : Word {
  std::string_view text;        ///< As printed; a view into the text.
  bool opens_sentence = false;  ///< Or a quotation, or what follows a colon or dash.
  bool joined = false;          ///< Only a space or a hyphen stands between this word and the one before.
};

/// Reads texts word by word, for whoever wants what terms(), names() and shingles() tell in one pass and needs no
/// strings. It remembers the words it met last, so that only new ones are folded and stemmed: keep one for a long run.
/// One thread at a time.
///
/// Memory is bounded: 32 bytes for each word remembered, and room for the longest text of late. Linear.
class Tokenizer {
 public:
  /// Remembers at most `words`, rounded up to a power of two. The default, 8 MiB, knows 98 words in 100 of English
  /// news; half of it cost a tenth more time on a stream of 20,000 articles, twice of it gained nothing.
  explicit Tokenizer(std::size_t words = 1 << 18);

  /// The words of the text in order, those of words(). Any bytes will do. Valid until the next call, while the text is.
  const std::vector<Token>& tokens(std::string_view utf8, std::string_view language);

 private:
  struct Remembered {
    std::uint64_t key = 0;  // 0: nothing yet.
    Word is;
  };
  /// One line of a processor's cache, so that to look is to wait once. The first was met last.
  struct alignas(64) Pair {
    std::array<Remembered, 2> words;
  };
  static_assert(sizeof(Pair) == 64);

  std::uint64_t key_of(std::string_view word, const char* end_of_text, std::uint64_t rules_key) const;
  Pair& pair_of(std::uint64_t key) { return memory_[key >> shift_]; }
  const Word& recall(std::uint64_t key, std::string_view word, const TermRules& rules);

  std::array<std::uint64_t, 2> secret_;
  std::vector<Pair> memory_;
  int shift_;  // Takes a key to the number of its pair.

  // Of the last text.
  std::vector<std::string_view> words_;
  std::vector<std::uint64_t> keys_;
  std::vector<Token> tokens_;
};

/// A name: its tokens, without the article before it.
using Name = std::span<const Token>;

/// The names among the tokens of one text, in order, with repeats: see names(). Replaces `out`.
void find_names(std::span<const Token> tokens, std::vector<Name>& out);

/// A hash of what the name is compared by; stored like the hashes of word_hash.h. Not the hash of any term.
std::uint32_t name_hash(Name name);

/// What a word is compared by where its form is of no matter. Of a folded word: without its possessive, apostrophes
/// straight ("biden’s" is "biden"). Of a number also without marks of thousands and the ending of an ordinal, its
/// decimal mark a point: "1,200", "1.200" and "1200" are alike, "21st" and "21", "3,5" and "3.5". A mark before exactly
/// three digits is one of thousands, so that "1.234" is "1234" and "0.125" stays; "2m" and "2-1" (two words) stay.
std::string bare_word(std::string folded);

}  // namespace dateline::text
