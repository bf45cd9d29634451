#pragma once
// From reports that were read to the matter that they tell of. Internal to story.

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "story/dossier.h"
#include "story/dossiers/reading.h"

namespace dateline::story {

/// The reports of one continuing matter, oldest first.
struct Matter {
  std::vector<const ReportReading*> own;     ///< Facts come from these.
  std::vector<const ReportReading*> copies;  ///< Reprints and rewrites of one of them.
  DossierKind kind = DossierKind::kOther;
};

/// What a report is about, for grouping: weighted names and terms, by hash, of length 1.
struct Aboutness {
  std::vector<std::pair<std::uint32_t, float>> terms;
  std::array<float, 11> kinds{};  ///< How much of it speaks for each kind of matter.
};
Aboutness about(const ReportReading& reading, std::string_view language);

/// Groups by what reports are about, whatever time is between them.
std::vector<Matter> group_matters(std::span<const std::unique_ptr<ReportReading>> readings);

/// Rounds by date, announced ones last.
std::vector<Round> find_rounds(const Matter& matter);
/// Participants, the most named first; fills Round::participants.
std::vector<Participant> find_participants(const Matter& matter, std::vector<Round>& rounds);
/// Fields of the matter; those of rounds go into the rounds.
std::vector<Field> find_fields(const Matter& matter, std::vector<Round>& rounds);
/// The offices that chair or are sent, too, by the fields of the rounds.
void add_bodies(std::vector<Participant>& participants, std::vector<Round>& rounds);
/// What the matter is called, and what else.
std::vector<std::string> find_dossier_names(const Matter& matter, std::span<const Field> fields);

/// How much a report's word counts where reports contradict each other: a primary source tells of its own acts.
inline double weight_of(const ReportReading& reading) {
  return reading.article->outlet.primary ? 2.5 : 1.0;
}

}  // namespace dateline::story
