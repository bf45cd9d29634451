// BoundedQueue and Published, used the way the threads of dateline use them.
#include <gmock/gmock.h>

#include <thread>

#include "base/published.h"
#include "base/queue.h"

namespace dateline {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

TEST(BoundedQueue, TellsTheProducerWhenItIsFull) {
  BoundedQueue<std::string> queue(2);
  EXPECT_TRUE(queue.try_push("a"));
  EXPECT_TRUE(queue.try_push("b"));
  std::string third = "c";
  EXPECT_FALSE(queue.try_push(std::move(third)));
  EXPECT_EQ(third, "c") << "what was refused must not be lost";
  EXPECT_THAT(queue.pop_batch(10, 0ms), ElementsAre("a", "b"));
}

TEST(BoundedQueue, GivesOutWhatIsInsideAfterItWasClosed) {
  BoundedQueue<int> queue(4);
  EXPECT_TRUE(queue.push(1));
  queue.close();
  EXPECT_FALSE(queue.push(2));
  EXPECT_FALSE(queue.closed_and_empty());
  EXPECT_THAT(queue.pop_batch(10, 10s), ElementsAre(1));
  EXPECT_TRUE(queue.closed_and_empty());
  EXPECT_THAT(queue.pop_batch(10, 10s), ElementsAre());
}

TEST(BoundedQueue, KeepsTheOrderOfAProducerThatHasToWait) {
  BoundedQueue<int> queue(3);
  std::jthread producer([&] {
    for (int i = 0; i < 1000; ++i) queue.push(int{i});
    queue.close();
  });
  int expected = 0;
  while (!queue.closed_and_empty()) {
    for (const int item : queue.pop_batch(2, 1s)) EXPECT_EQ(item, expected++);
  }
  EXPECT_EQ(expected, 1000);
}

TEST(Published, KeepsAReadersCopyWhileTheNextIsPublished) {
  Published<std::string> page(std::make_shared<const std::string>("first"));
  const auto held = page.get();
  page.publish(std::make_shared<const std::string>("second"));
  EXPECT_EQ(*held, "first");
  EXPECT_EQ(*page.get(), "second");
}

TEST(Published, IsTakenByManyWhileOnePublishes) {
  Published<int> number;
  std::jthread publisher([&] {
    for (int i = 1; i <= 2000; ++i) number.publish(std::make_shared<const int>(i));
  });
  std::vector<std::jthread> readers;
  for (int r = 0; r < 3; ++r) {
    readers.emplace_back([&] {
      int last = 0;
      while (last < 2000) {
        const int now = *number.get();
        EXPECT_GE(now, last);
        last = now;
      }
    });
  }
}

}  // namespace
}  // namespace dateline
