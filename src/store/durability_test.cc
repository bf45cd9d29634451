#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using testing::IsEmpty;

/// Commits replies and articles in batches for ever, and tells each number over the pipe once it is acknowledged.
[[noreturn]] void commit_for_ever(const std::filesystem::path& data, int acknowledged) {
  auto store = open_sqlite(data, Access::kWrite);
  if (!store) ::_exit(1);
  Writer& writer = (*store)->writer();
  for (std::uint64_t number = 1;; number += 3) {
    if (!writer.begin()) ::_exit(1);
    for (std::uint64_t i = number; i < number + 3; ++i) {
      const Status done = writer.attempt([&]() -> Status {
        DATELINE_TRY_VOID(writer.put_article(placed(report(i, "Havana"), i)));
        return put(writer, a_reply(i));
      });
      if (!done) ::_exit(1);
    }
    if (!writer.commit()) ::_exit(1);
    for (std::uint64_t i = number; i < number + 3; ++i) {
      if (::write(acknowledged, &i, sizeof i) != sizeof i) ::_exit(1);
    }
  }
}

/// Kills the committing process after `rounds` acknowledgements, and returns all that came through.
std::vector<std::uint64_t> kill_after(int rounds, const std::filesystem::path& data) {
  int pipe[2];
  EXPECT_EQ(::pipe(pipe), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(pipe[0]);
    commit_for_ever(data, pipe[1]);
  }
  ::close(pipe[1]);
  std::vector<std::uint64_t> acknowledged;
  std::uint64_t number = 0;
  while (::read(pipe[0], &number, sizeof number) == sizeof number) {
    acknowledged.push_back(number);
    if (static_cast<int>(acknowledged.size()) == rounds) ::kill(child, SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the child failed by itself";
  ::close(pipe[0]);
  return acknowledged;
}

TEST(Durability, NothingAcknowledgedIsLostToAKill) {
  for (const int rounds : {1, 4, 30, 100}) {
    TemporaryFolder folder;
    const auto acknowledged = kill_after(rounds, folder.data());
    ASSERT_GE(acknowledged.size(), static_cast<std::size_t>(rounds));

    const auto store = value(open_sqlite(folder.data(), Access::kWrite));
    for (const std::uint64_t number : acknowledged) {
      EXPECT_TRUE(value(store->reader().reply(desk::ReplyId{number}))) << number;
      EXPECT_NE(value(store->reader().article(article::ArticleId{number})), nullptr) << number;
    }
    EXPECT_GE(value(store->reader().search({.words = "havana"}, {"", 10'000})).items.size(), acknowledged.size());
    EXPECT_THAT(value(store->check()).problems, IsEmpty());
    EXPECT_EQ(value(store->reader().counts()).articles % 3, 0) << "a batch is there as a whole or not at all";
  }
}

}  // namespace
}  // namespace dateline::store
