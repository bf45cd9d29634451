// A reader says what is wrong with a reply, and is answered: no account, and an address only for who wants a letter.

#include "base/ids.h"
#include "base/log.h"
#include "desk/reply_rules.h"
#include "site/answer.h"
#include "site/context.h"
#include "site/paths.h"
#include "site/plain_words.h"
#include "site/replies/appeal_form.h"
#include "site/replies/fields.h"
#include "site/replies/page.h"
#include "site/replies/replies.h"
#include "site/replies/statement.h"
#include "site/times.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

constexpr std::size_t kShown = 400;  // Bytes of the reply: enough to see that it is the one that was meant.

/// What is reported, as everybody sees it; nullopt where nobody does.
Result<std::optional<desk::PublicReply>> reported(const Context& context, desk::ReplyId id) {
  DATELINE_TRY(auto found, context.reader.public_replies({id}));
  if (found.empty() || found.front().gone) return std::optional<desk::PublicReply>();
  return std::optional(std::move(found.front()));
}

/// Where it stands. The desk's own view of a reply is asked for nothing but that.
Result<Href> place_of(const Context& context, desk::ReplyId id) {
  DATELINE_TRY(const auto reply, context.reader.reply(id));
  return reply ? reply_path(reply->article, id) : front_path();
}

Html quoted(const Catalogue& texts, const desk::PublicReply& reply, const Href& place) {
  return html(R"(<figure class="quoted-reply">
<figcaption>{} <a href="{}">{}</a></figcaption>
<blockquote dir="auto">{}</blockquote>
</figure>
)",
              reply.name, place, time_tag(texts.locale(), reply.posted_at),
              text::shorten(plain_words(reply.text), kShown));
}

Html grounds(const Catalogue& texts, const Fields& write, const std::string& chosen) {
  Html choices;
  for (const desk::Ground ground : desk::kGrounds) {
    const std::string name(desk::to_string(ground));
    choices.add(
        R"(<p class="choice"><input type="radio" id="ground-{}" name="ground" value="{}" {}> <label for="ground-{}">{}</label></p>
)",
        name, name, Flag::checked(chosen == name), name, ground_in_words(texts, ground));
  }
  return html(R"(<fieldset class="field choices" id="ground">
<legend>{} <span class="required" aria-hidden="true">*</span></legend>
{}{}</fieldset>
)",
              texts.say("report.ground"), write.error("ground"), choices);
}

Result<net::Response> show_form(const Context& context, desk::ReplyId id, int status, const desk::ReportForm& form,
                                const std::vector<desk::Problem>& problems) {
  const Catalogue& texts = context.texts;
  DATELINE_TRY(const auto reply, reported(context, id));
  if (!reply)
    return own_page(context, 404, texts.say("report.gone"), html("<p>{}</p>\n", texts.say("report.gone.text")));
  DATELINE_TRY(const Href place, place_of(context, id));
  const Fields write(texts, problems, "report-note");
  Html out = quoted(texts, *reply, place);
  out.add(write.summary(texts.say("report.not_sent"), "report-errors", {"ground", "words", "email"}));
  out.add(R"(<form action="{}" method="post" id="reportform" novalidate>
<p class="note" id="report-note">{}</p>
{}{}{}<p class="submit"><button type="submit">{}</button></p>
</form>
)",
          report_path(id), texts.say("report.note"), grounds(texts, write, form.ground),
          write.area({.name = "words",
                      .label = texts.say("report.words"),
                      .hint = texts.say("report.words.hint"),
                      .most = desk::kMaxReportWords},
                     form.words, 5),
          context.can_mail ? write.line({.name = "email",
                                         .label = texts.say("report.email"),
                                         .type = "email",
                                         .autocomplete = "email",
                                         .hint = texts.say("report.email.hint"),
                                         .most = desk::kMaxReplyEmail},
                                        form.email)
                           : Html(),
          texts.say("report.send"));
  return own_page(context, status, texts.say("report.name"), out);
}

Html decision(const Catalogue& texts, const desk::Report& report, const std::optional<desk::Reply>& reply) {
  if (report.state == desk::Report::State::kOpen) return html("<p>{}</p>\n", texts.say("report.open"));
  const bool upheld = report.state == desk::Report::State::kUpheld;
  Html out = html(R"(<p class="report-verdict">{}</p>
)",
                  upheld ? texts.say("report.upheld") : texts.say("report.dismissed"));
  // The ground is the reply's; the moderator's words to its author are not for anybody else.
  const Statement statement{upheld && reply ? reply->ground : desk::Ground::kNone, report.answer,
                            !report.decided_by.empty(), report.decided_at};
  for (const std::string& line : statement_lines(texts, statement)) out.add("<p class=\"statement\">{}</p>\n", line);
  return out;
}

Result<net::Response> show_status(const Context& context, const std::string& key, int status, AppealView appeal) {
  const Catalogue& texts = context.texts;
  DATELINE_TRY(const auto report, context.reader.report_by_key(content_hash(key)));
  if (!report) return no_such_link(context, texts.say("report.no_status"));
  DATELINE_TRY(const auto reply, context.reader.reply(report->reply));
  DATELINE_TRY(appeal.appeal, context.reader.appeal_of(report->reply, report->id));
  appeal.may_appeal = report->state == desk::Report::State::kDismissed &&
                      may_appeal(report->decided_at, appeal.appeal, context.clock.now());
  Html out = decision(texts, *report, reply);
  if (report->state == desk::Report::State::kOpen)
    out.add("<p>{}</p>\n",
            context.can_mail && report->person ? texts.say("report.keep.mail") : texts.say("report.keep"));
  out.add(appeal_markup(texts, appeal, appeal_report_path(key)));
  out.add(R"(<h2>{}</h2>
<p>{}</p>
)",
          texts.say("report.yours"),
          texts.markup("report.yours.at", {{"time", time_tag(texts.locale(), report->at)},
                                           {"ground", html("{}", ground_in_words(texts, report->ground))}}));
  if (!report->words.empty()) out.add("<blockquote dir=\"auto\">{}</blockquote>\n", report->words);
  if (reply && reply->state == desk::ReplyState::kApproved)
    out.add("<p><a href=\"{}\">{}</a></p>\n", reply_path(reply->article, reply->id), texts.say("report.the_reply"));
  return own_page(context, status, texts.say("report.status"), out);
}

}  // namespace

Result<net::Response> report_page(const Context& context, const Visit& visit) {
  const auto id = desk::ReplyId::parse(visit.parts[0]);
  if (!id) return fail(Code::kNotFound, "not a reply's id");
  return show_form(context, *id, 200, {}, {});
}

void report_reply(const ContextPtr& keep, Visit visit, net::Respond respond) {
  const auto id = desk::ReplyId::parse(visit.parts[0]);
  const net::Form fields = visit.form();
  desk::ReportForm form{.ground = std::string(fields.get("ground")),
                        .words = std::string(fields.get("words")),
                        .email = keep->can_mail ? std::string(fields.get("email")) : ""};
  const auto again = [keep, reply = id.value_or(desk::ReplyId{})](
                         desk::ReportForm typed, int status, std::vector<desk::Problem> problems, net::Respond answer) {
    answer_later(keep, std::move(answer),
                 [reply, typed = std::move(typed), status, problems = std::move(problems)](const Context& context) {
                   return show_form(context, reply, status, typed, problems);
                 });
  };
  auto draft = desk::check_report(id.value_or(desk::ReplyId{}), form, visit.request.peer);
  if (!draft) return again(std::move(form), 422, std::move(draft.error()), std::move(respond));
  keep->newsroom.replies().report(std::move(*draft), [keep, again, form = std::move(form),
                                                      respond = std::move(respond)](Result<std::string> key) mutable {
    if (key) return respond(go_to(report_status_path(*key)));
    const Catalogue& texts = keep->texts;
    const int status = net::Response::status_of(key.error().code);
    if (status >= 500) log::error("site", "cannot take a report: " + key.error().message);
    if (key.error().code != Code::kLimit)
      return again(std::move(form), status, {{"", texts.say("reply.refused.failed")}}, std::move(respond));
    // The words stay; the answer says when to send them again.
    again(std::move(form), status, {{"", texts.say("report.too_many")}},
          [respond = std::move(respond)](net::Response page) mutable {
            page.headers.emplace_back("Retry-After", std::to_string(std::chrono::seconds(desk::kFloodWindow).count()));
            respond(std::move(page));
          });
  });
}

Result<net::Response> report_status_page(const Context& context, const Visit& visit) {
  return show_status(context, visit.parts[0], 200, {});
}

void appeal_report(const ContextPtr& keep, Visit visit, net::Respond respond) {
  const std::string key = visit.parts[0];
  std::string typed(visit.form().get("words"));
  const auto again = [keep, key](int status, std::string words, std::vector<desk::Problem> problems,
                                 net::Respond answer) {
    answer_later(keep, std::move(answer),
                 [key, status, words = std::move(words), problems = std::move(problems)](const Context& context) {
                   return show_status(context, key, status, {.words = words, .problems = problems});
                 });
  };
  auto words = check_appeal_words(typed);
  if (!words) return again(422, std::move(typed), std::move(words.error()), std::move(respond));
  keep->newsroom.replies().appeal(key, std::move(*words),
                                  [keep, key, again, typed = std::move(typed),
                                   respond = std::move(respond)](Result<desk::AppealId> appeal) mutable {
                                    if (appeal) return respond(go_to(report_status_path(key)));
                                    again(net::Response::status_of(appeal.error().code), std::move(typed),
                                          {appeal_refused(keep->texts, appeal.error())}, std::move(respond));
                                  });
}

}  // namespace dateline::site
