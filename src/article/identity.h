#pragma once
// Which article an entry of a source is: the one that was filed before, in a new version, or one that is new. Decided
// once, here, for whatever reads sources on a schedule (docs/decisions/0018).

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "article/article.h"
#include "wire/feed.h"
#include "wire/fetched_page.h"
#include "wire/source.h"

namespace dateline::article {

/// What an entry is known by, as digests; 0: it has nothing of the kind, or what it has names more than one.
struct EntryKeys {
  std::uint64_t id = 0;        ///< What its feed calls it. 0 where that says no more than the link.
  std::uint64_t link = 0;      ///< Its canonical address.
  std::uint64_t headline = 0;  ///< Its time with its headline,
  std::uint64_t time = 0;      ///< or alone, where that is no full hour, as days and editions have it.
};

/// An entry on its way into the newsroom.
struct Arrival {
  Article article;
  EntryKeys keys;
  std::uint64_t says = 0;  ///< Digest of all that readers could see of it: the same means that nothing is new.
};

/// What a source's entry was filed as: kept beside the article, one for each of its keys. Those of source 0 hold for
/// every source: an address that an article has besides the one that its id comes from.
struct EntryMark {
  wire::SourceId source;
  std::uint64_t key = 0;
  ArticleId article;
  std::uint64_t says = 0;

  bool operator==(const EntryMark&) const = default;
};

/// An article to be filed, with what its entry is known by from now on.
struct Filing {
  Article article;
  std::vector<EntryMark> marks;
};

struct Recognised {
  std::vector<Filing> filings;  ///< What is new or changed, in the order of the arrivals.
  wire::Naming naming = wire::Naming::kById;
};

/// The articles of a feed that was fetched or read as `page`, in the order of report: the oldest first, as they would
/// have arrived. Entries without anything to tell are left out. `naming`: what is known of this feed's ids.
std::vector<Arrival> arrivals_of(const wire::Feed& feed, const wire::FetchedPage& page,
                                 wire::Naming naming = wire::Naming::kById);

/// The keys whose marks recognise() wants to see, those of `source` and of source 0.
std::vector<std::uint64_t> keys_of(std::span<const Arrival> arrivals);

/// An entry is the article that its id names, else its link, else its time with its headline or with much the same
/// text; each unless the others contradict it, for ids and links may be the same for all entries, follow the headline
/// or be new at every fetch. What is seen of that is in `naming`. `shared_ids`: this document gave one id to several.
/// `known`: the marks of keys_of(), any order. `article_of` is asked where marks alone do not decide, at most once an
/// arrival; nullptr: it is gone. Linear in arrivals and marks.
Recognised recognise(wire::SourceId source, std::vector<Arrival> arrivals, std::span<const EntryMark> known,
                     wire::Naming naming, bool shared_ids,
                     const std::function<std::shared_ptr<const Article>(ArticleId)>& article_of);

}  // namespace dateline::article
