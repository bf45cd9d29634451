#pragma once
// News in which it is known who copied whom: events that several outlets tell in their own words, and reprints, cuts
// and rewrites of what they tell. Made of a folder's sentences.txt and synonyms.txt, the same at every run. Two
// own reports of one event share its names, numbers, places and some quotations, and never a sentence.

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <regex>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "story/story.h"

namespace dateline {

class CopiedStream {
 public:
  struct Item {
    story::ArticlePtr article;
    std::size_t event = 0;
    story::Kinship kinship = story::Kinship::kOwnReport;
    std::size_t parent = 0;  ///< Place in items(); of a copy.
    int generation = 0;      ///< 0: own report; 1: copy of one; 2: copy of a copy ...
  };

  CopiedStream(const std::string& folder, std::size_t events, std::size_t originals, std::size_t articles) {
    read_sentences(folder + "/sentences.txt");
    read_synonyms(folder + "/synonyms.txt");
    for (std::size_t e = 0; e < events; ++e) {
      const auto share = [&](std::size_t all) { return all * (e + 1) / events - all * e / events; };
      make_event(e, share(originals), share(articles - originals));
    }
  }

  const std::vector<Item>& items() const { return items_; }
  /// Places in items(), as they arrive.
  std::vector<std::size_t> arrivals() const {
    std::vector<std::size_t> order(items_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return items_[i].article->fetched_at; });
    return order;
  }

 private:
  using Words = std::vector<std::string>;
  using Slots = std::map<std::string, std::string>;
  struct Sentence {
    std::string text;
    const Words* fact = nullptr;  ///< The ways to tell it.
    bool quote = false;
  };
  using Text = std::vector<Sentence>;
  struct Subject {
    std::string name;
    std::vector<Words> facts;
  };
  /// A report that others may copy.
  struct Written {
    std::size_t item;
    Text text;
    Instant at;
  };

  // --- chance

  std::size_t below(std::size_t n) { return random_() % n; }
  bool chance(double p) { return static_cast<double>(random_() >> 11) * 0x1p-53 < p; }
  double uniform(double from, double to) { return from + (to - from) * static_cast<double>(random_() >> 11) * 0x1p-53; }
  template <class List>
  const auto& any(const List& list) {
    return list[below(std::size(list))];
  }

  // --- words

  void read_sentences(const std::string& file) {
    std::ifstream in(file);
    if (!in) std::cerr << file << ": cannot be read\n", std::exit(1);
    Words* into = nullptr;
    for (std::string line; std::getline(in, line);) {
      if (line.empty() || line.starts_with('#')) continue;
      if (line.starts_with("subject ")) {
        subjects_.push_back({line.substr(8), {}});
      } else if (line == "=") {
        into = &subjects_.back().facts.emplace_back();
      } else if (line == "quote") {
        into = &quotes_;
      } else if (line == "aside") {
        into = &asides_;
      } else if (line == "filler") {
        into = &fillers_;
      } else {
        into->push_back(line);
      }
    }
  }

  void read_synonyms(const std::string& file) {
    std::ifstream in(file);
    if (!in) std::cerr << file << ": cannot be read\n", std::exit(1);
    for (std::string line; std::getline(in, line);) {
      if (line.empty() || line.starts_with('#')) continue;
      Words words;
      for (std::size_t at = 0; at != std::string::npos;) {
        const std::size_t bar = line.find('|', at);
        words.push_back(line.substr(at, bar - at));
        at = bar == std::string::npos ? bar : bar + 1;
      }
      for (const std::string& word : words) {
        for (const std::string& other : words) {
          if (other != word) synonyms_[word].push_back(other);
        }
      }
    }
  }

  std::string invented(std::size_t least, std::size_t most) {
    static constexpr const char* kStart[] = {"Ba", "Bel", "Cor", "Da",  "Dun", "El",  "Fa",  "Gar", "Hal",
                                             "Is", "Ka",  "Kel", "La",  "Lor", "Ma",  "Mer", "No",  "Nor",
                                             "Os", "Pel", "Qui", "Ra",  "Ros", "Sa",  "Sel", "Ta",  "Tor",
                                             "Ul", "Va",  "Ver", "Wen", "Yar", "Zel", "Bri", "Cra", "Stro"};
    static constexpr const char* kNext[] = {"ba",  "do",  "fi", "gan", "ka", "len", "lo",  "mi",
                                            "mar", "na",  "ne", "ran", "ri", "ro",  "sa",  "ta",
                                            "ti",  "ven", "vi", "wa",  "zo", "len", "dri", "sto"};
    static constexpr const char* kEnd[] = {"a",  "ck", "d",   "den", "el",   "en",   "ford", "ia",
                                           "in", "k",  "ley", "low", "m",    "mund", "n",    "nor",
                                           "o",  "r",  "rin", "s",   "ster", "th",   "ton",  "wick"};
    std::string word = any(kStart);
    for (std::size_t i = least + below(most - least + 1); i > 0; --i) word += any(kNext);
    return word + any(kEnd);
  }
  std::string person() {
    static constexpr const char* kFirst[] = {"Ada",  "Alma",  "Anton", "Bela",   "Bruno", "Clara", "Dario",  "Edda",
                                             "Emil", "Fenna", "Gita",  "Hanno",  "Ida",   "Ivo",   "Jana",   "Jonas",
                                             "Kaja", "Lars",  "Lene",  "Mara",   "Milo",  "Nadia", "Nils",   "Olga",
                                             "Otto", "Paula", "Pavel", "Rita",   "Ruben", "Sina",  "Stefan", "Tilda",
                                             "Timo", "Ulla",  "Vera",  "Viktor", "Wanda", "Yusuf", "Zita",   "Amos"};
    return std::string(any(kFirst)) + " " + invented(0, 1);
  }
  std::string last_name(const std::string& person) { return person.substr(person.find(' ') + 1); }
  std::string thousands() {
    const std::string digits = std::to_string(1 + below(97)) + "," + std::to_string(1 + below(9)) + "00";
    return digits;
  }

  Slots event_slots() {
    static constexpr const char* kDays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                            "Friday", "Saturday", "Sunday"};
    static constexpr const char* kMonths[] = {"January", "March", "April", "May", "June", "October", "November"};
    static constexpr const char* kOrg[] = {"Line", "Works", "Group", "Union", "Holding", "United", "Partners", "Trust"};
    static constexpr const char* kHours[] = {"noon", "five in the morning", "half past nine", "midnight", "7 a.m."};
    Slots s;
    s["place"] = invented(0, 1);
    s["other"] = invented(0, 1);
    s["region"] = invented(1, 2);
    s["name"] = invented(0, 2);
    s["org"] = invented(0, 1) + " " + any(kOrg);
    for (const char* who : {"a", "b", "c"}) {
      s[who] = person();
      s[std::string(1, static_cast<char>(std::toupper(*who)))] = last_name(s[who]);
    }
    s["day"] = any(kDays);
    s["date"] = std::string(any(kMonths)) + " " + std::to_string(1 + below(28));
    s["hour"] = any(kHours);
    s["year"] = std::to_string(1975 + below(45));
    s["money"] = std::to_string(2 + below(900)) + "." + std::to_string(1 + below(9)) + " million euros";
    // Of one kind there may be several in an event: told apart by their subject, so one number a fact is drawn below.
    return s;
  }
  std::string number(const std::string& slot) {
    if (slot == "n1") return std::to_string(2 + below(8));
    if (slot == "n2") return std::to_string(11 + below(88));
    if (slot == "n3") return std::to_string(110 + below(880));
    return thousands();
  }

  static std::string filled(std::string text, const Slots& slots) {
    for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open)) {
      const std::size_t close = text.find('}', open);
      const auto slot = slots.find(text.substr(open + 1, close - open - 1));
      if (slot == slots.end()) std::cerr << "no slot in: " << text << "\n", std::exit(1);
      text.replace(open, close - open + 1, slot->second);
      open += slot->second.size();
    }
    return text;
  }

  std::string aside() {
    static constexpr const char* kTrades[] = {"baker",    "plumber", "gardener", "clockmaker", "beekeeper",
                                              "tailor",   "butcher", "florist",  "mason",      "cobbler",
                                              "optician", "roofer",  "saddler",  "printer"};
    static constexpr const char* kThings[] = {"suitcase", "lantern",   "accordion",  "umbrella", "teapot",
                                              "saucepan", "globe",     "typewriter", "kite",     "trumpet",
                                              "ladder",   "telescope", "rucksack",   "carpet"};
    static constexpr const char* kColours[] = {"red", "blue", "yellow", "grey", "violet", "green", "brown", "orange"};
    static constexpr const char* kKin[] = {"sister", "uncle",          "grandmother", "cousin",
                                           "nephew", "brother-in-law", "aunt"};
    static constexpr const char* kStreets[] = {"Lane", "Street", "Square", "Row", "Hill", "Gate", "Walk", "Quay"};
    const std::string who = person();
    return filled(any(asides_), {{"p", who},
                                 {"P", last_name(who)},
                                 {"k", std::to_string(3 + below(8))},
                                 {"kk", std::to_string(13 + below(80))},
                                 {"street", invented(0, 0) + " " + any(kStreets)},
                                 {"trade", any(kTrades)},
                                 {"thing", any(kThings)},
                                 {"colour", any(kColours)},
                                 {"kin", any(kKin)}});
  }

  static std::string lower_first(std::string s, const Slots& slots) {
    // Names keep their capital.
    for (const auto& [slot, value] : slots) {
      if (s.starts_with(value)) return s;
    }
    if (!s.empty()) s[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(s[0])));
    return s;
  }
  static std::string upper_first(std::string s) {
    if (!s.empty()) s[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(s[0])));
    return s;
  }

  /// Some words, or pairs of words, by others that mean the same. Not within quotation marks.
  std::string with_synonyms(const std::string& text, double share, int* changed = nullptr) {
    std::string out;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size();) {
      if (text.compare(i, 3, "“") == 0) quoted = true;
      if (text.compare(i, 3, "”") == 0) quoted = false;
      const bool starts = std::isalpha(static_cast<unsigned char>(text[i])) &&
                          (i == 0 || !std::isalnum(static_cast<unsigned char>(text[i - 1])));
      if (!starts || quoted) {
        out += text[i++];
        continue;
      }
      const auto end_of_word = [&](std::size_t from) {
        while (from < text.size() && (std::isalnum(static_cast<unsigned char>(text[from])) || text[from] == '-'))
          ++from;
        return from;
      };
      const std::size_t one = end_of_word(i);
      const std::size_t two = one < text.size() && text[one] == ' ' ? end_of_word(one + 1) : one;
      bool done = false;
      for (const std::size_t end : {two, one}) {
        std::string word = text.substr(i, end - i);
        const bool capital = std::isupper(static_cast<unsigned char>(word[0]));
        if (capital && !out.empty()) break;
        if (capital) word[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(word[0])));
        const auto found = synonyms_.find(word);
        if (found == synonyms_.end() || !chance(share)) continue;
        out += capital ? upper_first(any(found->second)) : any(found->second);
        if (changed) ++*changed;
        i = end;
        done = true;
        break;
      }
      if (done) continue;
      out += text.substr(i, one - i);
      i = one;
    }
    return out;
  }

  static std::string in_words(std::size_t n) {
    static constexpr const char* kOnes[] = {
        "zero", "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
        "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static constexpr const char* kTens[] = {"",      "",      "twenty",  "thirty", "forty",
                                            "fifty", "sixty", "seventy", "eighty", "ninety"};
    if (n < 20) return kOnes[n];
    if (n < 100) return std::string(kTens[n / 10]) + (n % 10 ? std::string("-") + kOnes[n % 10] : "");
    return std::string(kOnes[n / 100]) + " hundred" + (n % 100 ? " and " + in_words(n % 100) : "");
  }

  /// Numbers as words, roundly, or wrong.
  std::string with_other_numbers(const std::string& text, double words, double wrong) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
      std::size_t end = i;
      while (end < text.size() && (std::isdigit(static_cast<unsigned char>(text[end])) ||
                                   (end > i && (text[end] == ',' || text[end] == '.') && end + 1 < text.size() &&
                                    std::isdigit(static_cast<unsigned char>(text[end + 1])))))
        ++end;
      if (end == i) {
        out += text[i++];
        continue;
      }
      std::string digits = text.substr(i, end - i);
      i = end;
      const bool plain = digits.find_first_of(",.") == std::string::npos;
      if (plain && digits.size() <= 3 && chance(wrong)) digits = std::to_string(std::stoul(digits) + 1 + below(9));
      if (plain && digits.size() <= 3 && chance(words) && text.compare(end, 2, "th") != 0) {
        out += out.empty() ? upper_first(in_words(std::stoul(digits))) : in_words(std::stoul(digits));
      } else if (digits.size() > 3 && digits.find(',') != std::string::npos && chance(words)) {
        out += "more than " + digits.substr(0, digits.find(',')) + ",000";
      } else {
        out += digits;
      }
    }
    return out;
  }

  /// What stands last first.
  std::string turned(const std::string& text, const Slots& slots) {
    if (text.find("“") != std::string::npos) return text;
    static const std::regex said("^(.{12,}), ([^,]{3,50}) (said|explained|announced)\\.$");
    static const std::regex that("^([A-Z][^,]{2,40}) said that (.*)\\.$");
    static const std::regex because("^(.{12,}?),? (because|after|when|while|since|although|until) (.{12,})\\.$");
    static const std::regex according("^According to ([^,]+), (.*)\\.$");
    static const std::regex colon("^([^:,]{12,60}): (.{12,})\\.$");
    std::smatch m;
    if (std::regex_match(text, m, said)) return "According to " + m[2].str() + ", " + lower_first(m[1], slots) + ".";
    if (std::regex_match(text, m, that)) return upper_first(m[2]) + ", " + lower_first(m[1], slots) + " said.";
    if (std::regex_match(text, m, according)) return upper_first(m[2]) + ", says " + m[1].str() + ".";
    if (std::regex_match(text, m, because))
      return upper_first(m[2]) + " " + m[3].str() + ", " + lower_first(m[1], slots) + ".";
    if (std::regex_match(text, m, colon)) return upper_first(m[2]) + ", " + lower_first(m[1], slots) + ".";
    return text;
  }

  // --- reports

  /// Told in one's own words: some of the facts, each in a way that no other own report of the event uses, the house's
  /// choice of words, and what only this outlet has.
  Text own_report(const Subject& subject, const std::vector<Slots>& facts, const Words& quotes, std::size_t which) {
    std::vector<std::size_t> told;
    for (std::size_t f = 1; f < subject.facts.size(); ++f) told.push_back(f);
    std::ranges::shuffle(told, random_);
    told.resize(4 + below(told.size() - 4));
    told.insert(told.begin(), 0);
    Text text;
    for (const std::size_t f : told) {
      const Words& ways = subject.facts[f];
      text.push_back({with_synonyms(filled(ways[(which + f) % ways.size()], facts[f]), .3), &ways});
    }
    for (const std::string& quote : quotes) {
      if (chance(.6))
        text.insert(text.begin() + 1 + static_cast<std::ptrdiff_t>(below(text.size())), {quote, nullptr, true});
    }
    for (std::size_t n = 3 + below(5); n > 0; --n)
      text.insert(text.begin() + 1 + static_cast<std::ptrdiff_t>(below(text.size())), {aside()});
    return text;
  }

  Text verbatim(Text text, const std::string& credited) {
    const double kind = uniform(0, 1);
    if (kind < .35) {
      const std::string agency = credited;
      if (chance(.5)) {
        text.push_back({"Reporting by " + agency + "."});
      } else {
        text.front().text = "(" + agency + ") – " + text.front().text;
      }
    } else if (kind < .7) {
      int changed = 0;
      for (int tries = 0; changed < 3 && tries < 40; ++tries) {
        Sentence& s = any_of(text);
        s.text = with_synonyms(s.text, .3, &changed);
      }
    }
    return text;
  }

  Text cut(Text text) {
    const std::size_t all = text.size();
    const std::size_t least = std::max<std::size_t>(4, all * 4 / 10);
    if (all <= least + 1) {
      text.pop_back();
      return text;
    }
    const double kind = uniform(0, 1);
    if (kind > .5) {
      for (std::size_t n = 1 + below(3); n > 0 && text.size() > least + 1; --n)
        text.erase(text.begin() + 1 + static_cast<std::ptrdiff_t>(below(text.size() - 2)));
    }
    if (kind < .75 && text.size() > least) text.resize(least + below(text.size() - least));
    return text;
  }

  Text reworded(const Text& source, const std::vector<Slots>& facts, const Subject& subject, const Slots& slots) {
    const double strength = uniform(.35, .85);  // Of one rewriter, how much is put otherwise.
    Text text;
    for (const Sentence& s : source) {
      if (text.size() > 0 && chance(.14)) continue;
      Sentence told = s;
      if (s.fact && chance(strength * .35)) {
        const auto f = static_cast<std::size_t>(s.fact - subject.facts.data());
        told.text = filled(any(*s.fact), facts[f]);
      }
      if (!s.quote && chance(strength)) told.text = turned(told.text, slots);
      told.text = with_synonyms(told.text, strength);
      told.text = with_other_numbers(told.text, .3, .04);
      text.push_back(told);
      if (chance(.08)) text.push_back({any(fillers_)});
    }
    // Two in one, one in two.
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      if (text[i].quote || text[i + 1].quote) continue;
      if (chance(.12)) {
        std::string& a = text[i].text;
        a.pop_back();
        a += (chance(.5) ? ", and " : ", while ") + lower_first(text[i + 1].text, slots);
        text.erase(text.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      } else if (const std::size_t at = text[i].text.find("; "); at != std::string::npos && chance(.6)) {
        Sentence second{upper_first(text[i].text.substr(at + 2))};
        text[i].text = text[i].text.substr(0, at) + ".";
        text.insert(text.begin() + static_cast<std::ptrdiff_t>(i) + 1, second);
      } else if (const std::size_t which = text[i].text.find(", which "); which != std::string::npos && chance(.6)) {
        Sentence second{"It " + text[i].text.substr(which + 8)};
        text[i].text = text[i].text.substr(0, which) + ".";
        text.insert(text.begin() + static_cast<std::ptrdiff_t>(i) + 1, second);
      }
    }
    if (text.size() > 3 && chance(.3)) std::swap(text[1], text[2]);
    return text;
  }

  Sentence& any_of(Text& text) { return text[below(text.size())]; }

  void make_event(std::size_t event, std::size_t originals, std::size_t copies) {
    const Subject& subject = subjects_[event % subjects_.size()];
    // The same kind of event comes again only when its last one is over.
    const Instant at = Instant{} + std::chrono::hours{24 * 365 * 50} + std::chrono::hours{8 * event};
    const Slots slots = event_slots();
    std::vector<Slots> facts;
    for (std::size_t f = 0; f < subject.facts.size(); ++f) {
      facts.push_back(slots);
      for (const char* n : {"n1", "n2", "n3", "n4"}) facts.back()[n] = number(n);
    }
    Words quotes = quotes_;
    std::ranges::shuffle(quotes, random_);
    quotes.resize(3);
    for (std::string& quote : quotes) quote = filled(quote, slots);

    std::vector<Written> written;
    std::set<std::size_t> used;
    const auto outlet = [&] {
      for (;;) {
        if (const std::size_t n = below(kOutlets); used.insert(n).second) return n;
      }
    };
    for (std::size_t i = 0; i < originals; ++i) {
      const Instant when = at + std::chrono::minutes{i == 0 ? 0 : 5 + below(600)};
      Text text = own_report(subject, facts, quotes, i);
      publish(event, text, when, outlet(), story::Kinship::kOwnReport, 0, 0, facts[0], subject);
      written.push_back({items_.size() - 1, std::move(text), when});
    }
    for (std::size_t i = 0; i < copies; ++i) {
      // One in four takes what is a copy already.
      std::size_t from = below(originals);
      if (written.size() > originals && chance(.25)) from = originals + below(written.size() - originals);
      const Written source = written[from];
      const Instant when =
          source.at +
          std::chrono::seconds{static_cast<std::int64_t>(60 * std::exp(uniform(std::log(6.0), std::log(2000.0))))};
      const double kind = uniform(0, 1);
      const story::Kinship kinship = kind < .35  ? story::Kinship::kVerbatim
                                     : kind < .6 ? story::Kinship::kCut
                                                 : story::Kinship::kReworded;
      Text text = kinship == story::Kinship::kVerbatim ? verbatim(source.text, items_[source.item].article->outlet.name)
                  : kinship == story::Kinship::kCut    ? cut(source.text)
                                                       : reworded(source.text, facts, subject, slots);
      publish(event, text, when, outlet(), kinship, source.item, items_[source.item].generation + 1, facts[0], subject);
      written.push_back({items_.size() - 1, std::move(text), when});
    }
  }

  void publish(std::size_t event, const Text& text, Instant when, std::size_t outlet, story::Kinship kinship,
               std::size_t parent, int generation, const Slots& slots, const Subject& subject) {
    static constexpr const char* kPapers[] = {"Wire", "Gazette", "Post", "Courier", "Herald", "Relay"};
    auto a = std::make_shared<article::Article>();
    while (outlets_.size() <= outlet) outlets_.push_back(invented(0, 1) + " " + kPapers[outlets_.size() % 6]);
    a->outlet.name = outlets_[outlet];
    // Every tenth belongs to the one before it.
    a->outlet.owner = outlets_[outlet % 10 == 9 ? outlet - 1 : outlet];
    a->canonical_url = "https://outlet" + std::to_string(outlet) + ".example/" + std::to_string(items_.size());
    a->url = a->canonical_url;
    a->id = article::article_id(a->canonical_url);
    a->language = "en";
    const std::string first = filled(subject.facts[0][below(3)], slots);
    a->headline = with_synonyms(first.substr(0, first.find_first_of(",:;")), .3);
    std::size_t in_paragraph = 0;
    for (const Sentence& s : text) {
      if (!a->text.empty()) a->text += in_paragraph % 2 == 0 ? "\n\n" : " ";
      a->text += s.text;
      ++in_paragraph;
    }
    a->lede = a->text.substr(0, a->text.find("\n\n"));
    a->published_at = when;
    // Some are read late: a feed that is asked once in hours.
    a->fetched_at = when + std::chrono::minutes{1 + below(15)};
    if (chance(.08)) a->fetched_at += std::chrono::minutes{60 + below(300)};
    items_.push_back({std::move(a), event, kinship, parent, generation});
  }

  static constexpr std::size_t kOutlets = 120;
  std::mt19937_64 random_{2023};
  std::vector<Subject> subjects_;
  Words quotes_, asides_, fillers_, outlets_;
  std::unordered_map<std::string, Words> synonyms_;
  std::vector<Item> items_;
};

}  // namespace dateline
