#include "story/abroad.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

#include "story/tuning.h"

namespace dateline::story {
namespace {

using Kind = Trait::Kind;
using Script = Traits::Script;

bool is_name(Kind kind) {
  return kind == Kind::kName || kind == Kind::kSound;
}

/// What counts as one kind of evidence. Picture and link do: both may be an outlet's furniture, its logo and its app.
Kind evidence_of(Kind kind) {
  return is_name(kind) ? Kind::kName : kind == Kind::kLink ? Kind::kPicture : kind;
}

bool near(Instant first_a, Instant last_a, Instant first_b, Instant last_b) {
  return first_a - last_b <= kStoryGap && first_b - last_a <= kStoryGap;
}

/// A row's size: at kAbroadFading stories of 60 traits, halved by turns, two in three places are taken once.
constexpr std::size_t kRow = std::size_t{1} << 20;

std::pair<std::size_t, std::size_t> places(const std::string& language, std::uint32_t hash) {
  std::uint64_t mixed = hash;
  for (const char c : language) mixed = mixed * 131 + static_cast<unsigned char>(c);
  mixed *= 0x9E3779B97F4A7C15;
  mixed ^= mixed >> 29;
  mixed *= 0xBF58476D1CE4E5B9;
  return {mixed >> 44, (mixed >> 22) % kRow};
}

}  // namespace

AbroadLinks::Counts::Counts() : first_row_(kRow), second_row_(kRow) {}

void AbroadLinks::Counts::add_story(const std::string& language) {
  stories_[language] += 1;
  if (++added_ % kAbroadFading != 0) return;
  for (auto& [name, count] : stories_) count /= 2;
  std::erase_if(stories_, [](const auto& counted) { return counted.second < 1; });
  for (auto* row : {&first_row_, &second_row_}) {
    for (std::uint16_t& count : *row) count /= 2;
  }
}

void AbroadLinks::Counts::add(const std::string& language, std::uint32_t hash) {
  const auto [one, two] = places(language, hash);
  // Conservative update: only the smaller one, so that a place shared with a common trait stays as small as it can.
  const std::uint16_t count = std::min(first_row_[one], second_row_[two]);
  if (count == UINT16_MAX) return;
  first_row_[one] = std::max<std::uint16_t>(first_row_[one], count + 1);
  second_row_[two] = std::max<std::uint16_t>(second_row_[two], count + 1);
}

double AbroadLinks::Counts::rarity(const std::string& language, std::uint32_t hash, double expected) const {
  const auto [one, two] = places(language, hash);
  // Without the story that asks: a matter that each language tells once is as rare as before it was told.
  const double others = std::max(std::min(first_row_[one], second_row_[two]) - 1, 0);
  const auto stories = stories_.find(language);
  const double all = stories == stories_.end() ? 0 : stories->second;
  return -std::log((others + kAbroadPrior * expected) / (all + kAbroadPrior));
}

double AbroadLinks::value(const Entry& entry, const Held& held) {
  // A picture tells of the event whichever report shows it. Of the rest, what half of the reports have is the story's,
  // what one of ten has is a guest.
  if (evidence_of(held.kind) == Kind::kPicture) return std::max(held.rarity, 0.0F);
  return std::max(held.rarity, 0.0F) * std::min(1.0F, 2 * held.prominence / static_cast<float>(entry.reports));
}

double AbroadLinks::strength(const Entry& a, const Entry& b) {
  // Names are compared as printed where both have capitals; else by sound, of which one side must know its names.
  const bool by_sound = a.script != Script::kCapitals || b.script != Script::kCapitals;
  const bool sounds_tell = by_sound && !(a.script == Script::kWords && b.script == Script::kWords);
  double sum = 0;
  int rare_names = 0, rare_full_names = 0;  // A short surname is rare with the given name before it.
  std::array<double, 8> of_kind{};
  for (auto i = a.held.begin(), j = b.held.begin(); i != a.held.end() && j != b.held.end();) {
    if (i->hash != j->hash) {
      ++(i->hash < j->hash ? i : j);
      continue;
    }
    const bool sound = i->kind == Kind::kSound || i->kind == Kind::kFullSound;
    if (!sound || sounds_tell) {
      const double shared = std::min(value(a, *i), value(b, *j));
      if (i->kind == Kind::kFullName || i->kind == Kind::kFullSound) {
        sum += kFullNameShare * shared;
        rare_full_names += shared >= kRareTrait;
      } else {
        sum += shared;
        rare_names += is_name(i->kind) && shared >= kRareTrait;
        of_kind[static_cast<std::size_t>(evidence_of(i->kind))] += shared;
      }
    }
    ++i;
    ++j;
  }
  rare_names = std::max(rare_names, rare_full_names);
  // Of a country's politics every matter has its leader and its neighbours: without a rare name, these are one kind.
  const auto kinds = std::ranges::count_if(of_kind, [](double v) { return v >= kSomeTrait; });
  const double of_event =
      of_kind[static_cast<std::size_t>(Kind::kNumber)] + of_kind[static_cast<std::size_t>(Kind::kPicture)];
  const bool two_kinds = kinds >= 2 && (rare_names >= 1 || of_event >= kSomeTrait);
  if (sum < kAbroadBar || (rare_names < 2 && !two_kinds)) return 0;

  const auto known_by = [&](const Entry& entry) {
    std::vector<double> values;
    for (const Held& held : entry.held) {
      const bool name =
          by_sound ? held.kind == Kind::kSound && entry.script != Script::kWords : held.kind == Kind::kName;
      if (name || held.kind == Kind::kNumber || held.kind == Kind::kCountry) values.push_back(value(entry, held));
    }
    const std::size_t most = std::min(values.size(), kAbroadTelling);
    std::ranges::partial_sort(values, values.begin() + static_cast<std::ptrdiff_t>(most), std::greater{});
    double total = 0;
    for (std::size_t k = 0; k < most; ++k) total += values[k];
    return total;
  };
  return sum >= kAbroadShare * std::min(known_by(a), known_by(b)) ? sum : 0;
}

void AbroadLinks::put(StoryId story, const Traits& of_report) {
  if (of_report.language.empty()) return;
  auto [it, fresh] = stories_.try_emplace(story);
  Entry& entry = it->second;
  if (fresh) {
    entry.language = of_report.language;
    entry.script = of_report.script;
    entry.first = entry.last = of_report.reported;
    counts_.add_story(entry.language);
  }
  entry.first = std::min(entry.first, of_report.reported);
  entry.last = std::max(entry.last, of_report.reported);
  ++entry.reports;
  std::vector<Held> news;
  news.reserve(of_report.traits.size());
  for (const Trait& trait : of_report.traits) {
    if (!std::ranges::binary_search(entry.held, trait.hash, {}, &Held::hash)) counts_.add(entry.language, trait.hash);
    news.push_back({trait.hash, trait.kind, trait.expected, trait.prominence});
  }
  gather(story, entry, news);
  relink(story, entry);
}

/// Adds traits, those of a report or of a merged story, and keeps the most telling.
void AbroadLinks::gather(StoryId id, Entry& entry, const std::vector<Held>& news) {
  std::vector<Held> all;
  all.reserve(entry.held.size() + news.size());
  std::vector<std::uint32_t> fresh;
  auto old = entry.held.begin();
  for (const Held& held : news) {
    while (old != entry.held.end() && old->hash < held.hash) all.push_back(*old++);
    if (old != entry.held.end() && old->hash == held.hash) {
      all.push_back(*old++);
      all.back().prominence += held.prominence;
    } else {
      all.push_back(held);
      fresh.push_back(held.hash);
    }
  }
  all.insert(all.end(), old, entry.held.end());
  for (Held& held : all) held.rarity = static_cast<float>(counts_.rarity(entry.language, held.hash, held.expected));

  std::vector<std::uint32_t> dropped;
  if (all.size() > kAbroadTraits) {
    std::ranges::sort(all, [&](const Held& a, const Held& b) {
      const double value_a = value(entry, a), value_b = value(entry, b);
      return value_a != value_b ? value_a > value_b : a.hash < b.hash;
    });
    for (std::size_t k = kAbroadTraits; k < all.size(); ++k) dropped.push_back(all[k].hash);
    all.resize(kAbroadTraits);
    std::ranges::sort(all, {}, &Held::hash);
    std::ranges::sort(dropped);
  }
  entry.held = std::move(all);
  for (const std::uint32_t hash : fresh) {
    if (std::ranges::binary_search(dropped, hash)) continue;
    auto& stories = postings_[hash];
    if (stories.size() >= kAbroadPostings) stories.erase(stories.begin());
    stories.push_back(id);
  }
  for (const std::uint32_t hash : dropped) unpost(id, hash);
}

/// Finds the story's links anew, for its traits changed.
void AbroadLinks::relink(StoryId id, Entry& entry) {
  std::vector<const Held*> probes;
  for (const Held& held : entry.held) {
    if (held.rarity >= kSomeTrait) probes.push_back(&held);
  }
  std::ranges::sort(probes, [](const Held* a, const Held* b) {
    return a->rarity != b->rarity ? a->rarity > b->rarity : a->hash < b->hash;
  });
  std::vector<std::pair<StoryId, double>> found;
  for (const Held* held : probes) {
    if (found.size() >= kAbroadVisited) break;
    const auto posted = postings_.find(held->hash);
    if (posted == postings_.end()) continue;  // Newer stories took the room.
    for (const StoryId other : posted->second) {
      if (other != id) found.push_back({other, held->rarity});
    }
  }
  // Those linked already are asked again, whatever finds them.
  for (const Link& link : entry.links) found.push_back({link.story, kAbroadBar});
  std::ranges::stable_sort(found, {}, &std::pair<StoryId, double>::first);
  std::vector<std::pair<double, StoryId>> candidates;
  for (auto it = found.begin(); it != found.end();) {
    const StoryId other = it->first;
    double sum = 0;
    for (; it != found.end() && it->first == other; ++it) sum += it->second;
    const Entry& that = stories_.at(other);
    if (that.language != entry.language && near(entry.first, entry.last, that.first, that.last))
      candidates.push_back({-sum, other});
  }
  std::ranges::sort(candidates);
  if (candidates.size() > kAbroadCandidates) candidates.resize(kAbroadCandidates);

  std::vector<Link> links;
  for (const auto& [minus_sum, other] : candidates) {
    if (const double s = strength(entry, stories_.at(other)); s > 0) links.push_back({other, s});
  }
  const auto stronger = [](const Link& a, const Link& b) {
    return a.strength != b.strength ? a.strength > b.strength : a.story < b.story;
  };
  std::ranges::sort(links, stronger);
  const std::vector<Link> before = entry.links;
  for (const Link& link : before) cut(id, link.story);
  for (const Link& link : links) {
    if (entry.links.size() >= kAbroadStories) break;
    Entry& that = stories_.at(link.story);
    const Link back{id, link.strength};
    if (that.links.size() >= kAbroadStories) {
      if (!stronger(back, that.links.back())) continue;
      const StoryId weakest = that.links.back().story;
      cut(link.story, weakest);
      relinked_.insert(weakest);
    }
    that.links.insert(std::ranges::upper_bound(that.links, back, stronger), back);
    entry.links.push_back(link);
  }
  // Whoever gained or lost a link has changed; a link that only weighs otherwise has not.
  const auto note_missing = [&](const std::vector<Link>& from, const std::vector<Link>& in) {
    for (const Link& link : from) {
      if (std::ranges::find(in, link.story, &Link::story) != in.end()) continue;
      relinked_.insert(link.story);
      relinked_.insert(id);
    }
  };
  note_missing(before, entry.links);
  note_missing(entry.links, before);
}

/// Takes a link out on both sides.
void AbroadLinks::cut(StoryId of, StoryId to) {
  std::erase_if(stories_.at(of).links, [&](const Link& link) { return link.story == to; });
  std::erase_if(stories_.at(to).links, [&](const Link& link) { return link.story == of; });
}

void AbroadLinks::unpost(StoryId id, std::uint32_t hash) {
  const auto found = postings_.find(hash);
  if (found == postings_.end()) return;
  std::erase(found->second, id);
  if (found->second.empty()) postings_.erase(found);
}

void AbroadLinks::forget(StoryId story) {
  const auto found = stories_.find(story);
  if (found == stories_.end()) return;
  for (const Held& held : found->second.held) unpost(story, held.hash);
  for (const Link& link : std::vector<Link>(found->second.links)) {
    cut(story, link.story);
    relinked_.insert(link.story);
  }
  stories_.erase(found);
  relinked_.erase(story);
}

void AbroadLinks::rename(StoryId from, StoryId into) {
  const auto found = stories_.find(from);
  if (found == stories_.end() || from == into) return;
  const Entry merged = found->second;
  forget(from);
  auto [it, fresh] = stories_.try_emplace(into);
  Entry& entry = it->second;
  if (fresh) {
    entry = merged;
    entry.held.clear();
    entry.links.clear();
    entry.reports = 0;
  }
  entry.first = std::min(entry.first, merged.first);
  entry.last = std::max(entry.last, merged.last);
  entry.reports += merged.reports;
  gather(into, entry, merged.held);
  relink(into, entry);
}

std::vector<StoryId> AbroadLinks::links(StoryId story) const {
  std::vector<StoryId> out;
  const auto found = stories_.find(story);
  if (found == stories_.end()) return out;
  for (const Link& link : found->second.links) out.push_back(link.story);
  return out;
}

std::vector<StoryId> AbroadLinks::take_relinked() {
  std::vector<StoryId> out(relinked_.begin(), relinked_.end());
  relinked_.clear();
  return out;
}

}  // namespace dateline::story
