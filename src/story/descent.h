#pragma once
// Who copied whom: how a report came by its text, told from marks that are kept of each. Internal to story.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "story/story.h"
#include "story/syndication.h"
#include "text/tokens.h"

namespace dateline::story {

/// What of a text shows in what others make of it: its sentences, and the terms of each outside quotation marks, for
/// those who tell one event print the same quotations. Bounded: kMarkedSentences, kTextTerms.
struct Marks {
  struct Sentence {
    std::uint32_t hash = 0;   ///< Of its words, folded, in order.
    std::uint16_t words = 0;  ///< How many.
    std::uint16_t begin = 0;  ///< Of its terms in `terms`; they end where the next one's begin.
  };
  /// The upper 24 bits are of the term's hash, the lower 8 say how rare it is (ProfileTerm::rareness).
  using Term = std::uint32_t;

  std::vector<Sentence> sentences;
  std::vector<Term> terms;  ///< Of each sentence: sorted, without repeats.
  std::uint32_t words = 0;  ///< Of the whole text.

  std::span<const Term> terms_of(std::size_t sentence) const {
    const std::size_t end = sentence + 1 < sentences.size() ? sentences[sentence + 1].begin : terms.size();
    return std::span(terms).subspan(sentences[sentence].begin, end - sentences[sentence].begin);
  }
};

/// The sentences of a text; no terms yet. Tells of each token which sentence it stands in, counted from 1; 0 if it is
/// quoted, or beyond what is marked. Replaces `sentence_of`.
Marks sentences_of(std::span<const text::Token> tokens, std::vector<std::uint16_t>& sentence_of);
/// Gives them their terms: each `sentence << 32 | Term`, in any order, which is lost.
void put_terms(Marks& marks, std::vector<std::uint64_t>& terms);

/// What a rewrite leaves together: hashes of pairs of rare terms in one sentence. Sorted; at most kPairs.
Sketch pairs_of(const Marks& marks);

/// A report that was there before, from which another may have been made.
struct Forebear {
  const Marks* marks = nullptr;
  std::string_view outlet;          ///< Its name, for a text that credits it.
  std::optional<std::size_t> from;  ///< Its own parent among the forebears, if it is there.
  bool own = true;                  ///< It tells the event in its own words.
  bool primary = false;
};

struct Parent {
  std::size_t forebear = 0;
  Kinship kinship = Kinship::kOwnReport;  ///< A copy.
};

/// The forebear that explains a report's text best; nullopt if it is in its own words. Forebears come in order of time;
/// of those that explain it as well, a primary source is taken, else the first. `text`, which may be left out, is
/// searched for the outlets that it credits. Pure. Cost: linear in the marks of all, some 5 us for twelve.
std::optional<Parent> parent_of(const Marks& report, std::string_view text, std::span<const Forebear> forebears);

/// Whether the texts themselves show that `copy` was made of `source`, whatever the two claim of when they were
/// published: it is credited, or has whole sentences which the copy has lost.
bool shows_descent(const Marks& copy, std::string_view copy_text, const Forebear& source);

}  // namespace dateline::story
