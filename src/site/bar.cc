#include "site/bar.h"

#include "site/context.h"
#include "site/paths.h"
#include "site/times.h"

namespace dateline::site {

Html bar_markup(const Catalogue& texts, const story::FrontPage& front, Instant now) {
  if (front.bar.empty())
    return html(R"(<aside class="bar" id="bar" aria-label="{}" hidden></aside>
)",
                texts.say("bar.name"));
  Html entries;
  std::int64_t position = 0;
  for (const story::BarEntry& entry : front.bar) {
    entries.add(R"(<li class="bar-entry" data-story="{}">
<a class="bar-headline" href="{}" title="{}" lang="{}" dir="auto">{}</a>
<span class="bar-facts"><span class="bar-age">{}</span> <span class="bar-outlets">{}</span> <span class="bar-position">{}</span></span>
</li>
)",
                entry.story->id.str(), story_path(entry.story->id), entry.headline, entry.story->language,
                entry.headline, shortest_time_tag(texts.locale(), entry.since, now),
                texts.count("outlet.count", entry.story->independent_outlets()),
                texts.say("bar.position", {{"position", texts.locale().number(++position)},
                                           {"count", texts.locale().number(std::ssize(front.bar))}}));
  }
  return html(R"(<aside class="bar" id="bar" aria-label="{}">
<strong class="bar-label">{}</strong>
<ul class="bar-entries" id="bar-entries" tabindex="0" aria-label="{}">
{}</ul>
</aside>
)",
              texts.say("bar.name"), texts.say("bar.label"), texts.say("bar.stories"), entries);
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
