// Who takes part in a matter, and as what.

#include <algorithm>
#include <map>
#include <set>

#include "story/dossiers/matter.h"
#include "text/latin.h"
#include "text/utf8.h"

namespace dateline::story {
namespace {

constexpr std::size_t kParticipants = 60;
constexpr std::size_t kLongMatter = 5;  ///< Reports; of a shorter one nobody can be in many.
constexpr std::size_t kRoles = 6;       ///< Of one participant: what came after each other.

struct Person {
  std::string name;
  std::vector<Said> roles;
  bool surname_only = false;
  std::vector<const ReportReading*> reports;
};

std::string last_word(const std::string& latin) {
  const std::size_t space = latin.find_last_of(' ');
  return space == std::string::npos ? latin : latin.substr(space + 1);
}
/// The words of a role that tell it: without "of", "the", "its".
std::set<std::string> telling_words(const Said& role) {
  std::set<std::string> out;
  const std::string latin = text::to_latin(role.value);
  for (std::size_t i = 0; i < latin.size();) {
    const std::size_t end = std::min(latin.find(' ', i), latin.size());
    if (end - i > 3) out.insert(latin.substr(i, end - i));
    i = end + 1;
  }
  return out;
}

/// "mediator" and then "mediator, of the tribunal" are one role, in its fullest form.
std::vector<Said> without_repeats(std::vector<Said> roles) {
  std::vector<Said> out;
  for (Said& role : roles) {
    const auto words = telling_words(role);
    auto same = std::ranges::find_if(out, [&](const Said& said) {
      const auto before = telling_words(said);
      return std::ranges::any_of(words, [&](const std::string& word) { return before.contains(word); });
    });
    if (same == out.end()) {
      out.push_back(std::move(role));
    } else if (words.size() > telling_words(*same).size()) {
      same->value = role.value;
    }
  }
  return out;
}

/// The role has a word for what somebody is, or does: "mediator", "leads".
bool has_office(const Said& role, const ReportReading& report) {
  for (std::size_t i = 0; i < role.value.size();) {
    const std::size_t end = std::min(role.value.find_first_of(" ,-", i), role.value.size());
    const WordCues& word = (*report.words_of_language)(text::fold(std::string_view(role.value).substr(i, end - i)));
    if (word.is(Cue::kRole) || word.is(Cue::kTitle) || word.is(Cue::kLeads)) return true;
    i = end + 1;
  }
  return false;
}

std::string first_word(const std::string& latin) {
  return latin.substr(0, latin.find(' '));
}

}  // namespace

std::vector<Participant> find_participants(const Matter& matter, std::vector<Round>& rounds) {
  std::map<std::string, Person> people;  // By the name in Latin letters.
  for (const ReportReading* report : matter.own) {
    for (const PersonIn& one : report->people) {
      const std::string key = text::to_latin(one.name);
      if (key.empty()) continue;
      Person& person = people[key];
      if (person.name.empty()) person.name = one.name;
      person.surname_only = one.size() == 1;
      if (person.reports.empty() || person.reports.back() != report) person.reports.push_back(report);
      if (one.role.empty()) continue;
      const bool known = std::ranges::any_of(person.roles, [&](const Said& said) {
        return text::to_latin(said.value).find(text::to_latin(one.role)) != std::string::npos;
      });
      if (!known) person.roles.push_back({one.role, report->article->id, report->article->reported_at()});
    }
  }
  // "Luis Cuello" is Luis Féliz Cuello.
  for (auto one = people.begin(); one != people.end();) {
    Person* same = nullptr;
    for (auto& [key, other] : people) {
      if (key == one->first || last_word(key) != last_word(one->first)) continue;
      const bool shorter = key.size() > one->first.size() && first_word(key) == first_word(one->first);
      if (shorter || (one->second.surname_only && !other.surname_only)) same = &other;
    }
    if (same == nullptr) {
      ++one;
      continue;
    }
    same->roles.insert(same->roles.end(), one->second.roles.begin(), one->second.roles.end());
    same->reports.insert(same->reports.end(), one->second.reports.begin(), one->second.reports.end());
    one = people.erase(one);
  }

  std::vector<Person*> order;
  for (auto& [key, person] : people) {
    // Without a role and in one report only, anybody may be meant.
    if (person.roles.empty() && person.reports.size() < 2) continue;
    // "Ana Bel of Arden", once in a long matter, is a voice from the street.
    const bool passing =
        person.reports.size() == 1 && matter.own.size() >= kLongMatter &&
        std::ranges::none_of(person.roles, [&](const Said& role) { return has_office(role, *person.reports.front()); });
    if (passing) continue;
    order.push_back(&person);
  }
  std::ranges::stable_sort(order, std::greater{}, [](const Person* person) { return person->reports.size(); });
  if (order.size() > kParticipants) order.resize(kParticipants);

  std::map<article::ArticleId, Round*> round_of;
  for (Round& round : rounds) {
    for (const article::ArticleId report : round.reports) round_of[report] = &round;
  }
  std::vector<Participant> out;
  for (Person* person : order) {
    std::ranges::stable_sort(person->roles, {}, &Said::reported);
    person->roles = without_repeats(std::move(person->roles));
    if (person->roles.size() > kRoles) person->roles.resize(kRoles);
    out.push_back({person->name, true, std::move(person->roles)});
    for (const ReportReading* report : person->reports) {
      const auto round = round_of.find(report->article->id);
      if (round == round_of.end()) continue;
      std::vector<std::string>& there = round->second->participants;
      if (std::ranges::find(there, person->name) == there.end()) there.push_back(person->name);
    }
  }
  return out;
}

void add_bodies(std::vector<Participant>& participants, std::vector<Round>& rounds) {
  for (Round& round : rounds) {
    for (const Field& field : round.fields) {
      const bool chairs = field.name == "chairs";
      if (!chairs && field.name != "delegations") continue;
      for (const Said& said : field.said) {
        const bool person = std::ranges::any_of(
            participants, [&](const Participant& one) { return one.is_person && one.name == said.value; });
        if (person || participants.size() >= 2 * kParticipants) continue;
        auto body = std::ranges::find(participants, said.value, &Participant::name);
        if (body == participants.end()) body = participants.insert(body, {said.value, false, {}});
        const std::string role = (chairs ? "chair" : "delegation") + (field.of.empty() ? "" : ", " + field.of);
        if (body->roles.empty() || body->roles.back().value != role)
          body->roles.push_back({role, said.report, said.reported});
        if (std::ranges::find(round.participants, said.value) == round.participants.end())
          round.participants.push_back(said.value);
      }
    }
  }
}

}  // namespace dateline::story
