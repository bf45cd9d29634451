#include "story/dossiers/reading.h"

#include <algorithm>
#include <charconv>

#include "text/utf8.h"

namespace dateline::story {
namespace {

using namespace std::chrono;

/// Of a text: no news report is longer, and what is longer is cut rather than refused.
constexpr std::size_t kReadBytes = 20'000;
/// A dateline ends with its dash within so many bytes: "SANTO DOMINGO, Dominican Republic, September 16 (Agency) -".
constexpr std::size_t kDatelineBytes = 120;
/// Of one report; a table of results has hundreds.
constexpr std::size_t kDates = 200;
/// Years of news. What else has four digits is a number.
constexpr int kFirstYear = 1900, kLastYear = 2100;

std::string_view cut(std::string_view utf8, std::size_t most) {
  if (utf8.size() <= most) return utf8;
  while (most > 0 && (static_cast<unsigned char>(utf8[most]) & 0xC0) == 0x80) --most;
  return utf8.substr(0, most);
}

std::string lowered(std::string_view word) {
  std::string out(word);
  const bool ascii = std::ranges::none_of(word, [](char c) { return (c & 0x80) != 0; });
  if (!ascii) return text::fold(word);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool all_capitals(std::string_view word) {
  int capitals = 0;
  for (const char c : word) {
    if (c >= 'a' && c <= 'z') return false;
    capitals += (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
  }
  return capitals >= 2;
}

/// Small words inside names of people and places: "Luiz da Silva", "Baden am Rhein", "Playa del Carmen".
bool is_particle(std::string_view lower) {
  for (const std::string_view particle : {"de", "del", "da", "dos", "di", "van", "von", "der", "den", "la", "las",
                                          "los", "el", "al", "bin", "ben", "am", "of"}) {
    if (lower == particle) return true;
  }
  return false;
}

/// "PORT ELLERY" is Port Ellery, "VEGA DEL RÍO" Vega del Río.
std::string in_mixed_case(std::string_view capitals) {
  std::string out;
  for (std::size_t i = 0; i < capitals.size();) {
    const std::size_t end = std::min(capitals.find(' ', i), capitals.size());
    const std::string_view word = capitals.substr(i, end - i);
    const std::string lower = lowered(word);
    if (!out.empty()) out += ' ';
    if (!out.empty() && is_particle(lower)) {
      out += lower;
    } else {
      std::size_t first = 1;
      while (first < word.size() && (static_cast<unsigned char>(word[first]) & 0xC0) == 0x80) ++first;
      out += word.substr(0, first);
      out += lowered(word.substr(std::min(first, word.size())));
    }
    i = end + 1;
  }
  return out;
}

/// Takes the dateline off the body's beginning.
std::string take_dateline(std::string_view& body) {
  const std::string_view head = body.substr(0, kDatelineBytes);
  std::size_t dash = std::string_view::npos, after = 0;
  for (const std::string_view mark : {" – ", " — ", " - ", " -- "}) {
    if (const std::size_t at = head.find(mark); at < dash) {
      dash = at;
      after = at + mark.size();
    }
  }
  if (dash == std::string_view::npos || head.substr(0, dash).find('\n') != std::string_view::npos) return "";
  const std::string_view before = head.substr(0, dash);
  const std::size_t mark = before.find_first_of(",(");
  std::string_view place = before.substr(0, mark);
  place = place.substr(0, place.find_last_not_of(' ') + 1);
  // "Vega, 4 May (Agency) -" is one, too; "The mayor, Ana Bel -" is not.
  const bool dated =
      mark != std::string_view::npos && before.find_first_of("(0123456789", mark) != std::string_view::npos;
  bool capitals = !place.empty();
  for (std::size_t i = 0, words = 0; i < place.size(); ++words) {
    const std::size_t end = std::min(place.find(' ', i), place.size());
    const std::string_view word = place.substr(i, end - i);
    const bool capital = !word.empty() && ((word.front() >= 'A' && word.front() <= 'Z') || (word.front() & 0x80) != 0);
    if (words == 5 || (!dated && word.size() > 2 && !all_capitals(word)) ||
        (dated && !capital && !is_particle(lowered(word))))
      return "";
    capitals &= word.size() <= 2 || all_capitals(word);
    i = end + 1;
  }
  if (!capitals && !dated) return "";
  if (place.empty()) return "";
  body.remove_prefix(after);
  return capitals ? in_mixed_case(place) : std::string(place);
}

int number_of(std::string_view printed) {
  int value = -1;
  const auto [end, error] = std::from_chars(printed.data(), printed.data() + printed.size(), value);
  if (error != std::errc{} || value < 0) return -1;
  const std::string_view rest = printed.substr(static_cast<std::size_t>(end - printed.data()));
  return rest.empty() || rest == "st" || rest == "nd" || rest == "rd" || rest == "th" ? value : -1;
}

// --- Dates ----------------------------------------------------------------------------------------------------------

class DateReader {
 public:
  explicit DateReader(ReportReading& reading) : reading_(reading), words_(reading.words) {}

  void read() {
    for (std::size_t s = 0; s < reading_.sentences.size(); ++s) {
      sentence_ = s;
      end_ = reading_.sentences[s].end;
      set_tenses(reading_.sentences[s]);
      for (std::size_t i = reading_.sentences[s].begin; i < end_ && reading_.dates.size() < kDates;) {
        const std::size_t next = read_at(i);
        i = std::max(next, i + 1);
      }
    }
  }

 private:
  const WordCues& cues(std::size_t i) const { return *words_[i].cues; }
  bool is(std::size_t i, Cue cue) const { return i < end_ && words_[i].is(cue); }
  int day_at(std::size_t i) const {
    if (i >= end_ || !words_[i].number) return -1;
    const int n = number_of(words_[i].printed);
    return n >= 1 && n <= 31 && words_[i].printed.size() <= 4 ? n : -1;
  }
  int year_at(std::size_t i) const {
    if (i >= end_ || words_[i].printed.size() != 4) return -1;
    const int n = number_of(words_[i].printed);
    return n >= kFirstYear && n <= kLastYear ? n : -1;
  }
  int month_at(std::size_t i) const {
    if (!is(i, Cue::kMonth)) return 0;
    // "may" and "march" are verbs, too; Spanish writes months small.
    if ((words_[i].lower == "may" || words_[i].lower == "march") && !words_[i].capitalised) return 0;
    return cues(i).of(Cue::kMonth);
  }

  /// Which tense each word of the sentence stands in.
  void set_tenses(const Sentence& sentence) {
    tenses_.assign(sentence.size(), Tense::kNone);
    Tense now = Tense::kNone;
    std::size_t held_until = sentence.begin;  // Verbs up to here belong to the auxiliary before them.
    for (std::size_t i = sentence.begin; i < sentence.end; ++i) {
      const ReadWord& word = words_[i];
      const bool spanish_future = reading_.article->language.starts_with("es") && word.lower.size() > 4 &&
                                  (word.lower.ends_with("rá") || word.lower.ends_with("rán"));
      if (word.is(Cue::kWill) || spanish_future || word.lower == "would") {
        now = Tense::kFuture;
        held_until = i + 6;
      } else if ((word.lower == "is" || word.lower == "are") && is(i + 1, Cue::kTo) && words_[i + 1].lower == "to") {
        now = Tense::kFuture;
        held_until = i + 6;
      } else if (word.is(Cue::kWas) && plan_follows(i)) {
        now = Tense::kStale;
        held_until = i + 6;
      } else if (word.is(Cue::kPlanned) && i >= held_until && word.lower != "to") {
        now = Tense::kFuture;
        held_until = i + 6;
      } else if (word.is(Cue::kHappened) && i >= held_until) {
        now = Tense::kPast;
      } else if (word.is(Cue::kSaid) || (word.is(Cue::kWas) && i >= held_until)) {
        now = Tense::kPast;
      }
      tenses_[i - sentence.begin] = now;
    }
    // What stands before the first verb is in its tense.
    const auto first = std::ranges::find_if(tenses_, [](Tense tense) { return tense != Tense::kNone; });
    if (first != tenses_.end()) std::fill(tenses_.begin(), first, *first);
  }

  bool plan_follows(std::size_t i) const {
    for (std::size_t k = i + 1; k < std::min(i + 4, end_); ++k) {
      if (words_[k].is(Cue::kPlanned)) return true;
      if (words_[k].gap.find_first_of(",;:") != std::string_view::npos) return false;
    }
    return is(i + 1, Cue::kTo) && words_[i + 1].lower == "to";
  }

  Tense tense_at(std::size_t i) const { return tenses_[i - reading_.sentences[sentence_].begin]; }

  /// The year in which a day of a month is meant.
  int year_for(unsigned month_number, unsigned day_number, Tense tense, bool next, bool last) const {
    const year_month_day now{reading_.day};
    const auto in = [&](int y) {
      const year_month_day ymd{year{y}, month{month_number}, std::chrono::day{std::min(day_number, 28U)}};
      return sys_days{ymd};
    };
    const int y = static_cast<int>(now.year());
    // A tense is guessed: what is near is meant, whatever it says.
    constexpr days kNear{45};
    if (next || (tense == Tense::kFuture && !last)) return in(y) + (next ? days{3} : kNear) >= reading_.day ? y : y + 1;
    if (last || tense == Tense::kPast) return in(y) > reading_.day + (last ? days{3} : kNear) ? y - 1 : y;
    int best = y;
    for (const int other : {y - 1, y + 1}) {
      if (std::chrono::abs(in(other)-reading_.day) < std::chrono::abs(in(best)-reading_.day)) best = other;
    }
    return best;
  }

  void put(std::size_t begin, std::size_t end, When when) {
    DateIn date;
    date.begin = begin;
    date.end = end;
    date.when = when;
    date.sentence = sentence_;
    date.tense = tense_at(begin);
    // "from January 28 to 30" is a span of days, "since Saturday" no date.
    std::size_t before = begin;
    while (before > reading_.sentences[sentence_].begin && words_[before - 1].is(Cue::kPart)) --before;
    if (before > reading_.sentences[sentence_].begin && words_[before - 1].is(Cue::kSince) &&
        (when.first == when.last || when.precision != When::Precision::kDay) && words_[before - 1].lower != "from")
      date.going_on = true;
    if (before > reading_.sentences[sentence_].begin && words_[before - 1].lower == "from" && when.first == when.last &&
        tense_at(begin) != Tense::kFuture)
      date.going_on = true;
    reading_.dates.push_back(date);
  }

  /// Reads a year after a day and month, or "of last year"; moves `i` behind it.
  std::optional<int> take_year(std::size_t& i) const {
    std::size_t k = i;
    if (k < end_ && (words_[k].lower == "of" || words_[k].lower == "de" || words_[k].lower == "del")) ++k;
    if (const int y = year_at(k); y > 0) {
      i = k + 1;
      return y;
    }
    const int now = static_cast<int>(year_month_day{reading_.day}.year());
    const auto is_year = [&](std::size_t at) {
      return at < end_ && (words_[at].lower == "year" || words_[at].lower == "año");
    };
    for (const bool swapped : {false, true}) {  // "last year", "año pasado"
      const std::size_t which = swapped ? k + 1 : k, what = swapped ? k : k + 1;
      if (!is_year(what) || which >= end_) continue;
      const int shift = words_[which].is(Cue::kNext) ? 1 : words_[which].is(Cue::kLast) ? -1 : 0;
      if (shift == 0 && !words_[which].is(Cue::kThis)) continue;
      i = k + 2;
      return now + shift;
    }
    return std::nullopt;
  }

  std::size_t read_at(std::size_t i) {
    if (const int y = year_at(i); y > 0) return read_from_year(i, y);
    if (day_at(i) > 0) return read_from_day(i);
    if (month_at(i) > 0) return read_from_month(i);
    if (is(i, Cue::kWeekday)) return read_weekday(i);
    if (is(i, Cue::kRelative)) {
      const sys_days at = reading_.day + days{cues(i).of(Cue::kRelative)};
      // "mañana" is a morning, too.
      if (words_[i].lower == "mañana" && i > 0 && words_[i - 1].is(Cue::kPart)) return i + 1;
      // A day that is named after it is the better date: "today, Tuesday 12 September 2023".
      put(i, i + 1, {at, at, When::Precision::kDay});
      return i + 1;
    }
    if (words_[i].lower == "night" && i > 0 && words_[i - 1].lower == "last") {
      put(i - 1, i + 1, {reading_.day - days{1}, reading_.day - days{1}, When::Precision::kDay});
    } else if (is(i, Cue::kThis) && i + 1 < end_ &&
               (words_[i + 1].lower == "morning" || words_[i + 1].lower == "afternoon" ||
                words_[i + 1].lower == "evening" || words_[i + 1].lower == "tarde" || words_[i + 1].lower == "noche")) {
      put(i, i + 2, {reading_.day, reading_.day, When::Precision::kDay});
      return i + 2;
    }
    return i + 1;
  }

  std::size_t read_from_year(std::size_t i, int y) {
    // 2023-01-18
    if (i + 2 < end_ && words_[i + 1].gap == "-" && words_[i + 2].gap == "-") {
      const int m = number_of(words_[i + 1].printed);
      const int d = day_at(i + 2);
      if (m >= 1 && m <= 12 && d > 0) {
        add(i, i + 3, y, static_cast<unsigned>(m), d, d);
        return i + 3;
      }
    }
    if (i > 0 && words_[i - 1].is(Cue::kIn) && !(i + 1 < end_ && words_[i + 1].gap == "-")) {
      const year in{y};
      put(i, i + 1, {sys_days{in / January / 1}, sys_days{in / December / 31}, When::Precision::kYear});
    }
    return i + 1;
  }

  void add(std::size_t begin, std::size_t end, int y, unsigned m, int first, int last) {
    const year_month_day one{year{y}, month{m}, day{static_cast<unsigned>(first)}};
    const year_month_day two{year{y}, month{m}, day{static_cast<unsigned>(last)}};
    if (!one.ok() || !two.ok() || last < first) return;
    put(begin, end, {sys_days{one}, sys_days{two}, When::Precision::kDay});
  }

  /// "9", "16 and 17", "5-6", before a month.
  std::size_t read_from_day(std::size_t i) {
    const int first = day_at(i);
    int last = first;
    std::size_t k = i + 1;
    if (k < end_ && day_at(k) > first && words_[k].gap == "-") {
      last = day_at(k++);
    } else if (k + 1 < end_ && (words_[k].is(Cue::kAnd) || words_[k].is(Cue::kTo)) && day_at(k + 1) > first) {
      last = day_at(k + 1);
      k += 2;
    } else if (k < end_ && words_[k].gap == "–" && day_at(k) > first) {
      last = day_at(k++);
    }
    std::size_t at = k;
    if (at < end_ && (words_[at].lower == "de" || words_[at].lower == "of")) ++at;
    const int m = month_at(at);
    if (m == 0 || words_[at].gap.find_first_of(",.;") != std::string_view::npos) {
      // "on the 21st" is of this month, or of the last one.
      if (words_[i].printed.size() >= 3 && i > 0 && words_[i - 1].lower == "the" && k == i + 1) {
        const year_month_day now{reading_.day};
        auto ymd = now.year() / now.month() / day{static_cast<unsigned>(first)};
        if (ymd.ok() && sys_days{ymd} > reading_.day && tense_at(i) != Tense::kFuture) ymd -= months{1};
        if (i > 1 && words_[i - 2].is(Cue::kPart) && ymd.ok()) put(i, k, {sys_days{ymd}, sys_days{ymd}});
      }
      return k;
    }
    k = at + 1;
    const auto y = take_year(k);
    add(i, k, y ? *y : year_for(static_cast<unsigned>(m), static_cast<unsigned>(first), tense_at(i), false, false),
        static_cast<unsigned>(m), first, last);
    return k;
  }

  std::size_t read_from_month(std::size_t i) {
    const auto m = static_cast<unsigned>(month_at(i));
    std::size_t k = i + 1;
    int first = day_at(k), last = first;
    if (first > 0 && words_[k].gap.find_first_of(",.;:\n") != std::string_view::npos) first = -1;
    if (first > 0) {
      ++k;
      // A comma may follow, as in the broken "January 18, 18-19": the last day named is taken.
      for (int turn = 0; turn < 2 && k < end_; ++turn) {
        const bool dash = words_[k].gap == "-" || words_[k].gap == "–";
        if (dash && day_at(k) > first) {
          last = day_at(k++);
        } else if (k + 1 < end_ && (words_[k].is(Cue::kAnd) || words_[k].is(Cue::kTo)) && day_at(k + 1) > first &&
                   words_[k].gap.find(',') == std::string_view::npos) {
          last = day_at(k + 1);
          k += 2;
        } else if (words_[k].gap == ", " && day_at(k) >= first && k + 1 < end_ &&
                   (words_[k + 1].gap == "-" || words_[k + 1].gap == "–")) {
          ++k;
        } else {
          break;
        }
      }
      const auto y = take_year(k);
      add(i, k, y ? *y : year_for(m, static_cast<unsigned>(first), tense_at(i), false, false), m, first, last);
      return k;
    }
    const bool next = i > 0 && words_[i - 1].is(Cue::kNext);
    // "the January when the talks collapsed"
    const bool was = i > 0 && (words_[i - 1].is(Cue::kLast) || words_[i - 1].lower == "the");
    const auto y = take_year(k);
    const year in{y ? *y : year_for(m, 15, tense_at(i), next, was)};
    put(i, k, {sys_days{in / month{m} / 1}, sys_days{in / month{m} / std::chrono::last}, When::Precision::kMonth});
    return k;
  }

  std::size_t read_weekday(std::size_t i) {
    const bool next = i > 0 && (words_[i - 1].is(Cue::kNext) || (i + 1 < end_ && words_[i + 1].is(Cue::kNext)));
    const bool last = i > 0 && (words_[i - 1].is(Cue::kLast) || (i + 1 < end_ && words_[i + 1].is(Cue::kLast)));
    // A date in figures follows: it says more.
    std::size_t k = i + 1;
    while (k < end_ && k < i + 3 && words_[k].is(Cue::kPart)) ++k;
    if (day_at(k) > 0 || month_at(k) > 0) return i + 1;
    const weekday named{static_cast<unsigned>(cues(i).of(Cue::kWeekday))};
    const weekday today{reading_.day};
    const days back = today - named;
    Tense tense = tense_at(i);
    sys_days at = reading_.day - back;
    if (next || (tense == Tense::kFuture && !last)) {
      at = reading_.day + (named - today);
      if (at == reading_.day) at += days{7};
    } else if (last && back == days{0}) {
      at -= days{7};
    } else if (tense == Tense::kStale && i > 0 && words_[i - 1].is(Cue::kThis)) {
      at = reading_.day + (named - today);
    }
    std::size_t end = i + 1;
    When when{at, at, When::Precision::kDay};
    // "on Tuesday and Wednesday"
    if (end + 1 < end_ && words_[end].is(Cue::kAnd) && is(end + 1, Cue::kWeekday)) {
      const weekday second{static_cast<unsigned>(cues(end + 1).of(Cue::kWeekday))};
      if (const days apart = second - named; apart <= days{2}) {
        when.last += apart;
        if (tense != Tense::kFuture && when.last > reading_.day) when = {when.first - days{7}, when.last - days{7}};
        end += 2;
      }
    }
    put(i, end, when);
    return end;
  }

  ReportReading& reading_;
  const std::vector<ReadWord>& words_;
  std::vector<Tense> tenses_;
  std::size_t sentence_ = 0, end_ = 0;
};

// --- Names ----------------------------------------------------------------------------------------------------------

bool goes_on(std::string_view gap) {
  return gap == " " || gap == "-" || gap == ". " || gap == ".-" || gap == "’" || gap == "'" || gap == "' " ||
         gap == "’ " || gap == "–" || gap == " & ";
}

/// A longer run is a headline in title case, not a name.
constexpr std::size_t kLongestName = 8;

void find_names(ReportReading& reading) {
  const std::vector<ReadWord>& words = reading.words;
  for (const Sentence& sentence : reading.sentences) {
    for (std::size_t i = sentence.begin; i < sentence.end;) {
      if (!words[i].capitalised || words[i].function_word) {
        ++i;
        continue;
      }
      std::size_t end = i + 1;
      while (end < sentence.end) {
        const ReadWord& word = words[end];
        // "U.S." and initials end with a full stop that ends no name.
        const bool stop = word.gap.starts_with('.') && words[end - 1].printed.size() > 4 &&
                          words[end - 1].printed.find('.') == std::string_view::npos;
        if (!goes_on(word.gap) || stop) break;
        if (word.capitalised) {
          ++end;
        } else if (word.number && word.gap == "-") {
          ++end;
        } else if (is_particle(word.lower)) {
          std::size_t k = end;
          while (k < sentence.end && k < end + 2 && is_particle(words[k].lower) && goes_on(words[k].gap)) ++k;
          const bool body = std::any_of(words.begin() + static_cast<std::ptrdiff_t>(i),
                                        words.begin() + static_cast<std::ptrdiff_t>(end),
                                        [](const ReadWord& w) { return w.is(Cue::kBody); });
          // "of" joins only what an organisation is called: "Department of State".
          if (k >= sentence.end || !words[k].capitalised || !goes_on(words[k].gap)) break;
          if ((word.lower == "of" || word.lower == "de" || word.lower == "del") && !body && word.lower == "of") break;
          end = k + 1;
        } else {
          break;
        }
      }
      if (words[i].is(Cue::kMonth) || words[i].is(Cue::kWeekday)) {
        i = std::max(i + 1, end == i + 1 ? end : i + 1);
        continue;
      }
      if (end - i <= kLongestName) reading.names.push_back({i, end});
      i = end;
    }
  }
}

std::vector<Counted> find_counted(const ReportReading& reading) {
  std::vector<Counted> out;
  for (std::size_t s = 0; s < reading.sentences.size(); ++s) {
    const Sentence& sentence = reading.sentences[s];
    for (std::size_t i = sentence.begin; i < sentence.end; ++i) {
      if (!reading.words[i].is(Cue::kOrdinal)) continue;
      for (std::size_t k = i + 1; k < std::min(i + 6, sentence.end); ++k) {
        const ReadWord& word = reading.words[k];
        if (word.gap.find_first_of(",;:.()") != std::string_view::npos || word.is(Cue::kOrdinal)) break;
        if (!word.is(Cue::kRound)) continue;
        Counted counted;
        counted.begin = i;
        counted.end = k + 1;
        counted.number = reading.words[i].cues->of(Cue::kOrdinal);
        counted.noun = series_of(word.lower);
        counted.sentence = s;
        out.push_back(std::move(counted));
        break;
      }
    }
  }
  return out;
}

}  // namespace

std::string series_of(const std::string& noun) {
  for (const std::string_view same : {"round", "rounds", "dialogue", "talks", "session", "dialogues", "ronda", "rondas",
                                      "diálogo", "conversaciones", "negotiations", "sesión"}) {
    if (noun == same) return "round";
  }
  return noun.ends_with('s') ? noun.substr(0, noun.size() - 1) : noun;
}

std::string_view ReportReading::printed(Stretch stretch) const {
  if (stretch.begin >= stretch.end) return {};
  const char* begin = words[stretch.begin].printed.data();
  const std::string_view last = words[stretch.end - 1].printed;
  return {begin, static_cast<std::size_t>(last.data() + last.size() - begin)};
}

std::string ReportReading::tidy(Stretch stretch) const {
  return text::collapse(printed(stretch));
}

std::size_t ReportReading::sentence_of(std::size_t word) const {
  const auto after = std::ranges::upper_bound(sentences, word, {}, [](const Sentence& s) { return s.begin; });
  return after == sentences.begin() ? 0 : static_cast<std::size_t>(after - sentences.begin()) - 1;
}

namespace {

/// "postponed", "put off", "was moved"; not "nothing moved" or "inch forward".
bool is_put_off(const std::vector<ReadWord>& before, const ReadWord& word) {
  if (word.lower == "backs") return false;
  const bool particle = word.lower == "off" || word.lower == "back" || word.lower == "forward";
  if (!particle && word.lower != "moved" && word.lower != "transferred") return true;
  if (before.empty()) return false;
  if (!particle) {
    const std::size_t from = before.size() > 3 ? before.size() - 3 : 0;
    return std::any_of(before.begin() + static_cast<std::ptrdiff_t>(from), before.end(), [](const ReadWord& w) {
      return w.is(Cue::kWas) || w.lower == "been" || w.lower == "is" || w.is(Cue::kRound);
    });
  }
  const std::string& verb = before.back().lower;
  return verb == "put" || verb == "puts" || verb == "pushed" || verb == "brought";
}

}  // namespace

std::unique_ptr<ReportReading> read_for_dossier(const ArticlePtr& report, std::string_view language,
                                                text::Tokenizer& tokenizer) {
  const DossierWords* table = DossierWords::of(language);
  if (table == nullptr) return nullptr;
  auto reading = std::make_unique<ReportReading>();
  reading->article = report;
  reading->words_of_language = table;
  reading->day = floor<days>(report->claimed_at());
  // Outside the years of news the arithmetic of days is not worth having.
  const sys_days first{year{kFirstYear} / 1 / 1}, last{year{kLastYear} / 12 / 31};
  reading->day = std::clamp(reading->day, first, last);

  std::string_view body = cut(report->text.empty() ? report->lede : report->text, kReadBytes);
  reading->dateline = take_dateline(body);
  reading->text = std::string(cut(report->headline, 1'000)) + "\n\n" + std::string(body);

  const char* at = reading->text.data();
  const std::vector<text::Token>& tokens = tokenizer.tokens(reading->text, language);
  reading->sketch = sketch_of(tokens);
  reading->words.reserve(tokens.size());
  std::size_t paragraph = 0;
  for (const text::Token& token : tokens) {
    ReadWord word;
    word.printed = token.text;
    word.lower = lowered(token.text);
    for (const std::string_view possessive : {"'s", "’s"}) {
      if (word.lower.ends_with(possessive)) {
        word.lower.resize(word.lower.size() - possessive.size());
        word.printed.remove_suffix(possessive.size());
      }
    }
    word.cues = &(*table)(word.lower);
    word.bare = token.bare;
    word.term = token.is_term && !token.number ? token.term : 0;
    word.capitalised = token.capitalised;
    word.number = token.number;
    word.function_word = token.function_word;
    word.gap = {at, static_cast<std::size_t>(token.text.data() - at)};
    word.joined = token.joined;
    at = word.printed.data() + word.printed.size();

    const bool new_paragraph = word.gap.find('\n') != std::string_view::npos;
    const bool stop = word.gap.find_first_of(".!?") != std::string_view::npos && token.opens_sentence;
    if (reading->sentences.empty() || new_paragraph || stop) {
      if (!reading->sentences.empty()) reading->sentences.back().end = reading->words.size();
      if (new_paragraph) ++paragraph;
      Sentence sentence;
      sentence.begin = reading->words.size();
      sentence.paragraph = paragraph;
      reading->sentences.push_back(sentence);
    }
    if (word.is(Cue::kMoved) && is_put_off(reading->words, word)) reading->sentences.back().moved = true;
    reading->words.push_back(std::move(word));
  }
  if (!reading->sentences.empty()) reading->sentences.back().end = reading->words.size();

  DateReader(*reading).read();
  reading->counted = find_counted(*reading);
  find_names(*reading);
  find_people(*reading);
  return reading;
}

}  // namespace dateline::story
