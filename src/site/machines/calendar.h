#pragma once

#include <string>

#include "site/context.h"
#include "site/dossier_view.h"

namespace dateline::site {

/// The rounds of a dossier whose day is known, announced and held, as an iCalendar (RFC 5545) that a calendar program
/// may subscribe to: whole days, a UID that stays when a round is moved, SEQUENCE and DTSTAMP of the dossier's last
/// change, lines folded at 75 bytes.
std::string calendar_of(const Context& context, const DossierView& view);

}  // namespace dateline::site
