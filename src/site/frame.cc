#include "site/frame.h"

#include "base/clock.h"
#include "site/assets.h"
#include "site/bar.h"
#include "site/paths.h"
#include "site/sections.h"
#include "site/times.h"

namespace dateline::site {
namespace {

Html head(const Context& context, const Frame& frame) {
  const std::string& name = context.config.name;
  const std::string title = frame.title.empty() ? name + " – " + context.config.tagline : frame.title + " – " + name;
  Html out;
  out.add(R"(<meta charset="utf-8">
<title>{}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
)",
          title);
  if (!frame.description.empty())
    out.add(R"(<meta name="description" content="{}">
)",
            frame.description);
  out.add(machine_head(context, frame));
  out.add(R"(<link rel="icon" href="/favicon.ico" sizes="32x32">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="/apple-touch-icon.png">
<link rel="manifest" href="/manifest.webmanifest">
<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>
<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="{}">
{}<script src="{}"></script>
<script type="module" src="{}"></script>
{})",
          asset_path("source-serif-4-latin-wght-normal.woff2"), asset_path("libre-franklin-latin-wght-normal.woff2"),
          asset_path("site.css"),
          frame.has_form ? html("<link rel=\"stylesheet\" href=\"{}\">\n", asset_path("forms.css")) : Html(),
          asset_path("early.js"), asset_path("live.js"),
          frame.is_live ? html("<script type=\"module\" src=\"{}\"></script>\n", asset_path("coverage.js")) : Html());
  return out;
}

Html masthead(const Context& context, const Frame& frame) {
  const Catalogue& texts = context.texts;
  const Html name = html(R"(<a href="/">{}</a>)", context.config.name);
  const std::string& search = texts.say("search.button");
  Html out;
  out.add(R"(<header class="masthead">
<p class="masthead-date"><time datetime="{}">{}</time></p>
)",
          texts.locale().iso_day(context.clock.now()), texts.locale().date(context.clock.now()));
  if (frame.masthead_is_heading) {
    out.add(R"(<h1 class="masthead-name">{}</h1>
)",
            name);
  } else {
    out.add(R"(<p class="masthead-name">{}</p>
)",
            name);
  }
  out.add(R"(<p class="masthead-tagline">{}</p>
<form class="masthead-search" action="/search" role="search">
<input type="search" name="q" aria-label="{}" placeholder="{}"><button type="submit">{}</button>
</form>
<a class="masthead-search-link" href="/search">{}</a>
</header>
)",
          context.config.tagline, search, search, search, search);
  if (context.sample) {
    out.add(R"(<p class="sample-note">{}</p>
)",
            texts.say("frame.sample", {{"time", texts.locale().day_and_time(context.sample_since)}}));
  }
  return out;
}

Html navigation(const Catalogue& texts, const story::FrontPage& front, const Frame& frame) {
  Html out;
  out.add(R"(<nav class="sections" aria-label="{}"><ul>
<li><a href="/" {}>{}</a></li>
)",
          texts.say("nav.sections"), Flag::current_page(frame.masthead_is_heading), texts.say("nav.front"));
  for (const std::string& section : sections_in_order(front)) {
    out.add(R"(<li><a href="{}" {}>{}</a></li>
)",
            section_path(section), Flag::current_page(section == frame.section), section_name(texts, section));
  }
  out.add("</ul></nav>\n");
  return out;
}

}  // namespace

Html framed(const Context& context, const story::FrontPage& front, const Frame& frame, const Html& main) {
  const Catalogue& texts = context.texts;
  Html page;
  // For the scripts: early.js hides a bar that this reader closed before anything is painted; live.js counts ages by
  // our clock, says the texts of data-words, and asks for what broke since this page was made.
  page.add(R"(<!doctype html>
<html lang="{}" dir="{}" data-bar="{}" data-last="{}" data-clock-ahead="{}" data-words="{}">
<head>
{}</head>
<body>
<a class="skip" href="#main">{}</a>
{}{}{}<main id="main" lang="{}">
{}</main>
<footer class="footer">
<p>{}: {} <a href="/feed">{}</a> · <a href="/search">{}</a> · <a href="/desk">{}</a></p>
</footer>
</body>
</html>
)",
           texts.locale().language(), texts.locale().is_right_to_left() ? "rtl" : "ltr", bar_keys(front),
           context.bar->last_id(front.edition), context.clock_ahead.count(), context.script_words, head(context, frame),
           texts.say("nav.skip"), masthead(context, frame), navigation(texts, front, frame),
           bar_markup(texts, front, context.clock.now()),
           frame.language.empty() || frame.language == "und" ? context.config.language : frame.language, main,
           context.config.name, context.config.tagline, texts.say("footer.feed"), texts.say("search.button"),
           texts.say("footer.desk"));
  return page;
}

}  // namespace dateline::site
