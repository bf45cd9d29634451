#include "site/answer.h"
#include "site/context.h"
#include "site/frame.h"
#include "site/pages/pages.h"

namespace dateline::site {

net::Response error_page(const Context& context, int status, std::string_view headline, std::string_view text) {
  const Html main = html(R"(<section class="empty">
<h1>{}</h1>
<p>{}</p>
<p><a href="/">Front page</a> · <a href="/search">Search</a></p>
</section>
)",
                         headline, text);
  return unkept_page(status, framed(context, *context.newsroom.front_page(), {.title = std::string(headline)}, main));
}

}  // namespace dateline::site
