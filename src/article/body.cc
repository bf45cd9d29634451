#include "article/body.h"

#include <algorithm>
#include <cstdint>
#include <unordered_set>

#include "article/block_features.h"
#include "article/block_judge.h"
#include "article/first_guess.h"
#include "article/hints.h"
#include "text/terms.h"
#include "text/utf8.h"

namespace dateline::article {
namespace {

constexpr std::size_t kProseLetters = 40;
/// Three-word runs that JSON-LD's text must have to be evidence, and the share of them that must be found on the page.
constexpr std::size_t kLeastRuns = 40;
constexpr double kWholeBody = 0.85;
/// How far before the text a standfirst is looked for when there is no headline, and how many paragraphs it has.
constexpr std::size_t kMostBeforeText = 15;
constexpr std::size_t kMostStandfirst = 3;
constexpr double kMostLinked = 0.5;
double linked_share(const Block& block) {
  return block.letters == 0 ? 0 : static_cast<double>(block.linked) / static_cast<double>(block.letters);
}

class BodyFinder {
 public:
  BodyFinder(const PageBlocks& page, const BodyEvidence& evidence) : page_(page), evidence_(evidence) {}

  std::vector<std::string> find() {
    const std::vector<Hints> hints = hints_of(page_);
    const FirstGuess guess = first_guess(page_, hints);
    const Trees trees = block_trees();
    for (const BlockFeatures& block : features_of(page_, hints, guess, evidence_))
      scores_.push_back(judge(trees, block));
    return collect();
  }

 private:
  /// Without what stands before the first and behind the last paragraph that JSON-LD has too, if it has them nearly
  /// all: boxes that are named as nothing, such as notices and dialogs.
  void trim_by_evidence(std::vector<std::size_t>& kept) const {
    const std::unordered_set<std::size_t> attested = word_runs(evidence_.article_body);
    if (attested.size() < kLeastRuns) return;
    std::size_t first = kept.size(), last = 0;
    std::unordered_set<std::size_t> found;
    for (std::size_t k = 0; k < kept.size(); ++k) {
      const std::unordered_set<std::size_t> runs = word_runs(page_.blocks[kept[k]].text);
      std::size_t shared = 0;
      for (const std::size_t run : runs) shared += attested.contains(run);
      if (shared == 0 || shared * 2 < runs.size()) continue;
      found.insert(runs.begin(), runs.end());
      first = std::min(first, k);
      last = k;
    }
    if (static_cast<double>(found.size()) < kWholeBody * static_cast<double>(attested.size())) return;
    kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(last) + 1, kept.end());
    kept.erase(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(first));
  }

  /// Hashes of every three words in a row.
  static std::unordered_set<std::size_t> word_runs(std::string_view text) {
    const std::vector<std::string> words = text::words(text);
    std::unordered_set<std::size_t> runs;
    for (std::size_t i = 0; i + 2 < words.size(); ++i) {
      const std::hash<std::string_view> hash;
      runs.insert((hash(words[i]) * 31 + hash(words[i + 1])) * 31 + hash(words[i + 2]));
    }
    return runs;
  }

  /// The block of the headline before `end`; `end` when there is none.
  std::size_t headline_before(std::size_t end) const {
    const std::string headline = text::fold(evidence_.headline);
    for (std::size_t i = std::min(end, page_.blocks.size()); i-- > 0;) {
      const Block& block = page_.blocks[i];
      if (block.kind == BlockKind::kHeading && page_.elements[block.element].node->is("h1")) return i;
      if (block.text.size() < 2 * headline.size() + 20 && text::fold(block.text) == headline) return i;
    }
    return end;
  }

  /// The standfirst stands between the headline and the text, often in a box of its own. It is known by its name, or
  /// because the page describes itself with it.
  void prepend_standfirst(std::vector<std::size_t>& kept) const {
    if (kept.empty()) return;
    const std::size_t end = kept.front();
    std::size_t start = headline_before(end);
    start = start == end ? end - std::min(end, kMostBeforeText) : start + 1;
    std::vector<std::size_t> standfirst;
    for (std::size_t i = start; i < end && standfirst.size() < kMostStandfirst; ++i) {
      const Block& block = page_.blocks[i];
      if (linked_share(block) > kMostLinked || !is_prose(block.text, block.letters)) continue;
      if (is_description(block.text) || named_standfirst(block.element)) standfirst.push_back(i);
    }
    kept.insert(kept.begin(), standfirst.begin(), standfirst.end());
  }

  bool is_description(std::string_view text) const {
    if (evidence_.description.size() < kProseLetters) return false;
    // Descriptions are cut off at some length, so their beginning counts.
    const std::string one = text::fold(text.substr(0, 4 * kProseLetters));
    const std::string other = text::fold(evidence_.description.substr(0, 4 * kProseLetters));
    const std::size_t same = std::min({one.size(), other.size(), 2 * kProseLetters});
    return one.compare(0, same, other, 0, same) == 0;
  }

  bool named_standfirst(std::size_t element) const {
    for (int up = 0; up < 3 && element > 0; ++up, element = page_.elements[element].parent) {
      if (names_standfirst(*page_.elements[element].node)) return true;
    }
    return false;
  }

  std::vector<std::string> collect() const {
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      if (scores_[i] > 0) kept.push_back(i);
    }
    trim_by_evidence(kept);
    prepend_standfirst(kept);
    std::vector<std::string> paragraphs;
    const std::string headline = text::fold(evidence_.headline);
    std::unordered_set<std::string_view> seen;
    for (std::size_t k = 0; k < kept.size(); ++k) {
      const Block& block = page_.blocks[kept[k]];
      // A heading stands over something; before another or at the end it is over what was dropped.
      const bool is_last = k + 1 == kept.size();
      if (block.kind == BlockKind::kHeading && (is_last || page_.blocks[kept[k + 1]].kind == BlockKind::kHeading)) {
        continue;
      }
      if (block.text.size() <= 2 * headline.size() + 20 && text::fold(block.text) == headline) continue;
      if (!seen.insert(block.text).second) continue;
      paragraphs.push_back(block.text);
    }
    return paragraphs;
  }

  const PageBlocks& page_;
  const BodyEvidence& evidence_;
  std::vector<float> scores_;  // Of each block.
};

}  // namespace

Body find_body(const PageBlocks& page, const BodyEvidence& evidence, const std::optional<text::Url>&) {
  Body body;
  body.paragraphs = BodyFinder(page, evidence).find();
  return body;
}

}  // namespace dateline::article
