#include "app/terminal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <locale>

namespace dateline::app {
namespace {

std::string grouped(std::uint64_t n) {
  std::string s = std::to_string(n);
  for (int i = static_cast<int>(s.size()) - 3; i > 0; i -= 3) s.insert(static_cast<std::size_t>(i), ",");
  return s;
}

}  // namespace

void Terminal::line(std::string_view json) {
  std::fwrite(json.data(), 1, json.size(), stdout);
  std::fputc('\n', stdout);
  std::fflush(stdout);
}

void Terminal::document(std::string_view bytes) {
  std::fwrite(bytes.data(), 1, bytes.size(), stdout);
  std::fflush(stdout);
}

void Terminal::say(std::string_view words) {
  fmt::print(stderr, "{}\n", words);
}

void Terminal::problem(std::string_view words) {
  ++problems_;
  fmt::print(stderr, "dateline: {}\n", words);
}

Progress::Progress(std::string_view verb, std::string_view unit, std::uint64_t total)
    : verb_(verb),
      unit_(unit),
      total_(total),
      start_(std::chrono::steady_clock::now()),
      shown_to_person_(isatty(STDERR_FILENO) != 0),
      last_(start_) {}

Progress::~Progress() {
  if (drawn_) fmt::print(stderr, "\r\033[K");
}

void Progress::advance(std::uint64_t by) {
  done_ += by;
  if (!shown_to_person_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - start_ < std::chrono::seconds{1} || now - last_ < std::chrono::milliseconds{200}) return;
  last_ = now;
  drawn_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const std::string of = total_ == 0 ? "" : " of " + grouped(total_);
  fmt::print(stderr, "\r\033[K{}: {}{} {}, {} a second", verb_, grouped(done_), of, unit_,
             grouped(static_cast<std::uint64_t>(static_cast<double>(done_) / seconds)));
  std::fflush(stderr);
}

}  // namespace dateline::app
