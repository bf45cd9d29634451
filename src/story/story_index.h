#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "story/story.h"
#include "story/term_vector.h"

namespace dateline::story {

/// One reason for or against, as an editor would put it; the model's sum is made of these.
struct Reason {
  std::string words;  ///< "names in common: Castro, Porto Novo"
  double weight = 0;  ///< What it adds to the sum: positive speaks for one story, negative against.
};

/// Why an article is in a story, or not.
struct Explanation {
  struct Candidate {
    StoryId story;
    std::string headline;         ///< Of the story's first report.
    double likelihood = 0;        ///< That the article tells this story's event, 0 to 1.
    double needed = 0;            ///< What it has to reach.
    double hours_apart = 0;       ///< From the story's nearest report.
    bool members_agree = true;    ///< Enough reports were alike themselves, not only their sum.
    std::vector<Reason> reasons;  ///< The strongest first.
  };
  std::vector<Candidate> candidates;  ///< The likeliest first, at most 3.
  std::string verdict;                ///< One sentence for people.
};

/// What changed. Whoever keeps the stories applies it in this order: `opened`, `merged`, `placed`, the rest.
struct Changes {
  struct Merged {
    StoryId from, into;  ///< `from` redirects to `into` from now on, with all that was in it.
  };
  struct Placed {
    article::ArticleId article;
    StoryId story;
    Kinship kinship = Kinship::kOwnReport;
    std::optional<article::ArticleId> of;
    bool by_editor = false;
  };
  std::vector<StoryId> opened;  ///< New stories; where such an id redirected (it was merged once), it does no longer.
  std::vector<Merged> merged;
  std::vector<Placed> placed;                               ///< Articles whose place changed, the new ones included.
  std::vector<StoryId> relinked;                            ///< Their Story::earlier or Story::abroad changed.
  std::vector<std::pair<StoryId, StoryId>> apart;           ///< An editor's: the machine never merges these.
  std::vector<std::pair<StoryId, StoryId>> together_again;  ///< An editor's merge took such a pair back.
  std::vector<std::pair<StoryId, bool>> locked;             ///< An editor locked or unlocked a story.

  bool empty() const {
    return opened.empty() && merged.empty() && placed.empty() && relinked.empty() && apart.empty() &&
           together_again.empty() && locked.empty();
  }
};

/// Where an article belongs.
struct Placement {
  StoryId story;
  Kinship kinship = Kinship::kOwnReport;
  std::optional<article::ArticleId> of;  ///< Set for kSameText.
  bool opened = false;                   ///< The article is the first of its story.
  Changes changes;                       ///< Of this and of other stories.
  Explanation why;
};

/// Groups articles about one event, online, in order of arrival. Deterministic: the same calls in the same order give
/// the same stories and ids. Owned and called by one thread (the newsroom's).
///
/// An editor's decisions hold: what an editor placed stays, what an editor parted is not merged, and a locked story is
/// neither added to nor taken from, until an editor says otherwise.
class StoryIndex {
 public:
  /// Adds `article` to the story it belongs to, or opens a new one. An article whose id is known replaces its earlier
  /// version where that is (kSameDocument). Cost: a bounded number of postings and candidates (tuning.h); no I/O.
  Placement add(ArticlePtr article);

  /// Joins stories that turned out to be one, parts those that came apart, links those of other languages, and lets
  /// old ones go. To be called every minute, also when nothing came. Cost: by the stories that changed since.
  Changes settle(Instant now);

  // An editor's hand. kNotFound: no such story or article in the index (restore it first).
  /// `from` goes into `into`, whose id stays. kConflict if they are one already.
  Result<Changes> merge(StoryId into, StoryId from);
  /// Moves articles into `to`, or into a story of their own (nullopt), and keeps the stories that they leave apart from
  /// the one they go to. kInvalid if that would change nothing.
  Result<Changes> move(const std::vector<article::ArticleId>& articles, std::optional<StoryId> to);
  Result<Changes> lock(StoryId story, bool locked);

  /// Why `article` is in `story`, or is not, as judged today. kNotFound if either is not in the index.
  Result<Explanation::Candidate> explain(article::ArticleId article, StoryId story) const;

  // Puts back what was decided before (a restart), articles in order of arrival. No decision is made.
  void restore(ArticlePtr article, StoryId story, Kinship kinship, std::optional<article::ArticleId> of,
               bool by_editor);
  void restore_links(StoryId story, std::vector<StoryId> earlier, std::vector<StoryId> abroad);
  void restore_lock(StoryId story);
  void restore_apart(StoryId one, StoryId other);

  /// Takes an article out (a withdrawn post). The story goes when it was the last; its id then finds nothing.
  void remove(article::ArticleId id);

  /// The story as it is now, following merges; nullptr if there is none. The value is immutable and may be kept.
  std::shared_ptr<const Story> story(StoryId id) const;
  std::optional<StoryId> story_of(article::ArticleId id) const;
  /// The stories with the newest reports, at most `most`, newest first; those that wait for their time (every report
  /// claims to be of kClockSkew after `now` or later) are left out. Cost: `most`, however many stories there are.
  std::vector<std::shared_ptr<const Story>> newest(std::size_t most, Instant now) const;

 private:
  struct Report {
    ArticlePtr article;
    TermVector terms;
    std::vector<std::uint64_t> shingles;
    Kinship kinship = Kinship::kOwnReport;
    std::optional<article::ArticleId> of;
    bool by_editor = false;
  };
  struct Cluster {
    StoryId id;
    std::vector<Report> reports;  ///< In order of arrival.
    TermVector sum;               ///< Of the reports' vectors, pruned; not normalised.
    TermVector centroid;          ///< `sum`, normalised.
    std::string language;
    std::vector<StoryId> earlier;
    std::vector<StoryId> abroad;
    bool locked = false;
    Instant first{}, last{};                        ///< Of claimed_at: what its nearness in time is measured by.
    Instant newest{};                               ///< Of reported_at: its place in `by_newest_`.
    mutable std::shared_ptr<const Story> snapshot;  ///< Made when asked for; dropped at a change.
  };
  struct Scored {
    Cluster* cluster;
    double raw;         ///< Cosine before time.
    double similarity;  ///< After time.
    double needed;
    double hours;
    bool quorum;
  };

  Cluster* find(StoryId id);
  const Cluster* find(StoryId id) const;
  std::vector<Scored> candidates(const article::Article& article, const TermVector& terms);
  bool quorum(const Cluster& cluster, const TermVector& terms, double needed) const;
  std::pair<Kinship, std::optional<article::ArticleId>> kinship_in(const Cluster& cluster, const Report& report) const;
  void insert(Cluster& cluster, Report report);
  void merge(Cluster& into, Cluster& from);
  void post(StoryId id, const TermVector& terms);
  Explanation explain(const std::vector<Scored>& scored, const TermVector& terms, bool joined) const;
  Explanation::Candidate explain(const Scored& scored, const TermVector& terms) const;
  Scored score(Cluster* cluster, const article::Article& article, const TermVector& terms) const;
  bool are_apart(StoryId one, StoryId other) const;

  TermStatistics statistics_;
  std::map<StoryId, Cluster> clusters_;  // Ordered, so that whoever walks it does so the same way at every replay.
  std::set<std::pair<Instant, StoryId>> by_newest_;
  std::unordered_map<StoryId, StoryId> redirects_;
  std::set<std::pair<StoryId, StoryId>> apart_;  ///< The smaller id first.
  std::unordered_map<article::ArticleId, StoryId> place_;
  std::unordered_map<std::uint32_t, std::deque<StoryId>> postings_;  ///< Term -> stories that have it, the newest last.
};

}  // namespace dateline::story
