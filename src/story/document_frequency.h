#pragma once
// Which words are rare. Internal to story.

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace dateline::story {

struct Profile;

/// In how many articles of one language each term stands: a table that ships with the binary (background/*.tsv), made
/// of ordinary news, so that a cold start knows which words are common. Immutable once made.
class Background {
 public:
  /// The table of a language, or an empty one. Read when first asked for, then kept; any thread.
  static const Background& of(std::string_view language);

  /// Reads "# articles" and "term<TAB>articles" lines; a name of several words stands in curly quotation marks. Lines
  /// that are neither are passed over.
  explicit Background(std::string_view tsv);

  /// Share of articles that have the term, 0 if it is not in the table.
  float share(std::uint32_t term) const;
  bool empty() const { return terms_ == 0; }
  /// Tells the processor that share(term) will be asked for.
  void prefetch(std::uint32_t term) const {
    if (!table_.empty()) __builtin_prefetch(&table_[term & (table_.size() - 1)]);
  }

 private:
  struct Entry {
    std::uint32_t term = 0;
    float share = 0;
  };
  void put(std::uint32_t term, float share);

  std::vector<Entry> table_;  ///< Open addressing; a power of two, at most half full. share 0: free.
  std::size_t terms_ = 0;
};

/// The same for the stream itself, where an article counts less the older it is, joined with the background. One
/// thread. Memory is bounded: a count-min sketch (Cormode, Muthukrishnan 2005) of fixed size for all languages, so that
/// a rare term may seem a little less rare when millions of terms have been met, never rarer than it is.
class DocumentFrequency {
 public:
  DocumentFrequency();

  /// For each of an article's terms, in their order, from 0, in every article, to 1, in none yet: the logarithm of the
  /// inverse frequency, scaled. Replaces `out`.
  void rarities(std::span<const std::uint32_t> terms, std::string_view language, std::vector<float>& out);

  /// Counts a report's terms (each once), as of `at`; a time before the last one counts as that. Not for copies: a
  /// flood of them would make the words of one report common.
  void learn(const Profile& report, std::string_view language, Instant at);

 private:
  struct Language {
    const Background* background = nullptr;
    std::uint32_t salt = 0;  ///< Keeps the languages' terms apart in the one table.
    float articles = 0;      ///< Decayed, in units of `unit_`.
  };
  struct Cells {
    std::uint32_t first, second;
  };
  Language& language_of(std::string_view language);
  float rarity_of(std::uint32_t term, const Language& language, const Cells& cells) const;

  std::map<std::string, Language, std::less<>> languages_;
  std::vector<float> counts_;  ///< Times `unit_`: later articles weigh more, rather than earlier ones less.
  float unit_ = 1;             ///< What an article of `now_` counts.
  Instant now_{};
  std::vector<Cells> cells_;  ///< Of the terms asked for last.
};

}  // namespace dateline::story
