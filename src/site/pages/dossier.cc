// The longer matter that a story is a round of: every round that is known, the first of them first.

#include <algorithm>
#include <set>

#include "site/answer.h"
#include "site/context.h"
#include "site/frame.h"
#include "site/machines/linked_data.h"
#include "site/pages/pages.h"
#include "site/paths.h"
#include "site/sections.h"
#include "site/story_line.h"
#include "site/times.h"

namespace dateline::site {
namespace {

using StoryPtr = std::shared_ptr<const story::Story>;

// A matter of two rounds a month for ten years.
constexpr std::size_t kMostRounds = 240;

/// Every story that can be reached from `id` by "earlier", in both directions, the oldest first. Cost: by the rounds.
Result<std::vector<StoryPtr>> rounds_of(const store::Reader& reader, story::StoryId id) {
  std::set<story::StoryId> seen{id}, taken;
  std::vector<story::StoryId> queue{id};
  std::vector<StoryPtr> rounds;
  for (std::size_t i = 0; i < queue.size() && rounds.size() < kMostRounds; ++i) {
    DATELINE_TRY(auto story, reader.story(queue[i]));
    if (!story || !taken.insert(story->id).second) continue;  // Two that were merged are one.
    DATELINE_TRY(std::vector<story::StoryId> next, reader.later_rounds(story->id));
    next.insert(next.end(), story->earlier.begin(), story->earlier.end());
    for (const story::StoryId one : next) {
      if (seen.insert(one).second) queue.push_back(one);
    }
    rounds.push_back(std::move(story));
  }
  std::ranges::sort(rounds, {}, [](const StoryPtr& story) { return std::pair(story->first_reported(), story->id); });
  return rounds;
}

Html round_item(const Context& context, const story::Story& story, Instant now) {
  const Catalogue& texts = context.texts;
  const article::Article& best = story.best();
  Html out = html(R"(<li data-story="{}">
<p class="round-time">{}</p>
<h2 class="headline"><a href="{}" lang="{}" dir="auto">{}</a></h2>
)",
                  story.id.str(), time_tag(texts.locale(), story.first_reported()), story_path(story.id), best.language,
                  best.headline);
  if (const std::string lede = shown_lede(best); !lede.empty()) {
    out.add(R"(<p class="standfirst" lang="{}" dir="auto">{}</p>
)",
            best.language, lede);
  }
  out.add("{}\n</li>\n", story_facts(context, story, now));
  return out;
}

}  // namespace

Result<net::Response> dossier_page(const Context& context, const Visit& visit) {
  const Catalogue& texts = context.texts;
  const auto id = story::StoryId::parse(visit.parts[0]);
  if (!id) return fail(Code::kNotFound, "not a story's id");
  DATELINE_TRY(const auto rounds, rounds_of(context.reader, *id));
  if (rounds.empty()) return fail(Code::kNotFound, "no such story");
  if (rounds.front()->id != *id) {  // For now: an older round may yet come to be known.
    net::Response moved = go_to(dossier_path(rounds.front()->id));
    moved.status = 302;
    return moved;
  }

  const Instant now = context.clock.now();
  const story::Story& newest = *rounds.back();
  Html items;
  for (const StoryPtr& story : rounds) items.add(round_item(context, *story, now));
  Html main;
  if (!newest.section.empty()) {
    main.add(R"(<p class="kicker"><a href="{}">{}</a></p>
)",
             section_path(newest.section), section_name(texts, newest.section));
  }
  main.add(R"(<h1 class="page-name" lang="{}" dir="auto">{}</h1>
<p class="page-intro">{}</p>
<ol class="rounds">
{}</ol>
)",
           newest.best().language, newest.best().headline,
           texts.count("dossier.intro", std::ssize(rounds),
                       {{"first", texts.locale().day(rounds.front()->first_reported())},
                        {"last", texts.locale().day(newest.last_reported())}}),
           items);
  return public_page(framed(
      context, *context.newsroom.front_page(),
      {.title = texts.say("dossier.title", {{"headline", newest.best().headline}}),
       .description = shown_lede(newest.best()),
       .address = dossier_path(rounds.front()->id),
       .section = newest.section,
       .sheet = "lists.css",
       .machines = {.linked_data = list_data(context,
                                             {{section_name(texts, newest.section), section_path(newest.section)},
                                              {newest.best().headline, dossier_path(rounds.front()->id)}},
                                             rounds)}},
      main));
}

}  // namespace dateline::site
