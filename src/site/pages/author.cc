#include <algorithm>

#include "site/answer.h"
#include "site/context.h"
#include "site/frame.h"
#include "site/machines/linked_data.h"
#include "site/pages/pages.h"
#include "site/pages/placed_list.h"
#include "site/paths.h"
#include "text/slug.h"

namespace dateline::site {
namespace {

constexpr int kReportsPerPage = 30;

}  // namespace

Result<net::Response> author_page(const Context& context, const Visit& visit) {
  const std::string& slug = visit.parts[0];
  DATELINE_TRY(const auto reports, context.reader.articles_by_author(slug, page_of(visit, kReportsPerPage)));
  if (reports.items.empty()) return fail(Code::kNotFound, "no author '" + slug + "'");
  const auto& authors = reports.items.front().article->authors;
  const auto printed = std::ranges::find(authors, slug, [](const std::string& author) { return text::slug(author); });
  const std::string& name = printed == authors.end() ? slug : *printed;

  Html main = html(R"(<h1 class="page-name">{}</h1>
)",
                   name);
  main.add(placed_list(context, reports.items, Shown::kEachReport, 2));
  main.add(pager(context, author_path(slug), reports.previous, reports.next));
  return public_page(
      framed(context, *context.newsroom.front_page(),
             {.title = name,
              .description = context.texts.say("author.description", {{"author", name}}),
              .address = author_path(slug),
              .machines = {.feeds = {{name, author_path(slug)}},
                           .linked_data = author_data(context, {{name, author_path(slug)}}, reports.items)}},
             main));
}

}  // namespace dateline::site
