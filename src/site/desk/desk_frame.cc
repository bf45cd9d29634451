#include "site/desk/desk_frame.h"

#include <algorithm>

#include "base/log.h"
#include "site/answer.h"
#include "site/assets.h"
#include "site/frame.h"
#include "site/paths.h"
#include "site/problem_text.h"
#include "site/words.h"

namespace dateline::site {

Html csrf_field(const Editor& editor) {
  return html(R"(<input type="hidden" name="csrf" value="{}">)", editor.csrf);
}

Html desk_framed(const Context& context, const Editor* editor, std::string_view title, const Html& main,
                 std::string_view sheet) {
  const Catalogue& texts = context.texts;
  const std::string titled = texts.say("desk.title", {{"page", title}, {"paper", context.config.name}});
  Html fonts, bar, theme;
  for (const Href& font : context.house.first_fonts()) {
    fonts.add(R"(<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>
)",
              font);
  }
  if (const auto own = context.house.style_sheet()) theme = html("<link rel=\"stylesheet\" href=\"{}\">\n", *own);
  if (editor) {
    const auto link = [&](const Href& to, std::string_view name) {
      return html(R"(<li><a href="{}" {}>{}</a></li>
)",
                  to, Flag::current_page(name == title), name);
    };
    bar.add(R"(<nav class="desk-nav" aria-label="{}"><ul>
{}{}{}{}{}{}{}{}{}</ul></nav>
<form class="desk-out" action="/desk/sign-out" method="post">{}<span>{}</span> <button type="submit" class="quiet">{}</button></form>
)",
            texts.say("desk.name"), link(desk_paths::overview(), texts.say("desk.overview")),
            link(desk_paths::posts(), texts.say("desk.articles")),
            link(desk_paths::pictures(), texts.say("desk.pictures.name")),
            link(desk_paths::replies(store::ReplyQueue::kHeld), texts.say("desk.replies")),
            link(desk_paths::stories(), texts.say("desk.stories")),
            link(desk_paths::dossiers(), texts.say("desk.dossiers")), link(desk_paths::bar(), texts.say("desk.bar")),
            link(desk_paths::sources(), texts.say("desk.sources")),
            link(Href::path({"desk", "audit"}), texts.say("desk.audit")), csrf_field(*editor), editor->name,
            texts.say("desk.sign_out"));
  }
  return html(R"(<!doctype html>
<html lang="{}" dir="{}">
<head>
<meta charset="utf-8">
<title>{}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="description" content="{}">
{}{}<link rel="stylesheet" href="{}">
{}<script src="{}" defer></script>
</head>
<body class="desk">
<a class="skip" href="#main">{}</a>
<header class="desk-head">
<p class="desk-name"><a href="/">{}</a> <a href="/desk">{}</a></p>
{}</header>
<main id="main">
{}</main>
</body>
</html>
)",
              texts.locale().language(), texts.locale().is_right_to_left() ? "rtl" : "ltr", titled, titled, icon_link(),
              fonts, asset_path(sheet), theme, asset_path("desk.js"), texts.say("desk.skip"), context.config.name,
              texts.say("desk.name"), bar, main);
}

Html key_line(const Catalogue& texts, std::initializer_list<std::pair<std::string_view, std::string_view>> keys) {
  Html lines;
  for (const auto& [key, does] : keys) lines.add("<div><dt><kbd>{}</kbd></dt> <dd>{}</dd></div>\n", key, does);
  return html(R"(<details class="keys" hidden><summary aria-keyshortcuts="?">{}</summary>
<dl>
{}</dl>
<p><label><input type="checkbox" class="keys-on" checked> {}</label></p>
</details>
)",
              texts.say("desk.keys"), lines, texts.say("desk.keys.on"));
}

net::Response desk_message(const Context& context, const Editor* editor, int status, std::string_view title,
                           std::string_view text) {
  return unkept_page(status, desk_framed(context, editor, title,
                                         html(R"(<h1>{}</h1>
<p class="note">{}</p>
)",
                                              title, text)));
}

net::Response desk_failure(const Context& context, const Editor& editor, const Error& error) {
  const Catalogue& texts = context.texts;
  const std::string problem = sentence(error.message);
  switch (error.code) {
    case Code::kInvalid:
      return desk_message(context, &editor, 422, texts.say("desk.failed.invalid"), problem);
    case Code::kNotFound:
      return desk_message(context, &editor, 404, texts.say("desk.failed.not_here"), problem);
    case Code::kConflict:
      return desk_message(context, &editor, 409, texts.say("desk.failed.conflict"),
                          texts.say("desk.failed.conflict.text", {{"problem", problem}}));
    case Code::kDenied:
      return desk_message(context, &editor, 403, texts.say("desk.failed.denied"), problem);
    case Code::kLimit:
    case Code::kUnavailable:
      return desk_message(context, &editor, 503, texts.say("desk.failed.busy"),
                          texts.say("desk.failed.busy.text", {{"problem", problem}}));
    case Code::kInternal:
      break;
  }
  log::error("desk", error.message);
  return desk_message(context, &editor, 500, texts.say("error.failed"),
                      texts.say("desk.failed.text", {{"problem", problem}}));
}

Html problem_summary(const Catalogue& texts, const std::vector<desk::Problem>& problems, std::string_view lead) {
  if (problems.empty()) return {};
  Html lines;
  for (const desk::Problem& problem : problems) {
    if (problem.field.empty())
      lines.add("<li>{}</li>\n", problem_text(texts, problem));
    else
      lines.add(R"(<li><a href="{}">{}</a></li>
)",
                Href::here(problem.field), problem_text(texts, problem));
  }
  return html(R"(<div class="form-errors" role="alert" tabindex="-1" autofocus>
<p>{}</p>
<ul>
{}</ul>
</div>
)",
              lead, lines);
}

Html problem_beside(const Catalogue& texts, const std::vector<desk::Problem>& problems, std::string_view field) {
  const auto found = std::ranges::find(problems, field, &desk::Problem::field);
  if (found == problems.end()) return {};
  return html(R"(<p class="field-error" id="{}-error">{}</p>
)",
              field, problem_text(texts, *found));
}

}  // namespace dateline::site
