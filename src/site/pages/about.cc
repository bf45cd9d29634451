// Who we are, and what we keep of readers. An operator may put a text of their own in place of ours (HouseStyle).

#include "desk/person.h"
#include "markup/sanitizer.h"
#include "site/answer.h"
#include "site/context.h"
#include "site/desk/session.h"
#include "site/frame.h"
#include "site/machines/linked_data.h"
#include "site/pages/pages.h"
#include "site/paths.h"
#include "site/replies/reader_cookie.h"
#include "text/url.h"

namespace dateline::site {
namespace {

net::Response text_page(const Context& context, const std::string& name, const Href& address, const std::string& intro,
                        const Html& text, std::optional<DataBlock> linked_data = std::nullopt) {
  const Html main = html(R"(<article class="text-page">
<h1 class="page-name">{}</h1>
{}<div class="article-text">
{}</div>
</article>
)",
                         name, intro.empty() ? Html() : html("<p class=\"page-intro\">{}</p>\n", intro), text);
  return public_page(framed(context, *context.newsroom.front_page(),
                            {.title = name,
                             .description = intro.empty() ? name : intro,
                             .address = address,
                             .machines = {.linked_data = std::move(linked_data)}},
                            main));
}

Html own_text(const Context& context, const std::string& markdown) {
  markup::Sanitizer::Options options;
  if (const auto base = text::Url::parse(context.public_url + "/")) options.base = *base;
  return html("{}", markup::render_markdown(markdown, options));
}

void part(Html& out, const std::string& name, const std::string& text) {
  out.add("<h2>{}</h2>\n<p>{}</p>\n", name, text);
}

/// Each that we ever set, under the name that a browser shows.
Html cookies(const Context& context) {
  const Catalogue& texts = context.texts;
  const bool https = context.is_https();
  Html rows;
  const auto row = [&](std::string_view name, const std::string& purpose, std::int64_t days) {
    rows.add("<tr><td><code>{}</code></td><td>{}</td><td>{}</td></tr>\n", name, purpose,
             texts.count("privacy.days", days));
  };
  row(reader_cookie_name(https), texts.say("privacy.cookie.reader"), kReaderCookieDays);
  row(author_cookie_name(https), texts.say("privacy.cookie.author"), desk::kProveLife.count());
  row(reader_key_cookie_name(https), texts.say("privacy.cookie.reader_key"), desk::kReaderKeyLife.count());
  row(session_cookie_name(context), texts.say("privacy.cookie.desk"), kSessionDays);
  return rows;
}

}  // namespace

Result<net::Response> about_page(const Context& context, const Visit&) {
  const Catalogue& texts = context.texts;
  const std::string& paper = context.config.name;
  const std::string name = texts.say("about.name", {{"paper", paper}});
  if (!context.house.about().empty())
    return text_page(context, name, about_path(), "", own_text(context, context.house.about()),
                     about_data(context, {{name, about_path()}}));
  Html text;
  part(text, texts.say("about.once"), texts.say("about.once.text", {{"paper", paper}}));
  part(text, texts.say("about.origin"), texts.say("about.origin.text"));
  part(text, texts.say("about.machine"), texts.say("about.machine.text"));
  part(text, texts.say("about.ours"), texts.say("about.ours.text"));
  text.add(R"(<h2>{}</h2>
<ul>
<li><a href="{}">{}</a></li>
<li><a href="{}">{}</a></li>
<li><a href="{}">{}</a></li>
</ul>
)",
           texts.say("about.more"), sources_path(), texts.say("sources.name"), privacy_path(),
           texts.say("privacy.name"), archive_path(), texts.say("archive.name"));
  return text_page(context, name, about_path(), context.config.tagline, text,
                   about_data(context, {{name, about_path()}}));
}

Result<net::Response> privacy_page(const Context& context, const Visit&) {
  const Catalogue& texts = context.texts;
  const std::string name = texts.say("privacy.name");
  if (!context.house.privacy().empty())
    return text_page(context, name, privacy_path(), "", own_text(context, context.house.privacy()));
  Html text;
  part(text, texts.say("privacy.reading"), texts.say("privacy.reading.text"));
  part(text, texts.say("privacy.replying"), texts.say("privacy.replying.text"));
  text.add("<p>{}</p>\n<p>{} <a href=\"{}\">{}</a>.</p>\n", texts.say("privacy.replying.report"),
           texts.count("privacy.replying.kept", desk::kPeerKept.count()), own_data_path(), texts.say("own_data.link"));
  text.add(R"(<h2>{}</h2>
<p>{}</p>
<table>
<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody>
</table>
)",
           texts.say("privacy.cookies"), texts.say("privacy.cookies.text"), texts.say("privacy.cookie"),
           texts.say("privacy.cookie.purpose"), texts.say("privacy.cookie.life"), cookies(context));
  text.add("<p>{}</p>\n", texts.say("privacy.browser"));
  part(text, texts.say("privacy.outside"), texts.say("privacy.outside.text"));
  return text_page(context, name, privacy_path(), texts.say("privacy.intro"), text);
}

}  // namespace dateline::site
