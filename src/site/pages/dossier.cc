// A dossier: one page that remembers all rounds of a matter, each fact with the report that it comes from.

#include <algorithm>
#include <set>

#include "site/answer.h"
#include "site/context.h"
#include "site/dossier_view.h"
#include "site/frame.h"
#include "site/machines/calendar.h"
#include "site/machines/linked_data.h"
#include "site/pages/pages.h"
#include "site/paths.h"
#include "site/times.h"

namespace dateline::site {
namespace {

using story::Said;
using State = desk::Dossier::State;

/// "Harbour Times, 20 January 2023", linked to that report.
Html source_of(const Catalogue& texts, const DossierView& view, const Said& said) {
  const text::Locale& locale = texts.locale();
  if (said.report == article::ArticleId{}) {
    return html(R"(<span class="source">{}</span>)", texts.say("dossier.source", {{"outlet", texts.say("dossier.desk")},
                                                                                  {"day", locale.day(said.reported)}}));
  }
  const article::Article* report = view.report(said.report);
  if (report == nullptr) return html(R"(<span class="source">{}</span>)", texts.say("dossier.withdrawn"));
  return html(R"(<a class="source" href="{}">{}</a>)", article_path(report->id),
              texts.say("dossier.source", {{"outlet", report->outlet.name}, {"day", locale.day(said.reported)}}));
}

Html in_its_language(const DossierView& view, std::string_view words) {
  return html(R"(<span lang="{}" dir="auto">{}</span>)", view.shown.language, words);
}

/// What was said until another value took its place, the oldest first.
Html history(const Catalogue& texts, const DossierView& view, const std::vector<Said>& said, bool are_dates = false) {
  if (said.size() < 2) return {};
  Html lines;
  for (std::size_t i = 0; i + 1 < said.size(); ++i) {
    if (said[i].value == said[i + 1].value) continue;
    const auto when = are_dates ? story::parse_when(said[i].value) : std::nullopt;
    const Html value = when ? when_tag(texts, *when) : in_its_language(view, said[i].value);
    lines.add("<li>{} {}</li>\n", texts.markup("dossier.before", {{"value", html("<s>{}</s>", value)}}),
              source_of(texts, view, said[i]));
  }
  if (lines.empty()) return {};
  return html("<ul class=\"history\">\n{}</ul>\n", lines);
}

/// Where all of it was read, if that is one report.
std::optional<Said> only_source(const std::vector<story::Field>& fields) {
  std::optional<Said> source;
  for (const story::Field& field : fields) {
    for (const Said& said : field.said) {
      if (source && (source->report != said.report || source->reported != said.reported)) return std::nullopt;
      source = said;
    }
  }
  return source;
}

/// The values of a list that one report brought stand together, before that report; without it where `is_said` already.
Html list_values(const Catalogue& texts, const DossierView& view, const std::vector<Said>& said, bool is_said) {
  Html out;
  for (std::size_t i = 0; i < said.size();) {
    std::string values;
    std::size_t end = i;
    for (; end < said.size() && said[end].report == said[i].report && said[end].reported == said[i].reported; ++end)
      values += (values.empty() ? "" : "; ") + said[end].value;
    out.add("<p>{} {}</p>\n", in_its_language(view, values), is_said ? Html() : source_of(texts, view, said[i]));
    i = end;
  }
  return out;
}

Html field_values(const Catalogue& texts, const DossierView& view, const story::Field& field, bool is_said) {
  Html out = html("<dd>");
  if (!field.of.empty())
    out.add("<span class=\"field-of\" lang=\"{}\" dir=\"auto\">{}</span>\n", view.shown.language, field.of);
  if (field.list) {
    out.add("{}", list_values(texts, view, field.said, is_said));
  } else {
    out.add("<p>{} {}</p>\n{}", in_its_language(view, field.said.back().value),
            is_said ? Html() : source_of(texts, view, field.said.back()), history(texts, view, field.said));
  }
  out.add("</dd>\n");
  return out;
}

constexpr std::string_view kStatements = "statements";

Html fields_of(const Catalogue& texts, const DossierView& view, const std::vector<story::Field>& all) {
  std::vector<story::Field> fields;
  std::ranges::copy_if(all, std::back_inserter(fields), [](const auto& field) { return field.name != kStatements; });
  if (fields.empty()) return {};
  const auto source = fields.size() > 1 ? only_source(fields) : std::nullopt;
  Html out;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i == 0 || fields[i].name != fields[i - 1].name) out.add("<dt>{}</dt>\n", field_name(texts, fields[i].name));
    out.add("{}", field_values(texts, view, fields[i], source.has_value()));
  }
  out = html("<dl class=\"dossier-fields\">\n{}</dl>\n", out);
  if (source) out.add("<p class=\"all-from\">{}</p>\n", source_of(texts, view, *source));
  return out;
}

/// What is new, or gone, of one thing in one line.
Html change_line(const Catalogue& texts, const DossierView& view, const story::RoundChange& change,
                 const std::string& values) {
  using enum story::RoundChange::What;
  const Html before = in_its_language(view, change.before), after = in_its_language(view, change.after);
  const Html all = in_its_language(view, values);
  const std::string name = field_name(texts, change.field);
  const Html field = change.of.empty() ? html("{}", name) : html("{} ({})", name, change.of);
  switch (change.what) {
    case kPlace:
      return texts.markup("dossier.change.place", {{"before", before}, {"after", after}});
    case kCame:
      return texts.markup("dossier.change.came", {{"name", all}});
    case kLeft:
      return texts.markup("dossier.change.left", {{"name", all}});
    case kNewValue:
      return texts.markup("dossier.change.new", {{"field", field}, {"value", all}});
    case kGoneValue:
      return texts.markup("dossier.change.gone", {{"field", field}, {"value", all}});
    case kChangedValue:
      return texts.markup("dossier.change.value", {{"field", field}, {"before", before}, {"after", after}});
  }
  return {};
}

Html changes_since(const Catalogue& texts, const DossierView& view, std::size_t at) {
  if (at == 0 || view.shown.rounds[at].announced) return {};
  using enum story::RoundChange::What;
  const auto changes = story::what_changed(view.shown.rounds[at - 1], view.shown.rounds[at]);
  Html lines;
  for (std::size_t i = 0; i < changes.size();) {
    const story::RoundChange& first = changes[i];
    std::string values = first.after + first.before;
    const bool adds_up = first.what != kPlace && first.what != kChangedValue;
    for (++i; adds_up && i < changes.size() && changes[i].what == first.what && changes[i].field == first.field &&
              changes[i].of == first.of;
         ++i)
      values += "; " + changes[i].after + changes[i].before;
    if (first.field != kStatements)  // They are new each time.
      lines.add("<li>{}</li>\n", change_line(texts, view, first, values));
  }
  if (lines.empty()) return {};
  return html(R"(<div class="round-changes"><h4>{}</h4>
<ul>
{}</ul></div>
)",
              texts.say("dossier.since"), lines);
}

/// Who took part, but for those that a field of the round names already.
std::vector<std::string> others_there(const story::Round& round) {
  std::vector<std::string> out;
  for (const std::string& name : round.participants) {
    const bool is_named = std::ranges::any_of(round.fields, [&](const story::Field& field) {
      return std::ranges::any_of(field.said,
                                 [&](const Said& said) { return said.value.find(name) != std::string::npos; });
    });
    if (!is_named) out.push_back(name);
  }
  return out;
}

Html stories_of(const Catalogue& texts, const DossierView& view, std::size_t at) {
  Html lines;
  for (const auto& story : view.stories[at]) {
    lines.add(R"(<li><a href="{}" lang="{}" dir="auto">{}</a> <span class="source">{}</span></li>
)",
              story_path(story->id), story->best().language, story->best().headline,
              texts.count("outlet.count", story->outlets()));
  }
  if (!lines.empty()) return html("<ul class=\"round-stories\">\n{}</ul>\n", lines);
  // Nobody told it as news here; who looked back says so.
  const auto& said = view.shown.rounds[at].dates;
  if (said.empty()) return {};
  return html("<p class=\"looked-back\">{}</p>\n",
              texts.markup("dossier.looked_back", {{"source", source_of(texts, view, said.back())}}));
}

/// "Round 5" needs no "fifth round" beside it.
bool says_more(const story::Round& round) {
  return !round.what.empty() && (!round.number || std::ranges::count(round.what, ' ') > 1);
}

Html round_item(const Catalogue& texts, const DossierView& view, std::size_t at) {
  const story::Round& round = view.shown.rounds[at];
  const std::string number = round_number(texts, round), place = place_of(round);
  Html out = html(R"(<li class="round" id="round-{}">
<p class="round-number">)",
                  at + 1);
  if (!number.empty()) out.add("<strong>{}</strong> ", number);
  if (says_more(round)) out.add("{}", in_its_language(view, round.what));
  out.add("</p>\n<h3 class=\"headline\">{}", when_tag(texts, round.when));
  if (!place.empty()) out.add(", {}", in_its_language(view, place));
  out.add("</h3>\n{}{}", history(texts, view, round.dates, true), history(texts, view, round.places));
  out.add("{}", stories_of(texts, view, at));
  out.add("{}", fields_of(texts, view, round.fields));
  if (const auto others = others_there(round); !others.empty()) {
    out.add("<p class=\"took-part\">{}</p>\n",
            texts.markup("dossier.took_part", {{"names", in_its_language(view, texts.locale().list(others))}}));
  }
  out.add("{}</li>\n", changes_since(texts, view, at));
  return out;
}

/// The newest first: who comes back to a matter looks for what is new in it.
Html timeline(const Catalogue& texts, const DossierView& view) {
  Html items;
  for (std::size_t i = view.shown.rounds.size(); i-- > 0;) {
    if (!view.shown.rounds[i].announced) items.add("{}", round_item(texts, view, i));
  }
  if (items.empty()) return {};
  return html(R"(<section class="part timeline">
<h2 class="section-name">{}</h2>
<ol class="rounds">
{}</ol>
</section>
)",
              texts.say("dossier.timeline"), items);
}

Html announced(const Catalogue& texts, const DossierView& view) {
  Html items;
  for (std::size_t i = 0; i < view.shown.rounds.size(); ++i) {
    const story::Round& round = view.shown.rounds[i];
    if (!round.announced) continue;
    const std::string number = round_number(texts, round), place = place_of(round);
    items.add("<li><p class=\"next-when\">{}", when_tag(texts, round.when));
    if (!place.empty()) items.add(", {}", in_its_language(view, place));
    items.add("</p>\n<p>");
    if (!number.empty()) items.add("<strong>{}</strong> ", number);
    if (says_more(round)) items.add("{} ", in_its_language(view, round.what));
    if (!round.dates.empty()) items.add("{}", source_of(texts, view, round.dates.back()));
    items.add("</p>\n{}{}</li>\n", history(texts, view, round.dates, true), history(texts, view, round.places));
  }
  if (items.empty()) return {};
  return html(R"(<section class="next">
<h2 class="section-name">{}</h2>
<ul>
{}</ul>
<p class="calendar-link"><a href="{}">{}</a></p>
</section>
)",
              texts.say("dossier.next"), items, dossier_calendar_path(view.kept.id), texts.say("dossier.calendar"));
}

/// The role that holds, behind the others that were told before: one that came back is told once.
std::vector<Said> other_roles(const story::Participant& one) {
  std::vector<Said> out;
  for (const Said& said : one.roles) {
    std::erase_if(out, [&](const Said& earlier) { return earlier.value == said.value; });
    out.push_back(said);
  }
  return out;
}

/// Those of whom the same is said by the same report stand together.
Html participant_list(const Catalogue& texts, const DossierView& view, bool are_people) {
  std::vector<std::vector<const story::Participant*>> groups;
  const auto roles = [](const story::Participant& one) {
    std::vector<std::pair<std::string, article::ArticleId>> out;
    for (const Said& said : other_roles(one)) out.emplace_back(said.value, said.report);
    return out;
  };
  for (const story::Participant& one : view.shown.participants) {
    if (one.is_person != are_people) continue;
    const auto same = std::ranges::find(groups, roles(one), [&](const auto& group) { return roles(*group.front()); });
    if (same == groups.end())
      groups.push_back({&one});
    else
      same->push_back(&one);
  }
  Html out;
  for (const auto& group : groups) {
    std::string names;
    for (const story::Participant* one : group) names += (names.empty() ? "" : "; ") + one->name;
    out.add("<li><p class=\"participant\" lang=\"{}\" dir=\"auto\">{}</p>\n", view.shown.language, names);
    const std::vector<Said> said = other_roles(*group.front());
    if (!said.empty()) {
      out.add("<p>{} {}</p>\n{}", in_its_language(view, said.back().value), source_of(texts, view, said.back()),
              history(texts, view, said));
    }
    out.add("</li>\n");
  }
  return out;
}

Html participants(const Catalogue& texts, const DossierView& view) {
  const Html people = participant_list(texts, view, true), bodies = participant_list(texts, view, false);
  Html lists;
  if (!people.empty()) lists.add("<h3>{}</h3>\n<ul>\n{}</ul>\n", texts.say("dossier.people"), people);
  if (!bodies.empty()) lists.add("<h3>{}</h3>\n<ul>\n{}</ul>\n", texts.say("dossier.bodies"), bodies);
  if (lists.empty()) return {};
  return html(R"(<section class="part participants">
<h2 class="section-name">{}</h2>
{}</section>
)",
              texts.say("dossier.participants"), lists);
}

/// By side, the newest first: fields of the matter and of its rounds alike.
Html statements(const Catalogue& texts, const DossierView& view) {
  std::vector<std::pair<std::string, std::vector<Said>>> sides;
  const auto add = [&](const std::vector<story::Field>& fields) {
    for (const story::Field& field : fields) {
      if (field.name != kStatements) continue;
      auto side = std::ranges::find(sides, field.of, &std::pair<std::string, std::vector<Said>>::first);
      if (side == sides.end()) side = sides.insert(side, {field.of, {}});
      side->second.insert(side->second.end(), field.said.begin(), field.said.end());
    }
  };
  add(view.shown.fields);
  for (const story::Round& round : view.shown.rounds) add(round.fields);
  Html out;
  for (auto& [side, said] : sides) {
    std::ranges::stable_sort(said, std::greater(), &Said::reported);
    if (!side.empty()) out.add("<h3 lang=\"{}\" dir=\"auto\">{}</h3>\n", view.shown.language, side);
    for (const Said& one : said) {
      out.add(
          "<figure class=\"statement\"><blockquote lang=\"{}\" "
          "dir=\"auto\">{}</blockquote>\n<figcaption>{}</figcaption></figure>\n",
          view.shown.language, one.value, source_of(texts, view, one));
    }
  }
  if (out.empty()) return {};
  return html(R"(<section class="part statements">
<h2 class="section-name">{}</h2>
{}</section>
)",
              texts.say("dossier.statements"), out);
}

Html head_of(const Catalogue& texts, const DossierView& view) {
  const desk::Dossier& kept = view.kept;
  Html out =
      html(R"(<header class="dossier-head">
<p class="kicker"><a href="{}">{}</a></p>
<h1 class="headline" lang="{}" dir="auto">{}</h1>
<p class="standfirst">{}</p>
<p class="dossier-state">{}</p>
)",
           dossiers_path().with("kind", story::to_string(view.shown.kind)), kind_name(texts, view.shown.kind),
           view.shown.language, view.shown.name, dossier_span(texts, view.shown),
           kept.state == State::kConfirmed
               ? texts.say("dossier.checked", {{"editor", kept.decided_by},
                                               {"day", texts.locale().day(kept.decided_at.value_or(kept.updated_at))}})
               : texts.count("dossier.by_machine", std::ssize(kept.machine.reports)));
  out.add("</header>\n");
  return out;
}

Html other_names(const Catalogue& texts, const DossierView& view) {
  std::vector<std::string> names = view.shown.names;
  std::erase(names, view.shown.name);
  if (names.empty()) return {};
  return html(R"(<section class="part also">
<h2 class="section-name">{}</h2>
<p>{}</p>
</section>
)",
              texts.say("dossier.also"), in_its_language(view, texts.locale().list(names)));
}

net::Response moved_to(const Href& page, int status) {
  net::Response moved = go_to(page);
  moved.status = status;
  return moved;
}

/// Of what was dismissed, or has only a story of this id: where a reader finds it now.
Result<net::Response> elsewhere(const Context& context, std::string_view id, const std::optional<desk::Dossier>& gone) {
  std::vector<desk::Dossier> others;
  std::shared_ptr<const story::Story> story;
  if (gone) {
    DATELINE_TRY(others, context.reader.dossiers_with(gone->machine.reports));
    std::erase_if(others, [](const desk::Dossier& d) { return d.state == State::kDismissed; });
  } else if (const auto story_id = story::StoryId::parse(id)) {
    DATELINE_TRY(story, context.reader.story(*story_id));
    if (story) {
      DATELINE_TRY(others, dossiers_to_show(context.reader, *story));
    }
  }
  if (!others.empty()) return moved_to(dossier_path(others.front().id), 302);
  if (story) return moved_to(story_path(story->id), 302);
  return fail(Code::kNotFound, "no such dossier");
}

Result<DossierView> public_dossier(const Context& context, std::string_view id) {
  const auto dossier_id = desk::DossierId::parse(id);
  if (!dossier_id) return fail(Code::kNotFound, "not a dossier's id");
  DATELINE_TRY(auto dossier, context.reader.dossier(*dossier_id));
  if (!dossier || dossier->state == State::kDismissed) return fail(Code::kNotFound, "no such dossier");
  return dossier_view(context.reader, std::move(*dossier));
}

}  // namespace

Result<net::Response> dossier_page(const Context& context, const Visit& visit) {
  const Catalogue& texts = context.texts;
  std::string_view part = visit.parts[0];
  if (part.ends_with(".ics")) {
    part.remove_suffix(4);
    DATELINE_TRY(const DossierView view, public_dossier(context, part));
    return public_answer("text/calendar; charset=utf-8", calendar_of(context, view));
  }
  const auto id = desk::DossierId::parse(part);
  if (!id) return fail(Code::kNotFound, "not a dossier's id");
  DATELINE_TRY(auto kept, context.reader.dossier(*id));
  if (!kept || kept->state == State::kDismissed) return elsewhere(context, visit.parts[0], kept);
  DATELINE_TRY(const DossierView view, dossier_view(context.reader, std::move(*kept)));

  Html facts = fields_of(texts, view, view.shown.fields);
  if (!facts.empty()) {
    facts = html("<section class=\"part facts-known\">\n<h2 class=\"section-name\">{}</h2>\n{}</section>\n",
                 texts.say("dossier.facts"), facts);
  }
  Html rail = facts;
  rail.add("{}{}", participants(texts, view), other_names(texts, view));
  Html main = html(R"(<article class="dossier-page" data-dossier="{}">
{}{}<div class="dossier-body">
{}{}</div>
)",
                   view.kept.id.str(), head_of(texts, view), announced(texts, view), timeline(texts, view),
                   statements(texts, view));
  if (!rail.empty()) main.add("<div class=\"dossier-rail\">\n{}</div>\n", rail);
  main.add("</article>\n");
  return public_page(
      framed(context, *context.newsroom.front_page(),
             {.title = view.shown.name,
              .description = texts.say("dossier.description", {{"span", dossier_span(texts, view.shown)}}),
              .address = dossier_path(view.kept.id),
              .sheet = "dossiers.css",
              .machines = {.feeds = {{view.shown.name, dossier_path(view.kept.id)}},
                           .linked_data = dossier_data(context, view)}},
             main));
}

}  // namespace dateline::site
