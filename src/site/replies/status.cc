#include <algorithm>

#include "base/ids.h"
#include "site/answer.h"
#include "site/context.h"
#include "site/pages/own_article.h"
#include "site/paths.h"
#include "site/replies/reader_cookie.h"
#include "site/replies/replies.h"

namespace dateline::site {
namespace {

std::string state_in_words(const Catalogue& texts, const store::Reader::Preview& preview) {
  if (preview.state == desk::ReplyState::kHeld) return texts.say("reply.held");
  if (preview.reason.empty()) return texts.say("reply.not_published");
  return texts.say("reply.not_published.because", {{"reason", preview.reason}});
}

}  // namespace

Result<net::Response> preview_page(const Context& context, const Visit& visit) {
  DATELINE_TRY(auto preview, context.reader.preview(content_hash(visit.parts[0])));
  if (!preview) return fail(Code::kNotFound, "no such preview");
  if (preview->state == desk::ReplyState::kApproved) {
    return go_to(article_path(preview->article).at(reply_anchor(preview->reply.id)));
  }
  DATELINE_TRY(auto article, load_own_article(context, preview->article));
  if (!article) return fail(Code::kNotFound, "the article of this reply is no longer there");

  article->own_state = state_in_words(context.texts, *preview);
  preview->reply.awaiting = true;
  article->replies.push_back(std::move(preview->reply));
  std::ranges::stable_sort(article->replies, {}, &desk::PublicReply::posted_at);

  ReplyFormView form;
  fill_from_cookie(visit.request, form.fields, context.is_https());
  form.fields.once = random_key();
  DATELINE_TRY(Html page, own_article_page(context, *article, form, false));
  net::Response response = unkept_page(200, std::move(page));
  // The address is the key to this page, so it goes nowhere with a link.
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  return response;
}

}  // namespace dateline::site
