#pragma once
// Every number that decides about stories, in one place, with its reason. One setting for all input.

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace dateline::story {

// --- Grouping -------------------------------------------------------------------------------------------------------

// What two groups of reports have in common is weighed by a model (evidence.h) whose weights are trained
// (train/story_weights, weights.cc); what stands here bounds it. Evidence is the logarithm of the odds that both tell
// one event: 0 is even odds, +3 is 20 to 1.

/// An article further than this from a story's nearest report tells another event. On the time-stamped development set
/// 99 % of reports follow the one before within three days; rounds of talks are months apart.
inline constexpr std::chrono::hours kStoryGap{72};
/// What a day between a report and the story's nearest speaks against it: tomorrow's like report (a price, a trial's
/// next day) needs about three times the odds. Not trained: the sets with real times hold no such pairs.
inline constexpr double kEvidencePerDay = -1.0;
/// What it speaks for reports with headline and text that both say when they were published: the labelled pairs, which
/// their weights are from, tell no times. (Golden streams, F1: .88 without, .90 at .5, .92 at 1, .91 at 1.5.)
inline constexpr double kEvidenceOfTime = 1.0;

/// Evidence to join a story at once, and for two stories to be one. Merging is looked at every minute, with more of
/// both sides known, so it may ask less.
inline constexpr double kJoinEvidence = 1;
inline constexpr double kMergeEvidence = 0.0;
/// Two groups of bare headlines may be one with less evidence the larger the smaller one is: one headline has six
/// words, of which its group's others need have none. Each doubling asks this much less, at most so often. (Development
/// set of headlines, F1: .81 with none of it, .88 with this, .90 with twice as much, at the cost of precision.)
inline constexpr double kHeadlineSizeEvidence = 1.0;
inline constexpr double kHeadlineDoublings = 3;
/// Two halves of a story that are this little alike were never one. Far below kMergeEvidence, so that nothing is parted
/// that would be merged again.
inline constexpr double kSplitEvidence = -3.0;
/// A story is compared with others, to be merged, each time that it changed while it is small; then when it has grown
/// by this factor. It changes little between, and what is new and small is compared with it from its own side.
inline constexpr double kMergeGrowth = 1.25;
inline constexpr std::size_t kMergeSmall = 8;
/// A story is looked at for a split when it has grown by this factor, so that the cost stays in proportion; and has
/// this many reports at least.
inline constexpr double kSplitGrowth = 2;
inline constexpr std::size_t kSplitReports = 4;
inline constexpr std::size_t kSplitSmall =
    24;  ///< Above, the report that is least like the whole must no longer fit it.

/// Besides the story's sum, this share of its newest own reports must be alike themselves: share a name, or a few
/// words. Single linkage made one story of 787 articles of the published sets; a sum alone drifts likewise.
inline constexpr double kQuorum = 1.0 / 4;
inline constexpr double kQuorumEvidence = 0.25;  ///< Of Evidence::kSharedTerms: one rather rare word is .9.
inline constexpr std::size_t kQuorumReports = 8;

/// One template filled twice ("Holcroft wins Ohio", "Holcroft wins Iowa") is two events: headlines that are more alike
/// than this, and each has a rare term that the other report nowhere has. Evidence::kTemplate is by how much they are
/// more alike, times the less rare of the two terms. (.4 and .15 of .4, .5 and .05, .1, .15: the golden twins come
/// apart, F1 .914 to .922, and the headlines of the development set lose .01.)
inline constexpr double kTemplateAlike = 0.4;
inline constexpr double kTwin = 0.14;

/// An earlier story of the same matter, outside kStoryGap (rounds of talks): evidence needed, before time.
inline constexpr double kSameMatter = 1.0;
inline constexpr std::size_t kEarlierStories = 8;

/// A word in the headline counts as often as this: headlines are what editors agree on.
inline constexpr float kHeadlineWeight = 2;
/// Only the first terms of a text count: the news is on top, the background below is shared by all of a beat.
inline constexpr std::size_t kTextTerms = 200;
/// Of a text without a headline, these are taken for one.
inline constexpr std::size_t kHeadlineTerms = 12;
/// Terms kept of a report and of a story: the heaviest. More cost time and blur it.
inline constexpr std::size_t kReportTerms = 192;
/// Of a report that is in its story, so many are enough to see whether another is like it, or it came apart from the
/// rest.
inline constexpr std::size_t kMemberTerms = 64;
inline constexpr std::size_t kProfileTerms = 200;
inline constexpr std::size_t kLargestProfile =
    kProfileTerms + kProfileTerms / 4;  ///< Cut only then, back to the above.

/// Words that a reader remembers, 32 bytes each: what fits a processor's second cache beside the rest. (2^17, four
/// times as much, knew more words and was slower.)
inline constexpr std::size_t kRememberedWords = std::size_t{1} << 15;

/// A term in no article known has this share: rarer is no more telling.
inline constexpr float kRarest = 1e-4F;
/// The background counts as much as so many articles of the stream.
inline constexpr float kBackgroundArticles = 2000;
/// What is common changes over a week ("coronavirus").
inline constexpr double kFrequencyHalfLifeHours = 24 * 7;

/// So many of a story's own reports tell which matter it is, for links to other languages; the rest repeat it, and each
/// costs as much as all other work on it.
inline constexpr std::size_t kTraitReports = 3;
/// After a restart so many stories are told of at a time: some 20 ms, which whoever asks something of the newsroom
/// waits.
inline constexpr std::size_t kToldAtOnce = 200;

/// Only the heaviest terms look for candidates, and each looks at no more than the newest postings: the cost of an
/// article stays flat however long the stream.
inline constexpr std::size_t kProbeTerms = 20;
inline constexpr std::size_t kPostings = 64;
inline constexpr std::size_t kCandidates = 12;
/// What shares less than this of the probes' weight squared is not looked at. (At .03 no figure of the development sets
/// changes.)
inline constexpr float kLeastLikeness = 0.03F;
/// Nor what shares less than this of what the likeliest shares.
inline constexpr float kLikenessOfBest = 0.3F;
/// A story leaves the index when nothing can join it any more and so many newer ones are there; what is left of it for
/// a while is a card with its heaviest terms, by which a later round of the matter finds it.
inline constexpr std::chrono::hours kStoryMemory = kStoryGap;
inline constexpr std::size_t kKeptStories = 2000;  ///< Several times what a front page can show.
inline constexpr std::size_t kCards = 50'000;      ///< Years of a newsroom, about 1 KB each.
inline constexpr std::size_t kCardTerms = 24;

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
/// Fewer words than this are no evidence: two headlines of six words may be equal by chance.
inline constexpr std::size_t kReprintShingles = 20;
/// The smallest hashes of a text are, of its half, each there or not: of eight at least one, but once in 256.
inline constexpr std::size_t kSmallestShingles = 8;
/// One shingle in so many is kept. Of a report of 200 words 50 are left, whose share errs by .06 (binomial).
inline constexpr std::uint64_t kSketchShare = 4;
inline constexpr double kSketchError = 0.15;  ///< Two and a half of these errors; what passes is verified in full.
inline constexpr std::size_t kSketchBytes = 16'384;  ///< Of a text; no news report is longer.
/// What a report was made of is looked for among so many of its story's: the first, which are copied, and the newest.
inline constexpr std::size_t kCopySources = 64;
/// What came within so long came at once: in which order is chance of our asking, so what they claim decides.
inline constexpr std::chrono::minutes kCameTogether{15};
/// Whom so many other owners have copied is known for a source: it is believed when it was first, though it came late.
inline constexpr std::size_t kKnownBy = 3;

// --- Descent --------------------------------------------------------------------------------------------------------

/// Of a text, so many sentences are marked; of their terms those that count for its profile (kTextTerms).
inline constexpr std::size_t kMarkedSentences = 128;
/// A reprint: so much of its words are its source's. A long report that prints a short statement whole is none.
inline constexpr double kExplained = 0.6;
/// And so much of them in sentences that are as they were; a text of which every sentence was edited is reworded,
/// unless hardly a word of it is new.
inline constexpr double kHardlyNew = 0.9;
inline constexpr double kKeptShare = 0.5;
/// So much of the source's words make it verbatim: an editor may have dropped a sentence and turned another. Less, it
/// was cut.
inline constexpr double kWholeText = 0.85;
/// What it takes to make one text of another is counted in sentences: one added is 1, an edited one what of
/// it is new, this at least; that the end was cut off is a single decision, which many take alike.
inline constexpr double kLeastEdit = 0.2;
/// Left out before the end: little, for whoever rewrites leaves out a sentence in seven. (bench/descent: at .5 a
/// rewrite of a report is given to another of its rewrites, which left out the same, twice as often as at .2.)
inline constexpr double kOmitted = 0.2;
inline constexpr double kEndCut = 0.25;
/// A sentence is another one edited if so much of its terms stand there.
inline constexpr double kEdited = 0.5;
/// What a credit is worth, in sentences: little, for credits are copied, too. Less of a difference is none.
inline constexpr double kCredit = 0.3;
inline constexpr double kAlike = 0.01;

/// A sentence is told again if so much of its terms, by their rareness, stand in one of the source, or in two in a row:
/// two reports that tell one fact in words of their own share its names and numbers, .3 to .5. (At .35 two own reports
/// of the sample edition passed for rewrites, at .5 one, at .55 none.)
inline constexpr double kToldAgain = 0.55;
/// A report is reworded if so much of it, by its terms, is told again in like order, and so many of its sentences with
/// terms of such weight together (1 is a term that hardly any report has). Generated rewrites reach .4 to .9, own
/// reports beside them .3 at most; of the sample edition's one .38. (bench/descent.)
inline constexpr double kRewordedShare = 0.4;
/// And so much where fewer than three own reports are known: what all of them have in common does not show then. (Three
/// own reports of one cut cable, sample/eighth-matter, tell each other's .46; of the generated rewrites 95 % reach .5.)
inline constexpr double kRewordedAlone = 0.5;
inline constexpr std::ptrdiff_t kOwnToTell = 3;
inline constexpr double kRewordedTerms = 8;
inline constexpr std::size_t kRewordedSentences = 3;
/// A rewrite is looked for by pairs of words that stand in one sentence, of those that are this rare at least
/// (ProfileTerm::rareness; 80 is one article in twenty). One pair in so many is kept, and so many of a text; a source
/// shares a third of them or so with its rewrite. What shares this many is looked at.
inline constexpr std::uint32_t kTelling = 80;
inline constexpr std::size_t kPairedTerms = 24;  ///< Of a sentence.
inline constexpr std::uint64_t kPairShare = 8;
inline constexpr std::size_t kPairs = 48;
inline constexpr int kPairsShared = 2;
/// Beside those from which a report may have been made, so many that tell the event in their own words say what all do.
inline constexpr std::size_t kOthersHeard = 6;
/// Of those that a report may come from, so many are compared with it, the first and the newest: with 64, ten thousand
/// near copies of one text took 41 s in a build for tests.
inline constexpr std::ptrdiff_t kForebears = 24;
/// In a longer story what a report comes from is looked for among the first and the newest only.
inline constexpr std::size_t kLongestTold = 1000;
/// What was made of a rewrite is told from what was made of its source by more than one edit is worth.
inline constexpr double kAlikeReworded = 0.15;

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
/// What broke within so long is remembered by those who were shown it; corrected later, it is an article's business. A
/// day is how long a morning's bulletin is talked about.
inline constexpr std::chrono::hours kBulletinMemory{24};
/// So long a correction or withdrawal stands in the bar: as long as the bulletin itself did at least.
inline constexpr std::chrono::hours kNoticeStays = kBreakingQuiet;
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
/// Of the stories that one owner alone tells, so many are ranked: a tenth, so that no outlet fills the page by posting.
inline constexpr std::size_t kOwnerStories = 40;
inline constexpr std::size_t kFrontPageStories = 60;
inline constexpr std::size_t kSectionStories = 60;
inline constexpr std::size_t kLatest = 40;

}  // namespace dateline::story
