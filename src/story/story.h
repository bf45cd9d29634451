#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "article/article.h"
#include "base/clock.h"
#include "base/ids.h"

namespace dateline::story {

using StoryId = Id<struct StoryTag>;
using ArticlePtr = std::shared_ptr<const article::Article>;

/// Why an article is in its story, and how it came by its text.
enum class Kinship {
  kOwnReport,     ///< Tells the event in its own words.
  kVerbatim,      ///< A reprint: the text of `of`, as it is or with small changes.
  kCut,           ///< A reprint of parts of it.
  kReworded,      ///< Tells the text of `of` again, sentence by sentence in other words.
  kSameDocument,  ///< The same page again (canonical URL); replaces the earlier version.
};
std::string_view to_string(Kinship kinship);  ///< "own-report", "verbatim", "cut", "reworded", "same-document"
std::optional<Kinship> parse_kinship(std::string_view word);
/// The same text (syndication): its words say nothing new, neither of the story nor of the language.
constexpr bool is_reprint(Kinship kinship) {
  return kinship == Kinship::kVerbatim || kinship == Kinship::kCut;
}
/// Not by those who print it: counts for nobody.
constexpr bool is_copy(Kinship kinship) {
  return is_reprint(kinship) || kinship == Kinship::kReworded;
}

struct Member {
  ArticlePtr article;
  Kinship kinship = Kinship::kOwnReport;
  std::optional<article::ArticleId> of;  ///< The report that it took its text from; set for copies.
  bool by_editor = false;                ///< An editor put it here: the machine leaves it where it is.
  std::size_t text_bytes = 0;            ///< How long its text is, where `article` is without (StoryIndex).
};

/// The articles of one event, in order of report. Immutable once published.
struct Story {
  StoryId id;                   ///< From its first article; never changes.
  std::vector<Member> members;  ///< By reported_at, then arrival. Never empty.
  std::string language;
  std::string section;           ///< The one most of its reports name; "" when none does.
  std::vector<StoryId> earlier;  ///< Stories of the same matter before this one (rounds of talks), newest first.
  std::vector<StoryId> abroad;   ///< Stories in other languages about the same matter: linked, never merged.
  bool locked = false;           ///< By an editor: the machine neither adds to it nor takes from it.

  /// The report that speaks for the story: own report of a rights-holder first, then the most complete. Never null.
  const article::Article& best() const;
  /// The primary source's own report, or nullptr.
  const article::Article* primary() const;
  Instant first_reported() const;
  Instant last_reported() const;
  int outlets() const;              ///< Distinct owners, copies included.
  int independent_outlets() const;  ///< Distinct owners with an own report: what importance counts.
  int copies() const;
};

}  // namespace dateline::story
