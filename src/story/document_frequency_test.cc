#include "story/document_frequency.h"

#include <gtest/gtest.h>
#include <malloc.h>

#include <cmath>
#include <map>

#include "story/profile.h"
#include "story/story_fixture.h"
#include "story/tuning.h"
#include "text/terms.h"
#include "text/tokens.h"
#include "text/word_hash.h"

namespace dateline::story {
namespace {

using std::chrono::hours;

/// The hash of the one term that a word makes.
std::uint32_t term(std::string_view word, std::string_view language = "en") {
  const std::vector<std::string> terms = text::terms(word, language);
  return terms.size() == 1 ? text::term_hash(terms[0]) : 0;
}

float rarity(DocumentFrequency& frequency, std::uint32_t term, std::string_view language = "en") {
  std::vector<float> out;
  frequency.rarities(std::span(&term, 1), language, out);
  return out.at(0);
}

Profile of_terms(std::span<const std::uint32_t> terms) {
  Profile p;
  for (const std::uint32_t t : terms) p.terms.push_back({t, 0, 1, 0, 0, TermKind::kWord});
  return p;
}

void learn(DocumentFrequency& frequency, std::uint32_t term, int times, std::string_view language = "en",
           Instant at = kMorning) {
  for (int i = 0; i < times; ++i) frequency.learn(of_terms(std::span(&term, 1)), language, at);
}

TEST(Background, ReadsArticlesTermsAndNamesAndPassesOverTheRest) {
  const Background table("#\t200\nharbour\t50\n“porto novo”\t4\n\nno number\tx\nalone\nall\t900\n");
  EXPECT_FLOAT_EQ(table.share(text::term_hash("harbour")), 0.25F);
  EXPECT_FLOAT_EQ(table.share(text::term_hash("all")), 1);  // Never more than all of them.
  EXPECT_EQ(table.share(text::term_hash("alone")), 0);
  EXPECT_EQ(table.share(text::term_hash("porto")), 0);
  text::Tokenizer tokenizer(64);
  EXPECT_FLOAT_EQ(table.share(text::name_hash(tokenizer.tokens("Porto Novo", "en"))), 0.02F);
}

TEST(Background, IsEmptyWithoutTheNumberOfArticles) {
  EXPECT_TRUE(Background("harbour\t50\n").empty());
  EXPECT_TRUE(Background("").empty());
  EXPECT_EQ(Background("").share(text::term_hash("harbour")), 0);
}

TEST(Background, IsThereForEnglishAndRussianAndEmptyForALanguageWithoutATable) {
  EXPECT_FALSE(Background::of("en").empty());
  EXPECT_FALSE(Background::of("ru").empty());
  EXPECT_EQ(&Background::of("pt-BR"), &Background::of("pt"));
  EXPECT_TRUE(Background::of("tlh").empty());
  EXPECT_TRUE(Background::of("").empty());
}

TEST(DocumentFrequency, KnowsAtAColdStartWhichWordsAreCommon) {
  DocumentFrequency frequency;
  EXPECT_LT(rarity(frequency, term("government")), rarity(frequency, term("parliament")));
  EXPECT_LT(rarity(frequency, term("parliament")), rarity(frequency, term("volcano")));
  EXPECT_LT(rarity(frequency, term("volcano")), rarity(frequency, term("Zwickelberger")));
  EXPECT_LT(rarity(frequency, term("президент", "ru"), "ru"), rarity(frequency, term("вулкан", "ru"), "ru"));
  EXPECT_FLOAT_EQ(rarity(frequency, term("Zwickelberger")), 1);
}

TEST(DocumentFrequency, LearnsALanguageThatHasNoTable) {
  DocumentFrequency frequency;
  EXPECT_FLOAT_EQ(rarity(frequency, 17, "tlh"), 1);
  learn(frequency, 17, 500, "tlh");
  learn(frequency, 18, 5, "tlh");
  EXPECT_LT(rarity(frequency, 17, "tlh"), rarity(frequency, 18, "tlh"));
  EXPECT_LT(rarity(frequency, 18, "tlh"), 1);
}

TEST(DocumentFrequency, KeepsLanguagesApart) {
  DocumentFrequency frequency;
  learn(frequency, 17, 1000, "en");
  EXPECT_LT(rarity(frequency, 17, "en"), 0.3F);
  EXPECT_FLOAT_EQ(rarity(frequency, 17, "fr"), 1);
}

TEST(DocumentFrequency, ForgetsByHalfInAWeek) {
  // As if the table had nothing: `seen` of 2,000 and `all` articles.
  const auto rarity_of = [](double seen, double all) {
    return std::log(seen / (kBackgroundArticles + all) + kRarest) / std::log(kRarest);
  };
  DocumentFrequency frequency;
  learn(frequency, 17, 1000);
  EXPECT_NEAR(rarity(frequency, 17), rarity_of(1000, 1000), 1e-3);
  learn(frequency, 18, 1, "en", kMorning + hours{24 * 7});
  EXPECT_NEAR(rarity(frequency, 17), rarity_of(500, 501), 1e-3);
  learn(frequency, 18, 1, "en", kMorning + hours{24 * 28});
  EXPECT_NEAR(rarity(frequency, 17), rarity_of(1000.0 / 16, 63.6), 1e-3);
  EXPECT_GT(rarity(frequency, 17), rarity_of(1000, 1000));
}

TEST(DocumentFrequency, IsTheSameBeforeAndAfterItsCountsAreScaledDown) {
  DocumentFrequency frequency;
  // Every week doubles what an article counts; after twelve of them the counts no longer fit and are scaled.
  for (int week = 0; week < 60; ++week) {
    learn(frequency, 17, 100, "en", kMorning + hours{24 * 7 * week});
    if (week < 20) continue;  // 100 and half of what was before: 200.
    EXPECT_NEAR(rarity(frequency, 17), std::log(200 / (kBackgroundArticles + 200) + kRarest) / std::log(kRarest), 1e-3);
  }
}

TEST(DocumentFrequency, AYearOfSilenceAndAClockThatGoesBackDoNoHarm) {
  DocumentFrequency frequency;
  learn(frequency, 17, 1000, "en", kMorning);
  learn(frequency, 17, 1, "en", kMorning - hours{24 * 365});
  const float before = rarity(frequency, 17);
  learn(frequency, 18, 1, "en", kMorning + hours{24 * 365 * 20});
  EXPECT_GT(rarity(frequency, 17), before);
  EXPECT_LE(rarity(frequency, 17), 1);
  EXPECT_TRUE(std::isfinite(rarity(frequency, 18)));
}

TEST(DocumentFrequency, NeitherGrowsWithAMillionTermsNorTakesOneForRarerThanItIs) {
  DocumentFrequency frequency;
  std::vector<std::uint32_t> article(200);
  std::vector<float> out;
  Profile report = of_terms(article);
  frequency.learn(report, "en", kMorning);
  const struct mallinfo2 before = mallinfo2();
  std::uint32_t next = 1;
  const int articles = 5000;
  for (int n = 0; n < articles; ++n) {  // Every term but the first few once: a million of them.
    for (std::uint32_t& t : article) t = text::term_hash(std::to_string(next++));
    for (std::uint32_t k = 0; k < 5; ++k) {
      if (n % (1 << k) == 0) article[k] = k;
    }
    for (std::size_t i = 0; i < article.size(); ++i) report.terms[i].term = article[i];
    frequency.learn(report, "en", kMorning);
  }
  const struct mallinfo2 after = mallinfo2();
  EXPECT_EQ(before.uordblks + before.hblkhd, after.uordblks + after.hblkhd);

  const auto exact = [&](double seen) {
    return std::log(seen / (kBackgroundArticles + articles + 1) + kRarest) / std::log(kRarest);
  };
  double error = 0;
  int asked = 0;
  for (std::uint32_t i = 1; i < next; i += 97) {
    if ((i - 1) % article.size() < 5) continue;  // One of the few stood in its place.
    const std::uint32_t t = text::term_hash(std::to_string(i));
    if (Background::of("en").share(t) > 0) continue;
    const float is = rarity(frequency, t);
    ASSERT_LE(is, exact(1) + 1e-5);
    error += exact(1) - is;
    ++asked;
  }
  EXPECT_LT(error / asked, 0.05);  // And hardly less rare.
  for (std::uint32_t k = 0; k < 5; ++k) EXPECT_LE(rarity(frequency, k), exact(std::ceil(articles / (1 << k))) + 1e-5);
}

TEST(DocumentFrequency, TakesAnyNumberOfLanguages) {
  DocumentFrequency frequency;
  for (int i = 0; i < 1000; ++i) learn(frequency, 17, 1, "x-" + std::to_string(i));
  EXPECT_LT(rarity(frequency, 17, "x-999"), 1);  // The last ones share a count.
  EXPECT_LE(rarity(frequency, 17, "x-0"), 1);
}

}  // namespace
}  // namespace dateline::story
