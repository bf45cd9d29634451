#pragma once
// Inside article/: the model behind topic.h, for topic.cc, and for train/ and bench/, which make and measure it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace dateline::article {

/// What the model tells apart: the top level of Media Topics by its numbers, science and technology (one topic of
/// theirs) each for itself, and what is no news.
inline constexpr auto kTopicClasses =
    std::to_array<std::string_view>({"01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13s",
                                     "13t", "14", "15", "16", "17", "no"});
inline constexpr std::size_t kTopicClassCount = kTopicClasses.size();

/// Words of two languages share them by their hashes. Of 8, 16, 32 and 64 thousand the more, the better, and the less
/// it is luck which words meet.
inline constexpr std::size_t kTopicRows = 65536;

/// A row of the model's table, and how often its word stands in the text: 1 for once, 2 for two or three times ...
struct TopicRow {
  std::uint16_t row = 0;
  std::uint8_t times = 1;
};
/// The rows that a text adds up: one always; one for each word, for its first letters (in place of a stem, in any
/// language); the same for the headline; and for what are no words: length, numbers, questions, prices, emoji.
std::vector<TopicRow> topic_rows(std::string_view headline, std::string_view text);

/// How telling a row is, in steps: a word of every text is not at all. It is in the weights, and in a text's length,
/// which they are divided by.
inline constexpr int kMostTelling = 15;

/// A softmax over kTopicClasses. Immutable, any thread.
class TopicModel {
 public:
  /// As train/topics writes it (topic_training.h). A malformed one is our own mistake.
  explicit TopicModel(std::string_view bytes);
  /// The one in the binary, read when first asked for.
  static const TopicModel& shipped();

  using Probabilities = std::array<double, kTopicClassCount>;
  Probabilities probabilities(std::span<const TopicRow> rows) const;

 private:
  static constexpr std::size_t kWidth = 32;  ///< Classes, padded to what few instructions add up.
  double step_ = 0;
  std::vector<std::int8_t> cells_;  ///< kTopicRows rows of kWidth; after the classes, how telling the row is.
};

}  // namespace dateline::article
