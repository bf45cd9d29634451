#include "article/body.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_set>

#include "article/hints.h"
#include "text/terms.h"
#include "text/utf8.h"

namespace dateline::article {
namespace {

/// The numbers below were set on the development half of two corpora (see README.md) and hold over wide ranges.

/// Characters without spaces of the shortest paragraph that counts as prose; scripts without spaces say as much in
/// about a third.
constexpr std::size_t kProseLetters = 40;
constexpr std::size_t kDenseProseLetters = 15;
/// An element that is named as something else is believed unless it holds this share of all prose.
constexpr double kTooMuchToDrop = 0.4;
/// A paragraph of which more than this is linked is a link and not prose.
constexpr double kMostLinked = 0.5;

constexpr auto kSentenceMarks =
    std::to_array<std::string_view>({".", "!", "?", ",", ";", ":", "。", "，", "、", "！", "？", "．",
                                     "।", "॥", "؟", "،", "۔", "؛", "…",  "։",  "።",  "།",  "។",  "။"});

double linked_share(const Block& block) {
  return block.letters == 0 ? 0 : static_cast<double>(block.linked) / static_cast<double>(block.letters);
}

/// How much a paragraph speaks for its place being the report, in characters; below zero: against.
double worth(const Block& block) {
  const double letters = static_cast<double>(block.letters);
  const double linked = linked_share(block);
  if (block.kind == BlockKind::kHeading) return linked > kMostLinked ? -letters : 0;
  if (linked > kMostLinked) return -letters;
  if (is_prose(block.text, block.letters)) {
    const double kind = block.kind == BlockKind::kParagraph ? 1.0 : 0.8;
    return kind * letters * (1 - linked) * (1 - linked);
  }
  return block.kind == BlockKind::kParagraph ? 0 : -0.5 * letters;
}

class BodyFinder {
 public:
  BodyFinder(const PageBlocks& page, const BodyEvidence& evidence) : page_(page), evidence_(evidence) {}

  std::vector<std::string> find() {
    if (page_.blocks.empty()) return {};
    weigh();
    judge_elements();
    const std::size_t best = best_element();
    if (worth_of(best) <= 0) return {};
    return collect(best);
  }

 private:
  /// Sums of what is worth something, so that each element's is one subtraction.
  void weigh() {
    worths_.reserve(page_.blocks.size());
    sums_.assign(1, 0);
    for (const Block& block : page_.blocks) {
      worths_.push_back(worth(block));
      sums_.push_back(sums_.back() + std::max(worths_.back(), 0.0));
    }
  }

  double prose_in(const PageElement& element) const { return sums_[element.end_block] - sums_[element.first_block]; }

  /// Which elements are named as something else than the report, and then again the sums without what they hold.
  void judge_elements() {
    const double all = sums_.back();
    dropped_.assign(page_.elements.size(), false);
    is_body_.assign(page_.elements.size(), false);
    for (std::size_t i = 0; i < page_.elements.size(); ++i) {
      const PageElement& element = page_.elements[i];
      if (i > 0 && dropped_[element.parent]) {
        dropped_[i] = true;
        continue;
      }
      if (element.first_block == element.end_block) continue;
      const Hint hint = hint_of(*element.node);
      is_body_[i] = hint == Hint::kBody;
      const bool believed = hint == Hint::kNotBody || hint == Hint::kHidden;
      dropped_[i] = i > 0 && believed && prose_in(element) < kTooMuchToDrop * all;
    }
    net_.assign(1, 0);
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      net_.push_back(net_.back() + (dropped_[page_.blocks[i].element] ? 0 : worths_[i]));
    }
  }

  double worth_of(std::size_t index) const {
    const PageElement& element = page_.elements[index];
    const double net = net_[element.end_block] - net_[element.first_block];
    // A page's author who names the body knows it; but some give the name to every teaser.
    return is_body_[index] ? 1.25 * net : net;
  }

  /// The element whose inside is worth most; the innermost of equals.
  std::size_t best_element() const {
    std::size_t best = 0;
    for (std::size_t i = 0; i < page_.elements.size(); ++i) {
      if (!dropped_[i] && worth_of(i) >= worth_of(best)) best = i;
    }
    return best;
  }

  bool keep(std::size_t index) const {
    const Block& block = page_.blocks[index];
    if (dropped_[block.element]) return false;
    const double linked = linked_share(block);
    switch (block.kind) {
      case BlockKind::kHeading:
        return linked <= kMostLinked;
      case BlockKind::kParagraph:
        return linked <= kMostLinked;
      case BlockKind::kItem:
        return linked <= kMostLinked;
      case BlockKind::kCell:
      case BlockKind::kLoose:
        return linked <= kMostLinked && is_prose(block.text, block.letters);
    }
    return false;
  }

  std::vector<std::string> collect(std::size_t best) const {
    const PageElement& element = page_.elements[best];
    std::vector<std::size_t> kept;
    for (std::size_t i = element.first_block; i < element.end_block; ++i) {
      if (keep(i)) kept.push_back(i);
    }
    // A heading stands over something; at the end it is over what was dropped.
    std::vector<std::string> paragraphs;
    const std::string headline = text::fold(evidence_.headline);
    std::unordered_set<std::string_view> seen;
    for (std::size_t k = 0; k < kept.size(); ++k) {
      const Block& block = page_.blocks[kept[k]];
      const bool last = k + 1 == kept.size();
      if (block.kind == BlockKind::kHeading && (last || page_.blocks[kept[k + 1]].kind == BlockKind::kHeading)) {
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
  std::vector<double> worths_;           // Of each block.
  std::vector<double> sums_;             // Of the positive ones before each block.
  std::vector<double> net_;              // Of all before each block but those in dropped elements.
  std::vector<bool> dropped_, is_body_;  // Of each element.
};

}  // namespace

bool is_prose(std::string_view text, std::size_t letters) {
  const bool dense = text.size() > 2 * letters + 10;  // Three bytes a character: CJK, Thai, Devanagari.
  if (letters < (dense ? kDenseProseLetters : kProseLetters)) return false;
  return std::ranges::any_of(kSentenceMarks,
                             [&](std::string_view mark) { return text.find(mark) != std::string_view::npos; });
}

std::vector<std::string> find_body(const PageBlocks& page, const BodyEvidence& evidence) {
  return BodyFinder(page, evidence).find();
}

}  // namespace dateline::article
