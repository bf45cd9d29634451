#include "site/pages/latest_list.h"

#include "site/paths.h"
#include "site/times.h"

namespace dateline::site {

Html latest_list(const Catalogue& texts, std::span<const std::shared_ptr<const story::Story>> stories, Instant now) {
  if (stories.empty()) return {};
  Html lines;
  for (const auto& story : stories) {
    lines.add(R"(<li>{} <a href="{}" lang="{}" dir="auto">{}</a></li>
)",
              shortest_time_tag(texts.locale(), story->last_reported(), now), story_path(story->id),
              story->best().language, story->best().headline);
  }
  return html(R"(<section class="latest">
<h2 class="section-name">{}</h2>
<ol class="latest-list">
{}</ol>
</section>
)",
              texts.say("front.latest"), lines);
}

}  // namespace dateline::site
