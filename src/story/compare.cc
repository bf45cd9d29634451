#include "story/compare.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

#include "story/facts/changed_facts.h"
#include "story/facts/facts.h"
#include "story/facts/word_numbers.h"
#include "text/shingles.h"
#include "text/utf8.h"
#include "text/word_hash.h"

namespace dateline::story {
namespace {

/// How alike two sentences must be to be one, of 1: where nothing else speaks for it, and where the sentences around
/// are told in the same order. From the tuning half of bench/drift.
constexpr double kAlike = .22, kAlikeInOrder = .1, kAlikeBetween = .02;
/// What a sentence must have of another one to be melted into it.
constexpr double kMelted = .18;
/// So far from where the order of the copy lets one expect a sentence, order still speaks for it.
constexpr double kInOrder = 2.5;
/// A term that stands in more sentences than this says nothing about which one was copied.
constexpr std::uint32_t kMostPostings = 60;

/// Room for words that is kept from pair to pair: eight long reports.
constexpr std::size_t kTokensOfRoom = 1 << 14;

/// A sentence as a bag of weighted terms: its words, and its numbers and dates whatever their form.
struct Bag {
  std::vector<std::pair<std::uint32_t, float>> terms;  ///< By their numbers; sorted, without repeats.
  float weight = 0;                                    ///< The sum of their weights.
  std::uint32_t kinds = 0;                             ///< Of its numbers and dates, a bit each.
  std::uint64_t exact = 0;                             ///< A hash of its words in order: equal means kept.
};

std::uint32_t hash_of(const Fact& fact) {
  if (fact.rate || fact.relative != 0 || fact.season != 0) return 0;
  const auto value = static_cast<std::uint64_t>(std::llround(fact.value * 1000));
  switch (fact.kind) {
    case FactKind::kNumber:
    case FactKind::kAmount:
    case FactKind::kDuration:
      return static_cast<std::uint32_t>(text::mix(value * 16 + static_cast<std::uint64_t>(fact.dimension) + 1) >> 32);
    case FactKind::kDate:
      return static_cast<std::uint32_t>(
          text::mix(0xDA7E'0000'0000U + static_cast<std::uint64_t>((fact.month * 32 + fact.day) * 8 + fact.weekday)) >>
          32);
    default:
      return 0;
  }
}

std::vector<Bag> bags_of(const FactText& text, WordNumbers& numbers) {
  std::vector<Bag> bags;
  bags.reserve(text.sentences.size());
  for (const FactText::Sentence& s : text.sentences) {
    Bag& bag = bags.emplace_back();
    bag.terms.reserve(s.last - s.first);
    for (const text::Token& token : text.tokens_of(s)) {
      bag.exact = text::mix(bag.exact * 31 + token.word);
      if (token.is_term && !token.number) bag.terms.emplace_back(numbers.number(token.term), 1.0F);
    }
    for (const Fact& fact : text.facts_of(s)) {
      if (fact.kind <= FactKind::kAmount && !fact.weak) bag.kinds |= 1U << static_cast<unsigned>(fact.kind);
      if (const std::uint32_t hash = hash_of(fact); hash != 0 && !fact.weak)
        bag.terms.emplace_back(numbers.number(hash), 1.0F);
    }
    std::ranges::sort(bag.terms);
    const auto repeats = std::ranges::unique(bag.terms, {}, &std::pair<std::uint32_t, float>::first);
    bag.terms.erase(repeats.begin(), repeats.end());
  }
  return bags;
}

/// Weighs each sentence's terms by how few sentences of both texts have them.
void weigh(std::vector<Bag>& source, std::vector<Bag>& copy, std::uint32_t terms) {
  std::vector<std::uint32_t> frequency(terms);
  std::vector<float> weights;  // By frequency.
  for (auto* bags : {&source, &copy}) {
    for (const Bag& bag : *bags) {
      for (const auto& [term, weight] : bag.terms) ++frequency[term];
    }
  }
  const double all = static_cast<double>(source.size() + copy.size());
  weights.resize(source.size() + copy.size() + 1);
  for (auto* bags : {&source, &copy}) {
    for (Bag& bag : *bags) {
      for (auto& [term, weight] : bag.terms) {
        float& of_all = weights[frequency[term]];
        if (of_all == 0) of_all = static_cast<float>(std::log(1 + all / frequency[term]));
        weight = of_all;
        bag.weight += weight;
      }
    }
  }
}

/// What two sentences have in common.
struct Likeness {
  std::uint32_t source = 0;
  float shared = 0;  ///< The weight of their common terms.
};

class Alignment {
 public:
  Alignment(std::vector<Bag> source, std::vector<Bag> copy, std::uint32_t terms)
      : source_(std::move(source)), copy_(std::move(copy)), terms_(terms) {
    weigh(source_, copy_, terms_);
    find_likenesses();
  }

  /// For each sentence of the copy those of the source that it tells again, in their order.
  std::vector<Retelling> retellings() {
    std::vector<Retelling> out(copy_.size());
    for (std::uint32_t j = 0; j < copy_.size(); ++j) out[j].copy = j;
    take_kept(out);
    take_alike(out);
    take_in_order(out);
    take_melted(out);
    take_between(out);
    for (Retelling& r : out) std::ranges::sort(r.source);
    return out;
  }

 private:
  void find_likenesses() {
    // The source's sentences of each term, one list behind the other.
    std::vector<std::uint32_t> begin(terms_ + 1);
    for (const Bag& bag : source_) {
      for (const auto& [term, weight] : bag.terms) ++begin[term + 1];
    }
    for (std::uint32_t t = 0; t < terms_; ++t) begin[t + 1] += begin[t];
    std::vector<std::uint32_t> postings(begin[terms_]), end(begin.begin(), begin.end() - 1);
    for (std::uint32_t i = 0; i < source_.size(); ++i) {
      for (const auto& [term, weight] : source_[i].terms) postings[end[term]++] = i;
    }
    likenesses_.resize(copy_.size());
    std::vector<float> shared(source_.size(), 0);
    std::vector<std::uint32_t> met;
    for (std::size_t j = 0; j < copy_.size(); ++j) {
      for (const auto& [term, weight] : copy_[j].terms) {
        const std::uint32_t last = std::min<std::uint32_t>(end[term], begin[term] + kMostPostings);
        for (std::uint32_t at = begin[term]; at < last; ++at) {
          const std::uint32_t i = postings[at];
          if (shared[i] == 0) met.push_back(i);
          shared[i] += weight;
        }
      }
      for (const std::uint32_t i : met) likenesses_[j].push_back({i, std::exchange(shared[i], 0.0F)});
      met.clear();
    }
  }

  /// How far one tells the other, 0 to 1: the share of both that is common, and the share of the one that has more in
  /// common, for a sentence may be cut, or melted with others.
  double likeness(const Likeness& l, std::size_t j) const {
    const double s = source_[l.source].weight, c = copy_[j].weight;
    const double both = 2 * l.shared / (s + c);
    const double either = l.shared / std::max(1.0, std::min(s, c));
    // Two words that both have are chance in a short sentence.
    const double enough = std::min(1.0, l.shared / kEnoughShared);
    return (.6 * both + .4 * either) * enough;
  }
  static constexpr double kEnoughShared = 3.5;

  void take_kept(std::vector<Retelling>& out) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> same;  // The source's sentences by their words, in order.
    for (std::uint32_t i = 0; i < source_.size(); ++i) same.emplace_back(source_[i].exact, i);
    std::ranges::sort(same);
    std::vector<bool> taken(source_.size());
    for (Retelling& r : out) {
      const std::uint64_t exact = copy_[r.copy].exact;
      auto found = std::ranges::lower_bound(same, std::pair{exact, std::uint32_t{0}});
      while (found != same.end() && found->first == exact && taken[found->second]) ++found;
      if (found == same.end() || found->first != exact) continue;
      r.kept = taken[found->second] = true;
      r.source = {found->second};
    }
  }

  void take_alike(std::vector<Retelling>& out) {
    struct Pair {
      double likeness;
      std::uint32_t copy, source;
    };
    std::vector<Pair> pairs;
    told_.assign(source_.size(), false);
    for (const Retelling& r : out) {
      for (const std::uint32_t i : r.source) told_[i] = true;
      if (!r.source.empty()) continue;
      for (const Likeness& l : likenesses_[r.copy]) {
        if (const double alike = likeness(l, r.copy); alike >= kAlike) pairs.push_back({alike, r.copy, l.source});
      }
    }
    std::ranges::stable_sort(pairs, std::ranges::greater{}, &Pair::likeness);
    for (const Pair& p : pairs) {
      if (!out[p.copy].source.empty() || (told_[p.source] && p.likeness < kAgain)) continue;
      out[p.copy].source.push_back(p.source);
      told_[p.source] = true;
    }
  }
  /// A sentence that was told already is told again, if it is as plain as this: it was cut in two.
  static constexpr double kAgain = .42;

  /// Of what is left, the sentences whose neighbours tell where they come from.
  void take_in_order(std::vector<Retelling>& out) {
    if (source_.size() == 1 && copy_.size() == 1 && out[0].source.empty() && !likenesses_[0].empty()) {
      out[0].source = {0};  // One sentence each: what they share is enough.
      told_[0] = true;
      return;
    }
    for (std::uint32_t j = 0; j < out.size(); ++j) {
      if (!out[j].source.empty()) continue;
      const Neighbours at = neighbours(out, j);
      if (!at.before && !at.after) continue;
      double best = 0;
      std::optional<std::uint32_t> found;
      for (const Likeness& l : likenesses_[j]) {
        if (told_[l.source]) continue;
        const double apart = at.distance(l.source);
        if (apart > kInOrder) continue;
        const double alike = likeness(l, j) - .02 * apart;
        if (alike < (at.encloses(l.source) ? kAlikeBetween : kAlikeInOrder) || alike <= best) continue;
        best = alike;
        found = l.source;
      }
      if (!found) continue;
      out[j].source.push_back(*found);
      told_[*found] = true;
    }
  }
  /// Where the sentences before and after one come from.
  struct Neighbours {
    std::optional<double> before, after;  ///< Less, and plus, the sentences between.
    std::uint32_t first = 0, last = 0;    ///< What stands next to it, itself.

    double distance(std::uint32_t source) const {
      const double expected = before && after ? (*before + *after) / 2 : before ? *before : *after;
      return std::abs(static_cast<double>(source) - expected);
    }
    bool encloses(std::uint32_t source) const { return before && after && first < source && source < last; }
  };
  Neighbours neighbours(const std::vector<Retelling>& out, std::uint32_t j) const {
    Neighbours at;
    for (std::uint32_t k = j; k > 0 && j - k < 3 && !at.before;) {
      if (out[--k].source.empty()) continue;
      at.first = out[k].source.back();
      at.before = at.first + static_cast<double>(j - k);
    }
    for (std::uint32_t k = j + 1; k < out.size() && k - j <= 3 && !at.after; ++k) {
      if (out[k].source.empty()) continue;
      at.last = out[k].source.front();
      at.after = at.last - static_cast<double>(k - j);
    }
    return at;
  }

  /// The only sentence left between two that stand in a row in both texts, with a number or a date as that: told in
  /// wholly other words.
  void take_between(std::vector<Retelling>& out) {
    for (std::uint32_t j = 1; j + 1 < out.size(); ++j) {
      if (!out[j].source.empty() || out[j - 1].source.empty() || out[j + 1].source.empty()) continue;
      const std::uint32_t i = out[j - 1].source.back() + 1;
      if (i + 1 != out[j + 1].source.front() || told_[i]) continue;
      if ((source_[i].kinds & copy_[j].kinds) == 0) continue;  // Nothing of it can be compared.
      out[j].source.push_back(i);
      told_[i] = true;
    }
  }

  /// Sentences that nobody tells alone, but a neighbour's telling has most of.
  void take_melted(std::vector<Retelling>& out) {
    for (std::uint32_t j = 0; j < out.size(); ++j) {
      if (out[j].source.empty() || out[j].kept) continue;
      const std::uint32_t main = out[j].source.front();
      for (const Likeness& l : likenesses_[j]) {
        const std::uint32_t apart = l.source > main ? l.source - main : main - l.source;
        if (told_[l.source] || apart > 3) continue;
        const double enough = std::min(1.0, l.shared / kEnoughShared);
        if (l.shared / std::max(1.0F, source_[l.source].weight) * enough < kMelted) continue;
        out[j].source.push_back(l.source);
        told_[l.source] = true;
      }
    }
  }

  std::vector<Bag> source_, copy_;
  std::uint32_t terms_;                            ///< How many there are.
  std::vector<std::vector<Likeness>> likenesses_;  ///< By the copy's sentence.
  std::vector<bool> told_;
};

}  // namespace

std::string_view to_string(FactKind kind) {
  using enum FactKind;
  switch (kind) {
    case kNumber:
      return "number";
    case kDate:
      return "date";
    case kDuration:
      return "duration";
    case kAmount:
      return "amount";
    case kName:
      return "name";
    case kTitle:
      return "title";
    case kOrganisation:
      return "organisation";
    case kPlace:
      return "place";
    case kQuotation:
      return "quotation";
    case kNegation:
      return "negation";
  }
  return "number";
}

std::string_view to_string(Comparison::Fate fate) {
  using enum Comparison::Fate;
  switch (fate) {
    case kKept:
      return "kept";
    case kReworded:
      return "reworded";
    case kDropped:
      return "dropped";
    case kAdded:
      return "added";
  }
  return "kept";
}

bool compares_words_of(std::string_view language) {
  return FactWords::of(language).knows_words();
}

Comparison compare(std::string_view source_text, std::string_view copy_text, std::string_view language) {
  Comparison result;
  // A thread compares many texts; a tokenizer that remembers words is five times as fast.
  thread_local text::Tokenizer tokenizer(1 << 14);
  thread_local FactText source, copy;
  for (FactText* text : {&source, &copy}) {
    if (text->tokens.capacity() > kTokensOfRoom) *text = {};
  }
  read_facts(source_text, language, tokenizer, source);
  read_facts(copy_text, language, tokenizer, copy);
  result.cut_short = source.cut_short || copy.cut_short;
  result.kept = text::containment(text::shingles(source.tokens), text::shingles(copy.tokens));
  WordNumbers numbers(source.tokens.size());
  std::vector<Bag> source_bags = bags_of(source, numbers), copy_bags = bags_of(copy, numbers);
  const std::vector<Retelling> retellings =
      Alignment(std::move(source_bags), std::move(copy_bags), numbers.size()).retellings();
  const std::vector<FactChange> changes = changed_facts(source, copy, retellings, language);

  std::vector<bool> told(source.sentences.size());
  for (const Retelling& r : retellings) {
    for (const std::uint32_t i : r.source) told[i] = true;
  }
  std::uint32_t next_dropped = 0;  // Source sentences before this one have been told.
  const auto tell_dropped_before = [&](std::uint32_t end) {
    for (; next_dropped < end; ++next_dropped) {
      if (told[next_dropped]) continue;
      result.sentences.push_back(
          {Comparison::Fate::kDropped, std::string(source.sentences[next_dropped].text), "", {next_dropped}});
    }
  };
  auto change = changes.begin();
  for (const Retelling& r : retellings) {
    const std::string text(copy.sentences[r.copy].text);
    if (r.source.empty()) {
      result.sentences.push_back({Comparison::Fate::kAdded, "", text, {}});
    } else {
      tell_dropped_before(r.source.front());
      next_dropped = std::max(next_dropped, r.source.front() + 1);
      std::string from;
      for (const std::uint32_t i : r.source) from.append(from.empty() ? "" : " ").append(source.sentences[i].text);
      result.sentences.push_back(
          {r.kept ? Comparison::Fate::kKept : Comparison::Fate::kReworded, std::move(from), text, r.source});
    }
    for (; change != changes.end() && change->copy == r.copy; ++change) {
      result.facts.push_back(
          {change->kind, text::collapse(change->before), text::collapse(change->after), result.sentences.size() - 1});
    }
  }
  tell_dropped_before(static_cast<std::uint32_t>(source.sentences.size()));
  return result;
}

}  // namespace dateline::story
