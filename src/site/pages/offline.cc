// What a reader without a network sees: the service worker (assets/sw.js) keeps this page and shows it instead of a
// page that cannot be reached.

#include "site/answer.h"
#include "site/assets.h"
#include "site/context.h"
#include "site/frame.h"
#include "site/pages/pages.h"
#include "site/paths.h"

namespace dateline::site {

Result<net::Response> offline_page(const Context& context, const Visit&) {
  const Catalogue& texts = context.texts;
  const Html main = html(R"(<section class="empty">
<h1>{}</h1>
<p>{}</p>
<p><a href="/">{}</a></p>
</section>
)",
                         texts.say("offline.name"), texts.say("offline.text"), texts.say("nav.front"));
  // Without the news of the moment it was kept at: an old bar would look like a new one.
  return public_page(framed(context, story::FrontPage{},
                            {.title = texts.say("offline.name"), .description = texts.say("offline.text")}, main));
}

Result<net::Response> service_worker(const Context& context, const Visit&) {
  const auto sheet = context.house.style_sheet();
  // Browsers look whether these bytes changed, and then keep the offline page anew, with its present styles.
  net::Response response =
      public_answer("text/javascript; charset=utf-8", "const edition = '" + asset_path("sw.js").str() +
                                                          (sheet ? sheet->str() : std::string()) + "';\n" +
                                                          std::string(asset_text("sw.js")));
  return response;
}

}  // namespace dateline::site
