// Why two things are together, or not, in an editor's words.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "story/story_index.h"
#include "story/tuning.h"

namespace dateline::story {
namespace {

constexpr std::size_t kWordsNamed = 6;

double likelihood(double log_odds) {
  return 1 / (1 + std::exp(-log_odds));
}

/// The likeliest spelling of each term that `of` wants, in quotation marks and commas.
std::string listed(const std::vector<std::pair<double, std::uint32_t>>& heaviest,
                   const std::map<std::uint32_t, std::string>& words) {
  std::string list;
  std::size_t named = 0;
  for (const auto& [weight, term] : heaviest) {
    const auto word = words.find(term);
    if (word == words.end()) continue;
    list += (named == 0 ? "“" : ", “") + word->second + "”";
    if (++named == kWordsNamed) break;
  }
  return list;
}

std::string apart_in_words(double days) {
  if (days * 24 < 1) return "reported within the hour";
  return days < 2 ? fmt::format("{:.0f} hours apart", days * 24) : fmt::format("{:.0f} days apart", days);
}

}  // namespace

Explanation::Candidate StoryIndex::explain(const Scored& s, const article::Article& article, const Profile& profile) {
  Explanation::Candidate c;
  const Cluster& cluster = *s.cluster;
  c.story = cluster.id;
  if (!cluster.is_card()) c.headline = cluster.reports.front().article->headline;
  c.likelihood = likelihood(s.log_odds);
  c.needed = likelihood(kJoinEvidence);
  c.hours_apart = s.days * 24;
  c.members_agree = members_agree(cluster, profile);

  std::map<std::uint32_t, std::string> words;
  for (auto& [term, word] : reader_.words(article, cluster.language)) words.try_emplace(term, std::move(word));

  // What both have, by kind, and what only one headline has.
  std::vector<std::pair<double, std::uint32_t>> shared[3];
  std::pair<float, std::uint32_t> ours{}, theirs{};
  auto i = profile.terms.begin();
  auto j = cluster.profile.terms.begin();
  const auto miss = [](const ProfileTerm& term, float reports, std::pair<float, std::uint32_t>& missing) {
    if (static_cast<float>(term.headlines) * 2 >= reports && term.rarity() > missing.first)
      missing = {term.rarity(), term.term};
  };
  while (i != profile.terms.end() || j != cluster.profile.terms.end()) {
    if (j == cluster.profile.terms.end() || (i != profile.terms.end() && i->term < j->term)) {
      miss(*i++, profile.reports, ours);
    } else if (i == profile.terms.end() || j->term < i->term) {
      miss(*j++, cluster.profile.reports, theirs);
    } else {
      const double mass = i->rarity() * i->rarity() * (j->reports / cluster.profile.reports);
      shared[static_cast<std::size_t>(i->kind)].emplace_back(-mass, i->term);
      ++i;
      ++j;
    }
  }
  for (auto& kind : shared) std::sort(kind.begin(), kind.end());

  const auto part = [&](Evidence::Feature f) { return s.model->weights[f] * s.evidence[f]; };
  const auto say = [&](std::string reason, double weight) {
    if (std::abs(weight) >= 0.005) c.reasons.push_back({std::move(reason), weight});
  };
  const std::string common_words = listed(shared[static_cast<std::size_t>(TermKind::kWord)], words);
  const std::string names = listed(shared[static_cast<std::size_t>(TermKind::kName)], words);
  const std::string numbers = listed(shared[static_cast<std::size_t>(TermKind::kNumber)], words);
  const auto percent = [](double share) { return std::lround(share * 100); };
  // Names and numbers are words, too, and a headline that is alike is covered: a part that only takes back some of the
  // whole is said with the whole, or names in common would seem to speak against.
  const auto back = [&](Evidence::Feature f) { return std::min(0.0, part(f)); };
  say(common_words.empty() ? "no words in common" : "words in common: " + common_words,
      part(Evidence::kSharedTerms) + back(Evidence::kSharedNames) + back(Evidence::kSharedNumbers));
  say("names in common: " + names, std::max(0.0, part(Evidence::kSharedNames)));
  say("numbers in common: " + numbers, std::max(0.0, part(Evidence::kSharedNumbers)));
  say(fmt::format("{} % of what they say is in both", percent(s.evidence[Evidence::kCommon])), part(Evidence::kCommon));
  say(fmt::format("{} % of the headlines' words stand in the other", percent(s.evidence[Evidence::kHeadlineCovered])),
      part(Evidence::kHeadlineCovered) + back(Evidence::kHeadlinesAlike));
  say(fmt::format("the headlines are {} % alike", percent(s.evidence[Evidence::kHeadlinesAlike])),
      std::max(0.0, part(Evidence::kHeadlinesAlike)));
  if (s.evidence[Evidence::kTemplate] > 0) {
    if (!cluster.is_card()) {
      for (auto& [term, word] : reader_.words(*cluster.reports.back().article, cluster.language))
        words.try_emplace(term, std::move(word));
      for (auto& [term, word] : reader_.words(*cluster.reports.front().article, cluster.language))
        words.try_emplace(term, std::move(word));
    }
    const std::string one = listed({{0, ours.second}}, words);
    const std::string other = listed({{0, theirs.second}}, words);
    // No part of the sum: it decides by itself.
    if (is_twin(s.evidence, *s.model)) {
      c.reasons.push_back({"one template, two events" +
                               (one.empty() || other.empty() ? std::string() : ": here " + one + ", there " + other),
                           0});
    }
  }
  say(apart_in_words(s.days), s.of_time);
  const auto reports = static_cast<std::size_t>(cluster.profile.reports);
  say(fmt::format("the story has {} so far", reports == 1 ? "one report" : fmt::format("{} reports", reports)),
      part(Evidence::kLargerSize) + part(Evidence::kSmallerSize) + part(Evidence::kFewReports));
  say("most reports are of different events", s.model->bias + part(Evidence::kLength));
  std::stable_sort(c.reasons.begin(), c.reasons.end(),
                   [](const Reason& a, const Reason& b) { return std::abs(a.weight) > std::abs(b.weight); });
  return c;
}

Explanation StoryIndex::explain(const std::vector<Scored>& scored, const article::Article& article,
                                const Profile& profile, bool joined) {
  Explanation why;
  for (const Scored& s : scored) {
    if (why.candidates.size() == 3) break;
    if (!s.cluster->is_card()) why.candidates.push_back(explain(s, article, profile));
  }
  if (joined) {
    why.verdict = "joins the story: enough in common with it and with its reports, near in time";
  } else if (why.candidates.empty()) {
    why.verdict = "opens a story: no report so far shares its words";
  } else {
    const auto& c = why.candidates.front();
    why.verdict = c.hours_apart > static_cast<double>(kStoryGap.count())
                      ? fmt::format("opens a story: the nearest is {:.0f} days away", c.hours_apart / 24)
                  : c.likelihood < c.needed
                      ? fmt::format(
                            "opens a story: the nearest is {:.0f} % likely to be the same event, {:.0f} % would "
                            "be needed",
                            c.likelihood * 100, c.needed * 100)
                  : is_twin(scored.front().evidence, *scored.front().model)
                      ? "opens a story: its headline is that of the nearest, but of another place, person or number"
                  : !c.members_agree ? "opens a story: like one in sum, but too few of its reports are alike themselves"
                                     : "opens a story: an editor locked the nearest one";
  }
  return why;
}

Result<Explanation::Candidate> StoryIndex::explain(article::ArticleId id, StoryId story) {
  const Report* report = find_report(id);
  if (report == nullptr) return fail(Code::kNotFound, "there is no article " + id.str() + " in a story");
  Cluster* cluster = live(story);
  if (cluster == nullptr) return fail(Code::kNotFound, "there is no story " + story.str());
  const Span span = span_of(*report->article);
  if (find(place_.at(id)) != cluster)
    return explain(score(*cluster, report->profile, span), *report->article, report->profile);
  if (cluster->reports.size() == 1) return fail(Code::kInvalid, "it is the story's only report");
  // Against the others, as if it came now: itself it would always be like.
  Cluster others;
  others.id = cluster->id;
  others.language = cluster->language;
  others.span = {Instant::max(), Instant::min(), true};
  for (const Report& r : cluster->reports) {
    if (&r == report) continue;
    others.reports.push_back(r);
    const Span one = span_of(*r.article);
    others.span = {std::min(others.span.first, one.first), std::max(others.span.last, one.last),
                   others.span.claimed && one.claimed};
    if (!is_reprint(r.kinship) || r.of == id) story::add(others.profile, r.profile);
  }
  if (others.profile.reports == 0) story::add(others.profile, others.reports.front().profile);
  return explain(score(others, report->profile, span), *report->article, report->profile);
}

}  // namespace dateline::story
