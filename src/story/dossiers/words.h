#pragma once
// The words by which a report is read for a dossier: one table a language (words_en.cc, words_es.cc).
// Internal to story.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "story/dossier.h"

namespace dateline::story {

/// What a word may be. One word may be several: "second", "March".
enum class Cue : std::uint8_t {
  kMonth,     ///< By position, 1 to 12.
  kWeekday,   ///< 0 is Sunday.
  kOrdinal,   ///< From 1.
  kNumber,    ///< From 1.
  kRelative,  ///< yesterday, today, tomorrow.
  kNext,
  kLast,
  kThis,
  kPart,  ///< Of a day or a date, to be passed over: "morning", "the", "of".
  kAnd,   ///< Between two days of one date.
  kTo,
  kSince,  ///< Opens a time that goes on and is no date of an event: since, from, until, between.
  kDays,
  kAgo,  ///< After a count of days: no length.
  kEnded,
  kIn,    ///< Before a place.
  kNear,  ///< Likewise, of what has no address: a storm's landfall.
  kWill,  ///< Of what is to come.
  kWas,   ///< Before kPlanned or "to": a plan that was.
  kPlanned,
  kMoved,     ///< postponed, brought forward
  kHappened,  ///< held, met, opened, approved
  kHappens,   ///< The same of what is to come: hold, meet, open.
  kRound,     ///< What a round is called: hearing, session, talks.
  kTitle,     ///< Before a name: Judge, President, Dr.
  kRole,      ///< Of what a person is: chairman, spokeswoman, lawyer.
  kFormer,    ///< May open a role.
  kLeads,     ///< "who leads", "led by": the role is the verb.
  kFor,       ///< Whom a person speaks for.
  kOf,
  kWho,
  kBy,
  kSaid,
  kBody,       ///< In the name of an organisation: Ministry, Court, League.
  kPlaceWord,  ///< In the name of a place that is no body: Hall, Street.
  kArticle,
  kBearing,  ///< east (of)
  kVideo,    ///< A round that was held nowhere: "by video link".
  kDead,
  kInjured,
  kCases,
  kHead,  ///< What a matter is called by: talks, trial, hurricane, takeover.
  // What the fields of a kind are found by.
  kDiscussed,
  kTopics,
  kSent,    ///< An office or a side sends, includes, is represented by.
  kJoined,  ///< took part, contributed
  kChairs,  ///< Of a body: co-chaired, led, shared the lead.
  kAccused,
  kCharge,
  kWarning,
  kDemand,
  kPercent,
  kOut,  ///< Whom a strike counts.
  kApproves,
  kMoney,
  kVotes,
  kState,  ///< A party says, wants, calls.
  kCount
};

/// What one word means.
struct WordCues {
  std::uint64_t cues = 0;              ///< One bit each.
  std::array<std::int8_t, 5> value{};  ///< Of the first five cues, from kMonth.
  std::uint16_t kinds = 0;             ///< Bits of DossierKind that the word tells of: "jury".
  std::uint16_t weak_kinds = 0;        ///< That it may tell of: "charge".
  bool is(Cue cue) const { return (cues >> static_cast<int>(cue) & 1) != 0; }
  int of(Cue cue) const { return value[static_cast<std::size_t>(cue)]; }
};

/// A line of a table. Words apart by spaces, lower case; of one position apart by "/".
struct CueLine {
  Cue cue;
  std::string_view words;
};
struct KindLine {
  DossierKind kind;
  std::string_view words;
  std::string_view weak;
};

class DossierWords {
 public:
  /// The table of a language (BCP 47); of one that has none, nullptr. Made once; any thread.
  static const DossierWords* of(std::string_view language);

  DossierWords(std::span<const CueLine> cues, std::span<const KindLine> kinds);
  /// Of a word in lower case; a regular plural is found by its singular.
  const WordCues& operator()(std::string_view lower) const;

 private:
  std::unordered_map<std::string_view, WordCues> words_;
};

extern const std::span<const CueLine> kEnglishCues, kSpanishCues;
extern const std::span<const KindLine> kEnglishKinds, kSpanishKinds;

}  // namespace dateline::story
