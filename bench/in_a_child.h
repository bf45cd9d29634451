#pragma once
// What a piece of work costs in a process of its own: it may abort, hang or eat memory.

#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <functional>

namespace dateline::bench {

struct ChildCost {
  bool ended = false;          ///< By itself, and well.
  int signal = 0;              ///< Else what ended it: SIGABRT, SIGXCPU after `limit`.
  double seconds = 0;          ///< Of CPU.
  std::size_t peak_bytes = 0;  ///< Resident, above what there was at the start.
};

inline ChildCost in_a_child(const std::function<void()>& work, std::chrono::seconds limit) {
  malloc_trim(0);  // What is free in this process would be free for the child, and uncounted.
  int pipe_ends[2];
  if (pipe(pipe_ends) != 0) return {};
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
    const auto seconds = [](const timeval& time) {
      return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    const rusage before = used();
    work();
    const rusage after = used();
    ChildCost cost{.ended = true,
                   .seconds = seconds(after.ru_utime) + seconds(after.ru_stime) - seconds(before.ru_utime) -
                              seconds(before.ru_stime),
                   .peak_bytes = static_cast<std::size_t>(after.ru_maxrss - before.ru_maxrss) * 1024};
    const bool told = write(pipe_ends[1], &cost, sizeof cost) == sizeof cost;
    _exit(told ? 0 : 1);
  }
  close(pipe_ends[1]);
  ChildCost cost;
  const bool told = read(pipe_ends[0], &cost, sizeof cost) == sizeof cost;
  close(pipe_ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (!told) cost = {.signal = WIFSIGNALED(status) ? WTERMSIG(status) : -1};
  return cost;
}

}  // namespace dateline::bench
