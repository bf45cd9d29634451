#include "site/bar.h"

#include "site/context.h"
#include "site/paths.h"
#include "site/story_line.h"
#include "site/times.h"

namespace dateline::site {

Html bar_markup(const story::FrontPage& front, Instant now) {
  if (front.bar.empty())
    return html(R"(<aside class="bar" id="bar" aria-label="Breaking news" hidden></aside>
)");
  Html entries;
  std::size_t position = 0;
  for (const story::BarEntry& entry : front.bar) {
    entries.add(R"(<li class="bar-entry" data-story="{}">
<a class="bar-headline" href="{}" title="{}" lang="{}">{}</a>
<span class="bar-facts"><span class="bar-age">{}</span> <span class="bar-outlets">{}</span> <span class="bar-position">{} of {}</span></span>
</li>
)",
                entry.story->id.str(), story_path(entry.story->id), entry.headline, entry.story->language,
                entry.headline, shortest_time_tag(entry.since, now),
                outlets_in_words(entry.story->independent_outlets()), ++position, front.bar.size());
  }
  return html(R"(<aside class="bar" id="bar" aria-label="Breaking news">
<strong class="bar-label">Breaking</strong>
<ul class="bar-entries" id="bar-entries" tabindex="0" aria-label="Breaking stories">
{}</ul>
</aside>
)",
              entries);
}

Result<net::Response> live(const Context& context, const Visit&) {
  net::Response response;
  response.content_type = "text/event-stream";
  // X-Accel-Buffering: nginx in front of us would hold the events back.
  response.headers = {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
  response.events = context.bar_events;
  return response;
}

}  // namespace dateline::site
