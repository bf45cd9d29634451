#include "app/archivist.h"

#include <gmock/gmock.h>

#include "app/newsroom_fixture.h"

namespace dateline::app {
namespace {

using namespace std::chrono;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using State = desk::Dossier::State;

/// Reports of one matter, by numbers; what is found in them is made here, so that these tests are about what is kept.
FoundDossier found(std::vector<std::uint64_t> reports, std::string place = "Lydden") {
  FoundDossier out;
  out.dossier.name = "Quarry Talks";
  out.dossier.kind = story::DossierKind::kTalks;
  out.dossier.language = "en";
  for (const std::uint64_t report : reports) {
    out.dossier.reports.push_back(article::ArticleId{report});
    story::Round round;
    round.when.first = round.when.last = sys_days{year{2023} / 1 / static_cast<int>(report)};
    round.places = {{place, article::ArticleId{report}, kNoon}};
    out.dossier.rounds.push_back(round);
  }
  out.active_at = kNoon;
  return out;
}

class ArchivistTest : public NewsroomTest {
 protected:
  void file_found(std::vector<FoundDossier> dossiers) {
    const auto filed = ask<void>([&](auto done) { newsroom_->file_dossiers(std::move(dossiers), 1, std::move(done)); });
    EXPECT_TRUE(filed) << filed.error().message;
  }
  std::vector<desk::Dossier> all(std::optional<State> state = {}) {
    return store_->reader().dossiers({.state = state}, {})->items;
  }
  Result<desk::Dossier> decide(desk::DossierId id, State state) {
    return ask<desk::Dossier>([&](auto done) { newsroom_->decide_dossier("ana", id, state, std::move(done)); });
  }
  Result<desk::Dossier> edit(desk::DossierId id, int revision, desk::DossierEdits edits) {
    return ask<desk::Dossier>(
        [&](auto done) { newsroom_->save_dossier("ana", id, revision, std::move(edits), std::move(done)); });
  }
  void look() {
    for (;;) {
      const auto more = look_for_dossiers(store_->reader(), *newsroom_);
      ASSERT_TRUE(more) << more.error().message;
      if (!*more) return;
    }
  }
  /// A round of talks, as one outlet tells it.
  article::Article talks(int y, int month, const std::string& ordinal, const std::string& city) {
    const std::string when = city + ", on " + (month == 2 ? "February 6" : month == 5 ? "May 3" : "November 9");
    auto out = report(
        "Harbour Wire " + std::to_string(y), "Norland and Sudland hold " + ordinal + " Fisheries Patrol Dialogue",
        "Norland and Sudland held the " + ordinal + " Norland-Sudland Fisheries Patrol Dialogue in " + when + ", " +
            std::to_string(y) +
            ". The delegations discussed patrols, quotas and rescue at sea. The Fisheries Patrol Dialogue "
            "was co-chaired by Ida Holm of the Ministry of Fish and Jon Vale of the Coast Office.");
    out.published_at = sys_days{year{y} / month / 10} + hours{9};
    out.fetched_at = *out.published_at;
    return out;
  }
};

TEST_F(ArchivistTest, AFoundDossierIsProposedAndKeepsItsId) {
  file_found({found({3, 9})});
  ASSERT_THAT(all(), SizeIs(1));
  const auto first = all().front();
  EXPECT_EQ(first.state, State::kProposed);
  EXPECT_EQ(first.sequence, 1);
  file_found({found({3, 9, 17})});
  ASSERT_THAT(all(), SizeIs(1));
  EXPECT_EQ(all().front().id, first.id);
  EXPECT_EQ(all().front().sequence, 2);
  EXPECT_THAT(all().front().shown().rounds, SizeIs(3));
}

TEST_F(ArchivistTest, WhatIsFoundAgainAsItIsChangesNothing) {
  file_found({found({3, 9})});
  const auto at = freshness_->now();
  file_found({found({3, 9})});
  EXPECT_EQ(all().front().sequence, 1);
  EXPECT_EQ(freshness_->now(), at) << "pages that are kept stay good";
}

TEST_F(ArchivistTest, AnEditorsWordHoldsAgainstTheMachine) {
  file_found({found({3, 9})});
  desk::DossierEdits edits;
  edits.name = "Talks on the quarry";
  edits.rounds = {{.of = "2023-01-03", .place = "Arden", .at = kNoon}};
  const auto saved = edit(all().front().id, 0, edits);
  ASSERT_TRUE(saved) << saved.error().message;
  file_found({found({3, 9, 17}, "Wrongton")});
  const auto shown = all().front().shown();
  EXPECT_EQ(shown.name, "Talks on the quarry");
  ASSERT_THAT(shown.rounds, SizeIs(3));
  EXPECT_EQ(shown.rounds[0].places.back().value, "Arden");
  EXPECT_EQ(shown.rounds[1].places.back().value, "Wrongton");
  EXPECT_EQ(store_->reader().audit(1)->front().action, "dossier.edit");
}

TEST_F(ArchivistTest, TwoEditorsAtOnceAreToldApart) {
  file_found({found({3, 9})});
  const auto id = all().front().id;
  desk::DossierEdits edits;
  edits.name = "One";
  ASSERT_TRUE(edit(id, 0, edits));
  edits.name = "Two";
  const auto second = edit(id, 0, edits);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Code::kConflict);
  EXPECT_EQ(all().front().shown().name, "One");
}

TEST_F(ArchivistTest, ADismissedDossierStaysDismissed) {
  file_found({found({3, 9})});
  ASSERT_TRUE(decide(all().front().id, State::kDismissed));
  file_found({found({3, 9, 17})});
  EXPECT_THAT(all(), IsEmpty());
  ASSERT_THAT(all(State::kDismissed), SizeIs(1));
  EXPECT_EQ(all(State::kDismissed).front().decided_by, "ana");
  ASSERT_TRUE(decide(all(State::kDismissed).front().id, State::kProposed));
  ASSERT_THAT(all(), SizeIs(1));
  EXPECT_THAT(all().front().shown().rounds, SizeIs(3)) << "what was found meanwhile is not lost";
}

TEST_F(ArchivistTest, TwoThatTurnOutToBeOneLeaveOne) {
  file_found({found({3, 9}), found({17, 21})});
  ASSERT_THAT(all(), SizeIs(2));
  file_found({found({3, 9, 17, 21})});
  ASSERT_THAT(all(), SizeIs(1));
  EXPECT_THAT(all().front().machine.reports, SizeIs(4));
}

TEST_F(ArchivistTest, FindsRoundsThatNoLinkLeadsToByTheSeriesName) {
  file({talks(2019, 5, "second", "Skerry"), talks(2021, 11, "third", "Vik"), talks(2023, 2, "fourth", "Skerry")});
  look();
  ASSERT_THAT(all(), SizeIs(1));
  EXPECT_THAT(all().front().shown().name, HasSubstr("Fisheries Patrol Dialogue"));
  EXPECT_THAT(all().front().machine.reports, SizeIs(3));
}

TEST_F(ArchivistTest, GoesOnWhereItStopped) {
  file({talks(2019, 5, "second", "Skerry"), talks(2021, 11, "third", "Vik")});
  look();
  const auto setting = store_->reader().setting(kLookedAtSetting);
  ASSERT_TRUE(setting && *setting);
  EXPECT_EQ(**setting, "2");
  close();
  open();
  EXPECT_FALSE(*look_for_dossiers(store_->reader(), *newsroom_)) << "nothing new";
  file({talks(2023, 2, "fourth", "Skerry")});
  EXPECT_TRUE(*look_for_dossiers(store_->reader(), *newsroom_));
  ASSERT_THAT(all(), SizeIs(1));
  EXPECT_THAT(all().front().machine.reports, SizeIs(3));
}

TEST_F(ArchivistTest, WorksBesideTheNewsroom) {
  const Archivist archivist(store_->reader(), *newsroom_);
  file({talks(2019, 5, "second", "Skerry"), talks(2021, 11, "third", "Vik")});
  for (int i = 0; i < 200 && all().empty(); ++i) std::this_thread::sleep_for(milliseconds{50});
  EXPECT_THAT(all(), SizeIs(1));
}

}  // namespace
}  // namespace dateline::app
