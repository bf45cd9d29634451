#include "site/pages/known.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "site/story_line.h"
#include "text/terms.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

constexpr std::size_t kFewest = 3, kMost = 5;
constexpr int kMostOfOneReport = 2;
constexpr std::size_t kMostReports = 24;               // The first ones; who comes later repeats them.
constexpr int kMostSentences = 10;                     // Of one report: what matters stands at its top.
constexpr std::size_t kMostRead = 8000;                // Bytes of a report in which a fact is looked for.
constexpr std::size_t kShortest = 40, kLongest = 320;  // Bytes: neither "He agreed." nor a paragraph.
// A fact that a line before has told counts for less; a line that shares this much of its words with one before is the
// same in other words.
constexpr double kToldBefore = 0.25;
constexpr double kSameWords = 0.5;
// A second line of one owner has to be a good deal better than the first of another.
constexpr double kSameOwner = 0.6;

using Words = std::set<std::string>;

Words set_of(std::vector<std::string> words) {
  return {std::make_move_iterator(words.begin()), std::make_move_iterator(words.end())};
}

/// Names, and terms with a digit in them.
Words facts_of(std::string_view text, std::string_view language, const Words& terms) {
  Words facts = set_of(text::names(text, language));
  for (const std::string& term : terms) {
    if (term.find_first_of("0123456789") != std::string::npos) facts.insert(term);
  }
  return facts;
}

/// "HAVANA – The delegations" -> "The delegations": where a report was written is no part of what is known.
std::string_view without_dateline(std::string_view sentence) {
  for (const std::string_view dash : {" – ", " — ", " - "}) {
    const auto at = sentence.find(dash);
    if (at == std::string_view::npos || at > 48) continue;  // "PORT-AU-PRINCE, Haiti" and a date after it.
    const auto word = sentence.substr(0, sentence.find_first_of(" ,"));
    if (word.size() > 2 && std::ranges::none_of(word, [](char c) { return c >= 'a' && c <= 'z'; }))
      return sentence.substr(at + dash.size());
  }
  return sentence;
}

struct Candidate {
  std::string sentence;
  story::ArticlePtr report;
  Words terms, facts;
};

void add_sentences(const story::ArticlePtr& report, std::vector<Candidate>& candidates) {
  std::string quotable =
      report->rights == wire::Rights::kFull && !report->text.empty() ? report->text : shown_lede(*report);
  std::string_view rest = quotable;
  for (int i = 0; i < kMostSentences && !rest.empty(); ++i) {
    const std::string_view paragraph = rest.substr(0, rest.find("\n\n"));
    const std::string first = text::first_sentences(paragraph, 1, report->language);
    if (first.empty()) break;
    rest.remove_prefix(std::min(rest.size(), first.size()));
    rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(" \n")));
    const std::string sentence(without_dateline(first));
    if (sentence.size() < kShortest || sentence.size() > kLongest || sentence.ends_with("…")) continue;
    Candidate candidate{.sentence = sentence, .report = report, .terms = {}, .facts = {}};
    candidate.terms = set_of(text::terms(sentence, report->language));
    candidate.facts = facts_of(sentence, report->language, candidate.terms);
    candidates.push_back(std::move(candidate));
  }
}

double shared(const Words& a, const Words& b) {
  const auto both = std::ranges::count_if(a, [&](const std::string& word) { return b.contains(word); });
  return static_cast<double>(both) / static_cast<double>(std::max<std::size_t>(1, std::min(a.size(), b.size())));
}

}  // namespace

std::vector<KnownLine> what_is_known(const story::Story& story) {
  std::vector<Candidate> candidates;
  std::map<std::string, std::set<std::string>> owners_of;  // By fact or term: who has it.
  std::set<std::string> owners;
  std::size_t read = 0;
  for (const story::Member& member : story.members) {
    const story::ArticlePtr& report = member.article;
    if (member.kinship != story::Kinship::kOwnReport || report->language != story.language || read == kMostReports)
      continue;
    ++read;
    owners.insert(report->outlet.owner);
    const std::string all =
        report->headline + ". " + (report->text.empty() ? report->lede : report->text).substr(0, kMostRead);
    const Words terms = set_of(text::terms(all, report->language));
    for (const std::string& term : terms) owners_of[term].insert(report->outlet.owner);
    for (const std::string& fact : facts_of(all, report->language, terms)) owners_of[fact].insert(report->outlet.owner);
    add_sentences(report, candidates);
  }
  if (owners.size() < 2) return {};

  std::vector<KnownLine> lines;
  std::vector<Words> told_words;
  Words told;
  std::map<article::ArticleId, int> of_report;
  std::set<std::string> of_owner;
  while (lines.size() < kMost) {
    const Candidate* best = nullptr;
    double best_score = 0;
    for (const Candidate& candidate : candidates) {
      if (of_report[candidate.report->id] == kMostOfOneReport) continue;
      if (std::ranges::any_of(told_words,
                              [&](const Words& words) { return shared(words, candidate.terms) >= kSameWords; }))
        continue;
      // Without names or numbers (a script without capitals) the words themselves have to do.
      const Words& facts = candidate.facts.empty() ? candidate.terms : candidate.facts;
      double sum = 0;
      for (const std::string& fact : facts) {
        const auto confirmed = static_cast<double>(owners_of[fact].size()) - 1;
        sum += confirmed * (told.contains(fact) ? kToldBefore : 1);
      }
      double score = sum / std::sqrt(static_cast<double>(4 + candidate.terms.size()));
      if (of_owner.contains(candidate.report->outlet.owner)) score *= kSameOwner;
      if (score > best_score) {
        best_score = score;
        best = &candidate;
      }
    }
    if (!best) break;
    lines.push_back({best->sentence, best->report});
    told_words.push_back(best->terms);
    told.insert(best->facts.begin(), best->facts.end());
    ++of_report[best->report->id];
    of_owner.insert(best->report->outlet.owner);
  }
  if (lines.size() < kFewest) return {};
  return lines;
}

}  // namespace dateline::site
