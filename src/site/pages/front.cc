#include <algorithm>
#include <unordered_set>

#include "site/answer.h"
#include "site/context.h"
#include "site/frame.h"
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
  StoryPtr lead, second, third;  ///< nullptr when there are not as many.
  std::vector<StoryPtr> more;    ///< Beside them, small.
  struct Section {
    std::string name;
    std::vector<StoryPtr> stories;  ///< The first is its lead. Never empty.
  };
  std::vector<Section> sections;
  std::vector<StoryPtr> latest;
};

constexpr std::size_t kMoreStories = 3;     // As many as fill the column beside a lead with its related lines.
constexpr std::size_t kSectionStories = 4;  // A lead and three: two columns of about one height.
constexpr std::size_t kLatestStories = 15;  // One screen.

FrontView view_of(const story::FrontPage& front) {
  FrontView view;
  std::unordered_set<std::uint64_t> shown;
  for (const StoryPtr& story : front.stories) {
    if (!view.lead)
      view.lead = story;
    else if (!view.second)
      view.second = story;
    else if (!view.third)
      view.third = story;
    else if (view.more.size() < kMoreStories)
      view.more.push_back(story);
    else
      break;
    shown.insert(story->id.value);
  }
  for (const std::string& name : sections_in_order(front)) {
    FrontView::Section section{name, {}};
    for (const StoryPtr& story : front.sections.at(name)) {
      if (section.stories.size() < kSectionStories && !shown.contains(story->id.value))
        section.stories.push_back(story);
    }
    if (!section.stories.empty()) view.sections.push_back(std::move(section));
  }
  view.latest.assign(front.latest.begin(),
                     front.latest.begin() + static_cast<std::ptrdiff_t>(std::min(kLatestStories, front.latest.size())));
  return view;
}

Html lead_package(const FrontView& view, Instant now) {
  Html out;
  out.add("<div class=\"lead-package\">\n{}", story_line(*view.lead, Rank::kLead, 2, now));
  if (view.second) {
    Html beside = story_line(*view.second, Rank::kSecond, 2, now);
    if (view.third) beside.add(story_line(*view.third, Rank::kThird, 2, now));
    for (const StoryPtr& story : view.more) beside.add(story_line(*story, Rank::kPlain, 2, now));
    out.add("<div class=\"beside\">\n{}</div>\n", beside);
  }
  out.add("</div>\n");
  return out;
}

Html section_block(const FrontView::Section& section, Instant now) {
  Html rest;
  for (std::size_t i = 1; i < section.stories.size(); ++i)
    rest.add(story_line(*section.stories[i], Rank::kPlain, 3, now));
  Html out;
  out.add(R"(<section class="section-block">
<h2 class="section-name"><a href="{}">{}</a></h2>
{}<div class="section-rest">
{}</div>
</section>
)",
          section_path(section.name), section_name(section.name), story_line(*section.stories[0], Rank::kThird, 3, now),
          rest);
  return out;
}

Html latest_list(const std::vector<StoryPtr>& stories, Instant now) {
  Html lines;
  for (const StoryPtr& story : stories) {
    lines.add(R"(<li>{} <a href="{}" lang="{}">{}</a></li>
)",
              short_time_tag(story->last_reported(), now), story_path(story->id), story->best().language,
              story->best().headline);
  }
  return html(R"(<section class="latest">
<h2 class="section-name">Latest</h2>
<ol class="latest-list">
{}</ol>
</section>
)",
              lines);
}

}  // namespace

Result<net::Response> front_page(const Context& context, const Visit&) {
  const auto front = context.newsroom.front_page();
  const FrontView view = view_of(*front);
  const Instant now = context.clock.now();
  Html main;
  if (view.lead) {
    main.add(lead_package(view, now));
    for (const auto& section : view.sections) main.add(section_block(section, now));
    main.add(latest_list(view.latest, now));
  } else {
    main.add(R"(<section class="empty">
<h2>Nothing has been reported yet</h2>
<p>Each story will stand here once, the most widely reported first, with the outlets that carry it and its primary
source. Add the wires that this newsroom reads with <code>dateline sources add</code>, import pages with
<code>dateline import</code>, or write at the <a href="/desk">desk</a>.</p>
</section>
)");
  }
  return public_page(
      framed(context, *front,
             {.description = context.config.tagline, .address = front_path(), .masthead_is_heading = true}, main));
}

}  // namespace dateline::site
