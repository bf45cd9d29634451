#include <algorithm>
#include <charconv>
#include <unordered_set>

#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/desk/named_story.h"
#include "site/desk/story_view.h"
#include "site/languages.h"
#include "site/paths.h"
#include "site/sections.h"
#include "site/story_line.h"
#include "site/times.h"
#include "site/words.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

using Stories = std::vector<std::shared_ptr<const story::Story>>;

constexpr int kHitsPerPage = 50;
constexpr int kMaxPage = 20;  // 1,000 reports: whoever has not found it by then takes another word.

Html table_of(const Stories& stories, const story::FrontPage& front, Instant now) {
  Html rows;
  for (const auto& story : stories) {
    const article::Article& best = story->best();
    const auto reprints = std::ranges::count(story->members, story::Kinship::kSameText, &story::Member::kinship);
    rows.add(
        R"(<tr data-row data-story="{}"><td class="cell-headline"><a href="{}" lang="{}" dir="auto" title="{}">{}</a></td>
<td>{}{}</td><td>{}</td><td>{}</td><td class="cell-first">{}</td><td>{}</td><td>{}</td></tr>
)",
        story->id.str(), desk_paths::story(story->id), best.language, best.headline, best.headline,
        outlets_in_words(story->independent_outlets()),
        reprints == 0 ? Html()
                      : html(R"( <span class="soft">+ {}</span>)",
                             count_of(static_cast<std::size_t>(reprints), "reprint", "reprints")),
        section_name(story->section), language_name(story->language), shortest_time_tag(story->first_reported(), now),
        shortest_time_tag(story->last_reported(), now), story_marks(*story, front));
  }
  return html(R"(<table class="desk-table stories-table">
<thead><tr><th scope="col">Headline</th><th scope="col">Outlets</th><th scope="col">Section</th><th scope="col">Language</th><th scope="col">First</th><th scope="col">Latest</th><th scope="col">Marks</th></tr></thead>
<tbody>
{}</tbody>
</table>
)",
              rows);
}

int page_number(std::string_view text) {
  int page = 1;
  std::from_chars(text.data(), text.data() + text.size(), page);
  return std::clamp(page, 1, kMaxPage);
}

/// The stories of the reports that have the words, the newest report first.
Result<Html> found(const Context& context, const story::FrontPage& front, const std::string& words, int page) {
  const int offset = (page - 1) * kHitsPerPage;
  // One more than is shown: it says whether there is a next page.
  DATELINE_TRY(auto hits, context.reader.search(words, kHitsPerPage + 1, offset));
  const bool more = hits.size() > kHitsPerPage && page < kMaxPage;
  if (hits.size() > kHitsPerPage) hits.resize(kHitsPerPage);
  Stories stories;
  std::unordered_set<std::uint64_t> seen;
  for (const store::SearchHit& hit : hits) {
    if (!seen.insert(hit.story.value).second) continue;
    DATELINE_TRY(auto story, context.reader.story(hit.story));
    if (story) stories.push_back(std::move(story));
  }
  Html out;
  if (stories.empty()) {
    out.add(
        "<p class=\"empty\">{} “{}”. All words must stand in one report: try fewer of them. An id or an address is "
        "found "
        "only as a whole.</p>\n",
        page > 1 ? "No more reports have" : "No report has", words);
  } else {
    // Reports are what is counted, since a story may come again with an older report on the next page.
    const int last = offset + static_cast<int>(hits.size());
    out.add("<p class=\"note\">{} “{}”: {}, the newest first.{}</p>\n{}",
            page == 1 && !more ? count_of(hits.size(), "report has", "reports have")
                               : "Reports " + std::to_string(offset + 1) + " to " + std::to_string(last) + " that have",
            words, count_of(stories.size(), "story", "stories"), more ? " There are older ones." : "",
            table_of(stories, front, context.clock.now()));
  }
  const auto other = [&](int number) {
    return desk_paths::stories().with("q", words).with("page", std::to_string(number));
  };
  if (page > 1 || more) {
    out.add("<p class=\"pager\">");
    if (page > 1) out.add(R"(<a rel="prev" href="{}">Newer</a> )", other(page - 1));
    if (more) out.add(R"(<a rel="next" href="{}">Older</a>)", other(page + 1));
    out.add("</p>\n");
  }
  return out;
}

Result<Html> newest(const Context& context, const story::FrontPage& front) {
  if (front.latest.empty()) {
    return html(
        "<p class=\"empty\">The stories will stand here, the newest report first, as soon as the wires bring one. Add "
        "a "
        "wire with <code>dateline sources add</code>, or bring files in with <code>dateline import</code>.</p>\n");
  }
  DATELINE_TRY(const store::Counts counts, context.reader.counts());
  Html out = table_of(front.latest, front, context.clock.now());
  if (counts.stories > static_cast<std::int64_t>(front.latest.size())) {
    out.add("<p class=\"note\">The newest {} of {} stories. The older ones are found by a word of theirs.</p>\n",
            front.latest.size(), counts.stories);
  } else {
    out.add("<p class=\"note\">These are all: {}.</p>\n", count_of(front.latest.size(), "story", "stories"));
  }
  return out;
}

}  // namespace

Result<net::Response> desk_stories(const Context& context, const Visit& visit, const Editor& editor) {
  const net::Form query = visit.query();
  const std::string words = text::shorten(text::collapse(query.get("q")), 500);  // As the readers' search.
  DATELINE_TRY(const auto named, story_named(context, words));
  if (named) return go_to(desk_paths::story(*named));

  const auto front = context.newsroom.front_page();
  DATELINE_TRY(const Html list,
               words.empty() ? newest(context, *front) : found(context, *front, words, page_number(query.get("page"))));
  const Html main = html(R"(<h1>Stories</h1>
<form class="search-form desk-search" action="/desk/stories" role="search"><label for="q">Words of a report, or an id or address of a story or report</label>
<div class="search-row"><input type="search" id="q" name="q" value="{}" aria-keyshortcuts="/"><button type="submit">Search</button></div></form>
{}{})",
                         words, list,
                         key_line({{"j", "next story"},
                                   {"k", "previous story"},
                                   {"Enter", "open it"},
                                   {"/", "search"},
                                   {"?", "show or hide these keys"}}));
  return unkept_page(200, desk_framed(context, &editor, "Stories", main));
}

}  // namespace dateline::site
