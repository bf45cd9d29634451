#pragma once
// What a piece of work costs in a process of its own: it may abort, hang or eat memory.

#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <vector>

#include "base/result.h"

namespace dateline::bench {

struct ChildCost {
  bool ended = false;          ///< By itself, and well.
  int signal = 0;              ///< Else what ended it: SIGABRT, SIGXCPU after `limit`.
  double seconds = 0;          ///< Of CPU.
  std::size_t peak_bytes = 0;  ///< Resident, above what there was at the start.
};

/// The costs of work(0) to work(n - 1), one after the other in one process. It ends with the first that does not end
/// well, so that there may be fewer than n, and only the last of them may be not `ended`. `limit` is for all together.
inline std::vector<ChildCost> in_one_child(std::size_t n, const std::function<void(std::size_t)>& work,
                                           std::chrono::seconds limit) {
  malloc_trim(0);  // What is free in this process would be free for the child, and uncounted.
  int pipe_ends[2];
  DATELINE_CHECK(pipe(pipe_ends) == 0);
  const pid_t child = fork();
  if (child == 0) {
    const rlimit cpu{static_cast<rlim_t>(limit.count()), static_cast<rlim_t>(limit.count())};
    setrlimit(RLIMIT_CPU, &cpu);
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    const auto used = [] {
      rusage usage{};
      getrusage(RUSAGE_SELF, &usage);
      return usage;
    };
    const auto seconds = [](const rusage& usage) {
      return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
             static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    };
    const rusage start = used();
    bool told = true;
    for (std::size_t i = 0; i < n && told; ++i) {
      const rusage before = used();
      work(i);
      const rusage after = used();
      const ChildCost cost{.ended = true,
                           .seconds = seconds(after) - seconds(before),
                           .peak_bytes = static_cast<std::size_t>(after.ru_maxrss - start.ru_maxrss) * 1024};
      told = write(pipe_ends[1], &cost, sizeof cost) == sizeof cost;
    }
    _exit(told ? 0 : 1);
  }
  close(pipe_ends[1]);
  std::vector<ChildCost> costs;
  ChildCost cost;
  while (costs.size() < n && read(pipe_ends[0], &cost, sizeof cost) == sizeof cost) costs.push_back(cost);
  close(pipe_ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (costs.size() < n) costs.push_back({.signal = WIFSIGNALED(status) ? WTERMSIG(status) : -1});
  return costs;
}

inline ChildCost in_a_child(const std::function<void()>& work, std::chrono::seconds limit) {
  return in_one_child(1, [&](std::size_t) { work(); }, limit).front();
}

}  // namespace dateline::bench
