#include "text/countries.h"

#include <gmock/gmock.h>

namespace dateline::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> countries(std::string_view utf8, std::string_view language) {
  std::vector<std::string> out;
  for (const KnownName& name : known_names(utf8, language)) out.push_back(name.country);
  return out;
}

TEST(KnownNames, AreTheSameCountriesInEveryLanguage) {
  EXPECT_THAT(countries("Talks between Germany and the United States in Switzerland", "en"),
              ElementsAre("DE", "US", "CH"));
  EXPECT_THAT(countries("Gespräche zwischen Deutschland und den USA in der Schweiz", "de"),
              ElementsAre("DE", "US", "CH"));
  EXPECT_THAT(countries("Переговоры Германии и США прошли в Швейцарии", "ru"), ElementsAre("DE", "US", "CH"));
  EXPECT_THAT(countries("L'Allemagne et les États-Unis se parlent en Suisse", "fr"), ElementsAre("US", "CH"));
  EXPECT_THAT(countries("محادثات بين ألمانيا والولايات المتحدة في سويسرا", "ar"), ElementsAre("DE", "CH"));
  EXPECT_THAT(countries("德国与美国在瑞士会谈", "zh"), ElementsAre("DE", "US", "CH"));
  EXPECT_THAT(countries("ドイツとアメリカがスイスで協議", "ja"), ElementsAre("DE", "US", "CH"));
}

TEST(KnownNames, AreFoundInTheirCases) {
  EXPECT_THAT(countries("Frankreichs Regierung", "de"), ElementsAre("FR"));
  EXPECT_THAT(countries("С Россией и Украиной, о Китае", "ru"), ElementsAre("RU", "UA", "CN"));
}

TEST(KnownNames, TakeTheLongerNameAndNoOrdinaryWord) {
  EXPECT_THAT(countries("Nigeria, not Niger", "en"), ElementsAre("NG", "NE"));
  EXPECT_THAT(countries("Papua New Guinea", "en"), ElementsAre("PG"));
  EXPECT_THAT(countries("Give us turkey, they told the U.S.", "en"), ElementsAre("US"));
}

TEST(KnownNames, MonthsAndDaysAreNoCountries) {
  const auto names = known_names("On Monday in January", "en");
  ASSERT_EQ(names.size(), 2U);
  EXPECT_EQ(names[0].printed, "Monday");
  EXPECT_EQ(names[0].country, "");
  EXPECT_EQ(names[1].printed, "January");
}

TEST(KnownNames, AnUnknownLanguageHasNone) {
  EXPECT_THAT(countries("Germany", "xx"), IsEmpty());
  EXPECT_THAT(countries("IT IN DE US", ""), IsEmpty());
}

}  // namespace
}  // namespace dateline::text
