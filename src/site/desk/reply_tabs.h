#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "desk/reply.h"
#include "net/http_server.h"
#include "site/context.h"
#include "site/html.h"
#include "store/reply_store.h"

namespace dateline::site {

/// The queues with their counts, and the appeals; `here` is a queue's name, or "appeals".
Html reply_tabs(const Catalogue& texts, const store::QueueCounts& counts, std::string_view here);

/// What was just decided, with the way back to how it was; hidden where that is nothing. Without `was` it is the way
/// back that was gone. `fields`: what the form carries.
Html did_form(const Catalogue& texts, const Html& fields, const std::vector<desk::Reply>& replies,
              std::optional<desk::ReplyState> was);
/// The same of an address: `did` for each reply, `was` for how they stood, or `undone`. Empty where it says nothing.
Result<Html> did_notice(const Context& context, const Html& fields, const net::Form& query);

}  // namespace dateline::site
