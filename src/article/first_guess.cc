#include "article/first_guess.h"

#include <algorithm>
#include <array>
#include <bitset>

namespace dateline::article {
namespace {

using markup::Tag;

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
/// The text's element is narrowed to one inside that has this share of its prose, or this one if it is named as the
/// body.
constexpr double kNearlyAll = 0.9;
constexpr double kMostOfIt = 0.6;
/// A paragraph of which more than this is linked is a link and not prose.
constexpr double kMostLinked = 0.5;

/// Beyond ASCII's, each with the first of its bytes.
constexpr auto kSentenceMarks = std::to_array<std::string_view>(
    {"。", "，", "、", "！", "？", "．", "।", "॥", "؟", "،", "۔", "؛", "…", "։", "።", "།", "។"});

bool has_sentence_mark(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '.' || c == ',' || c == '!' || c == '?' || c == ';' || c == ':') return true;
    if (static_cast<unsigned char>(c) < 0xC0) continue;
    for (const std::string_view mark : kSentenceMarks) {
      if (c == mark[0] && text.substr(i, mark.size()) == mark) return true;
    }
  }
  return false;
}

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

class Guesser {
 public:
  Guesser(const PageBlocks& page, const std::vector<Hints>& hints) : page_(page), hints_(hints) {}

  FirstGuess guess() {
    FirstGuess out;
    out.kept.assign(page_.blocks.size(), false);
    if (page_.blocks.empty()) return out;
    weigh();
    judge_elements();
    out.best = best_element();
    if (worth_of(out.best) > 0) {
      const PageElement& element = page_.elements[out.best];
      for (std::size_t i = element.first_block; i < element.end_block; ++i) out.kept[i] = keep(i);
    }
    out.dropped = std::move(dropped_);
    return out;
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
    const std::vector<Hints>& hints = hints_;
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
      return (hints[i].against & ~doubted).any();
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
  std::bitset<kHintPoints> doubted_points(const std::vector<Hints>& hints, const std::vector<bool>& firm,
                                          double all) const {
    struct Use {
      double prose = 0;
      std::size_t until = 0;  // Elements inside one that has the same name count once.
    };
    std::array<Use, kHintPoints> uses;
    for (std::size_t i = 0; i < hints.size(); ++i) {
      if (firm[i] || hints[i].against.none()) continue;
      const double prose = prose_in(page_.elements[i]);
      const auto& against = hints[i].against;
      for (std::size_t point = against._Find_first(); point < kHintPoints; point = against._Find_next(point)) {
        if (page_.elements[i].first_block < uses[point].until) continue;
        uses[point].until = page_.elements[i].end_block;
        uses[point].prose += prose;
      }
    }
    std::bitset<kHintPoints> doubted;
    for (std::size_t point = 0; point < kHintPoints; ++point) {
      if (uses[point].prose > 0 && uses[point].prose >= kTooMuchToDrop * all) doubted.set(point);
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

  const PageBlocks& page_;
  const std::vector<Hints>& hints_;
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
  return has_sentence_mark(text);
}

std::vector<Hints> hints_of(const PageBlocks& page) {
  std::vector<Hints> hints;
  HintReader reader;
  hints.reserve(page.elements.size());
  for (const PageElement& element : page.elements) {
    const Tag tag = element.node->tag;
    const bool judged = element.first_block < element.end_block && tag != Tag::kBody && tag != Tag::kMain;
    hints.push_back(judged ? reader.hints_of(*element.node) : Hints{});
  }
  return hints;
}

FirstGuess first_guess(const PageBlocks& page, const std::vector<Hints>& hints) {
  return Guesser(page, hints).guess();
}

}  // namespace dateline::article
