#pragma once

#include "desk/post.h"
#include "site/context.h"
#include "site/html.h"

namespace dateline::site {

/// A draft beside the sources that it names: the reports that its text links to, ours by their page, others by their
/// own address. Of each, the facts that the draft has otherwise, and the sentences where. Empty for a draft that links
/// to no report; a link that leads to nothing that is kept here is named.
Result<Html> draft_check(const Context& context, const desk::Post& post);

}  // namespace dateline::site
