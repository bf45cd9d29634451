#include "site/desk/desk_frame.h"

#include <algorithm>

#include "base/log.h"
#include "site/answer.h"
#include "site/assets.h"
#include "site/paths.h"
#include "site/words.h"

namespace dateline::site {

Html csrf_field(const Editor& editor) {
  return html(R"(<input type="hidden" name="csrf" value="{}">)", editor.csrf);
}

Html desk_framed(const Context& context, const Editor* editor, std::string_view title, const Html& main) {
  Html bar, theme;
  if (const auto sheet = context.house.style_sheet()) theme = html("<link rel=\"stylesheet\" href=\"{}\">\n", *sheet);
  if (editor) {
    const auto link = [&](const Href& to, std::string_view name) {
      return html(R"(<li><a href="{}" {}>{}</a></li>
)",
                  to, Flag::current_page(name == title), name);
    };
    bar.add(R"(<nav class="desk-nav" aria-label="Desk"><ul>
{}{}{}{}{}{}</ul></nav>
<form class="desk-out" action="/desk/sign-out" method="post">{}<span>{}</span> <button type="submit" class="quiet">Sign out</button></form>
)",
            link(desk_paths::overview(), "Overview"), link(desk_paths::posts(), "Articles"),
            link(desk_paths::replies(desk::ReplyState::kHeld), "Replies"), link(desk_paths::stories(), "Stories"),
            link(desk_paths::bar(), "Bar"), link(Href::path({"desk", "audit"}), "Audit log"), csrf_field(*editor),
            editor->name);
  }
  return html(R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{} – {} desk</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{}">
<link rel="stylesheet" href="{}">
<link rel="stylesheet" href="{}">
{}<script src="{}" defer></script>
</head>
<body class="desk">
<a class="skip" href="#main">Skip to the page</a>
<header class="desk-head">
<p class="desk-name"><a href="/">{}</a> <a href="/desk">Desk</a></p>
{}</header>
<main id="main">
{}</main>
</body>
</html>
)",
              title, context.config.name, asset_path("site.css"), asset_path("forms.css"), asset_path("desk.css"),
              theme, asset_path("desk.js"), context.config.name, bar, main);
}

Html key_line(std::initializer_list<std::pair<std::string_view, std::string_view>> keys) {
  Html lines;
  for (const auto& [key, does] : keys) lines.add("<div><dt><kbd>{}</kbd></dt> <dd>{}</dd></div>\n", key, does);
  return html(R"(<details class="keys" hidden><summary aria-keyshortcuts="?">Keys</summary>
<dl>
{}</dl>
<p><label><input type="checkbox" class="keys-on" checked> Single keys work; without the check mark, none of these does anything on this browser</label></p>
</details>
)",
              lines);
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
  switch (error.code) {
    case Code::kInvalid:
      return desk_message(context, &editor, 422, "This cannot be done", sentence(error.message));
    case Code::kNotFound:
      return desk_message(context, &editor, 404, "This is not here", sentence(error.message));
    case Code::kConflict:
      return desk_message(context, &editor, 409, "Somebody was quicker",
                          sentence(error.message) + " Open the page again to see how it stands.");
    case Code::kDenied:
      return desk_message(context, &editor, 403, "This is not allowed", sentence(error.message));
    case Code::kLimit:
    case Code::kUnavailable:
      return desk_message(context, &editor, 503, "Not now", sentence(error.message) + " Please try again in a minute.");
    case Code::kInternal:
      break;
  }
  log::error("desk", error.message);
  return desk_message(context, &editor, 500, "This did not work",
                      "The fault is ours, and it is in the log: " + sentence(error.message));
}

Html problem_summary(const std::vector<desk::Problem>& problems, std::string_view lead) {
  if (problems.empty()) return {};
  Html lines;
  for (const desk::Problem& problem : problems) {
    if (problem.field.empty())
      lines.add("<li>{}</li>\n", problem.message);
    else
      lines.add(R"(<li><a href="{}">{}</a></li>
)",
                Href::here(problem.field), problem.message);
  }
  return html(R"(<div class="form-errors" role="alert" tabindex="-1" autofocus>
<p>{}</p>
<ul>
{}</ul>
</div>
)",
              lead, lines);
}

Html problem_beside(const std::vector<desk::Problem>& problems, std::string_view field) {
  const auto found = std::ranges::find(problems, field, &desk::Problem::field);
  if (found == problems.end()) return {};
  return html(R"(<p class="field-error" id="{}-error">{}</p>
)",
              field, found->message);
}

}  // namespace dateline::site
