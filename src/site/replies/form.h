#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/problem.h"
#include "desk/reply.h"
#include "site/catalogue.h"
#include "site/html.h"

namespace dateline::site {

/// "Leave a Reply", as it is shown: empty, filled from the reader's cookie, or with what was wrong and all text kept.
struct ReplyFormView {
  desk::ReplyForm fields;
  std::vector<desk::Problem> problems{};  ///< A problem whose field is none of the form's stands above it only.
  std::string parent_name{};              ///< Whom it answers, when `fields.parent` is set.
};
/// What the newsroom can do for who replies.
struct ReplyOffer {
  bool mail = false;   ///< Letters: a link that proves an address, and each answer.
  bool trust = false;  ///< A reader who is known may be published unread.
};
Html reply_form(const Catalogue& texts, article::ArticleId article, const ReplyFormView& view, ReplyOffer offer);
/// Where there is no form any more: what was refused, and the text of it to copy. Nothing where nothing was sent.
Html what_was_written(const Catalogue& texts, const ReplyFormView& view);

/// The fields of a posted form, under the names that WordPress gave them.
desk::ReplyForm read_reply_form(std::string_view body);

}  // namespace dateline::site
