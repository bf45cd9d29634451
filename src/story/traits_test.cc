#include "story/traits.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "story/story_fixture.h"

namespace dateline::story {
namespace {

using Kind = Trait::Kind;

Traits traits(std::string language, std::string text) {
  article::Article a = *report("wire", 0, "–", std::move(text));
  a.language = std::move(language);
  a.canonical_url.clear();
  return traits_of(a);
}

int shared(const Traits& a, const Traits& b, Kind kind) {
  return static_cast<int>(std::ranges::count_if(a.traits, [&](const Trait& t) {
    return t.kind == kind && std::ranges::find(b.traits, t.hash, &Trait::hash) != b.traits.end();
  }));
}

/// Whether both texts, of one name each, are known by the same.
bool same(Kind kind, std::string one_language, std::string one, std::string other_language, std::string other) {
  return shared(traits(std::move(one_language), std::move(one)), traits(std::move(other_language), std::move(other)),
                kind) > 0;
}

TEST(Traits, ANameIsTheSameInEverySpelling) {
  EXPECT_TRUE(same(Kind::kName, "en", "there Shevchenko spoke", "fr", "ici Chevtchenko parle"));
  EXPECT_TRUE(same(Kind::kName, "en", "there Shevchenko spoke", "de", "dort sprach Schewtschenko"));
  EXPECT_TRUE(same(Kind::kName, "en", "there Shevchenko spoke", "ru", "там говорил Шевченко"));
  EXPECT_TRUE(same(Kind::kName, "en", "to Moscow", "ru", "в Москву"));
  EXPECT_TRUE(same(Kind::kName, "de", "nach Moskau", "fr", "à Moscou"));
  EXPECT_TRUE(same(Kind::kName, "en", "with Johnson", "ru", "с Джонсоном"));
  EXPECT_FALSE(same(Kind::kName, "en", "there Shevchenko spoke", "ru", "там говорил Шульженко"));
}

TEST(Traits, ANameIsTheSameInEveryCase) {
  for (const char* russian : {"там Вересов", "от Вересова", "к Вересову", "с Вересовым", "о Вересове"}) {
    EXPECT_TRUE(same(Kind::kName, "en", "there Veresov", "ru", russian)) << russian;
  }
  EXPECT_TRUE(same(Kind::kName, "en", "there Lindqvist", "de", "und die Rede Lindqvists"));
}

TEST(Traits, AShortNameIsKnownWithTheOneBeforeItOnly) {
  EXPECT_FALSE(same(Kind::kName, "en", "with Mr Xi", "ru", "с Си"));
  EXPECT_TRUE(same(Kind::kName, "en", "with Xi Jinping", "ru", "с Си Цзиньпином"));
}

TEST(Traits, WordsOfAScriptWithoutCapitalsSoundLikeNames) {
  EXPECT_TRUE(same(Kind::kSound, "en", "there Vladimir Putin spoke", "ar", "قال فلاديمير بوتين اليوم"));
  EXPECT_TRUE(same(Kind::kSound, "fr", "ici Emmanuel Macron", "ja", "エマニュエル・マクロン氏は"));
  EXPECT_TRUE(same(Kind::kSound, "en", "there Donald Trump", "ko", "도널드 트럼프는"));
  EXPECT_TRUE(same(Kind::kSound, "en", "there Angela Merkel", "he", "אמרה אנגלה מרקל"));
}

TEST(Traits, ACountryIsItsCodeAndNoName) {
  const Traits en = traits("en", "there in Ukraine and Switzerland");
  const Traits de = traits("de", "dort in Ukraine und Schweiz");
  EXPECT_EQ(shared(en, de, Kind::kCountry), 2);
  EXPECT_EQ(shared(en, de, Kind::kName), 0);
}

TEST(Traits, MonthsAndDaysAreNoNames) {
  EXPECT_FALSE(same(Kind::kName, "en", "on Tuesday in January and October", "de", "am Dienstag im Januar und Oktober"));
}

TEST(Traits, AnAddressIsAPictureALinkOrTheArticlesOwn) {
  auto a = *report("one", 0, "Storm", "See https://www.weather.example/warning?utm_source=x now");
  auto b = *report("two", 0, "Tempête", "");
  a.image = "https://img.example/storm-1.jpg?w=300";
  b.image = "https://img.example/storm-1.jpg?w=900";
  b.canonical_url = "https://weather.example/warning";
  EXPECT_EQ(shared(traits_of(a), traits_of(b), Kind::kPicture), 1);
  EXPECT_EQ(shared(traits_of(a), traits_of(b), Kind::kLink), 1);
}

TEST(Traits, TheLedeWeighsMoreThanWhatIsBelow) {
  const Traits t = traits("en", "there Veresov spoke\n\nand Lindqvist did not, with Veresov gone");
  ASSERT_EQ(std::ranges::count(t.traits, Kind::kName, &Trait::kind), 2);
  EXPECT_EQ(std::ranges::count_if(t.traits, [](const Trait& n) { return n.kind == Kind::kName && n.prominence < 1; }),
            1);
}

TEST(Traits, AreFewHoweverLongTheText) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "then Name" + std::to_string(i) + " said " + std::to_string(i) + ". ";
  EXPECT_LT(traits("en", text).traits.size(), 250U);
  EXPECT_LT(traits("ar", text).traits.size(), 250U);
}

}  // namespace
}  // namespace dateline::story
