#include <algorithm>
#include <map>
#include <set>

#include "story/dossier.h"
#include "story/dossiers/matter.h"
#include "story/dossiers/reading.h"
#include "story/languages.h"

namespace dateline::story {
namespace {

/// A matter of two rounds goes on if they are so far apart; a story is over after three days (tuning.h).
constexpr std::chrono::days kGoesOn{4};

/// Absent for a matter that has not gone on yet.
std::optional<Dossier> dossier_of(const Matter& matter) {
  if (matter.own.empty()) return std::nullopt;
  Dossier dossier;
  dossier.kind = matter.kind;
  dossier.rounds = find_rounds(matter);
  const auto held = std::ranges::count(dossier.rounds, false, &Round::announced);
  if (held < 2) return std::nullopt;
  // Two days in a row are one event and its next morning.
  const auto last = dossier.rounds.begin() + held - 1;
  if (held == 2 && last->when.first - dossier.rounds.front().when.first < kGoesOn) return std::nullopt;
  dossier.participants = find_participants(matter, dossier.rounds);
  dossier.fields = find_fields(matter, dossier.rounds);
  add_bodies(dossier.participants, dossier.rounds);
  std::vector<std::string> names = find_dossier_names(matter, dossier.fields);
  dossier.name = names.front();
  dossier.names.assign(names.begin() + 1, names.end());

  std::vector<const ReportReading*> reports = matter.own;
  reports.insert(reports.end(), matter.copies.begin(), matter.copies.end());
  std::ranges::stable_sort(reports, {}, [](const ReportReading* r) { return r->article->reported_at(); });
  std::map<std::string, int> languages;
  for (const ReportReading* report : reports) {
    dossier.reports.push_back(report->article->id);
    ++languages[report->article->language];
  }
  dossier.language = std::ranges::max_element(languages, {}, [](const auto& l) { return l.second; })->first;
  return dossier;
}

}  // namespace

std::vector<Dossier> find_dossiers(std::span<const ArticlePtr> reports) {
  std::vector<ArticlePtr> in_order(reports.begin(), reports.end());
  std::ranges::stable_sort(in_order, {}, [](const ArticlePtr& a) { return a->reported_at(); });
  Languages languages;
  text::Tokenizer tokenizer(1 << 14);
  std::vector<std::unique_ptr<ReportReading>> readings;
  std::set<article::ArticleId> seen;
  for (const ArticlePtr& report : in_order) {
    if (!seen.insert(report->id).second) continue;
    if (auto reading = read_for_dossier(report, languages.of(*report), tokenizer))
      readings.push_back(std::move(reading));
  }
  std::vector<Dossier> out;
  for (const Matter& matter : group_matters(readings)) {
    if (auto dossier = dossier_of(matter)) out.push_back(std::move(*dossier));
  }
  std::ranges::stable_sort(out, std::greater{}, [](const Dossier& dossier) { return dossier.reports.size(); });
  return out;
}

std::optional<Dossier> dossier_about(std::span<const ArticlePtr> reports, article::ArticleId report) {
  for (Dossier& dossier : find_dossiers(reports)) {
    if (std::ranges::find(dossier.reports, report) != dossier.reports.end()) return std::move(dossier);
  }
  return std::nullopt;
}

}  // namespace dateline::story
