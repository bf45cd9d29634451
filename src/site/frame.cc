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
  Html fonts, theme;
  for (const Href& font : context.house.first_fonts()) {
    fonts.add(R"(<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>
)",
              font);
  }
  if (const auto sheet = context.house.style_sheet()) theme = html("<link rel=\"stylesheet\" href=\"{}\">\n", *sheet);
  out.add(R"(<link rel="icon" href="/favicon.ico" sizes="32x32">
{}<link rel="apple-touch-icon" href="/apple-touch-icon.png">
{}<link rel="stylesheet" href="{}">
{}<script src="{}" data-later="{}"></script>
)",
          icon_link(), fonts, asset_path(frame.sheet), theme, asset_path("early.js"),
          asset_path(frame.is_live ? "coverage.js" : "live.js").str());
  return out;
}

Html masthead(const Context& context, const Frame& frame) {
  const Catalogue& texts = context.texts;
  const std::string& search = texts.say("search.button");
  const Theme::Masthead& look = context.house.theme().masthead;
  Html name = html("{}", context.config.name);
  if (const auto logo = context.house.logo()) {
    name = html(R"(<img src="{}" width="{}" height="{}" alt="{}">)", *logo, look.logo_width, look.logo_height,
                context.config.name);
  }
  name = html(R"(<a href="/">{}</a>)", name);
  Html out;
  out.add(R"(<header class="{}">
<p class="masthead-date"><time datetime="{}">{}</time></p>
)",
          look.centred ? "masthead" : "masthead masthead-start", texts.locale().iso_day(context.clock.now()),
          texts.locale().date(context.clock.now()));
  if (frame.masthead_is_heading) {
    out.add(R"(<h1 class="masthead-name">{}</h1>
)",
            name);
  } else {
    out.add(R"(<p class="masthead-name">{}</p>
)",
            name);
  }
  if (look.tagline) out.add("<p class=\"masthead-tagline\">{}</p>\n", context.config.tagline);
  out.add(R"(<form class="masthead-search" action="/search" role="search" aria-label="{}">
<input type="search" name="q" aria-label="{}" placeholder="{}"><button type="submit">{}</button>
</form>
<a class="masthead-search-link" href="/search">{}</a>
</header>
)",
          search, search, search, search, search);
  if (context.sample) {
    out.add(R"(<aside class="sample-note">{}</aside>
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

Html footer(const Context& context, const story::FrontPage& front) {
  const Catalogue& texts = context.texts;
  const auto link = [](const Href& to, const std::string& words) {
    return html(R"(<li><a href="{}">{}</a></li>
)",
                to, words);
  };
  Html sections;
  for (const std::string& section : sections_in_order(front))
    sections.add(link(section_path(section), section_name(texts, section)));
  Html more;
  more.add(link(dossiers_path(), texts.say("dossiers.name")));
  more.add(link(archive_path(), texts.say("archive.name")));
  more.add(link(Href::path({"search"}), texts.say("search.button")));
  more.add(link(Href::path({"feed"}), texts.say("footer.feed")));
  Html us;
  us.add(link(about_path(), texts.say("footer.about")));
  us.add(link(sources_path(), texts.say("sources.name")));
  us.add(link(privacy_path(), texts.say("privacy.name")));
  us.add(link(desk_paths::overview(), texts.say("footer.desk")));
  Html columns;
  if (!sections.empty()) columns.add("<ul class=\"footer-sections\">\n{}</ul>\n", sections);
  columns.add("<ul>\n{}</ul>\n<ul>\n{}</ul>\n", more, us);
  return html(R"(<footer class="footer"><div class="footer-inner">
<div><p class="footer-name"><a href="/">{}</a></p>
<p class="footer-small">{}</p></div>
<nav class="footer-columns" aria-label="{}">
{}</nav>
</div></footer>
)",
              context.config.name, context.config.tagline, texts.say("footer.pages"), columns);
}

}  // namespace

Html icon_link() {
  return html(
      R"(<link rel="icon" type="image/svg+xml" href="data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%2032%2032'%3E%3Cstyle%3Epath%7Bfill:%2317191c%7D@media(prefers-color-scheme:dark)%7Bpath%7Bfill:%23e8e5df%7D%7D%3C/style%3E%3Cpath%20d='M6%204h10c7%200%2011%205%2011%2012s-4%2012-11%2012H6zm4%204v16h5c5%200%208-3%208-8s-3-8-8-8z'/%3E%3Cpath%20d='M2%2014.5h6v3H2z'/%3E%3C/svg%3E">
)");
}

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
{}</body>
</html>
)",
           texts.locale().language(), texts.locale().is_right_to_left() ? "rtl" : "ltr", bar_keys(front),
           context.bar->last_id(front.edition), context.clock_ahead.count(), context.script_words, head(context, frame),
           texts.say("nav.skip"), masthead(context, frame), navigation(texts, front, frame),
           bar_markup(texts, front, context.clock.now()),
           frame.language.empty() || frame.language == "und" ? texts.locale().language() : frame.language, main,
           footer(context, front));
  return page;
}

}  // namespace dateline::site
