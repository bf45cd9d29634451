#include <algorithm>
#include <array>
#include <charconv>
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

/// The rule in words. What is no rule of ours was kept as a sentence.
std::string held_because(const Catalogue& texts, std::string_view rule) {
  constexpr std::string_view kLinks = "links ";
  constexpr std::string_view kSpam = "spam ";
  if (rule == "every-reply") return texts.say("desk.held.every");
  if (rule.starts_with(kSpam)) return texts.say("desk.held.spam", {{"clues", rule.substr(kSpam.size())}});
  std::int64_t links = 0;
  if (rule.starts_with(kLinks)) {
    const std::string_view number = rule.substr(kLinks.size());
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), links);
    if (error == std::errc() && end == number.data() + number.size()) {
      return texts.count("desk.held.links", links, {{"from", texts.locale().number(desk::kLinksThatHold)}});
    }
  }
  return sentence(std::string(rule));
}

using desk::ReplyState;

constexpr int kMostReplies = 100;
constexpr std::size_t kMaxReason = 500;

constexpr std::array<ReplyState, 4> kQueues = {ReplyState::kHeld, ReplyState::kApproved, ReplyState::kRejected,
                                               ReplyState::kSpam};

/// The text of a state in a group of one for each: "desk.queue.held".
std::string of_state(const Catalogue& texts, std::string_view group, ReplyState state,
                     std::initializer_list<Catalogue::Value> values = {}) {
  return texts.say_name(group, desk::to_string(state), values).value_or(std::string(desk::to_string(state)));
}

Html decision_form(const Catalogue& texts, const Editor& editor, const desk::Reply& reply) {
  Html buttons;
  const auto button = [&](ReplyState state, std::string_view words, std::string_view style) {
    if (state == reply.state) return;
    buttons.add(R"(<button type="submit" name="state" value="{}" class="{}">{}</button>
)",
                desk::to_string(state), style, words);
  };
  button(ReplyState::kApproved, texts.say("desk.replies.approve"), "strong");
  button(ReplyState::kRejected, texts.say("desk.replies.reject"), "quiet");
  button(ReplyState::kSpam, texts.say("desk.replies.spam"), "quiet");
  if (reply.state != ReplyState::kHeld) button(ReplyState::kHeld, texts.say("desk.replies.back"), "quiet");
  return html(R"(<form class="decision" action="{}" method="post">
{}<input type="hidden" name="from" value="{}">
<label for="reason-{}">{}</label>
<input id="reason-{}" name="reason" value="{}" maxlength="{}">
{}</form>
)",
              desk_paths::reply(reply.id), csrf_field(editor), desk::to_string(reply.state), reply.id.str(),
              texts.say("desk.replies.reason"), reply.id.str(), reply.reason, kMaxReason, buttons);
}

Result<Html> reply_row(const Context& context, const Editor& editor, const desk::Reply& reply) {
  const Catalogue& texts = context.texts;
  DATELINE_TRY(const auto article, context.reader.article(reply.article));
  Html out;
  out.add(R"(<li class="desk-reply" data-reply="{}" id="{}">
<p class="desk-reply-to">{}</p>
)",
          reply.id.str(), reply_anchor(reply.id),
          texts.markup("desk.replies.to",
                       {{"article", html(R"(<a href="{}">{}</a>)", article_path(reply.article).at("replies"),
                                         article ? article->headline : texts.say("desk.replies.no_article"))}}));
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
    if (!reply.held_because.empty()) {
      out.add("<p class=\"held-because\">{}</p>\n",
              texts.say("desk.replies.held", {{"rule", held_because(texts, reply.held_because)}}));
    }
  } else if (reply.decided_at) {
    const Html decided =
        texts.markup("desk.replies.decided", {{"state", html("{}", of_state(texts, "desk.queue", reply.state))},
                                              {"editor", html("{}", reply.decided_by)},
                                              {"time", time_tag(texts.locale(), *reply.decided_at)}});
    out.add("<p class=\"held-because\">{}{}</p>\n", decided,
            reply.reason.empty() ? std::string() : ": " + reply.reason);
  }
  out.add("{}</li>\n", decision_form(texts, editor, reply));
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
<span role="status">{}</span> <button type="submit" class="quiet">{}</button></form>
)",
              desk_paths::reply(*id), csrf_field(editor), desk::to_string(reply->state), desk::to_string(*was),
              of_state(context.texts, "desk.reply_now", reply->state, {{"name", reply->name}}),
              context.texts.say("desk.undo"));
}

}  // namespace

Result<net::Response> desk_replies(const Context& context, const Visit& visit, const Editor& editor) {
  const net::Form query = visit.query();
  const Catalogue& texts = context.texts;
  const ReplyState state = desk::parse_reply_state(query.get("state")).value_or(ReplyState::kHeld);
  DATELINE_TRY(const auto replies, context.reader.replies(state, kMostReplies));
  DATELINE_TRY(const Html did, notice(context, editor, query));
  Html tabs;
  for (const ReplyState queue : kQueues) {
    tabs.add(R"(<li><a href="{}" {}>{}</a></li>
)",
             desk_paths::replies(queue), Flag::current_page(queue == state), of_state(texts, "desk.queue", queue));
  }
  Html main = html(R"(<h1>{}</h1>
<nav class="tabs" aria-label="{}"><ul>
{}</ul></nav>
{})",
                   texts.say("desk.replies"), texts.say("desk.replies.queues"), tabs, did);
  if (replies.empty()) {
    main.add("<p class=\"empty\">{}</p>\n", of_state(texts, "desk.queue_empty", state));
  } else {
    Html rows;
    for (const desk::Reply& reply : replies) {
      DATELINE_TRY(const Html row, reply_row(context, editor, reply));
      rows.add(row);
    }
    main.add("<ol class=\"desk-replies\">\n{}</ol>\n", rows);
  }
  return unkept_page(200, desk_framed(context, &editor, texts.say("desk.replies"), main));
}

void desk_decide_reply(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  const Catalogue& texts = context.texts;
  const auto id = desk::ReplyId::parse(visit.parts[0]);
  const net::Form form = visit.form();
  const auto state = desk::parse_reply_state(form.get("state"));
  const auto from = desk::parse_reply_state(form.get("from"));
  if (!id) return respond(desk_failure(context, editor, {Code::kNotFound, texts.say("desk.replies.none_here")}));
  if (!state || !from)
    return respond(desk_failure(context, editor, {Code::kInvalid, texts.say("desk.replies.no_wish")}));
  std::string reason = text::collapse(form.get("reason"));
  if (text::length(reason) > kMaxReason)
    return respond(desk_failure(
        context, editor,
        {Code::kInvalid, texts.say("desk.replies.long_reason", {{"most", texts.locale().number(kMaxReason)}})}));
  if (*state == ReplyState::kRejected && reason.empty() && *from == ReplyState::kHeld) {
    return respond(desk_failure(context, editor, {Code::kInvalid, texts.say("desk.replies.no_reason")}));
  }
  const auto reply = context.reader.reply(*id);
  if (!reply) return respond(desk_failure(context, editor, reply.error()));
  if (!*reply) return respond(desk_failure(context, editor, {Code::kNotFound, texts.say("desk.replies.none_here")}));
  if ((*reply)->state != *from) {
    return respond(desk_failure(
        context, editor,
        {Code::kConflict, of_state(texts, "desk.reply_since", (*reply)->state, {{"editor", (*reply)->decided_by}})}));
  }
  context.newsroom.decide_reply(
      editor.name, *id, *state, std::move(reason),
      [keep, &context, editor, id = *id, from = *from, respond = std::move(respond)](Result<void> done) mutable {
        if (!done) return respond(desk_failure(context, editor, done.error()));
        respond(go_to(desk_paths::replies(from).with("did", id.str()).with("was", desk::to_string(from))));
      });
}

}  // namespace dateline::site
