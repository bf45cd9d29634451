// One dossier at the desk: what the machine found stands in the fields of a form, each value with the report that says
// it, and what an editor changes there is kept as the desk's own word over it.

#include <algorithm>
#include <charconv>
#include <ranges>

#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/dossier_view.h"
#include "site/paths.h"
#include "site/times.h"
#include "site/words.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

using desk::DossierEdits;
using story::Said;
using State = desk::Dossier::State;

constexpr std::size_t kMostInLine = 300;   // Characters; the longest name of a series seen has 140.
constexpr std::size_t kMostInText = 4000;  // Of a field's values together.
constexpr std::size_t kMostRows = 500;     // Of a form; a matter of two rounds a month for ten years has 240.

/// What the form shows, row by row; and, sent, what it holds. Numbered as the fields are.
struct Form {
  struct Round {
    std::string of, when, place, what;  ///< `of` as DossierEdits::Round.
    bool announced = false, removed = false;
    std::vector<Said> dates{}, places{};  ///< What reports say.
  };
  struct Participant {
    std::string name, role;
    bool removed = false, is_new = false;
    std::vector<Said> roles{};
  };
  struct Values {
    std::string round, name, of, lines;  ///< One value a line.
    bool is_list = true, is_new = false;
    std::vector<Said> said{};
  };
  std::string name;
  story::DossierKind kind{};
  std::vector<Round> rounds;
  std::vector<Participant> participants;
  std::vector<Values> values;
  int revision = 0;
  std::vector<desk::Problem> problems;
};

std::string last_of(const std::vector<Said>& said) {
  return said.empty() ? "" : said.back().value;
}

template <class T, class Is>
const T* found(const std::vector<T>& all, Is is) {
  const auto at = std::ranges::find_if(all, is);
  return at == all.end() ? nullptr : &*at;
}

/// A field's values as they hold: of a single fact only the last.
std::string lines_of(const story::Field& field) {
  if (!field.list) return last_of(field.said);
  std::string out;
  for (const Said& one : field.said) out += (out.empty() ? "" : "\n") + one.value;
  return out;
}

/// The fields that the machine has and the desk's, of one round or of the whole.
void add_values(Form& form, const std::string& round, const std::vector<story::Field>& machine,
                const std::vector<story::Field>& shown) {
  const auto same = [](const story::Field& one) {
    return [&one](const story::Field& other) { return other.name == one.name && other.of == one.of; };
  };
  for (const story::Field& field : machine) {
    const story::Field* now = found(shown, same(field));
    form.values.push_back({round, field.name, field.of, now ? lines_of(*now) : "", field.list, false, field.said});
  }
  for (const story::Field& field : shown) {
    if (!found(machine, same(field)))
      form.values.push_back({round, field.name, field.of, lines_of(field), field.list, false, field.said});
  }
}

Form form_of(const desk::Dossier& kept) {
  const story::Dossier& machine = kept.machine;
  const DossierEdits& edits = kept.edits;
  Form form{.name = edits.name.value_or(machine.name),
            .kind = edits.kind.value_or(machine.kind),
            .rounds = {},
            .participants = {},
            .values = {},
            .revision = kept.revision,
            .problems = {}};
  // The values as they hold, beside rounds that are still all there and in the machine's order.
  DossierEdits only_values;
  only_values.kind = edits.kind;
  only_values.values = edits.values;
  const story::Dossier valued = desk::with_edits(machine, only_values);
  for (std::size_t i = 0; i < machine.rounds.size(); ++i) {
    const story::Round& round = machine.rounds[i];
    Form::Round row{desk::round_key(round),
                    story::to_string(round.when),
                    place_of(round),
                    round.what,
                    round.announced,
                    false,
                    round.dates,
                    round.places};
    if (const auto* edit = found(edits.rounds, [&](const auto& e) { return e.of == row.of; })) {
      row.removed = edit->removed;
      if (edit->when) row.when = story::to_string(*edit->when);
      row.place = edit->place.value_or(row.place);
      row.what = edit->what.value_or(row.what);
      row.announced = edit->announced.value_or(row.announced);
    }
    form.rounds.push_back(std::move(row));
    const auto now = std::ranges::find(valued.rounds, desk::round_key(round), desk::round_key);
    add_values(form, desk::round_key(round), round.fields, now == valued.rounds.end() ? round.fields : now->fields);
  }
  for (const auto& edit : edits.rounds) {
    if (!edit.of.empty() || !edit.when) continue;
    form.rounds.push_back({"",
                           story::to_string(*edit.when),
                           edit.place.value_or(""),
                           edit.what.value_or(""),
                           edit.announced.value_or(false),
                           false,
                           {},
                           {}});
  }
  form.rounds.push_back({});  // To add one.
  for (const story::Participant& one : machine.participants) {
    Form::Participant row{one.name, last_of(one.roles), false, false, one.roles};
    if (const auto* edit = found(edits.participants, [&](const auto& e) { return e.name == one.name; })) {
      row.removed = edit->removed;
      row.role = edit->role.value_or(row.role);
    }
    form.participants.push_back(std::move(row));
  }
  for (const auto& edit : edits.participants) {
    if (!found(machine.participants, [&](const auto& one) { return one.name == edit.name; }) && !edit.removed)
      form.participants.push_back({edit.name, edit.role.value_or(""), false, true, {}});
  }
  form.participants.push_back({"", "", false, true, {}});
  add_values(form, "", machine.fields, valued.fields);
  form.values.push_back({"", "", "", "", true, true, {}});
  return form;
}

// --- Sent -----------------------------------------------------------------------------------------------------------

std::string numbered(std::string_view name, std::size_t i) {
  return std::string(name) + "-" + std::to_string(i);
}

std::string line_in(const net::Form& fields, const std::string& name) {
  return text::shorten(text::collapse(text::repair_utf8(fields.get(name))), kMostInLine);
}

std::vector<std::string> lines_in(std::string_view text) {
  std::vector<std::string> out;
  for (const auto part : std::views::split(text, '\n')) {
    std::string line = text::collapse(std::string_view(part));
    if (!line.empty() && std::ranges::find(out, line) == out.end()) out.push_back(std::move(line));
  }
  return out;
}

int number_in(const net::Form& fields, const std::string& name) {
  int number = -1;
  const std::string_view text = fields.get(name);
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// The form as it was sent; what reports say comes from `kept`.
Form sent(const Catalogue& texts, const net::Form& fields, const desk::Dossier& kept) {
  const Form was = form_of(kept);
  Form form = was;
  form.problems.clear();
  form.revision = number_in(fields, "revision");
  form.name = line_in(fields, "name");
  form.kind = story::parse_dossier_kind(fields.get("kind")).value_or(was.kind);
  if (form.name.empty()) form.problems.push_back({"name", texts.say("desk.dossier.no_name")});
  form.rounds.clear();
  for (std::size_t i = 0; i < kMostRows && fields.has(numbered("when", i)); ++i) {
    Form::Round row{line_in(fields, numbered("of", i)),
                    line_in(fields, numbered("when", i)),
                    line_in(fields, numbered("place", i)),
                    line_in(fields, numbered("what", i)),
                    fields.has(numbered("announced", i)),
                    fields.has(numbered("removed", i)),
                    {},
                    {}};
    if (const auto* same = found(was.rounds, [&](const auto& r) { return !row.of.empty() && r.of == row.of; })) {
      row.dates = same->dates;
      row.places = same->places;
    }
    const bool is_blank = row.of.empty() && row.when.empty() && row.place.empty() && row.what.empty();
    if (!is_blank && !row.removed && !story::parse_when(row.when))
      form.problems.push_back({numbered("when", i), texts.say("desk.dossier.bad_date")});
    if (!is_blank) form.rounds.push_back(std::move(row));
  }
  form.rounds.push_back({});
  form.participants.clear();
  for (std::size_t i = 0; i < kMostRows && fields.has(numbered("role", i)); ++i) {
    Form::Participant row{line_in(fields, numbered("who", i)),
                          line_in(fields, numbered("role", i)),
                          fields.has(numbered("gone", i)),
                          true,
                          {}};
    if (const auto* same = found(was.participants, [&](const auto& p) { return p.name == row.name; })) {
      row.roles = same->roles;
      row.is_new = same->is_new;
    }
    if (!row.name.empty()) form.participants.push_back(std::move(row));
  }
  form.participants.push_back({"", "", false, true, {}});
  form.values.clear();
  for (std::size_t i = 0; i < kMostRows && fields.has(numbered("value", i)); ++i) {
    std::string lines = text::repair_utf8(fields.get(numbered("value", i)));
    std::erase(lines, '\r');
    Form::Values row{line_in(fields, numbered("in", i)),
                     line_in(fields, numbered("field", i)),
                     line_in(fields, numbered("whose", i)),
                     text::shorten(lines, kMostInText),
                     true,
                     false,
                     {}};
    const auto* same = found(was.values, [&](const auto& v) {
      return !v.is_new && v.round == row.round && v.name == row.name && v.of == row.of;
    });
    if (same) {
      row.is_list = same->is_list;
      row.said = same->said;
    }
    if (!row.name.empty() && (same || !lines_in(row.lines).empty())) form.values.push_back(std::move(row));
  }
  form.values.push_back({"", "", "", "", true, true, {}});
  return form;
}

/// The values of a row that differ from what the machine says.
void edit_values(std::vector<DossierEdits::Value>& out, const Form::Values& row, const story::Dossier& machine,
                 Instant now) {
  const std::vector<story::Field>* fields = &machine.fields;
  if (!row.round.empty()) {
    const auto* round = found(machine.rounds, [&](const auto& r) { return desk::round_key(r) == row.round; });
    if (!round) return;
    fields = &round->fields;
  }
  const auto* field = found(*fields, [&](const auto& f) { return f.name == row.name && f.of == row.of; });
  const std::vector<std::string> typed = lines_in(row.lines);
  const auto add = [&](const std::string& value, bool removed) {
    out.push_back({row.round, row.name, row.of, value, removed, now});
  };
  const bool is_single = field && !field->list;
  if (is_single && !typed.empty()) {
    if (typed.front() != last_of(field->said)) add(typed.front(), false);
    return;
  }
  std::vector<std::string> said;
  if (field) {
    for (const Said& one : field->said) said.push_back(one.value);
  }
  for (const std::string& value : said) {
    if (std::ranges::find(typed, text::collapse(value)) == typed.end()) add(value, true);
  }
  for (const std::string& value : typed) {
    if (std::ranges::none_of(said, [&](const std::string& one) { return text::collapse(one) == value; }))
      add(value, false);
  }
}

DossierEdits edits_of(const Form& form, const desk::Dossier& kept, Instant now) {
  DossierEdits edits;
  edits.name = form.name;
  edits.kind = form.kind;
  for (const Form::Round& row : form.rounds) {
    if (row.of.empty() && (row.removed || row.when.empty())) continue;
    if (row.removed) {
      edits.rounds.push_back({.of = row.of, .removed = true, .at = now});
    } else {
      edits.rounds.push_back({.of = row.of,
                              .when = story::parse_when(row.when),
                              .place = row.place,
                              .what = row.what,
                              .announced = row.announced,
                              .at = now});
    }
  }
  for (const Form::Participant& row : form.participants) {
    const bool is_known = found(kept.machine.participants, [&](const auto& p) { return p.name == row.name; });
    if (row.name.empty() || (row.removed && !is_known)) continue;
    edits.participants.push_back({.name = row.name,
                                  .removed = row.removed,
                                  .role = row.removed ? std::nullopt : std::optional(row.role),
                                  .at = now});
  }
  for (const Form::Values& row : form.values) {
    if (!row.name.empty()) edit_values(edits.values, row, kept.machine, now);
  }
  return desk::only_changes(std::move(edits), kept.machine, kept.edits);
}

// --- Shown ----------------------------------------------------------------------------------------------------------

/// Folded, "2 reports say so": "Havana (Harbour Times, 20 January 2023)".
Html sources(const Catalogue& texts, const DossierView& view, const std::vector<Said>& said) {
  Html out;
  for (const Said& one : said) {
    const article::Article* report = view.report(one.report);
    const std::string day = texts.locale().day(one.reported);
    Html where = html("{}", texts.say("dossier.source", {{"outlet", texts.say("dossier.desk")}, {"day", day}}));
    if (report) {
      where = html(R"(<a href="{}">{}</a>)", article_path(report->id),
                   texts.say("dossier.source", {{"outlet", report->outlet.name}, {"day", day}}));
    }
    out.add("<li><span lang=\"{}\" dir=\"auto\">{}</span> {}</li>\n", view.shown.language, one.value, where);
  }
  if (out.empty()) return {};
  return html("<details class=\"said\"><summary>{}</summary><ul>\n{}</ul></details>\n",
              texts.count("desk.dossier.said", std::ssize(said)), out);
}

Html line_field(const Catalogue& texts, const Form& form, const std::string& id, std::string_view label,
                std::string_view value) {
  const Html problem = problem_beside(texts, form.problems, id);
  return html(R"(<div class="field"><label for="{}">{}</label>
{}<input id="{}" name="{}" value="{}" autocomplete="off" {}></div>
)",
              id, label, problem, id, id, value, Flag::invalid(!problem.empty()));
}

Html box(const std::string& id, std::string_view label, bool checked) {
  return html(
      R"(<p class="consent"><input type="checkbox" id="{}" name="{}" value="yes" {}> <label for="{}">{}</label></p>
)",
      id, id, Flag::checked(checked), id, label);
}

/// A row of which only the name shows until it is opened.
Html folded(std::string_view name, const Html& beside, bool open, const Html& fields) {
  return html(R"(<details class="dossier-row" {}><summary><strong>{}</strong>{}</summary>
<div role="group" aria-label="{}">
{}</div></details>
)",
              Flag::open(open), name, beside, name, fields);
}

Html value_row(const Catalogue& texts, const DossierView& view, const Form& form, std::size_t i) {
  const Form::Values& row = form.values[i];
  const std::string id = numbered("value", i);
  if (row.is_new) {
    Html options = html(R"(<option value="">{}</option>)", texts.say("desk.dossier.choose"));
    for (const story::FieldName& field : story::fields_of(form.kind))
      options.add(R"(<option value="{}">{}</option>)", field.name, field_name(texts, field.name));
    if (story::fields_of(form.kind).empty()) return {};
    const Html fields = html(R"(<input type="hidden" name="{}" value="">
<div class="dossier-cells"><div class="field"><label for="{}">{}</label>
<select id="{}" name="{}">{}</select></div>
{}</div>
<div class="field"><label for="{}">{}</label>
<textarea id="{}" name="{}" rows="2"></textarea></div>
)",
                             numbered("in", i), numbered("field", i), texts.say("desk.dossier.field"),
                             numbered("field", i), numbered("field", i), options,
                             line_field(texts, form, numbered("whose", i), texts.say("desk.dossier.whose"), ""), id,
                             texts.say("desk.dossier.values"), id, id);
    return folded(texts.say("desk.dossier.add_field"), Html(), false, fields);
  }
  const std::string name = field_name(texts, row.name);
  constexpr std::ptrdiff_t kInALine = 90;  // Characters of a field on a wide screen.
  const auto rows = std::clamp<std::ptrdiff_t>(
      std::max(std::ranges::count(row.lines, '\n') + 1, std::ssize(row.lines) / kInALine + 1), 1, 12);
  return html(R"(<div class="field"><label for="{}">{}</label>
<input type="hidden" name="{}" value="{}"><input type="hidden" name="{}" value="{}"><input type="hidden" name="{}" value="{}">
<textarea id="{}" name="{}" rows="{}" lang="{}" dir="auto">
{}</textarea>
{}</div>
)",
              id, row.of.empty() ? name : texts.say("desk.dossier.field_of", {{"field", name}, {"of", row.of}}),
              numbered("in", i), row.round, numbered("field", i), row.name, numbered("whose", i), row.of, id, id, rows,
              view.shown.language, row.lines, sources(texts, view, row.said));
}

Html round_row(const Catalogue& texts, const DossierView& view, const Form& form, std::size_t i) {
  const Form::Round& row = form.rounds[i];
  const bool is_new = row.of.empty() && row.when.empty();
  Html values;
  for (std::size_t v = 0; v < form.values.size(); ++v) {
    if (!row.of.empty() && form.values[v].round == row.of) values.add("{}", value_row(texts, view, form, v));
  }
  const auto when = story::parse_when(row.when);
  const std::string name = is_new ? texts.say("desk.dossier.add_round") : when ? when_in_words(texts, *when) : row.when;
  Html beside;
  for (const std::string& word : {row.place, row.what}) {
    if (!word.empty()) beside.add(R"(<span lang="{}" dir="auto">{}</span>)", view.shown.language, word);
  }
  if (row.announced) beside.add("<span>{}</span>", texts.say("desk.dossier.announced"));
  if (row.removed) beside.add("<span>{}</span>", texts.say("desk.dossier.no_round"));
  const bool in_trouble = std::ranges::any_of(form.problems, [&](const desk::Problem& problem) {
    return problem.field == numbered("when", i) || problem.field == numbered("place", i);
  });
  const Html fields = html(
      R"(<input type="hidden" name="{}" value="{}">
<div class="dossier-cells"><div>{}{}</div><div>{}{}</div>{}</div>
{}{}{})",
      numbered("of", i), row.of, line_field(texts, form, numbered("when", i), texts.say("desk.dossier.when"), row.when),
      sources(texts, view, row.dates),
      line_field(texts, form, numbered("place", i), texts.say("desk.dossier.place"), row.place),
      sources(texts, view, row.places),
      line_field(texts, form, numbered("what", i), texts.say("desk.dossier.what"), row.what),
      box(numbered("announced", i), texts.say("desk.dossier.announced"), row.announced),
      is_new ? Html() : box(numbered("removed", i), texts.say("desk.dossier.no_round"), row.removed), values);
  return folded(name, beside, in_trouble, fields);
}

Html participant_row(const Catalogue& texts, const DossierView& view, const Form& form, std::size_t i) {
  const Form::Participant& row = form.participants[i];
  const std::string id = numbered("role", i);
  if (row.is_new) {
    return folded(row.name.empty() ? texts.say("desk.dossier.add_participant") : row.name, Html(), !row.name.empty(),
                  html(R"(<div class="dossier-cells">{}{}</div>
)",
                       line_field(texts, form, numbered("who", i), texts.say("desk.dossier.who"), row.name),
                       line_field(texts, form, id, texts.say("desk.dossier.role"), row.role)));
  }
  return html(R"(<div class="dossier-who"><input type="hidden" name="{}" value="{}">
<p class="who" lang="{}" dir="auto">{}</p>
<div class="field"><label class="unseen" for="{}">{}</label>
<input id="{}" name="{}" value="{}" autocomplete="off"></div>
{}{}</div>
)",
              numbered("who", i), row.name, view.shown.language, row.name, id,
              texts.say("desk.dossier.role_of", {{"who", row.name}}), id, id, row.role,
              box(numbered("gone", i), texts.say("desk.dossier.no_participant"), row.removed),
              sources(texts, view, row.roles));
}

Html acts(const Catalogue& texts, const Editor& editor, const desk::Dossier& kept) {
  const auto button = [&](std::string_view wish, std::string_view key, std::string_view words) {
    return html(R"(<button type="submit" name="do" value="{} {}" class="quiet" aria-keyshortcuts="{}">{}</button>
)",
                wish, kept.id.str(), key, words);
  };
  Html buttons;
  if (kept.state != State::kConfirmed) buttons.add("{}", button("confirm", "c", texts.say("desk.dossier.confirm")));
  if (kept.state != State::kDismissed) buttons.add("{}", button("dismiss", "d", texts.say("desk.dossier.dismiss")));
  if (kept.state != State::kProposed) buttons.add("{}", button("proposed", "p", texts.say("desk.dossier.propose")));
  return html(R"(<form class="source-acts dossier-acts" action="/desk/dossiers" method="post">
{}<input type="hidden" name="state" value="{}">{}</form>
)",
              csrf_field(editor), desk::to_string(kept.state), buttons);
}

Result<net::Response> page(const Context& context, const Editor& editor, int status, desk::Dossier kept,
                           const Form& form, std::string_view did) {
  const Catalogue& texts = context.texts;
  // With what only the machine says, for its sources.
  desk::Dossier plain = kept;
  plain.edits = {};
  DATELINE_TRY(DossierView view, dossier_view(context.reader, kept));
  DATELINE_TRY(DossierView of_machine, dossier_view(context.reader, std::move(plain)));
  view.reports.merge(of_machine.reports);

  Html kinds, rounds, participants, values;
  for (int i = 0; i <= static_cast<int>(story::DossierKind::kOther); ++i) {
    const auto kind = static_cast<story::DossierKind>(i);
    kinds.add(R"(<option value="{}" {}>{}</option>)", story::to_string(kind), Flag::selected(kind == form.kind),
              kind_name(texts, kind));
  }
  for (std::size_t i = 0; i < form.rounds.size(); ++i) rounds.add("{}", round_row(texts, view, form, i));
  for (std::size_t i = 0; i < form.participants.size(); ++i)
    participants.add("{}", participant_row(texts, view, form, i));
  for (std::size_t i = 0; i < form.values.size(); ++i) {
    if (form.values[i].round.empty()) values.add("{}", value_row(texts, view, form, i));
  }
  Html state = html(R"(<span class="state state-{}">{}</span>)",
                    kept.state == State::kConfirmed   ? "published"
                    : kept.state == State::kDismissed ? "withdrawn"
                                                      : "draft",
                    texts.say_name("desk.dossier_state", desk::to_string(kept.state), {}).value_or(""));
  if (!kept.decided_by.empty() && kept.decided_at) {
    state.add(" {}", texts.markup("desk.dossier.by",
                                  {{"editor", html("{}", kept.decided_by)},
                                   {"time", short_time_tag(texts.locale(), *kept.decided_at, context.clock.now())}}));
  }
  if (kept.state != State::kDismissed)
    state.add(R"( <a href="{}">{}</a>)", dossier_path(kept.id), texts.say("desk.read"));
  const std::string notice = did == "saved"   ? texts.say("desk.dossier.saved")
                             : did == "reset" ? texts.say("desk.dossier.was_reset")
                                              : "";
  const Html main = html(R"(<p class="crumb"><a href="{}">{}</a></p>
<h1 lang="{}" dir="auto">{}</h1>
<p class="desk-state">{}</p>
{}{}{}<p class="note">{}</p>
<form class="dossier-form" action="{}" method="post">
{}<input type="hidden" name="revision" value="{}">
<div class="dossier-cells">{}<div class="field"><label for="kind">{}</label>
<select id="kind" name="kind">{}</select></div></div>
<section aria-labelledby="rounds"><h2 id="rounds">{}</h2>
<p class="hint">{}</p>
{}</section>
<section aria-labelledby="participants"><h2 id="participants">{}</h2>
{}</section>
<section aria-labelledby="fields"><h2 id="fields">{}</h2>
<p class="hint">{}</p>
{}</section>
<p class="submit"><button type="submit" name="do" value="save" aria-keyshortcuts="Control+Enter">{}</button>
<button type="submit" name="do" value="reset" class="quiet">{}</button></p>
</form>
{})",
                         desk_paths::dossiers().with("state", desk::to_string(kept.state)), texts.say("desk.dossiers"),
                         view.shown.language, view.shown.name, state,
                         notice.empty() ? Html() : html("<p class=\"notice\" role=\"status\">{}</p>\n", notice),
                         problem_summary(texts, form.problems, texts.say("desk.unchanged")), acts(texts, editor, kept),
                         texts.say("desk.dossier.note"), desk_paths::dossier(kept.id), csrf_field(editor),
                         form.revision, line_field(texts, form, "name", texts.say("desk.dossier.name"), form.name),
                         texts.say("desk.kind"), kinds, texts.say("desk.dossier.rounds"),
                         texts.say("desk.dossier.when_hint"), rounds, texts.say("dossier.participants"), participants,
                         texts.say("dossier.facts"), texts.say("desk.dossier.lines_hint"), values,
                         texts.say("desk.dossier.save"), texts.say("desk.dossier.reset"),
                         key_line(texts, {{"Ctrl+Enter", texts.say("desk.dossier.save")},
                                          {"c", texts.say("desk.dossier.confirm")},
                                          {"d", texts.say("desk.dossier.dismiss")},
                                          {"?", texts.say("desk.key.keys")}}));
  return unkept_page(status, desk_framed(context, &editor, texts.say("desk.dossiers"), main, "dossier-form.css"));
}

Result<desk::Dossier> asked(const Context& context, const Visit& visit) {
  const auto id = desk::DossierId::parse(visit.parts[0]);
  if (!id) return fail(Code::kNotFound, context.texts.say("desk.dossier.unknown"));
  DATELINE_TRY(auto kept, context.reader.dossier(*id));
  if (!kept) return fail(Code::kNotFound, context.texts.say("desk.dossier.unknown"));
  return std::move(*kept);
}

/// The form again, with what could not be done; on a worker.
void refuse(const Context& context, const Editor& editor, int status, desk::Dossier kept, const Form& form,
            net::Respond& respond) {
  auto answer = page(context, editor, status, std::move(kept), form, "");
  respond(answer ? std::move(*answer) : desk_failure(context, editor, answer.error()));
}

}  // namespace

Result<net::Response> desk_dossier(const Context& context, const Visit& visit, const Editor& editor) {
  DATELINE_TRY(desk::Dossier kept, asked(context, visit));
  const Form form = form_of(kept);
  return page(context, editor, 200, std::move(kept), form, visit.query().get("did"));
}

void desk_save_dossier(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  auto kept = asked(context, visit);
  if (!kept) return respond(desk_failure(context, editor, kept.error()));
  const net::Form fields = visit.form();
  const bool resets = fields.get("do") == "reset";
  Form form = sent(context.texts, fields, *kept);
  if (!resets && !form.problems.empty()) return refuse(context, editor, 422, std::move(*kept), form, respond);
  DossierEdits edits;
  if (!resets) edits = edits_of(form, *kept, context.clock.now());
  const desk::DossierId id = kept->id;
  context.newsroom.save_dossier(
      editor.name, id, form.revision, std::move(edits),
      [keep, &context, editor, id, resets, form = std::move(form), kept = std::move(*kept),
       respond = std::move(respond)](Result<desk::Dossier> saved) mutable {
        if (saved) return respond(go_to(desk_paths::dossier(id).with("did", resets ? "reset" : "saved")));
        context.later([keep, &context, editor, form = std::move(form), kept = std::move(kept), error = saved.error(),
                       respond = std::move(respond)]() mutable {
          form.problems.push_back({"", sentence(error.message)});
          refuse(context, editor, net::Response::status_of(error.code), std::move(kept), form, respond);
        });
      });
}

}  // namespace dateline::site
