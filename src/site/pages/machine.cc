// Is it up?

#include "site/context.h"
#include "site/pages/pages.h"

namespace dateline::site {

Result<net::Response> health(const Context& context, const Visit&) {
  // Asks the database too: a process that cannot read answers no page.
  DATELINE_TRY(const store::Counts counts, context.reader.counts());
  auto response = net::Response::text(200, "ok " + std::to_string(counts.articles) + " articles\n");
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace dateline::site
