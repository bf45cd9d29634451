#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using desk::ReplyId;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using namespace std::chrono_literals;

// Nothing else in a data folder says this.
constexpr std::string_view kPlanted = "planted-xylograph@example.org";
constexpr std::string_view kWords = "Quokkas were seen at the ferry.";
constexpr std::string_view kName = "Wilhelmina Xylograph";

std::string read_all(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Erasure : public StoreTest {
 protected:
  Erasure() {
    expect_ok(writer().put_post(a_post()));
    person_ = value(writer().person_of(*desk::EmailAddress::parse(kPlanted), kNow)).id;
    other_ = value(writer().person_of(*desk::EmailAddress::parse("ana@example.org"), kNow)).id;
    // 1 <- 2 <- 3: the person, somebody else, the person.
    for (const std::uint64_t id : {1u, 2u, 3u}) {
      desk::Reply reply = a_reply(id);
      reply.person = id == 2 ? other_ : person_;
      if (id > 1) reply.parent = ReplyId{id - 1};
      if (id != 2) {
        reply.name = kName;
        reply.text = kWords;
        reply.reason = "Too many quokkas";
      }
      reply.state = desk::ReplyState::kApproved;
      reply.avatar = 7;
      expect_ok(put(writer(), reply));
    }
    expect_ok(writer().put_reader_key("reader key", person_, kNow + 1h));
    expect_ok(writer().put_mailed_link({"manage", desk::MailedLink::Kind::kManage, person_, {}, kNow + 24h}));
    report(1, 2, person_);
    report(2, 1, other_);
    appeal(1, 1, {});
    appeal(2, 2, desk::ReportId{1});
    appeal(3, 1, desk::ReportId{2});
    letter(1, person_, {});
    letter(2, other_, 3);  // "Somebody answered you": what was answered goes.
    letter(3, other_, 2);
  }

  void report(std::uint64_t id, std::uint64_t reply, desk::PersonId by) {
    desk::Report made;
    made.id = desk::ReportId{id};
    made.reply = ReplyId{reply};
    made.words = "About quokkas.";
    made.person = by;
    made.at = kNow;
    expect_ok(writer().put_report(made, "report key " + std::to_string(id)));
  }
  void appeal(std::uint64_t id, std::uint64_t reply, std::optional<desk::ReportId> report) {
    desk::Appeal made;
    made.id = desk::AppealId{id};
    made.reply = ReplyId{reply};
    made.report = report;
    expect_ok(writer().put_appeal(made));
  }
  void letter(std::uint64_t id, desk::PersonId to, std::optional<std::uint64_t> reply) {
    desk::Letter made;
    made.id = desk::LetterId{id};
    made.kind = desk::Letter::Kind::kAnswered;
    made.person = to;
    if (reply) made.reply = ReplyId{*reply};
    expect_ok(writer().put_letter(made));
  }

  std::vector<std::string> files_with(std::string_view bytes) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.data())) {
      if (read_all(entry.path()).find(bytes) != std::string::npos) files.push_back(entry.path().filename());
    }
    return files;
  }
  void erase_in_a_batch() {
    expect_ok(writer().begin());
    EXPECT_EQ(value(writer().erase_person(person_)), 2);
    expect_ok(writer().commit());
  }
  std::filesystem::path list() const { return folder_.data() / "erasures"; }
  /// The folder as somebody makes it who puts a backup back; `keep_list`: as the manual says.
  void put_back(const std::filesystem::path& backup, bool keep_list = true) {
    close();
    const std::string kept = read_all(list());
    std::filesystem::remove_all(folder_.data());
    std::filesystem::create_directory(folder_.data());
    std::filesystem::copy_file(backup, folder_.database());
    if (keep_list) std::ofstream(list(), std::ios::binary) << kept;
    open();
  }

  desk::PersonId person_, other_;
};

TEST_F(Erasure, LeavesTheRepliesPlaceAndNothingElse) {
  erase_in_a_batch();
  const desk::Reply left = *value(reader().reply(ReplyId{3}));
  EXPECT_EQ(left.state, desk::ReplyState::kErased);
  EXPECT_EQ(left.parent, ReplyId{2});
  EXPECT_EQ(left.posted_at, a_reply(3).posted_at);
  EXPECT_EQ(left.name + left.website + left.text + left.peer + left.reason + left.held_because, "");
  EXPECT_EQ(left.person, desk::PersonId{});
  EXPECT_EQ(left.email, desk::EmailAddress());
  EXPECT_EQ(left.avatar, 0u);
  EXPECT_EQ(value(writer().once_of(ReplyId{3})), "");
  EXPECT_FALSE(value(reader().own_reply("preview " + ReplyId{3}.str())));
  EXPECT_FALSE(value(reader().personal_data(person_)));
  EXPECT_FALSE(value(reader().mailed_link("manage", kNow)));
  EXPECT_EQ(value(reader().counts()).replies, 1);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(Erasure, KeepsTheThreadTogether) {
  erase_in_a_batch();
  EXPECT_THAT(value(reader().thread(a_post().article_id())), SizeIs(3));
  EXPECT_EQ(value(reader().count_replies(a_post().article_id())), 1);
  const auto replies = value(reader().public_replies({ReplyId{1}, ReplyId{2}}));
  ASSERT_THAT(replies, SizeIs(2));
  EXPECT_TRUE(replies.at(0).gone);
  EXPECT_EQ(replies.at(0).name + replies.at(0).text, "");
  EXPECT_FALSE(replies.at(1).gone);
  EXPECT_EQ(value(reader().reply(ReplyId{2}))->text, a_reply(2).text) << "the answer of somebody else";
}

TEST_F(Erasure, TakesReportsAppealsAndMailAlong) {
  erase_in_a_batch();
  EXPECT_FALSE(value(reader().report_by_key("report key 1"))) << "the person's own";
  const auto theirs = value(reader().report_by_key("report key 2"));
  ASSERT_TRUE(theirs) << "what somebody else reported is closed, without words";
  EXPECT_EQ(theirs->words, "");
  EXPECT_EQ(theirs->state, desk::Report::State::kUpheld);
  for (const std::uint64_t id : {1u, 2u, 3u}) EXPECT_FALSE(value(reader().appeal(desk::AppealId{id}))) << id;
  EXPECT_FALSE(value(reader().letter(desk::LetterId{1})));
  EXPECT_FALSE(value(reader().letter(desk::LetterId{2})));
  EXPECT_TRUE(value(reader().letter(desk::LetterId{3}))) << "about a reply that stays";
}

TEST_F(Erasure, DoesNotComeUndoneByWhoeverHadReadTheReplyBefore) {
  const desk::Reply before = *value(reader().reply(ReplyId{1}));
  erase_in_a_batch();
  EXPECT_EQ(code(writer().update_reply(before)), Code::kNotFound);
  EXPECT_EQ(value(writer().erase_person(person_)), 0) << "asked for twice";
}

TEST_F(Erasure, LeavesNoByteInAnyFileOfTheFolder) {
  for (const std::string_view bytes : {kPlanted, kWords, kName}) EXPECT_THAT(files_with(bytes), Not(IsEmpty()));
  erase_in_a_batch();
  for (const std::string_view bytes : {kPlanted, kWords, kName}) EXPECT_THAT(files_with(bytes), IsEmpty()) << bytes;
  EXPECT_THAT(files_with("ana@example.org"), Not(IsEmpty())) << "whoever else is there stays";
  close();
  for (const std::string_view bytes : {kPlanted, kWords, kName}) EXPECT_THAT(files_with(bytes), IsEmpty()) << bytes;
}

TEST_F(Erasure, LeavesNoByteWherePagesWereSplitAndRowsGrew) {
  std::vector<desk::PersonId> people;
  expect_ok(writer().begin());
  for (std::uint64_t i = 0; i < 400; ++i) {
    const auto email = desk::EmailAddress::parse("p" + std::to_string(i * 7919 % 1009) + kPlanted.data());
    people.push_back(value(writer().person_of(*email, kNow)).id);
    desk::Reply reply = a_reply(100 + i);
    reply.person = people.back();
    reply.name = kName;
    reply.text = std::string(kWords) + std::string(i * 37 % 900, 'x');
    expect_ok(put(writer(), reply));
  }
  expect_ok(writer().commit());
  expect_ok(writer().begin());
  for (std::uint64_t i = 0; i < 400; i += 3) {
    desk::Reply reply = *value(writer().reply(ReplyId{100 + i}));
    reply.reason = std::string(i * 53 % 700, 'y');
    expect_ok(writer().update_reply(reply));
  }
  expect_ok(writer().commit());
  people.push_back(person_);
  expect_ok(writer().begin());
  for (const desk::PersonId person : people) value(writer().erase_person(person));
  expect_ok(writer().commit());
  for (const std::string_view bytes : {kPlanted, kWords, kName}) EXPECT_THAT(files_with(bytes), IsEmpty()) << bytes;
}

TEST_F(Erasure, OverwritesLaterWhereAReaderIsInTheWay) {
  const auto slow = value(Database::open(folder_.database(), Database::Mode::kRead));
  expect_ok(slow->run("BEGIN"));
  EXPECT_EQ(value(slow->number("SELECT count(*) FROM people")), 2);
  erase_in_a_batch();
  EXPECT_THAT(files_with(kPlanted), Not(IsEmpty())) << "the control: the reader still sees it";
  EXPECT_EQ(value(slow->number("SELECT count(*) FROM people")), 2);
  expect_ok(slow->run("COMMIT"));
  expect_ok(writer().begin());
  expect_ok(writer().put_setting("key", "value"));
  expect_ok(writer().commit());
  EXPECT_THAT(files_with(kPlanted), IsEmpty());
}

TEST_F(Erasure, HoldsForABackupThatIsPutBack) {
  const auto backup = folder_ / "backup.db";
  expect_ok(store_->backup(backup));
  erase_in_a_batch();
  put_back(backup, false);
  EXPECT_TRUE(value(reader().personal_data(person_))) << "the control: without the list they are back";
  erase_in_a_batch();
  put_back(backup);
  EXPECT_FALSE(value(reader().personal_data(person_)));
  EXPECT_EQ(value(reader().reply(ReplyId{1}))->state, desk::ReplyState::kErased);
  EXPECT_TRUE(value(reader().personal_data(other_)));
  EXPECT_THAT(files_with(kPlanted), IsEmpty());
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(Erasure, HoldsForABackupWhosePeopleHaveOtherIds) {
  const auto backup = folder_ / "backup.db";
  expect_ok(store_->backup(backup));
  erase_in_a_batch();
  std::string lines = read_all(list());
  EXPECT_EQ(lines, "person " + person_.str() + "\nreply " + ReplyId{1}.str() + "\nreply " + ReplyId{3}.str() + "\n");
  lines.erase(0, lines.find('\n') + 1);
  std::ofstream(list(), std::ios::binary | std::ios::trunc) << lines;
  put_back(backup);
  EXPECT_FALSE(value(reader().personal_data(person_)));
}

TEST_F(Erasure, ReadsAListWhoseLastLineThePowerTore) {
  std::ofstream(list(), std::ios::binary) << "reply 0000\nnonsense\nperson " << other_.str().substr(0, 5);
  erase_in_a_batch();
  EXPECT_THAT(read_all(list()), HasSubstr("\nperson " + person_.str() + "\n"));
  close();
  open();
  EXPECT_TRUE(value(reader().personal_data(other_)));
}

TEST_F(Erasure, IsOnTheListEvenWhereTheBatchIsLost) {
  expect_ok(writer().begin());
  value(writer().erase_person(person_));
  writer().rollback();
  EXPECT_TRUE(value(reader().personal_data(person_)));
  close();
  open();
  EXPECT_FALSE(value(reader().personal_data(person_)));
}

TEST_F(Erasure, NamesNobodyInItsList) {
  erase_in_a_batch();
  EXPECT_THAT(read_all(list()), Not(HasSubstr("example")));
  EXPECT_EQ(std::filesystem::status(list()).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

}  // namespace
}  // namespace dateline::store
