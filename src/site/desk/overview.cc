#include <algorithm>

#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/paths.h"
#include "site/times.h"

namespace dateline::site {

Result<net::Response> desk_overview(const Context& context, const Visit&, const Editor& editor) {
  DATELINE_TRY(const store::Counts counts, context.reader.counts());
  DATELINE_TRY(const auto posts, context.reader.posts());
  DATELINE_TRY(const auto sources, context.reader.sources());
  const auto drafts = std::ranges::count(posts, desk::Post::State::kDraft, &desk::Post::state);
  const auto front = context.newsroom.front_page();
  const Instant now = context.clock.now();
  const Catalogue& texts = context.texts;

  Html failing;
  for (const auto& [source, state] : sources) {
    if (state.problem.empty()) continue;
    failing.add("<li><strong>{}</strong> {}</li>\n", source.outlet.name.empty() ? source.url : source.outlet.name,
                state.problem);
  }
  Html main =
      html(R"(<h1>{}</h1>
<ul class="desk-tasks">
<li><a href="{}">{}</a></li>
<li><a href="/desk/posts">{}</a></li>
<li><a href="/desk/bar">{}</a></li>
</ul>
<p class="actions"><a class="button" href="/desk/posts/new">{}</a></p>
<h2>{}</h2>
<p>{}</p>
)",
           texts.say("desk.overview"), desk_paths::replies(desk::ReplyState::kHeld),
           texts.count("desk.overview.waiting", counts.held_replies), texts.count("desk.overview.drafts", drafts),
           texts.count("desk.overview.in_bar", std::ssize(front->bar)), texts.say("desk.write"),
           texts.say("desk.overview.here"),
           texts.markup("desk.overview.counts", {{"reports", html("{}", texts.count("report.count", counts.articles))},
                                                 {"stories", html("{}", texts.count("story.count", counts.stories))},
                                                 {"wires", html("{}", texts.count("wire.count", counts.sources))},
                                                 {"edition", html("{}", front->edition)},
                                                 {"time", short_time_tag(texts.locale(), front->made_at, now)}}));
  if (!failing.empty()) main.add("<h2>{}</h2>\n<ul>\n{}</ul>\n", texts.say("desk.overview.failing"), failing);
  return unkept_page(200, desk_framed(context, &editor, texts.say("desk.overview"), main));
}

}  // namespace dateline::site
