#include "story/traits.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "text/countries.h"
#include "text/latin.h"
#include "text/numbers.h"
#include "text/terms.h"
#include "text/url.h"

namespace dateline::story {
namespace {

using Kind = Trait::Kind;
using Script = Traits::Script;

/// Background is below, and shared by all of a beat.
constexpr std::size_t kReadBytes = 2048;
constexpr std::size_t kLedeBytes = 600;
constexpr float kBelowTheLede = 0.7F;
/// Of one report; a table of results has hundreds.
constexpr std::size_t kNames = 40, kSounds = 120, kNumbers = 16, kLinks = 8;

/// A picture or a link is as telling as a long surname; those of an outlet's furniture show by their counts.
constexpr float kExpectedOfAddress = 1.0F / 1000;

// --- Names ----------------------------------------------------------------------------------------------------------

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/// Endings of Slavic surnames in other cases than the first, as transliterated: "Путиным", "Зеленского".
std::string_view without_case_ending(std::string_view latin) {
  for (const std::string_view ending : {"ogo", "omu", "ego", "emu", "ym", "om", "ykh", "ikh", "skim"}) {
    if (latin.size() < ending.size() + 4 || !latin.ends_with(ending)) continue;
    return latin.substr(0, latin.size() - (ending == "skim" ? 2 : ending.size()));
  }
  return latin;
}

/// What survives transliteration: consonants by their sound, "a" for any vowel that begins the word. Putin, Poutine and
/// Путина are "ptn"; Moskva, Moscow, Moskau and Moscou "msk"; Shevchenko, Chevtchenko and Schewtschenko "svsnk".
std::string skeleton(std::string_view latin) {
  std::string out;
  bool vowel_between = false;
  const auto put = [&](char sound) {
    // "ts", "tch", "dzh": one sibilant, spelled in two letters.
    if (sound == 's' && !vowel_between && !out.empty() && (out.back() == 't' || out.back() == 'd')) out.pop_back();
    if (!vowel_between && (sound == 'b' || sound == 'p') && out.ends_with('n')) out.back() = 'm';
    if (vowel_between || out.empty() || out.back() != sound) out += sound;
    vowel_between = false;
  };
  for (std::size_t i = 0; i < latin.size(); ++i) {
    const char c = latin[i];
    const char next = i + 1 < latin.size() ? latin[i + 1] : ' ';
    if (is_vowel(c)) {
      if (i == 0) out += 'a';
      vowel_between = true;
      continue;
    }
    switch (c) {
      case 'c':
        put(next == 'h' || next == 'e' || next == 'i' || next == 'y' ? 's' : 'k');
        break;
      case 'h':  // Silent, or a part of the letter before it; Cyrillic has "kh" for it where a name begins.
        if (i == 0) put('k');
        break;
      case 'g':  // "ng" is one sound, and one letter in some scripts.
        if (!out.ends_with('n') || vowel_between) put('g');
        break;
      case 'j':
      case 'z':
        put('s');
        break;
      case 'p':
        put(next == 'h' ? 'f' : 'p');
        break;
      case 'q':
        put('k');
        break;
      case 'w':
        put('v');
        break;
      case 'x':
        if (i != 0) put('k');
        put('s');
        break;
      default:
        if (c >= 'a' && c <= 'z') put(c);
    }
  }
  // A final s is a genitive or a plural as often as not; a final v is silent in Moscow, and an ending in Москвой.
  const auto drop = [&](std::string_view sounds) {
    if (out.size() >= 4 && sounds.find(out.back()) != std::string_view::npos) out.pop_back();
  };
  drop("s");
  drop("vf");
  return out;
}

/// Coarser, for scripts that do not tell p from b or l from r: seven classes, and no vowels at all.
std::string sound(std::string_view skeleton) {
  std::string out;
  for (char c : skeleton) {
    if (c == 'a') continue;
    if (c == 'p' || c == 'f' || c == 'v') c = 'b';
    if (c == 'd') c = 't';
    if (c == 'g') c = 'k';
    if (c == 'r') c = 'l';
    if (!out.ends_with(c)) out += c;
  }
  return out;
}

/// A word of a script without capitals.
std::string sound_of_word(std::string_view word) {
  constexpr std::string_view kArticle = "ال", kFinalT = "ة";
  if (word.size() > kArticle.size() + 4 && word.starts_with(kArticle)) word.remove_prefix(kArticle.size());
  if (word.ends_with(kFinalT)) word.remove_suffix(kFinalT.size());
  // Korean particles; three bytes a syllable.
  constexpr std::string_view kParticles = "은는이가을를의에와과도";
  if (word.size() >= 9 && static_cast<unsigned char>(word.front()) >= 0xEA &&
      kParticles.find(word.substr(word.size() - 3)) != std::string_view::npos)
    word.remove_suffix(3);
  std::string latin = text::to_latin(word);
  if (!latin.empty()) {
    // Arabic and Hebrew write long vowels with these; whether a vowel or a consonant, only the reader knows.
    const auto vowels = std::remove_if(latin.begin() + 1, latin.end(), [](char c) { return c == 'w' || c == 'y'; });
    latin.erase(vowels, latin.end());
  }
  return sound(skeleton(latin));
}

/// How often another matter has such a number by chance: rough shares, from what news is made of.
float expected_of_number(const std::string& number) {
  if (number.find('.') != std::string::npos) return 1.0F / 150;
  const bool round = number.ends_with("00") || (number.size() == 2 && number.ends_with('0'));
  if (number.size() == 4 && (number.starts_with("19") || number.starts_with("20"))) return 1.0F / 8;  // A year.
  if (number.size() == 2) return round ? 1.0F / 12 : 1.0F / 25;
  if (number.size() == 3) return round ? 1.0F / 40 : 1.0F / 150;
  return round ? 1.0F / 200 : 1.0F / 2000;
}

// --- Reading --------------------------------------------------------------------------------------------------------

bool is_one_of(std::string_view language, std::initializer_list<std::string_view> list) {
  return std::ranges::find(list, language) != list.end();
}

/// Cut between words where there are spaces, else between characters.
std::string_view cut(std::string_view utf8, std::size_t most) {
  if (utf8.size() <= most) return utf8;
  const std::size_t space = utf8.find_last_of(" \n", most);
  if (space != std::string_view::npos && space + 60 > most) return utf8.substr(0, space);
  while (most > 0 && (static_cast<unsigned char>(utf8[most]) & 0xC0) == 0x80) --most;
  return utf8.substr(0, most);
}

/// "Two Dead in Porto Fire": capitals tell no names.
bool in_title_case(std::string_view headline) {
  int words = 0, capitals = 0;
  for (std::size_t i = 0; i < headline.size(); ++i) {
    if (i != 0 && headline[i - 1] != ' ') continue;
    ++words;
    capitals += headline[i] >= 'A' && headline[i] <= 'Z';
  }
  return words >= 4 && capitals * 10 > words * 6;
}

/// Only what stands in ASCII; one mark for each run of anything else.
std::string ascii_of(std::string_view utf8) {
  std::string out;
  for (const char c : utf8) {
    if (static_cast<unsigned char>(c) < 0x80) {
      out += c;
    } else if (!out.ends_with('|')) {
      out += '|';
    }
  }
  return out;
}

class Reader {
 public:
  explicit Reader(std::string_view language) : language_(language) {
    if (is_one_of(language, {"ja"})) script_ = Script::kSounds;
    if (is_one_of(language, {"ar", "fa", "ur", "ps", "ckb", "ug", "he", "iw", "yi", "ko", "ka", "hi",
                             "bn", "mr", "ne", "gu", "pa",  "ta", "te", "kn", "ml", "si", "am"}))
      script_ = Script::kWords;
    runs_together_ = is_one_of(language, {"zh", "ja", "th", "lo", "km", "my", "yue"});
  }

  void read(std::string_view part, float prominence, bool names) {
    prominence_ = prominence;
    for (const text::KnownName& known : text::known_names(part, language_)) {
      if (!known.country.empty()) add(Kind::kCountry, known.country, 1.0F / 40);
      for (const std::string& word : text::words(known.printed, "en")) {
        known_.push_back(skeleton(text::to_latin(word)));
        if (script_ != Script::kCapitals) known_.push_back(sound_of_word(word));
      }
    }
    if (names) read_names(part);
    if (script_ == Script::kWords) read_words(part);
    if (script_ == Script::kSounds) read_katakana(part);
    read_numbers(part);
    read_links(part);
  }

  void add(Kind kind, std::string_view value, float expected) {
    std::uint32_t hash = 2166136261U ^ static_cast<std::uint32_t>(kind);  // FNV-1a.
    for (const char c : value) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    hash *= 16777619U;
    traits_.push_back({hash, kind, prominence_, expected});
  }

  Script script() const { return script_; }

  std::vector<Trait> done() && {
    std::ranges::sort(traits_, [](const Trait& a, const Trait& b) {
      return a.hash != b.hash ? a.hash < b.hash : a.prominence > b.prominence;
    });
    const auto repeats = std::ranges::unique(traits_, {}, &Trait::hash);
    traits_.erase(repeats.begin(), repeats.end());
    return std::move(traits_);
  }

 private:
  bool is_known(const std::string& skeleton) const { return std::ranges::find(known_, skeleton) != known_.end(); }

  void read_names(std::string_view part) {
    const auto names = runs_together_ ? text::names(ascii_of(part), "en") : text::names(part, language_);
    for (const std::string& name : names) {
      if (names_++ >= kNames) return;
      // Of a run of words the last is the surname, or the town of "New" and "Nizhny"; the one before confirms it.
      const std::size_t space = name.rfind(' ');
      const std::string last = skeleton_of(name.substr(space + 1));
      std::string before;
      if (space != std::string::npos && space > 0) {
        const std::size_t begin = name.rfind(' ', space - 1);
        before = skeleton_of(name.substr(begin + 1, space - begin - 1));
      }
      if (is_known(last)) continue;
      if (last.size() >= 3) {
        add(Kind::kName, last, last.size() == 3 ? 1.0F / 60 : last.size() == 4 ? 1.0F / 300 : 1.0F / 1200);
        if (before.size() >= 2) add(Kind::kFullName, before + " " + last, 1.0F / 2000);
      } else if (before.size() + last.size() >= 4) {
        add(Kind::kName, before + " " + last, 1.0F / 1200);  // "Xi Jinping" is known by both or not at all.
      }
      if (script_ == Script::kCapitals) add_sounds(sound(before), sound(last));
    }
  }

  static std::string skeleton_of(std::string_view folded) {
    // A genitive, before its s can pass for a part of "ts".
    for (const std::string_view ending : {"ts", "ds", "тс", "дс"}) {
      if (folded.size() > 5 && folded.ends_with(ending)) folded.remove_suffix(ending.size() / 2);
    }
    const bool cyrillic = !folded.empty() && static_cast<unsigned char>(folded.front()) >= 0xD0 &&
                          static_cast<unsigned char>(folded.front()) <= 0xD3;
    const std::string latin = text::to_latin(folded);
    return skeleton(cyrillic ? without_case_ending(latin) : latin);
  }

  /// Seven classes are few, so only long sounds count: of five, one word in a hundred has a given one.
  void add_sounds(const std::string& before, const std::string& last) {
    if (last.size() >= 5) {
      add(Kind::kSound, last, last.size() == 5 ? 1.0F / 100 : last.size() == 6 ? 1.0F / 300 : 1.0F / 1000);
    }
    const std::size_t both = before.size() + last.size();
    if (before.size() >= 2 && last.size() >= 2 && both >= 6) {
      const float expected = both == 6 ? 1.0F / 150 : both == 7 ? 1.0F / 500 : 1.0F / 1500;
      add(last.size() >= 5 ? Kind::kFullSound : Kind::kSound, before + " " + last, expected);
    }
  }

  void read_words(std::string_view part) {
    std::string before;
    for (const std::string& word : text::words(part, language_)) {
      const bool other_script = static_cast<unsigned char>(word.front()) < 0xD6;  // Latin, digits, Cyrillic.
      if (sounds_ >= kSounds) return;
      std::string last = other_script || word.size() > 60 ? std::string() : sound_of_word(word);
      if (is_known(last)) last.clear();
      sounds_ += last.size() >= 2;
      add_sounds(before, last);
      before = std::move(last);
    }
  }

  /// Foreign names are in katakana, their parts joined by a middle dot.
  void read_katakana(std::string_view part) {
    std::string before, run;
    for (std::size_t i = 0; i <= part.size() && sounds_ < kSounds; ++i) {
      const std::string_view here = part.substr(i, 3);
      const bool dot = here == "・";
      if (!dot && here >= "ァ" && here <= "ヿ") {
        run += here;
        i += 2;
        continue;
      }
      if (!run.empty()) {
        std::string last = sound_of_word(run);
        if (is_known(last)) last.clear();
        ++sounds_;
        add_sounds(before, last);
        before = dot ? std::move(last) : std::string();
        run.clear();
      }
      if (dot) i += 2;
    }
  }

  void read_numbers(std::string_view part) {
    for (const std::string& number : text::numbers(part)) {
      if (numbers_++ >= kNumbers) return;
      add(Kind::kNumber, number, expected_of_number(number));
    }
  }

  void read_links(std::string_view part) {
    for (std::size_t i = part.find("http"); i != std::string_view::npos && links_ < kLinks;
         i = part.find("http", i + 4)) {
      const std::size_t end = part.find_first_of(" \n\t)<>\"'", i);
      if (end == std::string_view::npos && part.size() >= kLedeBytes) return;  // May be cut.
      if (const auto url = text::Url::parse(part.substr(i, end - i))) {
        ++links_;
        add(Kind::kLink, url->canonical(), kExpectedOfAddress);
      }
    }
  }

  std::string_view language_;
  Script script_ = Script::kCapitals;
  bool runs_together_ = false;
  float prominence_ = 1;
  std::vector<std::string> known_;  ///< Skeletons of what known_names() found: no names of their own.
  std::vector<Trait> traits_;
  std::size_t names_ = 0, sounds_ = 0, numbers_ = 0, links_ = 0;
};

}  // namespace

Traits traits_of(const article::Article& article) {
  Traits out;
  out.language = article.language.substr(0, article.language.find('-'));
  const bool is_code = std::ranges::all_of(out.language, [](char c) { return c >= 'a' && c <= 'z'; });
  if (!is_code || out.language.size() > 3 || out.language == "und") out.language.clear();
  out.reported = article.reported_at();

  const std::string_view text = cut(article.text.empty() ? article.lede : article.text, kReadBytes);
  const std::string_view lede = cut(text, std::min(text.find("\n\n"), kLedeBytes));
  const std::string_view headline = cut(article.headline, kLedeBytes);
  Reader reader(out.language);
  reader.read(headline, 1, text.empty() || !in_title_case(headline));
  reader.read(lede, 1, true);
  reader.read(text.substr(lede.size()), kBelowTheLede, true);
  if (const auto picture = text::Url::parse(article.image); picture && picture->path() != "/")
    reader.add(Kind::kPicture, picture->site() + picture->path(), kExpectedOfAddress);
  if (!article.canonical_url.empty()) reader.add(Kind::kLink, article.canonical_url, kExpectedOfAddress);
  out.script = reader.script();
  out.traits = std::move(reader).done();
  return out;
}

}  // namespace dateline::story
