#pragma once
// Every number that decides about stories, in one place, with its reason. One setting for all input.

#include <chrono>
#include <cstddef>

namespace dateline::story {

// --- Grouping -------------------------------------------------------------------------------------------------------

/// An article further than this from a story's nearest report tells another event. On the time-stamped development set
/// 99 % of reports follow the one before within three days; rounds of talks are months apart.
inline constexpr std::chrono::hours kStoryGap{72};
/// Similarity halves over this distance in time, so that yesterday's like report needs more in common than today's.
inline constexpr double kTimeHalfLifeHours = 96;

/// Cosine to join, for a full text and for a bare headline: texts share boilerplate, headlines share little at all.
/// Plain TF-IDF is best at .20 on leads and at .08 on headlines; between them the bar moves with the number of terms.
/// Chosen on the two development sets together (BCubed F1, leads / headlines): .08 gives .81 / .78, .12 .84 / .73.
inline constexpr double kJoinText = 0.22;
inline constexpr double kJoinHeadline = 0.08;
inline constexpr std::size_t kHeadlineTerms = 8;  ///< As few distinct terms as a headline has.
inline constexpr std::size_t kTextTerms = 40;     ///< As many as a lede of two sentences has.
/// The bar rises with the story's size: each doubling asks 4 % more. Without it one story swallows its neighbours
/// (single linkage made a blob of 787 articles on the published sets).
inline constexpr double kTightenPerDoubling = 0.04;
/// Besides the centroid, this share of the newest members must be alike themselves, at kQuorumShare of the bar.
inline constexpr double kQuorum = 1.0 / 3;
inline constexpr double kQuorumShare = 0.2;  // .6 cost four points on headlines and gained none on leads.
inline constexpr std::size_t kQuorumMembers = 9;

/// Two stories are one when an article fits both and their centroids are this much alike (times the bar).
inline constexpr double kMergeShare = 1.8;

/// An earlier story of the same matter, outside kStoryGap (rounds of talks): as alike as this, names counted. Below it
/// any two reports of one beat are "the same matter".
inline constexpr double kSameMatter = 0.30;
inline constexpr std::size_t kEarlierStories = 8;

/// Weight of a term in the headline against one in the text, and of a name: headlines are what editors agree on.
inline constexpr double kHeadlineWeight = 2.0;
inline constexpr double kNameWeight = 1.5;
/// Only so many characters of a text count: the news is on top, the background below is shared by all of a beat.
inline constexpr std::size_t kTextBytes = 1600;
/// Only the heaviest terms look for candidates, and each looks at no more than the newest postings: the cost of an
/// article stays flat however long the stream.
inline constexpr std::size_t kProbeTerms = 24;
inline constexpr std::size_t kPostings = 100;
inline constexpr std::size_t kCandidates = 12;
/// Terms that a centroid keeps: the heaviest; more cost time and blur it.
inline constexpr std::size_t kCentroidTerms = 120;

// --- Copies ---------------------------------------------------------------------------------------------------------

/// So much of the shorter text's shingles (five words) stand in the longer one: a reprint, whole or cut. Two agencies'
/// own reports of one event share under .2, a rewrite .1 to .6.
inline constexpr double kReprint = 0.75;
/// Fewer shingles than this are no evidence: two headlines of six words may be equal by chance.
inline constexpr std::size_t kReprintShingles = 20;

// --- Breaking -------------------------------------------------------------------------------------------------------

/// Distinct owners with a report of their own within so long break a story: one may be wrong, two may share a source.
inline constexpr int kBreakingOutlets = 3;
inline constexpr std::chrono::minutes kBreakingWindow{30};
/// Where more is usual for its language and section, so much more than usual: where every match is told by twelve
/// owners within half an hour, fifteen are news.
inline constexpr double kBreakingExcess = 0.25;
/// Usual is what more than this share of the stories told by two owners or more reach. Twenty such stories a day in
/// each of eight sections then make a dozen bulletins a day, two or three at a time.
inline constexpr double kUnusualShare = 0.1;
/// Learnt from the last week (a weekend differs from a Tuesday), a story counting half after two days: a site that
/// doubles its sources on Monday has its new bar on Wednesday.
inline constexpr std::chrono::days kUsualMemory{7};
inline constexpr double kUsualHalfLifeHours = 48;
/// So many stories that stayed just below kBreakingOutlets are taken for known at the start: it takes five larger ones
/// within two days, and not one busy evening, before three owners no longer do.
inline constexpr double kUsualPrior = 40;
/// Over when no new owner has come for so long; so each stays as long at least, and the bar does not flicker.
inline constexpr std::chrono::hours kBreakingQuiet{2};
/// Over at the latest, unless it broke again: half a day later it is in the paper.
inline constexpr std::chrono::hours kBreakingLongest{12};
/// A story breaks again this long after the last time at the earliest, and an owner's next report counts again after so
/// long: a ticker's lines of two hours are one telling.
inline constexpr std::chrono::hours kBreakingUpdate{2};
/// A large update is told by so much of the largest burst that went before: what twelve told at first and three tell
/// now is an aftermath.
inline constexpr double kBreakingUpdateShare = 0.5;
inline constexpr std::size_t kBarEntries = 12;  ///< More is no longer news but a list.

/// Clocks and time zones are wrong by hours; what claims to be further ahead than this means it, and waits for its
/// time.
inline constexpr std::chrono::hours kClockSkew{24};

// --- Ranking --------------------------------------------------------------------------------------------------------

// Parts of a sum whose unit is one halving of freshness: a part of 1 makes up for kRankHalfLifeHours.

inline constexpr double kRankHalfLifeHours = 8;  ///< A day's paper turns over three times.
/// A breaking story stands 1.3 higher at first (ten hours), half an hour later .8: log2(1 + boost halved each hour).
inline constexpr double kBreakingBoost = 1.5;
inline constexpr double kBreakingHalfLifeHours = 1;
/// An editor's pin is worth more than the machine's, two halvings at first, and wears off as the paper turns over.
inline constexpr double kPinBoost = 3;
inline constexpr double kPinHalfLifeHours = 8;
inline constexpr double kOwnArticlePart = 0.32;  ///< A quarter stronger: the newsroom's own comes first among equals.
inline constexpr double kOpinionPart = -0.74;    ///< To three fifths: opinion does not lead a page that has news.
/// At the top, the second story of a section stands so much lower, the third twice as much: it must be a quarter
/// stronger to stand there.
inline constexpr double kRepeatPart = -0.32;
inline constexpr std::size_t kVariedPlaces = 7;  ///< The lead package and what stands beside it.
inline constexpr std::size_t kVariedReach = 20;  ///< From no further below does variety lift a story.
inline constexpr std::size_t kRankedStories =
    400;  ///< The newest so many are ranked: flat cost, a week of a busy site.
inline constexpr std::size_t kFrontPageStories = 60;
inline constexpr std::size_t kSectionStories = 60;
inline constexpr std::size_t kLatest = 40;

}  // namespace dateline::story
