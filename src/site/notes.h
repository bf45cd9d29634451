#pragma once

#include "desk/post.h"
#include "site/catalogue.h"
#include "site/html.h"

namespace dateline::site {

/// "Correction, 14:20:", "Updated, 14:20:".
Html note_lead(const Catalogue& texts, desk::Note::Kind kind, Instant at);

/// What readers are told about an article, a paragraph each, dated, the newest first: "Correction, 14:20: ...". One
/// that is not kept yet is dated with the post's last saving. Nothing about its withdrawal, which has a page of its
/// own.
Html notes_markup(const Catalogue& texts, const desk::Post& post);

}  // namespace dateline::site
