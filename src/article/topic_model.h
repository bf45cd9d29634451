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

inline constexpr std::size_t kTopicRows = 16384;

/// The rows of the table that a text adds up, each once: one always; one for each word, for its first letters (in
/// place of a stem, in any language); the same for the headline; and for what are no words:
/// length, numbers, questions, prices, emoji.
std::vector<std::uint16_t> topic_rows(std::string_view headline, std::string_view text);

/// A softmax over kTopicClasses. Immutable, any thread.
class TopicModel {
 public:
  /// As train/topics writes it (topic_training.h). A malformed one is our own mistake.
  explicit TopicModel(std::string_view bytes);
  /// The one in the binary, read when first asked for.
  static const TopicModel& shipped();

  using Probabilities = std::array<double, kTopicClassCount>;
  Probabilities probabilities(std::span<const std::uint16_t> rows) const;

 private:
  static constexpr std::size_t kWidth = 32;  ///< Classes, padded to what few instructions add up.
  double step_ = 0;
  std::vector<std::int8_t> cells_;  ///< kTopicRows rows of kWidth.
};

}  // namespace dateline::article
