#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/log.h"
#include "site/answer.h"
#include "site/assets.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/desk/reply_page.h"
#include "site/desk/reply_tabs.h"
#include "site/desk/reply_view.h"
#include "site/json.h"
#include "site/paths.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

using desk::ReplyState;
using store::ReplyQueue;

constexpr int kRepliesPerPage = 50;
constexpr std::size_t kMostDecided = 200;  // At once: their ids fit into an address, for Undo.

ReplyState state_in(ReplyQueue queue) {
  switch (queue) {
    case ReplyQueue::kHeld:
      return ReplyState::kHeld;
    case ReplyQueue::kRejected:
      return ReplyState::kRejected;
    case ReplyQueue::kSpam:
      return ReplyState::kSpam;
    case ReplyQueue::kReported:
    case ReplyQueue::kNew:
    case ReplyQueue::kApproved:
      break;
  }
  return ReplyState::kApproved;
}

/// What is published there waits for a moderator's word.
bool is_open(ReplyQueue queue) {
  return queue == ReplyQueue::kReported || queue == ReplyQueue::kNew;
}

/// Where a decision was made: in a queue, at a page of it; or at the reply's own page.
struct Place {
  std::optional<ReplyQueue> queue;
  std::string cursor;

  static Place of(const net::Form& form) {
    return {store::parse_reply_queue(form.get("queue")), std::string(form.get("cursor"))};
  }
  Href address(const std::vector<desk::ReplyId>& replies) const {
    if (!queue) return replies.empty() ? Href::path({"desk", "replies"}) : desk_paths::reply(replies.front());
    const Href to = desk_paths::replies(*queue);
    return cursor.empty() ? to : to.with("cursor", cursor);
  }
  Html fields(const Editor& editor) const {
    Html out = csrf_field(editor);
    if (queue) out.add(R"(<input type="hidden" name="queue" value="{}">)", store::to_string(*queue));
    if (!cursor.empty()) out.add(R"(<input type="hidden" name="cursor" value="{}">)", cursor);
    return out;
  }
};

/// A page of a queue: as it stands, or with what could not be done.
struct QueueView {
  Place place;
  Html did{};
  std::string problem{};                            ///< With the whole form.
  std::map<std::uint64_t, std::string> problems{};  ///< With replies.
  std::string reason{};                             ///< As typed.
  std::vector<desk::ReplyId> asked{};
};

Result<Html> queue_page(const Context& context, const Editor& editor, const QueueView& view) {
  const Catalogue& texts = context.texts;
  const ReplyQueue queue = view.place.queue.value_or(ReplyQueue::kHeld);
  DATELINE_TRY(const auto listed, context.reader.replies(queue, {view.place.cursor, kRepliesPerPage}));
  DATELINE_TRY(const auto counts, context.reader.queue_counts());
  ReplyRows rows(context, view.place.fields(editor));
  const bool one = view.asked.size() == 1;
  Html list, elsewhere;
  std::map<std::uint64_t, std::string> left = view.problems;
  for (const desk::Reply& reply : listed.items) {
    Entered entered;
    if (const auto problem = left.find(reply.id.value); problem != left.end()) {
      entered = {problem->second, one ? view.reason : "", one};
      left.erase(problem);
    }
    DATELINE_TRY(const Html row, rows.row(reply, is_open(queue), entered));
    list.add(row);
  }
  for (const auto& [id, problem] : left) {
    elsewhere.add("<li><a href=\"{}\">{}</a></li>\n", desk_paths::reply(desk::ReplyId{id}), problem);
  }
  Html main = html(R"(<div class="desk-title"><h1>{}</h1> <p><a href="{}">{}</a></p></div>
{})",
                   texts.say("desk.replies"), desk_paths::reply_rules(), texts.say("desk.rules"),
                   reply_tabs(texts, counts, store::to_string(queue)));
  if (!view.problem.empty() || !elsewhere.empty()) {
    main.add(R"(<div class="form-errors" role="alert" tabindex="-1" autofocus>
<p>{}</p>
<ul>
{}</ul>
</div>
)",
             view.problem.empty() ? texts.say("desk.replies.not_all") : view.problem, elsewhere);
  }
  main.add(view.did.empty() ? did_form(texts, view.place.fields(editor), {}, ReplyState::kHeld) : view.did);

  const std::string_view name = store::to_string(queue);
  main.add("<p class=\"empty\" id=\"queue-empty\" {}>{}</p>\n", Flag::hidden(!listed.items.empty()),
           texts.say_name("desk.queue_empty", name, {}).value_or(""));
  if (!listed.items.empty()) {
    const Entered again{
        .problem = "", .reason = one ? "" : view.reason, .grounds_open = !view.problems.empty() && !one};
    main.add(R"(<form class="decision decision-checked" id="checked" action="/desk/replies" method="post">
{}<label class="check-all" hidden><input type="checkbox" aria-keyshortcuts="Shift+X"> <span>{}</span></label>
<span class="checked-say">{}</span>
{}</form>
<ol class="desk-replies" data-queue="{}" data-state="{}" data-texts="{}">
{}</ol>
)",
             view.place.fields(editor), texts.say("desk.replies.check_all"), texts.say("desk.replies.checked"),
             choice_buttons(texts, Choices::of(state_in(queue), is_open(queue)), again), name,
             desk::to_string(state_in(queue)), texts.json("desk.moderating"), list);
    Html pages;
    const auto page = [&](const std::string& cursor) { return desk_paths::replies(queue).with("cursor", cursor); };
    if (!listed.previous.empty())
      pages.add(R"(<a rel="prev" href="{}">{}</a> )", page(listed.previous), texts.say("desk.replies.before"));
    if (!listed.next.empty())
      pages.add(R"(<a rel="next" href="{}">{}</a>)", page(listed.next), texts.say("desk.replies.after"));
    if (!pages.empty()) main.add("<p class=\"pager\">{}</p>\n", pages);
    main.add(key_line(texts, {{"j", texts.say("desk.key.next_row")},
                              {"k", texts.say("desk.key.previous_row")},
                              {"a", texts.say("desk.key.approve")},
                              {"r", texts.say("desk.key.reject")},
                              {"1–8", texts.say("desk.key.ground")},
                              {"w", texts.say("desk.key.words")},
                              {"s", texts.say("desk.key.spam")},
                              {"h", texts.say("desk.key.back")},
                              {"e", texts.say("desk.key.examine")},
                              {"x", texts.say("desk.key.check_reply")},
                              {"X", texts.say("desk.key.check_all")},
                              {"u z", texts.say("desk.key.undo")},
                              {"?", texts.say("desk.key.keys")}}));
    main.add(R"(<script src="{}" defer></script>
)",
             asset_path("moderation.js"));
  }
  return desk_framed(context, &editor, texts.say("desk.replies"), main, "moderation.css");
}

/// What is asked for, as the form says it.
struct Asked {
  Place place;
  ReplyDecision decision;
  std::string typed;    ///< Words for a rejection, which are not sent with anything else.
  std::string problem;  ///< Why it cannot be; "" where it can.

  std::vector<desk::ReplyId> ids() const {
    std::vector<desk::ReplyId> out;
    for (const auto& read : decision.replies) out.push_back(read.reply);
    return out;
  }
};

Asked asked_by(const Catalogue& texts, const net::Form& form) {
  Asked asked{.place = Place::of(form), .decision = {}, .typed = text::collapse(form.get("reason")), .problem = ""};
  ReplyDecision& decision = asked.decision;
  for (const std::string_view mark : form.all("reply")) {
    const auto colon = mark.find(':');
    const auto id = desk::ReplyId::parse(mark.substr(0, colon));
    ReplyDecision::Read read;
    if (colon == std::string_view::npos || !id) continue;
    read.reply = *id;
    const std::string_view number = mark.substr(colon + 1);
    std::from_chars(number.data(), number.data() + number.size(), read.revision);
    decision.replies.push_back(read);
  }
  // The button of a ground says by itself what is to be done.
  const auto ground = desk::parse_ground(form.get("ground"));
  const auto state = desk::parse_reply_state(form.get("state"));
  decision.state = state.value_or(ReplyState::kRejected);
  decision.ground =
      decision.state == ReplyState::kRejected ? ground.value_or(desk::Ground::kNone) : desk::Ground::kNone;
  decision.undo = form.get("undo") == "yes";
  if (decision.ground != desk::Ground::kNone) decision.reason = asked.typed;
  if (decision.state == ReplyState::kApproved) decision.reason = text::collapse(form.get("answer"));
  const bool too_long = text::length(decision.reason) > kMaxReason;
  if (decision.replies.empty())
    asked.problem = texts.say("desk.replies.none_checked");
  else if (decision.replies.size() > kMostDecided)
    asked.problem = texts.count("desk.replies.too_many", kMostDecided);
  else if ((!state && !ground) || decision.state == ReplyState::kErased)
    asked.problem = texts.say("desk.replies.no_wish");
  else if (decision.state == ReplyState::kRejected && decision.ground == desk::Ground::kNone && !decision.undo)
    asked.problem = texts.say("desk.replies.no_ground");
  else if (decision.ground == desk::Ground::kOther && decision.reason.empty())
    asked.problem = texts.say("desk.replies.no_reason");
  else if (too_long)
    asked.problem = texts.say("desk.replies.long_reason", {{"most", texts.locale().number(kMaxReason)}});
  return asked;
}

/// Why a reply was not decided, from how it stands now.
std::string why_not(const Context& context, const ReplyDecision::Read& read, ReplyState wanted) {
  const Catalogue& texts = context.texts;
  const auto reply = context.reader.reply(read.reply);
  if (!reply) return texts.say("desk.unreadable");
  if (!*reply || (*reply)->state == ReplyState::kErased) return texts.say("desk.replies.gone");
  const desk::Reply& now = **reply;
  if (now.revision != read.revision) return texts.say("desk.replies.edited_since", {{"name", now.name}});
  if (now.state == wanted || !now.decided_by.empty()) {
    return of_state(texts, "desk.reply_since", now.state, {{"name", now.name}, {"editor", now.decided_by}});
  }
  return texts.say("desk.replies.not_done", {{"name", now.name}});
}

bool for_a_script(const net::Request& request) {
  return request.header("accept").starts_with("application/json");
}

json::object json_counts(const store::QueueCounts& counts) {
  return {{"held", counts.held},         {"reported", counts.reported}, {"new", counts.unseen},
          {"approved", counts.approved}, {"rejected", counts.rejected}, {"spam", counts.spam},
          {"appeals", counts.appeals}};
}

net::Response json_answer(int status, const json::object& answer) {
  net::Response response = net::Response::json(status, json::serialize(answer));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

/// The form again, with what is wrong.
net::Response again(const Context& context, const Editor& editor, const Asked& asked, int status,
                    std::map<std::uint64_t, std::string> problems) {
  if (!asked.place.queue && asked.decision.replies.size() == 1) {
    const std::string problem = asked.problem.empty() ? problems.begin()->second : asked.problem;
    auto page = reply_page(context, editor, asked.decision.replies.front().reply,
                           {problem, asked.typed, asked.decision.state == ReplyState::kRejected}, Html());
    if (!page) return desk_failure(context, editor, page.error());
    return unkept_page(status, std::move(*page));
  }
  auto page = queue_page(context, editor,
                         {.place = asked.place,
                          .problem = asked.problem,
                          .problems = std::move(problems),
                          .reason = asked.typed,
                          .asked = asked.ids()});
  if (!page) return desk_failure(context, editor, page.error());
  return unkept_page(status, std::move(*page));
}

/// For a script: what was decided, what was not and why, and how the queues stand.
net::Response told(const Context& context, const Editor& editor, const Asked& asked,
                   const std::vector<desk::ReplyId>& decided, const std::map<std::uint64_t, std::string>& problems) {
  const auto counts = context.reader.queue_counts();
  if (!counts) return json_answer(500, {{"problem", json_text(context.texts.say("desk.unreadable"))}});
  json::array done, left;
  for (const desk::ReplyId id : decided) done.push_back(json_text(id.str()));
  ReplyRows rows(context, asked.place.fields(editor));
  for (const auto& [id, problem] : problems) {
    json::object one{{"reply", json_text(desk::ReplyId{id}.str())}, {"problem", json_text(problem)}};
    // As it is now, for the moderator to read anew.
    const auto reply = context.reader.reply(desk::ReplyId{id});
    if (reply && *reply && asked.place.queue && (*reply)->state == state_in(*asked.place.queue)) {
      const auto row = rows.row(**reply, is_open(*asked.place.queue), {problem, asked.typed, false});
      if (row) one["row"] = json_text(row->str());
    }
    left.push_back(std::move(one));
  }
  return json_answer(200, {{"state", json_text(desk::to_string(asked.decision.state))},
                           {"decided", std::move(done)},
                           {"left", std::move(left)},
                           {"counts", json_counts(*counts)}});
}

}  // namespace

Html did_form(const Catalogue& texts, const Html& fields, const std::vector<desk::Reply>& replies,
              std::optional<ReplyState> was) {
  Html marks;
  for (const desk::Reply& reply : replies)
    marks.add(R"(<input type="hidden" name="reply" value="{}">)", read_mark(reply));
  std::string said;
  if (!replies.empty()) {
    const ReplyState now = replies.front().state;
    const std::string whom =
        replies.size() == 1 ? replies.front().name : texts.count("desk.replies.count", std::ssize(replies));
    said = !was         ? texts.say("desk.moderating.undone", {{"whom", whom}})
           : now == was ? texts.say("desk.moderating.kept", {{"whom", whom}})
                        : of_state(texts, "desk.moderating", now, {{"whom", whom}});
  }
  return html(R"(<form class="notice" id="did" action="/desk/replies" method="post" {}>
{}{}<input type="hidden" name="undo" value="yes"><span role="status">{}</span> <button type="submit" name="state" value="{}" class="quiet" aria-keyshortcuts="u z" {}>{}</button></form>
)",
              Flag::hidden(replies.empty()), fields, marks, said, desk::to_string(was.value_or(ReplyState::kHeld)),
              Flag::hidden(!was), texts.say("desk.undo"));
}

Result<Html> did_notice(const Context& context, const Html& fields, const net::Form& query) {
  const auto was = desk::parse_reply_state(query.get("was"));
  std::vector<desk::Reply> replies;
  for (const std::string_view name : query.all("did")) {
    const auto id = desk::ReplyId::parse(name);
    if (!id || replies.size() >= kMostDecided) continue;
    DATELINE_TRY(auto reply, context.reader.reply(*id));
    if (reply && reply->state != ReplyState::kErased && (replies.empty() || reply->state == replies.front().state))
      replies.push_back(std::move(*reply));
  }
  if ((!was && !query.has("undone")) || was == ReplyState::kErased || replies.empty()) return Html();
  return did_form(context.texts, fields, replies, was);
}

Html reply_tabs(const Catalogue& texts, const store::QueueCounts& counts, std::string_view here) {
  const std::array<std::pair<ReplyQueue, std::int64_t>, 6> queues{{{ReplyQueue::kHeld, counts.held},
                                                                   {ReplyQueue::kReported, counts.reported},
                                                                   {ReplyQueue::kNew, counts.unseen},
                                                                   {ReplyQueue::kApproved, counts.approved},
                                                                   {ReplyQueue::kRejected, counts.rejected},
                                                                   {ReplyQueue::kSpam, counts.spam}}};
  Html tabs;
  const auto tab = [&](const Href& to, std::string_view name, std::int64_t count) {
    tabs.add(R"(<li><a href="{}" data-count="{}" {}>{} <span class="count">{}</span></a></li>
)",
             to, name, Flag::current_page(name == here), texts.say_name("desk.queue", name, {}).value_or(""),
             texts.locale().number(count));
  };
  for (const auto& [queue, count] : queues) tab(desk_paths::replies(queue), store::to_string(queue), count);
  tab(desk_paths::appeals(), "appeals", counts.appeals);
  return html(R"(<nav class="tabs" aria-label="{}"><ul>
{}</ul></nav>
)",
              texts.say("desk.replies.queues"), tabs);
}

Result<net::Response> desk_replies(const Context& context, const Visit& visit, const Editor& editor) {
  const net::Form query = visit.query();
  QueueView view{.place = Place::of(query)};
  if (!view.place.queue) view.place.queue = ReplyQueue::kHeld;
  DATELINE_TRY(view.did, did_notice(context, view.place.fields(editor), query));
  DATELINE_TRY(Html page, queue_page(context, editor, view));
  return unkept_page(200, std::move(page));
}

void desk_decide_replies(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  auto asked = std::make_shared<const Asked>(asked_by(context.texts, visit.form()));
  const bool script = for_a_script(visit.request);
  if (!asked->problem.empty()) {
    if (script) return respond(json_answer(422, {{"problem", json_text(asked->problem)}}));
    std::map<std::uint64_t, std::string> problems;
    for (const desk::ReplyId id : asked->ids()) problems[id.value] = asked->problem;
    return respond(again(context, editor, *asked, 422, std::move(problems)));
  }
  // What they were, for Undo.
  ReplyState was = asked->place.queue ? state_in(*asked->place.queue) : ReplyState::kHeld;
  if (!asked->place.queue) {
    const auto reply = context.reader.reply(asked->decision.replies.front().reply);
    if (!reply) return respond(desk_failure(context, editor, reply.error()));
    if (*reply) was = (*reply)->state;
  }
  // The newsroom's thread makes no pages: they wait for a worker.
  auto answer = [keep, &context, editor, asked, script, was,
                 respond = std::move(respond)](Result<std::vector<desk::ReplyId>> decided) mutable {
    context.later([keep, &context, editor = std::move(editor), asked, script, was, respond = std::move(respond),
                   decided = std::move(decided)]() mutable {
      if (!decided) {
        if (!script) return respond(desk_failure(context, editor, decided.error()));
        log::error("desk", decided.error().message);
        return respond(json_answer(net::Response::status_of(decided.error().code),
                                   {{"problem", json_text(context.texts.say("desk.try_again"))}}));
      }
      std::map<std::uint64_t, std::string> problems;
      for (const auto& read : asked->decision.replies) {
        if (std::ranges::find(*decided, read.reply) == decided->end())
          problems[read.reply.value] = why_not(context, read, asked->decision.state);
      }
      if (script) return respond(told(context, editor, *asked, *decided, problems));
      if (!problems.empty()) return respond(again(context, editor, *asked, 409, std::move(problems)));
      Href to = asked->place.address(*decided);
      for (const desk::ReplyId id : *decided) to = to.with("did", id.str());
      respond(go_to(asked->decision.undo ? to.with("undone", "yes") : to.with("was", desk::to_string(was))));
    });
  };
  context.newsroom.replies().decide(editor.name, asked->decision, std::move(answer));
}

}  // namespace dateline::site
