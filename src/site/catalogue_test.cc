#include "site/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dateline::site {
namespace {

using testing::HasSubstr;

text::Locale locale(std::string_view language) {
  return *text::Locale::of(language, "UTC");
}

TEST(Catalogue, CountsAsTheLanguageDoes) {
  const Catalogue english = *Catalogue::of("en", "UTC");
  EXPECT_EQ(english.count("reply.count", 1), "1 Reply");
  EXPECT_EQ(english.count("reply.count", 1200), "1,200 Replies");
  const Catalogue spanish = *Catalogue::of("es-MX", "UTC");
  EXPECT_EQ(spanish.count("reply.count", 2), "2 respuestas");
}

TEST(Catalogue, SaysInEnglishWhatALanguageDoesNot) {
  const Catalogue german = *Catalogue::parse(locale("de"), "search.button = Suchen\n", "texts/de.txt");
  EXPECT_EQ(german.say("search.button"), "Suchen");
  EXPECT_EQ(german.say("nav.front"), "Front page");
  EXPECT_THAT(german.missing(), testing::Contains("nav.front"));
}

TEST(Catalogue, TakesPluralsThatEnglishDoesNotHave) {
  const Catalogue polish =
      *Catalogue::parse(locale("pl"), "reply.count.few = {n} odpowiedzi\nreply.count.many = {n} odpowiedzi.\n", "pl");
  EXPECT_EQ(polish.count("reply.count", 3), "3 odpowiedzi");
  EXPECT_EQ(polish.count("reply.count", 5), "5 odpowiedzi.");
}

TEST(Catalogue, NamesTheLineThatIsWrong) {
  const auto problem = [](std::string_view file) {
    return Catalogue::parse(locale("de"), file, "texts/de.txt").error().message;
  };
  EXPECT_THAT(problem("# x\nsearch.buton = Suchen\n"),
              HasSubstr("texts/de.txt:2: unknown text 'search.buton', did you mean 'search.button'?"));
  EXPECT_THAT(problem("search.button\n"), HasSubstr("texts/de.txt:1: write a line as 'key = text'"));
  EXPECT_THAT(problem("reply.count.one = {m} Antwort\n"), HasSubstr("has no place {m}"));
}

TEST(Catalogue, EscapesItsOwnTextsButNotTheMarkupInTheirPlaces) {
  const Catalogue odd = *Catalogue::parse(locale("de"), "reply.count.other = <{n}>\n", "de");
  EXPECT_EQ(odd.markup("reply.count.other", {{"n", html("<b>{}</b>", "&")}}).str(), "&lt;<b>&amp;</b>&gt;");
}

TEST(Catalogue, HasEveryTextInEveryLanguageOfTheBinary) {
  for (const std::string_view language : Catalogue::languages()) {
    EXPECT_THAT(Catalogue::of(language, "UTC")->missing(), testing::IsEmpty()) << language;
  }
}

}  // namespace
}  // namespace dateline::site
