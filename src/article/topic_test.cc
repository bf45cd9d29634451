#include "article/topic.h"

#include <gtest/gtest.h>

namespace dateline::article {
namespace {

TEST(Topic, TellsSportFromBusinessByTheWords) {
  EXPECT_EQ(
      topic_of("Harbour City win the cup",
               "The striker scored twice in the second half and the goalkeeper saved a penalty as Harbour City beat "
               "Norwick in the final. The coach said his team had played their best match of the season.",
               "en")
          .code,
      "medtop:15000000");
  EXPECT_EQ(
      topic_of("Norwick Bank lifts profit",
               "The bank said its quarterly profit rose by eight percent as investors bought shares and bonds. "
               "Analysts expect inflation and interest rates to fall, which would help the market and the economy.",
               "en")
          .code,
      "medtop:04000000");
}

TEST(Topic, KnowsRussian) {
  EXPECT_EQ(
      topic_of("Команда выиграла кубок",
               "Нападающий забил два гола во втором тайме, и команда выиграла финальный матч турнира. Тренер сказал, "
               "что игроки провели лучший матч сезона, а болельщики на стадионе ликовали.",
               "ru")
          .code,
      "medtop:15000000");
}

TEST(Topic, ARecipeIsNoNews) {
  EXPECT_FALSE(
      topic_of("Рецепт пирога с яблоками за 30 минут",
               "Вам понадобится: мука, сахар, соль, масло. Смешайте ингредиенты, добавьте ложку меда и поставьте "
               "в духовку на 30 минут. Советы: лучше брать кислые яблоки.",
               "ru")
          .news);
}

TEST(Topic, IsAbsentWithoutWords) {
  for (const char* text : {"", "12", "\xff\xfe"}) {
    const Topic topic = topic_of("", text, "und");
    EXPECT_EQ(topic.code, "") << text;
    EXPECT_TRUE(topic.news) << text;
  }
}

TEST(Topic, TakesTextsOfAnyScript) {
  for (const char* text : {"فاز الفريق بالمباراة", "球队赢得了决赛", "ทีมชนะการแข่งขัน", "Mixed 文字 и буквы"}) {
    const Topic topic = topic_of(text, text, "und");
    EXPECT_GE(topic.sure, 0) << text;
    EXPECT_LE(topic.sure, 1) << text;
  }
}

TEST(Topic, SectionsHaveTopicsAndTopicsSections) {
  for (const char* section : {"politics", "business", "science", "health", "culture", "sport"}) {
    EXPECT_EQ(section_of_topic(topic_of_section(section)), section);
  }
  EXPECT_EQ(topic_of_section("world"), "");
  EXPECT_EQ(topic_of_section(""), "");
  EXPECT_EQ(section_of_topic("medtop:17000000"), "");
  EXPECT_EQ(section_of_topic("nonsense"), "");
}

}  // namespace
}  // namespace dateline::article
