#include "article/byline.h"

#include <algorithm>
#include <array>
#include <optional>

#include "text/date.h"
#include "text/utf8.h"

namespace dateline::article {
namespace {

/// Words that stand before names, whatever their case.
constexpr auto kBefore = std::to_array<std::string_view>({
    "written by ",
    "written by: ",
    "reported by ",
    "story by ",
    "posted by ",
    "published by ",
    "contributed by ",
    "guest post by ",
    "article by ",
    "recipe by ",
    "text by ",
    "words by ",
    "by: ",
    "by ",
    "author: ",
    "author ",
    "authors: ",
    "contributor: ",
    "contributors: ",
    "posted by: ",
    "posted by : ",
    "this post was written by ",
    "von ",
    "autor: ",
    "autorin: ",
    "text: ",
    "par ",
    "écrit par ",
    "publié par ",
    "propos recueillis par ",
    "a cura di ",
    "escrito por ",
    "publicado por ",
    "door ",
    "geschreven door ",
    "tekst: ",
    "text av ",
    "reporting by ",
    "submitted by ",
    "por: ",
    "von: ",
    "av: ",
    "skrevet av ",
    "skrevet af ",
    "skriven av ",
    "teksti: ",
    "autora: ",
    "autores: ",
    "autorka: ",
    "yazan: ",
    "oleh ",
    "oleh: ",
    "penulis: ",
    "reporter: ",
    "tác giả: ",
    "Tác giả: ",
    "بقلم ",
    "بقلم: ",
    "كتب ",
    "كتبت ",
    "מאת ",
    "מאת: ",
    "लेखक: ",
    "द्वारा ",
    "โดย ",
    "เรื่อง ",
    "Της ",
    "Του ",
    "Από ",
    "Από τον ",
    "Από την ",
    "文/",
    "文／",
    "文：",
    "文 ",
    "撰文：",
    "作者：",
    "記者：",
    "記者:",
    "记者:",
    "作者:",
    "文:",
    "撰文:",
    "记者：",
    "記者 ",
    "记者 ",
    "本報記者 ",
    "本报记者 ",
    "Автор: ",
    "Текст: ",
    "автор: ",
    "текст: ",
});

/// The same, where a capital letter would make it part of a name ("Di Marzio", "Per Olsson").
constexpr auto kBeforeLower = std::to_array<std::string_view>({"por ", "per ", "di ", "av ", "af ", "od "});

/// What links to an author's page say before the name.
constexpr auto kBeforeInLinks = std::to_array<std::string_view>(
    {"view all posts by ", "all posts by ", "more posts by ", "all articles by ", "articles by ", "more articles from ",
     "more from ", "more by ", "more about ", "read more about ", "about ", "content by "});

/// Words between names, with the spaces around them.
constexpr auto kBetween =
    std::to_array<std::string_view>({" and ", " und ", " et ", " y ", " e ", " en ", " och ", " og ", " i ", " и ",
                                     " та ", " & ", " + ", " with ", " mit ", " avec "});

/// What comes behind these is about others than who wrote it, or about when. In lower case.
constexpr auto kBehind = std::to_array<std::string_view>({
    "reviewed by",     "medically reviewed",
    "fact checked",    "fact-checked",
    "updated",         "last updated",
    "edited by",       "photos by",
    "photo by",        "photography by",
    "photographs by",  "pictures by",
    "video by",        "graphics by",
    "editing by",      "additional reporting",
    "illustration by", "illustrations by",
    "recommended by",  "translated by",
    "published on",    "published:",
    "published ",      "posted on",
    "last modified",   "on behalf of",
    "view all posts",  "follow ",
    "foto:",           "fotos:",
    "photo:",          "image:",
});

/// What such elements hold beside names: labels, and fields of a form for comments. In lower case.
constexpr auto kLabels = std::to_array<std::string_view>({
    "name",
    "admin",
    "administrator",
    "webmaster",
    "your name",
    "author",
    "authors",
    "the author",
    "about the author",
    "author posts",
    "author bio",
    "view more posts",
    "view all posts",
    "more articles",
    "read more",
    "learn more",
    "contributor",
    "guest",
    "about the authors",
    "share",
    "contact",
    "see more",
    "follow",
    "website",
    "more about this author",
    "learn more about our contributors",
});

/// A part with one of these says what somebody does. In lower case, whole words.
constexpr auto kRoles = std::to_array<std::string_view>({
    "editor",
    "writer",
    "reporter",
    "correspondent",
    "founder",
    "co-founder",
    "cofounder",
    "ceo",
    "cto",
    "cmo",
    "director",
    "manager",
    "expert",
    "specialist",
    "consultant",
    "producer",
    "columnist",
    "contributor",
    "reviewer",
    "author",
    "analyst",
    "strategist",
    "officer",
    "president",
    "head",
    "professor",
    "educator",
    "educators",
    "journalist",
    "redakteur",
    "redakteurin",
    "korrespondent",
    "autor",
    "autorin",
    "korrespondentin",
    "journaliste",
    "rédacteur",
    "rédactrice",
    "redactor",
    "redactora",
    "periodista",
    "giornalista",
    "staff",
    "dietitian",
    "nutritionist",
    "attorney",
    "lawyer",
    "physician",
    "trainer",
    "coach",
    "photographer",
    "coordinator",
    "marketer",
    "advisor",
    "adviser",
    "researcher",
    "scientist",
    "winemaker",
    "engineer",
    "developer",
    "designer",
    "editor-in-chief",
    "chefredakteur",
    "chefredakteurin",
});

/// What stands behind a name for what somebody has learnt. In capitals, without points.
constexpr auto kCredentials = std::to_array<std::string_view>(
    {"MD",    "DO",    "PHD",  "DPHIL",   "EDD",   "PSYD", "PHARMD", "DDS",     "DMD",   "DVM",   "VMD",  "DC",
     "DPT",   "PT",    "RN",   "BSN",     "MSN",   "DNP",  "NP",     "FNP",     "CRNP",  "PA-C",  "RD",   "RDN",
     "LD",    "LDN",   "CDN",  "CDE",     "CDCES", "CSSD", "CSCS",   "CPT",     "CNS",   "CLT",   "LCSW", "LMSW",
     "LPC",   "LMFT",  "LMHC", "MS",      "MSC",   "MSW",  "MA",     "MBA",     "MPH",   "MED",   "MFA",  "MPP",
     "LLM",   "BA",    "BS",   "BSC",     "JD",    "ESQ",  "CPA",    "CFA",     "CFP",   "CEPF",  "CHFC", "EA",
     "PMP",   "CISSP", "CPP",  "PSP",     "SPHR",  "FACP", "FACS",   "FAAP",    "FACOG", "FACLM", "FAND", "FOMA",
     "DABOM", "DACVB", "LVT",  "CPDT-KA", "E-RYT", "RYT",  "IBCLC",  "CCC-SLP", "OTR",   "AICP",  "PE"});

/// The longest name seen in our corpora has 47 characters.
constexpr std::size_t kLongestName = 70;
constexpr std::size_t kMostWords = 7;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Ignoring the case of ASCII letters.
bool starts_like(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, lower, lower);
}
bool is_like(std::string_view text, std::string_view other) {
  return text.size() == other.size() && starts_like(text, other);
}

/// Without the marks that stand around names in lists.
std::string_view strip(std::string_view name) {
  constexpr auto kMarks = std::to_array<std::string_view>({" ", ",", ";", ":", "|", "/", "-", "–", "—",  "•", "·", "⋅",
                                                           "●", "&", "+", "(", ")", "[", "]", "*", "\"", "»", "›"});
  const bool has_bracket = name.find('(') != std::string_view::npos && name.find('(') > 0;
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : kMarks) {
      if (name.starts_with(mark)) {
        name.remove_prefix(mark.size());
        again = true;
      } else if (name.ends_with(mark) && !(mark == ")" && has_bracket)) {
        name.remove_suffix(mark.size());
        again = true;
      }
    }
  }
  return name;
}

/// Without "By" and the like.
std::string_view without_by(std::string_view line) {
  // Most lines begin with a letter that none of them does.
  static constexpr auto kMayBegin = [] {
    std::array<bool, 256> bytes{};
    for (const std::string_view before : kBefore) bytes[static_cast<unsigned char>(before.front())] = true;
    for (const std::string_view before : kBeforeLower) bytes[static_cast<unsigned char>(before.front())] = true;
    for (const char c : {'b', 'w'}) bytes[static_cast<unsigned char>(c)] = true;  // Of those below.
    for (std::size_t c = 'A'; c <= 'Z'; ++c) bytes[c] = bytes[c] || bytes[c + 32];
    return bytes;
  }();
  for (bool again = true; again;) {
    if (line.empty() || !kMayBegin[static_cast<unsigned char>(line.front())]) return line;
    again = false;
    for (const std::string_view before : kBefore) {
      if (!starts_like(line, before)) continue;
      line.remove_prefix(before.size());
      again = true;
    }
    for (const std::string_view before : kBeforeLower) {
      // "Di Giulia Neri", but "Di Marzio"; Per is a first name, too.
      const bool capital = before != "per " && starts_like(line, before) && !line.starts_with(before) &&
                           line.substr(before.size()).find(' ') != std::string_view::npos;
      if (!line.starts_with(before) && !capital) continue;
      line.remove_prefix(before.size());
      again = true;
    }
    // "ByJo Doe" and "Written by:Jo Doe" of two elements that stand side by side; "Byron" goes on in lower case.
    for (const std::string_view before : {"By", "Written by:", "Written By:", "By:"}) {
      if (!line.starts_with(before) || line.size() <= before.size()) continue;
      const char next = line[before.size()];
      if (next < 'A' || next > 'Z') continue;
      line.remove_prefix(before.size());
      again = true;
    }
  }
  return line;
}

/// Calls `use` with each word and where it begins, until `use` returns false.
template <typename Use>
void for_words(std::string_view text, Use use) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at && !use(text.substr(at, end - at), at)) return;
    at = end + 1;
  }
}

std::string_view trim_punctuation(std::string_view word) {
  while (!word.empty() && std::string_view(".,:;()").find(word.back()) != std::string_view::npos) word.remove_suffix(1);
  return word;
}

bool is_role(std::string_view word) {
  const std::string_view bare = trim_punctuation(word);
  return std::ranges::any_of(kRoles, [&](std::string_view role) { return is_like(bare, role); });
}

bool has_role(std::string_view part) {
  bool found = false;
  for_words(part, [&](std::string_view word, std::size_t) {
    found = is_role(word);
    return !found;
  });
  return found;
}

/// "MD", "Ph.D.", "M.D. FACLM", "CFP®", "E-RYT 200".
bool is_credentials(std::string_view part) {
  bool all = !part.empty();
  for_words(part, [&](std::string_view word, std::size_t at) {
    std::string letters;
    for (const char c : word) {
      if (c != '.' && c != ',' && static_cast<unsigned char>(c) < 0x80)
        letters += c >= 'a' && c <= 'z' ? char(c - 32) : c;
    }
    // "Ma" may be a name, "MA" is none.
    const auto capitals = std::ranges::count_if(word, [](char c) { return c >= 'A' && c <= 'Z'; });
    const bool level = at > 0 && std::ranges::all_of(word, is_digit);
    all = level || (capitals >= 2 && std::ranges::find(kCredentials, letters) != kCredentials.end());
    return all;
  });
  return all;
}

/// What may stand behind a comma and be part of a name.
bool is_generation(std::string_view part) {
  return part == "Jr." || part == "Jr" || part == "Sr." || part == "Sr" || part == "II" || part == "III";
}

/// "Sandby", and not "dpa", "AP", "t-online": a place behind names.
bool is_one_capitalised_word(std::string_view part) {
  return part.size() >= 4 && part.front() >= 'A' && part.front() <= 'Z' &&
         std::ranges::all_of(part.substr(1),
                             [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
}

/// "2023-01-31", "31.01.2023", "1/31/23".
bool looks_like_numeric_date(std::string_view word) {
  word = trim_punctuation(word);
  return word.size() >= 6 && word.find_first_not_of("0123456789-./") == std::string_view::npos &&
         word.find_first_of("-./") != std::string_view::npos;
}

/// Up to what is about others or about when: "Jo Doe Published on", "Jo Doe March 3", "Jo Doe on Friday".
std::string_view without_rest(std::string_view part) {
  std::size_t end = part.size();
  std::size_t words = 0;
  std::string_view before;
  std::size_t before_at = 0;
  for_words(part, [&](std::string_view word, std::size_t at) {
    for (const std::string_view behind : kBehind) {
      if (starts_like(part.substr(at), behind)) end = at;
    }
    const bool number = is_digit(word.front());
    if (number && words > 0 && text::is_month(trim_punctuation(before))) end = before_at;
    if (text::is_month(trim_punctuation(word)) && words > 0 && is_digit(before.front())) end = before_at;
    if (is_like(word, "on") && words > 0) {
      const std::string_view next = part.substr(std::min(at + 3, part.size()));
      const std::string_view first = trim_punctuation(next.substr(0, next.find(' ')));
      if (first.size() >= 6 && (first.ends_with("day") || text::is_month(first))) end = at;
      for (const std::string_view day : {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}) {
        if (first == day) end = at;
      }
      if (text::is_month(first)) end = at;
    }
    if (words > 0 && looks_like_numeric_date(word)) end = at;
    if (words > 0 && word.find('@') != std::string_view::npos) end = at;  // An address or a handle.
    before = word;
    before_at = at;
    ++words;
    return end == part.size();
  });
  return part.substr(0, end);
}

/// Times of reading, ages, mere numbers: "5 min read", "29", "2 hours ago".
bool is_number_of_something(std::string_view name) {
  if (name.empty() || !is_digit(name.front())) return false;
  std::size_t letters = 0;
  for (const char c : name) letters += is_digit(c) || c == ' ' || c == '.' || c == ':' ? 0 : 1;
  if (letters == 0) return true;
  std::string folded;
  for (const char c : name) folded += lower(c);
  return folded.ends_with(" read") || folded.ends_with(" ago") || folded.ends_with(" min") ||
         folded.ends_with("mins") || folded.find(" minutes") != std::string::npos ||
         folded.find(" min ") != std::string::npos || folded.find("years") != std::string::npos;
}

bool is_name(std::string_view name) {
  if (name.empty() || text::length(name) > kLongestName || text::length(name) < 2) return false;
  if (static_cast<std::size_t>(std::ranges::count(name, ' ')) >= kMostWords) return false;
  if (name.find('@') != std::string_view::npos || name.find("://") != std::string_view::npos ||
      name.find("www.") != std::string_view::npos) {
    return false;
  }
  if (name.find_first_of(":?!<>{}") != std::string_view::npos) return false;  // "Image: Sample Pictures"
  if (std::ranges::any_of(kLabels, [&](std::string_view label) { return is_like(name, label); })) return false;
  // What links beside a name say to do: "View full profile".
  for (const std::string_view verb :
       {"view ", "read ", "see ", "learn ", "follow ", "visit ", "full ", "show ", "share "}) {
    if (starts_like(name, verb)) return false;
  }
  if (is_number_of_something(name)) return false;
  const auto digits = std::ranges::count_if(name, is_digit);
  // "20 Minuten" is a desk, "31.01.2023" is not; a name to log in with may have any number of them.
  const bool handle = name.find(' ') == std::string_view::npos &&
                      std::ranges::count_if(name, [](char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }) > 1;
  return digits <= 2 || handle;
}

/// Without what stands behind names: "Jo Doe (jdo)", "Jo Doe in Oslo", "Jo Doe avec AFP", and the Korean word for a
/// reporter.
std::string_view without_title(std::string_view name) {
  for (const std::string_view word : {" in ", " avec ", " with ", " mit "}) {
    const std::size_t at = name.find(word);
    if (at != std::string_view::npos && name.substr(0, at).find(' ') != std::string_view::npos)
      name = name.substr(0, at);
  }
  if (const std::size_t open = name.find(" ("); open != std::string_view::npos && name.ends_with(')')) {
    const std::string_view inside = name.substr(open + 2, name.size() - open - 3);
    const bool shorthand =
        inside.size() <= 5 && std::ranges::none_of(inside, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (shorthand || has_role(inside) || inside.find_first_of("@0123456789") != std::string_view::npos)
      name = name.substr(0, open);
  }
  // Without the point of a sentence: "by Jo Doe."; that of "Jr." stays.
  constexpr std::size_t kLongestAbbreviation = 4;
  const std::size_t last_word = name.rfind(' ') + 1;
  if (name.ends_with('.') && name.size() - last_word > kLongestAbbreviation && name.find('.') + 1 == name.size())
    name.remove_suffix(1);
  for (const std::string_view title : {" 기자", " 특파원", "記者"}) {
    if (name.ends_with(title)) name.remove_suffix(title.size());
  }
  return name;
}

/// "Jo Doe Jo Doe": the name under a picture that is called so, too.
std::string_view once(std::string_view name) {
  const std::size_t half = name.size() / 2;
  if (name.size() % 2 == 1 && name[half] == ' ' && name.substr(0, half) == name.substr(half + 1))
    return name.substr(0, half);
  return name;
}

/// The length of what separates two names at the start of `text`; 0 when nothing does.
std::size_t separator_length(std::string_view text, bool in_address) {
  if (text.front() == ',' || text.front() == ';' || text.front() == '|') return 1;
  if (text.front() == '/' && !in_address) return text.size() > 1 && is_digit(text[1]) ? 0 : 1;  // "03/04/2023"
  for (const std::string_view mark : {"•", "·", "⋅", "●", "、", "｜"}) {
    if (text.starts_with(mark)) return mark.size();
  }
  if (text.front() != ' ') return 0;
  for (const std::string_view between : kBetween) {
    if (text.starts_with(between) || (between == " and " && starts_like(text, between))) return between.size();
  }
  return 0;
}

bool has_two_words(std::string_view part) {
  return strip(without_by(strip(part))).find(' ') != std::string_view::npos;
}

/// What stands before the next separator.
std::string_view next_part(std::string_view text) {
  constexpr std::size_t kFar = 100;  // No name is longer; looking further would cost quadratic time.
  for (std::size_t i = 0; i < std::min(text.size(), kFar); ++i) {
    if (separator_length(text.substr(i), false) > 0) return text.substr(0, i);
  }
  return text.substr(0, kFar);
}

/// " - ", behind which stands a date or whom somebody works for.
std::size_t dash_length(std::string_view text) {
  for (const std::string_view dash : {" - ", " – ", " — "}) {
    if (text.starts_with(dash)) return dash.size();
  }
  return 0;
}

/// The same for "Jo Doe", "JO DOE" and "Doe Jo".
std::string words_in_order(std::string_view name) {
  const std::string folded = text::fold(name);
  std::vector<std::string_view> words;
  for_words(folded, [&](std::string_view word, std::size_t) {
    words.push_back(trim_punctuation(word));
    return true;
  });
  std::ranges::sort(words);
  std::string out;
  for (const std::string_view word : words) out.append(word).append(" ");
  return out;
}

/// Whether this is what stands before "by" where a line does not begin with it.
bool stands_before_by(std::string_view text) {
  for (const std::string_view word : {"posted", "published", "written", "reported", "updated", "last updated"}) {
    if (starts_like(text, word)) return true;
  }
  return text::find_date(text).has_value();
}

}  // namespace

bool is_name_of_person(std::string_view name) {
  if (const std::size_t comma = name.find(", ");
      comma != std::string_view::npos && is_generation(name.substr(comma + 2)))
    name = name.substr(0, comma);
  constexpr auto kParticles = std::to_array<std::string_view>(
      {"de",  "del", "della", "di", "da", "do", "dos", "du", "la", "le",  "van", "von", "der",
       "den", "ter", "bin",   "al", "el", "y",  "e",   "af", "zu", "zum", "ibn", "ben", "bint"});
  constexpr std::size_t kMostInName = 5;
  std::size_t words = 0, particles = 0;
  bool good = true;
  for_words(name, [&](std::string_view word, std::size_t) {
    const bool particle = std::ranges::find(kParticles, word) != kParticles.end();
    const bool capital =
        static_cast<unsigned char>(word.front()) >= 0x80 || (word.front() >= 'A' && word.front() <= 'Z');
    good = (particle || capital) && std::ranges::none_of(word, is_digit);
    particles += particle ? 1 : 0;
    ++words;
    return good && words <= kMostInName;
  });
  if (name.empty() || !good || particles * 2 > words || words > kMostInName || has_role(name)) return false;
  // Scripts without capitals, whose names are short; three bytes a letter.
  if (static_cast<unsigned char>(name.front()) >= 0xE3) {
    const std::size_t letters = text::length(name);
    return letters >= 2 && letters <= 8 && (words > 1 || name.size() == 3 * letters);
  }
  return words >= 2;
}

std::vector<std::string> split_byline(std::string_view raw) {
  const std::string line = text::collapse(raw);
  const std::string_view rest = line;
  const bool in_address = line.find("://") != std::string::npos;
  std::vector<std::string> names;
  bool over = false;  // Behind a dash or a word such as "edited by".
  bool after_comma = false;
  const auto add = [&](std::string_view part) {
    part = strip(part);
    for (const std::string_view before : kBeforeInLinks) {
      if (starts_like(part, before)) part.remove_prefix(before.size());
    }
    for (const std::string_view between : kBetween) {  // The last of a list: "A, B, and C".
      if (part.starts_with(between.substr(1)) && between.size() > 4) part.remove_prefix(between.size() - 1);
    }
    const std::string_view whole = strip(without_by(part));
    const std::string_view cut = without_rest(whole);
    if (!over) {
      const std::string_view name = once(strip(without_title(strip(cut))));
      if (!names.empty() && is_credentials(name)) return;
      if (!names.empty() && is_generation(name)) {
        names.back().append(", ").append(name);
        return;
      }
      // "Jo Doe, The Sample Press", "Jo Doe and Ann Roe, Sandby".
      const bool people = !names.empty() && std::ranges::all_of(names, is_name_of_person);
      if (people && after_comma && (starts_like(name, "the ") || is_one_capitalised_word(name))) return;
      // "Jo Doe, Director, Text & Pictures, Sample Post": a role may have several parts.
      if (!names.empty() && has_role(names.back()) && names.size() > 1 && !is_name_of_person(name)) return;
      if (is_name(name) && !is_only_by(name) && std::ranges::find(names, name) == names.end()) names.emplace_back(name);
    }
    if (cut.size() < whole.size() && !names.empty()) over = true;
  };
  std::size_t start = 0;
  for (std::size_t i = 0; i < rest.size();) {
    if (const std::size_t dash = dash_length(rest.substr(i)); dash > 0) {
      add(rest.substr(start, i - start));
      start = i = i + dash;
      over = over || !names.empty();
      continue;
    }
    std::size_t skip = separator_length(rest.substr(i), in_address);
    // "Maria & Ann" and "Le Sample et ABC" are one byline; two people have two names each.
    if (skip > 1 && rest[i] == ' ' &&
        !(has_two_words(rest.substr(start, i - start)) && has_two_words(next_part(rest.substr(i + skip)))))
      skip = 0;
    if (skip > 0) {
      add(rest.substr(start, i - start));
      after_comma = rest[i] == ',';
      start = i + skip;
    }
    i += std::max<std::size_t>(skip, 1);
  }
  add(rest.substr(start));
  return names;
}

bool is_only_by(std::string_view line) {
  return std::ranges::any_of(kBefore, [&](std::string_view before) {
    while (before.ends_with(' ') || before.ends_with(':')) before.remove_suffix(1);
    return is_like(line, before);
  });
}

std::string_view byline_in(std::string_view line) {
  constexpr std::size_t kFar = 120;  // A longer line is a sentence.
  const auto starts = [](std::string_view part) { return without_by(part).size() < part.size(); };
  if (starts(line)) return line;
  for (std::size_t i = 1; i < std::min(line.size(), kFar); ++i) {
    if ((lower(line[i]) >= 'a' && lower(line[i]) <= 'z') || is_digit(line[i])) continue;
    std::size_t skip = dash_length(line.substr(i));
    if (skip == 0 && line[i] != ' ') skip = separator_length(line.substr(i), false);
    // "March 3, 2023 by Jo Doe", "Posted on Friday by Jo Doe".
    if (skip == 0 && starts_like(line.substr(i), " by ") && stands_before_by(line.substr(0, i))) skip = 1;
    for (const std::string_view reporter : {" 记者 ", " 記者 ", " 文/", " 作者："}) {
      if (line.substr(i).starts_with(reporter)) skip = 1;
    }
    if (skip == 0) continue;
    const std::string_view part = strip(line.substr(i + skip));
    if (starts(part)) return part;
  }
  return "";
}

std::vector<std::string> split_bylines(const std::vector<std::string>& lines) {
  std::vector<std::string> names;
  std::vector<std::string> known;
  for (const std::string& line : lines) {
    for (std::string& name : split_byline(line)) {
      std::string same = words_in_order(name);
      if (std::ranges::find(known, same) != known.end()) continue;
      known.push_back(std::move(same));
      names.push_back(std::move(name));
    }
  }
  // What they do is no name, unless nothing else is said ("Staff Writer").
  const auto is_title = [](const std::string& name) { return has_role(name); };
  if (!std::ranges::all_of(names, is_title)) std::erase_if(names, is_title);
  return names;
}

}  // namespace dateline::article
