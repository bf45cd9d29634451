#include <memory>

#include "base/ids.h"
#include "base/log.h"
#include "site/answer.h"
#include "site/context.h"
#include "site/pages/own_article.h"
#include "site/pages/pages.h"
#include "site/paths.h"
#include "site/replies/page.h"
#include "site/replies/reader_cookie.h"
#include "site/replies/replies.h"

namespace dateline::site {
namespace {

using Why = desk::ReplyRefusal::Why;

/// The article with the form as it was filled in, and what is wrong with it.
Result<net::Response> form_again(const Context& context, const desk::ReplyForm& fields,
                                 std::vector<desk::Problem> problems, int status) {
  const Catalogue& texts = context.texts;
  const auto id = article::ArticleId::parse(fields.post_id);
  std::optional<OwnArticle> article;
  if (id) {
    DATELINE_TRY(article, load_own_article(context, *id));
  }
  if (!article) return error_page(context, 404, texts.say("reply.no_article"), texts.say("reply.no_article.text"));
  ReplyFormView form{.fields = fields, .problems = std::move(problems)};
  const auto parent = desk::ReplyId::parse(fields.parent);
  DATELINE_TRY_VOID(load_replies(context, *article, {.reply = parent}));
  if (parent) form.parent_name = article->name_of(*parent);
  DATELINE_TRY(Html page, own_article_page(context, *article, form, false));
  return unkept_page(status, std::move(page));
}

/// The same text sent twice from one form (a double click) is one reply; another text from it, after the Back button,
/// is another one. A form has a key only where live.js made one; without it the reader's network stands for it.
std::string once_of(const desk::ReplyForm& form, const std::string& peer) {
  std::string all = form.once.empty() ? "from " + peer : form.once;
  for (const std::string* field : {&form.post_id, &form.parent, &form.author, &form.email, &form.comment}) {
    all += '\n' + std::to_string(field->size()) + '\n' + *field;
  }
  return content_hash(all);
}

int status_of(Why why) {
  switch (why) {
    case Why::kClosed:
      return 403;
    case Why::kNoParent:
      return 404;
    case Why::kTooDeep:
      return 422;
    case Why::kRepeated:
      return 409;
    case Why::kTooSoon:
    case Why::kFlood:
      break;
  }
  return 429;
}

desk::Problem in_words(const Catalogue& texts, const desk::ReplyRefusal& refusal) {
  switch (refusal.why) {
    case Why::kClosed:
      return {"", texts.say("reply.refused.closed")};
    case Why::kNoParent:
      return {"", texts.say("reply.refused.parent")};
    case Why::kTooDeep:
      return {"", texts.say("reply.refused.depth")};
    case Why::kRepeated:
      return {"comment", texts.say("reply.refused.repeated")};
    case Why::kTooSoon:
      return {"", texts.say("reply.refused.quick", {{"n", texts.locale().number(refusal.wait.count())}})};
    case Why::kFlood:
      break;
  }
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(refusal.wait);
  return {"", texts.count("reply.refused.flood", std::max<std::int64_t>(1, minutes.count()))};
}

net::Response taken(const Context& context, const desk::ReplyForm& form, article::ArticleId article,
                    const desk::PostedReply& posted) {
  const bool https = context.is_https();
  const Href status = status_path(posted.status_key);
  net::Response response = go_to(posted.state == desk::ReplyState::kApproved ? reply_path(article, posted.id)
                                 : posted.mailed ? status.with("mailed", "1").at(reply_anchor(posted.id))
                                                 : status.at(reply_anchor(posted.id)));
  response.headers.emplace_back("Set-Cookie", form.remember ? remember_reader(form, https) : forget_reader(https));
  response.headers.emplace_back("Set-Cookie", keep_author(posted.status_key, https));
  return response;
}

}  // namespace

void post_reply(const ContextPtr& keep, Visit visit, net::Respond respond) {
  const Context& context = *keep;
  desk::ReplyForm form = read_reply_form(visit.request.body);
  if (!context.can_mail) form.notify = false;
  const auto show_again = [keep](desk::ReplyForm fields, std::vector<desk::Problem> problems, int status,
                                 std::chrono::seconds wait, net::Respond answer) {
    answer_later(keep, std::move(answer),
                 [fields = std::move(fields), problems = std::move(problems), status,
                  wait](const Context& shown_by) mutable -> Result<net::Response> {
                   DATELINE_TRY(auto page, form_again(shown_by, fields, std::move(problems), status));
                   if (wait.count() > 0) page.headers.emplace_back("Retry-After", std::to_string(wait.count()));
                   return page;
                 });
  };

  auto draft = desk::check_reply(form, visit.request.peer);
  if (!draft) return show_again(std::move(form), std::move(draft.error()), 422, {}, std::move(respond));
  draft->once = once_of(form, draft->peer);
  draft->reader_key = visit.request.cookie(reader_key_cookie_name(context.is_https()));

  // What is taken needs no page: the article is loaded only to show what was refused.
  const article::ArticleId article = draft->article;
  context.newsroom.replies().post(
      std::move(*draft), [keep, show_again, article, form = std::move(form), respond = std::move(respond)](
                             Result<std::expected<desk::PostedReply, desk::ReplyRefusal>> posted) mutable {
        const Catalogue& texts = keep->texts;
        if (!posted) {
          log::error("site", "cannot take a reply: " + posted.error().message);
          return show_again(std::move(form), {{"", texts.say("reply.refused.failed")}},
                            net::Response::status_of(posted.error().code), {}, std::move(respond));
        }
        if (!*posted) {
          const desk::ReplyRefusal& refusal = posted->error();
          return show_again(std::move(form), {in_words(texts, refusal)}, status_of(refusal.why), refusal.wait,
                            std::move(respond));
        }
        respond(taken(*keep, form, article, **posted));
      });
}

}  // namespace dateline::site
