// The breaking bar for other sites: a page of its own for a frame, without cookies or anything that says who reads it.

#include <algorithm>

#include "site/answer.h"
#include "site/assets.h"
#include "site/bar.h"
#include "site/context.h"
#include "site/pages/pages.h"
#include "site/paths.h"

namespace dateline::site {
namespace {

// As for all pages (answer.cc), but any site may frame it, and nothing is sent from it.
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors *";

Html page(const Context& context, const Catalogue& texts, std::string_view theme) {
  const auto front = context.newsroom.front_page();
  Html own_colours;
  if (const auto sheet = context.house.embed_style_sheet())
    own_colours.add("<link rel=\"stylesheet\" href=\"{}\">\n", *sheet);
  const std::string title = texts.say("embed.title", {{"paper", context.config.name}});
  // target: a link that opens inside the frame would be a page in a slit.
  return html(R"(<!doctype html>
<html lang="{}" dir="{}" class="embed embed-{}" data-last="{}" data-clock-ahead="{}" data-words="{}">
<head>
<meta charset="utf-8">
<title>{}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="{}">
<meta name="robots" content="noindex">
<meta name="description" content="{}">
<base target="_blank">
<link rel="stylesheet" href="{}">
{}<script type="module" src="{}"></script>
</head>
<body>
{}<main>
<p class="embed-quiet">{}</p>
<h1 class="embed-name"><a href="{}">{}</a></h1>
</main>
</body>
</html>
)",
              texts.locale().language(), texts.locale().is_right_to_left() ? "rtl" : "ltr", theme,
              context.bar->last_id(front->edition), context.clock_ahead.count(), texts.json("script"), title,
              theme == "auto" ? std::string_view("light dark") : theme, title, asset_path("embed.css"), own_colours,
              asset_path("live.js"), bar_markup(texts, *front, context.clock.now()), texts.say("embed.quiet"),
              front_path(), context.config.name);
}

}  // namespace

Result<net::Response> embed_bar(const Context& context, const Visit& visit) {
  const net::Form query = visit.query();
  std::string_view theme = query.get("theme");
  if (theme != "light" && theme != "dark") theme = "auto";
  const std::string_view language = query.get("lang");
  net::Response response;
  if (std::ranges::count(Catalogue::languages(), language) > 0) {
    DATELINE_TRY(const Catalogue texts, Catalogue::of(language, context.config.time_zone));
    response = public_page(page(context, texts, theme));
  } else {
    response = public_page(page(context, context.texts, theme));
  }
  response.headers.emplace_back("Content-Security-Policy", kPolicy);
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
  return response;
}

}  // namespace dateline::site
