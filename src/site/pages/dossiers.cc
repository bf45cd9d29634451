// All dossiers, the one with the newest report first, or those of one kind.

#include "site/answer.h"
#include "site/context.h"
#include "site/dossier_view.h"
#include "site/frame.h"
#include "site/machines/linked_data.h"
#include "site/pages/pages.h"
#include "site/pages/placed_list.h"
#include "site/paths.h"
#include "site/times.h"

namespace dateline::site {
namespace {

constexpr int kOnAPage = 30;

Html item(const Catalogue& texts, const desk::Dossier& kept, Instant now) {
  const story::Dossier dossier = kept.shown();
  Html out = html(R"(<li class="dossier-item" data-dossier="{}">
<p class="kicker">{}</p>
<h2 class="headline"><a href="{}" lang="{}" dir="auto">{}</a></h2>
<p class="dossier-span">{}</p>
)",
                  kept.id.str(), kind_name(texts, dossier.kind), dossier_path(kept.id), dossier.language, dossier.name,
                  dossier_span(texts, dossier));
  if (!dossier.rounds.empty() && dossier.rounds.back().announced) {
    const story::Round& next = dossier.rounds.back();
    const std::string place = place_of(next);
    out.add("<p class=\"dossier-next\">{}: {}{}</p>\n", texts.say("dossier.next"), when_tag(texts, next.when),
            place.empty() ? Html() : html(", {}", place));
  }
  out.add("<p class=\"dossier-newest\">{}{}</p>\n</li>\n",
          texts.markup("dossiers.newest", {{"time", short_time_tag(texts.locale(), kept.active_at, now)}}),
          kept.state == desk::Dossier::State::kConfirmed ? Html() : html(" · {}", texts.say("dossiers.unchecked")));
  return out;
}

/// Only kinds that there are. Nothing where there is only one.
Result<Html> kinds_of(const Context& context, std::optional<story::DossierKind> here) {
  const Catalogue& texts = context.texts;
  Html links;
  int kinds = 0;
  for (int i = 0; i <= static_cast<int>(story::DossierKind::kOther); ++i) {
    const auto kind = static_cast<story::DossierKind>(i);
    DATELINE_TRY(const auto some, context.reader.dossiers({.kind = kind}, {.limit = 1}));
    if (some.items.empty() && here != kind) continue;
    ++kinds;
    links.add(R"(<li><a href="{}" {}>{}</a></li>
)",
              dossiers_path().with("kind", story::to_string(kind)), Flag::current_page(here == kind),
              kind_name(texts, kind));
  }
  if (kinds < 2 && !here) return Html();
  return html(R"(<nav class="dossier-kinds" aria-label="{}"><ul>
<li><a href="{}" {}>{}</a></li>
{}</ul></nav>
)",
              texts.say("dossiers.kinds"), dossiers_path(), Flag::current_page(!here), texts.say("dossiers.all"),
              links);
}

}  // namespace

Result<net::Response> dossiers_page(const Context& context, const Visit& visit) {
  const Catalogue& texts = context.texts;
  const net::Form query = visit.query();
  const auto kind = story::parse_dossier_kind(query.get("kind"));
  if (!kind && !query.get("kind").empty()) return fail(Code::kNotFound, "no such kind of dossier");
  DATELINE_TRY(const auto page, context.reader.dossiers({.kind = kind}, page_of(visit, kOnAPage)));
  DATELINE_TRY(const Html kinds, kinds_of(context, kind));
  const Instant now = context.clock.now();
  Html items;
  for (const desk::Dossier& dossier : page.items) items.add("{}", item(texts, dossier, now));
  Href here = dossiers_path();
  if (kind) here = here.with("kind", story::to_string(*kind));
  Html main = html(R"(<h1 class="page-name">{}</h1>
<p class="page-intro">{}</p>
{}{}{}<p class="note">{}</p>
)",
                   kind ? kind_name(texts, *kind) : texts.say("dossiers.name"), texts.say("dossiers.intro"), kinds,
                   items.empty() ? html("<p class=\"empty\">{}</p>\n", texts.say("dossiers.empty"))
                                 : html("<ol class=\"dossier-list\">\n{}</ol>\n", items),
                   pager(context, here, page.previous, page.next), texts.say("dossiers.languages"));
  Trail trail{{texts.say("dossiers.name"), dossiers_path()}};
  if (kind) trail.push_back({kind_name(texts, *kind), here});
  const bool is_first = query.get("page").empty();
  return public_page(framed(context, *context.newsroom.front_page(),
                            {.title = trail.back().name,
                             .description = texts.say("dossiers.intro"),
                             .address = is_first ? std::optional(here) : std::nullopt,
                             .sheet = "dossiers.css",
                             .machines = {.linked_data = reports_data(context, trail)}},
                            main));
}

}  // namespace dateline::site
