#include <algorithm>
#include <span>

#include "site/answer.h"
#include "site/context.h"
#include "site/frame.h"
#include "site/pages/latest_list.h"
#include "site/pages/pages.h"

namespace dateline::site {
namespace {

constexpr std::size_t kLatest = 6;  // Enough to go on with, not another front page.

}  // namespace

net::Response error_page(const Context& context, int status, std::string_view headline, std::string_view text) {
  const Catalogue& texts = context.texts;
  const auto front = context.newsroom.front_page();
  Html main = html(R"(<section class="empty">
<h1>{}</h1>
<p>{}</p>
)",
                   headline, text);
  const bool is_missing = status == 404 || status == 410;
  if (is_missing) {
    main.add(R"(<form class="search-form" action="/search">
<label for="search-words">{}</label>
<div class="search-row"><input type="search" id="search-words" name="q"><button type="submit">{}</button></div>
</form>
)",
             texts.say("error.search"), texts.say("search.button"));
  }
  main.add(R"(<p><a href="/">{}</a></p>
</section>
)",
           texts.say("nav.front"));
  if (is_missing)
    main.add(latest_list(texts, std::span(front->latest).first(std::min(kLatest, front->latest.size())),
                         context.clock.now()));
  return unkept_page(status,
                     framed(context, *front, {.title = std::string(headline), .description = std::string(text)}, main));
}

}  // namespace dateline::site
