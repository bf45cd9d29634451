#include <algorithm>

#include "site/answer.h"
#include "site/assets.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/desk/reply_page.h"
#include "site/desk/reply_tabs.h"
#include "site/paths.h"
#include "site/times.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

using desk::ReplyState;

constexpr int kAnswersShown = 50;
constexpr int kHistoryShown = 20;

/// A reply of the thread around the one that is read.
Html around(const Catalogue& texts, const desk::Reply& reply, std::string_view kind, Instant now) {
  if (reply.state == ReplyState::kErased)
    return html("<li class=\"around {}\"><p class=\"soft\">{}</p></li>\n", kind, texts.say("desk.reply.erased"));
  return html(R"(<li class="around {}"><p class="desk-reply-head"><a href="{}" dir="auto">{}</a> {} {}</p>
{}</li>
)",
              kind, desk_paths::reply(reply.id), reply.name, short_time_tag(texts.locale(), reply.posted_at, now),
              reply_state_mark(texts, reply.state), reply_words(reply));
}

/// What it answers, the topmost first.
Result<std::vector<desk::Reply>> parents_of(const Context& context, const desk::Reply& reply) {
  std::vector<desk::Reply> parents;
  std::optional<desk::ReplyId> above = reply.parent;
  while (above && parents.size() < desk::kMaxReplyDepth) {
    DATELINE_TRY(auto parent, context.reader.reply(*above));
    if (!parent) break;
    above = parent->parent;
    parents.insert(parents.begin(), std::move(*parent));
  }
  return parents;
}

/// All that is known to have happened to it, the first first.
Result<Html> story_of(const Context& context, const desk::Reply& reply) {
  const Catalogue& texts = context.texts;
  const Instant now = context.clock.now();
  std::vector<std::pair<Instant, Html>> events;
  const auto add = [&](Instant at, Html what) { events.emplace_back(at, std::move(what)); };
  add(reply.posted_at,
      html("<p>{}{}</p>\n", texts.say("desk.event.posted"),
           reply.held_because.empty() ? std::string() : " " + rule_in_words(texts, reply.held_because)));
  if (reply.edited_at) add(*reply.edited_at, html("<p>{}</p>\n", texts.say("desk.event.edited")));
  if (reply.decided_at && !reply.decided_by.empty()) add(*reply.decided_at, decision_line(texts, reply, now));
  DATELINE_TRY(const auto reports, context.reader.reports_of(reply.id));
  const auto add_appeal = [&](const desk::Appeal& appeal) {
    add(appeal.at, html("<p><a href=\"{}\">{}</a> {}</p>\n", desk_paths::appeals().at("appeal-" + appeal.id.str()),
                        appeal.report ? texts.say("desk.event.appeal_reporter") : texts.say("desk.event.appeal_author"),
                        appeal.words));
    if (appeal.state == desk::Appeal::State::kOpen || !appeal.decided_at) return;
    const Html by = html("{}", appeal.decided_by), time = short_time_tag(texts.locale(), *appeal.decided_at, now);
    add(*appeal.decided_at, html("<p>{} {}</p>\n",
                                 appeal.state == desk::Appeal::State::kGranted
                                     ? texts.markup("desk.appeal.granted", {{"editor", by}, {"time", time}})
                                     : texts.markup("desk.appeal.refused", {{"editor", by}, {"time", time}}),
                                 appeal.answer));
  };
  for (const desk::Report& report : reports) {
    add(report.at, html("<p>{}</p>\n{}", texts.say("desk.event.reported"), report_line(texts, report, now)));
    DATELINE_TRY(const auto appeal, context.reader.appeal_of(reply.id, report.id));
    if (appeal) add_appeal(*appeal);
  }
  DATELINE_TRY(const auto appeal, context.reader.appeal_of(reply.id, std::nullopt));
  if (appeal) add_appeal(*appeal);
  std::ranges::stable_sort(events, {}, &std::pair<Instant, Html>::first);
  Html out;
  for (const auto& [at, what] : events)
    out.add("<li>{}<div>{}</div></li>\n", short_time_tag(texts.locale(), at, now), what);
  return html("<ol class=\"desk-events\">\n{}</ol>\n", out);
}

}  // namespace

Html note_form(const Catalogue& texts, const Editor& editor, const desk::Person& person, const Href& back) {
  return html(
      R"(<form class="desk-note-form" action="{}" method="post">
{}<input type="hidden" name="back" value="{}">
<div class="field"><label for="note">{}</label>
<textarea id="note" name="note" rows="2" maxlength="{}" aria-keyshortcuts="n" aria-describedby="note-hint">
{}</textarea>
<p class="hint" id="note-hint">{}</p></div>
<button type="submit" class="quiet">{}</button></form>
)",
      desk_paths::person(person.id), csrf_field(editor), back.str(), texts.say("desk.person.note"), kMaxNote,
      person.note,
      person.note.empty() || person.note_by.empty()
          ? texts.say("desk.person.note_hint")
          : texts.say("desk.person.note_by", {{"editor", person.note_by}}) + " " + texts.say("desk.person.note_hint"),
      texts.say("desk.person.note_save"));
}

Result<Html> person_replies(ReplyRows& rows, const Context& context, const std::vector<desk::Reply>& replies) {
  const Catalogue& texts = context.texts;
  const Instant now = context.clock.now();
  Html out;
  for (const desk::Reply& reply : replies) {
    DATELINE_TRY(const Html article, rows.article_link(reply.article));
    const std::string words = text::shorten(text::collapse(reply.text), 160);
    out.add(
        R"(<tr data-row data-reply="{}"><td>{}</td><td class="row-words" dir="auto"><a href="{}">{}</a></td><td class="cell-why-short">{}</td><td class="cell-article">{}</td><td>{}</td></tr>
)",
        reply.id.str(), reply_state_mark(texts, reply.state), desk_paths::reply(reply.id),
        words.empty() ? texts.say("desk.reply.erased") : words, reasons_in_words(texts, reply.ground, reply.reason),
        article, short_time_tag(texts.locale(), reply.posted_at, now));
  }
  return html(
      R"(<div class="wide" role="region" aria-label="{}" tabindex="0"><table class="desk-table rows-table person-replies">
<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody></table></div>
)",
      texts.say("desk.replies"), texts.say("desk.post.state"), texts.say("desk.reply.words"),
      texts.say("desk.replies.why"), texts.say("desk.entry.article"), texts.say("desk.at"), out);
}

Result<Html> reply_page(const Context& context, const Editor& editor, desk::ReplyId id, const Entered& entered,
                        const Html& did) {
  const Catalogue& texts = context.texts;
  const Instant now = context.clock.now();
  DATELINE_TRY(const auto found, context.reader.reply(id));
  if (!found) return fail(Code::kNotFound, texts.say("desk.replies.none_here"));
  const desk::Reply& reply = *found;
  ReplyRows rows(context, csrf_field(editor));
  DATELINE_TRY(const Html article, rows.article_link(reply.article));
  DATELINE_TRY(const auto parents, parents_of(context, reply));
  DATELINE_TRY(const auto answers, context.reader.answers(id, kAnswersShown));
  DATELINE_TRY(const Html events, story_of(context, reply));
  DATELINE_TRY(const auto reports, context.reader.reports_of(id));
  const bool reported = std::ranges::count(reports, desk::Report::State::kOpen, &desk::Report::state) > 0;
  const bool open = reply.state == ReplyState::kApproved && (reply.decided_by.empty() || reported);
  Choices choices = Choices::of(reply.state, open);
  choices.answer = choices.keep && reported;

  Html thread;
  for (const desk::Reply& parent : parents) thread.add(around(texts, parent, "around-above", now));
  Html acts;
  if (reply.state != ReplyState::kErased) {
    acts.add(R"(<form class="decision" action="/desk/replies" method="post">
{}<input type="hidden" name="reply" value="{}">
{}</form>
)",
             csrf_field(editor), read_mark(reply), choice_buttons(texts, choices, entered));
  }
  if (reply.state == ReplyState::kApproved) {
    acts.add(R"(<form class="decision pick" action="{}" method="post">
{}<button type="submit" name="picked" value="{}" class="quiet" aria-keyshortcuts="p">{}</button> <span class="hint">{}</span></form>
)",
             desk_paths::reply(id).under("pick"), csrf_field(editor), reply.picked ? "no" : "yes",
             reply.picked ? texts.say("desk.reply.unpick") : texts.say("desk.reply.pick"),
             texts.say("desk.reply.pick_hint"));
  }
  const Html problem = entered.problem.empty()
                           ? Html()
                           : html("<p class=\"field-error row-problem\" role=\"alert\">{}</p>\n", entered.problem);
  thread.add(R"(<li class="around around-this" data-row="this" data-reply="{}" id="{}">
{}{}{}{}{}</li>
)",
             id.str(), reply_anchor(id),
             reply.state == ReplyState::kErased ? html("<p class=\"soft\">{}</p>\n", texts.say("desk.reply.erased"))
                                                : reply_head(texts, reply, now),
             reply_words(reply), html("<p>{}</p>\n", reply_state_mark(texts, reply.state)), problem, acts);
  for (const desk::Reply& answer : answers) thread.add(around(texts, answer, "around-below", now));

  Html main = html(R"(<p class="crumb"><a href="{}" aria-keyshortcuts="q">{}</a></p>
<h1>{}</h1>
<p class="desk-state">{}</p>
{}<div class="desk-examine"><div>
<ol class="desk-around">
{}</ol>
<h2>{}</h2>
{}</div>
)",
                   desk_paths::replies(store::ReplyQueue::kHeld), texts.say("desk.replies"),
                   texts.say("desk.reply.title", {{"name", reply.name}}),
                   texts.markup("desk.replies.to", {{"article", article}}), did, thread, texts.say("desk.reply.events"),
                   events);
  DATELINE_TRY(const auto person, context.reader.person(reply.person));
  if (person) {
    DATELINE_TRY(const auto history, context.reader.replies_of(reply.person, {"", kHistoryShown}));
    DATELINE_TRY(const Html list, person_replies(rows, context, history.items));
    main.add(R"(<div class="desk-person"><h2>{}</h2>
<p class="desk-reply-person"><a href="{}">{}</a></p>
{}{}</div>
)",
             texts.say("desk.person.title"), desk_paths::person(reply.person), person_in_words(texts, *person, now),
             note_form(texts, editor, person->person, desk_paths::reply(id)), list);
  }
  main.add("</div>\n")
      .add(key_line(texts, {{"a", texts.say("desk.key.approve")},
                            {"r", texts.say("desk.key.reject")},
                            {"1–8", texts.say("desk.key.ground")},
                            {"s", texts.say("desk.key.spam")},
                            {"h", texts.say("desk.key.back")},
                            {"p", texts.say("desk.key.pick")},
                            {"n", texts.say("desk.key.note")},
                            {"q", texts.say("desk.key.queue")},
                            {"u z", texts.say("desk.key.undo")},
                            {"?", texts.say("desk.key.keys")}}));
  return desk_framed(context, &editor, texts.say("desk.replies"), main, "moderation.css");
}

Result<net::Response> desk_reply(const Context& context, const Visit& visit, const Editor& editor) {
  const auto id = desk::ReplyId::parse(visit.parts[0]);
  if (!id) return fail(Code::kNotFound, context.texts.say("desk.replies.none_here"));
  DATELINE_TRY(const Html did, did_notice(context, csrf_field(editor), visit.query()));
  DATELINE_TRY(Html page, reply_page(context, editor, *id, {}, did));
  return unkept_page(200, std::move(page));
}

void desk_pick_reply(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  const auto id = desk::ReplyId::parse(visit.parts[0]);
  if (!id) {
    return respond(desk_failure(context, editor, {Code::kNotFound, context.texts.say("desk.replies.none_here")}));
  }
  context.newsroom.replies().pick(
      editor.name, *id, visit.form().get("picked") == "yes",
      [keep, &context, editor, id = *id, respond = std::move(respond)](Result<void> done) mutable {
        if (!done) return respond(desk_failure(context, editor, done.error()));
        respond(go_to(desk_paths::reply(id)));
      });
}

}  // namespace dateline::site
