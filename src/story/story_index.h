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

/// Why an article went where it went, for the desk and for `stories --explain`.
struct Explanation {
  struct Candidate {
    StoryId story;
    std::string headline;             ///< Of the story's first report.
    double similarity = 0;            ///< To the centroid, after time, 0 to 1.
    double needed = 0;                ///< What it had to reach.
    std::vector<std::string> shared;  ///< The heaviest terms in common, at most 6.
    double hours_apart = 0;           ///< From the story's nearest report.
    bool quorum = true;               ///< Enough members were alike themselves.
  };
  std::vector<Candidate> candidates;  ///< The most alike first, at most 3.
  std::string verdict;                ///< One sentence for people.
};

/// Where an article belongs.
struct Placement {
  StoryId story;
  Kinship kinship = Kinship::kOwnReport;
  std::optional<article::ArticleId> of;  ///< Set for kSameText.
  bool opened = false;                   ///< The article is the first of its story.
  std::vector<StoryId> linked;    ///< When opened: stories whose Story::earlier changed by it (itself, later rounds).
  std::optional<StoryId> merged;  ///< This story turned out to be the same and went into `story`.
  Explanation why;
};

/// Groups articles about one event, online, in order of arrival. Deterministic: the same articles in the same order
/// give the same stories and ids. Owned and called by one thread (the newsroom's).
class StoryIndex {
 public:
  /// Adds `article` to the story it belongs to, or opens a new one. An article whose id is known replaces its earlier
  /// version where that is (kSameDocument). Cost: a bounded number of postings and candidates (tuning.h); no I/O.
  Placement add(ArticlePtr article);

  /// Puts an article back where it was placed before (a restart). No decision is made.
  void restore(ArticlePtr article, StoryId story, Kinship kinship, std::optional<article::ArticleId> of);
  void restore_earlier(StoryId story, std::vector<StoryId> earlier);

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
  };
  struct Cluster {
    StoryId id;
    std::vector<Report> reports;  ///< In order of arrival.
    TermVector sum;               ///< Of the reports' vectors, pruned; not normalised.
    TermVector centroid;          ///< `sum`, normalised.
    std::string language;
    std::vector<StoryId> earlier;
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

  TermStatistics statistics_;
  std::map<StoryId, Cluster> clusters_;  // Ordered, so that whoever walks it does so the same way at every replay.
  std::set<std::pair<Instant, StoryId>> by_newest_;
  std::unordered_map<StoryId, StoryId> redirects_;
  std::unordered_map<article::ArticleId, StoryId> place_;
  std::unordered_map<std::uint32_t, std::deque<StoryId>> postings_;  ///< Term -> stories that have it, the newest last.
};

}  // namespace dateline::story
