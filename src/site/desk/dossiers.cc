// Dossiers at the desk: what the machine proposes, what was confirmed, what was dismissed; each decision in one key.

#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/dossier_view.h"
#include "site/paths.h"
#include "site/times.h"

namespace dateline::site {
namespace {

using State = desk::Dossier::State;
constexpr int kOnAPage = 50;

std::string state_name(const Catalogue& texts, State state) {
  return texts.say_name("desk.dossier_state", desk::to_string(state), {}).value_or("");
}

State state_asked(const net::Form& query) {
  return desk::parse_dossier_state(query.get("state")).value_or(State::kProposed);
}

Html tabs(const Catalogue& texts, State here) {
  Html out;
  for (const State state : {State::kProposed, State::kConfirmed, State::kDismissed}) {
    out.add(R"(<li><a href="{}" {}>{}</a></li>
)",
            desk_paths::dossiers().with("state", desk::to_string(state)), Flag::current_page(state == here),
            state_name(texts, state));
  }
  return html(R"(<nav class="tabs" aria-label="{}"><ul>
{}</ul></nav>
)",
              texts.say("desk.dossiers.states"), out);
}

Html act(const Catalogue& texts, std::string_view wish, const desk::Dossier& dossier, const std::string& name,
         std::string_view key, std::string_view words) {
  return html(
      R"(<button type="submit" name="do" value="{} {}" class="quiet" aria-keyshortcuts="{}" aria-label="{}">{}</button>
)",
      wish, dossier.id.str(), key, texts.say("desk.source.act", {{"act", words}, {"source", name}}), words);
}

Html row(const Catalogue& texts, const desk::Dossier& kept, Instant now) {
  const story::Dossier dossier = kept.shown();
  Html acts;
  if (kept.state != State::kConfirmed)
    acts.add("{}", act(texts, "confirm", kept, dossier.name, "c", texts.say("desk.dossier.confirm")));
  if (kept.state != State::kDismissed)
    acts.add("{}", act(texts, "dismiss", kept, dossier.name, "d", texts.say("desk.dossier.dismiss")));
  Html marks;
  if (!kept.edits.empty()) marks = html(R"( <span class="mark mark-hand">{}</span>)", texts.say("desk.dossier.edited"));
  return html(
      R"(<tr data-row data-dossier="{}"><td class="row-words"><a href="{}" lang="{}" dir="auto">{}</a>{}</td><td data-label="{}">{}</td><td data-label="{}">{}</td><td data-label="{}">{}</td><td data-label="{}">{}</td><td class="cell-acts">{}</td></tr>
)",
      kept.id.str(), desk_paths::dossier(kept.id), dossier.language, dossier.name, marks, texts.say("desk.kind"),
      kind_name(texts, dossier.kind), texts.say("desk.dossier.span"), dossier_span(texts, dossier),
      texts.say("desk.dossier.reports"), texts.locale().number(std::ssize(kept.machine.reports)),
      texts.say("desk.latest"), shortest_time_tag(texts.locale(), kept.active_at, now), acts);
}

/// What was done just now, and what takes it back.
Result<Html> notice(const Context& context, const Editor& editor, const net::Form& query, State here) {
  const Catalogue& texts = context.texts;
  const auto id = desk::DossierId::parse(query.get("dossier"));
  const auto was = desk::parse_dossier_state(query.get("was"));
  if (!id || !was) return Html();
  DATELINE_TRY(const auto dossier, context.reader.dossier(*id));
  if (!dossier || dossier->state == *was) return Html();  // Taken back, here or elsewhere.
  const std::string name = dossier->shown().name;
  const std::string words =
      dossier->state == State::kConfirmed   ? texts.say("desk.dossier.confirmed", {{"dossier", name}})
      : dossier->state == State::kDismissed ? texts.say("desk.dossier.dismissed", {{"dossier", name}})
                                            : texts.say("desk.dossier.proposed", {{"dossier", name}});
  return html(R"(<form class="notice" action="/desk/dossiers" method="post">
{}<input type="hidden" name="state" value="{}"><span role="status">{}</span> <button type="submit" name="do" value="{} {}" class="quiet" aria-keyshortcuts="u">{}</button></form>
)",
              csrf_field(editor), desk::to_string(here), words, desk::to_string(*was), id->str(),
              texts.say("desk.undo"));
}

std::string empty_words(const Catalogue& texts, State state) {
  return texts.say_name("desk.dossiers_empty", desk::to_string(state), {}).value_or("");
}

/// "confirm", "dismiss", or a state's own name, which Undo goes back to.
std::optional<State> wished(std::string_view wish) {
  if (wish == "confirm") return State::kConfirmed;
  if (wish == "dismiss") return State::kDismissed;
  return desk::parse_dossier_state(wish);
}

}  // namespace

Result<net::Response> desk_dossiers(const Context& context, const Visit& visit, const Editor& editor) {
  const Catalogue& texts = context.texts;
  const net::Form query = visit.query();
  const State state = state_asked(query);
  DATELINE_TRY(const auto page,
               context.reader.dossiers({.state = state}, {std::string(query.get("cursor")), kOnAPage}));
  DATELINE_TRY(const Html did, notice(context, editor, query, state));
  const Instant now = context.clock.now();
  Html rows;
  for (const desk::Dossier& dossier : page.items) rows.add("{}", row(texts, dossier, now));
  Html list;
  if (rows.empty()) {
    list = html("<p class=\"empty\">{}</p>\n", empty_words(texts, state));
  } else {
    list = html(R"(<form action="/desk/dossiers" method="post">
{}<input type="hidden" name="state" value="{}">
<table class="desk-table rows-table dossiers-table">
<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><td></td></tr></thead>
<tbody>
{}</tbody>
</table></form>
)",
                csrf_field(editor), desk::to_string(state), texts.say("desk.dossier"), texts.say("desk.kind"),
                texts.say("desk.dossier.span"), texts.say("desk.dossier.reports"), texts.say("desk.latest"), rows);
  }
  const Href here = desk_paths::dossiers().with("state", desk::to_string(state));
  Html pager;
  if (!page.previous.empty())
    pager.add(R"(<a rel="prev" href="{}">{}</a> )", here.with("cursor", page.previous), texts.say("desk.newer"));
  if (!page.next.empty())
    pager.add(R"(<a rel="next" href="{}">{}</a>)", here.with("cursor", page.next), texts.say("desk.older"));
  if (!pager.empty()) list.add("<p class=\"pager\">{}</p>\n", pager);
  const Html main = html(R"(<h1>{}</h1>
<p class="note">{}</p>
{}{}{}{})",
                         texts.say("desk.dossiers"), texts.say("desk.dossiers.note"), did, tabs(texts, state), list,
                         key_line(texts, {{"j k", texts.say("desk.key.rows")},
                                          {"Enter", texts.say("desk.key.open")},
                                          {"c", texts.say("desk.dossier.confirm")},
                                          {"d", texts.say("desk.dossier.dismiss")},
                                          {"u", texts.say("desk.key.undo")},
                                          {"?", texts.say("desk.key.keys")}}));
  return unkept_page(200, desk_framed(context, &editor, texts.say("desk.dossiers"), main, "dossier-form.css"));
}

void desk_decide_dossier(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  const net::Form form = visit.form();
  const std::string asked(form.get("do"));
  const auto space = std::min(asked.find(' '), asked.size());
  const auto state = wished(std::string_view(asked).substr(0, space));
  const auto id = desk::DossierId::parse(std::string_view(asked).substr(std::min(space + 1, asked.size())));
  if (!state || !id)
    return respond(desk_failure(context, editor, Error{Code::kInvalid, context.texts.say("desk.dossier.no_wish")}));
  const auto before = context.reader.dossier(*id);
  if (!before) return respond(desk_failure(context, editor, before.error()));
  if (!*before)
    return respond(desk_failure(context, editor, Error{Code::kNotFound, context.texts.say("desk.dossier.unknown")}));
  const State was = (*before)->state;
  const std::string list(desk::to_string(state_asked(form)));
  context.newsroom.decide_dossier(
      editor.name, *id, *state,
      [keep, &context, editor, was, list, respond = std::move(respond)](Result<desk::Dossier> decided) mutable {
        if (!decided) return respond(desk_failure(context, editor, decided.error()));
        respond(go_to(desk_paths::dossiers()
                          .with("state", list)
                          .with("was", desk::to_string(was))
                          .with("dossier", decided->id.str())));
      });
}

}  // namespace dateline::site
