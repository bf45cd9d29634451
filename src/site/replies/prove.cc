#include "base/ids.h"
#include "base/log.h"
#include "site/answer.h"
#include "site/context.h"
#include "site/paths.h"
#include "site/replies/page.h"
#include "site/replies/reader_cookie.h"
#include "site/replies/replies.h"

namespace dateline::site {
namespace {

/// The link of a letter that proves an address, while it works.
Result<std::optional<desk::MailedLink>> link_of(const Context& context, std::string_view key) {
  DATELINE_TRY(auto link, context.reader.mailed_link(content_hash(key), context.clock.now()));
  if (link && link->kind != desk::MailedLink::Kind::kProve) return std::optional<desk::MailedLink>();
  return link;
}

net::Response used_up(const Context& context) {
  return no_such_link(context, context.texts.count("reply.prove.used", desk::kProveLife.count()));
}

/// Whether this browser sent the person's last reply. One that did not may be a program that looks into mail.
Result<bool> is_of_author(const Context& context, const net::Request& request, const desk::MailedLink& link) {
  const std::string_view key = request.cookie(author_cookie_name(context.is_https()));
  if (key.empty()) return false;
  DATELINE_TRY(const auto own, context.reader.own_reply(content_hash(key)));
  if (!own) return false;
  DATELINE_TRY(const auto reply, context.reader.reply(own->reply.id));
  return reply && reply->person == link.person;
}

void use(const ContextPtr& keep, const std::string& key, net::Respond respond) {
  keep->newsroom.replies().prove(key, [keep, respond = std::move(respond)](Result<desk::Proven> proven) mutable {
    if (!proven) {
      return answer_later(keep, std::move(respond),
                          [error = proven.error()](const Context& context) -> Result<net::Response> {
                            if (error.code == Code::kNotFound) return used_up(context);
                            return fail(error.at("cannot prove an address"));
                          });
    }
    const bool https = keep->is_https();
    net::Response response = go_to(status_path(proven->status_key).with("proved", "1").at(reply_anchor(proven->reply)));
    response.headers.emplace_back("Set-Cookie", keep_reader_key(proven->reader_key, https));
    response.headers.emplace_back("Set-Cookie", forget_author(https));  // It has done what it was for.
    respond(std::move(response));
  });
}

}  // namespace

void open_proof(const ContextPtr& keep, Visit visit, net::Respond respond) {
  const std::string key = visit.parts[0];
  const auto link = link_of(*keep, key);
  const auto author = link && *link ? is_of_author(*keep, visit.request, **link) : Result<bool>(false);
  if (author && *author) return use(keep, key, std::move(respond));
  answer_later(keep, std::move(respond), [key, link, author](const Context& context) -> Result<net::Response> {
    DATELINE_TRY(const auto found, link);
    DATELINE_TRY([[maybe_unused]] const bool known, author);
    if (!found) return used_up(context);
    const Catalogue& texts = context.texts;
    return own_page(context, 200, texts.say("reply.prove.name"),
                    html(R"(<p>{}</p>
<form action="{}" method="post" class="prove-form">
<p class="submit"><button type="submit">{}</button></p>
</form>
)",
                         texts.say("reply.prove.text"), prove_path(key), texts.say("reply.prove.button")));
  });
}

void prove(const ContextPtr& keep, Visit visit, net::Respond respond) {
  use(keep, visit.parts[0], std::move(respond));
}

}  // namespace dateline::site
