#include "text/countries.h"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>

#include <unicode/uloc.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <unordered_map>

#include "text/country_names.h"
#include "text/segment.h"
#include "text/utf8.h"

namespace dateline::text {
namespace {

/// Letters that a case may add to a name, or put in place of its last vowel: "Россия, Россией".
constexpr std::size_t kEnding = 3;
/// A name this short is an abbreviation and matches only as printed: "US" is not "us", "May" not "Mayor".
constexpr std::size_t kAbbreviation = 3;

UChar32 last_character(std::string_view utf8, std::size_t& start) {
  auto i = static_cast<std::int32_t>(utf8.size());
  UChar32 c;
  U8_PREV(utf8.data(), 0, i, c);
  start = static_cast<std::size_t>(i);
  return c;
}

bool is_lower(std::string_view word) {
  std::int32_t i = 0;
  UChar32 c;
  U8_NEXT(word.data(), i, static_cast<std::int32_t>(word.size()), c);
  return c >= 0 && u_islower(c);
}

/// Without the dots of "U.S" and the ending after an apostrophe ("Almanya'nın").
std::string plain(std::string_view word) {
  std::string out(word.substr(0, std::min(word.find('\''), word.find("’"))));
  std::erase(out, '.');
  return length(out) <= kAbbreviation ? out : fold(out);
}

/// What all cases of a name begin with.
std::string stem(std::string_view word) {
  std::string out = plain(word);
  if (length(out) < 5) return out;
  std::size_t start = 0;
  const UChar32 last = last_character(out, start);
  constexpr std::u32string_view kEndings = U"aeiouàéèíóúäöüаеиоуыэюяьйіїєηαος";
  if (last >= 0 && kEndings.find(static_cast<char32_t>(last)) != std::u32string_view::npos) out.resize(start);
  return out;
}

bool written_without_spaces(std::string_view language) {
  constexpr std::array<std::string_view, 7> kSuch = {"zh", "ja", "th", "lo", "km", "my", "yue"};
  return std::ranges::find(kSuch, language.substr(0, language.find('-'))) != kSuch.end();
}

/// Whether ICU has names of its own for the language; of another it gives those of the machine's.
bool is_available(const std::string& language) {
  for (std::int32_t i = 0; i < uloc_countAvailable(); ++i) {
    if (language == std::string_view(uloc_getAvailable(i))) return true;
  }
  return false;
}

std::string utf8_of(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

/// The names of one language, found by their first word, or by their first character where words run together.
class Names {
 public:
  explicit Names(const std::string& language) : spaces_(!written_without_spaces(language)) {
    if (!is_available(language)) return;
    for (const CountryName& name : country_names(language)) add(name.printed, name.country);
    UErrorCode status = U_ZERO_ERROR;
    const icu::DateFormatSymbols symbols(icu::Locale(language.c_str()), status);
    if (U_FAILURE(status)) return;
    for (const auto context : {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE}) {
      std::int32_t count = 0;
      const icu::UnicodeString* names = symbols.getMonths(count, context, icu::DateFormatSymbols::WIDE);
      for (std::int32_t i = 0; i < count; ++i) add(utf8_of(names[i]), "");
      names = symbols.getWeekdays(count, context, icu::DateFormatSymbols::WIDE);
      for (std::int32_t i = 0; i < count; ++i) add(utf8_of(names[i]), "");
    }
  }

  std::vector<KnownName> find(std::string_view utf8, std::string_view language) const {
    return spaces_ ? find_words(utf8, language) : find_characters(utf8);
  }

 private:
  struct Name {
    std::vector<std::string> stems;  ///< Of its words; the whole name where words run together.
    std::string country;
  };

  void add(const std::string& printed, const char* country) {
    Name name{{}, country};
    std::string key;
    if (spaces_) {
      std::vector<std::string_view> words;
      text::find_words(printed, "en", words);
      for (const std::string_view word : words) name.stems.push_back(stem(word));
      if (!name.stems.empty()) key = name.stems.front();
    } else if (!printed.empty()) {
      std::size_t i = 0;
      U8_FWD_1(printed.data(), i, printed.size());
      key = printed.substr(0, i);
      name.stems = {printed};
    }
    // A single letter or character is no name ("É.-U.").
    if (name.stems.empty() || length(name.stems.front()) < 2) return;
    by_first_[key].push_back(std::move(name));
  }

  /// Whether `word` is a case of the name that begins with `stem`.
  static bool is_case_of(const std::string& stem, const std::string& word) {
    if (word == stem) return true;
    const std::size_t letters = length(stem);
    return letters > kAbbreviation && word.starts_with(stem) && length(word) <= letters + kEnding;
  }

  std::vector<KnownName> find_words(std::string_view utf8, std::string_view language) const {
    std::vector<std::string_view> words;
    text::find_words(utf8, language, words);
    std::vector<KnownName> out;
    for (std::size_t i = 0; i < words.size();) {
      const Name* best = is_lower(words[i]) || words[i].size() > 60 ? nullptr : longest_at(words, i);
      if (best == nullptr) {
        ++i;
        continue;
      }
      const std::string_view last = words[i + best->stems.size() - 1];
      const char* begin = words[i].data();
      out.push_back({best->country, {begin, static_cast<std::size_t>(last.data() + last.size() - begin)}});
      i += best->stems.size();
    }
    return out;
  }

  const Name* longest_at(const std::vector<std::string_view>& words, std::size_t at) const {
    std::string key = plain(words[at]);
    const Name* best = nullptr;
    // The longest beginning first: "Nigeria" is not a case of "Niger".
    for (std::size_t cut = 0; cut <= kEnding && !key.empty() && best == nullptr; ++cut) {
      if (const auto found = by_first_.find(key); found != by_first_.end()) {
        for (const Name& name : found->second) {
          if (best != nullptr && name.stems.size() <= best->stems.size()) continue;
          if (at + name.stems.size() > words.size()) continue;
          bool all = true;
          for (std::size_t k = 0; all && k < name.stems.size(); ++k)
            all = is_case_of(name.stems[k], plain(words[at + k]));
          if (all) best = &name;
        }
      }
      std::size_t start = 0;
      last_character(key, start);
      key.resize(start);
    }
    return best;
  }

  std::vector<KnownName> find_characters(std::string_view utf8) const {
    std::vector<KnownName> out;
    const std::size_t size = utf8.size();
    for (std::size_t i = 0; i < size;) {
      std::size_t next = i;
      U8_FWD_1(utf8.data(), next, size);
      const Name* best = nullptr;
      if (const auto found = by_first_.find(std::string(utf8.substr(i, next - i))); found != by_first_.end()) {
        for (const Name& name : found->second) {
          const bool longer = best == nullptr || name.stems.front().size() > best->stems.front().size();
          if (longer && utf8.substr(i).starts_with(name.stems.front())) best = &name;
        }
      }
      if (best != nullptr) {
        out.push_back({best->country, utf8.substr(i, best->stems.front().size())});
        next = i + best->stems.front().size();
      }
      i = next;
    }
    return out;
  }

  bool spaces_;
  std::unordered_map<std::string, std::vector<Name>> by_first_;
};

}  // namespace

std::vector<KnownName> known_names(std::string_view utf8, std::string_view language) {
  thread_local std::map<std::string, std::unique_ptr<const Names>, std::less<>> kept;
  std::string key;  // Only the language counts, and only a short one: it comes from outside and is a key here.
  for (const char c : language.substr(0, 3)) {
    if (c < 'a' || c > 'z') break;
    key += c;
  }
  auto found = kept.find(key);
  if (found == kept.end()) {
    if (kept.size() > 64) kept.clear();
    found = kept.emplace(key, std::make_unique<const Names>(key)).first;
  }
  return found->second->find(utf8, language);
}

}  // namespace dateline::text
