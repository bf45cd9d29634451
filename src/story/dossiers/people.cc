// Who is named in a report, and as what. Names of people are capitalised runs that a title, an apposition, a verb of
// saying or a later bare surname shows to be people.

#include <algorithm>
#include <unordered_map>

#include "story/dossiers/reading.h"
#include "text/place.h"

namespace dateline::story {
namespace {

/// A role is a phrase, not a sentence.
constexpr std::size_t kRoleWords = 14;
constexpr std::size_t kPeople = 60;  ///< Of one report.

class PeopleReader {
 public:
  explicit PeopleReader(ReportReading& reading) : reading_(reading), words_(reading.words) {}

  void read() {
    for (const Stretch& name : reading_.names) {
      if (name.size() == 1) ++alone_[words_[name.begin].lower];
    }
    for (const Stretch& name : reading_.names) {
      if (reading_.people.size() >= kPeople) return;
      read_name(name);
    }
  }

 private:
  bool could_be_person(Stretch name) const {
    if (name.size() < 2 || name.size() > 5) return false;
    int capitals = 0;
    for (std::size_t i = name.begin; i < name.end; ++i) {
      const ReadWord& word = words_[i];
      if (word.number || word.is(Cue::kBody) || word.is(Cue::kPlaceWord) || word.is(Cue::kRound) ||
          word.is(Cue::kWeekday) || word.is(Cue::kOrdinal) || word.is(Cue::kRelative) ||
          (i == name.begin && word.cues->kinds != 0) || (word.is(Cue::kRole) && i + 1 < name.end))
        return false;
      if (word.lower == "of" || (i > name.begin && word.gap.find('-') != std::string_view::npos && !word.capitalised))
        return false;
      const bool shouted = word.printed.size() > 1 && word.printed.size() < 6 &&
                           std::ranges::all_of(word.printed, [](char c) { return c >= 'A' && c <= 'Z'; });
      if (shouted) return false;
      capitals += word.capitalised;
    }
    if (capitals < 2) return false;
    const std::string& language = reading_.article->language;
    // "Santiago de Cuba"
    return text::known_place(reading_.printed(name), language) == text::Place::kNone &&
           text::known_place(words_[name.end - 1].printed, language) == text::Place::kNone;
  }

  bool comma_before(std::size_t i) const { return i < words_.size() && words_[i].gap.starts_with(", "); }

  void read_name(Stretch name) {
    const std::size_t sentence_index = reading_.sentence_of(name.begin);
    const Sentence& sentence = reading_.sentences[sentence_index];
    // Titles stand in front.
    std::size_t begin = name.begin;
    // "Today Daniel Frome said"
    while (begin + 1 < name.end && (words_[begin].is(Cue::kRelative) || words_[begin].is(Cue::kWeekday))) ++begin;
    name.begin = begin;
    while (begin + 1 < name.end && words_[begin].is(Cue::kTitle)) ++begin;
    const Stretch title{name.begin, begin};
    const Stretch bare{begin, name.end};
    const bool titled = title.size() > 0;
    // "Lord Justice Pemberton", "Mrs Aasland": a surname with a title is a person whose full name may stand elsewhere.
    if (bare.size() == 1 && titled) return read_surname(title, bare, sentence_index);
    if (!could_be_person(bare)) return;
    // "the Civil Defence": nobody has an article.
    if (!titled && name.begin > sentence.begin && words_[name.begin - 1].is(Cue::kArticle) &&
        words_[name.begin].gap == " ")
      return;

    const std::string& last = words_[bare.end - 1].lower;
    const std::string& first = words_[bare.begin].lower;
    const auto times_alone = [&](const std::string& word) {
      const auto found = alone_.find(word);
      return found == alone_.end() ? 0 : found->second;
    };
    bool person = titled || times_alone(last) > times_alone(first);

    std::string role;
    if (titled) role = reading_.tidy(title);
    if (role.size() <= 4) role.clear();  // "Mr", "Dr"
    std::string before = role_before({name.begin, name.end}, sentence);
    const std::string after = role_after(bare, sentence, person);
    if (!before.empty() || !after.empty()) person = true;
    // "a pale Amadou Keita, the flight director"
    if (!after.empty() && before.find(' ') == std::string::npos &&
        !(*reading_.words_of_language)(before).is(Cue::kRole))
      before.clear();
    if (said_near(bare, sentence)) person = true;
    if (times_alone(first) > times_alone(last) && !titled) person = false;
    if (!person || sentence.paragraph == 0) {
      if (sentence.paragraph != 0 || !titled) return;
    }
    for (const std::string* more : {static_cast<const std::string*>(&before), &after}) {
      if (!more->empty()) role += (role.empty() ? "" : ", ") + *more;
    }
    reading_.people.push_back({bare, reading_.tidy(bare), std::move(role), sentence_index});
    reading_.people.back().begin = bare.begin;
  }

  /// "Lord Justice Pemberton", who is nowhere called by another name.
  void read_surname(Stretch title, Stretch surname, std::size_t sentence) {
    const std::string titles = reading_.tidy(title);
    if (titles.size() <= 4 || sentence == 0) return;
    if (text::known_place(reading_.printed(surname), reading_.article->language) != text::Place::kNone) return;
    const ReadWord& word = words_[surname.begin];
    if (word.is(Cue::kBody) || word.is(Cue::kRole) || word.is(Cue::kPlaceWord) || word.number || word.is(Cue::kRound))
      return;
    reading_.people.push_back({surname, titles + " " + reading_.tidy(surname), titles, sentence});
  }

  bool said_near(Stretch name, const Sentence& sentence) const {
    if (name.begin > sentence.begin && words_[name.begin - 1].is(Cue::kSaid)) return true;
    return name.end < sentence.end && words_[name.end].is(Cue::kSaid);
  }

  /// "the chair of the talks, Kirsten Aasland", "prosecutor Giles Hartnoll", "led by Jógvan Dam".
  std::string role_before(Stretch name, const Sentence& sentence) const {
    if (name.begin <= sentence.begin) return "";
    std::size_t end = name.begin;
    // "is led by X": the role is what X does.
    if (end >= sentence.begin + 2 && words_[end - 1].is(Cue::kBy) && words_[end - 2].is(Cue::kLeads)) {
      std::size_t begin = end - 2;
      while (begin > sentence.begin && end - begin < kRoleWords &&
             words_[begin].gap.find_first_of(",;:(") == std::string_view::npos)
        --begin;
      while (begin < end - 2 && (words_[begin].is(Cue::kWho) || words_[begin].is(Cue::kAnd))) ++begin;
      std::string what;
      for (std::size_t i = begin; i < end - 2; ++i) {
        if (words_[i].lower == "is" || words_[i].lower == "are" || words_[i].is(Cue::kWas)) continue;
        what += (what.empty() ? "" : " ") +
                (words_[i].is(Cue::kArticle) ? words_[i].lower : std::string(words_[i].printed));
      }
      return std::string(words_[end - 2].printed) + (what.empty() ? "" : " " + what);
    }
    const bool comma = comma_before(name.begin);
    if (!comma && !words_[end - 1].is(Cue::kRole)) return called_before(name, sentence);
    if (words_[name.begin].gap != " " && !comma) return "";
    std::size_t begin = end;
    bool has_role = false;
    while (begin > sentence.begin && end - begin < kRoleWords) {
      const ReadWord& word = words_[begin - 1];
      if (word.is(Cue::kSaid) || word.is(Cue::kWho) || word.is(Cue::kWill) || word.is(Cue::kLeads) ||
          word.is(Cue::kRelative) || word.is(Cue::kWeekday))
        break;
      // "de la fiscal Lucía Anaya": right before the name the role is one noun, with what is before it.
      if (!comma && has_role && (word.is(Cue::kArticle) || word.is(Cue::kOf))) break;
      --begin;
      has_role |= word.is(Cue::kRole);
      if (word.gap.find_first_of(",;:(\"“”«»") != std::string_view::npos) break;
      if (word.is(Cue::kArticle) && has_role && !(begin > sentence.begin && words_[begin - 1].is(Cue::kOf))) break;
    }
    // A role that has an article before it and its own word early: "the chief forecaster of the Centre".
    while (begin < end && !words_[begin].is(Cue::kRole) &&
           (words_[begin].is(Cue::kArticle) || words_[begin].function_word))
      ++begin;
    if (!has_role || begin >= end) return "";
    const std::size_t early = std::min(begin + 6, end);
    if (std::none_of(words_.begin() + static_cast<std::ptrdiff_t>(begin),
                     words_.begin() + static_cast<std::ptrdiff_t>(early),
                     [](const ReadWord& w) { return w.is(Cue::kRole); }))
      return "";
    // "X, the head of Y, Z": what names somebody else is their role.
    for (std::size_t i = begin; i < end; ++i) {
      if (words_[i].is(Cue::kHappened) && !words_[i].is(Cue::kRole)) return "";
    }
    return reading_.tidy({begin, end});
  }

  /// "the businessman Bruno Sallow": an article, and small words right before the name.
  std::string called_before(Stretch name, const Sentence& sentence) const {
    if (words_[name.begin].gap != " ") return "";
    std::size_t begin = name.begin;
    while (begin > sentence.begin && name.begin - begin < 4) {
      const ReadWord& word = words_[begin - 1];
      if (word.is(Cue::kArticle) && begin < name.begin) return reading_.tidy({begin, name.begin});
      if (word.capitalised || word.function_word || word.number || words_[begin].gap != " " || word.is(Cue::kBody) ||
          word.is(Cue::kPlaceWord) || word.is(Cue::kRound) || word.is(Cue::kHappened) || word.cues->kinds != 0)
        return "";
      --begin;
    }
    return "";
  }

  /// ", 58, the former chief executive of Brightwater Utilities,", ", who heads the League", "of the Institute".
  std::string role_after(Stretch name, const Sentence& sentence, bool known) const {
    std::size_t i = name.end;
    if (i >= sentence.end) return "";
    if (!comma_before(i)) {
      const bool of = words_[i].is(Cue::kOf) && words_[i].gap == " ";
      const bool speaks = words_[i].is(Cue::kFor) && words_[i].gap == " ";
      if (!of && !speaks) return "";
      // "Peter Nygaard of the North Sea Institute", "Hallsdóttir for Iceland"
      std::size_t end = i + 1;
      while (end < sentence.end && words_[end].is(Cue::kArticle)) ++end;
      const std::size_t start = end;
      while (end < sentence.end && end - start < 8 &&
             words_[end].gap.find_first_of(",;.:()\"“”") == std::string_view::npos &&
             (words_[end].capitalised || words_[end].is(Cue::kOf) || words_[end].is(Cue::kArticle) ||
              words_[end].is(Cue::kBody) ||
              (end == start && words_[end + 1 < sentence.end ? end + 1 : end].is(Cue::kBody))))
        ++end;
      while (end > start && (words_[end - 1].is(Cue::kOf) || words_[end - 1].is(Cue::kArticle))) --end;
      if (end == start || (!words_[start].capitalised && !known)) return "";
      return reading_.tidy({i, end});
    }
    // An age: ", 58,", ", de 37 años,"
    if (words_[i].lower == "de" && i + 2 < sentence.end && words_[i + 1].number && words_[i + 2].lower == "años") {
      i += 3;
      if (!comma_before(i)) return "";
    }
    if (words_[i].number && words_[i].printed.size() <= 2 && comma_before(i + 1)) ++i;
    if (i >= sentence.end || words_[i].is(Cue::kSaid) || words_[i].is(Cue::kAnd)) return "";
    std::size_t end = i;
    bool has_role = false;
    while (end < sentence.end && end - i < kRoleWords) {
      const ReadWord& word = words_[end];
      if (end > i && word.gap.find_first_of(",;:()\"“”«»–—") != std::string_view::npos) break;
      if (end > i && (word.is(Cue::kWill) || word.is(Cue::kSaid))) break;
      has_role |= word.is(Cue::kRole);
      ++end;
    }
    std::size_t begin = i;
    if (words_[begin].is(Cue::kWho)) {
      // "who leads for Iceland", "who defends Gale", "who is the director of": what follows is the role.
      std::size_t verb = begin + 1;
      while (verb < end && verb < begin + 4 && !words_[verb].is(Cue::kLeads)) ++verb;
      if (verb < end && words_[verb].is(Cue::kLeads)) return reading_.tidy({verb, end});
      if (begin + 2 < end && has_role &&
          (words_[begin + 1].lower == "is" || words_[begin + 1].lower == "was" || words_[begin + 1].lower == "es"))
        return reading_.tidy({begin + 2, end});
      return "";
    }
    if (words_[begin].is(Cue::kFor) || words_[begin].is(Cue::kOf)) {
      // ", for the prosecution,"
      return end - begin <= 7 ? reading_.tidy({begin, end}) : "";
    }
    while (begin < end && words_[begin].is(Cue::kArticle)) ++begin;
    if (!has_role || begin >= end) return "";
    // The role's own word comes early; else it is a new clause.
    const std::size_t early = std::min(begin + 5, end);
    const bool apposition = std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(begin),
                                        words_.begin() + static_cast<std::ptrdiff_t>(early),
                                        [](const ReadWord& w) { return w.is(Cue::kRole); });
    if (!apposition) return "";
    // A list of names: "Martin Gale, Ingrid Sorrel and Paul Addis".
    if (begin == i && words_[begin].capitalised && !words_[begin].is(Cue::kRole) && !words_[begin].is(Cue::kFormer) &&
        !words_[begin].is(Cue::kTitle))
      return "";
    return reading_.tidy({begin, end});
  }

  ReportReading& reading_;
  const std::vector<ReadWord>& words_;
  std::unordered_map<std::string, int> alone_;  ///< How often a word is a name by itself.
};

}  // namespace

void find_people(ReportReading& reading) {
  PeopleReader(reading).read();
}

}  // namespace dateline::story
