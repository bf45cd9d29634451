#include <algorithm>
#include <chrono>
#include <functional>
#include <unordered_set>

#include "site/answer.h"
#include "site/context.h"
#include "site/frame.h"
#include "site/machines/linked_data.h"
#include "site/pages/latest_list.h"
#include "site/pages/lead_package.h"
#include "site/pages/pages.h"
#include "site/paths.h"
#include "site/sections.h"
#include "site/story_line.h"
#include "site/times.h"

namespace dateline::site {
namespace {

using StoryPtr = std::shared_ptr<const story::Story>;

/// What stands on the front page, each story at most once above "Latest".
struct FrontView {
  std::vector<StoryPtr> top;  ///< The lead package. Empty when there is no story at all.
  struct Section {
    std::string name;
    std::vector<StoryPtr> stories;  ///< The first is its lead. Never empty.
  };
  std::vector<Section> sections;  ///< In a newspaper's order.
  std::vector<StoryPtr> latest;
};

constexpr std::size_t kSectionStories = 4;  // A lead and three: as much as a column bears.
constexpr std::size_t kLatestStories = 15;  // One screen.
// What is older than the newest stories by this is found in its section, not on the front page.
constexpr std::chrono::days kFrontPageAge{14};
// The newest stories: as many as fill a page. Not the very newest one (a single report without a date has the time of
// its arrival) and not today (an archive has a front page, too).
constexpr std::size_t kNewest = 12;

/// Before this, a story is not on the front page.
Instant oldest_shown(const story::FrontPage& front) {
  std::vector<Instant> times;
  for (const StoryPtr& story : front.stories) times.push_back(story->last_reported());
  if (times.empty()) return Instant{};
  std::ranges::sort(times, std::greater{});
  return times[std::min(kNewest, times.size()) - 1] - kFrontPageAge;
}

FrontView view_of(const story::FrontPage& front) {
  FrontView view;
  const Instant oldest = oldest_shown(front);
  const auto fresh = [&](const StoryPtr& story) { return story->last_reported() >= oldest; };

  std::unordered_set<std::uint64_t> shown;
  for (const StoryPtr& story : front.stories) {
    if (view.top.size() == kLeadPackageStories) break;
    if (!fresh(story)) continue;
    view.top.push_back(story);
    shown.insert(story->id.value);
  }
  for (const std::string& name : sections_in_order(front)) {
    FrontView::Section section{name, {}};
    for (const StoryPtr& story : front.sections.at(name)) {
      if (section.stories.size() < kSectionStories && fresh(story) && !shown.contains(story->id.value)) {
        section.stories.push_back(story);
      }
    }
    if (!section.stories.empty()) view.sections.push_back(std::move(section));
  }
  for (const StoryPtr& story : front.latest) {
    if (view.latest.size() < kLatestStories && fresh(story)) view.latest.push_back(story);
  }
  return view;
}

Html section_block(const Context& context, const FrontView::Section& section, Instant now) {
  const Catalogue& texts = context.texts;
  Html rest;
  for (std::size_t i = 1; i < section.stories.size(); ++i)
    rest.add(story_line(context, *section.stories[i], Rank::kPlain, 3, now));
  if (!rest.empty()) rest = html("<div class=\"section-rest\">\n{}</div>\n", rest);
  return html(R"(<section class="section-block">
<h2 class="section-name"><a href="{}">{}</a></h2>
{}{}</section>
)",
              section_path(section.name), section_name(texts, section.name),
              story_line(context, *section.stories[0], Rank::kThird, 3, now), rest);
}

}  // namespace

Result<net::Response> front_page(const Context& context, const Visit&) {
  const auto front = context.newsroom.front_page();
  const FrontView view = view_of(*front);
  const Instant now = context.clock.now();
  std::vector<StoryPtr> listed = view.top;
  for (const FrontView::Section& section : view.sections) {
    listed.insert(listed.end(), section.stories.begin(), section.stories.end());
  }
  const Catalogue& texts = context.texts;
  Html main;
  if (!view.top.empty()) {
    DATELINE_TRY(const Html lead, lead_package(context, view.top, now));
    main.add(lead);
    Html sections;
    for (const FrontView::Section& section : view.sections) sections.add(section_block(context, section, now));
    if (!sections.empty()) main.add("<div class=\"front-sections\">\n{}</div>\n", sections);
    main.add(latest_list(texts, view.latest, now));
  } else {
    main.add(R"(<section class="empty">
<h2>{}</h2>
<p>{}</p>
</section>
)",
             texts.say("front.empty"),
             texts.markup("front.empty.text", {{"add", html("<code>dateline sources add</code>")},
                                               {"import", html("<code>dateline import</code>")},
                                               {"desk", html(R"(<a href="/desk">{}</a>)", texts.say("footer.desk"))}}));
  }
  return public_page(framed(context, *front,
                            {.description = context.config.tagline,
                             .address = front_path(),
                             .masthead_is_heading = true,
                             .machines = {.feeds = {{context.texts.say("feed.own_articles"), own_articles_path()}},
                                          .linked_data = front_data(context, listed)}},
                            main));
}

}  // namespace dateline::site
