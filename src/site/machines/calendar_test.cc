// A dossier's iCalendar against RFC 5545's rules; tests/cli/dossier reads it a second way, with python3-icalendar.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ranges>

#include "site/dossier_fixture.h"

namespace dateline::site {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string calendar(DossierFixture& f) {
  return f.body(f.get("/dossier/" + f.kept.id.str() + ".ics"));
}

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> out;
  for (const auto line : std::views::split(text, std::string_view("\r\n"))) out.emplace_back(line.begin(), line.end());
  return out;
}

std::string unfolded(std::string text) {
  for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ")) text.erase(at, 3);
  return text;
}

std::vector<std::string> values(const std::string& text, const std::string& name) {
  std::vector<std::string> out;
  for (const std::string& line : lines(unfolded(text))) {
    if (line.starts_with(name + ":")) out.push_back(line.substr(name.size() + 1));
  }
  return out;
}

TEST(Calendar, HasTheRoundsWhoseDayIsKnownAsWholeDays) {
  DossierFixture f;
  const auto answer = f.get("/dossier/" + f.kept.id.str() + ".ics");
  EXPECT_EQ(answer.content_type, "text/calendar; charset=utf-8");
  const std::string text = f.body(answer);
  EXPECT_THAT(values(text, "DTSTART;VALUE=DATE"), ElementsAre("20230118", "20230607"));
  EXPECT_THAT(values(text, "DTEND;VALUE=DATE"), ElementsAre("20230120", "20230608")) << "the day after the last";
  EXPECT_THAT(values(text, "STATUS"), ElementsAre("CONFIRMED", "TENTATIVE"));
  EXPECT_THAT(values(text, "SEQUENCE"), ElementsAre("3", "3"));
  EXPECT_THAT(values(text, "DTSTAMP"), ElementsAre("20230131T170000Z", "20230131T170000Z"));
  EXPECT_THAT(values(text, "LOCATION"), ElementsAre("Port Lydden", "Arden"));
  EXPECT_THAT(values(text, "SUMMARY").back(), "Arden & Lydden Quarry Talks: Round 3");
}

TEST(Calendar, AMovedRoundKeepsItsUid) {
  DossierFixture f;
  const auto before = values(calendar(f), "UID");
  f.stored().edits.rounds = {{.of = "2023-06-07", .when = story::parse_when("2023-07-01"), .at = f.clock.now()}};
  EXPECT_EQ(values(calendar(f), "UID"), before);
  EXPECT_THAT(values(calendar(f), "DTSTART;VALUE=DATE"), ElementsAre("20230118", "20230701"));
  f.stored().machine.rounds[2].number.reset();
  const auto by_date = values(calendar(f), "UID");
  EXPECT_NE(by_date[0], by_date[1]);
  f.stored().edits = {};
  EXPECT_EQ(values(calendar(f), "UID"), by_date) << "by the first date that was named";
}

TEST(Calendar, TwoRoundsThatClaimOneNumberAreStillTwo) {
  DossierFixture f;
  f.stored().machine.rounds[2].number = 2;
  const auto uids = values(calendar(f), "UID");
  ASSERT_EQ(uids.size(), 2U);
  EXPECT_NE(uids[0], uids[1]);
}

TEST(Calendar, FoldsLinesAtBytesAndNeverInsideACharacter) {
  DossierFixture f;
  std::string name;
  while (name.size() < 300) name += "Gespräche über Steinbrüche in Ölör; ";
  f.stored().machine.name = name + "\\ one, two\nthree";
  const std::string text = calendar(f);
  for (const std::string& line : lines(text)) {
    EXPECT_LE(line.size(), 75U) << line;
    EXPECT_TRUE(line.empty() || (static_cast<unsigned char>(line[line[0] == ' ' ? 1 : 0]) & 0xc0) != 0x80) << line;
  }
  EXPECT_THAT(unfolded(text), HasSubstr("Ölör\\; \\\\ one\\, two\\nthree"));
  EXPECT_THAT(text, Not(HasSubstr("\n\n")));
}

TEST(Calendar, OfNoKnownDayIsStillOne) {
  DossierFixture f;
  f.stored().machine.rounds.resize(1);
  const std::string text = calendar(f);
  EXPECT_THAT(text, testing::StartsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  EXPECT_THAT(text, testing::EndsWith("END:VCALENDAR\r\n"));
  EXPECT_THAT(text, Not(HasSubstr("VEVENT")));
}

}  // namespace
}  // namespace dateline::site
