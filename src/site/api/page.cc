// /api: what the API can be asked, for people, from the same table.

#include "site/api/page.h"
#include "site/answer.h"
#include "site/api/api.h"
#include "site/context.h"
#include "site/frame.h"

namespace dateline::site {
namespace {

Html parameters_of(const Operation& operation) {
  Html rows;
  for (const Parameter& parameter : operation.parameters) {
    rows.add("<dt><code>{}</code></dt><dd>{}</dd>\n", parameter.name, parameter.says);
  }
  return rows.empty() ? rows : html("<dl lang=\"en\">\n{}</dl>\n", rows);
}

Href example_of(const Operation& operation) {
  const std::string_view path = operation.example.substr(0, operation.example.find('?'));
  Href out = Href::path({"api", "v1", path.substr(1)});
  if (path.size() < operation.example.size()) {
    const net::Form query = net::Form::parse(operation.example.substr(path.size() + 1));
    for (const Parameter& parameter : operation.parameters) {
      if (query.has(parameter.name)) out = out.with(parameter.name, query.get(parameter.name));
    }
  }
  return out;
}

}  // namespace

Result<net::Response> api_page(const Context& context, const Visit&) {
  const Catalogue& texts = context.texts;
  Html main = html(R"(<h1 class="page-name">{}</h1>
<div class="article-text">
<p>{}</p>
<p>{}</p>
<p><a href="/api/v1/openapi.json">OpenAPI 3.1</a></p>
)",
                   texts.say("api.title"), texts.say("api.what"), texts.say("api.pages"));
  for (const Operation& operation : operations()) {
    main.add(R"(<h2><code>GET {}{}</code></h2>
<p lang="en">{}</p>
)",
             kApiRoot, operation.pattern, operation.says);
    main.add("{}", parameters_of(operation));
    if (!operation.example.empty()) {
      main.add(R"(<p>{} <a href="{}"><code>{}{}</code></a></p>
)",
               texts.say("api.try"), example_of(operation), kApiRoot, operation.example);
    }
  }
  main.add("</div>\n");
  return public_page(framed(
      context, *context.newsroom.front_page(),
      {.title = texts.say("api.title"), .description = texts.say("api.what"), .address = Href::path({"api"})}, main));
}

}  // namespace dateline::site
