#include <gmock/gmock.h>

#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using testing::IsEmpty;

using Batch = StoreTest;

TEST_F(Batch, IsSeenByReadersWhenCommitted) {
  expect_ok(writer().begin());
  expect_ok(writer().put_article(placed(report(1), 1)));
  EXPECT_NE(value(writer().article(article::ArticleId{1})), nullptr) << "the writer sees its own";
  EXPECT_EQ(value(reader().article(article::ArticleId{1})), nullptr) << "nobody else does, and nobody waits";
  expect_ok(writer().commit());
  EXPECT_NE(value(reader().article(article::ArticleId{1})), nullptr);
}

TEST_F(Batch, LeavesNothingWhenRolledBack) {
  expect_ok(writer().begin());
  expect_ok(writer().put_article(placed(report(1, "Havana"), 1)));
  writer().rollback();
  EXPECT_EQ(value(writer().article(article::ArticleId{1})), nullptr);
  EXPECT_THAT(value(writer().search({.words = "havana"}, {})).items, IsEmpty());
  expect_ok(writer().begin());
  expect_ok(writer().commit());
}

TEST_F(Batch, KeepsTheOthersWhenOneAttemptFails) {
  expect_ok(writer().begin());
  expect_ok(writer().attempt([&] { return writer().put_article(placed(report(1, "Havana"), 1)); }));
  const auto failed = writer().attempt([&]() -> Status {
    DATELINE_TRY_VOID(writer().put_article(placed(report(2, "Havana"), 2)));
    DATELINE_TRY_VOID(writer().put_setting("half", "done"));
    return fail(Code::kConflict, "no");
  });
  EXPECT_EQ(code(failed), Code::kConflict);
  expect_ok(writer().attempt([&] { return writer().put_article(placed(report(3, "Havana"), 3)); }));
  expect_ok(writer().commit());

  EXPECT_NE(value(reader().article(article::ArticleId{1})), nullptr);
  EXPECT_EQ(value(reader().article(article::ArticleId{2})), nullptr);
  EXPECT_NE(value(reader().article(article::ArticleId{3})), nullptr);
  EXPECT_EQ(value(reader().setting("half")), std::nullopt);
  EXPECT_EQ(value(reader().search({.words = "havana"}, {})).items.size(), 2u);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(Batch, KeepsTheOthersWhenTheDatabaseRefusesOne) {
  expect_ok(writer().begin());
  expect_ok(writer().attempt([&] { return put(writer(), a_reply(1)); }));
  EXPECT_FALSE(writer().attempt([&] { return put(writer(), a_reply(1)); }));
  expect_ok(writer().attempt([&] { return put(writer(), a_reply(2)); }));
  expect_ok(writer().commit());
  EXPECT_EQ(value(reader().counts()).replies, 2);
}

TEST_F(Batch, ReusesThePlaceOfAFailedAttemptInTheOrder) {
  expect_ok(writer().begin());
  EXPECT_FALSE(writer().attempt([&]() -> Status {
    DATELINE_TRY_VOID(writer().put_article(placed(report(1), 1)));
    return fail(Code::kInvalid, "no");
  }));
  expect_ok(writer().attempt([&] { return writer().put_article(placed(report(2, "Havana"), 2)); }));
  expect_ok(writer().commit());
  ASSERT_EQ(value(reader().search({.words = "havana"}, {})).items.size(), 1u);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(Batch, DoesNotBeginTwice) {
  expect_ok(writer().begin());
  EXPECT_DEATH(static_cast<void>(writer().begin()), "broken invariant");
}

TEST_F(Batch, IsNotNeededForOneWrite) {
  expect_ok(writer().put_article(placed(report(1), 1)));
  EXPECT_NE(value(reader().article(article::ArticleId{1})), nullptr);
}

}  // namespace
}  // namespace dateline::store
