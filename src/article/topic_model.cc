#include "article/topic_model.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/result.h"
#include "text/word_hash.h"
#include "topic_model_table.h"

namespace dateline::article {
namespace {

/// What a text is about is clear by then.
constexpr std::size_t kEnough = std::size_t{4} << 10;

class Rows {
 public:
  void add(std::uint64_t hash) {
    const std::size_t row = 1 + text::mix(hash) % (kTopicRows - 1);
    std::size_t place = row % kPlaces;
    while (place_[place] != 0 && rows_[place_[place]].row != row) place = (place + 1) % kPlaces;
    if (place_[place] == 0) {
      DATELINE_CHECK(rows_.size() < kPlaces);
      rows_.push_back({static_cast<std::uint16_t>(row), 0});
      counts_.push_back(0);
      place_[place] = static_cast<std::uint16_t>(rows_.size() - 1);
    }
    ++counts_[place_[place]];
  }
  void add(std::string_view name, std::uint64_t hash = 0) { add(text::word_hash(name) ^ hash); }
  std::vector<TopicRow> take() {
    for (std::size_t i = 0; i < rows_.size(); ++i)
      rows_[i].times = static_cast<std::uint8_t>(std::bit_width(counts_[i]));
    return std::move(rows_);
  }

 private:
  // A text of kEnough bytes has at most a word for every two of them, or three rows for every six; a headline fewer.
  static constexpr std::size_t kPlaces = 8192;
  // The first is always on, so that 0 says of a place that it is free.
  std::array<std::uint16_t, kPlaces> place_{};
  std::vector<TopicRow> rows_{{}};
  std::vector<unsigned> counts_{1};
};

constexpr std::uint64_t kBasis = 0xCBF29CE484222325;
constexpr std::uint64_t step(std::uint64_t hash, UChar32 letter) {
  return (hash ^ static_cast<std::uint64_t>(letter)) * 0x100000001B3;
}

/// Of scripts that write words without spaces between them.
bool without_spaces(UChar32 c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) ||
         (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF);
}

bool price_sign(UChar32 c) {
  return c == '$' || c == 0x20AC || c == 0xA3 || c == 0x20BD || c == 0xA5 || c == '%';
}

/// Adds the words; `where` tells a headline's from a text's.
struct Counts {
  int letters = 0, digits = 0, prices = 0, questions = 0, exclamations = 0, emoji = 0, capitals = 0, words = 0;
};

Counts add_words(std::string_view utf8, std::string_view where, Rows& rows) {
  // A prefix stands for a stem: five letters, and four for the endings of short words.
  constexpr std::size_t kPrefix = 5;
  constexpr std::size_t kShortPrefix = 4;
  const std::uint64_t place = where.empty() ? 0 : text::word_hash(where);
  Counts counts;
  std::uint64_t word = kBasis;
  std::uint64_t prefix = 0;
  std::uint64_t short_prefix = 0;
  UChar32 last = 0;
  std::size_t length = 0;
  const auto end_word = [&] {
    if (length == 0) return;
    ++counts.words;
    for (const std::uint64_t at : {std::uint64_t{0}, place}) {
      rows.add(word ^ at);
      if (length >= kPrefix) rows.add(prefix ^ at);
      if (length >= kShortPrefix) rows.add(short_prefix ^ at);
      if (place == 0) break;
    }
    word = kBasis;
    length = 0;
  };
  for (std::size_t i = 0; i < utf8.size();) {
    UChar32 c = 0;
    U8_NEXT(utf8.data(), i, utf8.size(), c);
    if (c < 0) continue;
    const bool letter =
        c < 0x80 ? ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') : (u_isalpha(c) || u_getCombiningClass(c) != 0);
    if (letter && without_spaces(c)) {
      end_word();
      ++counts.letters;
      if (last != 0) rows.add(step(step(kBasis, last), c) ^ 1);
      last = c;
      continue;
    }
    last = 0;
    if (letter) {
      ++counts.letters;
      const UChar32 lower = c < 0x80 ? (c | 0x20) : u_tolower(c);
      counts.capitals += lower != c ? 1 : 0;
      word = step(word, lower == 0x451 ? 0x435 : lower);  // "ё" is mostly printed "е".
      ++length;
      if (length == kPrefix) prefix = word + kPrefix;
      if (length == kShortPrefix) short_prefix = word + kShortPrefix;
      continue;
    }
    end_word();
    if (c >= '0' && c <= '9') ++counts.digits;
    if (price_sign(c)) ++counts.prices;
    if (c == '?') ++counts.questions;
    if (c == '!') ++counts.exclamations;
    if (c >= 0x1F300 && c <= 0x1FAFF) ++counts.emoji;
  }
  end_word();
  return counts;
}

/// 0, 1, 2 ... by powers of two.
std::uint64_t magnitude(std::size_t n) {
  return static_cast<std::uint64_t>(std::bit_width(n));
}

}  // namespace

std::vector<TopicRow> topic_rows(std::string_view headline, std::string_view text) {
  Rows rows;
  std::size_t size = std::min(text.size(), kEnough);
  while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  const Counts body = add_words(text.substr(0, size), "", rows);
  if (headline.empty() && text.size() < 200) return rows.take();  // Words, not a text.
  const Counts head = add_words(headline.substr(0, 500), "headline", rows);
  rows.add("#length", magnitude(text.size()));
  rows.add("#headline length", magnitude(headline.size()));
  if (!headline.empty() && headline[0] >= '0' && headline[0] <= '9') rows.add("#number first");
  rows.add("#headline digits", std::min(head.digits, 4) + 1U);
  if (head.questions > 0) rows.add("#headline question");
  if (head.exclamations > 0) rows.add("#headline exclamation");
  const auto per_mille = [&](int n) {
    return magnitude(static_cast<std::size_t>(n) * 1000 / (static_cast<std::size_t>(body.letters) + 1));
  };
  rows.add("#digits", per_mille(body.digits));
  rows.add("#prices", per_mille(body.prices));
  rows.add("#questions", per_mille(body.questions));
  rows.add("#exclamations", per_mille(body.exclamations));
  rows.add("#capitals", per_mille(body.capitals));
  if (body.emoji + head.emoji > 0) rows.add("#emoji");
  return rows.take();
}

TopicModel::TopicModel(std::string_view bytes) : cells_(kTopicRows * kWidth) {
  const std::size_t end = bytes.find('\n');
  DATELINE_CHECK(end != std::string_view::npos);
  DATELINE_CHECK(std::from_chars(bytes.data(), bytes.data() + end, step_).ec == std::errc());
  bytes.remove_prefix(end + 1);
  constexpr std::size_t kPacked = (kTopicClassCount + 1) / 2;
  static_assert(kTopicClassCount % 2 == 1, "the last half of a byte says how telling the row is");
  DATELINE_CHECK(bytes.size() == kTopicRows * kPacked);
  for (std::size_t row = 0; row < kTopicRows; ++row) {
    std::int8_t* cells = &cells_[row * kWidth];
    for (std::size_t i = 0; i < kPacked; ++i) {
      const int two = static_cast<unsigned char>(bytes[row * kPacked + i]);
      cells[2 * i] = static_cast<std::int8_t>((two >> 4) - 8);
      cells[2 * i + 1] = static_cast<std::int8_t>((two & 15) - 8);
    }
    cells[kTopicClassCount] += 8;
  }
}

const TopicModel& TopicModel::shipped() {
  static const TopicModel model(embedded::topic_model_table()[0].bytes);
  return model;
}

TopicModel::Probabilities TopicModel::probabilities(std::span<const TopicRow> rows) const {
  std::array<int, kWidth> sums{};
  double squares = 0;
  // A cell is -8 to 7, and a word stands in a text of kEnough bytes fewer than 2^13 times: as many rows add up in
  // sixteen bits, of which a vector holds more.
  constexpr std::size_t kAtOnce = 256;
  for (std::size_t first = 0; first < rows.size(); first += kAtOnce) {
    std::array<std::int16_t, kWidth> part{};
    for (const auto& [row, times] : rows.subspan(first, std::min(kAtOnce, rows.size() - first))) {
      const std::int8_t* cells = &cells_[row * kWidth];
      for (std::size_t i = 0; i < kWidth; ++i) part[i] = static_cast<std::int16_t>(part[i] + times * cells[i]);
      const int telling = times * cells[kTopicClassCount];
      squares += telling * telling;
    }
    for (std::size_t i = 0; i < kTopicClassCount; ++i) sums[i] += part[i];
  }
  const double share = step_ * kMostTelling / std::sqrt(std::max(squares, 1.0));
  Probabilities probabilities{};
  double total = 0;
  const int most = *std::max_element(sums.begin(), sums.begin() + kTopicClassCount);
  for (std::size_t i = 0; i < kTopicClassCount; ++i) {
    total += probabilities[i] = std::exp((sums[i] - most) * share);
  }
  for (double& probability : probabilities) probability /= total;
  return probabilities;
}

}  // namespace dateline::article
