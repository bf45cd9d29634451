#include "site/desk/reply_view.h"

#include <charconv>
#include <vector>

#include "markup/sanitizer.h"
#include "site/desk/desk_frame.h"
#include "site/paths.h"
#include "site/times.h"
#include "site/words.h"
#include "text/utf8.h"

namespace dateline::site {

using desk::ReplyState;

std::string rule_in_words(const Catalogue& texts, std::string_view rule) {
  const auto space = rule.find(' ');
  const std::string_view name = rule.substr(0, space);
  const std::string_view of = space == std::string_view::npos ? std::string_view() : rule.substr(space + 1);
  std::int64_t n = 0;
  const bool number = !of.empty() && std::from_chars(of.data(), of.data() + of.size(), n).ptr == of.data() + of.size();
  if (rule == "every-reply") return texts.say("desk.held.every");
  if (rule == "unproven") return texts.say("desk.held.unproven");
  if (rule == "first-reply") return texts.say("desk.held.first");
  if (name == "links" && number) return texts.count("desk.held.links", n);
  if (name == "repeated" && number) return texts.count("desk.held.repeated", n);
  if (name == "word" && !of.empty()) return texts.say("desk.held.word", {{"word", of}});
  if (name == "spam" && !of.empty()) return texts.say("desk.held.spam", {{"clues", of}});
  return sentence(std::string(rule));
}

std::string ground_name(const Catalogue& texts, desk::Ground ground) {
  return texts.say_name("desk.ground", desk::to_string(ground), {}).value_or("");
}

std::string reasons_in_words(const Catalogue& texts, desk::Ground ground, std::string_view reason) {
  std::string out = ground_name(texts, ground);
  if (!out.empty() && !reason.empty()) out += ": ";
  return out.append(reason);
}

std::string of_state(const Catalogue& texts, std::string_view group, ReplyState state,
                     std::initializer_list<Catalogue::Value> values) {
  return texts.say_name(group, desk::to_string(state), values).value_or(std::string(desk::to_string(state)));
}

Html reply_state_mark(const Catalogue& texts, ReplyState state) {
  return html("<span class=\"state state-{}\">{}</span>", desk::to_string(state),
              of_state(texts, "desk.reply_state", state));
}

std::string person_in_words(const Catalogue& texts, const desk::PersonHistory& person, Instant now) {
  const int all = person.held + person.approved + person.rejected + person.spam;
  std::string out;
  if (all <= 1) {
    out = texts.say("desk.person.new");
  } else {
    std::string states;
    const auto add = [&](int n, std::string words) {
      if (n > 0) states += (states.empty() ? "" : ", ") + std::move(words);
    };
    add(person.approved, texts.count("desk.person.published", person.approved));
    add(person.held, texts.count("desk.person.held", person.held));
    add(person.rejected, texts.count("desk.person.rejected", person.rejected));
    add(person.spam, texts.count("desk.person.spam", person.spam));
    out = texts.count("desk.person.replies", all) + ": " + states;
  }
  if (!person.person.proven_at) return out + "; " + texts.say("desk.person.unproven");
  const Instant at = *person.person.proven_at;
  const bool this_year = texts.locale().calendar_day(at).year() == texts.locale().calendar_day(now).year();
  return out + "; " +
         texts.say("desk.person.proven",
                   {{"day", this_year ? texts.locale().day_of_year(at) : texts.locale().day(at)}});
}

Html decision_line(const Catalogue& texts, const desk::Reply& reply, Instant now) {
  if (!reply.decided_at || reply.decided_by.empty()) return {};
  const std::string why = reasons_in_words(texts, reply.ground, reply.reason);
  return html("<p class=\"desk-decided\">{} {}{}</p>\n", reply_state_mark(texts, reply.state),
              texts.markup("desk.replies.decided", {{"editor", html("{}", reply.decided_by)},
                                                    {"time", short_time_tag(texts.locale(), *reply.decided_at, now)}}),
              why.empty() ? std::string() : ". " + why);
}

Html report_line(const Catalogue& texts, const desk::Report& report, Instant now) {
  const std::string why = reasons_in_words(texts, report.ground, report.words);
  Html out = html("<p class=\"desk-report\"><strong>{}</strong> <span class=\"soft\">{}{}{}</span></p>\n", why,
                  short_time_tag(texts.locale(), report.at, now), report.email ? " · " : "",
                  report.email ? report.email->for_the_desk() : "");
  if (report.state == desk::Report::State::kOpen || !report.decided_at) return out;
  const std::string by = report.decided_by;
  const Html time = short_time_tag(texts.locale(), *report.decided_at, now);
  out.add("<p class=\"desk-decided\">{}{}</p>\n",
          report.state == desk::Report::State::kUpheld
              ? texts.markup("desk.report.upheld", {{"editor", html("{}", by)}, {"time", time}})
              : texts.markup("desk.report.dismissed", {{"editor", html("{}", by)}, {"time", time}}),
          report.answer.empty() ? std::string() : ". " + report.answer);
  return out;
}

Html reply_head(const Catalogue& texts, const desk::Reply& reply, Instant now) {
  Html out =
      html(R"(<p class="desk-reply-head"><a class="desk-reply-name" href="{}" aria-keyshortcuts="e" dir="auto">{}</a>)",
           desk_paths::reply(reply.id), reply.name.empty() ? texts.say("desk.reply.nameless") : reply.name);
  if (!reply.email.for_the_desk().empty()) out.add(" <span class=\"email\">{}</span>", reply.email.for_the_desk());
  if (!reply.website.empty()) out.add(" <span class=\"website\">{}</span>", reply.website);
  if (!reply.peer.empty()) out.add(" <span class=\"peer\">{}</span>", reply.peer);
  out.add(" {}", short_time_tag(texts.locale(), reply.posted_at, now));
  if (reply.edited_at) {
    out.add(" <span class=\"edited\">{}</span>",
            texts.markup("desk.reply.edited", {{"time", short_time_tag(texts.locale(), *reply.edited_at, now)}}));
  }
  if (reply.picked) out.add(" <span class=\"mark mark-picked\">{}</span>", texts.say("desk.reply.picked"));
  return out.add("</p>\n");
}

Html reply_words(const desk::Reply& reply) {
  return html("<div class=\"reply-text\" dir=\"auto\">{}</div>\n",
              markup::render_markdown(reply.text, {.base = std::nullopt, .reply = true}));
}

Choices Choices::of(ReplyState state, bool open) {
  switch (state) {
    case ReplyState::kHeld:
      return {.approve = true, .reject = true, .spam = true};
    case ReplyState::kApproved:
      return {.keep = open, .reject = true, .spam = true, .back = true};
    case ReplyState::kRejected:
      return {.approve = true, .spam = true, .back = true};
    case ReplyState::kSpam:
      return {.approve = true, .reject = true, .back = true};
    case ReplyState::kErased:
      break;
  }
  return {};
}

Html choice_buttons(const Catalogue& texts, const Choices& choices, const Entered& entered) {
  Html out;
  const auto button = [&](bool shown, ReplyState state, std::string_view style, std::string_view key,
                          std::string_view words) {
    if (!shown) return;
    out.add(R"(<button type="submit" name="state" value="{}" class="{}" aria-keyshortcuts="{}">{}</button>
)",
            desk::to_string(state), style, key, words);
  };
  button(choices.approve, ReplyState::kApproved, "strong", "a", texts.say("desk.replies.approve"));
  button(choices.keep, ReplyState::kApproved, "strong", "a", texts.say("desk.replies.keep"));
  button(choices.spam, ReplyState::kSpam, "quiet", "s", texts.say("desk.replies.spam"));
  button(choices.back, ReplyState::kHeld, "quiet", "h", texts.say("desk.replies.back"));
  if (choices.answer) {
    out.add(R"(<details class="grounds" name="grounds"><summary>{}</summary>
<div class="grounds-panel"><label>{}<textarea name="answer" rows="2" maxlength="{}"></textarea></label>
<button type="submit" name="state" value="{}">{}</button></div></details>
)",
            texts.say("desk.replies.keep_and_say"), texts.say("desk.replies.answer"), kMaxReason,
            desk::to_string(ReplyState::kApproved), texts.say("desk.replies.keep"));
  }
  if (!choices.reject) return out;
  Html grounds;
  int number = 0;
  for (const desk::Ground ground : desk::kGrounds) {
    ++number;
    grounds.add(
        R"(<li><button type="submit" name="ground" value="{}" class="quiet" aria-keyshortcuts="{}"><kbd>{}</kbd> {}</button></li>
)",
        desk::to_string(ground), std::to_string(number), number, ground_name(texts, ground));
  }
  // A <textarea>, so that Enter in the words cannot press whatever button comes first.
  return out.add(R"(<details class="grounds" name="grounds" {}><summary aria-keyshortcuts="r">{}</summary>
<div class="grounds-panel"><p class="hint">{}</p>
<ol>
{}</ol>
<label>{}<textarea name="reason" rows="2" maxlength="{}" aria-keyshortcuts="w">
{}</textarea></label></div></details>
)",
                 Flag::open(entered.grounds_open), texts.say("desk.replies.reject"),
                 texts.say("desk.replies.ground_told"), grounds, texts.say("desk.replies.reason"), kMaxReason,
                 entered.reason);
}

std::string read_mark(const desk::Reply& reply) {
  return reply.id.str() + ":" + std::to_string(reply.revision);
}

Result<Html> ReplyRows::article_link(article::ArticleId id) {
  auto known = headlines_.find(id);
  if (known == headlines_.end()) {
    DATELINE_TRY(const auto article, context_.reader.article(id));
    known = headlines_.emplace(id, article ? article->headline : context_.texts.say("desk.replies.no_article")).first;
  }
  return html(R"(<a href="{}">{}</a>)", article_path(id).at("replies"), known->second);
}

Result<Html> ReplyRows::row(const desk::Reply& reply, bool open, const Entered& entered) {
  const Catalogue& texts = context_.texts;
  const Instant now = context_.clock.now();
  DATELINE_TRY(const Html article, article_link(reply.article));
  Html parent, side;
  if (reply.parent) {
    DATELINE_TRY(const auto answered, context_.reader.reply(*reply.parent));
    if (answered && answered->state != ReplyState::kErased) {
      parent.add(R"(<blockquote class="desk-parent" dir="auto"><p><strong>{}</strong> {}</p></blockquote>
)",
                 answered->name, text::shorten(text::collapse(answered->text), 280));
    }
  }
  if (reply.state == ReplyState::kHeld && !reply.held_because.empty())
    side.add("<p class=\"held-because\">{}</p>\n", rule_in_words(texts, reply.held_because));
  side.add(decision_line(texts, reply, now));
  Choices choices = Choices::of(reply.state, open);
  if (open) {
    DATELINE_TRY(const auto reports, context_.reader.reports_of(reply.id));
    for (const desk::Report& report : reports) {
      if (report.state != desk::Report::State::kOpen) continue;
      side.add(report_line(texts, report, now));
      choices.answer = choices.keep;
    }
  }
  DATELINE_TRY(const auto person, context_.reader.person(reply.person));
  if (person) {
    side.add("<p class=\"desk-reply-person\"><a href=\"{}\">{}</a></p>\n", desk_paths::person(reply.person),
             person_in_words(texts, *person, now));
    if (!person->person.note.empty()) {
      side.add("<p class=\"desk-note\"><strong>{}</strong> {}</p>\n", texts.say("desk.person.note_short"),
               person->person.note);
    }
  }
  side.add("<p class=\"desk-reply-to\">{}</p>\n", texts.markup("desk.replies.to", {{"article", article}}));
  const Html problem = entered.problem.empty()
                           ? Html()
                           : html("<p class=\"field-error row-problem\" role=\"alert\">{}</p>\n", entered.problem);
  return html(R"(<li class="desk-reply" data-reply="{}" data-name="{}" data-row id="{}">
<label class="desk-reply-check"><input type="checkbox" form="checked" name="reply" value="{}" aria-label="{}"></label>
<div class="desk-reply-main">
{}{}{}</div>
<div class="desk-reply-side">
{}</div>
<form class="decision" action="/desk/replies" method="post">
{}{}<input type="hidden" name="reply" value="{}">
{}</form></li>
)",
              reply.id.str(), reply.name, reply_anchor(reply.id), read_mark(reply),
              texts.say("desk.replies.check", {{"name", reply.name}}), reply_head(texts, reply, now), parent,
              reply_words(reply), side, problem, hidden_, read_mark(reply), choice_buttons(texts, choices, entered));
}

}  // namespace dateline::site
