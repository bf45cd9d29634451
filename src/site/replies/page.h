#pragma once
// Pages that are one reader's alone: what became of a reply or a report, what is kept about a person.

#include <functional>
#include <string>

#include "base/result.h"
#include "site/context.h"
#include "site/html.h"
#include "site/visit.h"

namespace dateline::site {

/// Nobody keeps it or lists it, and its address, which may be a key, goes nowhere with a link.
net::Response own_page(const Context& context, int status, const std::string& name, const Html& text);
/// The same headers for a page that is made already.
net::Response as_own_page(int status, Html page);

/// 404: a link that was used, has expired or never was, and what can be done.
net::Response no_such_link(const Context& context, const std::string& text);
/// 429. The newsroom does not say how long: `wait` is the window that it counts in.
net::Response too_many(const Context& context, const std::string& text, std::chrono::seconds wait);

/// Answers from a worker: what the newsroom answers comes back on its thread, where no page may be made. An Error
/// becomes a page, and a line in the log unless it is kNotFound.
void answer_later(const ContextPtr& context, net::Respond respond,
                  std::move_only_function<Result<net::Response>(const Context&)> make);

}  // namespace dateline::site
