#include "site/answer.h"
#include "site/context.h"
#include "site/frame.h"
#include "site/machines/linked_data.h"
#include "site/pages/pages.h"
#include "site/pages/placed_list.h"
#include "site/paths.h"

namespace dateline::site {
namespace {

constexpr int kReportsPerPage = 30;

}  // namespace

Result<net::Response> tag_page(const Context& context, const Visit& visit) {
  const std::string& slug = visit.parts[0];
  DATELINE_TRY(const auto name, context.reader.tag_name(slug));
  if (!name) return fail(Code::kNotFound, "no tag '" + slug + "'");
  DATELINE_TRY(const auto reports, context.reader.articles_by_tag(slug, page_of(visit, kReportsPerPage)));

  Html main = html(R"(<p class="crumbs">{}</p>
<h1 class="page-name">{}</h1>
)",
                   context.texts.say("tag.label"), *name);
  main.add(placed_list(context, reports.items, Shown::kEachReport, 2));
  main.add(pager(context, tag_path(slug), reports.previous, reports.next));
  return public_page(
      framed(context, *context.newsroom.front_page(),
             {.title = *name,
              .description = context.texts.say("tag.description", {{"tag", *name}}),
              .address = tag_path(slug),
              .machines = {.feeds = {{*name, tag_path(slug)}},
                           .linked_data = reports_data(context, {{*name, tag_path(slug)}}, reports.items)}},
             main));
}

}  // namespace dateline::site
