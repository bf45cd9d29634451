#include "text/language.h"

#include <gmock/gmock.h>

namespace dateline::text {
namespace {

using ::testing::Optional;

TEST(IdentifyLanguage, KnowsTheLanguagesOfTheWires) {
  EXPECT_THAT(
      identify_language("Officials from both governments met in the capital and talked about human trafficking, "
                        "narcotics and other criminal cases."),
      Optional(std::string("en")));
  EXPECT_THAT(identify_language("Die Regierungen beider Länder trafen sich in der Hauptstadt und sprachen über "
                                "Menschenhandel, Rauschgift und andere Verbrechen."),
              Optional(std::string("de")));
  EXPECT_THAT(
      identify_language("O ex-presidente pediu um visto de seis meses para permanecer nos Estados Unidos, disse o "
                        "seu advogado na segunda-feira."),
      Optional(std::string("pt")));
  EXPECT_THAT(identify_language("政府官员周一在首都举行会谈，讨论了贸易和安全问题，双方同意继续对话。"),
              Optional(std::string("zh")));
  EXPECT_THAT(identify_language("ראש הממשלה נפגש היום עם שרי החוץ והביטחון בירושלים כדי לדון במצב"),
              Optional(std::string("he")));
}

TEST(IdentifyLanguage, IsAbsentWhenUnsure) {
  EXPECT_EQ(identify_language(""), std::nullopt);
  EXPECT_EQ(identify_language("OK"), std::nullopt);
  EXPECT_EQ(identify_language("123 456 — 789"), std::nullopt);
}

TEST(NormalizeLanguage, TakesTagsAndNames) {
  EXPECT_THAT(normalize_language("en-US"), Optional(std::string("en")));
  EXPECT_THAT(normalize_language(" EN_us "), Optional(std::string("en")));
  EXPECT_THAT(normalize_language("english"), Optional(std::string("en")));
  EXPECT_THAT(normalize_language("Deutsch"), Optional(std::string("de")));
  EXPECT_THAT(normalize_language("eng"), Optional(std::string("en")));
  EXPECT_THAT(normalize_language("iw"), Optional(std::string("he")));
  EXPECT_THAT(normalize_language("pt-BR"), Optional(std::string("pt")));
}

TEST(NormalizeLanguage, KeepsTraditionalChineseApart) {
  EXPECT_THAT(normalize_language("zh-CN"), Optional(std::string("zh")));
  EXPECT_THAT(normalize_language("zh-TW"), Optional(std::string("zh-Hant")));
  EXPECT_THAT(normalize_language("zh-Hant-HK"), Optional(std::string("zh-Hant")));
}

TEST(NormalizeLanguage, IsAbsentForWhatIsNoLanguage) {
  EXPECT_EQ(normalize_language(""), std::nullopt);
  EXPECT_EQ(normalize_language("qq"), std::nullopt);
  EXPECT_EQ(normalize_language("x-default"), std::nullopt);
  EXPECT_EQ(normalize_language(std::string(100000, 'e')), std::nullopt);
}

}  // namespace
}  // namespace dateline::text
