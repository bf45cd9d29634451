// A reply as its author sees it, by the key that nobody else knows: in its place, with what became of it and why; its
// words may be changed while it is fresh, and a decision against it appealed.

#include "base/ids.h"
#include "base/log.h"
#include "site/answer.h"
#include "site/context.h"
#include "site/pages/own_article.h"
#include "site/paths.h"
#include "site/replies/appeal_form.h"
#include "site/replies/fields.h"
#include "site/replies/page.h"
#include "site/replies/reader_cookie.h"
#include "site/replies/replies.h"
#include "site/replies/statement.h"
#include "site/times.h"

namespace dateline::site {
namespace {

bool may_edit(const desk::OwnReply& own, Instant now) {
  return !own.decided_by_person && now < own.reply.posted_at + desk::kEditWindow;
}

/// What happens next, for the state that it is in.
Html state_note(const Catalogue& texts, const desk::OwnReply& own) {
  switch (own.state) {
    case desk::ReplyState::kApproved:
      return html(R"(<p class="reply-verdict">{} <a href="{}">{}</a></p>
)",
                  texts.say("reply.published"), reply_path(own.article, own.reply.id), texts.say("reply.in_its_place"));
    case desk::ReplyState::kRejected:
    case desk::ReplyState::kSpam:
    case desk::ReplyState::kErased: {
      Html out = html("<p class=\"reply-verdict\">{}</p>\n", texts.say("reply.not_published"));
      for (const std::string& line : statement_lines(texts, statement_of(own)))
        out.add("<p class=\"statement\">{}</p>\n", line);
      return out;
    }
    case desk::ReplyState::kHeld:
      break;
  }
  return html("<p class=\"reply-verdict\">{}</p>\n", texts.say("reply.held"));
}

/// Whether the address is proved, and what to do about it.
std::string mail_note(const Context& context, const net::Form& query, const desk::OwnReply& own) {
  const Catalogue& texts = context.texts;
  if (!context.can_mail) return texts.say("reply.no_mail");
  if (query.has("proved") && own.proven) return texts.say("reply.proved");
  if (own.proven) return {};
  return query.has("mailed") ? texts.count("reply.mailed", desk::kProveLife.count()) : texts.say("reply.unproved");
}

Html own_note(const Context& context, std::string_view key, const net::Form& query, const desk::OwnReply& own,
              const AppealView& appeal) {
  const Catalogue& texts = context.texts;
  Html out = html("<div class=\"reply-state\" role=\"status\">\n{}", state_note(texts, own));
  if (const std::string note = mail_note(context, query, own); !note.empty()) out.add("<p>{}</p>\n", note);
  if (may_edit(own, context.clock.now())) {
    out.add(
        R"(<p class="reply-edit"><a href="{}">{}</a> {}</p>
)",
        edit_reply_path(key), texts.say("reply.edit"),
        texts.markup(
            "reply.edit.until",
            {{"time", short_time_tag(texts.locale(), own.reply.posted_at + desk::kEditWindow, context.clock.now())}}));
  }
  return out.add("</div>\n").add(appeal_markup(texts, appeal, appeal_path(key)));
}

/// The page of a reply, with an appeal as it is or came back.
Result<net::Response> show_status(const Context& context, const net::Request& request, const std::string& key,
                                  int status, AppealView appeal) {
  DATELINE_TRY(const auto own, context.reader.own_reply(content_hash(key)));
  if (!own) return no_such_link(context, context.texts.say("reply.no_status"));
  DATELINE_TRY(appeal.appeal, context.reader.appeal_of(own->reply.id, std::nullopt));
  const bool refused = own->state == desk::ReplyState::kRejected || own->state == desk::ReplyState::kSpam;
  // What a rule took for spam, too: whoever appeals is read by a person.
  const Instant decided_at = own->decided_at.value_or(own->reply.posted_at);
  appeal.may_appeal = refused && may_appeal(decided_at, appeal.appeal, context.clock.now());
  Html note = own_note(context, key, net::Form::parse(request.query), *own, appeal);

  DATELINE_TRY(auto article, load_own_article(context, own->article));
  if (!article) {  // Withdrawn: what became of the reply is still its author's to know.
    return own_page(context, status, context.texts.say("reply.yours"),
                    note.add("<blockquote class=\"reply-text\">{}</blockquote>\n", own->reply.text));
  }
  DATELINE_TRY_VOID(load_replies(context, *article, {.reply = own->reply.id}, own->reply));
  article->own_note = std::move(note);
  ReplyFormView form;
  fill_from_cookie(request, form.fields, context.is_https());
  form.fields.once = random_key();
  DATELINE_TRY(Html page, own_article_page(context, *article, form, false));
  return as_own_page(status, std::move(page));
}

Result<net::Response> edit_page(const Context& context, const std::string& key, int status, const std::string& typed,
                                const std::vector<desk::Problem>& problems) {
  const Catalogue& texts = context.texts;
  const Fields write(texts, problems, "edit-note");
  return own_page(
      context, status, texts.say("reply.edit.name"),
      html(R"({}<form action="{}" method="post" id="editform" novalidate>
<p class="note" id="edit-note">{}</p>
{}<p class="submit"><button type="submit">{}</button> <a class="cancel" href="{}">{}</a></p>
</form>
)",
           write.summary(texts.say("reply.edit.not_saved"), "reply-errors", {"comment"}), edit_reply_path(key),
           texts.count("reply.edit.note", desk::kEditWindow.count()),
           write.area(
               {.name = "comment", .label = texts.say("reply.comment"), .most = desk::kMaxReplyText, .required = true},
               typed, 10),
           texts.say("reply.edit.save"), status_path(key), texts.say("reply.edit.cancel")));
}

/// The window is over: the words are not lost, but there is nothing to send any more.
net::Response too_late(const Context& context, const std::string& key, const std::string& typed) {
  const Catalogue& texts = context.texts;
  return own_page(context, 403, texts.say("reply.edit.too_late"),
                  html(R"(<p>{}</p>
<p class="field"><label for="comment">{}</label>
<textarea id="comment" rows="10" readonly>
{}</textarea></p>
<p><a href="{}">{}</a></p>
)",
                       texts.count("reply.edit.too_late.text", desk::kEditWindow.count()),
                       texts.say("reply.yours_to_copy"), typed, status_path(key), texts.say("reply.edit.back")));
}

}  // namespace

Result<net::Response> status_page(const Context& context, const Visit& visit) {
  return show_status(context, visit.request, visit.parts[0], 200, {});
}

Result<net::Response> edit_reply_page(const Context& context, const Visit& visit) {
  const std::string& key = visit.parts[0];
  DATELINE_TRY(const auto own, context.reader.own_reply(content_hash(key)));
  if (!own) return no_such_link(context, context.texts.say("reply.no_status"));
  if (!may_edit(*own, context.clock.now())) return too_late(context, key, own->reply.text);
  return edit_page(context, key, 200, own->reply.text, {});
}

void edit_reply(const ContextPtr& keep, Visit visit, net::Respond respond) {
  const std::string key = visit.parts[0];
  std::string typed(visit.form().get("comment"));
  auto text = desk::check_reply_text(typed);
  if (!text) {
    return answer_later(keep, std::move(respond),
                        [key, typed = std::move(typed), problems = std::move(text.error())](const Context& context) {
                          return edit_page(context, key, 422, typed, problems);
                        });
  }
  keep->newsroom.replies().edit(
      key, std::move(*text),
      [keep, key, typed = std::move(typed), respond = std::move(respond)](Result<desk::PostedReply> edited) mutable {
        if (edited) return respond(go_to(status_path(key).at(reply_anchor(edited->id))));
        answer_later(keep, std::move(respond),
                     [key, typed = std::move(typed),
                      error = std::move(edited.error())](const Context& context) -> Result<net::Response> {
                       if (error.code == Code::kDenied) return too_late(context, key, typed);
                       if (error.code == Code::kNotFound)
                         return no_such_link(context, context.texts.say("reply.no_status"));
                       log::error("site", "cannot change a reply: " + error.message);
                       return edit_page(context, key, 500, typed, {{"", context.texts.say("reply.refused.failed")}});
                     });
      });
}

void appeal_reply(const ContextPtr& keep, Visit visit, net::Respond respond) {
  const std::string key = visit.parts[0];
  std::string typed(visit.form().get("words"));
  const auto again = [keep, key](net::Request request, int status, std::string words,
                                 std::vector<desk::Problem> problems, net::Respond answer) {
    answer_later(keep, std::move(answer),
                 [key, request = std::move(request), status, words = std::move(words),
                  problems = std::move(problems)](const Context& context) {
                   return show_status(context, request, key, status, {.words = words, .problems = problems});
                 });
  };
  auto words = check_appeal_words(typed);
  if (!words)
    return again(std::move(visit.request), 422, std::move(typed), std::move(words.error()), std::move(respond));
  keep->newsroom.replies().appeal(key, std::move(*words),
                                  [keep, key, again, request = std::move(visit.request), typed = std::move(typed),
                                   respond = std::move(respond)](Result<desk::AppealId> appeal) mutable {
                                    if (appeal) return respond(go_to(status_path(key)));
                                    again(std::move(request), net::Response::status_of(appeal.error().code),
                                          std::move(typed), {appeal_refused(keep->texts, appeal.error())},
                                          std::move(respond));
                                  });
}

}  // namespace dateline::site
