// How well dossiers are recognised: matters that were written as reports over time, beside what a reader finds in them.
//   dossiers [FOLDER...]   folders with NAME.jsonl and NAME.truth.json (bench/dossiers/README.md)
//   EACH=1 also says what was missed and what was too much.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "article/article.h"
#include "base/file.h"
#include "story/dossier.h"
#include "text/utf8.h"

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using namespace dateline;
using story::Dossier;

const bool each = std::getenv("EACH") != nullptr;

std::string text_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains({key.data(), key.size()});
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

const json::array& list_at(const json::object& object, std::string_view key) {
  static const json::array none;
  const json::value* value = object.if_contains({key.data(), key.size()});
  return value && value->is_array() ? value->as_array() : none;
}

struct Matter {
  std::string file;
  json::object truth;
  std::vector<story::ArticlePtr> reports;
  std::set<article::ArticleId> its_own;  ///< Without those marked "other".
};

Matter load(const fs::path& reports) {
  Matter matter;
  matter.file = reports.stem().string();
  auto bytes = read_file(reports.string());
  for (std::size_t i = 0; bytes && i < bytes->size();) {
    const std::size_t end = std::min(bytes->find('\n', i), bytes->size());
    const std::string_view line = std::string_view(*bytes).substr(i, end - i);
    i = end + 1;
    if (line.empty()) continue;
    auto article = article::from_json(line, Instant{std::chrono::seconds{2'000'000'000}});
    if (!article) {
      std::cerr << reports << ": " << article.error().message << '\n';
      continue;
    }
    const auto object = json::parse({line.data(), line.size()}).as_object();
    const json::value* other = object.if_contains("other");
    if (!other || !other->is_bool() || !other->as_bool()) matter.its_own.insert(article->id);
    matter.reports.push_back(std::make_shared<const article::Article>(std::move(*article)));
  }
  fs::path truth = reports;
  truth.replace_extension(".truth.json");
  if (auto text = read_file(truth.string())) matter.truth = json::parse(*text).as_object();
  return matter;
}

std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> out;
  std::string word;
  for (const char c : text::fold(text) + " ") {
    const bool letter = (c & 0x80) != 0 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter) {
      word += c;
    } else if (!word.empty()) {
      static const std::set<std::string> kSmall = {"the", "of", "a", "an", "and", "for", "in", "de", "la", "el", "del"};
      if (!kSmall.contains(word)) out.insert(word);
      word.clear();
    }
  }
  return out;
}

/// Half of the words of the shorter one are in the other.
bool alike(std::string_view one, std::string_view other) {
  const auto a = words_of(one), b = words_of(other);
  if (a.empty() || b.empty()) return false;
  std::size_t both = 0;
  for (const auto& word : a) both += b.contains(word);
  return 2 * both >= std::min(a.size(), b.size()) && both > 0;
}

struct Count {
  double right = 0, of_truth = 0, of_ours = 0;
  void operator+=(const Count& other) {
    right += other.right;
    of_truth += other.of_truth;
    of_ours += other.of_ours;
  }
  std::string recall() const { return of_truth > 0 ? fmt::format("{:.2f}", right / of_truth) : "   -"; }
  std::string precision() const { return of_ours > 0 ? fmt::format("{:.2f}", right / of_ours) : "   -"; }
};

struct Score {
  Count found, reports, rounds, dates, places, people, roles, fields, next;
  void operator+=(const Score& s) {
    found += s.found;
    reports += s.reports;
    rounds += s.rounds;
    dates += s.dates;
    places += s.places;
    people += s.people;
    roles += s.roles;
    fields += s.fields;
    next += s.next;
  }
};

void tell(std::string_view what, std::string_view detail) {
  if (each) fmt::print("    {} {}\n", what, detail);
}

/// One day of grace: what happened in the night is told of both days.
bool overlap(const story::When& a, const story::When& b) {
  const std::chrono::days grace{a.precision == b.precision ? 1 : 0};
  return a.first <= b.last + grace && b.first <= a.last + grace;
}

bool place_right(const story::Round& round, const std::string& truth) {
  if (round.places.empty()) return false;
  const std::string ours = text::fold(round.places.back().value), theirs = text::fold(truth);
  return ours.find(theirs) != std::string::npos || theirs.find(ours) != std::string::npos;
}

/// Values of a truth's field: texts, or pairs of a date and a text.
std::vector<std::string> values_of(const json::value& field) {
  std::vector<std::string> out;
  const auto add = [&](const json::value& value) {
    if (value.is_string()) out.emplace_back(value.as_string());
    if (value.is_array() && !value.as_array().empty() && value.as_array().back().is_string())
      out.emplace_back(value.as_array().back().as_string());
  };
  if (field.is_array()) {
    for (const json::value& value : field.as_array()) add(value);
  } else {
    add(field);
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> fields_of(const Dossier& dossier) {
  std::vector<std::pair<std::string, std::string>> out;
  const auto add = [&](const std::vector<story::Field>& fields) {
    for (const story::Field& field : fields) {
      for (const story::Said& said : field.said) out.emplace_back(field.name, field.of + " " + said.value);
    }
  };
  add(dossier.fields);
  for (const story::Round& round : dossier.rounds) add(round.fields);
  return out;
}

Score judge(const Matter& matter, const std::vector<Dossier>& dossiers) {
  Score score;
  const Dossier* best = nullptr;
  std::size_t most = 0;
  for (const Dossier& dossier : dossiers) {
    const auto its = static_cast<std::size_t>(
        std::ranges::count_if(dossier.reports, [&](article::ArticleId id) { return matter.its_own.contains(id); }));
    if (its > most) {
      most = its;
      best = &dossier;
    }
  }
  const std::string kind = text_at(matter.truth, "kind");
  score.found.of_truth = 1;
  score.reports.of_truth = static_cast<double>(matter.its_own.size());
  const auto& truth_rounds = list_at(matter.truth, "rounds");
  const auto& truth_people = list_at(matter.truth, "participants");
  const auto& truth_next = list_at(matter.truth, "next");
  const Dossier none;
  const Dossier& ours = best ? *best : none;
  if (best && story::to_string(best->kind) == kind) score.found.right = 1;
  if (best) fmt::print("  {}: \"{}\", {}\n", matter.file, ours.name, story::to_string(ours.kind));
  if (!best) fmt::print("  {}: not found\n", matter.file);

  score.reports.right = static_cast<double>(most);
  score.reports.of_ours = static_cast<double>(ours.reports.size());
  for (const auto& report : matter.reports) {
    const bool has = std::ranges::find(ours.reports, report->id) != ours.reports.end();
    if (has != matter.its_own.contains(report->id)) tell(has ? "foreign report" : "missing report", report->headline);
  }

  std::vector<const story::Round*> held, next;
  for (const story::Round& round : ours.rounds) (round.announced ? next : held).push_back(&round);
  const auto match = [&](const json::array& truths, const std::vector<const story::Round*>& rounds, bool is_next) {
    std::set<const story::Round*> used;
    for (const json::value& value : truths) {
      const json::object& truth = value.as_object();
      const std::string date = text_at(truth, "date");
      const auto when = story::parse_when(date);
      if (!when) std::cerr << matter.file << ": date '" << date << "'\n";
      Count& count = is_next ? score.next : score.rounds;
      ++count.of_truth;
      const story::Round* found = nullptr;
      for (const bool exact : {true, false}) {
        for (const story::Round* round : rounds) {
          if (found || used.contains(round) || !when) continue;
          if (exact ? round->when == *when : overlap(round->when, *when)) found = round;
        }
      }
      if (!found) {
        tell(is_next ? "missing next" : "missing round",
             date + " " + text_at(truth, "place") + " " + text_at(truth, "what"));
        continue;
      }
      used.insert(found);
      ++count.right;
      if (is_next) continue;
      ++score.dates.of_truth;
      if (found->when == *when) ++score.dates.right;
      if (found->when != *when) tell("date", fmt::format("{} for {}", story::to_string(found->when), date));
      const std::string place = text_at(truth, "place");
      if (place.empty()) continue;
      ++score.places.of_truth;
      if (place_right(*found, place)) {
        ++score.places.right;
      } else {
        tell("place",
             fmt::format("{} \"{}\" for \"{}\"", date, found->places.empty() ? "" : found->places.back().value, place));
      }
    }
    for (const story::Round* round : rounds) {
      if (!used.contains(round))
        tell(is_next ? "too much next" : "too much round",
             story::to_string(round->when) + " " + (round->places.empty() ? "" : round->places.back().value) + " " +
                 round->what);
    }
  };
  match(truth_rounds, held, false);
  match(truth_next, next, true);
  score.rounds.of_ours = static_cast<double>(held.size());
  score.next.of_ours = static_cast<double>(next.size());

  std::set<const story::Participant*> used;
  for (const json::value& value : truth_people) {
    const json::object& truth = value.as_object();
    const std::string name = text_at(truth, "name");
    ++score.people.of_truth;
    const auto found = std::ranges::find_if(ours.participants, [&](const story::Participant& one) {
      const auto a = words_of(one.name), b = words_of(name);
      return std::ranges::includes(a, b) || (a.size() > 1 && std::ranges::includes(b, a));
    });
    if (found == ours.participants.end()) {
      tell("missing participant", name);
      continue;
    }
    used.insert(&*found);
    ++score.people.right;
    std::string said;
    for (const story::Said& role : found->roles) said += role.value + "; ";
    bool right = false;
    for (const json::value& role : list_at(truth, "roles"))
      right |= role.is_string() && alike(said, std::string(role.as_string()));
    ++score.roles.of_truth;
    score.roles.right += right;
    if (!right) tell("role", name + ": \"" + said + "\" for " + json::serialize(list_at(truth, "roles")));
  }
  for (const story::Participant& one : ours.participants) {
    // The truth names people; offices are looked at as fields.
    score.people.of_ours += one.is_person || used.contains(&one);
    if (one.is_person && !used.contains(&one))
      tell("too much participant", one.name + ": " + (one.roles.empty() ? "" : one.roles.back().value));
  }

  const auto all = fields_of(ours);
  std::set<std::string_view> names;
  for (const story::FieldName& field :
       story::fields_of(story::parse_dossier_kind(kind).value_or(story::DossierKind::kOther)))
    names.insert(field.name);
  if (const json::value* fields = matter.truth.if_contains("fields"); fields && fields->is_object()) {
    for (const auto& [key, value] : fields->as_object()) {
      std::string name(key);
      if (name == "toll") name = "tolls";
      if (!names.contains(name)) continue;  // Of this matter alone; no field of the kind.
      for (const std::string& one : values_of(value)) {
        ++score.fields.of_truth;
        const bool right = std::ranges::any_of(
            all, [&](const auto& field) { return field.first == name && alike(field.second, one); });
        score.fields.right += right;
        if (!right) tell("missing field", name + ": " + one);
      }
    }
  }
  score.fields.of_ours = 0;
  return score;
}

void print_head() {
  fmt::print("  {:<24}{:>6}{:>13}{:>13}{:>7}{:>7}{:>13}{:>7}{:>7}{:>13}\n", "", "kind", "reports R P", "rounds R P",
             "dates", "places", "people R P", "roles", "fields", "next R P");
}

void print(std::string_view name, const Score& s) {
  fmt::print("  {:<24}{:>6}{:>8} {}{:>8} {}{:>7}{:>7}{:>8} {}{:>7}{:>7}{:>8} {}\n", name, s.found.recall(),
             s.reports.recall(), s.reports.precision(), s.rounds.recall(), s.rounds.precision(), s.dates.recall(),
             s.places.recall(), s.people.recall(), s.people.precision(), s.roles.recall(), s.fields.recall(),
             s.next.recall(), s.next.precision());
}

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<fs::path> folders(argv + 1, argv + argc);
  if (folders.empty())
    folders = {fs::path(DATELINE_BENCH) / "dossiers/tune", fs::path(DATELINE_BENCH) / "dossiers/kept-out"};
  const Matter sample = load(fs::path(DATELINE_BENCH) / "../sample/edition.jsonl");
  std::vector<story::ArticlePtr> everything;
  for (const fs::path& folder : folders) {
    std::vector<Matter> matters;
    std::set<fs::path> files;
    if (fs::is_directory(folder)) {
      for (const auto& file : fs::directory_iterator(folder)) {
        if (file.path().extension() == ".jsonl") files.insert(file.path());
      }
    }
    for (const fs::path& file : files) matters.push_back(load(file));
    // One pile of all of them, and of the sample edition: a matter is to be found among others.
    std::vector<story::ArticlePtr> pile = sample.reports;
    for (const Matter& matter : matters) pile.insert(pile.end(), matter.reports.begin(), matter.reports.end());
    everything.insert(everything.end(), pile.begin(), pile.end());
    const auto dossiers = story::find_dossiers(pile);
    fmt::print("{}: {} matters, {} reports, {} dossiers\n", folder.filename().string(), matters.size(), pile.size(),
               dossiers.size());
    std::vector<std::pair<std::string, Score>> scores;
    Score sum;
    for (const Matter& matter : matters) {
      scores.emplace_back(matter.file, judge(matter, dossiers));
      sum += scores.back().second;
    }
    print_head();
    for (const auto& [name, score] : scores) print(name, score);
    print("all", sum);
  }
  if (!everything.empty()) {
    const double start = cpu_seconds();
    std::size_t reports = 0;
    while (cpu_seconds() - start < 2) {
      reports += everything.size();
      if (story::find_dossiers(everything).size() > everything.size()) return 1;
    }
    const double rate = static_cast<double>(reports) / (cpu_seconds() - start);
    fmt::print("reports a second of one core: {:.0f}   goal 5,000: {}\n", rate, rate >= 5'000 ? "met" : "MISSED");
  }
  return 0;
}
