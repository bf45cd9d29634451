#include <algorithm>

#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/paths.h"
#include "site/times.h"
#include "site/words.h"

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
  Html main = html(R"(<h1>Overview</h1>
<ul class="desk-tasks">
<li><a href="{}">{} waiting</a></li>
<li><a href="/desk/posts">{}</a></li>
<li><a href="/desk/bar">{} in the bar</a></li>
</ul>
<p class="actions"><a class="button" href="/desk/posts/new">Write an article</a></p>
<h2>What is here</h2>
<p>{} in {} from {}; front page {} of {}.</p>
)",
                   desk_paths::replies(desk::ReplyState::kHeld),
                   count_of(static_cast<std::size_t>(counts.held_replies), "reply", "replies"),
                   count_of(static_cast<std::size_t>(drafts), "draft", "drafts"),
                   count_of(front->bar.size(), "story", "stories"),
                   count_of(static_cast<std::size_t>(counts.articles), "report", "reports"),
                   count_of(static_cast<std::size_t>(counts.stories), "story", "stories"),
                   count_of(static_cast<std::size_t>(counts.sources), "wire", "wires"), front->edition,
                   short_time_tag(texts.locale(), front->made_at, now));
  if (!failing.empty()) main.add("<h2>Wires that fail</h2>\n<ul>\n{}</ul>\n", failing);
  return unkept_page(200, desk_framed(context, &editor, "Overview", main));
}

}  // namespace dateline::site
