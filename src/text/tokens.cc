#include "text/tokens.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <random>
#include <utility>

#include "text/eight_bytes.h"
#include "text/segment.h"
#include "text/term_rules.h"
#include "text/utf8.h"
#include "text/word_hash.h"

namespace dateline::text {
namespace {

/// Titles that are printed with a full stop, which ends no sentence.
constexpr std::array<std::string_view, 18> kTitles = {"Mr", "Mrs", "Ms",  "Dr", "St", "Gen", "Sen", "Rep",  "Gov",
                                                      "Lt", "Col", "Sgt", "Jr", "Sr", "Rev", "Hon", "Prof", "Capt"};

/// Room for words that is kept from text to text; a longer text gives its room back. An article has some 5,000 at most.
constexpr std::size_t kWordsOfRoom = 1 << 16;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

UChar32 first_character(std::string_view utf8) {
  std::size_t i = 0;
  UChar32 c;
  const std::size_t size = utf8.size();
  U8_NEXT(utf8.data(), i, size, c);
  return c;
}

/// "J", "U.S", "Mr": what stands before a full stop that ends no sentence.
bool is_abbreviation(std::string_view word) {
  return word.size() == 1 || word.find('.') != std::string_view::npos ||
         std::ranges::find(kTitles, word) != kTitles.end();
}

/// The slow way: ICU folds, Snowball stems.
Word find_out(std::string_view text, const TermRules& rules) {
  Word word;
  const UChar32 first = first_character(text);
  word.capitalised = first >= 0 && (u_isupper(first) || u_istitle(first));
  word.number = is_digit(text.front());
  word.abbreviation = is_abbreviation(text);
  std::string folded = fold(text);
  word.word = word_hash(folded);
  const std::string bare = bare_word(folded);
  word.bare = term_hash(bare);
  word.function_word = rules.is_function_word(bare);
  word.is_term = text.size() <= kLongestTerm && rules.make_term(folded);
  if (word.is_term) word.term = term_hash(folded);
  return word;
}

/// Sixteen bytes of a word, zeros after its end.
struct Block {
  std::uint64_t first;
  std::uint64_t second;
};

Block block_at(std::string_view rest, const char* end_of_text) {
  std::array<char, 16> copy{};
  const char* at = rest.data();
  if (end_of_text - at < 16) {  // Only in the last words of a text.
    std::memcpy(copy.data(), at, rest.size());
    at = copy.data();
  }
  // By a table, not by branches: a processor cannot guess the length of the next word.
  static constexpr std::array<Block, 17> kKeep = [] {
    std::array<Block, 17> keep{};
    for (std::size_t size = 1; size <= 16; ++size) {
      keep[size].first = size >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * size)) - 1;
      keep[size].second = size == 16 ? ~std::uint64_t{0} : size <= 8 ? 0 : (std::uint64_t{1} << (8 * (size - 8))) - 1;
    }
    return keep;
  }();
  const Block& keep = kKeep[std::min<std::size_t>(rest.size(), 16)];
  return {eight_bytes(at) & keep.first, eight_bytes(at + 8) & keep.second};
}

/// Both halves of the product of two numbers, folded: one multiplication mixes all their bits.
std::uint64_t product(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide wide = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(wide) ^ static_cast<std::uint64_t>(wide >> 64);
}

std::uint64_t random_number() {
  std::random_device device;
  return (std::uint64_t{device()} << 32) ^ device();
}

/// Something that opens a sentence or a quotation stands between two words.
bool opens_sentence(std::string_view gap) {
  bool ascii = true;
  for (const char c : gap) {
    if (c == '.' || c == '!' || c == '?' || c == ':' || c == '\n' || c == '"') return true;
    ascii &= static_cast<unsigned char>(c) < 0x80;
  }
  return !ascii && std::ranges::any_of(std::array<std::string_view, 5>{"…", "“", "„", "«", "—"},
                                       [&](std::string_view mark) { return gap.find(mark) != std::string_view::npos; });
}

}  // namespace

Tokenizer::Tokenizer(std::size_t words)
    : secret_{random_number(), random_number()},
      memory_(std::bit_ceil(std::max<std::size_t>(words, 4)) / 2),
      shift_(64 - std::countr_zero(memory_.size())) {}

// A word is known by 64 bits of a hash whose secret is drawn for each Tokenizer: that one word is taken for another is
// a matter of chance, once in 2^63 words, and nobody outside can bring it about.
std::uint64_t Tokenizer::key_of(std::string_view word, const char* end_of_text, std::uint64_t rules_key) const {
  std::uint64_t key = rules_key ^ word.size();
  for (std::size_t i = 0; i < word.size(); i += 16) {
    const Block block = block_at(word.substr(i), end_of_text);
    key = product(key ^ block.first, secret_[1] ^ block.second);
  }
  return key == 0 ? 1 : key;
}

const Word& Tokenizer::recall(std::uint64_t key, std::string_view word, const TermRules& rules) {
  auto& [last, earlier] = pair_of(key).words;
  if (last.key == key) return last.is;
  std::swap(last, earlier);
  if (last.key != key) last = {key, find_out(word, rules)};
  return last.is;
}

const std::vector<Token>& Tokenizer::tokens(std::string_view utf8, std::string_view language) {
  if (words_.capacity() > kWordsOfRoom) {
    words_ = {};
    keys_ = {};
    tokens_ = {};
  }
  find_words(utf8, language, words_);
  const TermRules rules(language);
  // All keys first: the memory comes nearer while the other keys are made.
  const std::uint64_t rules_key = product(secret_[0] ^ rules.number(), secret_[1]);
  keys_.resize(words_.size());
  for (std::size_t i = 0; i < words_.size(); ++i) {
    keys_[i] = key_of(words_[i], utf8.data() + utf8.size(), rules_key);
    __builtin_prefetch(&pair_of(keys_[i]));
  }
  tokens_.clear();
  tokens_.reserve(words_.size());
  const char* end_of_last = utf8.data();
  bool abbreviated = false;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const std::string_view text = words_[i];
    std::string_view gap(end_of_last, text.data());
    Token& token = tokens_.emplace_back(recall(keys_[i], text, rules), text);
    if (gap == " ") {
      token.joined = true;
    } else {
      if (abbreviated && gap.starts_with('.')) gap.remove_prefix(1);
      token.joined = gap == " " || gap == "-";
      token.opens_sentence = opens_sentence(gap);
    }
    abbreviated = token.abbreviation;
    end_of_last = text.data() + text.size();
  }
  if (!tokens_.empty()) tokens_.front().opens_sentence = true;
  return tokens_;
}

std::string bare_word(std::string folded) {
  straighten(folded);
  if (folded.ends_with("'s")) folded.resize(folded.size() - 2);
  if (folded.empty() || !is_digit(folded.front())) return folded;

  const auto digits_at = [&](std::size_t at) {
    std::size_t end = at;
    while (end < folded.size() && is_digit(folded[end])) ++end;
    return end - at;
  };
  std::string bare = folded.substr(0, digits_at(0));
  std::size_t i = bare.size();
  while (i < folded.size() && std::string_view(".,'").contains(folded[i])) {
    const std::size_t digits = digits_at(i + 1);
    if (digits == 0) break;
    if (digits != 3 || bare == "0") bare += '.';
    bare.append(folded, i + 1, digits);
    i += 1 + digits;
  }
  const std::string_view rest = std::string_view(folded).substr(i);
  if (rest != "st" && rest != "nd" && rest != "rd" && rest != "th") bare += rest;
  return bare;
}

}  // namespace dateline::text
