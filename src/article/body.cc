#include "article/body.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>

#include "article/hints.h"
#include "text/terms.h"
#include "text/utf8.h"

namespace dateline::article {
namespace {

/// The numbers below were set on the development halves of two corpora; README.md has what they reach.

/// Characters without spaces of the shortest paragraph that counts as prose; scripts without spaces say as much in
/// about a third.
constexpr std::size_t kProseLetters = 40;
constexpr std::size_t kDenseProseLetters = 15;
/// A name that says "not the text" is believed unless elements of that name hold this share of all prose.
constexpr double kTooMuchToDrop = 0.4;
/// An element named as the body that has less than this share of all prose is a teaser's.
constexpr double kLeastBodyShare = 0.1;
/// Prose, in characters, that a page must have besides comments and navigation for these to be believed.
constexpr double kLeastLeft = 100;
/// Three-word runs that JSON-LD's text must have to be evidence, and the share of them that must be found on the page.
constexpr std::size_t kLeastRuns = 40;
constexpr double kWholeBody = 0.85;
/// How far before the text a standfirst is looked for when there is no headline, and how many paragraphs it has.
constexpr std::size_t kMostBeforeText = 15;
constexpr std::size_t kMostStandfirst = 3;
/// The text's element is narrowed to one inside that has this share of its prose, or this one if it is named as the
/// body.
constexpr double kNearlyAll = 0.9;
constexpr double kMostOfIt = 0.6;
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

  /// Which elements are something else than the report, and then again the sums without what they hold.
  void judge_elements() {
    std::vector<Hints> hints;
    hints.reserve(page_.elements.size());
    for (const PageElement& element : page_.elements) {
      const bool judged =
          element.first_block < element.end_block && !element.node->is("body") && !element.node->is("main");
      hints.push_back(judged ? hints_of(*element.node) : Hints{});
    }
    const std::vector<bool> firm = drop([&](std::size_t i) { return hints[i].firm; });
    double all = 0;
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      if (!firm[page_.blocks[i].element]) all += std::max(worths_[i], 0.0);
    }
    // A page that has nothing else is perhaps all of it comments by name.
    const bool believe_firm = all >= kLeastLeft;
    if (!believe_firm) all = sums_.back();
    const auto doubted = doubted_points(hints, firm, all);
    const std::vector<bool> holds_body = elements_around_bodies(hints, all);
    dropped_ = drop([&](std::size_t i) {
      if (hints[i].firm && believe_firm) return true;
      if (holds_body[i]) return false;
      return std::ranges::any_of(hints[i].against, [&](std::string_view point) { return !doubted.contains(point); });
    });
    is_body_.assign(page_.elements.size(), false);
    for (std::size_t i = 0; i < page_.elements.size(); ++i) is_body_[i] = hints[i].body;
    net_.assign(1, 0);
    kept_prose_.assign(1, 0);
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      const double worth = dropped_[page_.blocks[i].element] ? 0 : worths_[i];
      net_.push_back(net_.back() + worth);
      kept_prose_.push_back(kept_prose_.back() + std::max(worth, 0.0));
    }
  }

  /// Those elements, and all within them.
  template <class Predicate>
  std::vector<bool> drop(Predicate is_dropped) const {
    std::vector<bool> out(page_.elements.size(), false);
    for (std::size_t i = 1; i < out.size(); ++i) out[i] = out[page_.elements[i].parent] || is_dropped(i);
    return out;
  }

  /// Names under which the page has so much of its prose that they cannot mean what they say.
  std::unordered_set<std::string_view> doubted_points(const std::vector<Hints>& hints, const std::vector<bool>& firm,
                                                      double all) const {
    struct Use {
      double prose = 0;
      std::size_t until = 0;  // Elements inside one that has the same name count once.
    };
    std::unordered_map<std::string_view, Use> uses;
    for (std::size_t i = 0; i < hints.size(); ++i) {
      if (firm[i]) continue;
      for (const std::string_view point : hints[i].against) {
        Use& use = uses[point];
        if (page_.elements[i].first_block < use.until) continue;
        use.until = page_.elements[i].end_block;
        use.prose += prose_in(page_.elements[i]);
      }
    }
    std::unordered_set<std::string_view> doubted;
    for (const auto& [point, use] : uses) {
      if (use.prose >= kTooMuchToDrop * all) doubted.insert(point);
    }
    return doubted;
  }

  /// Elements most of whose prose is in one that is named as the body, if that is no mere teaser.
  std::vector<bool> elements_around_bodies(const std::vector<Hints>& hints, double all) const {
    std::vector<bool> out(page_.elements.size(), false);
    for (std::size_t i = page_.elements.size(); i-- > 0;) {
      const PageElement& element = page_.elements[i];
      const double prose = prose_in(element);
      if (hints[i].body && prose >= kLeastBodyShare * all) out[i] = true;
      if (out[i] && i > 0 && prose >= 0.6 * prose_in(page_.elements[element.parent])) out[element.parent] = true;
    }
    return out;
  }

  double undropped_prose(std::size_t index) const {
    const PageElement& element = page_.elements[index];
    return kept_prose_[element.end_block] - kept_prose_[element.first_block];
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
    return narrowed(best);
  }

  /// The innermost element within `around` that still has nearly all of its prose.
  std::size_t narrowed(std::size_t around) const {
    const double all = undropped_prose(around);
    std::size_t best = around;
    for (std::size_t i = around + 1; i < page_.elements[around].end; ++i) {
      if (page_.elements[i].parent != best) continue;
      if (undropped_prose(i) >= (is_body_[i] ? kMostOfIt : kNearlyAll) * all) best = i;
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

  /// What is kept of an element's blocks, in order.
  std::vector<std::size_t> kept_in(std::size_t best) const {
    const PageElement& element = page_.elements[best];
    std::vector<std::size_t> kept;
    for (std::size_t i = element.first_block; i < element.end_block; ++i) {
      if (keep(i)) kept.push_back(i);
    }
    return kept;
  }

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

  std::vector<std::string> collect(std::size_t best) const {
    std::vector<std::size_t> kept = kept_in(best);
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
  std::vector<double> worths_;           // Of each block.
  std::vector<double> sums_;             // Of the positive ones before each block.
  std::vector<double> net_;              // Of all before each block but those in dropped elements.
  std::vector<double> kept_prose_;       // The same without what is below zero.
  std::vector<bool> dropped_, is_body_;  // Of each element.
};

}  // namespace

bool is_prose(std::string_view text, std::size_t letters) {
  const bool dense = text.size() > 2 * letters + 10;  // Three bytes a character: CJK, Thai, Devanagari.
  if (letters < (dense ? kDenseProseLetters : kProseLetters)) return false;
  return std::ranges::any_of(kSentenceMarks,
                             [&](std::string_view mark) { return text.find(mark) != std::string_view::npos; });
}

Body find_body(const PageBlocks& page, const BodyEvidence& evidence, const std::optional<text::Url>&) {
  Body body;
  body.paragraphs = BodyFinder(page, evidence).find();
  return body;
}

}  // namespace dateline::article
