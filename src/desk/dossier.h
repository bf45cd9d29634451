#pragma once
// A dossier as the desk has it: what the machine found, and over it what editors say.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "story/dossier.h"

namespace dateline::desk {

using DossierId = Id<struct DossierTag>;

/// What editors say of a dossier. It lies over what the machine says and holds whatever that finds later; what is
/// absent is the machine's to say. A value of the desk's own has no report (id 0) and stands at the time of its edit.
struct DossierEdits {
  struct Round {
    std::string of{};  ///< Which: round_key() as the machine had it; "" for a round of the desk's own.
    bool removed = false;
    std::optional<story::When> when{};
    std::optional<std::string> place{}, what{};
    std::optional<bool> announced{};
    Instant at{};
    bool operator==(const Round&) const = default;
  };
  struct Participant {
    std::string name{};
    bool removed = false;
    std::optional<std::string> role{};
    Instant at{};
    bool operator==(const Participant&) const = default;
  };
  /// One value of a field that is said, or no longer said. Of a single fact the desk's value is the one that holds.
  struct Value {
    std::string round{};       ///< Whose field: round_key() of it; "" for the dossier's.
    std::string name{}, of{};  ///< As story::Field has them.
    std::string value{};
    bool removed = false;
    Instant at{};
    bool operator==(const Value&) const = default;
  };
  std::optional<std::string> name{};
  std::optional<story::DossierKind> kind{};
  std::vector<Round> rounds{};
  std::vector<Participant> participants{};
  std::vector<Value> values{};

  bool empty() const { return *this == DossierEdits(); }
  bool operator==(const DossierEdits&) const = default;
};

struct Dossier {
  enum class State {
    kProposed,   ///< By the machine; readers see it, and that nobody has checked it.
    kConfirmed,  ///< An editor has.
    kDismissed,  ///< It is none; nobody but the desk sees it, and the machine does not propose it again.
  };
  DossierId id{};  ///< From the report that it was first found by; never changes.
  State state = State::kProposed;
  story::Dossier machine{};
  DossierEdits edits{};
  int revision = 0;          ///< Grows with each edit.
  int sequence = 0;          ///< Grows with each change that readers may see (iCalendar's SEQUENCE).
  std::string decided_by{};  ///< Who confirmed or dismissed it; "" if nobody did.
  std::optional<Instant> decided_at{};
  Instant updated_at{};  ///< When `sequence` grew.
  Instant active_at{};   ///< When its newest report was reported.

  story::Dossier shown() const;  ///< What readers see. Cost: by its size.
};
std::string_view to_string(Dossier::State state);  ///< "proposed", "confirmed", "dismissed"
std::optional<Dossier::State> parse_dossier_state(std::string_view text);

/// The id of a dossier that was found by this report first.
DossierId dossier_id(article::ArticleId first);

/// What edits call a round: its date as the machine has it, "2023-01-18/2023-01-19". A machine that knows it better
/// later ("2023-01" became "2023-01-18") is still understood.
std::string round_key(const story::Round& round);

/// The same edits, of rounds as `machine` now names them; what is of no round that there is stays as it is.
DossierEdits rekeyed(DossierEdits edits, const story::Dossier& machine);

/// What readers see of the two: rounds by date, those announced last.
story::Dossier with_edits(story::Dossier machine, const DossierEdits& edits);

/// Without what says the same as the machine does, unless `before` said it already: that an editor looked at a form is
/// no edit, but what one once said is not unsaid because the machine has come to say it, too.
DossierEdits only_changes(DossierEdits edits, const story::Dossier& machine, const DossierEdits& before);

std::string to_json(const DossierEdits& edits);
/// kInvalid for what is none, with the reason.
Result<DossierEdits> edits_from_json(std::string_view json);

}  // namespace dateline::desk
