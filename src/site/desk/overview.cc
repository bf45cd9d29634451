#include <algorithm>

#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/desk/source_view.h"
#include "site/paths.h"
#include "site/times.h"

namespace dateline::site {

Result<net::Response> desk_overview(const Context& context, const Visit&, const Editor& editor) {
  DATELINE_TRY(const store::Counts counts, context.reader.counts());
  DATELINE_TRY(const store::QueueCounts queues, context.reader.queue_counts());
  DATELINE_TRY(const auto posts, context.reader.posts());
  const auto drafts = std::ranges::count(posts, desk::Post::State::kDraft, &desk::Post::state);
  const auto front = context.newsroom.front_page();
  const Instant now = context.clock.now();
  const Catalogue& texts = context.texts;

  constexpr int kShown = 5;
  const store::SourceFilter failing_long{.which = store::SourceFilter::Which::kAttention,
                                         .order = store::SourceFilter::Order::kTrouble};
  DATELINE_TRY(const store::SourceList sources, context.reader.sources(failing_long, now, 0, kShown));
  const Href all_failing = desk_paths::sources().with("state", "attention");
  Html failing;
  for (const auto& [source, state] : sources.items) {
    failing.add("<li><a href=\"{}\">{}</a> {}</li>\n", desk_paths::source(source.id), source_name(source),
                source_words(texts, state, now));
  }
  if (sources.all > kShown) {
    failing.add("<li><a href=\"{}\">{}</a></li>\n", all_failing, texts.count("desk.overview.all_failing", sources.all));
  }
  Html replies;
  const auto task = [&](std::int64_t count, const Href& to, const std::string& words) {
    if (count > 0) replies.add("<li><a href=\"{}\">{}</a></li>\n", to, words);
  };
  task(queues.reported, desk_paths::replies(store::ReplyQueue::kReported),
       texts.count("desk.overview.reported", queues.reported));
  task(queues.unseen, desk_paths::replies(store::ReplyQueue::kNew), texts.count("desk.overview.new", queues.unseen));
  task(queues.appeals, desk_paths::appeals(), texts.count("desk.overview.appeals", queues.appeals));
  task(sources.all, all_failing, texts.count("desk.overview.sources", sources.all));

  constexpr int kCounted = 20;  // A dossier is read whole; who has more of them to look at needs no number.
  DATELINE_TRY(const auto proposed,
               context.reader.dossiers({.state = desk::Dossier::State::kProposed}, {.limit = kCounted}));
  task(std::ssize(proposed.items), desk_paths::dossiers(),
       proposed.next.empty() ? texts.count("desk.overview.dossiers", std::ssize(proposed.items))
                             : texts.count("desk.overview.many_dossiers", kCounted));

  Html main =
      html(R"(<h1>{}</h1>
<ul class="desk-tasks">
<li><a href="{}">{}</a></li>
{}<li><a href="/desk/posts">{}</a></li>
<li><a href="/desk/bar">{}</a></li>
</ul>
<p class="actions"><a class="button" href="/desk/posts/new">{}</a></p>
<h2>{}</h2>
<p>{}</p>
)",
           texts.say("desk.overview"), desk_paths::replies(store::ReplyQueue::kHeld),
           texts.count("desk.overview.waiting", queues.held), replies, texts.count("desk.overview.drafts", drafts),
           texts.count("desk.overview.in_bar", std::ssize(front->bar)), texts.say("desk.write"),
           texts.say("desk.overview.here"),
           texts.markup("desk.overview.counts", {{"reports", html("{}", texts.count("report.count", counts.articles))},
                                                 {"stories", html("{}", texts.count("story.count", counts.stories))},
                                                 {"wires", html("{}", texts.count("wire.count", counts.sources))},
                                                 {"edition", html("{}", front->edition)},
                                                 {"time", short_time_tag(texts.locale(), front->made_at, now)}}));
  if (!context.can_mail) main.add(no_mail_note(texts));
  if (!failing.empty())
    main.add("<h2>{}</h2>\n<ul class=\"failing-list\">\n{}</ul>\n", texts.say("desk.overview.failing"), failing);
  return unkept_page(200, desk_framed(context, &editor, texts.say("desk.overview"), main));
}

}  // namespace dateline::site
