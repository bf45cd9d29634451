#include <algorithm>
#include <array>
#include <unordered_map>

#include "desk/reply.h"
#include "markup/sanitizer.h"
#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/paths.h"
#include "site/times.h"
#include "site/words.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

using desk::ReplyState;

constexpr int kMostReplies = 100;
constexpr std::size_t kMaxReason = 500;

struct Queue {
  ReplyState state;
  std::string_view name, empty;
};
constexpr std::array<Queue, 4> kQueues = {{
    {ReplyState::kHeld, "Waiting",
     "No reply is waiting. New ones will stand here, the oldest first, with the rule that held them."},
    {ReplyState::kApproved, "Approved", "No reply has been approved yet."},
    {ReplyState::kRejected, "Rejected", "No reply has been rejected."},
    {ReplyState::kSpam, "Spam", "Nothing is in the spam."},
}};

Html decision_form(const Editor& editor, const desk::Reply& reply) {
  Html buttons;
  const auto button = [&](ReplyState state, std::string_view words, std::string_view style) {
    if (state == reply.state) return;
    buttons.add(R"(<button type="submit" name="state" value="{}" class="{}">{}</button>
)",
                desk::to_string(state), style, words);
  };
  button(ReplyState::kApproved, "Approve", "strong");
  button(ReplyState::kRejected, "Reject", "quiet");
  button(ReplyState::kSpam, "Spam", "quiet");
  if (reply.state != ReplyState::kHeld) button(ReplyState::kHeld, "Back to waiting", "quiet");
  return html(R"(<form class="decision" action="{}" method="post">
{}<input type="hidden" name="from" value="{}">
<label for="reason-{}">Reason, told to the one who wrote it</label>
<input id="reason-{}" name="reason" value="{}" maxlength="{}">
{}</form>
)",
              desk_paths::reply(reply.id), csrf_field(editor), desk::to_string(reply.state), reply.id.str(),
              reply.id.str(), reply.reason, kMaxReason, buttons);
}

Result<Html> reply_row(const Context& context, const Editor& editor, const desk::Reply& reply) {
  DATELINE_TRY(const auto article, context.reader.article(reply.article));
  Html out;
  out.add(R"(<li class="desk-reply" data-reply="{}" id="{}">
<p class="desk-reply-to">To <a href="{}">{}</a></p>
)",
          reply.id.str(), reply_anchor(reply.id), article_path(reply.article).at("replies"),
          article ? article->headline : std::string("an article that is no longer published"));
  if (reply.parent) {
    DATELINE_TRY(const auto parent, context.reader.reply(*reply.parent));
    if (parent) {
      out.add(R"(<blockquote class="desk-parent"><p><strong>{}</strong> {}</p></blockquote>
)",
              parent->name, text::shorten(text::collapse(parent->text), 280));
    }
  }
  out.add(R"(<p class="desk-reply-head"><strong>{}</strong> <span class="email">{}</span>)", reply.name,
          reply.email.for_the_desk());
  if (!reply.website.empty()) out.add(" <span class=\"website\">{}</span>", reply.website);
  out.add(R"( <span class="peer">{}</span> {}</p>
<div class="reply-text">{}</div>
)",
          reply.peer, time_tag(context.texts.locale(), reply.posted_at),
          markup::render_markdown(reply.text, {.base = std::nullopt, .reply = true}));
  if (reply.state == ReplyState::kHeld) {
    if (!reply.held_because.empty()) out.add("<p class=\"held-because\">Held: {}</p>\n", sentence(reply.held_because));
  } else if (reply.decided_at) {
    out.add("<p class=\"held-because\">{} by {}, {}{}</p>\n", sentence(std::string(desk::to_string(reply.state))),
            reply.decided_by, time_tag(context.texts.locale(), *reply.decided_at),
            reply.reason.empty() ? std::string() : ": " + reply.reason);
  }
  out.add("{}</li>\n", decision_form(editor, reply));
  return out;
}

/// What was just done, with the way back.
Result<Html> notice(const Context& context, const Editor& editor, const net::Form& query) {
  const auto id = desk::ReplyId::parse(query.get("did"));
  const auto was = desk::parse_reply_state(query.get("was"));
  if (!id || !was) return Html();
  DATELINE_TRY(const auto reply, context.reader.reply(*id));
  if (!reply) return Html();
  return html(R"(<form class="notice" action="{}" method="post">
{}<input type="hidden" name="from" value="{}"><input type="hidden" name="state" value="{}">
<span role="status">{}’s reply is {} now.</span> <button type="submit" class="quiet">Undo</button></form>
)",
              desk_paths::reply(*id), csrf_field(editor), desk::to_string(reply->state), desk::to_string(*was),
              reply->name, desk::to_string(reply->state));
}

}  // namespace

Result<net::Response> desk_replies(const Context& context, const Visit& visit, const Editor& editor) {
  const net::Form query = visit.query();
  const ReplyState state = desk::parse_reply_state(query.get("state")).value_or(ReplyState::kHeld);
  DATELINE_TRY(const auto replies, context.reader.replies(state, kMostReplies));
  DATELINE_TRY(const Html did, notice(context, editor, query));
  Html tabs;
  std::string_view empty;
  for (const Queue& queue : kQueues) {
    tabs.add(R"(<li><a href="{}" {}>{}</a></li>
)",
             desk_paths::replies(queue.state), Flag::current_page(queue.state == state), queue.name);
    if (queue.state == state) empty = queue.empty;
  }
  Html main = html(R"(<h1>Replies</h1>
<nav class="tabs" aria-label="Queues"><ul>
{}</ul></nav>
{})",
                   tabs, did);
  if (replies.empty()) {
    main.add("<p class=\"empty\">{}</p>\n", empty);
  } else {
    Html rows;
    for (const desk::Reply& reply : replies) {
      DATELINE_TRY(const Html row, reply_row(context, editor, reply));
      rows.add(row);
    }
    main.add("<ol class=\"desk-replies\">\n{}</ol>\n", rows);
  }
  return unkept_page(200, desk_framed(context, &editor, "Replies", main));
}

void desk_decide_reply(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  const auto id = desk::ReplyId::parse(visit.parts[0]);
  const net::Form form = visit.form();
  const auto state = desk::parse_reply_state(form.get("state"));
  const auto from = desk::parse_reply_state(form.get("from"));
  if (!id) return respond(desk_failure(context, editor, {Code::kNotFound, "there is no reply with this id"}));
  if (!state || !from)
    return respond(
        desk_failure(context, editor, {Code::kInvalid, "the form does not say what is to become of the reply"}));
  std::string reason = text::collapse(form.get("reason"));
  if (text::length(reason) > kMaxReason)
    return respond(desk_failure(context, editor,
                                {Code::kInvalid, "the reason is longer than 500 characters; go back and shorten it"}));
  if (*state == ReplyState::kRejected && reason.empty() && *from == ReplyState::kHeld) {
    return respond(desk_failure(
        context, editor,
        {Code::kInvalid, "a rejection needs a reason, for the one who wrote the reply; go back and give one"}));
  }
  const auto reply = context.reader.reply(*id);
  if (!reply) return respond(desk_failure(context, editor, reply.error()));
  if (!*reply) return respond(desk_failure(context, editor, {Code::kNotFound, "there is no reply with this id"}));
  if ((*reply)->state != *from) {
    return respond(desk_failure(context, editor,
                                {Code::kConflict, "this reply is " + std::string(desk::to_string((*reply)->state)) +
                                                      " by now; " + (*reply)->decided_by + " decided it"}));
  }
  context.newsroom.decide_reply(
      editor.name, *id, *state, std::move(reason),
      [keep, &context, editor, id = *id, from = *from, respond = std::move(respond)](Result<void> done) mutable {
        if (!done) return respond(desk_failure(context, editor, done.error()));
        respond(go_to(desk_paths::replies(from).with("did", id.str()).with("was", desk::to_string(from))));
      });
}

}  // namespace dateline::site
