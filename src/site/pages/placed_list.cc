#include "site/pages/placed_list.h"

#include <algorithm>
#include <map>

#include "site/paths.h"
#include "site/story_line.h"
#include "site/times.h"

namespace dateline::site {

Html placed_list(const Context& context, const std::vector<store::PlacedArticle>& reports, Shown shown,
                 int heading_level) {
  const Catalogue& texts = context.texts;
  const Instant now = context.clock.now();
  std::map<story::StoryId, std::int64_t> left;  // Reports of each story that are still to be shown or counted.
  for (const store::PlacedArticle& placed : reports) ++left[placed.story];

  Html out;
  for (const store::PlacedArticle& placed : reports) {
    const auto of_story = left.find(placed.story);
    if (of_story == left.end()) continue;  // Counted beside the first report of its story.
    const std::int64_t others = of_story->second - 1;
    if (shown == Shown::kEachStory) left.erase(of_story);

    const article::Article& article = *placed.article;
    out.add(R"(<article class="story rank-plain" data-article="{}">
)",
            article.id.str());
    const Html link = html(R"(<a href="{}" lang="{}" dir="auto">{}</a>)", article_path(article.id), article.language,
                           article.headline);
    if (heading_level == 2)
      out.add("<h2 class=\"headline\">{}</h2>\n", link);
    else
      out.add("<h3 class=\"headline\">{}</h3>\n", link);
    if (const std::string lede = shown_lede(article); !lede.empty()) {
      out.add(R"(<p class="standfirst" lang="{}" dir="auto">{}</p>
)",
              article.language, lede);
    }
    out.add(
        R"(<ul class="facts"><li class="fact-outlets">{}</li><li class="fact-time">{}</li><li><a href="{}">{}</a></li></ul>
</article>
)",
        article.outlet.name, short_time_tag(texts.locale(), article.reported_at(), now), story_path(placed.story),
        shown == Shown::kEachStory && others > 0 ? texts.count("list.more_reports", others) : texts.say("list.story"));
  }
  return html("<div class=\"story-list\">\n{}</div>\n", out);
}

Html pager(const Context& context, const Href& page, const std::string& newer, const std::string& older) {
  if (newer.empty() && older.empty()) return {};
  Html links;
  if (!newer.empty())
    links.add(R"(<a rel="prev" href="{}">{}</a> )", page.with("page", newer), context.texts.say("pager.newer"));
  if (!older.empty())
    links.add(R"(<a rel="next" href="{}">{}</a>)", page.with("page", older), context.texts.say("pager.older"));
  return html(R"(<nav class="pager" aria-label="{}">{}</nav>
)",
              context.texts.say("pager.name"), links);
}

store::Page page_of(const Visit& visit, int limit) {
  return {.cursor = std::string(visit.query().get("page")), .limit = limit};
}

}  // namespace dateline::site
