#include <algorithm>
#include <memory>

#include "base/ids.h"
#include "base/log.h"
#include "site/answer.h"
#include "site/context.h"
#include "site/pages/own_article.h"
#include "site/pages/pages.h"
#include "site/paths.h"
#include "site/replies/reader_cookie.h"
#include "site/replies/replies.h"

namespace dateline::site {
namespace {

net::Response with_problems(const Context& context, const OwnArticle& article, const desk::ReplyForm& fields,
                            std::vector<desk::Problem> problems, int status) {
  ReplyFormView form{.fields = fields, .problems = std::move(problems)};
  const auto parent =
      std::ranges::find(article.replies, fields.parent, [](const auto& reply) { return reply.id.str(); });
  if (parent != article.replies.end()) form.parent_name = parent->name;
  auto page = own_article_page(context, article, form, false);
  if (!page) {
    log::error("site", "cannot show a reply's form again: " + page.error().message);
    return error_page(context, 500, context.texts.say("error.failed"), context.texts.say("reply.failed.text"));
  }
  net::Response response = unkept_page(status, std::move(*page));
  if (status == 429) response.headers.emplace_back("Retry-After", std::to_string(desk::kReplyInterval.count()));
  return response;
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

/// What desk::judge() refuses, by its codes; anything else is our fault.
std::string refusal(const Catalogue& texts, Code code) {
  switch (code) {
    case Code::kDenied:
      return texts.say("reply.refused.closed");
    case Code::kNotFound:
      return texts.say("reply.refused.parent");
    case Code::kInvalid:
      return texts.say("reply.refused.depth");
    case Code::kConflict:
      return texts.say("reply.refused.repeated");
    case Code::kLimit:
      return texts.say("reply.refused.quick", {{"n", texts.locale().number(desk::kReplyInterval.count())}});
    case Code::kUnavailable:
    case Code::kInternal:
      break;
  }
  return texts.say("reply.refused.failed");
}

}  // namespace

void post_reply(const ContextPtr& keep, Visit visit, net::Respond respond) {
  const Context& context = *keep;
  const Catalogue& texts = context.texts;
  desk::ReplyForm form = read_reply_form(visit.request.body);
  const auto id = article::ArticleId::parse(form.post_id);
  auto loaded = id ? load_own_article(context, *id) : Result<std::optional<OwnArticle>>();
  if (!loaded) {
    log::error("site", "cannot take a reply: " + loaded.error().message);
    return respond(error_page(context, 500, texts.say("error.failed"), texts.say("reply.failed.text")));
  }
  if (!*loaded) {
    return respond(error_page(context, 404, texts.say("reply.no_article"), texts.say("reply.no_article.text")));
  }

  auto article = std::make_shared<const OwnArticle>(std::move(**loaded));
  auto draft = desk::check_reply(form, visit.request.peer);
  if (!draft) return respond(with_problems(context, *article, form, std::move(draft.error()), 422));
  draft->once = once_of(form, draft->peer);

  // What an answer needs is loaded by now: `done` runs on the newsroom's thread and may only put it into words.
  context.newsroom.post_reply(
      std::move(*draft), [keep, &context, article, form = std::move(form),
                          respond = std::move(respond)](Result<desk::PostedReply> posted) mutable {
        if (!posted) {
          const int status = net::Response::status_of(posted.error().code);
          if (status >= 500) log::error("site", "cannot take a reply: " + posted.error().message);
          return respond(
              with_problems(context, *article, form, {{"", refusal(context.texts, posted.error().code)}}, status));
        }
        net::Response response =
            go_to(posted->preview_key.empty() ? article_path(article->post.article_id()).at("replies")
                                              : preview_path(posted->preview_key).at(reply_anchor(posted->id)));
        response.headers.emplace_back("Set-Cookie", form.remember ? remember_reader(form, context.is_https())
                                                                  : forget_reader(context.is_https()));
        respond(std::move(response));
      });
}

}  // namespace dateline::site
