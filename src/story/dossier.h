#pragma once
// A dossier: one page for all rounds of a continuing matter. Pure; every function here may be called from any thread.

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "base/clock.h"
#include "base/result.h"
#include "story/story.h"

namespace dateline::story {

enum class DossierKind {
  kTalks,
  kTrial,
  kStorm,
  kElection,
  kStrike,
  kMission,
  kEpidemic,
  kMerger,
  kFinal,
  kBill,
  kOther,
};
std::string_view to_string(DossierKind kind);  ///< "talks", "trial" ... "other"
std::optional<DossierKind> parse_dossier_kind(std::string_view text);

/// What one report says, and when it said it.
struct Said {
  std::string value;
  article::ArticleId report;
  Instant reported{};
  bool operator==(const Said&) const = default;
};

/// One fact of a kind of dossier, in the words of the reports.
struct Field {
  std::string name;  ///< One of fields_of(kind).
  std::string of;    ///< Whose, or of what: the side that says it, the office that sends them, "deaths". May be "".
  bool list = false;
  /// Oldest first, never empty. The values of a list add up; of a single fact the last one holds, and those before it
  /// are what was said until then. What was only in a copy, or was outvoted by better reports, is not in it.
  std::vector<Said> said;
  bool operator==(const Field&) const = default;
};

/// A field that dossiers of a kind have.
struct FieldName {
  std::string_view name;
  bool list;
  bool of_round;  ///< It stands with the round that it was said of, not with the dossier.
};
std::span<const FieldName> fields_of(DossierKind kind);

/// A day, or a span of days, as exact as the reports say.
struct When {
  enum class Precision { kDay, kMonth, kYear };
  std::chrono::sys_days first{};
  std::chrono::sys_days last{};  ///< The same as `first` for one day; the last of the month or year for these.
  Precision precision = Precision::kDay;
  bool operator==(const When&) const = default;
};
std::string to_string(const When& when);                ///< "2015-11-09", "2023-01-18/2023-01-19", "2015-11", "2015"
std::optional<When> parse_when(std::string_view text);  ///< Years 1 to 9999.

/// One entry on the timeline: a session, a hearing, a landfall, a launch, a vote.
struct Round {
  std::optional<int> number;  ///< Which in the series, where it is counted.
  When when;
  std::vector<Said> dates;    ///< to_string(when) as it was said; more than one where it was moved, the last one holds.
  std::vector<Said> places;   ///< The same of its place. May be empty.
  std::string what;           ///< A few words of a report: "third round", "first hearing". May be "".
  std::vector<Field> fields;  ///< In the order of fields_of().
  std::vector<std::string> participants;    ///< Names of Dossier::participants that took part.
  std::vector<article::ArticleId> reports;  ///< That tell it as news, oldest first; empty if others only look back.
  bool announced = false;                   ///< Not yet held when the last report was written.
  bool operator==(const Round&) const = default;
};

/// A person or a body.
struct Participant {
  std::string name;  ///< As it is printed in full.
  bool is_person = false;
  std::vector<Said> roles;  ///< Oldest first; the last one holds.
  bool operator==(const Participant&) const = default;
};

struct Dossier {
  std::string name;                ///< As most reports call the matter, a proper name where it has one.
  std::vector<std::string> names;  ///< What else it is called.
  DossierKind kind = DossierKind::kOther;
  std::string language;                     ///< BCP 47, of its reports.
  std::vector<Round> rounds;                ///< By date; those announced stand last.
  std::vector<Participant> participants;    ///< The most named first.
  std::vector<Field> fields;                ///< Of the whole matter, in the order of fields_of().
  std::vector<article::ArticleId> reports;  ///< All that tell of it, oldest first, copies too.
  bool operator==(const Dossier&) const = default;
};

/// The continuing matters in a pile of reports, those with the most reports first; each has at least two rounds
/// some days apart, or three. Order of the pile does not matter. Reports in languages without a table of words
/// (dossiers/words.h: English and Spanish have one) are passed over. Of what contradicts itself, primary sources count
/// most, copies nothing. Cost: about linear; 0.15 ms a report (bench/dossiers). Reads at most the first 20 KB of a
/// text.
std::vector<Dossier> find_dossiers(std::span<const ArticlePtr> reports);

/// The one of these matters that the report tells of; absent if it is no part of any.
std::optional<Dossier> dossier_about(std::span<const ArticlePtr> reports, article::ArticleId report);

/// What a reader of the rounds one after the other should be told.
struct RoundChange {
  enum class What { kPlace, kCame, kLeft, kNewValue, kGoneValue, kChangedValue };
  What what;
  std::string field;   ///< Of a value: which; "" otherwise.
  std::string of;      ///< Field::of.
  std::string before;  ///< "" where there was none.
  std::string after;   ///< "" where there is none.
  bool operator==(const RoundChange&) const = default;
};
/// What is not told of one of the two is no change: a round without participants did not lose them.
std::vector<RoundChange> what_changed(const Round& before, const Round& after);

/// The one JSON form of a dossier (docs/formats/dossier.md): what `dateline dossiers` prints and the store keeps.
std::string to_json(const Dossier& dossier);
/// kInvalid for what is no dossier, with the reason.
Result<Dossier> dossier_from_json(std::string_view json);

}  // namespace dateline::story
