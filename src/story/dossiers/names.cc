// What a matter is called.

#include <algorithm>
#include <map>
#include <set>

#include "story/dossiers/matter.h"
#include "text/place.h"
#include "text/utf8.h"

namespace dateline::story {
namespace {

/// Words before and after the word that says what it is: "U.S.-Cuba Law Enforcement Dialogue", "strike at Swan
/// Terminals".
constexpr std::size_t kBefore = 6, kAfter = 4;
constexpr std::size_t kNames = 4;
constexpr std::size_t kHeadlineBytes = 100;  ///< Of a headline that has to be the name.

struct Candidate {
  std::string printed;
  double said = 0;
  bool proper = false;  ///< Has a name in it.
  std::set<const ReportReading*> reports;
};

const Said* value_of(std::span<const Field> fields, std::string_view name) {
  const auto field = std::ranges::find(fields, name, &Field::name);
  return field == fields.end() ? nullptr : &field->said.back();
}

class Namer {
 public:
  explicit Namer(const Matter& matter) : matter_(matter) {
    for (const ReportReading* report : matter.own) read(*report);
  }

  /// By how much speaks for each, the first of them extended.
  std::vector<std::string> names() const {
    std::vector<std::pair<double, const Candidate*>> order;
    for (const auto& [key, candidate] : candidates_) {
      const auto words = static_cast<double>(1 + std::ranges::count(candidate.printed, ' '));
      if (words < 2) continue;
      // Several words of one headline are rather a sentence.
      const double once = candidate.reports.size() == 1 && matter_.own.size() > 2 && words > 2 ? 0.4 : 1;
      order.emplace_back(-candidate.said * std::min(words, 3.0) * (candidate.proper ? 1.5 : 0.8) * once, &candidate);
    }
    std::ranges::sort(order, [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first < b.first : a.second->printed < b.second->printed;
    });
    std::vector<std::string> out;
    for (const auto& [worth, candidate] : order) {
      const bool part = std::ranges::any_of(out, [&](const std::string& name) {
        return name.ends_with(candidate->printed) || name.starts_with(candidate->printed);
      });
      if (out.size() < kNames && !part) out.push_back(candidate->printed);
    }
    if (!out.empty()) {
      // What a primary source calls it in full.
      for (const auto& [key, candidate] : candidates_) {
        const bool longer = candidate.printed.size() > out.front().size() && candidate.printed.ends_with(out.front());
        if (longer && candidate.said >= 2 && candidate.printed.front() >= 'A' && candidate.printed.front() <= 'Z')
          out.front() = candidate.printed;
      }
    }
    return out;
  }

 private:
  void put(const ReportReading& report, Stretch stretch) {
    Candidate& candidate = candidates_[text::fold(report.printed(stretch))];
    if (candidate.printed.empty()) candidate.printed = report.tidy(stretch);
    if (candidate.reports.insert(&report).second) candidate.said += weight_of(report);
    for (std::size_t i = stretch.begin; i < stretch.end; ++i)
      candidate.proper |= report.words[i].capitalised && (i > stretch.begin || stretch.size() > 1);
  }

  void read(const ReportReading& report) {
    const auto& words = report.words;
    const auto bit = static_cast<std::uint16_t>(1U << static_cast<unsigned>(matter_.kind));
    for (const Sentence& sentence : report.sentences) {
      for (std::size_t i = sentence.begin; i < sentence.end; ++i) {
        const bool head = words[i].is(Cue::kHead) && ((words[i].cues->kinds | words[i].cues->weak_kinds) & bit) != 0;
        if (!head) continue;
        for (std::size_t begin = i;
             matter_.kind != DossierKind::kStorm && begin > sentence.begin && i - begin < kBefore;) {
          const ReadWord& before = words[begin - 1];
          const std::string_view gap = words[begin].gap;
          if (before.function_word || before.number || before.is(Cue::kArticle) || before.is(Cue::kOrdinal) ||
              before.is(Cue::kHappened) || before.is(Cue::kHappens) || before.is(Cue::kSaid) ||
              before.is(Cue::kWeekday) || (gap != " " && gap != "-" && gap != ".-" && gap != "–"))
            break;
          // In a lower-case name at most two words tell what it is about.
          if (!before.capitalised && i - begin >= 2) break;
          --begin;
          put(report, {begin, i + 1});
        }
        if (report.article->language.starts_with("es")) put_spanish(report, i, sentence.end);
        std::size_t end = i + 1;
        // "Hurricane Nerea", "strike at Swan Terminals", "election in Tamarra"
        if (joins(words, end, sentence.end)) ++end;
        if (end == i + 1 && !named_after(matter_.kind)) continue;
        while (end < sentence.end && words[end].is(Cue::kArticle) && words[end].gap == " ") ++end;
        const std::size_t name = end;
        while (end < sentence.end && end - i <= kAfter + 1 && words[end].capitalised && words[end].gap == " " &&
               !words[end].is(Cue::kMonth) && !words[end].is(Cue::kWeekday))
          ++end;
        const bool body = end > name && words[end - 1].is(Cue::kBody) && name == i + 1;  // "Storm Centre"
        if (end > name && words[name].capitalised && !body) {
          put(report, {i, end});
          if (i > sentence.begin && !words[i - 1].function_word && !words[i - 1].is(Cue::kArticle) &&
              !words[i - 1].is(Cue::kOrdinal) && words[i].gap == " " && name > i + 1)
            put(report, {i - 1, end});
        }
      }
    }
  }

  /// "juicio por el derrumbe del mercado": Spanish says behind it what it is about.
  void put_spanish(const ReportReading& report, std::size_t head, std::size_t sentence_end) {
    const auto& words = report.words;
    std::size_t end = head + 1;
    const auto small = [&](std::size_t i) {
      return words[i].is(Cue::kArticle) || words[i].is(Cue::kOf) || words[i].lower == "por" ||
             words[i].lower == "sobre" || words[i].lower == "contra";
    };
    if (end >= sentence_end || !small(end) || words[end].is(Cue::kArticle)) return;
    while (end < sentence_end && end - head <= kBefore && words[end].gap == " ") {
      if (!small(end) && (words[end].function_word || words[end].is(Cue::kHappened) || words[end].is(Cue::kSaid)))
        break;
      if (!small(end)) put(report, {head, end + 1});
      ++end;
    }
  }

  /// Storms and missions have their names behind what they are.
  static bool named_after(DossierKind kind) { return kind == DossierKind::kStorm || kind == DossierKind::kMission; }

  /// The small word that joins what it is and what it is of; rounds of talks are in many places.
  bool joins(const std::vector<ReadWord>& words, std::size_t at, std::size_t end) const {
    if (at >= end || words[at].gap != " ") return false;
    switch (matter_.kind) {
      case DossierKind::kElection:
      case DossierKind::kStrike:
      case DossierKind::kEpidemic:
        return words[at].is(Cue::kIn);
      case DossierKind::kMerger:
        return words[at].is(Cue::kOf) || words[at].is(Cue::kFor);
      case DossierKind::kTrial:
        return words[at].is(Cue::kOf);
      default:
        return false;
    }
  }

  const Matter& matter_;
  std::map<std::string, Candidate> candidates_;
};

std::string with_capital(std::string name) {
  if (!name.empty() && name.front() >= 'a' && name.front() <= 'z')
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
  return name;
}

}  // namespace

std::vector<std::string> find_dossier_names(const Matter& matter, std::span<const Field> fields) {
  std::vector<std::string> out = Namer(matter).names();
  const auto in_front = [&](std::string name) {
    std::erase(out, name);
    out.insert(out.begin(), std::move(name));
  };
  // What the kind has for a name of its own.
  if (matter.kind == DossierKind::kBill) {
    if (const Said* name = value_of(fields, "name")) in_front(name->value);
  } else if (matter.kind == DossierKind::kMission) {
    if (const Said* craft = value_of(fields, "craft")) in_front(craft->value);
  } else if (matter.kind == DossierKind::kMerger) {
    const Said* buyer = value_of(fields, "buyer");
    const Said* target = value_of(fields, "target");
    const bool english = matter.own.front()->article->language.starts_with("en");
    if (buyer && target && english) in_front(buyer->value + " bid for " + target->value);
  } else if (matter.kind == DossierKind::kTalks && !out.empty()) {
    // "fisheries talks" are of two countries.
    const auto parties = std::ranges::find(fields, "parties", &Field::name);
    const bool proper = std::ranges::any_of(out.front(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (parties != fields.end() && parties->said.size() == 2 && !proper)
      in_front(parties->said[0].value + "–" + parties->said[1].value + " " + out.front());
  }
  if (out.empty()) out.push_back(text::shorten(matter.own.front()->article->headline, kHeadlineBytes));
  const std::string first = text::fold(out.front());
  std::erase_if(out, [&](const std::string& name) {
    const std::string folded = text::fold(name);
    return &name != out.data() && first.find(folded) != std::string::npos;
  });
  if (out.size() > kNames) out.resize(kNames);
  out.front() = with_capital(std::move(out.front()));
  return out;
}

}  // namespace dateline::story
