#include "text/tokens.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "text/shingles.h"
#include "text/term_rules.h"
#include "text/terms.h"
#include "text/utf8.h"
#include "text/word_hash.h"

namespace dateline::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::uint32_t> terms_of(const std::vector<Token>& tokens) {
  std::vector<std::uint32_t> out;
  for (const Token& token : tokens) {
    if (token.is_term) out.push_back(token.term);
  }
  return out;
}

std::vector<std::uint32_t> hashes_of(const std::vector<std::string>& terms) {
  std::vector<std::uint32_t> out;
  for (const std::string& term : terms) out.push_back(term_hash(term));
  return out;
}

std::vector<std::string> texts_of(const std::vector<Token>& tokens, bool Token::* flag) {
  std::vector<std::string> out;
  for (const Token& token : tokens) {
    if (token.*flag) out.emplace_back(token.text);
  }
  return out;
}

std::string bare_of(std::string_view word) {
  return bare_word(fold(word));
}

/// "COVID-19th" is a name, and names() keeps its number as it is.
std::string without_possessive(std::string_view word) {
  std::string folded = fold(word);
  straighten(folded);
  if (folded.ends_with("'s")) folded.resize(folded.size() - 2);
  return folded;
}

TEST(WordHash, NeverChanges) {
  EXPECT_EQ(word_hash(""), 0xF52A15E9A9B5E89Bu);
  EXPECT_EQ(word_hash("havana"), 0x040064FBD5F80559u);
  EXPECT_EQ(term_hash("havana"), word_hash("havana") >> 32);
  EXPECT_EQ(term_hash("новост"), 0x6E220F43u);
}

TEST(Tokens, SayWhatAWordIs) {
  Tokenizer tokenizer;
  const auto& tokens = tokenizer.tokens("The 21st round cost Havana $1,200, it's said", "en");
  EXPECT_THAT(texts_of(tokens, &Token::number), ElementsAre("21st", "1,200"));
  EXPECT_THAT(texts_of(tokens, &Token::capitalised), ElementsAre("The", "Havana"));
  EXPECT_THAT(texts_of(tokens, &Token::function_word), ElementsAre("The", "it's"));
  EXPECT_THAT(texts_of(tokens, &Token::is_term), ElementsAre("21st", "round", "cost", "Havana", "1,200", "said"));
}

TEST(Tokens, SayWhereAWordStands) {
  Tokenizer tokenizer;
  const auto& tokens = tokenizer.tokens("Mr. J. Doe met U.S.-Cuba envoys. He said: “No” and left, then\nNext", "en");
  EXPECT_THAT(texts_of(tokens, &Token::opens_sentence), ElementsAre("Mr", "He", "No", "Next"));
  EXPECT_THAT(texts_of(tokens, &Token::joined),
              ElementsAre("J", "Doe", "met", "U.S", "Cuba", "envoys", "said", "left"));
}

TEST(Tokens, AreTheWordsOfTheLastTextOnly) {
  Tokenizer tokenizer;
  EXPECT_EQ(tokenizer.tokens("one two three", "en").size(), 3u);
  EXPECT_EQ(tokenizer.tokens("four", "en").front().text, "four");
  EXPECT_THAT(tokenizer.tokens("", "en"), IsEmpty());
}

TEST(Tokens, TellTheLanguagesOfAWordApart) {
  Tokenizer tokenizer;
  for (int round = 0; round < 2; ++round) {  // The second one from memory.
    EXPECT_FALSE(tokenizer.tokens("die", "de").front().is_term);
    EXPECT_EQ(tokenizer.tokens("die", "en").front().term, term_hash("die"));
    EXPECT_EQ(tokenizer.tokens("talks", "en").front().term, term_hash("talk"));
    EXPECT_EQ(tokenizer.tokens("talks", "en-GB").front().term, term_hash("talks"));
  }
}

TEST(Tokens, AreShingledAsTheirText) {
  Tokenizer tokenizer;
  const std::string text = "The U.S.-Cuba talks weren’t held; on 18–19 January they’d cost $1,000.50, ÄRZTE said. ёлка";
  EXPECT_EQ(shingles(tokenizer.tokens(text, "en")), shingles(text));
  EXPECT_EQ(shingles(tokenizer.tokens("short text", "en")), shingles("short text"));
  EXPECT_NE(shingles(tokenizer.tokens("a m² of", "en")), shingles("a m² of"));  // As shingles.h says.
}

/// Words of all kinds, and what stands between them.
rc::Gen<std::string> any_text() {
  const auto piece = rc::gen::element<std::string>(
      "The ", "Havana", "havana's ", "Havana’s ", "Isn’t ", "it's ", "talks ", "TALKED ", "COVID-19 ", "1,200 ",
      "1200 ", "21st ", "3.5% ", "$2m ", "2-1 ", "Mr. ", "U.S. ", "J. ", "a", ". ", ", ", ": ", "“", "” ", " — ", "\n",
      " ", "-", "новостей ", "Новости", "Ёлка ", "переосвидетельствование ", "die Häuser ", "Straße ", "العالم ", "١٢ ",
      "שלום", "\"", "東京は日本の首都です", "北京", "カタカナ", "ภาษาไทย", "é", "e\u0301", "\u0301", "½ ", "m² ", "ﬁn ",
      "Ｈｉ ", "ǅ", "\u3164", "\u00AD", "\xFF", "\xC3", "\xE2\x80", std::string(37, 'x'), std::string(200, 'y'),
      "Donaudampfschifffahrtsgesellschaft ");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const std::vector<std::string>& pieces) {
    std::string text;
    for (const auto& p : pieces) text += p;
    return text;
  });
}

RC_GTEST_PROP(Tokens, HaveTheWordsAndTermsOfTheirText, ()) {
  static Tokenizer tokenizer(64);  // So small that it forgets while it reads.
  const std::string text = *any_text();
  const auto language = *rc::gen::element<std::string>("en", "ru", "de", "ar", "zh", "ja", "th", "fi", "en-US", "");
  for (int round = 0; round < 2; ++round) {
    const auto& tokens = tokenizer.tokens(text, language);
    std::vector<std::string> printed;
    for (const Token& token : tokens) printed.emplace_back(token.text);
    RC_ASSERT(printed == words(text, language));
    RC_ASSERT(terms_of(tokens) == hashes_of(terms(text, language)));
    for (const Token& token : tokens) RC_ASSERT(token.word == word_hash(fold(token.text)));
  }
}

RC_GTEST_PROP(Tokens, HaveTheNamesOfTheirText, ()) {
  static Tokenizer tokenizer(64);
  const std::string text = *any_text();
  const auto language = *rc::gen::element<std::string>("en", "ru", "de", "");
  std::vector<Name> found;
  find_names(tokenizer.tokens(text, language), found);
  auto expected = names(text, language);
  RC_ASSERT(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    std::string name;
    for (const Token& token : found[i]) name += (name.empty() ? "" : " ") + without_possessive(token.text);
    straighten(expected[i]);
    RC_ASSERT(name == expected[i]);
  }
}

TEST(NameHash, SeesWordsAndTheirOrderButNoPossessive) {
  Tokenizer tokenizer;
  std::vector<Name> found;
  find_names(tokenizer.tokens("Then John Roe’s aide met Roe John, john roe and John Roe.", "en"), found);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(name_hash(found[0]), name_hash(found[2]));
  EXPECT_NE(name_hash(found[0]), name_hash(found[1]));
}

TEST(BareWord, HasNoPossessive) {
  EXPECT_EQ(bare_of("Biden’s"), "biden");
  EXPECT_EQ(bare_of("O’Brien's"), "o'brien");
}

TEST(BareWord, OfANumberIsTheSameHoweverItIsPrinted) {
  EXPECT_EQ(bare_of("1,200"), "1200");
  EXPECT_EQ(bare_of("1.200.000"), "1200000");
  EXPECT_EQ(bare_of("1’200"), "1200");
  EXPECT_EQ(bare_of("1,000.50"), bare_of("1.000,50"));
  EXPECT_EQ(bare_of("3,5"), "3.5");
  EXPECT_EQ(bare_of("0.125"), "0.125");
  EXPECT_EQ(bare_of("21st"), "21");
  EXPECT_EQ(bare_of("2m"), "2m");
  EXPECT_EQ(bare_of("1990s"), "1990s");
  EXPECT_EQ(bare_of("18.01.2023"), "18.01.2023");
}

}  // namespace
}  // namespace dateline::text
