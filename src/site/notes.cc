#include "site/notes.h"

#include <ranges>

#include "site/times.h"

namespace dateline::site {

Html note_lead(const Catalogue& texts, desk::Note::Kind kind, Instant at) {
  const Html time = time_tag(texts.locale(), at);
  return kind == desk::Note::Kind::kUpdate ? texts.markup("article.update_note", {{"time", time}})
                                           : texts.markup("article.correction", {{"time", time}});
}

Html notes_markup(const Catalogue& texts, const desk::Post& post) {
  Html out;
  for (const desk::Note& note : post.notes | std::views::reverse) {
    if (note.kind == desk::Note::Kind::kWithdrawal) continue;
    out.add(R"(<p class="{}"><strong>{}</strong> {}</p>
)",
            note.kind == desk::Note::Kind::kUpdate ? "update-note" : "correction",
            note_lead(texts, note.kind, note.at.value_or(post.updated_at)), note.text);
  }
  return out;
}

}  // namespace dateline::site
