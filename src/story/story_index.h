#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "story/abroad.h"
#include "story/document_frequency.h"
#include "story/evidence.h"
#include "story/languages.h"
#include "story/postings.h"
#include "story/profile.h"
#include "story/story.h"
#include "story/tuning.h"

namespace dateline::story {

/// One reason for or against, as an editor would put it.
struct Reason {
  std::string words;  ///< "names in common: Castro, Porto Novo"
  double weight = 0;  ///< What it adds to the evidence: positive speaks for one story, negative against.
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
  std::optional<article::ArticleId> of;  ///< Set for copies.
  bool opened = false;                   ///< The article is the first of its story.
  Changes changes;                       ///< Of this and of other stories.
};

/// The id of the story that `first` opens; where there is a story of that id already, the one next to it, and so on.
StoryId id_opened_by(article::ArticleId first);
StoryId id_next_to(StoryId taken);

/// Where the text of a report is to be had again; "" when it is gone.
using TextOf = std::function<std::string(article::ArticleId)>;

/// Groups articles about one event, online, in order of arrival. Deterministic: the same calls in the same order give
/// the same stories and ids. Owned and called by one thread (the newsroom's).
///
/// An editor's decisions hold: what an editor placed stays, what an editor parted is not merged, and a locked story is
/// neither added to nor taken from, until an editor says otherwise.
///
/// Whoever keeps stories that have left the index, or were never restored: before an article that was in a story once
/// may open one (again, or by move()), restore the story that is kept under id_opened_by() it, or two will have one id.
class StoryIndex {
 public:
  /// The texts are most of what articles weigh, and hardly ever needed twice. With `text_of` they are left out of the
  /// articles once these are placed, and asked for again where two are compared word by word or a story is linked
  /// abroad; the stories that come out then have articles without text (Member::text_bytes). Without it all is kept.
  explicit StoryIndex(TextOf text_of = {}) : text_of_(std::move(text_of)) {}

  /// Adds `article` to the story it belongs to, or opens a new one. An article whose id is known replaces its earlier
  /// version where that is (kSameDocument). `why`, if given, is filled with the reasons, which costs more than to add.
  /// Cost: a bounded number of postings and candidates (tuning.h); no I/O.
  Placement add(ArticlePtr article, Explanation* why = nullptr);

  /// Parts stories that came apart, joins those that turned out to be one, links those of other languages, and lets old
  /// ones go: a story that left (tuning.h, kStoryMemory) is absent from then on, and is put back by restore(). To be
  /// called every minute, also when nothing came. Cost: by the stories that changed since.
  Changes settle(Instant now);
  /// Restored stories wait to be linked abroad, which settle() does for some at a time, the newest first: call it again
  /// soon.
  bool is_catching_up() const { return !untold_.empty(); }

  // An editor's hand. kNotFound: no such story or article in the index (restore it first).
  /// `from` goes into `into`, whose id stays. kConflict if they are one already.
  Result<Changes> merge(StoryId into, StoryId from);
  /// Moves articles into `to`, or into a story of their own (nullopt), and keeps the stories that they leave apart from
  /// the one they go to. kInvalid if that would change nothing.
  Result<Changes> move(const std::vector<article::ArticleId>& articles, std::optional<StoryId> to);
  Result<Changes> lock(StoryId story, bool locked);

  /// Why `article` is in `story`, or is not, as judged today. kNotFound if either is not in the index.
  Result<Explanation::Candidate> explain(article::ArticleId article, StoryId story);

  // Puts back what was decided before (a restart), articles in order of arrival. No decision is made.
  void restore(ArticlePtr article, StoryId story, Kinship kinship, std::optional<article::ArticleId> of,
               bool by_editor);
  /// Of a story that has left, or would leave at the next settle(): only its card is put back, made of all its reports
  /// that are given here. Their text may be left out; headline and lede are what it is known by.
  void restore_card(const article::Article& article, StoryId story, Kinship kinship);
  /// What was restored so far had been settled: there is nothing to split or merge in it until it changes.
  void restore_settled();
  void restore_links(StoryId story, std::vector<StoryId> earlier, std::vector<StoryId> abroad);
  void restore_lock(StoryId story);
  void restore_apart(StoryId one, StoryId other);

  /// Takes an article out (a withdrawn post). The story goes when it was the last; its id then finds nothing. What was
  /// a copy of it is in the changes.
  Changes remove(article::ArticleId id);

  /// The story as it is now, following merges; nullptr if there is none. The value is immutable and may be kept.
  std::shared_ptr<const Story> story(StoryId id) const;
  std::optional<StoryId> story_of(article::ArticleId id) const;
  /// The stories with the newest reports, at most `most`, newest first; those that wait for their time (every report
  /// claims to be of kClockSkew after `now` or later) are left out, and of the stories that one owner alone tells all
  /// but its newest kOwnerStories, so that nobody fills the list. Cost: `most`, and what is left out on the way.
  std::vector<std::shared_ptr<const Story>> newest(std::size_t most, Instant now) const;

 private:
  /// When something was news, as claimed; where nothing is claimed, when we had it.
  struct Span {
    Instant first{}, last{};
    bool claimed = false;  ///< By all of its reports.
  };
  /// How a report came by its text.
  struct Descent {
    Kinship kinship = Kinship::kOwnReport;
    std::optional<article::ArticleId> of;
  };
  struct Report {
    ArticlePtr article;
    Profile profile;
    Sketch sketch;
    Marks marks;
    Kinship kinship = Kinship::kOwnReport;
    std::optional<article::ArticleId> of;
    bool by_editor = false;
    std::size_t text_bytes = 0;  ///< As in Member.

    void put(const Descent& descent) {
      kinship = descent.kinship;
      of = descent.of;
    }
  };
  /// A story at work; or, when it has left the index, its card: no reports, few terms.
  struct Cluster {
    StoryId id;
    Postings::Slot slot = 0;
    std::vector<Report> reports;  ///< In order of arrival.
    Profile profile;              ///< Of its own reports: copies of one text count once.
    std::string language;
    std::vector<StoryId> earlier;
    std::vector<StoryId> abroad;
    std::vector<StoryId> absorbed;  ///< Ids that redirect here.
    bool locked = false;
    bool changed = false;           ///< Since the last settle(); it is in `changed_` then.
    std::size_t checked_size = 0;   ///< Own reports when it was last looked at for a split,
    std::size_t compared_size = 0;  ///< and for a merge.
    std::size_t with_traits = 0;    ///< Own reports that `abroad_` has been told of.
    bool one_owner = true;
    Span span;
    Instant newest{};                               ///< Of reported_at: its place in `by_newest_`.
    mutable std::shared_ptr<const Story> snapshot;  ///< Made when asked for; dropped at a change.

    bool is_card() const { return reports.empty(); }
  };
  struct Scored {
    Cluster* cluster = nullptr;
    Evidence evidence{};
    const Model* model = nullptr;
    double days = 0;      ///< From the story's nearest report.
    double of_time = 0;   ///< What time adds to the evidence.
    double log_odds = 0;  ///< Of both.
  };

  // Looking up (story_index.cc)
  Cluster* find(StoryId id);
  const Cluster* find(StoryId id) const;
  Cluster* live(StoryId id);  ///< As find(), but not a card.
  Report* find_report(article::ArticleId id);
  bool are_apart(StoryId one, StoryId other) const;
  /// The clusters of this language that have most of the profile's heaviest terms in common with it, the best first.
  std::vector<Cluster*> candidates(const Profile& profile, std::string_view language, const Cluster* except);
  Scored score(Cluster& cluster, const Profile& profile, const Span& span) const;
  static Span span_of(const article::Article& article);
  /// The own report near in time whose text this one is, in a story that may be added to; nullptr if there is none.
  const Report* source_of(const Report& report);
  bool members_agree(const Cluster& cluster, const Profile& profile) const;
  bool same_text(const Report& one, const Report& other) const;
  /// The article with its text.
  ArticlePtr whole(const Report& report) const;
  void leave_text_out(Report& report) const;

  // Changing (story_index.cc)
  Cluster& open(StoryId id, std::string_view language);
  void insert(Cluster& cluster, Report report);  ///< place(), and learn() if it is no copy.
  void place(Cluster& cluster, Report report);
  void learn(Cluster& cluster, const Profile& profile);
  void rebuild(Cluster& cluster);
  void touch(Cluster& cluster);
  void absorb(Cluster& into, Cluster& from, Changes& changes);
  /// What is kept apart from `of` is from now on kept apart from `too`, also. Returns the new pairs.
  std::vector<std::pair<StoryId, StoryId>> inherit_apart(StoryId of, StoryId too);
  void link_earlier(Cluster& opened, const std::vector<Scored>& scored, Changes& changes);
  void erase(Cluster& cluster);
  void file_by_newest(Cluster& cluster, Instant newest);

  // Who copied whom (kinship.cc)
  /// Reports in other words than this one, but of its sentences; they may be in any story. To be verified.
  std::vector<article::ArticleId> told_alike(const Report& report) const {
    return told_pairs_.of(pairs_of(report.marks));
  }
  /// How a report came by its text, which may be one of `reports` itself, as far as those tell that precede it. With
  /// `sources` only these are thought of, and what was made of them. Of many reports some are looked at.
  Descent descent_in(const std::vector<Report>& reports, const Report& report,
                     const std::vector<article::ArticleId>* sources = nullptr) const;
  /// Whether `one` was there before `other`, so that it may be what the other was made of.
  bool precedes(const Report& one, const Report& other) const;
  void note_copied(std::string_view owner, std::string_view by);
  bool is_known_source(std::string_view owner) const;
  static bool descends_from(const std::vector<Report>& reports, const Report& report, article::ArticleId ancestor);
  /// A report came, the last of the cluster's, that precedes others: these may have been made of it.
  void look_again(Cluster& cluster, Changes& changes);
  /// Copies whose source is not among the reports any more: of the others they find a new one, or stand for themselves.
  /// Returns those that changed.
  std::vector<const Report*> adopt_orphans(std::vector<Report>& reports) const;

  // The pass (settle.cc)
  void split_what_came_apart(Changes& changes);
  void merge_what_is_one(Changes& changes);
  /// Two events of one template stay two, however much the reports that came since have in common.
  static bool opened_by_twins(const Cluster& one, const Cluster& other);
  void link_abroad(Instant now, Changes& changes);
  void tell_traits(StoryId id, Instant now);
  void let_old_ones_go(Instant now);
  void move_reports(Cluster& from, Cluster& to, const std::vector<bool>& going, bool by_editor, Changes& changes);
  Cluster& open_for(const article::Article& first, std::string_view language, Changes& changes);

  // Reasons (explain.cc)
  Explanation::Candidate explain(const Scored& scored, const article::Article& article, const Profile& profile);
  Explanation explain(const std::vector<Scored>& scored, const article::Article& article, const Profile& profile,
                      bool joined);

  TextOf text_of_;
  Reader reader_;
  Languages languages_;
  DocumentFrequency frequency_;
  Postings postings_;
  CopyIndex copies_{kSmallestShingles, 1};
  CopyIndex told_pairs_{kPairs, kPairsShared};
  AbroadLinks abroad_;
  std::vector<std::unique_ptr<Cluster>> slots_;  ///< By Cluster::slot; null where one is free.
  std::vector<Postings::Slot> free_slots_;
  std::unordered_map<StoryId, Cluster*> clusters_;
  std::set<std::pair<Instant, StoryId>> by_newest_;  ///< Those with reports.
  std::deque<StoryId> cards_;                        ///< The oldest first.
  std::unordered_map<StoryId, StoryId> redirects_;   ///< Path-compressed: never to an id that redirects.
  std::unordered_map<article::ArticleId, StoryId> place_;
  /// Of an owner: who copied it, as hashes, at most kKnownBy.
  std::unordered_map<std::string, std::vector<std::uint64_t>> copied_by_;
  std::set<std::pair<StoryId, StoryId>> apart_;  ///< The smaller id first.
  std::vector<StoryId> changed_;                 ///< Since the last settle(), in order.
  std::vector<StoryId> untold_;                  ///< Restored as settled, but `abroad_` does not know them yet.

  // Room for candidates(), kept from one call to the next.
  std::vector<float> likeness_;  ///< By slot; all 0 between calls.
  std::vector<Postings::Slot> met_;
};

}  // namespace dateline::story
