// When and where a matter went on. Each own report tells one event, the first date of its lede; other sentences look
// back at rounds, or announce them.

#include <algorithm>
#include <map>
#include <set>

#include "story/dossiers/matter.h"
#include "text/place.h"
#include "text/utf8.h"

namespace dateline::story {
namespace {

using namespace std::chrono;

/// A report tells what happened within so many days before it; what is older it looks back at.
constexpr days kNewsDays{7};
/// Further down in a text, or in figures, a day is news only if it is so near.
constexpr days kNearDays{2};
/// A report that opens with a date tells of it for so long.
constexpr days kLateDays{30};
/// A span of talks that is longer is a season.
constexpr days kLongestRound{21};
/// Rounds of one number that are so near are one round that went on.
constexpr days kOneRound{4};
/// A date that nobody reported as news is a round if this much is said for it: a primary source, or two reports.
constexpr double kEnoughSaid = 2;
constexpr std::size_t kRounds = 400;  ///< Of a matter.

struct Event {
  const ReportReading* report = nullptr;
  When when;
  std::string place;
  std::string what;
  bool dated = false;              ///< Its day is said, not only that of the report.
  std::optional<When> looks_back;  ///< The lede names no near day, and these.
};

bool is_day(const DateIn& date) {
  return date.when.precision == When::Precision::kDay;
}

class Places {
 public:
  explicit Places(const Matter& matter) {
    for (const auto* reports : {&matter.own, &matter.copies}) {
      for (const ReportReading* report : *reports) {
        if (!report->dateline.empty()) ++datelines_[text::fold(report->dateline)];
      }
    }
    storm_ = matter.kind == DossierKind::kStorm;
  }

  struct Found {
    std::string name;
    int worth = 0;          ///< 2 and more: it is where it happened.
    bool attached = false;  ///< To the date, or to nowhere at all: it stands against a dateline.
  };

  bool of_storm() const { return storm_; }

  /// Where something happened that is told around `date`, or anywhere in the sentence.
  Found around(const ReportReading& reading, std::size_t sentence_index, const DateIn* date) const {
    const Sentence& sentence = reading.sentences[sentence_index];
    Found best;
    for (std::size_t i = sentence.begin + 1; i < sentence.end; ++i) {
      if (!reading.words[i].is(Cue::kVideo)) continue;
      if (!reading.words[i - 1].is(Cue::kBy) && !reading.words[i - 1].is(Cue::kArticle)) continue;
      const std::size_t end = i + 1 < sentence.end && reading.words[i + 1].lower == "link" ? i + 2 : i + 1;
      best = {reading.tidy({i, end}), 4, true};
    }
    for (const Stretch& name : reading.names) {
      if (name.begin < sentence.begin || name.end > sentence.end || name.begin == sentence.begin) continue;
      bool attached = false;
      const int worth = worth_of(reading, sentence, name, date, attached);
      if (worth <= best.worth) continue;
      if (std::string place = place_in(reading, name); !place.empty()) best = {std::move(place), worth, attached};
    }
    return best;
  }

 private:
  int worth_of(const ReportReading& reading, const Sentence& sentence, Stretch name, const DateIn* date,
               bool& attached) const {
    std::size_t before = name.begin;
    while (before > sentence.begin && reading.words[before - 1].is(Cue::kArticle)) --before;
    if (before == sentence.begin) return 0;
    const ReadWord& preposition = reading.words[before - 1];
    const bool in = preposition.is(Cue::kIn), near = preposition.is(Cue::kNear);
    // "east of Barbados"
    bool bearing = false;
    if (storm_ && preposition.is(Cue::kOf)) {
      std::size_t k = before - 1;
      while (k > sentence.begin && reading.words[k - 1].is(Cue::kBearing)) --k;
      bearing = k < before - 1 && k > sentence.begin && !reading.words[k - 1].is(Cue::kArticle);
    }
    if (!in && !near && !bearing) return 0;
    if (reading.words[name.begin].gap.find_first_of(",.;:") != std::string_view::npos) return 0;
    // "at Western Australia's largest port"
    if (name.end < sentence.end &&
        (reading.words[name.end].gap.starts_with("'s") || reading.words[name.end].gap.starts_with("’s")))
      return 0;
    // "in the Cuban capital"
    if (before < name.begin && name.end < sentence.end) {
      const ReadWord& next = reading.words[name.end];
      if (next.gap == " " && !next.capitalised && !next.function_word && !next.is(Cue::kPart) &&
          !next.is(Cue::kHappened))
        return 0;
    }
    const auto place = text::known_place(reading.printed(name), reading.article->language);
    const bool known = place != text::Place::kNone || datelines_.contains(text::fold(reading.printed(name)));
    // "at Swan Terminals" may be anything, "in Kwinana" is a place.
    if (preposition.lower == "at" && !known) {
      bool begins = false;
      for (std::size_t end = name.begin + 1; end < name.end; ++end)
        begins |= datelines_.contains(text::fold(reading.printed({name.begin, end})));
      if (!begins) return 0;
    }
    int worth = in ? 1 : 0;
    // A storm is near a place, or east of it, more often than in it.
    if (storm_) worth = in ? 2 : 3;
    if (place == text::Place::kCountry && !bearing) --worth;
    if (known && place != text::Place::kCountry) ++worth;
    const std::size_t at = before - 1;
    if (date != nullptr) {
      // "in Havana on January 18", "on Monday in Ostley"
      attached = (name.end <= date->begin && date->begin - name.end <= 3) || (date->end <= at && at - date->end <= 1);
      if (attached) worth += 2;
    }
    // "met in", "talks in", "came ashore near"
    for (std::size_t back = 1; back <= 4 && at >= sentence.begin + back; ++back) {
      const ReadWord& word = reading.words[at - back];
      if (word.is(Cue::kHappened) || word.is(Cue::kRound)) {
        worth += back <= 2 || storm_ ? 2 : 1;
        break;
      }
    }
    return worth;
  }

  /// "Calderbridge" of "Calderbridge Crown Court".
  std::string place_in(const ReportReading& reading, Stretch name) const {
    Stretch part = name;
    while (part.end > part.begin) {
      if (datelines_.contains(text::fold(reading.printed(part)))) return reading.tidy(part);
      --part.end;
    }
    for (std::size_t i = name.begin; i < name.end; ++i) {
      const ReadWord& word = reading.words[i];
      if (word.is(Cue::kBody) || word.is(Cue::kMonth) || word.is(Cue::kWeekday) || word.number) return "";
    }
    return reading.tidy(name);
  }

  std::map<std::string, int> datelines_;
  bool storm_ = false;
};

struct Draft {
  Round round;
  std::vector<Event> events;
  std::map<std::pair<std::string, int>, double> numbers;
};

class RoundFinder {
 public:
  explicit RoundFinder(const Matter& matter) : matter_(matter), places_(matter) { choose_series(); }

  std::vector<Round> find() {
    std::vector<Event> late;
    for (const ReportReading* report : matter_.own) {
      auto event = news_of(*report);
      if (!event) continue;
      if (event->looks_back) {
        late.push_back(std::move(*event));
      } else {
        put(std::move(*event), report);
      }
    }
    for (Event& event : late) {
      // It tells of a round that others told in time; else of its own day.
      if (const Draft* told = at(*event.looks_back)) event.when = told->round.when;
      const ReportReading* report = event.report;
      put(std::move(event), report);
    }
    std::ranges::sort(drafts_, {}, [](const Draft& d) { return d.round.when.first; });
    count_rounds();
    join_days();
    announce();
    look_back();
    drop_undated();
    for (const ReportReading* copy : matter_.copies) {
      const auto event = news_of(*copy);
      Draft* draft = event ? at(event->when) : nullptr;
      if (draft != nullptr) draft->round.reports.push_back(copy->article->id);
    }
    return finished();
  }

 private:
  void choose_series() {
    std::map<std::string, std::set<int>> numbers;
    for (const ReportReading* report : matter_.own) {
      for (const Counted& one : report->counted) numbers[one.noun].insert(one.number);
    }
    std::size_t most = 0;
    for (const auto& [noun, set] : numbers) {
      if (set.size() > most) {
        most = set.size();
        series_ = noun;
      }
    }
  }

  // --- What a report tells as news -----------------------------------------------------------------------------------

  std::optional<Event> news_of(const ReportReading& reading) const {
    if (reading.sentences.size() < 2) return std::nullopt;
    const std::size_t lede_paragraph = reading.sentences[1].paragraph;
    const DateIn* date = nullptr;
    std::optional<When> looks_back;
    for (const DateIn& one : reading.dates) {
      const std::size_t paragraph = reading.sentences[one.sentence].paragraph;
      if (paragraph < lede_paragraph || one.going_on || !is_day(one) || one.tense == Tense::kFuture ||
          one.tense == Tense::kStale)
        continue;
      if (one.when.last > reading.day + days{1}) continue;
      // "on Friday" may be some days ago; a date in figures that is not near is looked back at: "the election held on".
      const bool weekday = reading.words[one.begin].is(Cue::kWeekday);
      const bool near = one.when.last + (weekday ? kNewsDays : kNearDays) >= reading.day;
      // "On January 18-19 officials met" is the news of a weekly.
      const bool opens =
          one.begin <= reading.sentences[one.sentence].begin + 1 && one.when.last + kLateDays >= reading.day;
      if (!near && !(opens && paragraph == lede_paragraph)) {
        if (paragraph == lede_paragraph && one.when.last + kLateDays >= reading.day && !looks_back)
          looks_back = one.when;
        continue;
      }
      if (paragraph == lede_paragraph) {
        if (date == nullptr || better(*date, one)) date = &one;
        continue;
      }
      if (date != nullptr || paragraph > lede_paragraph + 2) break;
      if (one.when.last + kNearDays >= reading.day) {
        date = &one;
        break;
      }
    }
    if (is_preview(reading, lede_paragraph, date)) return std::nullopt;
    Event event;
    event.report = &reading;
    event.when = date ? date->when : When{reading.day, reading.day, When::Precision::kDay};
    extend(reading, event.when);
    const std::size_t sentence = date ? date->sentence : 1;
    event.place = place_of_news(reading, sentence, date, event.when);
    event.what = reading.article->headline;
    if (date == nullptr) event.looks_back = looks_back;
    event.dated = date != nullptr;
    return event;
  }

  /// The report is written where the forecasters are, or where it struck before; the lede says where it is, or else the
  /// paragraph below says where it struck.
  std::string place_of_storm(const ReportReading& reading) const {
    Places::Found best;
    for (std::size_t s = 1; s < reading.sentences.size(); ++s) {
      const std::size_t below = reading.sentences[s].paragraph - reading.sentences[1].paragraph;
      if (below > 1 || (below == 1 && best.worth >= 3)) break;
      const auto found = places_.around(reading, s, nullptr);
      if (found.worth >= (below == 0 ? 3 : 5) && found.worth > best.worth) best = found;
    }
    if (best.worth > 0 || !reading.dateline.empty()) return best.worth > 0 ? best.name : reading.dateline;
    return places_.around(reading, 0, nullptr).name;
  }

  /// The lede's sentence says it, or another that names the day; else the dateline does.
  std::string place_of_news(const ReportReading& reading, std::size_t sentence, const DateIn* date,
                            const When& when) const {
    if (places_.of_storm()) return place_of_storm(reading);
    Places::Found best = places_.around(reading, sentence, date);
    for (const DateIn& other : reading.dates) {
      if (other.sentence == sentence || !is_day(other) || other.when.first > when.last ||
          other.when.last < when.first ||
          reading.sentences[other.sentence].paragraph > reading.sentences[1].paragraph + 1)
        continue;
      if (auto found = places_.around(reading, other.sentence, &other); found.worth > best.worth)
        best = std::move(found);
    }
    if (best.worth >= 3 && (best.attached || reading.dateline.empty())) return best.name;
    if (!reading.dateline.empty()) return reading.dateline;
    for (std::size_t s = 0; s < reading.sentences.size(); ++s) {
      if (reading.sentences[s].paragraph > reading.sentences[1].paragraph + 1) break;
      if (auto found = places_.around(reading, s, nullptr); found.worth > best.worth) best = std::move(found);
    }
    return best.worth >= 2 ? best.name : "";
  }

  /// Of two dates in one lede, a date in figures or a span says more than a weekday of the same days.
  static bool better(const DateIn& one, const DateIn& other) {
    return other.when.first <= one.when.last && one.when.first <= other.when.last &&
           other.when.last - other.when.first > one.when.last - one.when.first;
  }

  /// It only tells what is to come, or that it was put off.
  bool is_preview(const ReportReading& reading, std::size_t lede_paragraph, const DateIn* date) const {
    const Sentence& headline = reading.sentences[0];
    const Sentence& lede = reading.sentences[1];
    if ((headline.moved || lede.moved) && moved_first(reading, lede)) return !session_held(reading);
    if (reading.article->outlet.primary) return false;  // What it gives notice of is an act of its own.
    // "The lander will not leave this week. The agency has put off ..., it said on Tuesday."
    const bool to_come = tense_of(reading, lede) == Tense::kFuture;
    // "The talks will resume in May, the ministry said on Tuesday." Who stands for election, or what was tabled, is
    // news.
    const bool step = matter_.kind == DossierKind::kElection || matter_.kind == DossierKind::kBill;
    if (to_come && date != nullptr && date->sentence == 1 && !step) {
      for (std::size_t i = date->begin > 3 ? date->begin - 3 : 0; i < date->begin; ++i) {
        if (reading.words[i].is(Cue::kSaid)) return true;
      }
    }
    if (to_come && date != nullptr && date->sentence != 1) {
      for (std::size_t s = 2; s < reading.sentences.size() && reading.sentences[s].paragraph == lede_paragraph; ++s) {
        if (reading.sentences[s].moved) return true;
      }
    }
    if (date != nullptr && reading.sentences[date->sentence].paragraph == lede_paragraph) return false;
    return to_come && date == nullptr;
  }

  /// That something is put off is the news, and not what comes of something else: "ordered a recount and put off the
  /// runoff".
  static bool moved_first(const ReportReading& reading, const Sentence& lede) {
    if (!lede.moved) return true;
    for (std::size_t i = lede.begin; i < lede.end; ++i) {
      if (reading.words[i].is(Cue::kMoved)) return true;
      if (reading.words[i].is(Cue::kHappened)) return false;
    }
    return true;
  }

  /// "ruled at the third hearing", "after a preparatory hearing held at Ostley"
  static bool session_held(const ReportReading& reading) {
    for (std::size_t i = 1; i + 1 < reading.words.size(); ++i) {
      const ReadWord& word = reading.words[i];
      if (word.lower != "hearing" && word.lower != "vista" && word.lower != "audiencia" && word.lower != "session")
        continue;
      if (reading.words[i + 1].lower == "held" || reading.words[i - 1].is(Cue::kOrdinal)) return true;
    }
    return false;
  }

  static Tense tense_of(const ReportReading& reading, const Sentence& sentence) {
    for (std::size_t i = sentence.begin; i < sentence.end; ++i) {
      if (reading.words[i].is(Cue::kWill)) return Tense::kFuture;
      if ((reading.words[i].lower == "is" || reading.words[i].lower == "are") && i + 1 < sentence.end &&
          (reading.words[i + 1].lower == "to" || reading.words[i + 1].is(Cue::kPlanned)))
        return Tense::kFuture;
      if (reading.words[i].is(Cue::kHappened) || reading.words[i].is(Cue::kSaid) || reading.words[i].is(Cue::kWas))
        return Tense::kPast;
    }
    return Tense::kNone;
  }

  /// "two days of talks that ended on Thursday", "broke down on Thursday, its third day"
  void extend(const ReportReading& reading, When& when) const {
    if (when.first != when.last) return;
    const std::size_t most = std::min<std::size_t>(reading.sentences.size(), 5);
    for (std::size_t s = 1; s < most; ++s) {
      const Sentence& sentence = reading.sentences[s];
      bool ended = false;
      for (std::size_t i = sentence.begin; i < sentence.end; ++i) ended |= reading.words[i].is(Cue::kEnded);
      for (std::size_t i = sentence.begin; i + 1 < sentence.end; ++i) {
        const ReadWord& word = reading.words[i];
        if (!reading.words[i + 1].is(Cue::kDays)) continue;
        const bool ago = i + 2 < sentence.end && reading.words[i + 2].is(Cue::kAgo);
        if (word.is(Cue::kOrdinal) && matter_.kind == DossierKind::kTalks && s <= 2) {
          when.first -= days{std::min(word.cues->of(Cue::kOrdinal), 10) - 1};
          return;
        }
        if (!word.is(Cue::kNumber) || ago) continue;
        const int count = word.cues->of(Cue::kNumber);
        if (count < 2 || count > 10) continue;
        const bool of = i + 2 < sentence.end && reading.words[i + 2].is(Cue::kOf);
        const bool told_of_both =
            count == 2 && std::ranges::any_of(reading.dates, [&](const DateIn& date) {
              return is_day(date) && date.when.first + days{1} == when.first && date.tense != Tense::kFuture;
            });
        if ((of && ended) || told_of_both) {
          when.first -= days{count - 1};
          return;
        }
      }
    }
  }

  // --- Rounds of them ------------------------------------------------------------------------------------------------

  Draft* at(const When& when) {
    Draft* best = nullptr;
    for (Draft& draft : drafts_) {
      if (draft.round.when.first > when.last || draft.round.when.last < when.first) continue;
      if (best == nullptr || draft.round.when == when) best = &draft;
    }
    return best;
  }

  void put(Event event, const ReportReading* report) {
    Draft* draft = at(event.when);
    if (draft == nullptr) {
      if (drafts_.size() >= kRounds) return;
      drafts_.emplace_back();
      draft = &drafts_.back();
      draft->round.when = event.when;
    }
    // A span that holds the day is the better date.
    if (event.when.last - event.when.first <= kLongestRound) {
      draft->round.when.first = std::min(draft->round.when.first, event.when.first);
      draft->round.when.last = std::max(draft->round.when.last, event.when.last);
    }
    draft->round.reports.push_back(report->article->id);
    draft->events.push_back(std::move(event));
  }

  void count_rounds() {
    for (Draft& draft : drafts_) {
      for (const Event& event : draft.events) {
        for (const Counted& counted : event.report->counted) {
          const Sentence& sentence = event.report->sentences[counted.sentence];
          if (counted.noun != series_ || sentence.paragraph > event.report->sentences[1].paragraph + 1) continue;
          if (tense_around(*event.report, counted) == Tense::kFuture) continue;
          // With a date of its own it is another round.
          const bool other = std::ranges::any_of(event.report->dates, [&](const DateIn& date) {
            return date.sentence == counted.sentence &&
                   (date.when.first > draft.round.when.last || date.when.last < draft.round.when.first) &&
                   !date.going_on;
          });
          if (other) continue;
          const double near = sentence.paragraph <= event.report->sentences[1].paragraph ? 2 : 1;
          draft.numbers[{counted.noun, counted.number}] += near * weight_of(*event.report);
        }
      }
    }
  }

  static Tense tense_around(const ReportReading& reading, const Counted& counted) {
    // A date's tense was found word by word; for a count the nearest auxiliary after it in its clause decides.
    const Sentence& sentence = reading.sentences[counted.sentence];
    for (std::size_t i = counted.end; i < std::min(counted.end + 6, sentence.end); ++i) {
      if (reading.words[i].is(Cue::kWill)) return Tense::kFuture;
      if ((reading.words[i].lower == "is" || reading.words[i].lower == "are") && i + 1 < sentence.end &&
          (reading.words[i + 1].lower == "to" || reading.words[i + 1].is(Cue::kPlanned)))
        return Tense::kFuture;
    }
    for (std::size_t i = counted.begin; i > sentence.begin && counted.begin - i < 8; --i) {
      if (reading.words[i - 1].is(Cue::kWill)) return Tense::kFuture;
    }
    return Tense::kPast;
  }

  static std::optional<int> number_of(const Draft& draft) {
    const auto best = std::ranges::max_element(draft.numbers, {}, [](const auto& vote) { return vote.second; });
    if (best == draft.numbers.end()) return std::nullopt;
    return best->first.second;
  }

  /// Days of one round that were reported one by one.
  void join_days() {
    for (std::size_t i = 0; i + 1 < drafts_.size();) {
      Draft& one = drafts_[i];
      Draft& next = drafts_[i + 1];
      const days gap = next.round.when.first - one.round.when.last;
      const auto a = number_of(one), b = number_of(next);
      const bool same_number = a && b && *a == *b && gap <= kOneRound;
      const bool talks_go_on =
          matter_.kind == DossierKind::kTalks && gap <= days{1} && (!a || !b) && place_of(one) == place_of(next);
      if (!same_number && !talks_go_on) {
        ++i;
        continue;
      }
      one.round.when.last = std::max(one.round.when.last, next.round.when.last);
      for (const auto& [number, votes] : next.numbers) one.numbers[number] += votes;
      one.round.reports.insert(one.round.reports.end(), next.round.reports.begin(), next.round.reports.end());
      std::ranges::move(next.events, std::back_inserter(one.events));
      drafts_.erase(drafts_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
  }

  static std::string place_of(const Draft& draft) {
    std::map<std::string, double> votes;
    for (const Event& event : draft.events) {
      if (!event.place.empty()) votes[event.place] += weight_of(*event.report);
    }
    const auto best = std::ranges::max_element(votes, {}, [](const auto& vote) { return vote.second; });
    return best == votes.end() ? "" : best->first;
  }

  /// A report that names no day, and is alone with it, tells what it thinks and not what was.
  void drop_undated() {
    std::erase_if(drafts_, [](const Draft& draft) {
      return draft.events.size() == 1 && !draft.events.front().dated && draft.numbers.empty() &&
             !draft.round.reports.empty() && !draft.events.front().report->article->outlet.primary;
    });
  }

  // --- What is announced ---------------------------------------------------------------------------------------------

  struct Announcement {
    const ReportReading* report = nullptr;
    When when;
    std::string place;
    std::optional<int> number;
    std::string noun;
    std::string what;
    std::size_t sentence = 0;
    std::optional<std::size_t> replaces;  ///< An earlier announcement.
    bool replaced = false;
  };

  void announce() {
    for (const ReportReading* report : matter_.own) {
      for (const DateIn& date : report->dates) {
        // "has put off its decision to November 25" is in the past, and of what is to come.
        const bool moved_to = report->sentences[date.sentence].moved && date.tense != Tense::kStale &&
                              !(date.begin > 0 && report->words[date.begin - 1].lower == "from");
        const bool bare = date.tense == Tense::kNone;  // "Tolna play Birkholm on June 17"
        if (date.when.first <= report->day || (date.tense != Tense::kFuture && !moved_to && !bare) || date.going_on ||
            date.when.precision == When::Precision::kYear || announcements_.size() >= kRounds)
          continue;
        if (auto one = announcement(*report, date)) replace(std::move(*one));
      }
    }
    for (const Announcement& one : announcements_) {
      Draft* draft = at(one.when);
      if (draft == nullptr && one.number) {
        for (Draft& other : drafts_) {
          if (number_of(other) == one.number && other.round.when.first > one.report->day) draft = &other;
        }
      }
      if (draft == nullptr || draft->round.when.last < one.report->day) continue;
      const bool spans = one.when.precision == When::Precision::kDay && one.when.first <= draft->round.when.first &&
                         draft->round.when.last <= one.when.last && !one.replaced;
      if (spans) draft->round.when = one.when;
      add_history(*draft, one);
    }
  }

  /// What was planned before, of a round that was held.
  void add_history(Draft& draft, const Announcement& one) {
    if (one.replaces) add_history(draft, announcements_[*one.replaces]);
    // "in April", of what was on the ninth, was no other date.
    const bool coarser = one.when.precision != When::Precision::kDay && one.when.first <= draft.round.when.first &&
                         draft.round.when.last <= one.when.last;
    if (coarser) return;
    say(draft.round.dates, to_string(one.when), one.report);
    if (!one.place.empty()) say(draft.round.places, one.place, one.report);
  }

  static void say(std::vector<Said>& said, std::string value, const ReportReading* report) {
    if (!said.empty() && said.back().value == value) return;
    said.push_back({std::move(value), report->article->id, report->article->reported_at()});
  }

  std::optional<Announcement> announcement(const ReportReading& reading, const DateIn& date) const {
    const Sentence& sentence = reading.sentences[date.sentence];
    std::optional<std::size_t> noun;
    bool verb = false;
    for (std::size_t i = sentence.begin; i < sentence.end; ++i) {
      const ReadWord& word = reading.words[i];
      if (word.is(Cue::kRound) && (!noun || i < date.begin)) noun = i;
      verb |= word.is(Cue::kHappened) || word.is(Cue::kHappens);
    }
    if (!noun && !verb) return std::nullopt;
    if (date.tense == Tense::kNone && reading.words[date.begin].is(Cue::kRelative)) return std::nullopt;
    Announcement one;
    one.report = &reading;
    one.when = date.when;
    one.sentence = date.sentence;
    if (auto found = places_.around(reading, date.sentence, &date); found.worth >= 2) one.place = std::move(found.name);
    for (const Counted& counted : reading.counted) {
      if (counted.sentence != date.sentence || counted.begin > date.end + 4) continue;
      one.number = counted.noun == series_ ? std::optional(counted.number) : std::nullopt;
      one.noun = counted.noun;
      one.what = reading.tidy(counted);
    }
    if (one.what.empty() && noun) {
      std::size_t begin = *noun;
      while (begin > sentence.begin && *noun - begin < 3 && reading.words[begin].gap == " " &&
             !reading.words[begin - 1].function_word && !reading.words[begin - 1].is(Cue::kArticle))
        --begin;
      one.noun = series_of(reading.words[*noun].lower);
      one.what = reading.tidy({begin, *noun + 1});
    }
    if (one.what.empty()) one.what = text::shorten(reading.tidy(sentence), 90);
    return one;
  }

  /// Announcements that still stand when a report is written.
  std::ptrdiff_t open_before(const ReportReading& report) const {
    return std::ranges::count_if(announcements_, [&](const Announcement& one) {
      return !one.replaced && one.report != &report && one.when.first > report.day;
    });
  }

  /// A later announcement of the same round stands for the earlier one.
  void replace(Announcement one) {
    for (std::size_t i = announcements_.size(); i-- > 0;) {
      Announcement& before = announcements_[i];
      if (before.replaced) continue;
      const bool within = before.when.precision != one.when.precision && before.when.first <= one.when.last &&
                          one.when.first <= before.when.last;
      if (within && before.when.precision == When::Precision::kDay) return;  // "in March", of a day that is known.
      if (within && before.report == one.report) {
        before.replaced = true;
        continue;
      }
      if (before.report == one.report && !(before.when == one.when)) continue;
      if (before.when == one.when) {
        // Said again; what it adds is kept.
        if (before.place.empty()) before.place = one.place;
        if (!before.number) before.number = one.number;
        return;
      }
      const bool only_one =
          one.report->sentences[1].moved && open_before(*one.report) == 1 && before.when.first > one.report->day;
      const bool same_number = one.number && before.number == one.number && before.noun == one.noun;
      // "was to be held on September 10; it will now take place on October 22"
      const bool moved = std::ranges::any_of(one.report->dates, [&](const DateIn& date) {
        return (date.tense == Tense::kStale || one.report->sentences[date.sentence].moved) &&
               date.when.first <= before.when.last && before.when.first <= date.when.last && !(date.when == one.when);
      });
      if (!same_number && !within && !moved && !only_one) continue;
      before.replaced = true;
      one.replaces = i;
      if (one.place.empty()) one.place = before.place;
      break;
    }
    announcements_.push_back(std::move(one));
  }

  // --- What reports look back at -------------------------------------------------------------------------------------

  void look_back() {
    struct Told {
      When when;
      std::map<std::string, double> places;
      std::map<int, double> numbers;
      double said = 0;
      const ReportReading* report = nullptr;
      std::string what;
    };
    std::vector<Told> told;
    for (const ReportReading* report : matter_.own) {
      for (const DateIn& date : report->dates) {
        if (date.when.last + days{3} > report->day || date.going_on || date.tense == Tense::kFuture ||
            date.tense == Tense::kStale || date.when.precision == When::Precision::kYear)
          continue;
        const Sentence& sentence = report->sentences[date.sentence];
        const bool near = round_near(*report, sentence, date);
        const auto found = places_.around(*report, date.sentence, &date);
        const std::string place = found.worth >= 2 ? found.name : std::string();
        const Counted* counted = count_at(*report, date);
        Draft* draft = at(date.when);
        if (draft == nullptr && counted != nullptr) {
          // A date that contradicts the report of the day itself.
          const bool known =
              std::ranges::any_of(drafts_, [&](const Draft& d) { return number_of(d) == counted->number; });
          if (known) continue;
        }
        const double weight = weight_of(*report);
        if (draft != nullptr) {
          if (draft->round.when.last + days{3} > report->day) continue;
          if (counted != nullptr && count_at_once(*report, date)) draft->numbers[{series_, counted->number}] += weight;
          if (!place.empty() && is_day(date)) {
            Event event;
            event.report = report;
            event.place = place;
            event.when = date.when;
            if (place_of(*draft).empty()) draft->events.push_back(std::move(event));
          }
          continue;
        }
        if (!near && counted == nullptr) continue;
        auto same = std::ranges::find_if(
            told, [&](const Told& t) { return t.when.first <= date.when.last && date.when.first <= t.when.last; });
        if (same == told.end()) {
          if (told.size() >= kRounds) continue;
          told.emplace_back();
          same = told.end() - 1;
          same->when = date.when;
          same->report = report;
        }
        if (is_day(date) && same->when.precision != When::Precision::kDay) same->when = date.when;
        same->said += weight + (counted != nullptr ? 1 : 0);
        if (!place.empty()) same->places[place] += weight;
        if (counted != nullptr) same->numbers[counted->number] += weight;
        if (counted != nullptr) same->what = report->tidy(*counted);
      }
    }
    for (const Told& one : told) {
      if (one.said < kEnoughSaid) continue;
      Draft draft;
      draft.round.when = one.when;
      Event event;
      event.report = one.report;
      event.when = one.when;
      event.what = one.what;
      const auto place = std::ranges::max_element(one.places, {}, [](const auto& vote) { return vote.second; });
      if (place != one.places.end()) event.place = place->first;
      draft.events.push_back(std::move(event));
      for (const auto& [number, votes] : one.numbers) draft.numbers[{series_, number}] = votes;
      drafts_.push_back(std::move(draft));
    }
    std::ranges::sort(drafts_, {}, [](const Draft& d) { return d.round.when.first; });
  }

  /// Whether the date is of a round: "hearings were held on", "the trial opened on".
  static bool round_near(const ReportReading& reading, const Sentence& sentence, const DateIn& date) {
    const std::size_t begin = std::max(sentence.begin, date.begin > 8 ? date.begin - 8 : 0);
    const std::size_t end = std::min(sentence.end, date.end + 4);
    for (std::size_t i = begin; i < end; ++i) {
      if (reading.words[i].is(Cue::kRound)) return true;
    }
    return false;
  }

  const Counted* count_at(const ReportReading& reading, const DateIn& date) const {
    const Counted* nearest = nullptr;
    for (const Counted& counted : reading.counted) {
      if (counted.sentence != date.sentence || counted.noun != series_ || counted.begin > date.begin) continue;
      nearest = &counted;
    }
    return nearest;
  }
  /// One count and one date in the sentence: they belong together.
  bool count_at_once(const ReportReading& reading, const DateIn& date) const {
    const auto dates = std::ranges::count(reading.dates, date.sentence, &DateIn::sentence);
    const auto counts = std::ranges::count(reading.counted, date.sentence, &Counted::sentence);
    return dates == 1 && counts == 1;
  }

  // --- The end -------------------------------------------------------------------------------------------------------

  std::vector<Round> finished() {
    std::vector<Round> out;
    for (Draft& draft : drafts_) {
      Round& round = draft.round;
      round.number = number_of(draft);
      const ReportReading* first = draft.events.front().report;
      say(round.dates, to_string(round.when), first);
      const std::string place = place_of(draft);
      if (!place.empty()) {
        const auto source = std::ranges::find(draft.events, place, &Event::place);
        say(round.places, place, source->report);
      }
      round.what = what_of(draft);
      out.push_back(std::move(round));
    }
    sys_days last{};
    for (const ReportReading* report : matter_.own) last = std::max(last, report->day);
    std::vector<Round> next;
    for (const Announcement& one : announcements_) {
      if (one.replaced || one.when.last <= last || at(one.when) != nullptr) continue;
      Round round;
      round.number = one.number;
      round.when = one.when;
      round.announced = true;
      round.what = one.what;
      const auto tell = [&](const auto& self, const Announcement& told) -> void {
        if (told.replaces) self(self, announcements_[*told.replaces]);
        say(round.dates, to_string(told.when), told.report);
        if (!told.place.empty()) say(round.places, told.place, told.report);
      };
      tell(tell, one);
      next.push_back(std::move(round));
    }
    std::ranges::sort(next, {}, [](const Round& round) { return round.when.first; });
    std::ranges::move(next, std::back_inserter(out));
    return out;
  }

  std::string what_of(const Draft& draft) const {
    const auto number = number_of(draft);
    if (number) {
      for (const Event& event : draft.events) {
        for (const Counted& counted : event.report->counted) {
          if (counted.number != *number || counted.noun != series_) continue;
          const std::string& ordinal = event.report->words[counted.begin].lower;
          const std::string& noun = event.report->words[counted.end - 1].lower;
          return ordinal + " " + noun;
        }
      }
    }
    return draft.events.front().what;
  }

  const Matter& matter_;
  const Places places_;
  std::string series_;  ///< What is counted.
  std::vector<Draft> drafts_;
  std::vector<Announcement> announcements_;
};

}  // namespace

std::vector<Round> find_rounds(const Matter& matter) {
  return RoundFinder(matter).find();
}

}  // namespace dateline::story
