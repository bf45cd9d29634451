#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::app {

/// How a verb speaks: JSON Lines on standard output, people's words on standard error. Exit codes: 0 done, 1 something
/// could not be processed (said, and the rest is), 2 usage.
class Terminal {
 public:
  /// One JSON object, flushed: what stands on standard output has happened.
  void line(std::string_view json);
  /// A whole document of another format, as it is: the only one on standard output.
  void document(std::string_view bytes);
  void say(std::string_view words);
  /// Says it and remembers that the verb must end with 1.
  void problem(std::string_view words);
  int exit_code() const { return problems_ == 0 ? 0 : 1; }

 private:
  friend class Progress;
  int problems_ = 0;
};

/// "import: 1,204 of 5,000 files, 310 a second" on a terminal, from the second second on; silent elsewhere. Wiped when
/// done.
class Progress {
 public:
  Progress(std::string_view verb, std::string_view unit, std::uint64_t total);  ///< Total 0: unknown.
  ~Progress();
  void advance(std::uint64_t by = 1);

 private:
  const std::string verb_, unit_;
  const std::uint64_t total_;
  const std::chrono::steady_clock::time_point start_;
  const bool shown_to_person_;
  std::uint64_t done_ = 0;
  std::chrono::steady_clock::time_point last_;
  bool drawn_ = false;
};

}  // namespace dateline::app
