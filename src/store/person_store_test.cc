#include <gmock/gmock.h>

#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using desk::MailedLink;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::chrono_literals;

desk::EmailAddress address(std::string_view text) {
  return *desk::EmailAddress::parse(text);
}

class PersonStore : public StoreTest {
 protected:
  PersonStore() {
    expect_ok(writer().put_post(a_post()));
    bo_ = value(writer().person_of(address("bo@example.org"), kNow));
    ana_ = value(writer().person_of(address("ana@example.org"), kNow));
    for (const std::uint64_t id : {1u, 2u}) {
      desk::Reply reply = a_reply(id);
      reply.person = bo_.id;
      reply.name = id == 1 ? "Bo Li" : "Bo";
      expect_ok(put(writer(), reply));
    }
  }
  desk::Report report(std::uint64_t id, std::optional<desk::PersonId> person = {}) {
    desk::Report made;
    made.id = desk::ReportId{id};
    made.reply = desk::ReplyId{1};
    made.ground = desk::Ground::kHate;
    made.words = "Look at that.";
    made.person = person;
    made.at = kNow;
    return made;
  }
  desk::Appeal appeal(std::uint64_t id, std::optional<desk::ReportId> report = {}) {
    desk::Appeal made;
    made.id = desk::AppealId{id};
    made.reply = desk::ReplyId{1};
    made.report = report;
    made.words = "I disagree.";
    made.at = kNow;
    return made;
  }
  desk::Letter letter(std::uint64_t id, Instant next_at) {
    desk::Letter made;
    made.id = desk::LetterId{id};
    made.kind = desk::Letter::Kind::kAnswered;
    made.person = bo_.id;
    made.reply = desk::ReplyId{2};
    made.key = "key";
    made.stop_key = "stop";
    made.at = kNow;
    made.next_at = next_at;
    return made;
  }

  desk::Person bo_, ana_;
};

using Mail = PersonStore;
using ReportStore = PersonStore;

TEST_F(PersonStore, KnowsAPersonByTheAddressWhateverItsCase) {
  EXPECT_EQ(value(writer().person_of(address("Bo@Example.org"), kNow + 1h)).id, bo_.id);
  EXPECT_NE(bo_.id, ana_.id);
  EXPECT_NE(bo_.id, desk::PersonId{});
  EXPECT_EQ(bo_.first_at, kNow);
}

TEST_F(PersonStore, KeepsWhatTheDeskNotesAndTheAddressAsItIs) {
  desk::Person changed = bo_;
  changed.email = desk::EmailAddress();
  changed.note = "Writes well.";
  changed.note_by = "ana";
  changed.proven_at = kNow + 1h;
  changed.no_mail = true;
  expect_ok(writer().put_person(changed));
  const auto read = value(reader().person(bo_.id));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->person.email, bo_.email);
  EXPECT_EQ(read->person.note, "Writes well.");
  EXPECT_EQ(read->person.note_by, "ana");
  EXPECT_EQ(read->person.proven_at, kNow + 1h);
  EXPECT_TRUE(read->person.no_mail);
  EXPECT_EQ(read->person.avatar, bo_.avatar);
  changed.id = desk::PersonId{99};
  EXPECT_EQ(code(writer().put_person(changed)), Code::kNotFound);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(PersonStore, TellsTheDeskWhatAPersonWroteBefore) {
  const auto history = value(reader().person(bo_.id));
  ASSERT_TRUE(history);
  EXPECT_EQ(history->held, 2);
  EXPECT_EQ(history->approved + history->rejected + history->spam, 0);
  EXPECT_THAT(history->names, ElementsAre("Bo", "Bo Li"));
  const auto first = value(reader().replies_of(bo_.id, {.limit = 1}));
  ASSERT_THAT(first.items, SizeIs(1));
  EXPECT_EQ(first.items.at(0).id, desk::ReplyId{2});
  EXPECT_EQ(value(reader().replies_of(bo_.id, {first.next, 1})).items.at(0).id, desk::ReplyId{1});
  EXPECT_FALSE(value(reader().person(desk::PersonId{99})));
}

TEST_F(PersonStore, TellsAPersonAllThatIsKeptAndNothingOfOthers) {
  expect_ok(writer().put_report(report(1, bo_.id), "key 1"));
  expect_ok(writer().put_report(report(2, ana_.id), "key 2"));
  expect_ok(writer().put_appeal(appeal(1)));
  expect_ok(writer().put_appeal(appeal(2, desk::ReportId{1})));
  expect_ok(writer().put_appeal(appeal(3, desk::ReportId{2})));
  const auto data = value(reader().personal_data(bo_.id));
  ASSERT_TRUE(data);
  EXPECT_EQ(data->person.email, bo_.email);
  ASSERT_THAT(data->replies, SizeIs(2));
  EXPECT_EQ(data->replies.at(0).id, desk::ReplyId{1});
  ASSERT_THAT(data->reports, SizeIs(1));
  EXPECT_EQ(data->reports.at(0).id, desk::ReportId{1});
  ASSERT_THAT(data->appeals, SizeIs(2)) << "not the appeal of somebody who reported";
  EXPECT_FALSE(value(reader().personal_data(desk::PersonId{99})));
}

TEST_F(PersonStore, HoldsMailedLinksUntilTheyEndOrAreUsed) {
  expect_ok(writer().put_mailed_link({"prove", MailedLink::Kind::kProve, bo_.id, desk::ReplyId{1}, kNow + 168h}));
  expect_ok(writer().put_mailed_link({"stop", MailedLink::Kind::kStop, bo_.id, std::nullopt, Instant{}}));
  const auto link = value(reader().mailed_link("prove", kNow));
  ASSERT_TRUE(link);
  EXPECT_EQ(link->kind, MailedLink::Kind::kProve);
  EXPECT_EQ(link->person, bo_.id);
  EXPECT_EQ(link->reply, desk::ReplyId{1});
  EXPECT_FALSE(value(reader().mailed_link("prove", kNow + 168h)));
  EXPECT_TRUE(value(reader().mailed_link("stop", kNow + 100'000h))) << "never ends";
  expect_ok(writer().put_mailed_link({"manage", MailedLink::Kind::kManage, bo_.id, {}, kNow + 168h + 24h}));
  EXPECT_FALSE(value(reader().mailed_link("prove", kNow))) << "went when a later one came";
  EXPECT_TRUE(value(reader().mailed_link("stop", kNow)));
  expect_ok(writer().remove_mailed_link("manage"));
  EXPECT_FALSE(value(reader().mailed_link("manage", kNow)));
  EXPECT_EQ(code(writer().put_mailed_link({"x", MailedLink::Kind::kStop, desk::PersonId{99}, {}, kNow})),
            Code::kNotFound);
}

TEST_F(ReportStore, GivesBackWhatWasReportedAndWhatWasDecided) {
  desk::Report made = report(1, ana_.id);
  expect_ok(writer().put_report(made, "key"));
  made.state = desk::Report::State::kUpheld;
  made.answer = "It was taken down.";
  made.decided_by = "ana";
  made.decided_at = kNow + 1h;
  expect_ok(writer().put_report(made, ""));
  const auto read = value(reader().report_by_key("key"));
  ASSERT_TRUE(read) << "the key stays";
  EXPECT_EQ(read->ground, desk::Ground::kHate);
  EXPECT_EQ(read->words, made.words);
  EXPECT_EQ(read->email, ana_.email);
  EXPECT_EQ(read->state, desk::Report::State::kUpheld);
  EXPECT_EQ(read->answer, made.answer);
  EXPECT_EQ(read->decided_at, kNow + 1h);
  EXPECT_THAT(value(reader().reports_of(desk::ReplyId{1})), SizeIs(1));
  made.id = desk::ReportId{2};
  made.reply = desk::ReplyId{99};
  EXPECT_EQ(code(writer().put_report(made, "other")), Code::kNotFound);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(ReportStore, TellsTheAuthorsAppealFromTheReporters) {
  expect_ok(writer().put_report(report(1), "key"));
  expect_ok(writer().put_appeal(appeal(1)));
  expect_ok(writer().put_appeal(appeal(2, desk::ReportId{1})));
  EXPECT_EQ(value(reader().appeal_of(desk::ReplyId{1}, std::nullopt))->id, desk::AppealId{1});
  EXPECT_EQ(value(reader().appeal_of(desk::ReplyId{1}, desk::ReportId{1}))->id, desk::AppealId{2});
  EXPECT_FALSE(value(reader().appeal_of(desk::ReplyId{2}, std::nullopt)));
}

TEST_F(ReportStore, ListsOpenAppealsOldestFirstAndDecidedOnesLatestFirst) {
  for (const std::uint64_t id : {1u, 2u, 3u}) expect_ok(writer().put_appeal(appeal(id)));
  const auto first = value(reader().appeals(desk::Appeal::State::kOpen, {.limit = 2}));
  ASSERT_THAT(first.items, SizeIs(2));
  EXPECT_EQ(first.items.at(0).id, desk::AppealId{1});
  for (const std::uint64_t id : {1u, 2u}) {
    desk::Appeal decided = appeal(id);
    decided.state = desk::Appeal::State::kRefused;
    decided.answer = "It stays.";
    expect_ok(writer().put_appeal(decided));
  }
  EXPECT_EQ(value(reader().appeals(desk::Appeal::State::kOpen, {first.next, 2})).items.at(0).id, desk::AppealId{3});
  const auto refused = value(reader().appeals(desk::Appeal::State::kRefused, Page()));
  ASSERT_THAT(refused.items, SizeIs(2));
  EXPECT_EQ(refused.items.at(0).id, desk::AppealId{2});
  EXPECT_EQ(value(reader().appeal(desk::AppealId{1}))->answer, "It stays.");
}

TEST_F(Mail, WaitsUntilItsTimeAndUntilItWasTaken) {
  expect_ok(writer().put_letter(letter(1, kNow + 1h)));
  expect_ok(writer().put_letter(letter(2, kNow)));
  auto due = value(reader().due_letters(kNow, 10));
  ASSERT_THAT(due, SizeIs(1));
  EXPECT_EQ(due.at(0).id, desk::LetterId{2});
  EXPECT_EQ(due.at(0).to, bo_.email);
  EXPECT_EQ(due.at(0).kind, desk::Letter::Kind::kAnswered);
  EXPECT_EQ(due.at(0).reply, desk::ReplyId{2});
  EXPECT_EQ(due.at(0).stop_key, "stop");
  due.at(0).attempts = 1;
  due.at(0).next_at = kNow + 2h;
  due.at(0).problem = "421 busy";
  expect_ok(writer().put_letter(due.at(0)));
  EXPECT_EQ(value(reader().letter(desk::LetterId{2}))->attempts, 1);
  EXPECT_THAT(value(reader().due_letters(kNow + 3h, 1)), SizeIs(1));
  EXPECT_EQ(value(reader().due_letters(kNow + 3h, 10)).at(0).id, desk::LetterId{1}) << "the oldest first";
  EXPECT_EQ(value(reader().waiting_letters()), 2);
  expect_ok(writer().remove_letter(desk::LetterId{1}));
  EXPECT_EQ(value(reader().waiting_letters()), 1);
  EXPECT_FALSE(value(reader().letter(desk::LetterId{1})));
}

TEST_F(Mail, AboutAReplyGoesWithoutWhatElseWaits) {
  desk::Letter prove = letter(3, kNow);
  prove.kind = desk::Letter::Kind::kProve;
  desk::Letter about_another = letter(2, kNow);
  about_another.reply = desk::ReplyId{1};
  for (const desk::Letter& one : {letter(1, kNow), about_another, prove}) expect_ok(writer().put_letter(one));
  expect_ok(writer().remove_letters_about(desk::ReplyId{2}));
  EXPECT_FALSE(value(reader().letter(desk::LetterId{1})));
  EXPECT_TRUE(value(reader().letter(desk::LetterId{2}))) << "about another reply";
  EXPECT_TRUE(value(reader().letter(desk::LetterId{3}))) << "asked for by the person";
}

TEST_F(PersonStore, IsFoundWithoutBeingMade) {
  EXPECT_EQ(value(writer().find_person(address("BO@example.org")))->id, bo_.id);
  EXPECT_FALSE(value(writer().find_person(address("nobody@example.org"))));
}

}  // namespace
}  // namespace dateline::store
