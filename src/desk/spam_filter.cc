#include "desk/spam_filter.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_set>

#include "text/terms.h"
#include "text/url.h"
#include "text/utf8.h"
#include "text/word_hash.h"

namespace dateline::desk {
namespace {

// Robinson's s and x: how much a guess weighs beside what was seen, and what is guessed of the unknown.
constexpr double kStrength = 0.45;
constexpr double kUnknown = 0.5;
// SpamBayes, by trials on mail: what is nearer to even says nothing, and more clues than these drown the telling ones.
constexpr double kLeastTelling = 0.1;
constexpr std::size_t kMostTelling = 150;
// Of a long text the start tells enough.
constexpr std::size_t kReadBytes = 8'000;
constexpr std::size_t kShown = 4;

class Clues {
 public:
  void add(std::string_view kind, std::string_view value) {
    std::string shown = kind.empty() ? std::string(value) : std::string(kind) + ": " + std::string(value);
    const std::uint64_t hash = text::word_hash(shown);
    if (met_.insert(hash).second) clues_.push_back({hash, std::move(shown)});
  }
  std::vector<Clue> done() && { return std::move(clues_); }

 private:
  std::vector<Clue> clues_;
  std::unordered_set<std::uint64_t> met_;
};

/// Characters without width, which spam puts into words so that no filter knows them: U+200B to U+200D, U+2060, U+FEFF,
/// the soft hyphen. Returns whether there were any; a joiner is also how Hindi, Persian and some emoji are written, so
/// there it is no clue by itself.
bool drop_hidden(std::string& text) {
  bool dropped = false;
  for (const std::string_view hidden : {"\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF", "\u00AD"}) {
    for (std::size_t at = 0; (at = text.find(hidden, at)) != std::string::npos;) {
      text.erase(at, hidden.size());
      dropped = true;
    }
  }
  return dropped;
}

enum class Script { kNone, kLatin, kCyrillicOrGreek, kOther };

Script script_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z')) return Script::kLatin;
  if (byte < 0xC3) return Script::kNone;
  if (byte <= 0xC9) return Script::kLatin;                            // U+00C0 to U+024F
  if (byte >= 0xCD && byte <= 0xD4) return Script::kCyrillicOrGreek;  // U+0370 to U+052F
  return Script::kOther;
}

/// A word of letters from two alphabets that look alike.
bool mixes_alphabets(std::string_view word) {
  bool latin = false, other = false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    latin = latin || script_at(word, i) == Script::kLatin;
    other = other || script_at(word, i) == Script::kCyrillicOrGreek;
  }
  return latin && other;
}

/// The host that an address leads to, and its last label, in which bulk domains are bought.
void add_host(Clues& clues, std::string_view kind, std::string_view address) {
  std::string with_scheme(address);
  if (address.starts_with("www.")) with_scheme.insert(0, "http://");
  const auto url = text::Url::parse(with_scheme);
  if (!url) return;
  const std::string host(url->host());
  clues.add(kind, host);
  if (const std::size_t dot = host.rfind('.'); dot != std::string::npos)
    clues.add(std::string(kind) + " under", host.substr(dot + 1));
}

std::size_t next_link(std::string_view text, std::size_t from) {
  return std::min({text.find("http://", from), text.find("https://", from), text.find("www.", from)});
}

/// Takes the addresses out, so that their parts are no words.
std::string read_links(Clues& clues, std::string_view text) {
  std::string rest;
  std::size_t links = 0, from = 0;
  for (std::size_t at; (at = next_link(text, from)) != std::string_view::npos; ++links) {
    rest.append(text, from, at - from).append(" ");
    from = std::min(text.find_first_of(" \t\r\n<>()[]\"'", at), text.size());
    add_host(clues, "link", text.substr(at, from - at));
  }
  rest.append(text, from);
  clues.add("links", links == 0 ? "none" : links == 1 ? "one" : links == 2 ? "two" : "many");
  return rest;
}

void read_manner(Clues& clues, std::string_view text) {
  std::size_t capitals = 0, letters = 0, digits = 0, exclamations = 0;
  for (const char c : text) {
    capitals += c >= 'A' && c <= 'Z';
    letters += (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    digits += c >= '0' && c <= '9';
    exclamations += c == '!';
  }
  if (letters >= 20 && capitals * 10 > letters * 6) clues.add("", "in capitals");
  if (exclamations >= 3) clues.add("", "many exclamation marks");
  if (digits >= 9 && digits * 5 > text.size()) clues.add("", "mostly numbers");
  const std::size_t length = text::length(text);
  clues.add("length", length < 20 ? "a word or two" : length < 80 ? "a line" : length < 400 ? "some lines" : "long");
}

/// -2 ln p summed over n probabilities is chi squared with 2n degrees of freedom; this is its upper tail. Exact for
/// even degrees (Abramowitz and Stegun 26.4.21).
double chi_squared_tail(double x, std::size_t n) {
  const double half = x / 2;
  double term = std::exp(-half), sum = term;
  for (std::size_t i = 1; i < n; ++i) {
    term *= half / static_cast<double>(i);
    sum += term;
  }
  return std::min(sum, 1.0);
}

}  // namespace

std::vector<Clue> clues_of(std::string_view name, std::string_view website, std::string_view text) {
  Clues clues;
  std::string read(text.substr(0, kReadBytes));
  if (drop_hidden(read)) clues.add("", "hidden characters");
  read_manner(clues, read);
  const std::string rest = read_links(clues, read);
  std::string before;
  std::size_t single = 0;
  for (const std::string& printed : text::words(rest)) {
    if (mixes_alphabets(printed)) clues.add("", "letters of two alphabets in a word");
    const std::string word = text::fold(printed);
    clues.add("", word);
    if (!before.empty()) clues.add("", before + " " + word);
    if (text::length(word) == 1 && ++single == 8) clues.add("", "letters set apart");
    before = word;
  }
  for (const std::string& word : text::words(name)) clues.add("name", text::fold(word));
  if (website.empty()) {
    clues.add("website", "none");
  } else {
    add_host(clues, "website", website);
  }
  return std::move(clues).done();
}

void SpamFilter::learn(const std::vector<Clue>& clues, bool spam) {
  ++(spam ? spam_ : good_);
  for (const Clue& clue : clues) {
    const auto known = seen_.find(clue.hash);
    if (known == seen_.end() && seen_.size() >= kMostClues) continue;
    Seen& seen = known == seen_.end() ? seen_[clue.hash] : known->second;
    ++(spam ? seen.spam : seen.good);
  }
}

void SpamFilter::forget(const std::vector<Clue>& clues, bool spam) {
  std::size_t& all = spam ? spam_ : good_;
  if (all > 0) --all;
  for (const Clue& clue : clues) {
    const auto known = seen_.find(clue.hash);
    if (known == seen_.end()) continue;
    std::uint32_t& count = spam ? known->second.spam : known->second.good;
    if (count > 0) --count;
    if (known->second.good + known->second.spam == 0) seen_.erase(known);
  }
}

double SpamFilter::probability(std::uint64_t clue) const {
  const auto known = seen_.find(clue);
  if (known == seen_.end()) return kUnknown;
  const double of_spam = known->second.spam / static_cast<double>(spam_);
  const double of_good = known->second.good / static_cast<double>(good_);
  const double n = known->second.spam + known->second.good;
  return (kStrength * kUnknown + n * of_spam / (of_spam + of_good)) / (kStrength + n);
}

SpamFilter::Opinion SpamFilter::judge(const std::vector<Clue>& clues) const {
  Opinion opinion;
  if (good_ < kFewest || spam_ < kFewest) return opinion;
  std::vector<std::pair<double, const Clue*>> telling;
  for (const Clue& clue : clues) {
    const double p = probability(clue.hash);
    if (std::abs(p - kUnknown) >= kLeastTelling) telling.emplace_back(p, &clue);
  }
  std::ranges::stable_sort(telling, std::greater{}, [](const auto& t) { return std::abs(t.first - kUnknown); });
  if (telling.size() > kMostTelling) telling.resize(kMostTelling);
  if (telling.empty()) return opinion;
  double of_spam = 0, of_good = 0;
  for (const auto& [p, clue] : telling) {
    of_spam += std::log(1 - p);
    of_good += std::log(p);
    if (p > kUnknown && opinion.because.size() < kShown) opinion.because.push_back(clue->shown);
  }
  const double s = 1 - chi_squared_tail(-2 * of_spam, telling.size());
  const double h = 1 - chi_squared_tail(-2 * of_good, telling.size());
  opinion.spam = (1 + s - h) / 2;
  return opinion;
}

}  // namespace dateline::desk
