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

// --- The same matter abroad -----------------------------------------------------------------------------------------
// Chosen on streams that we wrote ourselves, no published set was seen: 26 pairs of stories of one matter in seven
// languages, 23 linked; none wrong among those, put with 130 stories of other matters into the same three days, nor
// among eight of one president's.

/// What two stories share, in nats: the sum of -ln of the likelihood that another matter has it too. A stream of some
/// thousand live stories needs ln 1000 = 7 for even odds; the rest is margin, for names of one beat come together.
inline constexpr double kAbroadBar = 9;
/// So much of what the less telling of the two is known by is shared: two matters of one president share her, her
/// country and her capital, and differ in the rest. On our streams two such matters share up to .50, one matter .57 to
/// more than 1 (full names add to what is shared), but for one pair in twenty.
inline constexpr double kAbroadShare = 0.55;
inline constexpr std::size_t kAbroadTelling = 12;  ///< Traits that a story is known by, for kAbroadShare.
inline constexpr double kRareTrait = 4.5;          ///< A name in one of 90 stories or fewer is rare ...
inline constexpr double kSomeTrait = 2.0;          ///< ... and what more than one in 7 has is no evidence of its kind.
/// A full name adds so much of its rarity to that of the surname, which is counted already.
inline constexpr double kFullNameShare = 0.3;
/// Counts are smoothed as if so many stories had come before: at a cold start a trait is as rare as its form tells.
inline constexpr double kAbroadPrior = 300;
/// Stories after which counts are halved: some days of a large stream.
inline constexpr std::size_t kAbroadFading = 10'000;
inline constexpr std::size_t kAbroadStories =
    12;  ///< Links of a story: one a language, for as many as a reader may read.
inline constexpr std::size_t kAbroadTraits = 160;   ///< That a story keeps, the most telling.
inline constexpr std::size_t kAbroadPostings = 24;  ///< Newest stories that a trait finds; what more have is common.
/// Postings that a new report looks through, the rarest traits first, and stories that it is compared with.
inline constexpr std::size_t kAbroadVisited = 1'000;
inline constexpr std::size_t kAbroadCandidates = 16;

// --- Copies ---------------------------------------------------------------------------------------------------------

/// So much of the shorter text's shingles (five words) stand in the longer one: a reprint, whole or cut. Two agencies'
/// own reports of one event share under .2, a rewrite .1 to .6.
inline constexpr double kReprint = 0.75;
/// Fewer shingles than this are no evidence: two headlines of six words may be equal by chance.
inline constexpr std::size_t kReprintShingles = 20;

// --- Breaking -------------------------------------------------------------------------------------------------------

inline constexpr int kBreakingOutlets = 3;                  ///< Distinct owners with a report of their own ...
inline constexpr std::chrono::minutes kBreakingWindow{30};  ///< ... within so long: breaking.
inline constexpr std::chrono::hours kBreakingQuiet{2};      ///< Over when no new owner has come for so long.
inline constexpr std::size_t kBarEntries = 12;              ///< More is no longer news but a list.

/// Clocks and time zones are wrong by hours; what claims to be further ahead than this means it, and waits for its
/// time.
inline constexpr std::chrono::hours kClockSkew{24};

// --- Ranking --------------------------------------------------------------------------------------------------------

inline constexpr double kRankHalfLifeHours = 8;  ///< A day's paper turns over three times.
inline constexpr double kBreakingHalfLifeHours = 1;
inline constexpr double kBreakingBoost = 1.5;
inline constexpr double kOwnArticleBoost = 1.25;  ///< The newsroom's own work comes first among equals.
inline constexpr double kOpinionShare = 0.6;      ///< Opinion does not lead a front page that has news.
inline constexpr std::size_t kRankedStories =
    400;  ///< The newest so many are ranked: flat cost, a week of a busy site.
inline constexpr std::size_t kFrontPageStories = 60;
inline constexpr std::size_t kSectionStories = 60;
inline constexpr std::size_t kLatest = 40;

}  // namespace dateline::story
