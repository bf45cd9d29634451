#include <algorithm>

#include "site/answer.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/desk/reply_tabs.h"
#include "site/desk/reply_view.h"
#include "site/paths.h"
#include "site/times.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

using State = desk::Appeal::State;

constexpr int kAppealsPerPage = 20;
constexpr std::size_t kMaxAnswer = desk::kMaxReportWords;

/// What could not be decided, with what was typed.
struct Unanswered {
  std::optional<desk::AppealId> appeal{};
  std::string problem{}, answer{};
};

Result<Html> appeal_row(const Context& context, const Editor& editor, ReplyRows& rows, const desk::Appeal& appeal,
                        const Unanswered& unanswered) {
  const Catalogue& texts = context.texts;
  const Instant now = context.clock.now();
  const bool failed = unanswered.appeal == appeal.id;
  DATELINE_TRY(const auto reply, context.reader.reply(appeal.reply));
  Html what, about;
  std::string decided_by;
  if (reply && reply->state != desk::ReplyState::kErased) {
    DATELINE_TRY(const Html article, rows.article_link(reply->article));
    what.add(reply_head(texts, *reply, now)).add(reply_words(*reply));
    about.add(decision_line(texts, *reply, now));
    decided_by = reply->decided_by;
    about.add("<p class=\"desk-reply-to\">{}</p>\n", texts.markup("desk.replies.to", {{"article", article}}));
  } else {
    what.add("<p class=\"soft\">{}</p>\n", texts.say("desk.replies.gone"));
  }
  if (appeal.report) {
    DATELINE_TRY(const auto reports, context.reader.reports_of(appeal.reply));
    for (const desk::Report& report : reports) {
      if (report.id != *appeal.report) continue;
      about.add(report_line(texts, report, now));
      decided_by = report.decided_by;
    }
  }
  Html act;
  if (appeal.state == State::kOpen) {
    if (decided_by == editor.name) act.add("<p class=\"own-decision\">{}</p>\n", texts.say("desk.appeal.own"));
    if (failed) act.add("<p class=\"field-error row-problem\" role=\"alert\">{}</p>\n", unanswered.problem);
    const std::string field = "answer-" + appeal.id.str();
    act.add(R"(<form class="decision appeal-form" action="{}" method="post">
{}<div class="field"><label for="{}">{}</label>
<textarea id="{}" name="answer" rows="2" maxlength="{}" aria-keyshortcuts="w" {}>
{}</textarea></div>
<button type="submit" name="do" value="grant" class="strong" aria-keyshortcuts="g">{}</button>
<button type="submit" name="do" value="refuse" class="quiet" aria-keyshortcuts="r">{}</button></form>
)",
            desk_paths::appeal(appeal.id), csrf_field(editor), field, texts.say("desk.appeal.answer"), field,
            kMaxAnswer, Flag::invalid(failed), failed ? unanswered.answer : "",
            appeal.report ? texts.say("desk.appeal.grant_reporter") : texts.say("desk.appeal.grant"),
            texts.say("desk.appeal.refuse"));
  } else if (appeal.decided_at) {
    const Html by = html("{}", appeal.decided_by), time = short_time_tag(texts.locale(), *appeal.decided_at, now);
    act.add("<p class=\"desk-decided\">{} {}</p>\n",
            appeal.state == State::kGranted ? texts.markup("desk.appeal.granted", {{"editor", by}, {"time", time}})
                                            : texts.markup("desk.appeal.refused", {{"editor", by}, {"time", time}}),
            appeal.answer);
  }
  return html(R"(<li class="desk-reply desk-appeal" data-appeal="{}" data-row id="appeal-{}">
<div class="desk-reply-main">
{}</div>
<div class="desk-reply-side">
{}</div>
<div class="appeal-words"><p><strong>{}</strong> {} <span class="soft">{}</span></p>
{}</div></li>
)",
              appeal.id.str(), appeal.id.str(), what, about,
              appeal.report ? texts.say("desk.event.appeal_reporter") : texts.say("desk.event.appeal_author"),
              appeal.words, short_time_tag(texts.locale(), appeal.at, now), act);
}

Result<Html> appeals_page(const Context& context, const Editor& editor, bool decided, const std::string& cursor,
                          const std::string& did, const Unanswered& unanswered) {
  const Catalogue& texts = context.texts;
  DATELINE_TRY(const auto counts, context.reader.queue_counts());
  ReplyRows rows(context, Html());
  Html list;
  std::string previous, next;
  if (decided) {
    // Granted and refused are two lists of the store's; a page shows the newest of both.
    DATELINE_TRY(const auto granted, context.reader.appeals(State::kGranted, {"", kAppealsPerPage}));
    DATELINE_TRY(const auto refused, context.reader.appeals(State::kRefused, {"", kAppealsPerPage}));
    std::vector<desk::Appeal> both = granted.items;
    both.insert(both.end(), refused.items.begin(), refused.items.end());
    std::ranges::stable_sort(both, std::greater(), &desk::Appeal::decided_at);
    for (const desk::Appeal& appeal : both) {
      DATELINE_TRY(const Html row, appeal_row(context, editor, rows, appeal, unanswered));
      list.add(row);
    }
  } else {
    DATELINE_TRY(const auto open, context.reader.appeals(State::kOpen, {cursor, kAppealsPerPage}));
    for (const desk::Appeal& appeal : open.items) {
      DATELINE_TRY(const Html row, appeal_row(context, editor, rows, appeal, unanswered));
      list.add(row);
    }
    previous = open.previous;
    next = open.next;
  }
  Html pages;
  if (!previous.empty())
    pages.add(R"(<a rel="prev" href="{}">{}</a> )", desk_paths::appeals().with("cursor", previous),
              texts.say("desk.replies.before"));
  if (!next.empty())
    pages.add(R"(<a rel="next" href="{}">{}</a>)", desk_paths::appeals().with("cursor", next),
              texts.say("desk.replies.after"));
  const Href all = desk_paths::appeals().with("state", "decided");
  const Html main = html(
      R"(<h1>{}</h1>
{}<p class="subtabs"><a href="{}" {}>{}</a> <a href="{}" {}>{}</a></p>
{}{}{}{}{})",
      texts.say("desk.replies"), reply_tabs(texts, counts, "appeals"), desk_paths::appeals(),
      Flag::current_page(!decided), texts.say("desk.appeals.open"), all, Flag::current_page(decided),
      texts.say("desk.appeals.decided"),
      did.empty() ? Html() : html("<p class=\"notice\" role=\"status\">{}</p>\n", did),
      unanswered.problem.empty() ? Html()
                                 : html(R"(<div class="form-errors" role="alert" tabindex="-1" autofocus><p>{}</p></div>
)",
                                        unanswered.problem),
      list.empty() ? html("<p class=\"empty\">{}</p>\n",
                          decided ? texts.say("desk.appeals.none_decided") : texts.say("desk.appeals.none"))
                   : html("<ol class=\"desk-replies\">\n{}</ol>\n", list),
      pages.empty() ? Html() : html("<p class=\"pager\">{}</p>\n", pages),
      key_line(texts, {{"j", texts.say("desk.key.next_row")},
                       {"k", texts.say("desk.key.previous_row")},
                       {"w", texts.say("desk.key.words")},
                       {"g", texts.say("desk.key.grant")},
                       {"r", texts.say("desk.key.refuse")},
                       {"e", texts.say("desk.key.examine")},
                       {"?", texts.say("desk.key.keys")}}));
  return desk_framed(context, &editor, texts.say("desk.replies"), main, "moderation.css");
}

}  // namespace

Result<net::Response> desk_appeals(const Context& context, const Visit& visit, const Editor& editor) {
  const net::Form query = visit.query();
  std::string did;
  if (const auto id = desk::AppealId::parse(query.get("did"))) {
    DATELINE_TRY(const auto appeal, context.reader.appeal(*id));
    if (appeal && appeal->state == State::kGranted) did = context.texts.say("desk.appeal.now_granted");
    if (appeal && appeal->state == State::kRefused) did = context.texts.say("desk.appeal.now_refused");
  }
  DATELINE_TRY(Html page, appeals_page(context, editor, query.get("state") == "decided",
                                       std::string(query.get("cursor")), did, {}));
  return unkept_page(200, std::move(page));
}

void desk_decide_appeal(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  const Catalogue& texts = context.texts;
  const auto id = desk::AppealId::parse(visit.parts[0]);
  const net::Form form = visit.form();
  const std::string_view wish = form.get("do");
  const std::string answer = text::collapse(form.get("answer"));
  if (!id) return respond(desk_failure(context, editor, {Code::kNotFound, texts.say("desk.appeal.none_here")}));
  const auto refuse = [&](int status, std::string problem) {
    auto page =
        appeals_page(context, editor, false, "", "", {*id, std::move(problem), std::string(form.get("answer"))});
    respond(page ? unkept_page(status, std::move(*page)) : desk_failure(context, editor, page.error()));
  };
  if (wish != "grant" && wish != "refuse") return refuse(422, texts.say("desk.appeal.no_wish"));
  // Who is refused is owed the reasons (Regulation (EU) 2022/2065, article 20(5)).
  if (wish == "refuse" && answer.empty()) return refuse(422, texts.say("desk.appeal.no_answer"));
  if (text::length(answer) > kMaxAnswer)
    return refuse(422, texts.say("desk.replies.long_reason", {{"most", texts.locale().number(kMaxAnswer)}}));
  context.newsroom.replies().decide_appeal(
      editor.name, *id, wish == "grant", answer,
      [keep, &context, editor, id = *id, respond = std::move(respond)](Result<void> done) mutable {
        if (!done) return respond(desk_failure(context, editor, done.error()));
        respond(go_to(desk_paths::appeals().with("did", id.str())));
      });
}

}  // namespace dateline::site
