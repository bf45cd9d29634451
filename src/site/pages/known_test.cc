#include "site/pages/known.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "site/site_fixture.h"

namespace dateline::site {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Known : testing::Test {
  SiteFixture f;
  story::Story story = [] {
    story::Story made;
    made.language = "en";
    return made;
  }();

  std::shared_ptr<article::Article> tell(std::string outlet, std::string text, wire::Rights rights,
                                         story::Kinship kinship = story::Kinship::kOwnReport) {
    auto report = f.report(outlet, "https://o.example/" + std::to_string(story.members.size()), "Cable to Ostra", text);
    report->rights = rights;
    story.members.push_back({report, kinship, std::nullopt});
    return report;
  }
  std::vector<std::string> sentences() {
    std::vector<std::string> out;
    for (const KnownLine& line : what_is_known(story)) out.push_back(line.sentence);
    return out;
  }
  void tell_the_cable() {
    tell("Wire One",
         "OSTRA – A cable to the island of Ostra was cut on 14 March, its operator Nordlink said. "
         "Some 9,200 homes on Ostra were without power for 31 hours. The harbour master liked the quiet of it.",
         wire::Rights::kFull);
    tell("Paper Two",
         "The operator Nordlink said that its cable to Ostra island was cut on 14 March. "
         "A repair ship from Vessel Bay reached Ostra on 15 March.",
         wire::Rights::kFull);
    tell("Station Three",
         "About 9,200 homes had no power for 31 hours. The ship came from Vessel Bay. "
         "Nordlink will pay each home 40 crowns, the council of Ostra said.",
         wire::Rights::kFull);
    tell("Paper Four", "Nordlink has promised 40 crowns to each home on Ostra, its council said.", wire::Rights::kFull);
  }
};

TEST_F(Known, AreTheFactsThatSeveralOutletsHave) {
  tell_the_cable();
  const auto lines = sentences();
  EXPECT_GE(lines.size(), 3U);
  EXPECT_LE(lines.size(), 5U);
  EXPECT_THAT(lines, Contains(HasSubstr("9,200 homes")));
  EXPECT_THAT(lines, Contains(HasSubstr("40 crowns")));
  EXPECT_THAT(lines, Not(Contains(HasSubstr("harbour master"))));
}

TEST_F(Known, SaysNothingTwice) {
  tell_the_cable();
  int cuts = 0;
  for (const std::string& line : sentences()) cuts += line.find("cut on 14 March") != std::string::npos;
  EXPECT_EQ(cuts, 1);
}

TEST_F(Known, LeavesOutWhereAReportWasWritten) {
  tell_the_cable();
  EXPECT_THAT(sentences(), Not(Contains(HasSubstr("OSTRA –"))));
}

TEST_F(Known, QuotesNobodyBeyondTheirRights) {
  tell_the_cable();
  for (auto& member : story.members) {
    auto report = std::make_shared<article::Article>(*member.article);
    report->rights = wire::Rights::kLink;
    member.article = report;
  }
  EXPECT_THAT(sentences(), IsEmpty());
  for (auto& member : story.members) {
    auto report = std::make_shared<article::Article>(*member.article);
    report->rights = wire::Rights::kSnippet;
    member.article = report;
  }
  EXPECT_THAT(sentences(), Not(Contains(HasSubstr("council of Ostra said"))));  // The third of its report.
}

TEST_F(Known, QuotesNobodyWhoChangedTheFactsOfAnother) {
  tell_the_cable();
  const auto changed =
      tell("Relay", "Nordlink will pay 90 crowns to each home on Ostra, the council of Ostra said on 15 March.",
           wire::Rights::kFull);
  for (const KnownLine& line : what_is_known(story, {changed->id})) EXPECT_NE(line.report->id, changed->id);
}

TEST_F(Known, NeedsMoreThanOneOwner) {
  tell("Wire One",
       "A cable to the island of Ostra was cut on 14 March, Nordlink said. Some 9,200 homes were without power. "
       "A repair ship from Vessel Bay reached Ostra on 15 March.",
       wire::Rights::kFull);
  tell("Copy Post", std::string(story.members[0].article->text), wire::Rights::kFull, story::Kinship::kVerbatim);
  EXPECT_THAT(sentences(), IsEmpty());
}

}  // namespace
}  // namespace dateline::site
