// Dossiers on the newsroom's thread: what the machine found, and what editors say of it.
#include <algorithm>

#include "app/archivist.h"
#include "app/newsroom.h"

namespace dateline::app {
namespace {

using State = desk::Dossier::State;

/// Nobody has looked at it, and all that it tells is told by `whole`.
bool is_part_of(const desk::Dossier& part, const story::Dossier& whole) {
  return part.state == State::kProposed && part.edits.empty() && part.machine.language == whole.language &&
         std::ranges::all_of(part.machine.reports, [&](const article::ArticleId report) {
           return std::ranges::find(whole.reports, report) != whole.reports.end();
         });
}

void changed(desk::Dossier& dossier, Instant now) {
  ++dossier.sequence;
  dossier.updated_at = now;
}

/// True if readers see something else now.
Result<bool> keep_found(store::Writer& writer, FoundDossier found, Instant now) {
  if (found.dossier.reports.empty()) return false;
  DATELINE_TRY(std::vector<desk::Dossier> known, writer.dossiers_with(found.dossier.reports));
  std::erase_if(known, [&](const desk::Dossier& d) { return d.machine.language != found.dossier.language; });
  desk::Dossier dossier{.id = desk::dossier_id(found.dossier.reports.front()), .machine = {}, .edits = {}};
  if (!known.empty()) {
    dossier = known.front();
    if (dossier.machine == found.dossier && dossier.active_at == found.active_at) return false;
  }
  const bool seen = dossier.state != State::kDismissed;
  dossier.machine = std::move(found.dossier);
  dossier.edits = desk::rekeyed(std::move(dossier.edits), dossier.machine);
  dossier.active_at = found.active_at;
  changed(dossier, now);
  DATELINE_TRY_VOID(writer.put_dossier(dossier));
  for (std::size_t i = 1; i < known.size(); ++i) {
    if (!is_part_of(known[i], dossier.machine)) continue;
    // Two that turned out to be one: the address of the smaller leads to the other (site/pages/dossier.cc).
    known[i].state = State::kDismissed;
    known[i].decided_at = now;
    DATELINE_TRY_VOID(writer.put_dossier(known[i]));
  }
  return seen;
}

}  // namespace

void Newsroom::file_dossiers(std::vector<FoundDossier> found, std::int64_t looked_at, site::Done<void> done) {
  jobs_.submit<void>(
      [this, found = std::move(found), looked_at](store::Writer& writer, bool& seen) -> Status {
        seen = false;
        for (const FoundDossier& one : found) {
          DATELINE_TRY(const bool changed, keep_found(writer, one, clock_.now()));
          seen = seen || changed;
        }
        return writer.put_setting(kLookedAtSetting, std::to_string(looked_at));
      },
      std::move(done));
}

void Newsroom::save_dossier(std::string who, desk::DossierId id, int revision, desk::DossierEdits edits,
                            site::Done<desk::Dossier> done) {
  submit<desk::Dossier>(
      [this, who = std::move(who), id, revision,
       edits = std::move(edits)](store::Writer& writer) -> Result<desk::Dossier> {
        DATELINE_TRY(auto dossier, writer.dossier(id));
        if (!dossier) return fail(Code::kNotFound, "there is no dossier " + id.str());
        if (dossier->revision != revision) {
          return fail(Code::kConflict,
                      "somebody else saved this dossier meanwhile; your text is kept here, look at theirs before "
                      "saving again");
        }
        if (dossier->edits == edits) return *dossier;
        dossier->edits = edits;
        ++dossier->revision;
        changed(*dossier, clock_.now());
        DATELINE_TRY_VOID(writer.put_dossier(*dossier));
        DATELINE_TRY_VOID(audit(writer, who, "dossier.edit", id.str(), dossier->shown().name));
        return *dossier;
      },
      std::move(done));
}

void Newsroom::decide_dossier(std::string who, desk::DossierId id, State state, site::Done<desk::Dossier> done) {
  submit<desk::Dossier>(
      [this, who = std::move(who), id, state](store::Writer& writer) -> Result<desk::Dossier> {
        DATELINE_TRY(auto dossier, writer.dossier(id));
        if (!dossier) return fail(Code::kNotFound, "there is no dossier " + id.str());
        if (dossier->state == state) return *dossier;
        dossier->state = state;
        dossier->decided_by = state == State::kProposed ? "" : who;
        dossier->decided_at = state == State::kProposed ? std::nullopt : std::optional(clock_.now());
        changed(*dossier, clock_.now());
        DATELINE_TRY_VOID(writer.put_dossier(*dossier));
        const char* action = state == State::kConfirmed   ? "dossier.confirm"
                             : state == State::kDismissed ? "dossier.dismiss"
                                                          : "dossier.take-back";
        DATELINE_TRY_VOID(audit(writer, who, action, id.str(), dossier->shown().name));
        return *dossier;
      },
      std::move(done));
}

}  // namespace dateline::app
