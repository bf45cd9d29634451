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

TEST(IdentifyLanguage, KnowsASentence) {
  const std::pair<const char*, const char*> sentences[] = {
      {"no", "Regjeringen vil bruke mer penger på skolene neste år, sier statsråden."},
      {"da", "Regeringen vil bruge flere penge på skolerne næste år, siger ministeren."},
      {"sv", "Regeringen vill lägga mer pengar på skolorna nästa år, säger ministern."},
      {"cs", "Vláda chce příští rok dát školám více peněz, řekl včera ministr."},
      {"sk", "Vláda chce budúci rok dať školám viac peňazí, povedal včera minister."},
      {"es", "El gobierno quiere gastar más dinero en las escuelas el año que viene, dijo la ministra."},
      {"uk", "Уряд хоче наступного року виділити школам більше грошей, сказав міністр."},
      {"ru", "Правительство хочет в следующем году выделить школам больше денег, сказал министр."},
      {"bg", "Правителството иска догодина да даде повече пари на училищата, каза министърът."},
      {"fa",
       "وزیر گفت دولت می‌خواهد سال آینده پول بیشتری برای مدرسه‌ها "
       "خرج "
       "کند."},
      {"ur", "وزیر نے کہا کہ حکومت اگلے سال اسکولوں پر زیادہ پیسہ خرچ کرنا چاہتی ہے۔"},
      {"ar", "قال الوزير إن الحكومة تريد إنفاق المزيد من المال على المدارس في العام المقبل."}};
  for (const auto& [language, sentence] : sentences) {
    EXPECT_THAT(identify_language(sentence), Optional(std::string(language))) << sentence;
  }
}

TEST(IdentifyLanguage, KnowsAHeadlineByItsScript) {
  EXPECT_THAT(identify_language("นายกฯ ลาออก"), Optional(std::string("th")));
  EXPECT_THAT(identify_language("首相が辞任"), Optional(std::string("ja")));
  EXPECT_THAT(identify_language("총리 사임"), Optional(std::string("ko")));
  EXPECT_THAT(identify_language("Παραιτήθηκε"), Optional(std::string("el")));
}

TEST(IdentifyLanguage, KnowsLanguagesThatTheModelHasNotSeen) {
  EXPECT_THAT(identify_language("O Goberno galego anunciou onte que as axudas para as familias chegarán antes do "
                                "remate do ano, e que a partir de xaneiro haberá máis cartos para as escolas e para "
                                "os concellos da comarca, segundo explicou a conselleira nunha rolda de prensa."),
              Optional(std::string("gl")));
}

TEST(IdentifyLanguage, IsAbsentForNamesGibberishAndMixtures) {
  EXPECT_EQ(identify_language("Adam Nowak, Jean Dupont, Erika Muster, Juan Pueblo"), std::nullopt);
  EXPECT_EQ(identify_language("asdf qwer zxcv hjkl uiop tyui ghjk"), std::nullopt);
  EXPECT_EQ(identify_language("BTC 42,000 +3.2% ETH 2,310 -1.1% XRP 0.52"), std::nullopt);
  EXPECT_EQ(identify_language("Спорт Sport Погода Weather"), std::nullopt);
  EXPECT_EQ(identify_language("\xff\xfe\x80"), std::nullopt);
}

TEST(LanguageOf, BelievesATextThatIsSure) {
  EXPECT_EQ(language_of("en-US",
                        "Die Regierungen beider Länder trafen sich in der Hauptstadt und sprachen über "
                        "Menschenhandel, Rauschgift und andere Verbrechen."),
            "de");
  EXPECT_EQ(language_of("", "Officials from both governments met in the capital."), "en");
}

TEST(LanguageOf, BelievesTheDeclarationOfShortTexts) {
  EXPECT_EQ(language_of("de", "Adam Nowak, Jean Dupont"), "de");
  EXPECT_EQ(language_of("de", "Breaking news"), "de");
  EXPECT_EQ(language_of("", "123"), "und");
  EXPECT_EQ(language_of("nonsense", ""), "und");
}

TEST(LanguageOf, BelievesTheDeclarationAmongCloseLanguages) {
  const char* either =
      "Jedna osoba je poginula u nesreći kod mosta, rekla je policija u ponedjeljak navečer, "
      "a promet je obustavljen do jutra.";
  EXPECT_EQ(language_of("hr", either), "hr");
  EXPECT_EQ(language_of("bs", either), "bs");
  EXPECT_EQ(language_of("fr", either), identify_language(either));
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
