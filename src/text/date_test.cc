#include "text/date.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace dateline::text {
namespace {

std::string read(std::string_view text) {
  const auto found = parse_date(text);
  if (!found) return "(absent)";
  const auto day = std::chrono::floor<std::chrono::days>(*found);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(*found - day);
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u %02d:%02d:%02d", int(date.year()), unsigned(date.month()),
                unsigned(date.day()), int(time.hours().count()), int(time.minutes().count()),
                int(time.seconds().count()));
  return buffer;
}

TEST(ParseDate, ReadsTheMachinesForms) {
  EXPECT_EQ(read("2023-01-31T18:00:00Z"), "2023-01-31 18:00:00");
  EXPECT_EQ(read("2023-01-31T18:00:00.123456789+01:00"), "2023-01-31 17:00:00");
  EXPECT_EQ(read("2023-01-31T18:00-0500"), "2023-01-31 23:00:00");
  EXPECT_EQ(read("2023-01-31 18:00:00"), "2023-01-31 18:00:00");
  EXPECT_EQ(read("2023-01-31 18:00:00 +0000"), "2023-01-31 18:00:00");
  EXPECT_EQ(read("2023-01-31 18:00:00 UTC"), "2023-01-31 18:00:00");
  EXPECT_EQ(read("2023-1-3"), "2023-01-03 00:00:00");
  EXPECT_EQ(read("2023/01/31"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("20230131"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("20230131T180000Z"), "2023-01-31 18:00:00");
  EXPECT_EQ(read("20230131180000"), "2023-01-31 18:00:00");
  EXPECT_EQ(read("2023-01-31T18:00:00+01:00[Europe/Paris]"), "2023-01-31 17:00:00");
}

TEST(ParseDate, ReadsSecondsAndMillisecondsSince1970) {
  EXPECT_EQ(read("1675188000"), "2023-01-31 18:00:00");
  EXPECT_EQ(read("1675188000123"), "2023-01-31 18:00:00");
  EXPECT_EQ(read("1675188000.5"), "2023-01-31 18:00:00");
}

TEST(ParseDate, ReadsTheMailsForms) {
  EXPECT_EQ(read("Tue, 31 Jan 2023 18:00:00 GMT"), "2023-01-31 18:00:00");
  EXPECT_EQ(read("Tue, 31 Jan 23 18:00 EST"), "2023-01-31 23:00:00");
  EXPECT_EQ(read("31 Jan 2023 18:00:00 -0800 (PST)"), "2023-02-01 02:00:00");
  EXPECT_EQ(read("Tue Jan 31 18:00:00 2023"), "2023-01-31 18:00:00");
  EXPECT_EQ(read("Tuesday, 31-Jan-23 18:00:00 GMT"), "2023-01-31 18:00:00");
  EXPECT_EQ(read("Wed, 1 Feb 2023 00:30:00 +0530"), "2023-01-31 19:00:00");
}

TEST(ParseDate, ReadsWhatPeoplePrint) {
  EXPECT_EQ(read("January 31, 2023 6:00 pm EST"), "2023-01-31 23:00:00");
  EXPECT_EQ(read("Jan. 31, 2023, 6:00 p.m. ET"), "2023-01-31 23:00:00");
  EXPECT_EQ(read("July 4, 2023 at 9 a.m. ET"), "2023-07-04 13:00:00");
  EXPECT_EQ(read("31st January 2023"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("31 Jan 2023"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("Published: Sept. 3, 2023"), "2023-09-03 00:00:00");
  EXPECT_EQ(read("Updated 10:15 PM, Tue January 31, 2023"), "2023-01-31 22:15:00");
  EXPECT_EQ(read("12:05 am, May 1 2023"), "2023-05-01 00:05:00");
  EXPECT_EQ(read("31 JANUARY 2023 18:00 GMT+1"), "2023-01-31 17:00:00");
}

TEST(ParseDate, ReadsMonthsInOtherLanguages) {
  EXPECT_EQ(read("31. Januar 2023, 18:00 Uhr"), "2023-01-31 18:00:00");
  EXPECT_EQ(read("3. März 2023"), "2023-03-03 00:00:00");
  EXPECT_EQ(read("1er février 2023 à 18h30"), "2023-02-01 18:30:00");
  EXPECT_EQ(read("31 de enero de 2023"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("15 agosto 2023"), "2023-08-15 00:00:00");
}

TEST(ParseDate, ReadsMonthsInEveryLanguageThatIcuKnows) {
  for (const char* text :
       {"31 января 2023 г., 18:00", "31 січня 2023",       "31 stycznia 2023",   "31. ledna 2023",
        "31. januára 2023",         "31 ianuarie 2023",    "31 Ιανουαρίου 2023", "31 Ocak 2023",
        "31. tammikuuta 2023",      "31. jan. 2023",       "2023. január 31.",   "2023. gada 31. janvāris",
        "2023 m. sausio 31 d.",     "31 de gener de 2023", "31 يناير 2023",      "31 كانون الثاني 2023",
        "31 בינואר 2023",           "31 जनवरी 2023",       "31 Januari 2023",    "31 tháng 1, 2023",
        "31 იანვარი 2023",          "31 հունվարի 2023"}) {
    EXPECT_EQ(read(text).substr(0, 10), "2023-01-31") << text;
  }
}

TEST(ParseDate, ReadsDigitsOfOtherScripts) {
  EXPECT_EQ(read("٣١ يناير ٢٠٢٣"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("৩১ জানুয়ারি ২০২৩"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("३१ जनवरी २०२३"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("２０２３年１月３１日"), "2023-01-31 00:00:00");
}

TEST(ParseDate, ReadsEastAsianDates) {
  EXPECT_EQ(read("2023年1月31日"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("2023年1月31日星期二 18:00"), "2023-01-31 18:00:00");
  EXPECT_EQ(read("2023年1月31日 18時05分"), "2023-01-31 18:05:00");
  EXPECT_EQ(read("2023年1月31日下午6:00"), "2023-01-31 18:00:00");
  EXPECT_EQ(read("2023년 1월 31일 오후 6:00"), "2023-01-31 18:00:00");
  EXPECT_EQ(read("2023. 1. 31."), "2023-01-31 00:00:00");
  EXPECT_EQ(read("令和5年1月31日"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("民國112年1月31日"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("5年1月31日"), "(absent)");
}

TEST(ParseDate, ReadsOtherCalendarsWhereTheyAreCertain) {
  EXPECT_EQ(read("31 มกราคม 2566"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("31 ม.ค. 66"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("๓๑ มกราคม ๒๕๖๖"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("31/01/2566"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("۱۱ بهمن ۱۴۰۱"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("31 بهمن 1401"), "(absent)") << "that month has 30 days";
  EXPECT_EQ(read("1401/11/11"), "(absent)") << "Persian or Islamic, nobody says";
  const auto persian = parse_local("۱۴۰۱/۱۱/۱۱", {.language = "fa", .day_first = {}});
  ASSERT_TRUE(persian);
  EXPECT_EQ(format_local(*persian), "2023-01-31T00:00:00Z");
}

TEST(ParseDate, ReadsNumbersOnlyWhenTheyHaveOneReading) {
  EXPECT_EQ(read("31.01.2023"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("1/31/2023 6:00 PM"), "2023-01-31 18:00:00");
  EXPECT_EQ(read("31/01/2023"), "2023-01-31 00:00:00");
  EXPECT_EQ(read("03/04/2023"), "(absent)");
}

std::string read_at(std::string_view text, std::string_view language, std::string_view host) {
  const auto found = parse_local(text, habits_of(language, host));
  return found ? format_local(*found).substr(0, 10) : "(absent)";
}

TEST(ParseDate, ReadsNumbersByTheHabitsOfThePage) {
  EXPECT_EQ(read_at("03/04/2023", "en-GB", ""), "2023-04-03");
  EXPECT_EQ(read_at("03/04/2023", "en_US", "news.example"), "2023-03-04");
  EXPECT_EQ(read_at("03/04/2023", "en-US", "news.co.uk"), "2023-04-03") << "the host knows better";
  EXPECT_EQ(read_at("03/04/2023", "fr", ""), "2023-04-03");
  EXPECT_EQ(read_at("03/04/2023", "en", "news.example"), "(absent)");
  EXPECT_EQ(read_at("03/04/2023", "ja", ""), "(absent)") << "the year stands first there";
  EXPECT_EQ(read_at("03/04/2023", "no language", ""), "(absent)");
  EXPECT_EQ(read_at("03/14/2023", "en-GB", ""), "2023-03-14") << "only one reading";
}

TEST(ParseDate, ReadsAMonthOfTwoLanguagesInTheOneOfThePage) {
  EXPECT_EQ(read_at("10. listopada 2023.", "hr", ""), "2023-10-10");
  EXPECT_EQ(read_at("10 listopada 2023", "pl-PL", ""), "2023-11-10");
  EXPECT_EQ(read("10 listopada 2023"), "(absent)");
}

TEST(ParseDate, CountsALeapSecondAndMidnightAtTheEnd) {
  EXPECT_EQ(read("2016-12-31T23:59:60Z"), "2017-01-01 00:00:00");
  EXPECT_EQ(read("2023-01-31T24:00:00Z"), "2023-02-01 00:00:00");
}

TEST(ParseDate, IsAbsentForWhatIsNoDate) {
  for (const char* text : {"", "yesterday", "2 hours ago", "2023", "May", "31 February 2023", "2023-13-01",
                           "2023-02-30", "2023-01-31T25:00:00Z", "1970-01-01T00:00:00Z", "2100-01-01",
                           "0000-00-00 00:00:00", "12345", "99999999999999999999", "-1675188000"}) {
    EXPECT_EQ(read(text), "(absent)") << text;
  }
  EXPECT_EQ(read(std::string(1000000, '1')), "(absent)");
}

std::string find(std::string_view line) {
  const auto found = find_date(line);
  return found ? format_local(*found) : "(absent)";
}

TEST(FindDate, IsFoundAmongOtherWords) {
  EXPECT_EQ(find("Published on January 31, 2023 | 5 min read"), "2023-01-31T00:00:00Z");
  EXPECT_EQ(find("Jo Doe - 31 January 2023"), "2023-01-31T00:00:00Z");
  EXPECT_EQ(find("2023-01-31"), "2023-01-31T00:00:00Z");
}

TEST(FindDate, IsFoundWhereElementsStandSideBySide) {
  EXPECT_EQ(find("HealthJanuary 31, 2023"), "2023-01-31T00:00:00Z");
}

TEST(FindDate, IsOfPartsThatBelongTogether) {
  EXPECT_EQ(find("22, 2022 Reviewed January 2, 2023"), "2023-01-02T00:00:00Z");
  EXPECT_EQ(find("In 2022 ferries of January 2"), "(absent)");
}

TEST(FindDate, IsNotMadeUp) {
  for (const char* line : {"5 min read", "1675188000 readers", "no digits at all", ""})
    EXPECT_EQ(find(line), "(absent)") << line;
}

TEST(ParseLocal, KeepsTheZone) {
  const auto written = [](std::string_view text) {
    const auto found = parse_local(text);
    return found ? format_local(*found) : "(absent)";
  };
  EXPECT_EQ(written("2023-01-31T23:30:00-08:00"), "2023-01-31T23:30:00-08:00");
  EXPECT_EQ(written("2023-01-31 00:15 +05:30"), "2023-01-31T00:15:00+05:30");
  EXPECT_EQ(written("July 4, 2023 at 9 a.m. ET"), "2023-07-04T09:00:00-04:00");
  EXPECT_EQ(written("2023-01-31T18:00:00Z"), "2023-01-31T18:00:00Z");
}

RC_GTEST_PROP(ParseDate, ReadsWhatWeWrite, ()) {
  const Instant at{std::chrono::seconds(*rc::gen::inRange<std::int64_t>(631152000, 4102444799))};
  RC_ASSERT(parse_date(format_rfc3339(at)) == at);
  RC_ASSERT(parse_date(format_http_date(at)) == at);
}

}  // namespace
}  // namespace dateline::text
