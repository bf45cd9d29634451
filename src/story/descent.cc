#include "story/descent.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>

#include "story/tuning.h"
#include "text/word_hash.h"

namespace dateline::story {
namespace {

struct Gap {
  bool ends_sentence = false;
  bool ends_paragraph = false;
  bool quote = false;  ///< An odd number of marks: what was quoted no longer is, or the other way round.
};

Gap look_at(std::string_view gap) {
  Gap seen;
  if (gap == " ") return seen;
  constexpr std::array<std::string_view, 5> kQuotes{"“", "”", "„", "«", "»"};
  constexpr std::array<std::string_view, 5> kStops{"。", "！", "？", "…", "؟"};
  for (std::size_t i = 0; i < gap.size(); ++i) {
    const char c = gap[i];
    if (c == '.' || c == '!' || c == '?') seen.ends_sentence = true;
    if (c == '\n') seen.ends_sentence = seen.ends_paragraph = true;
    if (c == '"') seen.quote = !seen.quote;
    if (static_cast<unsigned char>(c) < 0x80) continue;
    const std::string_view rest = gap.substr(i);
    const auto begins = [&](std::string_view mark) { return rest.starts_with(mark); };
    if (std::ranges::any_of(kQuotes, begins)) seen.quote = !seen.quote;
    if (std::ranges::any_of(kStops, begins)) seen.ends_sentence = true;
  }
  return seen;
}

constexpr std::size_t kMostForebears = 64;  ///< One bit each.
constexpr std::size_t kLookedAt = 8;        ///< Of these, those that share most are aligned.
constexpr std::size_t kSentenceTerms = 64;  ///< One bit each.

std::uint32_t key_of(Marks::Term term) {
  return term >> 8;
}

/// A report beside one forebear.
struct Alignment {
  /// Of each of the report's sentences: the forebear's sentence that is most like it, and how much of it stands there.
  struct Like {
    std::size_t sentence = 0;
    double share = 0;
  };
  std::vector<Like> like;
  double told = 0;            ///< Of all that the report says, what is told again in like order.
  double shared = 0;          ///< In it, terms in common, weighed.
  std::size_t sentences = 0;  ///< So many of them.
};

/// A report beside all its forebears.
class Comparing {
 public:
  Comparing(const Marks& report, std::span<const Forebear> forebears)
      : report_(report), forebears_(forebears), table_(std::bit_ceil(2 * report.terms.size() + 2)) {
    words_.reserve(report.terms.size());
    places_.reserve(report.terms.size());
    for (std::size_t s = 0; s < report.sentences.size(); ++s) {
      const auto terms = report.terms_of(s);
      for (std::size_t bit = 0; bit < std::min(terms.size(), kSentenceTerms); ++bit) {
        Slot& slot = slot_of(key_of(terms[bit]));
        if (slot.word == kNone) {
          slot = {key_of(terms[bit]), static_cast<std::uint32_t>(words_.size())};
          words_.push_back({static_cast<float>(terms[bit] & 0xFF) / 255});
        }
        Word& word = words_[slot.word];
        places_.push_back({static_cast<std::uint32_t>(s), static_cast<std::uint32_t>(bit), word.last});
        word.last = static_cast<std::uint32_t>(places_.size() - 1);
      }
    }
    shared_.reserve(forebears.size() * 64);
    for (std::size_t f = 0; f < forebears.size(); ++f) {
      const Marks& marks = *forebears[f].marks;
      shared_of_.push_back(shared_.size());
      for (std::size_t s = 0; s < marks.sentences.size(); ++s) {
        for (const Marks::Term term : marks.terms_of(s)) {
          const std::uint32_t word = slot_of(key_of(term)).word;
          if (word == kNone) continue;
          words_[word].seen |= std::uint64_t{1} << f;
          shared_.push_back({word, static_cast<std::uint32_t>(s)});
        }
      }
      if (forebears[f].own) own_ |= std::uint64_t{1} << f;
    }
    shared_of_.push_back(shared_.size());
  }

  /// Those that have most in common with the report, in their order.
  std::vector<std::size_t> likeliest() const {
    if (forebears_.size() <= kLookedAt) {
      std::vector<std::size_t> all(forebears_.size());
      for (std::size_t f = 0; f < all.size(); ++f) all[f] = f;
      return all;
    }
    std::vector<std::pair<double, std::size_t>> most;
    for (std::size_t f = 0; f < forebears_.size(); ++f) {
      double shared = 0;
      for (const Word& word : words_) {
        if (word.seen >> f & 1) shared += weight(word, f);
      }
      most.emplace_back(-shared, f);
    }
    std::ranges::sort(most);
    most.resize(std::min(most.size(), kLookedAt));
    std::vector<std::size_t> likeliest;
    for (const auto& [shared, f] : most) likeliest.push_back(f);
    std::ranges::sort(likeliest);
    return likeliest;
  }

  Alignment align(std::size_t f) const {
    const Marks& other = *forebears_[f].marks;
    const std::size_t n = report_.sentences.size();
    const std::size_t m = other.sentences.size();
    // Which terms of sentence i stand in the other's sentence j, and what each weighs.
    std::vector<std::uint64_t> common(n * m);
    std::vector<double> weights(report_.terms.size());
    std::vector<double> whole(n);
    for (const Word& word : words_) {
      const double w = weight(word, f);
      for (std::uint32_t p = word.last; p != kNone; p = places_[p].next) {
        const Place& place = places_[p];
        whole[place.sentence] += weights[report_.sentences[place.sentence].begin + place.bit] = w;
      }
    }
    for (std::size_t i = shared_of_[f]; i < shared_of_[f + 1]; ++i) {
      for (std::uint32_t p = words_[shared_[i].word].last; p != kNone; p = places_[p].next)
        common[places_[p].sentence * m + shared_[i].sentence] |= std::uint64_t{1} << places_[p].bit;
    }

    struct Best {
      double told = 0, shared = 0;
      std::size_t sentences = 0;
    };
    Alignment out{std::vector<Alignment::Like>(n)};
    std::vector<Best> before(m + 1), row(m + 1);
    double all = 0;
    for (std::size_t i = 0; i < n; ++i) {
      all += whole[i];
      for (std::size_t j = 0; j < m; ++j) {
        double shared = 0;
        double share = 0;
        if (report_.sentences[i].hash == other.sentences[j].hash) {
          shared = whole[i];
          share = 1;
        } else if (std::uint64_t bits = common[i * m + j]; bits != 0) {
          if (j + 1 < m) bits |= common[i * m + j + 1];  // Two sentences may have become one.
          for (; bits != 0; bits &= bits - 1)
            shared += weights[report_.sentences[i].begin + static_cast<std::size_t>(std::countr_zero(bits))];
          if (whole[i] > 0) share = shared / whole[i];
        }
        if (share > out.like[i].share) out.like[i] = {j, share};
        // The best way through both in order; one sentence may have become several.
        row[j + 1] = row[j].told > before[j + 1].told ? row[j] : before[j + 1];
        if (share >= kToldAgain && before[j + 1].told + shared > row[j + 1].told)
          row[j + 1] = {before[j + 1].told + shared, before[j + 1].shared + shared, before[j + 1].sentences + 1};
      }
      before.swap(row);
    }
    out.told = all > 0 ? before[m].told / all : 0;
    out.shared = before[m].shared;
    out.sentences = before[m].sentences;
    return out;
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  /// Where a word stands in the report; `next` leads to where else.
  struct Place {
    std::uint32_t sentence, bit, next;
  };
  struct Word {
    float rareness = 0;
    std::uint32_t last = kNone;  ///< Of its places.
    std::uint64_t seen = 0;      ///< The forebears that have it.
  };
  /// A word that a forebear has, too, and in which of its sentences.
  struct Shared {
    std::uint32_t word, sentence;
  };
  struct Slot {
    std::uint32_t key = 0;
    std::uint32_t word = kNone;
  };

  Slot& slot_of(std::uint32_t key) {
    for (std::size_t i = text::mix(key);; ++i) {
      Slot& slot = table_[i & (table_.size() - 1)];
      if (slot.word == kNone || slot.key == key) return slot;
    }
  }
  std::size_t root_of(std::size_t f) const {
    // As many steps as there are forebears at most, should two ever be each other's.
    for (std::size_t steps = 0; forebears_[f].from && steps < forebears_.size(); ++steps) f = *forebears_[f].from;
    return f;
  }
  /// What a term tells that the report and forebear `f` share: less, the more others have it, too, that tell the event
  /// in their own words. Copies of `f` are no others.
  double weight(const Word& word, std::size_t f) const {
    const std::uint64_t others = own_ & ~(std::uint64_t{1} << root_of(f));
    return word.rareness * (1 - std::popcount(word.seen & others) / (std::popcount(others) + 1.0));
  }

  const Marks& report_;
  std::span<const Forebear> forebears_;
  std::vector<Slot> table_;  ///< Open addressing; a power of two.
  std::vector<Word> words_;
  std::vector<Place> places_;
  std::vector<Shared> shared_;          ///< Of one forebear after the other,
  std::vector<std::size_t> shared_of_;  ///< from here on.
  std::uint64_t own_ = 0;
};

std::optional<std::size_t> same_sentence(const Marks& marks, std::uint32_t hash) {
  for (std::size_t i = 0; i < marks.sentences.size(); ++i) {
    if (marks.sentences[i].hash == hash) return i;
  }
  return std::nullopt;
}

/// A sentence of fewer words is an edit of less: a credit, a heading.
double size_of(const Marks::Sentence& sentence) {
  constexpr double kFull = 8;
  return std::min(1.0, sentence.words / kFull);
}

/// What it takes to make one text of another, in sentences.
struct Edits {
  double cost = 0;
  double explained = 0;  ///< Of the copy's words.
  double kept = 0;       ///< Of these, in sentences that are as they were.
  double taken = 0;      ///< Of the source's.
};

Edits edits_between(const Marks& source, const Marks& copy, const Alignment& alignment, double alike) {
  Edits edits;
  std::vector<bool> used(source.sentences.size());
  std::size_t last_used = 0;
  const auto use = [&](std::size_t j) {
    used[j] = true;
    last_used = std::max(last_used, j);
  };
  double words = 0;
  for (std::size_t i = 0; i < copy.sentences.size(); ++i) {
    const Marks::Sentence& sentence = copy.sentences[i];
    words += sentence.words;
    if (const auto same = same_sentence(source, sentence.hash)) {
      edits.explained += sentence.words;
      edits.kept += sentence.words;
      use(*same);
      continue;
    }
    const Alignment::Like& like = alignment.like[i];
    edits.cost += std::clamp(1 - like.share, kLeastEdit, 1.0) * size_of(sentence);
    if (like.share < alike) continue;
    edits.explained += like.share * sentence.words;
    use(like.sentence);
  }
  if (words > 0) {
    edits.explained /= words;
    edits.kept /= words;
  }

  // The end is cut off by a single decision; what is left out before it, by one each. Who leaves out the same has it
  // from whoever left it out first.
  words = 0;
  for (std::size_t j = 0; j < source.sentences.size(); ++j) {
    words += source.sentences[j].words;
    if (used[j]) {
      edits.taken += source.sentences[j].words;
    } else if (j < last_used) {
      edits.cost += kOmitted * size_of(source.sentences[j]);
    }
  }
  if (last_used + 1 < source.sentences.size()) edits.cost += kEndCut;
  if (words > 0) edits.taken /= words;
  return edits;
}

bool is_word_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80;
}

bool credits(std::string_view text, std::string_view outlet) {
  outlet = outlet.substr(0, outlet.find(" ("));
  if (outlet.size() < 4) return false;
  for (std::size_t at = text.find(outlet); at != std::string_view::npos; at = text.find(outlet, at + 1)) {
    const std::size_t end = at + outlet.size();
    if ((at == 0 || !is_word_byte(text[at - 1])) && (end == text.size() || !is_word_byte(text[end]))) return true;
  }
  return false;
}

}  // namespace

Marks sentences_of(std::span<const text::Token> tokens, std::vector<std::uint16_t>& sentence_of) {
  Marks marks;
  marks.words = static_cast<std::uint32_t>(tokens.size());
  sentence_of.assign(tokens.size(), 0);
  bool quoted = false;
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const char* begin = tokens[i].text.data();
    const char* end_of_last = i == 0 ? begin : tokens[i - 1].text.data() + tokens[i - 1].text.size();
    const Gap gap = look_at({end_of_last, static_cast<std::size_t>(begin - end_of_last)});
    if (gap.ends_paragraph) quoted = false;
    if (gap.quote) quoted = !quoted;
    // After an abbreviation a full stop ends nothing, which the token knows; other scripts' marks it does not know.
    if (i == 0 ||
        (gap.ends_sentence && (tokens[i].opens_sentence || static_cast<unsigned char>(*end_of_last) >= 0x80))) {
      if (marks.sentences.size() == kMarkedSentences) break;
      marks.sentences.emplace_back();
      hash = 0;
    }
    Marks::Sentence& sentence = marks.sentences.back();
    hash = text::mix(hash + tokens[i].word + text::kGolden);
    sentence.hash = static_cast<std::uint32_t>(hash);
    if (sentence.words < UINT16_MAX) ++sentence.words;
    if (!quoted) sentence_of[i] = static_cast<std::uint16_t>(marks.sentences.size());
  }
  return marks;
}

void put_terms(Marks& marks, std::vector<std::uint64_t>& terms) {
  std::ranges::sort(terms);
  const auto repeats = std::ranges::unique(terms);
  terms.erase(repeats.begin(), repeats.end());
  std::size_t next = 0;
  for (std::size_t s = 0; s < marks.sentences.size(); ++s) {
    marks.sentences[s].begin = static_cast<std::uint16_t>(marks.terms.size());
    for (; next < terms.size() && terms[next] >> 32 == s + 1; ++next)
      marks.terms.push_back(static_cast<Marks::Term>(terms[next]));
  }
  marks.terms.shrink_to_fit();
  marks.sentences.shrink_to_fit();
}

Sketch pairs_of(const Marks& marks) {
  Sketch pairs;
  std::vector<std::uint32_t> telling;
  for (std::size_t s = 0; s < marks.sentences.size(); ++s) {
    telling.clear();
    for (const Marks::Term term : marks.terms_of(s)) {
      if ((term & 0xFF) >= kTelling && telling.size() < kPairedTerms) telling.push_back(key_of(term));
    }
    for (std::size_t a = 0; a < telling.size(); ++a) {
      for (std::size_t b = a + 1; b < telling.size(); ++b) {
        // As a sketch of shingles: which pairs are kept depends on nothing but themselves, so both texts keep the same.
        const std::uint64_t pair = text::mix(std::uint64_t{telling[a]} << 32 | telling[b]);
        if (pair % kPairShare == 0) pairs.push_back(pair);
      }
    }
  }
  std::ranges::sort(pairs);
  const auto repeats = std::ranges::unique(pairs);
  pairs.erase(repeats.begin(), repeats.end());
  if (pairs.size() > kPairs) pairs.resize(kPairs);
  return pairs;
}

std::optional<Parent> parent_of(const Marks& report, std::string_view text, std::span<const Forebear> all) {
  const std::span<const Forebear> forebears = all.first(std::min(all.size(), kMostForebears));
  if (forebears.empty() || report.sentences.empty()) return std::nullopt;
  const Comparing comparing(report, forebears);
  struct Best {
    std::span<const Forebear> forebears;
    std::optional<Parent> parent{};
    double cost = 0;
    /// The earlier one stays, unless the next is less by more than `alike`; of two alike a primary source.
    void take(Parent next, double of_next, double alike) {
      if (parent) {
        const bool more_primary = forebears[next.forebear].primary && !forebears[parent->forebear].primary;
        if (of_next >= (more_primary ? cost + alike : cost - alike)) return;
      }
      parent = next;
      cost = of_next;
    }
  };
  Best best{forebears};
  // Where few others tell the event in their own words, what all of them say is not known to be common.
  const double needed =
      std::ranges::count(forebears, true, &Forebear::own) < kOwnToTell ? kRewordedAlone : kRewordedShare;
  for (const std::size_t f : comparing.likeliest()) {
    const Forebear& forebear = forebears[f];
    const Alignment alignment = comparing.align(f);
    const double credit = credits(text, forebear.outlet) ? kCredit : 0;
    const Edits edits = edits_between(*forebear.marks, report, alignment, kEdited);
    if (edits.explained >= kExplained && (edits.kept >= kKeptShare || edits.explained >= kHardlyNew)) {
      best.take({f, edits.taken >= kWholeText ? Kinship::kVerbatim : Kinship::kCut}, edits.cost - credit, kAlike);
    } else if (alignment.told >= needed && alignment.shared >= kRewordedTerms &&
               alignment.sentences >= kRewordedSentences) {
      const Edits told = edits_between(*forebear.marks, report, alignment, kToldAgain);
      best.take({f, Kinship::kReworded}, told.cost - credit, kAlikeReworded);
    }
  }
  return best.parent;
}

bool shows_descent(const Marks& copy, std::string_view copy_text, const Forebear& source) {
  if (source.primary || credits(copy_text, source.outlet)) return true;
  const Forebear as_is[] = {source};
  const Edits made = edits_between(*source.marks, copy, Comparing(copy, as_is).align(0), kEdited);
  return made.explained >= kWholeText && made.taken < kWholeText;
}

}  // namespace dateline::story
