#include "site/answer.h"
#include "site/context.h"
#include "site/frame.h"
#include "site/pages/pages.h"

namespace dateline::site {

net::Response error_page(const Context& context, int status, std::string_view headline, std::string_view text) {
  const Html main = html(R"(<section class="empty">
<h1>{}</h1>
<p>{}</p>
<p><a href="/">{}</a> · <a href="/search">{}</a></p>
</section>
)",
                         headline, text, context.texts.say("nav.front"), context.texts.say("search.button"));
  return unkept_page(status, framed(context, *context.newsroom.front_page(), {.title = std::string(headline)}, main));
}

}  // namespace dateline::site
