#pragma once
// When two names are one: in plain letters, countries by all their words, short forms. Internal to story.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/tokens.h"

namespace dateline::story {

/// A name as it is compared: its words in plain letters, without possessives, without "of" and "the".
struct Name {
  std::vector<std::string> words;
  std::vector<std::uint32_t> hashes;  ///< Of the words.
  std::string initials;
  std::string together;   ///< The words without anything between.
  std::size_t group = 0;  ///< Of its country's names; 0 for none.
  bool capital = false;

  std::size_t size() const { return words.size(); }
};
Name read_name(std::span<const text::Token> tokens);

/// Which country a name in plain letters is of, counted from 1; 0 for none.
std::size_t country_of(std::string_view plain);

/// The words of one are among the other's; one is of the other ("Italian", "Italy"), its initials, its short form.
bool same_name(const Name& a, const Name& b);
/// All words of `part` are of `whole`.
bool is_within(const Name& part, const Name& whole);
/// "Italy" and "Italian", "Moroccan" and "Morocco", a plural: of one word, not of people's names.
bool same_root(std::string_view a, std::string_view b);

/// For each word of `a` 2 if `b` has it, 1 if nearly.
double likeness_of(const Name& a, const Name& b);
/// Of two people, one is the other with a slip in it: a word is the same, another is not.
bool is_broken_form(const Name& a, const Name& b);
/// "Victorian", "Europe", "R5": stand for many things.
bool is_wide(const Name& name);

}  // namespace dateline::story
