#pragma once

#include "site/visit.h"

namespace dateline::site {

/// POST /replies: takes a reply. A wrong one comes back with its text and a 4xx status; a right one leads to its
/// preview.
void post_reply(const ContextPtr&, Visit, net::Respond);
/// GET /reply/KEY: the article as the author of a held reply sees it.
Result<net::Response> preview_page(const Context&, const Visit&);

}  // namespace dateline::site
