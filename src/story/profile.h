#pragma once
// What a report or a story is about: weighted terms. Internal to story.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "story/descent.h"
#include "story/document_frequency.h"
#include "story/syndication.h"
#include "story/tuning.h"
#include "text/tokens.h"

namespace dateline::story {

enum class TermKind : std::uint8_t {
  kWord,
  kName,    ///< A run of capitalised words: "Porto Novo". Its words are terms, too.
  kNumber,  ///< "1,200", "21st", "3.5".
};

/// 16 bytes: of these a comparison reads some hundred on each side, from all over the memory.
struct ProfileTerm {
  std::uint32_t term;       ///< text::term_hash() or text::name_hash().
  float weight;             ///< Of the reports' unit vectors, summed.
  float reports;            ///< In how many reports it stands.
  std::uint16_t headlines;  ///< In how many headlines; 65,535 is that or more.
  std::uint8_t rareness;    ///< rarity() in 255ths.
  TermKind kind;

  /// 0 to 1 (document_frequency.h), when the last report came that has it.
  float rarity() const { return static_cast<float>(rareness) * (1 / 255.0F); }
};
static_assert(sizeof(ProfileTerm) == 16);

/// A report's terms, or the sum of its reports' for a story. The same type, since the same question is asked of both:
/// do these two tell one event?
struct Profile {
  std::vector<ProfileTerm> terms;           ///< By `term`, which grows. At most kProfileTerms (a report kReportTerms).
  std::vector<std::uint16_t> in_headlines;  ///< Places in `terms` of those with headlines, in order.
  float reports = 0;
  float lengths = 0;   ///< Distinct terms of each report, summed.
  float bare = 0;      ///< Reports that are a headline and no text.
  float untitled = 0;  ///< Reports that are a text and no headline.
  float weight = 0;    ///< Of all terms, those included that were dropped for room.
  float headline = 0;  ///< Rarity of all headlines' terms, likewise.
};

/// Adds `other` to `sum`; the lightest terms go when there are too many.
void add(Profile& sum, const Profile& other);
/// Keeps the `most` heaviest terms only.
void cut(Profile& profile, std::size_t most);

/// All that grouping wants of an article's words.
struct Reading {
  Profile profile;
  Sketch sketch;
  Marks marks;
};

/// Tells the processor that the profile's terms will be compared: the first of them, for it follows by itself then.
inline void prefetch(const Profile& profile) {
  const char* terms = reinterpret_cast<const char*>(profile.terms.data());
  for (int line = 0; line < 8; ++line) __builtin_prefetch(terms + 64 * line);
}

/// Reads articles, each text once. One thread: it remembers words.
class Reader {
 public:
  /// The profile is weighed by what is known of the language, which learns nothing from it yet. The text's first
  /// kTextTerms terms count for it: the news is on top, the background below is shared by all of a beat. The sketch is
  /// of the whole text, up to kSketchBytes.
  Reading read(const article::Article& article, std::string_view language, DocumentFrequency& frequency);

  /// The words behind the terms of `article`, as printed, for explanations: (term, word).
  std::vector<std::pair<std::uint32_t, std::string>> words(const article::Article& article, std::string_view language);

 private:
  /// A term where it stands, as one number that sorts by term: its hash, its sentence (0: of none), its kind, and
  /// whether in the headline.
  using Occurrence = std::uint64_t;
  static Occurrence occurrence(std::uint32_t term, std::uint16_t sentence, TermKind kind, bool headline) {
    return std::uint64_t{term} << 32 | std::uint64_t{sentence} << 16 | static_cast<std::uint64_t>(kind) << 8 |
           (headline ? 1 : 0);
  }
  /// The terms of headline and text with repeats, in order, and how they are printed. Returns the tokens of the text.
  std::span<const text::Token> collect(const article::Article& article, std::string_view language);

  text::Tokenizer tokenizer_{kRememberedWords};
  std::vector<text::Name> names_;
  std::vector<Occurrence> occurrences_;
  std::vector<std::string_view> printed_;  ///< Of each occurrence.
  Marks marks_;
  std::vector<std::uint16_t> sentence_of_;  ///< Of each token of the text.
  std::vector<std::uint64_t> marked_;       ///< As put_terms() wants them.
  std::vector<std::uint32_t> terms_;
  std::vector<float> rarities_;
};

}  // namespace dateline::story
