#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "wire/schedule.h"

namespace dateline::wire {

using SourceId = Id<struct SourceTag>;

/// What we may show of a source's articles.
enum class Rights {
  kLink,     ///< Headline and link.
  kSnippet,  ///< Plus two sentences. What holds unless somebody says otherwise.
  kFull,     ///< The whole text, with credit and canonical link: licensed, public domain, or our own.
};
std::string_view to_string(Rights rights);  ///< "link", "snippet", "full"
std::optional<Rights> parse_rights(std::string_view);

/// Who publishes. Importance counts distinct owners, so that two papers of one house count once.
struct Outlet {
  std::string name;      ///< As readers know it; one line.
  std::string owner;     ///< Equal for outlets of one house; the site ("example.org") when nobody said.
  bool primary = false;  ///< Reports its own acts: a ministry, a court, a company.

  bool operator==(const Outlet&) const = default;
};

/// A feed or page that is read on a schedule.
struct Source {
  SourceId id;  ///< From the canonical URL.
  std::string url;
  Outlet outlet;  ///< An empty name: taken from the feed at its first fetch.
  Rights rights = Rights::kSnippet;
  std::string folder;  ///< Of the OPML it came from; may be empty.

  /// kInvalid if `url` is not an http(s) URL.
  static Result<Source> from_url(std::string_view url);
};

/// Why a source was not read when it was last asked; FetchState::problem says it in full.
enum class Trouble {
  kNone,
  kNoAnswer,     ///< No such host, no connection, no trust, no time.
  kForbidden,    ///< Our own rules keep us from asking there: the address gate.
  kTooLarge,     ///< More bytes or redirects than we take.
  kRefused,      ///< 401, 403
  kNotThere,     ///< 404
  kGone,         ///< 410
  kTooOften,     ///< 429
  kServerFault,  ///< 500 and above
  kNoPage,       ///< Any other answer that brings none, an empty one, too.
  kNoFeed,       ///< What came is no feed.
  kNotKept,      ///< It could not be saved here.
  kOther,        ///< Of a folder from before this was told apart.
};
std::string_view to_string(Trouble trouble);  ///< "none", "no-answer", ...
std::optional<Trouble> parse_trouble(std::string_view);

/// By what the entries of a feed are told apart: their ids, unless these were seen to name nothing; then their links,
/// else their time and text (article/identity.h).
enum class Naming {
  kById,
  kIdsShared,           ///< One id for entries that are not the same.
  kIdsFollowHeadlines,  ///< An entry whose headline changed came with another id.
  kIdsRenewed,          ///< The same entries come with other ids at the next fetch.
};
/// "its ids are new at every fetch, so its entries are told apart by their links"; "" for kById.
std::string_view in_words(Naming naming);

/// What we remember between two fetches.
struct FetchState {
  std::string etag, last_modified;  ///< Verbatim; stored only when the body was read whole.
  std::string moved_to;             ///< Asked there since its server said "moved permanently"; "" at its own address.
  std::optional<Instant> last_attempt, last_success;
  std::optional<Instant> last_news;  ///< When it last brought something that we did not have.
  Instant next_fetch{};
  std::chrono::seconds rhythm{0};  ///< How often something comes (schedule.h); 0: not known yet.
  Wishes wishes;                   ///< Of the feed as it was read last.
  int failures = 0;                ///< In a row.
  std::optional<Instant> failing_since;
  Naming naming = Naming::kById;
  bool gone = false;  ///< Its server said that it is gone for good (410): it is not asked any more.
  Trouble trouble = Trouble::kNone;
  std::string problem;  ///< In plain words; empty when all is well.
  std::string remark;   ///< What is odd about the feed, though it was read: what was damaged; may be "".

  bool operator==(const FetchState&) const = default;
};

}  // namespace dateline::wire
