#pragma once

#include <vector>

#include "site/desk/reply_view.h"

namespace dateline::site {

inline constexpr std::size_t kMaxNote = 2'000;  ///< Characters of the desk's note about a person.

/// One reply and everything around it. kNotFound.
Result<Html> reply_page(const Context& context, const Editor& editor, desk::ReplyId id, const Entered& entered,
                        const Html& did);

/// The desk's note about a person; saving it leads to `back`.
Html note_form(const Catalogue& texts, const Editor& editor, const desk::Person& person, const Href& back);
/// Replies of one person, a line each.
Result<Html> person_replies(ReplyRows& rows, const Context& context, const std::vector<desk::Reply>& replies);

}  // namespace dateline::site
