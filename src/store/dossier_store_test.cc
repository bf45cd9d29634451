#include <gmock/gmock.h>

#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::chrono_literals;
using State = desk::Dossier::State;

class DossierStore : public StoreTest {
 protected:
  static desk::Dossier dossier(std::uint64_t id, std::vector<std::uint64_t> reports = {1}) {
    desk::Dossier out;
    out.id = desk::DossierId{id};
    out.machine.name = "Quarry Talks";
    out.machine.language = "en";
    out.machine.kind = story::DossierKind::kTalks;
    story::Round round;
    round.when = *story::parse_when("2023-01-18/2023-01-19");
    out.machine.rounds = {round};
    for (const std::uint64_t report : reports) out.machine.reports.push_back(article::ArticleId{report});
    out.updated_at = kNow;
    out.active_at = kNow + std::chrono::hours(static_cast<int>(id));
    return out;
  }
  void put(const desk::Dossier& dossier) { expect_ok(writer().put_dossier(dossier)); }
  static std::vector<std::uint64_t> ids(const std::vector<desk::Dossier>& dossiers) {
    std::vector<std::uint64_t> out;
    for (const auto& one : dossiers) out.push_back(one.id.value);
    return out;
  }
  std::vector<std::uint64_t> with(std::vector<std::uint64_t> numbers) {
    std::vector<article::ArticleId> reports;
    for (const std::uint64_t number : numbers) reports.push_back(article::ArticleId{number});
    return ids(value(reader().dossiers_with(reports)));
  }
};

TEST_F(DossierStore, KeepsWhatItIsGiven) {
  desk::Dossier put_in = dossier(1);
  put_in.state = State::kConfirmed;
  put_in.edits.name = "Talks on the quarry";
  put_in.edits.rounds = {{.of = "2023-01-18/2023-01-19", .place = "Lydden", .at = kNow}};
  put_in.revision = 3;
  put_in.sequence = 5;
  put_in.decided_by = "ana";
  put_in.decided_at = kNow;
  put(put_in);
  close();
  open();
  const auto kept = value(reader().dossier(put_in.id));
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->machine, put_in.machine);
  EXPECT_EQ(kept->edits, put_in.edits);
  EXPECT_EQ(kept->state, State::kConfirmed);
  EXPECT_EQ(kept->revision, 3);
  EXPECT_EQ(kept->sequence, 5);
  EXPECT_EQ(kept->decided_by, "ana");
  EXPECT_EQ(kept->decided_at, kNow);
  EXPECT_EQ(kept->active_at, put_in.active_at);
  EXPECT_FALSE(value(reader().dossier(desk::DossierId{2})));
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(DossierStore, IsFoundByItsReportsTheOneWithTheMostFirst) {
  put(dossier(1, {1, 2}));
  put(dossier(2, {2, 3, 4}));
  EXPECT_THAT(with({2, 3}), ElementsAre(2, 1));
  EXPECT_THAT(with({5}), IsEmpty());
  put(dossier(2, {3}));
  EXPECT_THAT(with({2}), ElementsAre(1)) << "a report that is no longer in it";
}

TEST_F(DossierStore, ListsWhatReadersSeeTheNewestFirst) {
  put(dossier(1));
  desk::Dossier dismissed = dossier(2);
  dismissed.state = State::kDismissed;
  put(dismissed);
  desk::Dossier trial = dossier(3);
  trial.edits.kind = story::DossierKind::kTrial;  // An editor's word counts.
  put(trial);
  put(dossier(4));
  const auto first = value(reader().dossiers({}, {.limit = 2}));
  EXPECT_THAT(ids(first.items), ElementsAre(4, 3));
  EXPECT_THAT(ids(value(reader().dossiers({}, {.cursor = first.next, .limit = 2})).items), ElementsAre(1));
  EXPECT_THAT(ids(value(reader().dossiers({.kind = story::DossierKind::kTrial}, {})).items), ElementsAre(3));
  EXPECT_THAT(ids(value(reader().dossiers({.state = State::kDismissed}, {})).items), ElementsAre(2));
}

TEST_F(DossierStore, AListIsWalkedAlongAnIndex) {
  const auto database = value(Database::open(folder_.database(), Database::Mode::kRead));
  for (const char* where : {"state <> 'dismissed'", "state = 'proposed'"}) {
    auto plan =
        value(database->query("EXPLAIN QUERY PLAN SELECT id, machine FROM dossiers WHERE " + std::string(where) +
                              " AND (active_at, id) < (9, 9) ORDER BY active_at DESC, id DESC LIMIT 3"));
    std::string lines;
    while (value(plan.next())) lines += plan.text(3) + "\n";
    EXPECT_THAT(lines, HasSubstr("USING INDEX dossiers_"));
    EXPECT_THAT(lines, testing::Not(HasSubstr("TEMP B-TREE")));
  }
}

TEST_F(DossierStore, ArrivalsAreReadOnceEach) {
  expect_ok(writer().put_article(placed(report(1), 9)));
  expect_ok(writer().put_article(placed(report(2), 9)));
  expect_ok(writer().put_article(placed(report(3), 8)));
  const Arrivals first = value(reader().arrivals(0, 2));
  EXPECT_THAT(first.stories, ElementsAre(story::StoryId{9}));
  const Arrivals rest = value(reader().arrivals(first.last, 2));
  EXPECT_THAT(rest.stories, ElementsAre(story::StoryId{8}));
  EXPECT_THAT(value(reader().arrivals(rest.last, 2)).stories, IsEmpty());
  EXPECT_EQ(value(reader().arrivals(rest.last, 2)).last, rest.last);
}

TEST_F(DossierStore, CheckNoticesWhatAnotherHandChanged) {
  put(dossier(1));
  tamper("UPDATE dossiers SET state = 'confirmed'");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("dossiers: dossier 0000000000001 is not what was written")));
}

TEST_F(DossierStore, ADossierThatCannotBeReadIsAnErrorThatNamesIt) {
  put(dossier(1));
  tamper("UPDATE dossiers SET machine = '{}'");
  EXPECT_THAT(message(reader().dossier(desk::DossierId{1})), HasSubstr("dossier 0000000000001"));
}

}  // namespace
}  // namespace dateline::store
