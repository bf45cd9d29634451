#include "site/dossier_view.h"

#include <algorithm>
#include <set>

#include "site/paths.h"

namespace dateline::site {
namespace {

using namespace std::chrono;
using story::Said;

/// A time of that day where the newsroom is, so that it is told as that day.
Instant told_as(const Catalogue& texts, sys_days day) {
  return texts.locale().start_of_day(story::to_string(story::When{day, day})) + hours{12};
}

void collect(std::set<article::ArticleId>& cited, const std::vector<Said>& said) {
  for (const Said& one : said) cited.insert(one.report);
}

void collect(std::set<article::ArticleId>& cited, const std::vector<story::Field>& fields) {
  for (const story::Field& field : fields) collect(cited, field.said);
}

}  // namespace

const article::Article* DossierView::report(article::ArticleId id) const {
  const auto found = reports.find(id);
  return found == reports.end() ? nullptr : found->second.get();
}

std::size_t DossierView::held() const {
  return static_cast<std::size_t>(std::ranges::count(shown.rounds, false, &story::Round::announced));
}

Result<DossierView> dossier_view(const store::Reader& reader, desk::Dossier dossier) {
  DossierView view{.kept = std::move(dossier), .shown = {}, .reports = {}, .stories = {}};
  view.shown = view.kept.shown();
  std::set<article::ArticleId> cited;
  collect(cited, view.shown.fields);
  for (const story::Participant& one : view.shown.participants) collect(cited, one.roles);
  for (const story::Round& round : view.shown.rounds) {
    collect(cited, round.fields);
    collect(cited, round.dates);
    collect(cited, round.places);
    auto& stories = view.stories.emplace_back();
    for (const article::ArticleId report : round.reports) {
      DATELINE_TRY(const auto id, reader.story_of(report));
      if (!id || std::ranges::any_of(stories, [&](const auto& story) { return story->id == *id; })) continue;
      DATELINE_TRY(auto story, reader.story(*id));
      if (story) stories.push_back(std::move(story));
    }
  }
  for (const article::ArticleId id : cited) {
    if (id == article::ArticleId{}) continue;  // The desk's word.
    DATELINE_TRY(auto report, reader.article(id));
    if (report) view.reports.emplace(id, std::move(report));
  }
  return view;
}

std::string day_in_words(const Catalogue& texts, sys_days day) {
  return texts.locale().day(told_as(texts, day));
}

std::string when_in_words(const Catalogue& texts, const story::When& when) {
  using Precision = story::When::Precision;
  const text::Locale& locale = texts.locale();
  const year_month_day first{when.first}, last{when.last};
  const auto one = [&](const year_month_day& date) {
    if (when.precision == Precision::kYear) return std::to_string(static_cast<int>(date.year()));
    if (when.precision == Precision::kMonth)
      return locale.month(told_as(texts, sys_days{date.year() / date.month() / 15}));
    return day_in_words(texts, sys_days{date});
  };
  const std::string from = one(first), to = one(last);
  if (from == to) return from;
  if (when.precision != Precision::kDay) return texts.say("dossier.from_to", {{"first", from}, {"last", to}});
  // Where a date begins with its day, two days of a month are "18–19 January 2023".
  const std::string number = std::to_string(static_cast<unsigned>(first.day()));
  if (first.year() == last.year() && first.month() == last.month() && from.starts_with(number + " "))
    return number + "–" + to;
  return texts.say("dossier.from_to", {{"first", from}, {"last", to}});
}

Html when_tag(const Catalogue& texts, const story::When& when) {
  // Of a span the first day: HTML has no word for both.
  std::string machine = story::to_string(when);
  machine = machine.substr(0, machine.find('/'));
  return html(R"(<time datetime="{}">{}</time>)", machine, when_in_words(texts, when));
}

std::string dossier_span(const Catalogue& texts, const story::Dossier& dossier) {
  if (dossier.rounds.empty()) return "";
  const auto n = std::ssize(dossier.rounds);
  const std::string first = when_in_words(texts, dossier.rounds.front().when);
  story::When end = dossier.rounds.back().when;
  if (end.precision == story::When::Precision::kDay) end.first = end.last;
  const std::string last = when_in_words(texts, end);
  if (first == last) return texts.count("dossier.rounds_at", n, {{"first", first}});
  return texts.count("dossier.rounds", n, {{"first", first}, {"last", last}});
}

std::string kind_name(const Catalogue& texts, story::DossierKind kind) {
  return texts.say_name("dossier.kind", story::to_string(kind), {}).value_or(std::string(story::to_string(kind)));
}

std::string field_name(const Catalogue& texts, std::string_view field) {
  return texts.say_name("dossier.field", field, {}).value_or(std::string(field));
}

std::string round_number(const Catalogue& texts, const story::Round& round) {
  if (!round.number) return "";
  return texts.say("dossier.round", {{"number", texts.locale().number(*round.number)}});
}

std::string place_of(const story::Round& round) {
  return round.places.empty() ? "" : round.places.back().value;
}

Result<std::vector<desk::Dossier>> dossiers_to_show(const store::Reader& reader, const story::Story& story) {
  std::vector<article::ArticleId> reports;
  for (const story::Member& member : story.members) reports.push_back(member.article->id);
  DATELINE_TRY(auto dossiers, reader.dossiers_with(reports));
  std::erase_if(dossiers, [](const desk::Dossier& d) { return d.state == desk::Dossier::State::kDismissed; });
  return dossiers;
}

Result<Html> dossier_line(const store::Reader& reader, const Catalogue& texts, const story::Story& story) {
  DATELINE_TRY(const auto dossiers, dossiers_to_show(reader, story));
  if (dossiers.empty()) return Html();
  const desk::Dossier& kept = dossiers.front();
  const story::Dossier dossier = kept.shown();
  const auto round = std::ranges::find_if(dossier.rounds, [&](const story::Round& r) {
    return std::ranges::any_of(story.members, [&](const story::Member& member) {
      return std::ranges::find(r.reports, member.article->id) != r.reports.end();
    });
  });
  const Html link =
      html(R"(<a href="{}" lang="{}" dir="auto">{}</a>)", dossier_path(kept.id), dossier.language, dossier.name);
  const bool is_counted = round != dossier.rounds.end() && round->number;
  return html("<p class=\"dossier-line\">{}</p>\n",
              is_counted
                  ? texts.markup("story.round_of",
                                 {{"number", html("{}", texts.locale().number(*round->number))}, {"dossier", link}})
                  : texts.markup("story.part_of", {{"dossier", link}}));
}

}  // namespace dateline::site
