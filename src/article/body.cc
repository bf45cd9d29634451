#include "article/body.h"

#include <algorithm>
#include <cstdint>
#include <unordered_set>

#include "article/block_features.h"
#include "article/block_judge.h"
#include "article/body_markup.h"
#include "article/first_guess.h"
#include "article/hints.h"
#include "article/metadata.h"
#include "article/pictures.h"
#include "text/utf8.h"

namespace dateline::article {
namespace {

/// Three-word runs that JSON-LD's text must have to be evidence. When this share of them is on the page, and of the
/// page's in it, it says where the report begins and ends. At .85 it also cuts off lists and boxes that JSON-LD leaves
/// out: F1 of both sets fell by .0006 and .0008.
constexpr std::size_t kLeastRuns = 40;
constexpr double kSameText = 0.9;
/// When less than this share of them is in what the page shows, and it shows less than this share of their text, its
/// scripts would show the rest.
constexpr double kLittleOfBody = 0.4;
/// How far before the text a standfirst is looked for when there is no headline, and how many paragraphs it has.
constexpr std::size_t kMostBeforeText = 15;
constexpr std::size_t kMostStandfirst = 3;
/// A paragraph of which more than this is linked is a link and not prose.
constexpr double kMostLinked = 0.5;
/// Bytes of a description that say which paragraph it was taken from; shorter ones say nothing.
constexpr std::size_t kShortestDescription = 40;
/// Of blocks behind the text, those that may be under it.
constexpr std::size_t kNearBehind = 5;
/// Letters beyond which a page that asks for money has shown its report all the same: stubs are two or three
/// paragraphs.
constexpr std::size_t kWholeDespiteWall = 1500;

/// A paragraph of so many characters is not said twice on purpose: where it stands again, the page has it in two forms.
/// Shorter ones ("Yes.", "Buy from:") are; to leave these out, too, cost .0048 of F1 on wcxb's articles.
constexpr std::size_t kShortestRepeat = 40;

double linked_share(const Block& block) {
  return block.letters == 0 ? 0 : static_cast<double>(block.linked) / static_cast<double>(block.letters);
}

std::vector<std::uint64_t> word_runs(std::string_view text) {
  std::vector<std::uint64_t> runs;
  add_word_runs(text, runs);
  std::ranges::sort(runs);
  runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
  return runs;
}

bool breaks_off(std::string_view text) {
  for (const std::string_view end : {"…", "...", "[…]", "[...]", "(…)", "(...)", "……"}) {
    if (text.ends_with(end)) return true;
  }
  return false;
}

class BodyFinder {
 public:
  BodyFinder(const PageBlocks& page, const BodyEvidence& evidence)
      : page_(page), evidence_(evidence), headline_(text::fold(evidence.headline)) {}

  Body find(const std::optional<text::Url>& base) {
    Body body;
    if (page_.blocks.empty()) return body;
    hints_ = hints_of(page_);
    const FirstGuess guess = first_guess(page_, hints_);
    kept_ = choose(judge(features_of(page_, hints_, guess, evidence_)));
    const bool elsewhere = is_elsewhere();
    if (elsewhere) {
      take_from_json_ld(body);
    } else {
      for (const std::size_t i : kept_) body.paragraphs.push_back(page_.blocks[i].text);
      const std::size_t headline = kept_.empty() ? 0 : headline_before(kept_.front());
      if (!kept_.empty()) {
        body.markup = markup_of(page_, kept_, headline, base);
        const Pictures pictures = pictures_of(page_, kept_, headline);
        body.pictures = pictures.count;
        const auto url = base ? base->resolve(pictures.first) : text::Url::parse(pictures.first);
        if (!pictures.first.empty() && url) body.picture = url->str();
      }
    }
    body.standfirst = standfirst();
    body.truncated = is_truncated(body, base);
    if (!body.paragraphs.empty() && !elsewhere) body.blocks = std::move(kept_);
    return body;
  }

  /// Which blocks are the report, of which the judge is so sure.
  std::vector<std::size_t> choose(std::span<const float> sureness) {
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < sureness.size(); ++i) {
      if (sureness[i] > 0) kept.push_back(i);
    }
    drop_next_articles(kept);
    drop_hidden(kept);
    trim_by_evidence(kept);
    prepend_standfirst(kept);
    std::vector<std::size_t> chosen;
    std::unordered_set<std::string_view> seen;
    for (std::size_t k = 0; k < kept.size(); ++k) {
      const Block& block = page_.blocks[kept[k]];
      // A heading at the end is over what was dropped.
      if (block.kind == BlockKind::kHeading && k + 1 == kept.size()) continue;
      if (is_headline(block) || (evidence_.declared == Declared::kNews && is_pointer(block))) continue;
      // What is said again at length is another form of the page for small screens; "Yes." is an answer.
      if (!seen.insert(block.text).second && block.letters >= kShortestRepeat) continue;
      chosen.push_back(kept[k]);
    }
    return chosen;
  }

 private:
  /// Endless scrolling puts the next report behind this one, with a headline of its own in an element like this one's.
  void drop_next_articles(std::vector<std::size_t>& kept) const {
    const std::size_t none = page_.blocks.size();
    std::size_t own = none;
    std::size_t until = 0;  // Of the report that was dropped last.
    std::vector<bool> dropped(none);
    for (std::size_t i = 0; i < none; ++i) {
      const Block& block = page_.blocks[i];
      if (page_.elements[block.element].node->tag != markup::Tag::kH1) continue;
      if (own == none) {
        own = i;
        continue;
      }
      // Unless one of the two is what the page calls itself, they are sections.
      if (i < until || is_headline(block) == is_headline(page_.blocks[own])) continue;
      // Up to the element that holds both headlines; then below it the two that hold one each.
      std::size_t other = block.element, mine = page_.blocks[own].element;
      while (page_.elements[other].parent > mine || page_.elements[page_.elements[other].parent].end <= mine) {
        other = page_.elements[other].parent;
      }
      const std::size_t both = page_.elements[other].parent;
      if (both == mine) continue;  // It stands within our own headline's element: a mistake, not a report.
      while (page_.elements[mine].parent != both) mine = page_.elements[mine].parent;
      const markup::Node &a = *page_.elements[mine].node, &b = *page_.elements[other].node;
      const bool alike = a.tag == b.tag && a.tag != markup::Tag::kH1 &&
                         (a.tag == markup::Tag::kArticle || a.attribute("class") == b.attribute("class"));
      if (!alike) continue;
      // The page's own is the one that its headline names.
      const bool mine_is_next = is_headline(block);
      const PageElement& next = page_.elements[mine_is_next ? mine : other];
      for (std::size_t k = next.first_block; k < next.end_block; ++k) dropped[k] = true;
      if (mine_is_next) own = i;
      until = next.end_block;
    }
    std::erase_if(kept, [&](std::size_t k) { return dropped[k]; });
  }

  /// What is not shown at first, where it is little: a hint for a screen reader, a text for another sort of reader.
  /// Where it is much, a script shows it.
  void drop_hidden(std::vector<std::size_t>& kept) const {
    std::size_t hidden = 0, all = 0;
    const auto is_hidden_block = [&](std::size_t i) {
      std::size_t e = page_.blocks[i].element;
      for (int up = 0; up < 4; ++up, e = page_.elements[e].parent) {
        if (hides(*page_.elements[e].node)) return true;
      }
      return false;
    };
    std::vector<bool> drop(kept.size());
    for (std::size_t k = 0; k < kept.size(); ++k) {
      all += page_.blocks[kept[k]].letters;
      drop[k] = is_hidden_block(kept[k]);
      if (drop[k]) hidden += page_.blocks[kept[k]].letters;
    }
    if (hidden == 0 || hidden * 5 > all) return;
    std::size_t k = 0;
    std::erase_if(kept, [&](std::size_t) { return drop[k++]; });
  }

  /// "Read also: Ferry is late again": a few words with a colon, and a link to the end.
  static bool is_pointer(const Block& block) {
    if (block.kind != BlockKind::kParagraph && block.kind != BlockKind::kLoose) return false;
    if (block.links != 1 || block.linked_end != block.linked || block.linked * 2 < block.letters) return false;
    if (block.linked == block.letters) return false;
    constexpr std::size_t kLongestLabel = 30;
    const std::size_t colon = std::min(block.text.find(':'), block.text.find("："));
    if (colon == std::string::npos || block.letters - block.linked > kLongestLabel) return false;
    const std::size_t label = count_letters(std::string_view(block.text).substr(0, colon)) + 1;
    return label + 2 >= block.letters - block.linked;
  }

  bool is_headline(const Block& block) const {
    return block.text.size() <= 2 * headline_.size() + 20 && text::fold(block.text) == headline_;
  }

  /// Without what stands before the first and behind the last paragraph that JSON-LD has too, where it and the page
  /// have the same between: boxes that are named as nothing, such as notices and dialogs.
  void trim_by_evidence(std::vector<std::size_t>& kept) {
    attested_ = word_runs(evidence_.article_body);
    if (attested_.size() < kLeastRuns) return;
    std::size_t first = kept.size(), last = 0, between = 0, since_last = 0, shared_between = 0;
    std::vector<std::uint64_t> found;
    for (std::size_t k = 0; k < kept.size(); ++k) {
      const std::vector<std::uint64_t> runs = word_runs(page_.blocks[kept[k]].text);
      std::size_t shared = 0;
      for (const std::uint64_t run : runs) {
        if (!std::ranges::binary_search(attested_, run)) continue;
        ++shared;
        found.push_back(run);
      }
      if (first < kept.size()) since_last += runs.size();
      if (shared == 0 || shared * 2 < runs.size()) continue;
      if (first == kept.size()) since_last = runs.size();
      first = std::min(first, k);
      last = k;
      between += since_last;
      since_last = 0;
      shared_between += shared;
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    found_ = static_cast<double>(found.size()) / static_cast<double>(attested_.size());
    const double same = kSameText * static_cast<double>(between);
    // Its words may all be there, and no paragraph be made of them.
    if (first == kept.size() || found_ < kSameText || static_cast<double>(shared_between) < same) return;
    kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(last) + 1, kept.end());
    kept.erase(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(first));
  }

  /// Whether JSON-LD has the report and the page does not.
  bool is_elsewhere() const {
    if (attested_.size() < kLeastRuns || found_ >= kLittleOfBody) return false;
    std::size_t letters = 0;
    for (const std::size_t i : kept_) letters += page_.blocks[i].letters;
    return static_cast<double>(letters) < kLittleOfBody * static_cast<double>(count_letters(evidence_.article_body));
  }

  void take_from_json_ld(Body& body) const {
    const std::string_view text = evidence_.article_body;
    for (std::size_t from = 0; from < text.size();) {
      const std::size_t to = std::min(text.find("\n\n", from), text.size());
      if (to > from) body.paragraphs.emplace_back(text.substr(from, to - from));
      from = to + 2;
    }
    body.markup = markup_of(body.paragraphs);
  }

  /// The block of the headline before `end`; `end` when there is none.
  std::size_t headline_before(std::size_t end) const {
    for (std::size_t i = std::min(end, page_.blocks.size()); i-- > 0;) {
      const Block& block = page_.blocks[i];
      if (page_.elements[block.element].node->tag == markup::Tag::kH1 || is_headline(block)) return i;
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
    std::vector<std::size_t> found;
    for (std::size_t i = start; i < end && found.size() < kMostStandfirst; ++i) {
      if (is_standfirst(page_.blocks[i])) found.push_back(i);
    }
    kept.insert(kept.begin(), found.begin(), found.end());
  }

  bool is_standfirst(const Block& block) const {
    return linked_share(block) <= kMostLinked && is_prose(block.text, block.letters) &&
           (is_description(block.text) || named_standfirst(block.element));
  }

  bool is_description(std::string_view text) const {
    if (evidence_.description.size() < kShortestDescription) return false;
    // Descriptions are cut off at some length, so their beginning counts.
    const std::string one = text::fold(text.substr(0, 4 * kShortestDescription));
    const std::string other = text::fold(evidence_.description.substr(0, 4 * kShortestDescription));
    const std::size_t same = std::min({one.size(), other.size(), 2 * kShortestDescription});
    return one.compare(0, same, other, 0, same) == 0;
  }

  bool named_standfirst(std::size_t element) const {
    for (int up = 0; up < 3 && element > 0; ++up, element = page_.elements[element].parent) {
      if (names_standfirst(*page_.elements[element].node)) return true;
    }
    return false;
  }

  /// The first paragraph, where the page sets it apart: by its name, or as a box of its own that the page describes
  /// itself with.
  std::string standfirst() const {
    if (kept_.empty()) return "";
    const Block& first = page_.blocks[kept_.front()];
    if (!is_standfirst(first)) return "";
    const bool apart = kept_.size() < 2 ||
                       page_.elements[first.element].parent != page_.elements[page_.blocks[kept_[1]].element].parent;
    return apart || names_standfirst(*page_.elements[first.element].node) ? first.text : "";
  }

  /// When unsure, it is not.
  bool is_truncated(const Body& body, const std::optional<text::Url>& base) const {
    if (body.paragraphs.empty()) return false;
    std::size_t letters = 0;
    for (const std::string& paragraph : body.paragraphs) letters += count_letters(paragraph);
    const std::size_t behind = kept_.empty() ? 0 : kept_.back() + 1;
    if (has_next_page(behind, base)) return true;
    const bool cut = breaks_off(body.paragraphs.back());
    const bool asks = has_wall(behind) || evidence_.paid;
    // A long text may well end with "Until next time …".
    return letters > kWholeDespiteWall ? cut && asks : asks || (cut && leads_on(behind));
  }

  /// Whether an element behind the text is named as what asks for money or a name.
  bool has_wall(std::size_t behind) const {
    for (std::size_t i = 0; i < page_.elements.size(); ++i) {
      const PageElement& element = page_.elements[i];
      if (element.end_block <= behind || element.first_block < behind) continue;
      // A wall is a box with a few sentences, not a class of the whole page.
      if (element.end_block - element.first_block <= 25 && names_paywall(*element.node)) return true;
    }
    return false;
  }

  /// Whether behind the text, in the element that it ends in or the one around, stands a link: "continue reading", or
  /// "subscribers log in" under a sentence.
  bool leads_on(std::size_t behind) const {
    if (behind == 0) return false;
    const std::size_t parent = page_.elements[page_.blocks[behind - 1].element].parent;
    const std::size_t end = std::min(page_.elements[parent].end_block, behind + kNearBehind);
    for (std::size_t i = behind; i < end; ++i) {
      if (page_.blocks[i].links > 0) return true;
    }
    return false;
  }

  /// Whether behind the text a link leads to this page's next: /news/tram/2, /news/tram?page=2.
  bool has_next_page(std::size_t behind, const std::optional<text::Url>& base) const {
    if (!base || behind == 0) return false;
    const std::size_t end = std::min(page_.blocks.size(), behind + kNearBehind);
    for (std::size_t i = behind; i < end; ++i) {
      const Block& block = page_.blocks[i];
      if (block.links == 0) continue;
      const markup::Node* const root = page_.elements[0].node;
      for (const markup::Node* node = block.first_text; node; node = markup::next_in_order(node, root)) {
        const markup::Node* const link = node->parent && node->parent->tag == markup::Tag::kA ? node->parent : nullptr;
        if (link) {
          const auto other = base->resolve(link->attribute("href"));
          const bool is_second = link->attribute("rel") == "next" && other && other->canonical().ends_with("/2");
          if (is_second || is_next_page(other, *base)) return true;
        }
        if (node == block.last_text) break;
      }
    }
    return false;
  }

  static bool is_next_page(const std::optional<text::Url>& other, const text::Url& own) {
    if (!other || other->host() != own.host()) return false;
    const auto bare = [](std::string_view path) {
      return path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
    };
    const std::string_view path = bare(own.path()), next = bare(other->path());
    if (path.empty()) return false;
    if (next == path) return other->query() == "page=2" || other->query().ends_with("&page=2");
    if (!next.starts_with(path)) return false;
    const std::string_view rest = next.substr(path.size());
    return rest == "/2" || rest == "/page/2" || rest == "/page-2" || rest == "/seite-2";
  }

  const PageBlocks& page_;
  const BodyEvidence& evidence_;
  const std::string headline_;  // Folded.
  std::vector<Hints> hints_;
  std::vector<std::size_t> kept_;
  std::vector<std::uint64_t> attested_;  // Word runs of JSON-LD's text.
  double found_ = 0;                     // The share of them among what is kept.
};

}  // namespace

Declared declared_as(const Metadata& page) {
  const auto is_any_of = [&](std::initializer_list<std::string_view> types) {
    return std::ranges::any_of(page.types,
                               [&](const auto& type) { return std::ranges::find(types, type) != types.end(); });
  };
  if (is_any_of(
          {"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "LiveBlogPosting"})) {
    return Declared::kNews;
  }
  if (page.og_type == "article" || is_any_of({"Article", "BlogPosting", "TechArticle", "Report"})) {
    return Declared::kArticle;
  }
  return is_any_of({"WebPage", "CollectionPage", "Product", "QAPage"}) ? Declared::kPage : Declared::kNothing;
}

std::vector<std::size_t> choose_blocks(const PageBlocks& page, const BodyEvidence& evidence,
                                       std::span<const float> sureness) {
  return BodyFinder(page, evidence).choose(sureness);
}

Body find_body(const PageBlocks& page, const BodyEvidence& evidence, const std::optional<text::Url>& base) {
  return BodyFinder(page, evidence).find(base);
}

}  // namespace dateline::article
