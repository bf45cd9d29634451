// The facts of each kind of matter, each with the report that says it. A rule reads one sentence; what the rules find
// is weighed over the reports.

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "story/dossiers/matter.h"
#include "text/countries.h"
#include "text/latin.h"
#include "text/place.h"
#include "text/utf8.h"

namespace dateline::story {
namespace {

constexpr std::size_t kValues = 40;     ///< Of one field.
constexpr std::size_t kItemWords = 12;  ///< Of one item of a list.
constexpr std::size_t kItems = 16;      ///< Of one list.
constexpr std::size_t kQuoteBytes = 280;

/// Where a list's end must be: a verb, a clause, a quotation.
bool ends_list(const ReadWord& word) {
  return word.is(Cue::kWill) || word.is(Cue::kSaid) || word.is(Cue::kWho) || word.is(Cue::kWas) ||
         word.lower == "that" || word.lower == "which" || word.lower == "while" || word.lower == "when" ||
         word.lower == "but" || word.lower == "according" || word.lower == "is" || word.lower == "are" ||
         word.lower == "has" || word.lower == "have" || word.lower == "after" || word.lower == "que" ||
         word.lower == "pero" || word.lower == "según";
}

class FieldFinder {
 public:
  FieldFinder(const Matter& matter, std::vector<Round>& rounds) : matter_(matter), rounds_(rounds) {
    for (const FieldName& field : fields_of(matter.kind)) names_[field.name] = field;
    for (Round& round : rounds) {
      for (const article::ArticleId report : round.reports) round_of_[report] = &round;
    }
  }

  std::vector<Field> find() {
    find_parties();
    for (const ReportReading* report : matter_.own) {
      report_ = report;
      headings_ = 0;
      for (std::size_t s = 0; s < report->sentences.size(); ++s) {
        sentence_ = report->sentences[s];
        if (s == 0 && in_title_case()) continue;
        if (s > 0) read_quotation(s);
        for (const Stretch& clause : clauses(report->sentences[s])) {
          sentence_.begin = clause.begin;
          sentence_.end = clause.end;
          read_sentence(s);
        }
      }
    }
    std::vector<Field> out;
    for (auto& [key, found] : found_) settle(found, out);
    sort(out);
    for (Round& round : rounds_) sort(round.fields);
    return out;
  }

 private:
  struct Found {
    std::string name, of;
    Round* round = nullptr;
    std::vector<Said> said;
    std::map<std::string, double> weights;  ///< Of a value, by its words in Latin letters.
  };

  const ReadWord& word(std::size_t i) const { return report_->words[i]; }
  bool is(std::size_t i, Cue cue) const { return i < sentence_.end && word(i).is(cue); }
  std::optional<std::size_t> first(Cue cue) const { return first_after(cue, sentence_.begin); }
  std::optional<std::size_t> first_after(Cue cue, std::size_t from) const {
    for (std::size_t i = from; i < sentence_.end; ++i) {
      if (word(i).is(cue)) return i;
    }
    return std::nullopt;
  }
  /// "Two Dead in Porto Fire": capitals tell no names.
  bool in_title_case() const {
    std::size_t capitals = 0;
    for (std::size_t i = sentence_.begin; i < sentence_.end; ++i) capitals += word(i).capitalised;
    return sentence_.size() >= 4 && capitals * 10 > sentence_.size() * 6;
  }

  /// A semicolon parts what has a verb of its own: "State led the American side; the Foreign Ministry led the other".
  std::vector<Stretch> clauses(const Sentence& sentence) const {
    std::vector<Stretch> out;
    std::size_t start = sentence.begin;
    for (std::size_t i = sentence.begin + 1; i < sentence.end; ++i) {
      if (word(i).gap.find(';') == std::string_view::npos) continue;
      const bool verb =
          std::any_of(report_->words.begin() + static_cast<std::ptrdiff_t>(i),
                      report_->words.begin() + static_cast<std::ptrdiff_t>(sentence.end),
                      [](const ReadWord& w) { return w.is(Cue::kChairs) || w.is(Cue::kSent) || w.is(Cue::kWas); });
      if (!verb) continue;
      out.push_back({start, i});
      start = i;
    }
    out.push_back({start, sentence.end});
    return out;
  }

  void put(std::string_view name, std::string_view of, std::string value) {
    const auto field = names_.find(name);
    if (field == names_.end() || value.empty() || value.size() > 400) return;
    Round* round = nullptr;
    if (field->second.of_round) {
      const auto found = round_of_.find(report_->article->id);
      if (found == round_of_.end()) return;
      round = found->second;
    }
    Found& found = found_[{round, std::string(name), std::string(of)}];
    found.name = name;
    found.of = of;
    found.round = round;
    const std::string key = text::to_latin(value);
    if (key.empty() || found.said.size() >= kValues * 4) return;
    found.weights[key] += weight_of(*report_);
    if (field->second.list) {
      for (const Said& said : found.said) {
        if (text::to_latin(said.value) == key) return;
      }
    } else if (!found.said.empty() && text::to_latin(found.said.back().value) == key) {
      return;
    }
    found.said.push_back({std::move(value), report_->article->id, report_->article->reported_at()});
  }

  void settle(Found& found, std::vector<Field>& out) {
    const FieldName& name = names_.at(found.name);
    Field field{found.name, found.of, name.list, {}};
    double most = 0;
    for (const auto& [value, weight] : found.weights) most = std::max(most, weight);
    for (Said& said : found.said) {
      const std::string key = text::to_latin(said.value);
      // An item that is part of a longer one says the same.
      const bool part = name.list && std::ranges::any_of(found.weights, [&](const auto& other) {
                          return other.first.size() > key.size() &&
                                 (other.first + " ").find(key + " ") != std::string::npos &&
                                 other.second >= found.weights[key];
                        });
      if (!part && field.said.size() < kValues) field.said.push_back(std::move(said));
    }
    if (field.said.empty()) return;
    (found.round ? found.round->fields : out).push_back(std::move(field));
  }

  void sort(std::vector<Field>& fields) const {
    const auto places = fields_of(matter_.kind);
    std::ranges::stable_sort(fields, {}, [&](const Field& field) {
      return std::ranges::find(places, field.name, &FieldName::name) - places.begin();
    });
  }

  // --- Lists ---------------------------------------------------------------------------------------------------------

  /// Items from `begin` on, apart by commas and "and", up to a verb or the sentence's end.
  std::vector<Stretch> list_from(std::size_t begin) const {
    std::vector<Stretch> out;
    std::size_t start = begin;
    const auto close = [&](std::size_t end) {
      while (start < end && (word(start).is(Cue::kArticle) || word(start).is(Cue::kAnd) || word(start).is(Cue::kFor)))
        ++start;
      if (start < end && end - start <= kItemWords) out.push_back({start, end});
    };
    for (std::size_t i = begin; i < sentence_.end && out.size() < kItems; ++i) {
      const ReadWord& w = word(i);
      const bool mark = i > begin && w.gap.find_first_of(",;:") != std::string_view::npos;
      const bool quote =
          w.gap.find_first_of("\"()") != std::string_view::npos || w.gap.find("“") != std::string_view::npos;
      if (ends_list(w) || (quote && i > begin)) {
        close(i);
        return out;
      }
      if (mark || (w.is(Cue::kAnd) && !within_name(i))) {
        close(i);
        start = w.is(Cue::kAnd) ? i + 1 : i;
      }
    }
    close(sentence_.end);
    return out;
  }

  /// "Immigration and Customs Enforcement", "Office of Strategy, Policy, and Plans": the "and" is of one name.
  bool within_name(std::size_t i) const {
    if (i == sentence_.begin || i + 1 >= sentence_.end) return false;
    if (!word(i - 1).capitalised || !word(i + 1).capitalised) return false;
    // What follows has no body's word before it and ends with one: "and Border Protection".
    std::size_t end = i + 1;
    while (end < sentence_.end && word(end).capitalised && (end == i + 1 || word(end).gap == " ")) ++end;
    const bool left_single = i < sentence_.begin + 2 || !word(i - 2).capitalised || word(i - 1).gap != " ";
    return left_single && word(end - 1).is(Cue::kBody) && !word(i - 1).is(Cue::kBody);
  }

  /// The names of offices in a stretch: "the Fisheries Office", "Department of Homeland Security".
  std::vector<std::string> bodies_in(std::size_t begin, std::size_t end) const {
    std::vector<std::string> out;
    for (std::size_t i = begin; i < end && out.size() < kItems; ++i) {
      if (!word(i).capitalised || word(i).function_word) continue;
      std::size_t stop = i + 1;
      bool body = word(i).is(Cue::kBody), open = body;  // "Office of ..."
      const bool plural =
          body && word(i).lower.ends_with('s') && word(i).lower != "affairs" && word(i).lower != "services";
      while (stop < end) {
        const ReadWord& w = word(stop);
        if (w.capitalised && (w.gap == " " || w.gap == "-" || w.gap == "' " || w.gap == "’ ")) {
          body |= w.is(Cue::kBody);
          open = w.is(Cue::kBody) || open;
          ++stop;
        } else if (open && w.gap == " " && w.is(Cue::kOf) && stop + 1 < end) {
          std::size_t next = stop + 1;
          while (next < end && word(next).is(Cue::kArticle)) ++next;
          if (next >= end || !word(next).capitalised || !within_space(stop, next)) break;
          stop = next + 1;
        } else if (w.is(Cue::kAnd) && w.gap == " " && stop + 1 < end && word(stop + 1).capitalised &&
                   within_name(stop)) {
          stop += 2;
          while (stop < end && word(stop).capitalised && word(stop).gap == " ") {
            body |= word(stop).is(Cue::kBody);
            ++stop;
          }
          body = true;
        } else if (open && w.gap == ", " && w.capitalised && is_series(stop, end)) {
          // "Office of Strategy, Policy, and Plans"
          while (stop < end && !word(stop).is(Cue::kAnd)) ++stop;
          stop = std::min(end, stop + 2);
          break;
        } else {
          break;
        }
      }
      if (body && stop > i + 1 && !plural) out.push_back(report_->tidy({i, stop}));
      i = stop - 1;
    }
    return out;
  }
  bool within_space(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i <= end; ++i) {
      if (word(i).gap != " ") return false;
    }
    return true;
  }
  /// From a comma on: single capitalised words and an "and" before the last, none of them a body.
  bool is_series(std::size_t comma, std::size_t end) const {
    std::size_t i = comma;
    while (i < end && word(i).capitalised && !word(i).is(Cue::kBody) && word(i).gap == ", ") ++i;
    if (i == comma || i + 1 >= end || !word(i).is(Cue::kAnd) || word(i).gap != ", ") return false;
    return word(i + 1).capitalised && !word(i + 1).is(Cue::kBody) &&
           (i + 2 >= end || word(i + 2).gap != " " || !word(i + 2).capitalised);
  }

  /// "the Departments of State, Justice and Homeland Security": a department each.
  std::vector<std::string> several_in(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i + 2 < end; ++i) {
      const bool plural = word(i).capitalised && word(i).is(Cue::kBody) && word(i).lower.ends_with('s');
      if (!plural || !word(i + 1).is(Cue::kOf)) continue;
      const std::string single(word(i).printed.substr(0, word(i).printed.size() - 1));
      const std::string one = single.ends_with("ie") ? single.substr(0, single.size() - 2) + "y" : single;
      std::vector<std::string> out;
      std::size_t start = i + 2;
      for (std::size_t k = i + 2; k <= end && out.size() < kItems; ++k) {
        const bool stop = k == end || (!word(k).capitalised && !word(k).is(Cue::kAnd) && !word(k).is(Cue::kOf) &&
                                       !word(k).is(Cue::kArticle));
        const bool apart = stop || word(k).is(Cue::kAnd) || (k > start && word(k).gap.starts_with(','));
        if (apart) {
          while (start < k && (!word(start).capitalised)) ++start;
          if (start < k) out.push_back(one + " of " + report_->tidy({start, k}));
          start = k;
        }
        if (stop) break;
      }
      return out;
    }
    return {};
  }

  // --- Parties -------------------------------------------------------------------------------------------------------

  struct Party {
    std::string name, code;
  };

  /// The countries that most ledes name.
  void find_parties() {
    if (matter_.kind != DossierKind::kTalks) return;
    std::map<std::string, std::pair<int, std::map<std::string, int>>> countries;
    for (const ReportReading* report : matter_.own) {
      std::set<std::string> here;
      const std::string_view head = std::string_view(report->text).substr(0, 700);
      for (const text::KnownName& known : text::known_names(head, report->article->language)) {
        if (known.country.empty()) continue;
        if (here.insert(known.country).second) ++countries[known.country].first;
        ++countries[known.country].second[text::collapse(known.printed)];
      }
    }
    std::vector<std::pair<int, std::string>> order;
    for (const auto& [code, found] : countries) order.emplace_back(-found.first, code);
    std::ranges::sort(order);
    for (const auto& [count, code] : order) {
      if (-count * 2 < static_cast<int>(matter_.own.size()) || parties_.size() == 4) break;
      // The longest printed form is its name: "United States" for "US".
      std::string name;
      for (const auto& [printed, times] : countries[code].second) {
        const bool is_name =
            text::known_place(printed, matter_.own.front()->article->language) == text::Place::kCountry;
        if (is_name && printed.size() > name.size()) name = printed;
      }
      if (name.empty()) continue;
      parties_.push_back({name, code});
    }
    for (const Party& party : parties_) {
      report_ = matter_.own.front();
      put("parties", "", party.name);
    }
  }

  /// Which party a stretch speaks of: by its name, or as "American", "Washington".
  std::string party_in(std::size_t begin, std::size_t end) const {
    if (begin >= end) return "";
    const std::string_view printed = report_->printed({begin, end});
    for (const text::KnownName& known : text::known_names(printed, report_->article->language)) {
      for (const Party& party : parties_) {
        if (party.code == known.country) return party.name;
      }
    }
    for (std::size_t i = begin; i < end; ++i) {
      if (!word(i).capitalised) continue;
      const std::string& lower = word(i).lower;
      if (lower == "american" || lower == "americans" || lower == "washington") {
        if (const auto* party = party_of("US")) return party->name;
      }
      // "Cuban" is of Cuba, "Icelandic" of Iceland: the first letters of both.
      for (const Party& party : parties_) {
        const std::string name = text::fold(party.name);
        const std::size_t same = std::min<std::size_t>(std::max<std::size_t>(3, name.size() - 2), name.size());
        if (lower.size() >= 4 && lower.starts_with(std::string_view(name).substr(0, same))) return party.name;
      }
    }
    return "";
  }
  const Party* party_of(std::string_view code) const {
    for (const Party& party : parties_) {
      if (party.code == code) return &party;
    }
    return nullptr;
  }
  std::string side() const { return party_in(sentence_.begin, sentence_.end); }

  // --- What a sentence says ------------------------------------------------------------------------------------------

  void read_sentence(std::size_t s) {
    switch (matter_.kind) {
      case DossierKind::kTalks:
        return read_talks(s);
      case DossierKind::kTrial:
        return read_trial(s);
      case DossierKind::kStorm:
        return read_storm();
      case DossierKind::kElection:
        return read_election();
      case DossierKind::kStrike:
        return read_strike();
      case DossierKind::kMission:
        return read_mission();
      case DossierKind::kEpidemic:
        return read_epidemic();
      case DossierKind::kMerger:
        return read_merger();
      case DossierKind::kFinal:
        return read_final();
      case DossierKind::kBill:
        return read_bill();
      case DossierKind::kOther:
        return;
    }
  }

  void read_talks(std::size_t s) {
    if (s == 0) return;
    const auto chairs = first(Cue::kChairs), sent = first(Cue::kSent), joined = first(Cue::kJoined);
    const bool by = chairs && is(*chairs + 1, Cue::kBy);
    // Who leads, office by office.
    const auto several = several_in(sentence_.begin, sentence_.end);
    const auto part = part_taken();
    if (chairs && !part) {
      const std::string of = side_of_verb(*chairs);
      for (const std::string& body : several) put("chairs", of, body);
      if (several.empty()) {
        const auto bodies = by ? bodies_in(*chairs, sentence_.end) : bodies_in(sentence_.begin, *chairs);
        for (const std::string& body : bodies) put("chairs", of, body);
      }
    }
    if (part) {
      for (const std::string& body : several) put("delegations", side(), body);
      if (several.empty()) {
        for (const std::string& body : bodies_in(sentence_.begin, *part)) put("delegations", side(), body);
      }
    }
    for (const PersonIn& one : report_->people) {
      if (one.begin < sentence_.begin || one.end > sentence_.end) continue;
      const std::string role = text::fold(one.role);
      if (role.find("chair") != std::string::npos || role.find("preside") != std::string::npos)
        put("chairs", "", one.name);
    }
    // What each sends.
    if (sent && !joined) {
      for (const std::string& body : several) {
        if (!chairs && !part) put("delegations", party_in(sentence_.begin, *sent), body);
      }
      std::size_t begin = *sent + 1;
      while (is(begin, Cue::kBy)) ++begin;
      std::string of = of_subject(*sent);
      std::size_t from = begin;
      // One sentence may say it of several, apart by semicolons: "...; the Justice Department's Office of ..."
      for (std::size_t i = begin; i <= sentence_.end; ++i) {
        const bool apart = i == sentence_.end || (i > from && word(i).gap.find(';') != std::string_view::npos);
        if (!apart) continue;
        std::size_t start = from;
        if (const auto owner = owner_in(from, i)) {
          of = report_->tidy({owner->begin, owner->end});
          start = owner->end;
        }
        for (const std::string& body : bodies_in(start, i)) put("delegations", of, body);
        from = i;
      }
    } else if (joined) {
      for (const std::string& body : bodies_in(sentence_.begin, *joined)) put("delegations", "", body);
    }
    // What it was about.
    const auto discussed = first(Cue::kDiscussed), topics = first(Cue::kTopics);
    if (discussed) {
      // "were discussed" has them before it.
      const bool passive = *discussed > sentence_.begin && word(*discussed - 1).is(Cue::kWas);
      std::size_t begin = passive ? sentence_.begin : *discussed + 1;
      while (begin < sentence_.end && (word(begin).lower == "with" || word(begin).lower == "about")) ++begin;
      put_subjects(begin);
    } else if (topics && !is(*topics + 1, Cue::kOf)) {
      const bool listed = *topics + 1 < sentence_.end && word(*topics + 1).gap.find(':') != std::string_view::npos;
      if (listed) put_subjects(*topics + 1);
    } else if (topics || on_the_table()) {
      put_subjects(sentence_.begin);
    }
    if (const auto talked = talked_about()) put_subjects(*talked);
    // What a side says.
    const auto states = first(Cue::kState), says = first(Cue::kSaid);
    const std::size_t verb = std::min(states.value_or(sentence_.end), says.value_or(sentence_.end));
    if (verb < sentence_.end && verb <= sentence_.begin + 4) {
      const std::string of = party_in(sentence_.begin, verb);
      if (!of.empty()) put("statements", of, text::shorten(report_->tidy(sentence_), kQuoteBytes));
    } else if (is_purpose()) {
      put("statements", report_->article->outlet.primary ? report_->article->outlet.name : "",
          text::shorten(report_->tidy(sentence_), kQuoteBytes));
    }
  }

  /// "take part for the United States"
  std::optional<std::size_t> part_taken() const {
    for (std::size_t i = sentence_.begin; i + 1 < sentence_.end; ++i) {
      if ((word(i).lower == "take" || word(i).lower == "took" || word(i).lower == "taking") &&
          word(i + 1).lower == "part")
        return i;
    }
    return std::nullopt;
  }
  bool on_the_table() const {
    for (std::size_t i = sentence_.begin; i + 2 < sentence_.end; ++i) {
      if (word(i).lower == "on" && word(i + 1).lower == "the" && word(i + 2).lower == "table") return true;
      if (word(i).lower == "sobre" && word(i + 1).lower == "la" && word(i + 2).lower == "mesa") return true;
    }
    return false;
  }
  std::optional<std::size_t> talked_about() const {
    for (std::size_t i = sentence_.begin; i + 1 < sentence_.end; ++i) {
      const bool verb = word(i).lower == "talked" || word(i).lower == "spoke" || word(i).lower == "hablaron" ||
                        word(i).lower == "conversaron";
      if (verb && (word(i + 1).lower == "about" || word(i + 1).lower == "sobre" || word(i + 1).lower == "de"))
        return i + 2;
    }
    return std::nullopt;
  }
  /// What a text of one's own is for: "strengthens", "does not affect", "is in the interest".
  bool is_purpose() const {
    for (std::size_t i = sentence_.begin; i < sentence_.end; ++i) {
      const std::string& lower = word(i).lower;
      for (const std::string_view cue : {"strengthens", "strengthen", "interest", "interests", "commitment", "affect",
                                         "purpose", "advance", "underlines", "reaffirmed", "compromiso", "interés"}) {
        if (lower == cue) return i == sentence_.begin || word(i - 1).lower != "mutual";
      }
    }
    return false;
  }

  void put_subjects(std::size_t begin) {
    for (Stretch item : list_from(begin)) {
      // "work against human trafficking": a subject is a noun, with what stands before it.
      while (item.size() > 1 && (word(item.begin).function_word || word(item.begin).is(Cue::kArticle))) ++item.begin;
      if (item.size() == 1 && (word(item.begin).function_word || word(item.begin).is(Cue::kTopics))) continue;
      for (std::size_t i = item.begin; i < item.end; ++i) {
        if (word(i).is(Cue::kDiscussed) || (word(i).lower == "on" && is(i + 1, Cue::kArticle))) item.end = i;
      }
      if (item.begin < item.end) put("subjects", "", report_->tidy(item));
    }
  }

  /// "for the United States", "led the American side": after the verb, or of the whole sentence.
  std::string side_of_verb(std::size_t verb) const {
    std::string of = party_in(verb, sentence_.end);
    return of.empty() ? party_in(sentence_.begin, verb) : of;
  }
  /// The one that sends: "State was represented by", "Homeland Security sent".
  std::string of_subject(std::size_t verb) const {
    std::size_t begin = sentence_.begin;
    for (std::size_t i = verb; i > sentence_.begin; --i) {
      if (word(i).gap.find_first_of(";,") != std::string_view::npos) {
        begin = i;
        break;
      }
    }
    std::size_t end = verb;
    while (begin < end && (word(begin).is(Cue::kArticle) || word(begin).is(Cue::kAnd))) ++begin;
    while (end > begin && (word(end - 1).is(Cue::kWas) || word(end - 1).function_word)) --end;
    if (begin >= end || end - begin > 5) return party_in(sentence_.begin, verb);
    const std::string party = party_in(begin, end);
    return party.empty() || bodies_in(begin, end).size() == 1 ? report_->tidy({begin, end}) : party;
  }
  /// "the State Department's": whose offices follow.
  std::optional<Stretch> owner_in(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin + 1; i < end; ++i) {
      if (!word(i).gap.starts_with("'s") && !word(i).gap.starts_with("’s")) continue;
      std::size_t start = i;
      while (start > begin && (word(start - 1).capitalised || word(start - 1).is(Cue::kOf))) --start;
      if (start < i) return Stretch{start, i};
    }
    return std::nullopt;
  }

  /// What is said between quotation marks, by whom the sentence names.
  void read_quotation(std::size_t s) {
    if (!names_.contains("statements")) return;
    const std::string_view text = report_->text;
    const auto begin = static_cast<std::size_t>(word(sentence_.begin).printed.data() - text.data());
    const std::string_view last = word(sentence_.end - 1).printed;
    const auto end = static_cast<std::size_t>(last.data() + last.size() - text.data());
    for (const auto& [open, close] :
         {std::pair<std::string_view, std::string_view>{"\"", "\""}, {"“", "”"}, {"«", "»"}}) {
      std::size_t from = text.find(open, begin > 3 ? begin - 3 : 0);
      if (from == std::string_view::npos || from >= end) continue;
      from += open.size();
      const std::size_t to = text.find(close, from);
      if (to == std::string_view::npos || to - from > kQuoteBytes || to > end + 300) continue;
      const std::string quote = text::collapse(text.substr(from, to - from));
      if (std::ranges::count(quote, ' ') < 3) continue;
      put("statements", speaker(s), quote);
      return;
    }
  }
  std::string speaker(std::size_t s) const {
    for (const PersonIn& one : report_->people) {
      if (one.sentence == s || one.sentence == s + 1) return one.name;
    }
    // A surname that was told in full before.
    for (std::size_t i = sentence_.begin; i < std::min(sentence_.end + 12, report_->words.size()); ++i) {
      for (const PersonIn& one : report_->people) {
        if (report_->words[i].capitalised && report_->words[one.end - 1].lower == report_->words[i].lower)
          return one.name;
      }
    }
    return "";
  }

  void read_trial(std::size_t) {
    for (const std::string& body : bodies_in(sentence_.begin, sentence_.end)) {
      const std::string lower = text::fold(body);
      for (const std::string_view court : {"court", "tribunal", "juzgado", "audiencia", "corte"}) {
        if (lower.find(court) == std::string::npos || headings_ > 0) continue;
        put("court", "", body);
        ++headings_;  // The first court that a report names is where it was.
        break;
      }
    }
    const auto accused = first(Cue::kAccused), charge = first(Cue::kCharge);
    if (accused) {
      for (const PersonIn& one : report_->people) {
        if (one.begin >= sentence_.begin && one.end <= *accused && is_defendant(one)) put("parties", "", one.name);
      }
    }
    for (const PersonIn& one : report_->people) {
      if (one.begin >= sentence_.begin && one.end <= sentence_.end &&
          text::fold(one.role).find("defendant") != std::string::npos)
        put("parties", "", one.name);
    }
    // "the trial of X", "juicio contra X", "convicted X": those who are named so more than once.
    for (const PersonIn& one : report_->people) {
      if (one.begin < sentence_.begin || one.end > sentence_.end || !is_defendant(one)) continue;
      for (std::size_t i = one.begin > sentence_.begin + 10 ? one.begin - 10 : sentence_.begin; i < one.begin; ++i) {
        if (word(i).is(Cue::kAccused) || word(i).lower == "against" || word(i).lower == "contra" ||
            (word(i).lower == "trial" && is(i + 1, Cue::kOf))) {
          put_count("parties", one.name);
          break;
        }
      }
    }
    if (!accused && !charge) return;
    std::size_t begin = accused ? *accused : *charge;
    if (charge && (!accused || *charge < *accused)) begin = *charge;
    // "charged with the manslaughter of eleven people", "deny ten counts of manslaughter and a charge of"
    for (std::size_t i = begin; i < sentence_.end; ++i) {
      const ReadWord& w = word(i);
      const bool opens =
          w.lower == "with" || w.lower == "to" || (w.lower == "de" && i > begin) ||
          ((w.lower == "of" || w.lower == "de") && (word(i - 1).is(Cue::kAccused) || word(i - 1).is(Cue::kCharge)));
      const bool direct = w.is(Cue::kAccused) &&
                          (w.lower == "deny" || w.lower == "denies" || w.lower == "denied" || w.lower == "niega");
      if (!opens && !direct) continue;
      if (i > begin + 6) break;
      for (Stretch item : list_from(i + 1)) {
        // "ten counts of", "a charge of"
        for (std::size_t k = item.begin; k + 1 < item.end; ++k) {
          if (word(k).is(Cue::kCharge)) item.begin = word(k + 1).is(Cue::kOf) ? k + 2 : k + 1;
        }
        while (item.begin < item.end && (word(item.begin).is(Cue::kArticle) || word(item.begin).is(Cue::kNumber) ||
                                         word(item.begin).is(Cue::kOf) || word(item.begin).lower == "with"))
          ++item.begin;
        std::size_t end = item.begin;
        while (end < item.end && end - item.begin < 6 && !(word(end).is(Cue::kOf) && is(end + 1, Cue::kNumber)) &&
               !word(end).is(Cue::kIn) && !word(end).is(Cue::kAccused))
          ++end;
        if (end <= item.begin || word(item.begin).capitalised || word(item.begin).function_word) continue;
        if (word(item.begin).is(Cue::kCharge)) continue;
        put("charges", "", report_->tidy({item.begin, end}));
      }
      break;
    }
  }
  static bool is_defendant(const PersonIn& one) {
    const std::string role = text::fold(one.role);
    for (const std::string_view other : {"judge", "prosec", "lawyer", "defend", "counsel", "barrister", "for ", "juez",
                                         "fiscal", "abogad", "witness", "expert", "justice", "represent"}) {
      if (role.find(other) != std::string::npos) return false;
    }
    return true;
  }

  /// A number, in words or figures, before or after the word that it counts: "killed four", "toll was lowered to six".
  std::optional<std::string> count_near(std::size_t at, std::size_t reach) const {
    // "brings the number of victims to nine", "sube a siete"
    for (std::size_t i = at + 1; i < std::min(at + 14, sentence_.end); ++i) {
      if ((word(i).is(Cue::kNumber) || word(i).number) && word(i - 1).is(Cue::kTo) && !is_dated(i) && reach > 4 &&
          (i + 1 == sentence_.end || !word(i + 1).gap.starts_with(' ') || word(i + 1).function_word))
        return std::string(word(i).printed);
    }
    std::optional<std::string> best;
    std::size_t nearest = reach + 1;
    const std::size_t begin = at > sentence_.begin + reach ? at - reach : sentence_.begin;
    for (std::size_t i = begin; i < std::min(at + reach + 1, sentence_.end); ++i) {
      const ReadWord& w = word(i);
      const bool figure = w.number && w.printed.size() <= 9;
      if (!figure && !w.is(Cue::kNumber)) continue;
      if ((w.lower == "one" || w.lower == "un" || w.lower == "una") && i + 1 != at) continue;
      if (i > sentence_.begin && word(i - 1).is(Cue::kOf) && i < at) continue;  // "a boy of four died"
      if (is_dated(i)) continue;
      const std::size_t far = i > at ? i - at : at - i;
      if (far < nearest) {
        nearest = far;
        best = std::string(w.printed);
      }
    }
    return best;
  }
  bool is_dated(std::size_t i) const {
    return std::ranges::any_of(report_->dates, [&](const DateIn& date) { return date.begin <= i && i < date.end; });
  }

  void read_storm() {
    for (std::size_t i = sentence_.begin; i < sentence_.end; ++i) {
      if (word(i).is(Cue::kWarning)) {
        std::size_t begin = i, end = i + 1;
        while (begin > sentence_.begin && i - begin < 3 && word(begin).gap == " " && !word(begin - 1).function_word &&
               !word(begin - 1).is(Cue::kArticle))
          --begin;
        if (end < sentence_.end && word(end).gap == " " && !word(end).function_word &&
            report_->article->language.starts_with("es"))
          ++end;
        if (end - begin >= 2) put("warnings", "", report_->tidy({begin, end}));
      }
      if (word(i).is(Cue::kDead)) {
        if (auto count = count_near(i, 8)) put("tolls", "deaths", *count);
      }
      if (word(i).is(Cue::kInjured)) {
        if (auto count = count_near(i, 4)) put("tolls", "injured", *count);
      }
    }
    for (const Stretch& name : report_->names) {
      if (name.begin <= sentence_.begin || name.end > sentence_.end) continue;
      std::size_t before = name.begin - 1;
      while (before > sentence_.begin && word(before).is(Cue::kArticle)) --before;
      const bool near = word(before).is(Cue::kNear) ||
                        (word(before).is(Cue::kOf) && before > sentence_.begin && word(before - 1).is(Cue::kBearing));
      const bool struck = word(before).is(Cue::kIn) && before > sentence_.begin + 1 &&
                          (word(before - 1).is(Cue::kHappened) || word(before - 2).is(Cue::kHappened));
      if ((near || struck) && name.size() <= 3) put("track", "", report_->tidy(name));
    }
  }

  void read_election() {
    for (std::size_t i = sentence_.begin; i + 1 < sentence_.end; ++i) {
      // "election of the President of the Republic", "for mayor of", "presidency of"
      if (word(i).is(Cue::kTitle) && word(i).is(Cue::kRole) && is(i + 1, Cue::kOf)) {
        const bool elected = i > sentence_.begin && (word(i - 1).lower == "elected" || word(i - 1).is(Cue::kFor) ||
                                                     (i > sentence_.begin + 2 && word(i - 2).is(Cue::kOf)));
        std::size_t end = i + 2;
        while (end < sentence_.end &&
               (word(end).capitalised || word(end).is(Cue::kArticle) || word(end).is(Cue::kOf)) && word(end).gap == " ")
          ++end;
        while (end > i + 2 && !word(end - 1).capitalised) --end;
        if (elected && end > i + 2) put("offices", "", report_->tidy({i, end}));
      }
      if (word(i).is(Cue::kPercent) || (word(i).lower == "per" && word(i + 1).lower == "cent")) percent(i);
    }
    for (const PersonIn& one : report_->people) {
      if (one.begin < sentence_.begin || one.end > sentence_.end) continue;
      const std::string role = text::fold(one.role);
      bool stands = role.find("candidat") != std::string::npos || role.find("nominee") != std::string::npos;
      for (std::size_t i = sentence_.begin; i < sentence_.end; ++i) {
        const std::string& lower = word(i).lower;
        stands |= lower == "candidates" || lower == "candidate" || lower == "percent" || lower == "runoff" ||
                  lower == "candidatos";
      }
      if (stands) put_count("candidates", one.name);
    }
  }
  /// A candidate is who is named so in several reports.
  void put_count(std::string_view name, const std::string& value) {
    std::set<article::ArticleId>& reports = counted_[value];
    reports.insert(report_->article->id);
    if (reports.size() >= 2) put(name, "", value);
  }
  void percent(std::size_t at) {
    std::size_t number = at;
    while (number > sentence_.begin && at - number < 3 && !word(number).number) --number;
    if (!word(number).number) return;
    // Of whom: the nearest name before it.
    const Stretch* whose = nullptr;
    for (const Stretch& name : report_->names) {
      if (name.begin >= sentence_.begin && name.end <= number && number - name.end <= 12) whose = &name;
    }
    for (const PersonIn& one : report_->people) {
      if (one.begin >= sentence_.begin && one.end <= number && number - one.end <= 14) {
        put("results", one.name, report_->tidy({number, at + 1}));
        return;
      }
    }
    if (whose != nullptr) put("results", full_name(report_->tidy(*whose)), report_->tidy({number, at + 1}));
  }
  std::string full_name(const std::string& name) const {
    const std::string latin = text::to_latin(name);
    for (const PersonIn& one : report_->people) {
      if (text::to_latin(one.name).ends_with(" " + latin)) return one.name;
    }
    return name;
  }

  void read_strike() {
    for (const std::string& body : bodies_in(sentence_.begin, sentence_.end)) {
      const std::string lower = text::fold(body);
      for (const std::string_view union_word : {"union", "federation", "guild", "workers", "sindicato", "confederación",
                                                "brotherhood", "league", "association of"}) {
        if (lower.find(union_word) != std::string::npos) {
          put_count("unions", body);
          break;
        }
      }
    }
    // "Workers of Swan Terminals", "strike at", "the chief executive of"
    for (const Stretch& name : report_->names) {
      if (name.begin <= sentence_.begin || name.end > sentence_.end || name.size() > 4) continue;
      const ReadWord& before = word(name.begin - 1);
      const bool of = before.is(Cue::kOf) || before.is(Cue::kIn) || before.is(Cue::kFor);
      const std::string printed = report_->tidy(name);
      const bool place = text::known_place(printed, report_->article->language) != text::Place::kNone;
      if (of && name.size() >= 2 && !place) employers_[printed].insert(report_->article->id);
      if (employers_[printed].size() >= 3 && text::fold(printed).find("union") == std::string::npos &&
          text::fold(printed).find("federation") == std::string::npos)
        put("employer", "", printed);
    }
    if (const auto demand = first(Cue::kDemand)) {
      for (const Stretch& item : list_from(*demand + 1)) {
        if (item.size() >= 2) put("demands", "", report_->tidy(item));
      }
    }
    for (std::size_t i = sentence_.begin; i < sentence_.end; ++i) {
      if (!word(i).is(Cue::kOut)) continue;
      const bool out = std::ranges::any_of(
          std::vector<std::string_view>{"out", "stopped", "away", "strike", "walked", "paro", "huelga"},
          [&](std::string_view cue) {
            for (std::size_t k = i; k < std::min(i + 7, sentence_.end); ++k) {
              if (word(k).lower == cue) return true;
            }
            return false;
          });
      if (!out) continue;
      if (auto count = count_near(i, 3)) put("out", "", *count + " " + word(i).lower);
    }
  }
  void read_mission() {
    for (const std::string& body : bodies_in(sentence_.begin, sentence_.end)) {
      const std::string lower = text::fold(body);
      for (const std::string_view agency : {"agency", "agencia", "nasa", "institute", "centre", "center", "space"}) {
        if (lower.find(agency) != std::string::npos) {
          put_count("agency", body);
          break;
        }
      }
    }
    for (std::size_t i = sentence_.begin; i < sentence_.end; ++i) {
      const std::string& lower = word(i).lower;
      const bool craft = lower == "probe" || lower == "spacecraft" || lower == "orbiter" || lower == "lander" ||
                         lower == "rover" || lower == "sonda" || lower == "mission" || lower == "capsule";
      if (!craft) continue;
      if (i + 1 < sentence_.end && word(i + 1).capitalised && word(i + 1).gap == " ")
        once_for_all("craft", name_at(i + 1));
      if (i > sentence_.begin && word(i - 1).capitalised && word(i).gap == " ") once_for_all("craft", name_before(i));
    }
    for (std::size_t i = sentence_.begin; i + 1 < sentence_.end; ++i) {
      const bool to = word(i).lower == "to" || word(i).lower == "around" || word(i).lower == "orbit" ||
                      word(i).lower == "towards" || word(i).lower == "asteroid" || word(i).lower == "comet" ||
                      word(i).lower == "planet";
      if (to && word(i + 1).capitalised && word(i + 1).gap == " ") once_for_all("destination", name_at(i + 1));
    }
    if (sentence_.paragraph == 0) put("milestones", "", report_->tidy(sentence_));
  }
  std::string name_at(std::size_t i) const {
    std::size_t end = i;
    while (end < sentence_.end && (word(end).capitalised || word(end).number) && (end == i || goes_on(word(end).gap)))
      ++end;
    return report_->tidy({i, end});
  }
  static bool goes_on(std::string_view gap) { return gap == " " || gap == "-" || gap == " & "; }
  std::string name_before(std::size_t i) const {
    std::size_t begin = i;
    while (begin > sentence_.begin && word(begin - 1).capitalised && !word(begin - 1).function_word &&
           (begin == i || goes_on(word(begin).gap)))
      --begin;
    return report_->tidy({begin, i});
  }
  /// The value that most reports have; settled at the end.
  void once_for_all(std::string_view name, const std::string& value) {
    if (value.empty()) return;
    std::map<std::string, std::set<article::ArticleId>>& seen = most_said_[std::string(name)];
    seen[value].insert(report_->article->id);
    const std::size_t mine = seen[value].size();
    if (mine < 2) return;
    for (const auto& [other, reports] : seen) {
      if (other != value && reports.size() >= mine) return;
    }
    Found& found = found_[{nullptr, std::string(name), ""}];
    if (!found.said.empty() && found.said.back().value == value) return;
    found.said.clear();
    put(name, "", value);
  }

  void read_epidemic() {
    for (std::size_t i = sentence_.begin; i < sentence_.end; ++i) {
      const std::string& lower = word(i).lower;
      for (const std::string_view disease :
           {"cholera",     "measles",   "ebola",      "influenza",  "dengue",     "polio",
            "malaria",     "typhoid",   "diphtheria", "meningitis", "legionella", "legionnaires",
            "norovirus",   "hepatitis", "mpox",       "plague",     "rabies",     "zika",
            "anthrax",     "mumps",     "cólera",     "sarampión",  "gripe",      "meningitis",
            "coronavirus", "covid",     "salmonella", "hantavirus", "chikungunya"}) {
        if (lower == disease) once_for_all("disease", lower);
      }
      if (i > sentence_.begin && (lower == "fever" || lower == "virus" || lower == "disease") &&
          !word(i - 1).function_word && !word(i - 1).is(Cue::kArticle))
        once_for_all("disease", report_->tidy({i - 1, i + 1}));
      if (word(i).is(Cue::kCases) && lower != "patients" && lower != "pacientes") {
        if (auto count = count_near(i, 4)) put("counts", "cases", *count);
      }
      if (word(i).is(Cue::kDead)) {
        if (auto count = count_near(i, 5)) put("counts", "deaths", *count);
      }
    }
    for (const Stretch& name : report_->names) {
      if (name.begin <= sentence_.begin || name.end > sentence_.end || name.size() > 3) continue;
      const bool in = word(name.begin - 1).is(Cue::kIn) && word(name.begin - 1).lower != "at";
      if (in && !word(name.begin).is(Cue::kMonth)) put_count("places", report_->tidy(name));
    }
  }

  void read_merger() {
    for (std::size_t i = sentence_.begin; i + 1 < sentence_.end; ++i) {
      const std::string& lower = word(i).lower;
      const bool bid =
          lower == "bid" || lower == "takeover" || lower == "acquisition" || lower == "offer" || lower == "oferta";
      const bool to_buy = lower == "buy" || lower == "acquire" || lower == "buys" || lower == "acquires" ||
                          lower == "comprar" || (bid && (word(i + 1).is(Cue::kFor) || word(i + 1).is(Cue::kOf)));
      if (!to_buy) continue;
      std::size_t target = bid ? i + 2 : i + 1;
      while (target < sentence_.end && target < i + 5 && !word(target).capitalised) ++target;
      if (target < sentence_.end && word(target).capitalised) once_for_all("target", name_at(target));
      std::optional<Stretch> buyer;
      for (const Stretch& name : report_->names) {
        if (name.begin >= sentence_.begin && name.end <= i && i - name.end < 12 &&
            text::known_place(report_->printed(name), report_->article->language) == text::Place::kNone)
          buyer = buyer ? buyer : name;
      }
      if (buyer) once_for_all("buyer", report_->tidy(*buyer));
    }
    for (std::size_t i = sentence_.begin; i < sentence_.end; ++i) {
      if (!word(i).is(Cue::kMoney) || i == sentence_.begin || !word(i - 1).number) continue;
      std::size_t end = i + 1;
      while (end < sentence_.end && end < i + 4 &&
             (word(end).is(Cue::kMoney) || (word(end).is(Cue::kOf) && is(end + 1, Cue::kMoney)) ||
              word(end).capitalised) &&
             word(end).gap == " ")
        ++end;
      // "42 crowns a share" is another price.
      if (end + 1 < sentence_.end && word(end).is(Cue::kArticle) && word(end + 1).lower == "share") continue;
      put("price", "", report_->tidy({i - 1, end}));
    }
    if (first(Cue::kApproves)) {
      for (const std::string& body : bodies_in(sentence_.begin, sentence_.end)) put("approvals", "", body);
    }
  }

  void read_final() {
    for (std::size_t i = sentence_.begin; i + 1 < sentence_.end; ++i) {
      const bool score = word(i).number && word(i).printed.size() <= 2 && word(i + 1).number &&
                         word(i + 1).printed.size() <= 2 && (word(i + 1).gap == "-" || word(i + 1).gap == "–");
      if (score && !is_dated(i)) put("scores", "", report_->tidy({i, i + 2}));
    }
    for (const Stretch& name : report_->names) {
      if (name.begin < sentence_.begin || name.end > sentence_.end) continue;
      const std::string printed = report_->tidy(name);
      for (std::size_t i = name.begin; i < name.end; ++i) {
        const std::string& lower = word(i).lower;
        if (lower == "stadium" || lower == "arena" || lower == "park" || lower == "ground" || lower == "estadio") {
          put("venue", "", printed);
          break;
        }
      }
      if (sentence_.paragraph <= 1 && sentence_.paragraph > 0 && could_be_team(name))
        teams_[printed].insert(report_->article->id);
      if (teams_[printed].size() >= std::min<std::size_t>(3, std::max<std::size_t>(2, matter_.own.size() / 2)))
        put("teams", "", printed);
    }
  }

  /// A side that plays: no person, no league, no stadium, no place that the report is from.
  bool could_be_team(Stretch name) const {
    for (const PersonIn& one : report_->people) {
      if (one.begin < name.end && name.begin < one.end) return false;
    }
    for (std::size_t i = name.begin; i < name.end; ++i) {
      if (word(i).is(Cue::kHead) || word(i).is(Cue::kPlaceWord) || word(i).lower == "league" ||
          word(i).lower == "liga" || word(i).is(Cue::kTitle) || word(i).is(Cue::kWeekday) || word(i).is(Cue::kMonth))
        return false;
    }
    // "in Gullstad", "at Lakeside"
    const bool in = name.begin > sentence_.begin && word(name.begin - 1).is(Cue::kIn);
    return !in && report_->tidy(name) != report_->dateline;
  }

  void read_bill() {
    for (const Stretch& name : report_->names) {
      if (name.begin < sentence_.begin || name.end > sentence_.end || name.size() < 2) continue;
      const std::string& last = word(name.end - 1).lower;
      if (last == "bill" || last == "act" || word(name.begin).lower == "bill" || word(name.begin).lower == "ley")
        once_for_all("name", report_->tidy(name));
    }
    for (std::size_t i = sentence_.begin; i + 1 < sentence_.end; ++i) {
      if (!word(i).is(Cue::kVotes) && !word(i).number && !word(i).is(Cue::kNumber)) continue;
      // "by 24 votes to 7", "31 to 22"
      const bool first_number = word(i).number && word(i).printed.size() <= 4;
      if (!first_number) continue;
      std::size_t k = i + 1;
      if (is(k, Cue::kVotes)) ++k;
      if (k + 1 >= sentence_.end ||
          !(word(k).lower == "to" || word(k).gap == "-" || word(k).lower == "against" || word(k).lower == "contra"))
        continue;
      const std::size_t second = word(k).number ? k : k + 1;
      if (word(second).number && !is_dated(i)) put("votes", "", report_->tidy({i, second + 1}));
    }
    for (const PersonIn& one : report_->people) {
      if (one.begin < sentence_.begin || one.end > sentence_.end) continue;
      for (std::size_t i = sentence_.begin; i < sentence_.end; ++i) {
        const std::string& lower = word(i).lower;
        if (lower == "sponsor" || lower == "sponsors" || lower == "sponsored" || lower == "wrote" ||
            lower == "author" || lower == "introduced") {
          put("sponsors", "", one.name);
          break;
        }
      }
    }
  }

  const Matter& matter_;
  std::vector<Round>& rounds_;
  std::map<std::string_view, FieldName> names_;
  std::map<article::ArticleId, Round*> round_of_;
  std::map<std::tuple<Round*, std::string, std::string>, Found> found_;
  std::vector<Party> parties_;
  std::map<std::string, std::set<article::ArticleId>> counted_, employers_, teams_;
  std::map<std::string, std::map<std::string, std::set<article::ArticleId>>> most_said_;
  const ReportReading* report_ = nullptr;
  Sentence sentence_;
  int headings_ = 0;
};

}  // namespace

std::vector<Field> find_fields(const Matter& matter, std::vector<Round>& rounds) {
  return FieldFinder(matter, rounds).find();
}

}  // namespace dateline::story
