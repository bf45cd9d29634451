#include "story/dossiers/matter.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "story/document_frequency.h"
#include "story/syndication.h"
#include "story/tuning.h"
#include "text/latin.h"

namespace dateline::story {
namespace {

using Terms = std::vector<std::pair<std::uint32_t, float>>;

/// Matters that a name finds, the newest: a country's name is in hundreds and finds none better.
constexpr std::size_t kPostings = 32;

/// A report has so many words; in a longer text a kind's words count less.
constexpr float kKindWords = 400;

double dot(const Terms& a, const Terms& b) {
  double sum = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (x->first < y->first) {
      ++x;
    } else if (y->first < x->first) {
      ++y;
    } else {
      sum += static_cast<double>(x->second) * static_cast<double>(y->second);
      ++x;
      ++y;
    }
  }
  return sum;
}

double length(const Terms& terms) {
  double square = 0;
  for (const auto& [term, weight] : terms) square += static_cast<double>(weight) * static_cast<double>(weight);
  return std::sqrt(square);
}

float rarity_of(float share) {
  // In one of 10,000 articles, or in none: 1.
  return share <= 0 ? 1.0F : std::clamp(-std::log10(share) / 4.0F, 0.0F, 1.0F);
}

}  // namespace

Aboutness about(const ReportReading& reading, std::string_view language) {
  const Background& background = Background::of(language);
  std::map<std::uint32_t, float> counts;  // Sorted, as the terms are to be.
  std::map<std::uint32_t, float> rarities;
  std::unordered_map<std::string_view, int> cue_counts;
  Aboutness out;
  std::vector<bool> in_name(reading.words.size());
  for (const Stretch& name : reading.names)
    std::fill(in_name.begin() + static_cast<std::ptrdiff_t>(name.begin),
              in_name.begin() + static_cast<std::ptrdiff_t>(name.end), true);
  for (std::size_t i = 0; i < reading.words.size(); ++i) {
    const ReadWord& word = reading.words[i];
    const bool headline = i < reading.sentences.front().end;
    if ((word.cues->kinds | word.cues->weak_kinds) != 0) {
      const int times = ++cue_counts[word.lower];
      for (std::size_t kind = 0; kind < out.kinds.size() && times <= 3; ++kind) {
        const float weight = (word.cues->kinds >> kind & 1) != 0        ? 1.0F
                             : (word.cues->weak_kinds >> kind & 1) != 0 ? 0.35F
                                                                        : 0;
        out.kinds[kind] += weight * (headline ? 2.0F : 1.0F) / static_cast<float>(times);
      }
    }
    if (word.term == 0 || word.is(Cue::kWeekday) || word.is(Cue::kMonth)) continue;
    // Names are the same word in every language, other terms are not.
    const std::uint32_t key = in_name[i] ? word.bare * 2654435761U | 1 : word.term & ~1U;
    const float share = background.share(word.term);
    rarities[key] = rarity_of(share) * (in_name[i] ? 1.0F : 0.6F);
    counts[key] += headline ? 2.0F : 1.0F;
  }
  // A long text has more of every kind's words.
  const float dense = std::min(1.0F, kKindWords / static_cast<float>(std::max<std::size_t>(1, reading.words.size())));
  for (float& kind : out.kinds) kind *= dense;
  for (const auto& [key, count] : counts) {
    const float rarity = rarities[key];
    out.terms.emplace_back(key, rarity * rarity * (1 + std::log(count)));
  }
  const double size = length(out.terms);
  for (auto& [key, weight] : out.terms) weight = size > 0 ? weight / static_cast<float>(size) : 0;
  return out;
}

namespace {

/// How alike a report and a matter must be: half the mean over its reports, half the mean of the three likest. On the
/// matters of bench/dossiers/tune reports have .41 and more, those of other matters with the same names and kind up to
/// .42, most below .35.
constexpr double kAlike = 0.40;
/// What is older than all of a matter's reports is about its beginning, and has less in common.
constexpr double kAlikeFirst = 0.30;
constexpr double kFirstKind = 4;  ///< And then so many words of the kind must be in it.
/// Of the people in a report, fewer are in others of the matter: it must be more alike to be of it.
constexpr double kKnownPeople = 0.4;
constexpr double kAlikeStranger = 0.50;
/// Counts only grow: what counts from the start again this long after a higher number is another series, unless it is
/// all but the same text.
constexpr double kAlikeOtherSeries = 0.90;
constexpr std::chrono::days kSeriesDays{5};
/// A report that calls the matter by the proper name that this share of the others have is of it.
constexpr double kNamed = 0.5;
constexpr double kAlikeNamed = 0.45;
/// Two groups of several reports each: their means err less.
constexpr double kAlikeGroups = 0.33;
constexpr std::size_t kGroup = 3;
/// Words of its matter's kind in a report; below, it tells of something else in which the same people are.
constexpr float kOfKind = 1.5F, kOfKindShare = 0.4F;
/// Two telling words a report make a kind.
constexpr float kKind = 2;
/// Reports of a matter that a new one is compared with, the newest and the first.
constexpr std::size_t kCompared = 48;
/// Matters that a report is compared with.
constexpr std::size_t kCandidates = 12;

/// So much of the shorter text's sample of shingles in the other: it is reworded from it. Own reports of one event
/// share under .2 (tuning.h).
constexpr double kReworded = 0.3;
constexpr std::chrono::days kCopyDays{10};

using Kinds = std::array<float, 11>;

std::size_t kind_of(const Kinds& kinds, std::size_t reports) {
  const auto best = std::ranges::max_element(kinds);
  if (*best < kKind * static_cast<float>(reports)) return static_cast<std::size_t>(DossierKind::kOther);
  return static_cast<std::size_t>(best - kinds.begin());
}

struct Group {
  std::vector<std::size_t> reports;  ///< Places in the list of reports, in order.
  Kinds kinds{};
  std::size_t kind() const { return kind_of(kinds, reports.size()); }
};

double shared(const Sketch& a, const Sketch& b) {
  std::size_t both = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x < *y) {
      ++x;
    } else if (*y < *x) {
      ++y;
    } else {
      ++both, ++x, ++y;
    }
  }
  const std::size_t shorter = std::min(a.size(), b.size());
  return shorter < 8 ? 0 : static_cast<double>(both) / static_cast<double>(shorter);
}

/// What headline and lede call the matter, where that is a name: "Law Enforcement Dialogue", "Hurricane Nerea".
std::set<std::string> proper_names(const ReportReading& reading) {
  std::set<std::string> out;
  for (const Stretch& name : reading.names) {
    const std::size_t sentence = reading.sentence_of(name.begin);
    if (reading.sentences[sentence].paragraph > 1 || name.size() < 2 || name.size() > 5) continue;
    for (std::size_t i = name.begin; i < name.end; ++i) {
      if (!reading.words[i].is(Cue::kHead)) continue;
      out.insert(text::to_latin(reading.printed(name)));
      break;
    }
  }
  return out;
}

class Grouping {
 public:
  explicit Grouping(std::span<const std::unique_ptr<ReportReading>> readings) : readings_(readings) {
    for (const auto& reading : readings) {
      abouts_.push_back(about(*reading, reading->article->language));
      std::set<std::string>& people = people_.emplace_back();
      for (const PersonIn& one : reading->people) people.insert(text::to_latin(one.name));
      proper_.push_back(proper_names(*reading));
    }
  }

  std::vector<Matter> group() {
    for (std::size_t i = 0; i < abouts_.size(); ++i) {
      if (kind_of(abouts_[i].kinds, 1) != static_cast<std::size_t>(DossierKind::kOther)) place(i);
    }
    merge();
    prune();
    take_in_the_rest();
    std::vector<Matter> out;
    for (const Group& group : groups_) {
      if (group.reports.size() >= 2) out.push_back(matter_of(group));
    }
    return out;
  }

 private:
  bool fits_kind(std::size_t report, std::size_t kind) const {
    const Kinds& kinds = abouts_[report].kinds;
    return kinds[kind] >= kOfKind && kinds[kind] >= kOfKindShare * *std::ranges::max_element(kinds);
  }

  /// Of a large group a part stands for all, so that cost stays linear: the first reports and the newest.
  static std::vector<std::size_t> compared_of(const Group& group) {
    if (group.reports.size() <= kCompared) return group.reports;
    std::vector<std::size_t> out(group.reports.begin(), group.reports.begin() + kCompared / 4);
    out.insert(out.end(), group.reports.end() - 3 * kCompared / 4, group.reports.end());
    return out;
  }

  /// Headline and lede call it by a name that others' do: "Fair Rents Bill".
  bool shares_name(std::size_t report, const Group& group) const {
    if (proper_[report].empty()) return false;
    const auto compared = compared_of(group);
    return std::ranges::any_of(proper_[report], [&](const std::string& name) {
      std::size_t others = 0, have = 0;
      for (const std::size_t other : compared) {
        if (other == report) continue;
        ++others;
        have += proper_[other].contains(name);
      }
      return have > 0 && static_cast<double>(have) >= kNamed * static_cast<double>(others);
    });
  }

  double likeness(std::size_t report, const Group& group) const {
    const Terms& terms = abouts_[report].terms;
    std::array<double, 3> best{};
    double sum = 0;
    std::size_t compared = 0;
    for (const std::size_t other : compared_of(group)) {
      if (other == report) continue;
      const double alike = dot(terms, abouts_[other].terms);
      sum += alike;
      ++compared;
      if (alike > best[0]) {
        best = {alike, best[0], best[1]};
      } else if (alike > best[1]) {
        best = {best[0], alike, best[1]};
      } else if (alike > best[2]) {
        best[2] = alike;
      }
    }
    if (compared == 0) return 0;
    const double named = shares_name(report, group) ? kAlikeNamed : 0;
    const double top = (best[0] + best[1] + best[2]) / static_cast<double>(std::min<std::size_t>(3, compared));
    return std::max(named, (sum / static_cast<double>(compared) + top) / 2);
  }

  void add(std::size_t report, std::size_t to) {
    Group& group = groups_[to];
    group.reports.insert(std::ranges::upper_bound(group.reports, report), report);
    for (std::size_t k = 0; k < group.kinds.size(); ++k) group.kinds[k] += abouts_[report].kinds[k];
    // The heaviest names find it.
    Terms heaviest = abouts_[report].terms;
    const std::size_t most = std::min<std::size_t>(40, heaviest.size());
    std::ranges::partial_sort(heaviest, heaviest.begin() + static_cast<std::ptrdiff_t>(most),
                              [](const auto& a, const auto& b) { return a.second > b.second; });
    for (std::size_t k = 0; k < most; ++k) {
      std::vector<std::size_t>& found = postings_[heaviest[k].first];
      if (std::ranges::find(found, to) != found.end()) continue;
      if (found.size() >= kPostings) found.erase(found.begin());
      found.push_back(to);
    }
  }

  /// Groups that have the report's heaviest names, those with the most of them first.
  std::vector<std::size_t> candidates(std::size_t report) const {
    std::map<std::size_t, float> hits;
    for (const auto& [term, weight] : abouts_[report].terms) {
      const auto found = postings_.find(term);
      if (found == postings_.end()) continue;
      for (const std::size_t group : found->second) hits[group] += weight;
    }
    std::vector<std::pair<float, std::size_t>> order;
    for (const auto& [group, weight] : hits) order.emplace_back(-weight, group);
    std::ranges::sort(order);
    std::vector<std::size_t> out;
    for (const auto& [weight, group] : order) {
      if (out.size() < kCandidates) out.push_back(group);
    }
    return out;
  }

  void place(std::size_t report) {
    double best = kAlike;
    std::optional<std::size_t> to;
    for (const std::size_t group : candidates(report)) {
      if (!fits_kind(report, groups_[group].kind())) continue;
      if (const double alike = likeness(report, groups_[group]); alike >= best) {
        best = alike;
        to = group;
      }
    }
    if (!to) {
      to = groups_.size();
      groups_.emplace_back();
    }
    add(report, *to);
  }

  /// Groups that began apart and turned out to be of one matter.
  void merge() {
    for (std::size_t from = 0; from < groups_.size(); ++from) {
      if (groups_[from].reports.empty()) continue;
      std::optional<std::size_t> to;
      double best = groups_[from].reports.size() >= kGroup ? kAlikeGroups : kAlike;
      for (const std::size_t other : candidates(groups_[from].reports.front())) {
        if (other == from || groups_[other].reports.size() < groups_[from].reports.size()) continue;
        if (groups_[other].kind() != groups_[from].kind()) continue;
        double sum = 0;
        std::size_t compared = 0;
        for (const std::size_t report : groups_[from].reports) {
          if (compared == kCompared) break;
          sum += likeness(report, groups_[other]);
          ++compared;
        }
        if (sum / static_cast<double>(compared) >= best) {
          best = sum / static_cast<double>(compared);
          to = other;
        }
      }
      if (!to) continue;
      const std::vector<std::size_t> reports = std::move(groups_[from].reports);
      groups_[from] = {};
      for (const std::size_t report : reports) add(report, *to);
    }
  }

  /// It names people, and they are others: another case at the same court, other talks of the same two countries.
  bool is_stranger(std::size_t report, const Group& group) const {
    const std::set<std::string>& people = people_[report];
    if (people.size() < 2) return false;
    const auto compared = compared_of(group);
    const auto known = std::ranges::count_if(people, [&](const std::string& name) {
      return std::ranges::any_of(compared,
                                 [&](std::size_t other) { return other != report && people_[other].contains(name); });
    });
    return static_cast<double>(known) < kKnownPeople * static_cast<double>(people.size());
  }

  /// Of a count in headline or lede that is no announcement: (number, of what).
  static std::optional<std::pair<int, std::string>> count_of(const ReportReading& reading) {
    for (const Counted& counted : reading.counted) {
      if (reading.sentences[counted.sentence].paragraph > 1) break;
      const auto& words = reading.words;
      bool other = false;  // To come, or "the first in nine years".
      for (std::size_t i = counted.begin > 6 ? counted.begin - 6 : 0; i < counted.begin; ++i)
        other |= words[i].is(Cue::kWill);
      for (std::size_t i = counted.end; i < std::min(counted.end + 4, words.size()); ++i)
        other |= words[i].is(Cue::kSince) || words[i].is(Cue::kWill);
      if (!other) return std::pair(counted.number, counted.noun);
    }
    return std::nullopt;
  }

  /// A first round after the second one is of another series.
  bool starts_again(std::size_t report, const Group& group) const {
    const auto mine = count_of(*readings_[report]);
    if (!mine) return false;
    return std::ranges::any_of(compared_of(group), [&](std::size_t other) {
      if (readings_[other]->day + kSeriesDays > readings_[report]->day) return false;
      const auto before = count_of(*readings_[other]);
      return before && before->second == mine->second && before->first > mine->first;
    });
  }

  double bar_for(std::size_t report, const Group& group) const {
    if (report <= group.reports.front() && static_cast<double>(abouts_[report].kinds[group.kind()]) >= kFirstKind)
      return kAlikeFirst;
    if (starts_again(report, group)) return kAlikeOtherSeries;
    return is_stranger(report, group) ? kAlikeStranger : kAlike;
  }

  void prune() {
    for (Group& group : groups_) {
      if (group.reports.size() < 3) continue;
      const std::size_t kind = group.kind();
      std::vector<std::size_t> kept;
      for (const std::size_t report : group.reports) {
        if (fits_kind(report, kind) && likeness(report, group) >= bar_for(report, group)) kept.push_back(report);
      }
      group.reports = std::move(kept);
    }
  }

  void take_in_the_rest() {
    std::vector<bool> placed(abouts_.size());
    for (const Group& group : groups_) {
      if (group.reports.size() < 2) continue;
      for (const std::size_t report : group.reports) placed[report] = true;
    }
    for (std::size_t report = 0; report < abouts_.size(); ++report) {
      if (placed[report]) continue;
      for (const std::size_t group : candidates(report)) {
        if (groups_[group].reports.size() < 3) continue;
        if (!fits_kind(report, groups_[group].kind())) continue;
        if (likeness(report, groups_[group]) < bar_for(report, groups_[group])) continue;
        for (Group& alone : groups_) {
          if (alone.reports.size() == 1 && alone.reports.front() == report) alone.reports.clear();
        }
        add(report, group);
        break;
      }
    }
  }

  Matter matter_of(const Group& group) const {
    Matter matter;
    matter.kind = static_cast<DossierKind>(group.kind());
    for (const std::size_t at : group.reports) {
      const ReportReading* report = readings_[at].get();
      bool copy = false;
      std::size_t looked_at = 0;
      for (auto source = matter.own.rbegin(); source != matter.own.rend() && !copy; ++source) {
        if (report->day - (*source)->day > kCopyDays || ++looked_at > kCopySources) break;
        // A primary source does not copy; who reports before it was told beforehand.
        copy = !report->article->outlet.primary && shared((*source)->sketch, report->sketch) >= kReworded;
      }
      (copy ? matter.copies : matter.own).push_back(report);
    }
    return matter;
  }

  std::span<const std::unique_ptr<ReportReading>> readings_;
  std::vector<Aboutness> abouts_;
  std::vector<std::set<std::string>> people_;
  std::vector<std::set<std::string>> proper_;
  std::vector<Group> groups_;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> postings_;
};

}  // namespace

std::vector<Matter> group_matters(std::span<const std::unique_ptr<ReportReading>> readings) {
  return Grouping(readings).group();
}

}  // namespace dateline::story
