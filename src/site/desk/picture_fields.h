#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "desk/picture.h"
#include "desk/post.h"
#include "desk/problem.h"
#include "net/http_server.h"
#include "site/context.h"
#include "site/html.h"

namespace dateline::site {

/// The pictures that an article's form offers: the newest, and the one that leads the article already.
Result<std::vector<desk::Picture>> picture_choices(const Context& context, const std::optional<desk::PictureUse>& now);

/// The part of the form that chooses among them: fields `picture`, `picture_alt`, `picture_caption`, `picture_credit`.
Html picture_fields(const Catalogue& texts, const std::vector<desk::Picture>& choices,
                    const std::optional<desk::PictureUse>& now, const std::vector<desk::Problem>& problems);

/// What was chosen and typed there. Where another picture than `before` is chosen, words that are empty or still those
/// of the picture before become the new one's own. A picture that is not among the choices is none.
std::optional<desk::PictureUse> typed_picture(const std::vector<desk::Picture>& choices, const net::Form& form,
                                              const std::optional<desk::PictureUse>& before);

}  // namespace dateline::site
