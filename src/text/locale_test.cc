#include "text/locale.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dateline::text {
namespace {

using testing::HasSubstr;

const Instant kAt = *parse_rfc3339("2023-01-31T18:04:00Z");

TEST(Locale, WritesDatesInTheOrderOfTheLanguage) {
  const Locale english = *Locale::of("en", "UTC");
  EXPECT_EQ(english.date(kAt), "Tuesday, 31 January 2023");
  EXPECT_EQ(english.day(kAt), "31 January 2023");
  EXPECT_EQ(english.day_of_year(kAt), "31 January");
  EXPECT_EQ(english.month(kAt), "January 2023");
  EXPECT_EQ(english.time(kAt), "18:04 UTC");
  EXPECT_EQ(english.weekday_and_time(kAt), "Tuesday, 18:04 UTC");
  const Locale spanish = *Locale::of("es", "UTC");
  EXPECT_EQ(spanish.date(kAt), "martes, 31 de enero de 2023");
}

TEST(Locale, TellsTheTimeOfTheZone) {
  const Locale madrid = *Locale::of("es", "Europe/Madrid");
  EXPECT_EQ(madrid.time(kAt), "19:04 CET");
  EXPECT_EQ(madrid.iso_day(*parse_rfc3339("2023-01-31T23:30:00Z")), "2023-02-01");
  EXPECT_EQ(madrid.start_of_day("2023-02-01"), *parse_rfc3339("2023-01-31T23:00:00Z"));
  EXPECT_EQ(madrid.start_of_day("yesterday!"), Instant{});
}

TEST(Locale, RefusesAZoneThatIsNotThere) {
  const auto wrong = Locale::of("en", "Europe/Madird");
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().message, HasSubstr("there is no time zone 'Europe/Madird'"));
  EXPECT_THAT(wrong.error().message, HasSubstr("did you mean 'Europe/Madrid'?"));
}

TEST(Locale, KnowsPluralsAndNumbers) {
  const Locale english = *Locale::of("en", "UTC");
  EXPECT_EQ(english.plural(1), "one");
  EXPECT_EQ(english.plural(0), "other");
  EXPECT_EQ(english.number(12345), "12,345");
  const Locale polish = *Locale::of("pl", "UTC");
  EXPECT_EQ(polish.plural(3), "few");
  EXPECT_FALSE(polish.is_right_to_left());
  EXPECT_TRUE(Locale::of("ar", "UTC")->is_right_to_left());
}

TEST(Locale, JoinsAListAsTheLanguageDoes) {
  EXPECT_EQ(Locale::of("en", "UTC")->list({"Ana", "Bo", "Chi"}), "Ana, Bo and Chi");
  EXPECT_EQ(Locale::of("es", "UTC")->list({"Ana", "Isa"}), "Ana e Isa");
  EXPECT_EQ(Locale::of("en", "UTC")->list({}), "");
}

TEST(Locale, NamesLanguagesInItsOwn) {
  EXPECT_EQ(Locale::of("en", "UTC")->language_name("es"), "Spanish");
  EXPECT_EQ(Locale::of("es", "UTC")->language_name("en"), "Inglés");
  EXPECT_EQ(Locale::of("en", "UTC")->language_name("xyzzy"), "xyzzy");
  EXPECT_EQ(Locale::of("en", "UTC")->language_name("und"), "");
}

TEST(Locale, TellsDayAndTimeTogether) {
  const Instant at = *parse_rfc3339("2023-01-31T23:30:00Z");
  EXPECT_EQ(Locale::of("en", "UTC")->day_and_time(at), "31 January 2023, 23:30 UTC");
  EXPECT_EQ(Locale::of("es", "Europe/Madrid")->day_of_year_and_time(at), "1 de febrero, 00:30 CET");
  EXPECT_EQ(Locale::of("es", "Europe/Madrid")->iso_day(at), "2023-02-01");
}

}  // namespace
}  // namespace dateline::text
