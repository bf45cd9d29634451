#include "story/abroad.h"

#include <gmock/gmock.h>

#include <map>

#include "story/story_fixture.h"
#include "story/tuning.h"

namespace dateline::story {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

Traits told(std::string language, int minutes, std::string headline, std::string text, std::string image = "") {
  article::Article a = *report("wire-" + language, minutes, std::move(headline), std::move(text));
  a.language = std::move(language);
  a.image = std::move(image);
  return traits_of(a);
}

// One matter: a bridge gives way in Romania.
Traits bridge(const std::string& language, int minutes = 0) {
  static const std::map<std::string, std::pair<std::string, std::string>> kTexts = {
      {"en",
       {"Bridge over the Olt collapses, 17 dead",
        "SLATINA – A road bridge over the Olt in southern Romania gave way on Friday, killing at least 17 people. "
        "Prefect Mircea Dragulescu said that 43 were in hospital.\n\nThe bridge of 1974 had been inspected in March by "
        "the company Ruxandra Vasile runs. Divers searched for a bus."}},
      {"es",
       {"Al menos 17 muertos al hundirse un puente en Rumanía",
        "SLATINA – El hundimiento de un puente sobre el río Olt, en el sur de Rumanía, causó este viernes al menos 17 "
        "muertos y 43 heridos, según el prefecto Mircea Dragulescu.\n\nEl puente, de 1974, se había revisado en marzo. "
        "Los buzos buscan un autobús."}},
      {"ru",
       {"В Румынии обрушился мост через Олт, погибли 17 человек",
        "СЛАТИНА – В пятницу на юге Румынии обрушился автомобильный мост через реку Олт. По словам префекта Мирчи "
        "Драгулеску, погибли не менее 17 человек, 43 доставлены в больницы.\n\nМост построили в 1974 году, проверяли в "
        "марте."}},
      {"de",
       {"Brücke über den Olt eingestürzt – mindestens 17 Tote",
        "SLATINA – Im Süden Rumäniens ist am Freitag eine Straßenbrücke über den Olt eingestürzt. Mindestens 17 "
        "Menschen "
        "starben, 43 kamen in Krankenhäuser, sagte Präfekt Mircea Dragulescu.\n\nTaucher suchen nach einem Bus."}},
      {"fr",
       {"Roumanie : un pont s'effondre sur l'Olt, 17 morts",
        "SLATINA – Un pont routier s'est effondré vendredi sur l'Olt, dans le sud de la Roumanie, faisant au moins 17 "
        "morts et 43 blessés, selon le préfet Mircea Dragulescu."}},
      {"ar",
       {"مقتل 17 شخصا في انهيار جسر في رومانيا",
        "لقي 17 شخصا على الأقل مصرعهم وأصيب 43 آخرون يوم الجمعة في انهيار جسر جنوب رومانيا، بحسب المحافظ ميرتشيا "
        "دراغوليسكو."}},
      {"zh",
       {"罗马尼亚一座大桥垮塌 17人遇难", "罗马尼亚南部一座公路桥星期五垮塌，造成至少17人死亡，四十三人受伤送医。"}},
      {"ja",
       {"ルーマニアで橋が崩落、17人死亡",
        "ルーマニア南部で金曜日、道路橋が崩落し、少なくとも17人が死亡、43人が病院に運ばれた。ミルチャ・ドラグレスク知事"
        "が明らかにした。"}}};
  const auto& [headline, text] = kTexts.at(language);
  return told(language, minutes, headline, text);
}

// The beat of one president: what she signs, whom she receives, and what befalls her are matters of their own.
Traits budget(std::string language) {
  if (language == "en") {
    return told("en", 0, "Georgian president Kobaladze signs budget after week of protests",
                "TBILISI – President Tamar Kobaladze of Georgia signed next year's budget on Tuesday, ending a week of "
                "protests in Tbilisi.\n\nThe law raises pensions by 11 percent and takes 38 million lari from culture. "
                "Finance minister Irakli Dvalishvili called it a budget of patience. Police held 64 people.");
  }
  return told("ru", 10, "Президент Грузии подписала бюджет, из-за которого протестовали неделю",
              "ТБИЛИСИ – Президент Грузии Тамар Кобаладзе подписала во вторник бюджет на будущий год. Неделю в Тбилиси "
              "продолжались протесты.\n\nПенсии вырастут на 11 процентов, культура потеряет 38 млн лари. Министр "
              "финансов Ираклий Двалишвили назвал это бюджетом терпения. Полиция задержала 64 человека.");
}
Traits visit(std::string language) {
  if (language == "de") {
    return told("de", 20, "Estlands Regierungschef Tammsaar zu Gast in Tiflis",
                "TIFLIS – Der estnische Ministerpräsident Kalev Tammsaar ist am Dienstag in Georgien eingetroffen. "
                "Präsidentin Tamar Kobaladze empfing ihn in Tbilissi.\n\nThema ist ein Seekabel nach Batumi für 2,4 "
                "Milliarden. Tammsaar, den 27 Unternehmer begleiten, reist nach Jerewan weiter.");
  }
  return told("fr", 30, "Tbilissi : le premier ministre estonien Tammsaar reçu par Kobaladze",
              "TBILISSI – Le premier ministre d'Estonie, Kalev Tammsaar, a été reçu mardi par la présidente de la "
              "Géorgie, Tamar Kobaladze.\n\nIl a été question d'un câble jusqu'à Batoumi, estimé à 2,4 milliards. M. "
              "Tammsaar, qu'accompagnent 27 chefs d'entreprise, se rendra à Erevan.");
}

constexpr StoryId kEnglish{1}, kSpanish{2}, kRussian{3}, kGerman{4}, kFrench{5}, kArabic{6}, kChinese{7}, kJapanese{8};

TEST(AbroadLinks, LinkAMatterOverLanguagesAndScripts) {
  for (const char* language : {"es", "ru", "de", "fr", "ar", "zh", "ja"}) {
    AbroadLinks abroad;
    abroad.put(kEnglish, bridge("en"));
    abroad.put(kSpanish, bridge(language, 90));
    EXPECT_THAT(abroad.links(kEnglish), ElementsAre(kSpanish)) << language;
    EXPECT_THAT(abroad.links(kSpanish), ElementsAre(kEnglish)) << language;
  }
}

TEST(AbroadLinks, LinkWithoutEnglishBetweenThem) {
  AbroadLinks abroad;
  abroad.put(kRussian, bridge("ru"));
  abroad.put(kArabic, bridge("ar"));
  EXPECT_THAT(abroad.links(kArabic), ElementsAre(kRussian));
}

// Written after the constants were chosen, and not looked at before.
TEST(AbroadLinks, LinkLanguagesThatNoConstantWasChosenOn) {
  AbroadLinks abroad;
  abroad.put(StoryId{1}, told("en", 0, "Quake of magnitude 6.4 shakes Ilocos, 12 hurt",
                              "VIGAN – An earthquake of magnitude 6.4 shook the north of the Philippines on Monday and "
                              "injured 12 people. Governor Leandro Quimson closed the cathedral of Vigan. Some 3,400 "
                              "people spent the night outdoors."));
  abroad.put(StoryId{2}, told("ko", 10, "필리핀 북부 규모 6.4 지진, 12명 부상",
                              "필리핀 북부에서 월요일 규모 6.4의 지진이 발생해 12명이 다쳤다. 레안드로 킴손 주지사는 "
                              "비간 대성당을 폐쇄했다. 주민 3,400여 명이 밖에서 밤을 보냈다."));
  abroad.put(StoryId{3}, told("he", 20, "רעידת אדמה בעוצמה 6.4 בצפון הפיליפינים",
                              "רעידת אדמה בעוצמה 6.4 הכתה ביום שני בצפון הפיליפינים ו-12 בני אדם נפצעו. כ-3,400 "
                              "תושבים לנו מחוץ לבתיהם."));
  abroad.put(StoryId{4},
             told("el", 30, "Σεισμός 6,4 βαθμών στις Φιλιππίνες, 12 τραυματίες",
                  "Σεισμός 6,4 βαθμών έπληξε τις βόρειες Φιλιππίνες. Ο κυβερνήτης Λεάντρο Κίμσον έκλεισε τον "
                  "καθεδρικό. Περίπου 3.400 άνθρωποι πέρασαν τη νύχτα έξω."));
  abroad.put(StoryId{5}, told("fa", 40, "زلزله ۶٫۴ ریشتری در فیلیپین",
                              "زلزله ۶٫۴ ریشتری شمال فیلیپین را لرزاند. حدود ۳٬۴۰۰ نفر شب را بیرون ماندند."));
  for (std::uint64_t id = 1; id <= 5; ++id) EXPECT_EQ(abroad.links(StoryId{id}).size(), 4U) << id;
}

TEST(AbroadLinks, KeepTwoMattersOfOneBeatApart) {
  AbroadLinks abroad;
  abroad.put(kEnglish, budget("en"));
  abroad.put(kGerman, visit("de"));
  abroad.put(kRussian, budget("ru"));
  abroad.put(kFrench, visit("fr"));
  EXPECT_THAT(abroad.links(kEnglish), ElementsAre(kRussian));
  EXPECT_THAT(abroad.links(kGerman), ElementsAre(kFrench));
}

TEST(AbroadLinks, LearnWhichNamesEveryMatterOfABeatHas) {
  const auto headline = [](const char* language, int day) {
    const bool english = language == std::string_view("en");
    return told(language, day * 20,
                english ? "Chancellor Wolfram Eberhardt meets Rosalind Thackeray in Dresden"
                        : "El canciller Wolfram Eberhardt recibe a Rosalind Thackeray en Dresde",
                "");
  };
  AbroadLinks cold;
  cold.put(kEnglish, headline("en", 0));
  cold.put(kSpanish, headline("es", 1));
  EXPECT_THAT(cold.links(kEnglish), ElementsAre(kSpanish));  // The control: two rare names.

  AbroadLinks warm;
  for (std::uint64_t i = 0; i < 60; ++i) {
    warm.put(StoryId{1000 + i}, headline("en", 0));
    warm.put(StoryId{2000 + i}, headline("es", 0));
  }
  for (std::uint64_t i = 0; i < 60; ++i) {
    warm.forget(StoryId{1000 + i});
    warm.forget(StoryId{2000 + i});
  }
  warm.put(kEnglish, headline("en", 0));
  warm.put(kSpanish, headline("es", 1));
  EXPECT_THAT(warm.links(kEnglish), IsEmpty());
}

TEST(AbroadLinks, NeverLinkWithinALanguage) {
  AbroadLinks abroad;
  abroad.put(StoryId{1}, bridge("en"));
  abroad.put(StoryId{2}, bridge("en"));
  EXPECT_EQ(told("en-GB", 0, "Bridge", "").language, "en");
  EXPECT_THAT(abroad.links(StoryId{1}), IsEmpty());
}

TEST(AbroadLinks, NeverLinkWhatHasNoLanguage) {
  AbroadLinks abroad;
  abroad.put(kEnglish, bridge("en"));
  Traits unknown = bridge("de");
  unknown.language = "";
  abroad.put(kGerman, unknown);
  EXPECT_THAT(abroad.links(kEnglish), IsEmpty());
}

TEST(AbroadLinks, NeverLinkOverMoreThanAStorysGap) {
  AbroadLinks abroad;
  abroad.put(kEnglish, bridge("en"));
  abroad.put(kGerman, bridge("de", 73 * 60));
  EXPECT_THAT(abroad.links(kEnglish), IsEmpty());
  abroad.put(kEnglish, bridge("en", 24 * 60));  // The story goes on, and reaches it.
  EXPECT_THAT(abroad.links(kEnglish), ElementsAre(kGerman));
}

TEST(AbroadLinks, APictureAndALinkAloneAreNoMatter) {
  AbroadLinks abroad;
  const std::string app = "\n\nhttps://app.example/get";
  abroad.put(kEnglish, told("en", 0, "Fog on the coast", "fog all day" + app, "https://cdn.example/logo.png"));
  abroad.put(kGerman, told("de", 0, "Streit um ein Tor", "und kein ende" + app, "https://cdn.example/logo.png"));
  EXPECT_THAT(abroad.links(kEnglish), IsEmpty());
}

TEST(AbroadLinks, APictureWithANumberIsAMatter) {
  AbroadLinks abroad;
  const std::string picture = "https://cdn.example/2023/fog-4711.jpg";
  abroad.put(kEnglish, told("en", 0, "Fog: 31 cars collide", "", picture));
  abroad.put(kChinese, told("zh", 0, "大雾三十一辆车相撞", "", picture));
  EXPECT_THAT(abroad.links(kEnglish), ElementsAre(kChinese));
}

TEST(AbroadLinks, AreSymmetricFewAndTheLikeliestFirst) {
  AbroadLinks abroad;
  std::uint64_t id = 0;
  for (const char* language : {"en", "es", "ru", "de", "fr", "ar", "zh", "ja"}) {
    for (int split = 0; split < 2; ++split) abroad.put(StoryId{++id}, bridge(language, static_cast<int>(id)));
  }
  std::size_t linked = 0;
  for (std::uint64_t one = 1; one <= id; ++one) {
    const auto links = abroad.links(StoryId{one});
    EXPECT_LE(links.size(), kAbroadStories);
    linked += links.size();
    for (const StoryId other : links) {
      const auto back = abroad.links(other);
      EXPECT_THAT(back, Contains(StoryId{one})) << one << " to " << other.value;
    }
  }
  EXPECT_GE(linked, 40U);
}

TEST(AbroadLinks, SayWhichStoriesChanged) {
  AbroadLinks abroad;
  abroad.put(kEnglish, bridge("en"));
  EXPECT_THAT(abroad.take_relinked(), IsEmpty());
  abroad.put(kGerman, bridge("de"));
  EXPECT_THAT(abroad.take_relinked(), UnorderedElementsAre(kEnglish, kGerman));
  abroad.put(kGerman, bridge("de", 5));  // Linked as before.
  EXPECT_THAT(abroad.take_relinked(), IsEmpty());
  abroad.forget(kGerman);
  EXPECT_THAT(abroad.take_relinked(), ElementsAre(kEnglish));
}

TEST(AbroadLinks, ForgetAStoryOnBothSides) {
  AbroadLinks abroad;
  abroad.put(kEnglish, bridge("en"));
  abroad.put(kGerman, bridge("de"));
  abroad.forget(kEnglish);
  abroad.forget(StoryId{99});
  EXPECT_THAT(abroad.links(kEnglish), IsEmpty());
  EXPECT_THAT(abroad.links(kGerman), IsEmpty());
  abroad.put(kEnglish, bridge("en"));
  EXPECT_THAT(abroad.links(kGerman), ElementsAre(kEnglish));
}

TEST(AbroadLinks, AMergedStoryTakesTheLinksAlong) {
  AbroadLinks abroad;
  abroad.put(kEnglish, told("en", 0, "Bridge gives way", "a bridge gave way"));
  abroad.put(StoryId{20}, bridge("en"));
  abroad.put(kGerman, bridge("de"));
  abroad.rename(StoryId{20}, kEnglish);
  EXPECT_THAT(abroad.links(kGerman), ElementsAre(kEnglish));
  EXPECT_THAT(abroad.links(kEnglish), ElementsAre(kGerman));
  EXPECT_THAT(abroad.links(StoryId{20}), IsEmpty());
  abroad.rename(kEnglish, StoryId{30});  // To an id that is new here.
  EXPECT_THAT(abroad.links(kGerman), ElementsAre(StoryId{30}));
}

TEST(AbroadLinks, GiveTheirMemoryBack) {
  AbroadLinks abroad;
  constexpr std::uint64_t kLive = 500;
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    Traits t;
    t.language = i % 2 ? "en" : "fr";
    t.reported = kMorning;
    for (std::uint32_t k = 0; k < 20; ++k)
      t.traits.push_back({static_cast<std::uint32_t>(i / 2 * 20 + k + 1), Trait::Kind::kName, 1, 0.001F});
    abroad.put(StoryId{i}, t);
    if (i >= kLive) abroad.forget(StoryId{i - kLive});
  }
  EXPECT_EQ(abroad.stories(), kLive);
  EXPECT_LE(abroad.postings(), kLive * 20);
  EXPECT_THAT(abroad.links(StoryId{99'999}), ElementsAre(StoryId{99'998}));
}

}  // namespace
}  // namespace dateline::story
