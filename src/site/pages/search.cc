#include <charconv>

#include "site/answer.h"
#include "site/context.h"
#include "site/frame.h"
#include "site/pages/pages.h"
#include "site/paths.h"
#include "site/times.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

constexpr int kHitsPerPage = 20;
constexpr int kMaxPage = 50;            // 1,000 hits: nobody reads on, and each page costs its offset.
constexpr std::size_t kMaxQuery = 500;  // Characters; more is no reader's question.

int page_number(std::string_view text) {
  int page = 1;
  std::from_chars(text.data(), text.data() + text.size(), page);
  return page < 1 ? 1 : page > kMaxPage ? kMaxPage : page;
}

}  // namespace

Result<net::Response> search_page(const Context& context, const Visit& visit) {
  const net::Form query = visit.query();
  const std::string words = text::shorten(text::collapse(query.get("q")), kMaxQuery);
  const int page = page_number(query.get("page"));
  const Instant now = context.clock.now();

  Html main = html(R"(<h1 class="page-name">Search</h1>
<form class="search-form" action="/search" role="search">
<label for="search-words">Words, or a “phrase” in quotation marks</label>
<div class="search-row"><input type="search" id="search-words" name="q" value="{}"><button type="submit">Search</button></div>
</form>
)",
                   words);
  if (words.empty()) {
    main.add(
        R"(<p class="empty">Every headline and text that this newsroom has read can be found here, the newest first.</p>
)");
  } else {
    // One more than is shown: it says whether there is a next page.
    DATELINE_TRY(auto hits, context.reader.search(words, kHitsPerPage + 1, (page - 1) * kHitsPerPage));
    const bool more = hits.size() > kHitsPerPage && page < kMaxPage;
    if (hits.size() > kHitsPerPage) hits.resize(kHitsPerPage);
    Html results;
    for (const store::SearchHit& hit : hits) {
      const article::Article& article = *hit.article;
      results.add(R"(<li class="search-result">
<h2 class="headline"><a href="{}" lang="{}">{}</a></h2>
)",
                  article_path(article.id), article.language, article.headline);
      // A snippet shows text, so it follows the outlet's rights like any other text.
      if (article.rights != wire::Rights::kLink && !hit.snippet.empty()) {
        results.add(R"(<p class="snippet" lang="{}">{}</p>
)",
                    article.language, hit.snippet);
      }
      results.add(R"(<ul class="facts"><li>{}</li><li>{}</li><li><a href="{}">The story</a></li></ul>
</li>
)",
                  article.outlet.name, short_time_tag(context.texts.locale(), article.reported_at(), now),
                  story_path(hit.story));
    }
    if (hits.empty()) {
      main.add(R"(<p class="empty">Nothing found for “{}”. All words must stand in one report: try fewer of them.</p>
)",
               words);
    } else {
      main.add("<ol class=\"search-results\">\n{}</ol>\n", results);
    }
    if (page > 1 || more) {
      main.add("<p class=\"pager\">");
      if (page > 1)
        main.add(R"(<a rel="prev" href="{}">Newer</a> )", search_path(words).with("page", std::to_string(page - 1)));
      if (more)
        main.add(R"(<a rel="next" href="{}">Older</a>)", search_path(words).with("page", std::to_string(page + 1)));
      main.add("</p>\n");
    }
  }
  return unkept_page(200, framed(context, *context.newsroom.front_page(),
                                 {.title = words.empty() ? "Search" : words + " – Search", .has_form = true}, main));
}

}  // namespace dateline::site
