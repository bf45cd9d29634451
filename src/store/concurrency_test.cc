#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using testing::IsEmpty;

using Concurrency = StoreTest;

TEST_F(Concurrency, ReadersSeeWholeBatchesWhileTheWriterGoesOn) {
  std::atomic<bool> done = false;
  std::atomic<int> torn = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      while (!done) {
        // Each batch brings two articles into story 1, so a reader that sees one state sees an even number.
        const auto story = reader().story(story::StoryId{1});
        if (!story || (*story && (*story)->members.size() % 2 != 0)) ++torn;
        const auto hits = reader().search({.words = "havana"}, {"", 1'000});
        if (!hits || hits->items.size() % 2 != 0) ++torn;
        const auto counts = reader().counts();
        if (!counts || counts->articles % 2 != 0) ++torn;
      }
    });
  }
  for (std::uint64_t number = 1; number < 60; number += 2) {
    expect_ok(writer().begin());
    for (const std::uint64_t id : {number, number + 1}) {
      expect_ok(writer().attempt([&] { return writer().put_article(placed(report(id, "Havana"), 1)); }));
    }
    expect_ok(writer().commit());
  }
  done = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(torn, 0);
}

TEST_F(Concurrency, BackupAndCheckWorkUnderLoad) {
  std::thread operator_at_work([&] {
    expect_ok(store_->backup(folder_ / "backup"));
    EXPECT_THAT(value(store_->check()).problems, IsEmpty());
    expect_ok(store_->backup(folder_ / "another backup"));
  });
  // A bounded number: a writer without a pause would keep the check from the write lock for as long as it likes.
  for (std::uint64_t number = 1; number <= 150; ++number) {
    expect_ok(writer().put_article(placed(report(number), number)));
  }
  operator_at_work.join();
  EXPECT_EQ(value(reader().counts()).articles, 150);
}

}  // namespace
}  // namespace dateline::store
