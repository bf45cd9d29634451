#include "story/languages.h"

#include <gtest/gtest.h>

#include "story/story_fixture.h"
#include "text/language.h"

namespace dateline::story {
namespace {

article::Article undeclared(std::string headline, std::string text = "") {
  article::Article a = *report("wire", 0, std::move(headline), std::move(text));
  a.language = "und";
  return a;
}

/// What a new stream of bare headlines is taken for, one after the other.
std::vector<std::string> of_each(const std::vector<const char*>& headlines) {
  Languages languages;
  std::vector<std::string> found;
  for (const char* headline : headlines) found.push_back(languages.of(undeclared(headline)));
  return found;
}

constexpr const char* kSwedish =
    "Regeringen vill bygga en ny järnväg mellan Göteborg och Borås. Beslutet väntas till våren, säger ministern, och "
    "bygget kan börja om två år. Kommunerna längs banan är oense om vem som ska betala för de nya stationerna.";

TEST(Languages, WhatAReportDeclaresWins) {
  Languages languages;
  article::Article a = undeclared("Regeringen vill bygga ny järnväg", kSwedish);
  a.language = "pt-BR";
  EXPECT_EQ(languages.of(a), "pt");
  a.language = "EN_us";
  EXPECT_EQ(languages.of(a), "en");
  a.language = "tlh";  // Nobody's language: still what it says.
  EXPECT_EQ(languages.of(a), "tlh");
}

TEST(Languages, ALongTextTellsItsOwnWhateverTheStreamIs) {
  Languages languages;
  for (int i = 0; i < 50; ++i) languages.of(undeclared("The mayor opens the new library in the old town hall"));
  EXPECT_EQ(languages.of(undeclared("Ny järnväg", kSwedish)), "sv");
  EXPECT_EQ(languages.of(undeclared("Ny järnväg till Borås ska byggas")), "en");  // A headline does not.
}

// Alone, these are taken for Czech, Basque, Dutch and Polish.
constexpr const char* kMisread[] = {"Monaco stuns Nice", "Bilbao stuns Roma", "Berlin votes", "Godzilla opens big"};
// And of these nothing is said.
constexpr const char* kUnread[] = {"Kiel canal shut", "Gold slips", "Lindqvist quits Norden SA", "Inter sack Moretti"};

TEST(Languages, TheseHeadlinesAreMisreadWhenTheyAreReadAlone) {
  for (const char* headline : kMisread) {
    EXPECT_NE(text::identify_language(headline).value_or("en"), "en") << headline;
  }
  for (const char* headline : kUnread) EXPECT_EQ(text::identify_language(headline), std::nullopt) << headline;
}

TEST(Languages, AStreamOfEnglishHeadlinesIsEnglishFromTheFirst) {
  // The misread ones first, where nothing else is known yet.
  std::vector<const char*> headlines;
  for (int i = 0; i < 4; ++i) headlines.insert(headlines.end(), {kMisread[i], kUnread[i]});
  for (int i = 0; i < 20; ++i) {
    headlines.insert(headlines.end(),
                     {"Fire guts Glasgow tenement, three in hospital", "Rates on hold", kMisread[i % 4],
                      "Talks collapse in Geneva", kUnread[i % 4], "Storm Edna nears Bermuda"});
  }
  const auto found = of_each(headlines);
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i], "en") << i << ": " << headlines[i];
}

TEST(Languages, AStreamOfDutchHeadlinesIsDutchAfterAFew) {
  const auto found =
      of_each({"Brand verwoest oude molen bij Gouda", "Staking legt treinverkeer in het noorden stil",
               "Politie vindt vermist meisje gezond terug", "Regering wil snelheid op dijken verlagen",
               "Huizenprijzen stijgen voor het eerst in twee jaar",
               "Schaatser Verhoeven wint goud op de tien kilometer", "Museum koopt verloren gewaand schilderij terug",
               "Drie gewonden na ongeluk op de snelweg bij Arnhem", "Waterschap verhoogt de dijk langs de rivier",
               "Oude brug over de gracht moet dicht", "Kerk in Zwolle krijgt nieuwe klokken",
               "Burgemeester van Delft stapt op na kritiek"});  // Not identified: what the stream is in.
  for (std::size_t i = 5; i + 1 < found.size(); ++i) EXPECT_EQ(found[i], "nl") << i;
  EXPECT_EQ(found.back(), "nl");
}

TEST(Languages, AStreamOfSpanishHeadlinesIsSpanishAfterAFew) {
  const auto found =
      of_each({"El gobierno aprueba la reforma de las pensiones", "Un incendio destruye el mercado central de Burgos",
               "La alcaldesa de Gijón dimite tras las críticas", "Detenido un hombre por el robo del museo",
               "Los médicos anuncian una huelga de tres días", "Sube el precio de la vivienda por tercer mes",
               "El Betis gana la copa en la prórroga"});
  for (std::size_t i = 5; i < found.size(); ++i) EXPECT_EQ(found[i], "es") << i;
}

TEST(Languages, AScriptTellsTheLanguageAtAColdStart) {
  EXPECT_EQ(of_each({"Рубль растёт"})[0], "ru");
  EXPECT_EQ(of_each({"台风登陆"})[0], "zh");
  EXPECT_EQ(of_each({"首相が辞任へ"})[0], "ja");
  EXPECT_EQ(of_each({"น้ำท่วม"})[0], "th");
  EXPECT_EQ(of_each({"فيضانات"})[0], "ar");
}

TEST(Languages, OneScriptsStreamSaysNothingAboutAnothers) {
  Languages languages;
  for (int i = 0; i < 50; ++i) languages.of(undeclared("The mayor opens the new library in the old town hall"));
  EXPECT_EQ(languages.of(undeclared("Рубль растёт")), "ru");
  EXPECT_EQ(languages.of(undeclared("2023")), "und");
}

TEST(Languages, TheSameHeadlinesInTheSameOrderGiveTheSameLanguages) {
  std::vector<const char*> headlines(std::begin(kMisread), std::end(kMisread));
  headlines.insert(headlines.end(), std::begin(kUnread), std::end(kUnread));
  EXPECT_EQ(of_each(headlines), of_each(headlines));
}

}  // namespace
}  // namespace dateline::story
