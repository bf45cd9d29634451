#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "app/verbs.h"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // `dateline export jsonl | head` is no accident.
  try {
    return dateline::app::run_command_line({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    // Nothing of ours throws; this is the last line against an outside library, so that there is a sentence at least.
    std::fprintf(stderr, "dateline: stopped by an unexpected failure: %s\n", error.what());
    return 1;
  }
}
