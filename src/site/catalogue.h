#pragma once
// The words of the interface. A language is one file, texts/LANGUAGE.txt, of lines `key = text`; English is the
// original, and what another file leaves out is said in English. Keys are named for where they stand, "search.button".
//
//   reply.count.one = {n} reply            context.texts.count("reply.count", 2)              -> "2 replies"
//   reply.count.other = {n} replies
//   story.told_by = As {outlet} tells it   texts.say("story.told_by", {{"outlet", name}})
//                                          texts.markup("story.told_by", {{"outlet", html(R"(<a href="{}">{}</a>)",
//                                          ...)}})
//
// A newsroom's own file, DATA/texts/LANGUAGE.txt, lies over those of the binary: a language that the binary does not
// have, or other words for one that it has.
//
// A number in a text is {n}, written as the language writes numbers, and the text is one for each plural of the
// language (CLDR's names: zero, one, two, few, many, other). The test `Catalogue` reads the sources: a key that is said
// nowhere, or that English does not have, fails it.

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "site/html.h"
#include "text/locale.h"

namespace dateline::site {

/// A key as a literal, and nothing else, so that a test can find all that are used.
class TextKey {
 public:
  consteval TextKey(const char* name) : name_(name) {}  // NOLINT: implicit, so that say("...") reads well
  std::string_view name() const { return name_; }

 private:
  std::string_view name_;
};

/// The texts of one language, and how it writes numbers and dates. Immutable after parse(); any thread.
class Catalogue {
 public:
  using Value = std::pair<std::string_view, std::string_view>;
  using Piece = std::pair<std::string_view, Html>;
  /// A page looks up some hundred texts: none of these makes a string of its key.
  struct KeyHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
  };
  using Texts = std::unordered_map<std::string, std::string, KeyHash, std::equal_to<>>;

  /// The newsroom's own `file` (may be "") over the binary's of that language ("es-MX" takes "es") over English.
  /// English alone, dates too, where there is neither. kInvalid: "texts/de.txt:12: ..." with what to do.
  static Result<Catalogue> of(std::string_view language, std::string_view zone, std::string_view file = {},
                              std::string_view file_name = {});
  /// Tags of the languages in the binary, sorted.
  static std::vector<std::string_view> languages();
  /// The file of one of them, "" for any other tag.
  static std::string_view file_of(std::string_view language);

  const text::Locale& locale() const { return locale_; }

  const std::string& say(TextKey key) const { return find(key.name()); }
  std::string say(TextKey key, std::initializer_list<Value> values) const;
  /// The text for `n` things.
  std::string count(TextKey key, std::int64_t n, std::initializer_list<Value> values = {}) const;
  /// The text with markup in its places; the text itself is escaped.
  Html markup(TextKey key, std::initializer_list<Piece> pieces) const;
  /// As say(), for a key that is put together: a section's name. nullptr where there is none.
  const std::string* find_name(std::string_view group, std::string_view name) const;
  std::optional<std::string> say_name(std::string_view group, std::string_view name,
                                      std::initializer_list<Value> values) const;
  /// A group's texts for a script, as JSON: {"pause":"Pause"} of "script.pause".
  std::string json(std::string_view group) const;

  /// Keys of English that this language does not have, so that they are said in English; sorted.
  const std::vector<std::string>& missing() const { return missing_; }
  const Texts& texts() const { return texts_; }

 private:
  explicit Catalogue(text::Locale locale) : locale_(std::move(locale)) {}
  const std::string& find(std::string_view key) const;
  Status add(std::string_view file, std::string_view file_name, bool is_original);
  void find_missing();

  text::Locale locale_;
  Texts texts_;
  std::set<std::string, std::less<>> translated_;  ///< Keys that came from another file than the original.
  std::vector<std::string> missing_;
};

}  // namespace dateline::site
