#include "text/language_model.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>

#include "base/result.h"
#include "language_model_table.h"
#include "text/word_hash.h"

namespace dateline::text {
namespace {

/// What a cell holds for nothing: -7 to 7 are written as 1 to 15.
constexpr int kZero = 8;
/// Sums of so many cells fit a byte, of which one instruction adds sixteen.
constexpr std::size_t kRowsInBytes = 255 / 15;

/// The next field of `line`, which becomes what follows it.
std::string_view field(std::string_view& line, char end) {
  const std::size_t at = std::min(line.find(end), line.size());
  const std::string_view found = line.substr(0, at);
  line.remove_prefix(std::min(at + 1, line.size()));
  return found;
}

/// Lower-case letters, words apart by single spaces, one at either end.
std::vector<UChar32> letters_of(std::string_view utf8) {
  std::vector<UChar32> letters{' '};
  letters.reserve(std::min(utf8.size(), kModelLetters) + 2);
  for (std::size_t i = 0; i < utf8.size() && letters.size() < kModelLetters;) {
    UChar32 c = static_cast<unsigned char>(utf8[i]);
    if (c < 0x80) {
      ++i;
    } else {
      U8_NEXT(utf8.data(), i, utf8.size(), c);
    }
    if (c >= 'a' && c <= 'z') {
      letters.push_back(c);
    } else if (c >= 'A' && c <= 'Z') {
      letters.push_back(c + ('a' - 'A'));
    } else if (c >= 0x80 && (u_isalpha(c) || u_getCombiningClass(c) != 0)) {
      letters.push_back(u_tolower(c));
    } else if (letters.back() != ' ') {
      // An apostrophe is a letter of Ukrainian, and part of "l'" and "d'".
      letters.push_back(c == '\'' || c == 0x2019 || c == 0x2BC ? '\'' : ' ');
    }
  }
  if (letters.back() != ' ') letters.push_back(' ');
  return letters;
}

constexpr std::uint64_t step(std::uint64_t hash, UChar32 letter) {
  return (hash ^ static_cast<std::uint64_t>(letter)) * 0x100000001B3;
}

/// A text that may be either is sure to be one of the two.
bool twins(std::string_view a, std::string_view b) {
  const auto pair = [](std::string_view language) {
    if (language == "nn") return std::string_view("nb");
    if (language == "ms") return std::string_view("id");
    if (language == "bs") return std::string_view("hr");
    return language;
  };
  return pair(a) == pair(b);
}

}  // namespace

std::vector<std::uint16_t> rows_of(std::string_view utf8) {
  constexpr std::uint64_t kRun = 0xCBF29CE484222325;
  constexpr std::uint64_t kWord = 0x84222325CBF29CE4;
  constexpr std::size_t kLongestRun = 3;
  const std::vector<UChar32> letters = letters_of(utf8);
  std::vector<std::uint16_t> rows;
  rows.reserve(letters.size() * 4);
  std::uint64_t word = kWord;
  std::size_t length = 0;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (letters[i] == ' ') {
      if (length >= 2) rows.push_back(mix(word) % kGramRows);
      word = kWord;
      length = 0;
    } else {
      word = step(word, letters[i]);
      ++length;
    }
    std::uint64_t run = kRun;
    for (std::size_t n = 0; n < kLongestRun && i + n < letters.size(); ++n) {
      const UChar32 c = letters[i + n];
      run = step(run, c);
      if (n == 0 && c == ' ') continue;
      rows.push_back(mix(run) % kGramRows);
      if (c == ' ') break;
    }
  }
  return rows;
}

std::uint16_t row_of(const Claim& claim) {
  return kGramRows + (word_hash(claim.language) + (claim.reliable ? 1 : 0)) % kClaimRows;
}

LanguageModel::LanguageModel(std::string_view bytes) {
  for (std::size_t script = 0; script < tables_.size(); ++script) {
    Table& table = tables_[script];
    std::string_view line = field(bytes, '\n');
    DATELINE_CHECK(field(line, ' ') == kSharedScriptNames[script]);
    const std::string_view step = field(line, ' ');
    DATELINE_CHECK(std::from_chars(step.data(), step.data() + step.size(), table.step).ec == std::errc());
    while (!line.empty()) table.languages.emplace_back(field(line, ' '));
  }
  for (Table& table : tables_) {
    DATELINE_CHECK(table.languages.size() <= kWidest);
    const std::size_t packed = (table.languages.size() + 1) / 2;
    DATELINE_CHECK(bytes.size() >= kModelRows * packed);
    for (Row& row : table.rows = std::vector<Row>(kModelRows)) {
      std::ranges::copy(bytes.substr(0, packed), row.cells.begin());
      bytes.remove_prefix(packed);
    }
  }
  DATELINE_CHECK(bytes.empty());
}

const LanguageModel& LanguageModel::shipped() {
  static const LanguageModel model(embedded::language_model_table()[0].bytes);
  return model;
}

bool LanguageModel::knows(SharedScript script, std::string_view language) const {
  const auto& languages = tables_[static_cast<std::size_t>(script)].languages;
  // CLD2 has one Norwegian.
  return std::ranges::find(languages, language == "no" ? "nb" : language) != languages.end();
}

LanguageModel::Guess LanguageModel::guess(SharedScript script, std::string_view utf8, const Claim& claim) const {
  const Table& table = tables_[static_cast<std::size_t>(script)];
  std::array<int, kWidest> sums{};
  const std::vector<std::uint16_t> rows = rows_of(utf8);
  for (std::span<const std::uint16_t> rest = rows; !rest.empty();) {
    const auto some = rest.first(std::min(kRowsInBytes, rest.size()));
    rest = rest.subspan(some.size());
    std::array<std::uint8_t, kWidest / 2> even{}, odd{};
    for (const std::uint16_t row : some) {
      const auto& cells = table.rows[row].cells;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        even[i] = static_cast<std::uint8_t>(even[i] + (cells[i] >> 4));
        odd[i] = static_cast<std::uint8_t>(odd[i] + (cells[i] & 15));
      }
    }
    for (std::size_t i = 0; i < even.size(); ++i) {
      sums[2 * i] += even[i];
      sums[2 * i + 1] += odd[i];
    }
  }
  const Row& claimed = table.rows[row_of(claim)];
  // Evidence grows with the root of its amount: letters of one text are far from independent.
  const double share = 1 / std::sqrt(std::max<double>(static_cast<double>(rows.size()), 1));
  std::size_t best = 0;
  std::array<double, kWidest> scores{};
  for (std::size_t i = 0; i < table.languages.size(); ++i) {
    const int sum = sums[i] - kZero * static_cast<int>(rows.size());
    scores[i] = table.step * (sum * share + (claimed.cell(i) - kZero));
    if (scores[i] > scores[best]) best = i;
  }
  double total = 0;
  double ours = 0;
  for (std::size_t i = 0; i < table.languages.size(); ++i) {
    const double likely = std::exp(scores[i] - scores[best]);
    total += likely;
    if (twins(table.languages[i], table.languages[best])) ours += likely;
  }
  return {table.languages[best], ours / total};
}

}  // namespace dateline::text
