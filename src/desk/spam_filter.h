#pragma once
// A filter that learns from what the desk decides which replies are advertising.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dateline::desk {

/// What a filter sees of a reply: its words and pairs of words, where its links and its website lead, and how it is
/// written. Each once.
struct Clue {
  std::uint64_t hash = 0;  ///< The same in every version, by text/word_hash.h.
  std::string shown;       ///< For the desk: "casino", "link: pills.example", "hidden characters".
};
std::vector<Clue> clues_of(std::string_view name, std::string_view website, std::string_view text);

/// From here on an opinion is worth telling the desk. By bench/spam: of 500 good replies 7 are above it, of 500 spam
/// 96; 17 and 145 would be above .9.
inline constexpr double kSpamLikely = 0.95;

/// Counts in how many good and in how many spam replies each clue was, and combines what that says of a new one: by
/// Fisher's method over the clues' probabilities (G. Robinson, "A Statistical Approach to the Spam Problem", Linux
/// Journal 107, 2003). Holds nothing but counts; what it was taught is kept by whoever teaches it.
///
/// One thread. Memory: some 40 bytes a clue, at most kMostClues of them.
class SpamFilter {
 public:
  /// Under so many of either kind it has no opinion.
  static constexpr std::size_t kFewest = 20;
  static constexpr std::size_t kMostClues = 500'000;

  void learn(const std::vector<Clue>& clues, bool spam);
  /// Takes back one learn() of the same.
  void forget(const std::vector<Clue>& clues, bool spam);

  struct Opinion {
    double spam = 0.5;                 ///< 0: good, 1: spam; about 0.5 where the clues say nothing, or both.
    std::vector<std::string> because;  ///< What speaks most for spam, the strongest first; at most 4.
  };
  Opinion judge(const std::vector<Clue>& clues) const;

  std::size_t good() const { return good_; }
  std::size_t spam() const { return spam_; }

 private:
  struct Seen {
    std::uint32_t good = 0, spam = 0;
  };
  double probability(std::uint64_t clue) const;

  std::unordered_map<std::uint64_t, Seen> seen_;
  std::size_t good_ = 0, spam_ = 0;
};

}  // namespace dateline::desk
