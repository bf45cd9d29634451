#pragma once
// Which article an entry of a source is: the one that was filed before, in a new version, or one that is new. Decided
// once, here, for whatever reads sources on a schedule (docs/decisions/0018).

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "article/article.h"
#include "article/entry_mark.h"
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

struct Recognised {
  std::vector<Filing> filings;  ///< What is new or changed, in the order of the arrivals.
  wire::Naming naming = wire::Naming::kById;
};

/// The articles of a feed that was fetched or read as `page`, in the order of report: the oldest first, as they would
/// have arrived. Entries without anything to tell are left out. `naming`: what is known of this feed's ids.
std::vector<Arrival> arrivals_of(const wire::Feed& feed, const wire::FetchedPage& page,
                                 wire::Naming naming = wire::Naming::kById);

/// The keys whose marks recognise() wants to see, those of its source and of source 0, in two helpings, since nearly
/// all that a feed shows was there the last time: one key an arrival; and then, with the marks of these, all the others
/// of those arrivals that they do not show to be unchanged.
std::vector<std::uint64_t> first_keys(std::span<const Arrival> arrivals);
std::vector<std::uint64_t> other_keys(std::span<const Arrival> arrivals, std::span<const EntryMark> first);

/// An entry is the article that its id names, else its link, else its time with its headline or with much the same
/// text; each unless the others contradict it, for ids and links may be the same for all entries, follow the headline
/// or be new at every fetch. What is seen of that is in `naming`. `shared_ids`: this document gave one id to several.
/// `known`: the marks of both, any order. `article_of` is asked where marks alone do not decide, at most once an
/// arrival; nullptr: it is gone. Linear in arrivals and marks.
Recognised recognise(wire::SourceId source, std::vector<Arrival> arrivals, std::span<const EntryMark> known,
                     wire::Naming naming, bool shared_ids,
                     const std::function<std::shared_ptr<const Article>(ArticleId)>& article_of);

}  // namespace dateline::article
