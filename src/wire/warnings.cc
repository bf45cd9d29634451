#include "wire/warnings.h"

#include <utility>

namespace dateline::wire {
namespace {

/// A damaged file shows its pattern within a hundred lines.
constexpr std::size_t kMostWarnings = 100;

}  // namespace

void Warnings::add(std::string warning) {
  if (lines_.size() < kMostWarnings) {
    lines_.push_back(std::move(warning));
  } else {
    ++left_out_;
  }
}

void Warnings::add(const markup::XmlMends& mends) {
  for (const std::string& note : mends.notes) add(note);
  left_out_ += mends.more;
}

std::vector<std::string> Warnings::take() {
  if (left_out_ > 0) lines_.push_back("and " + count_of(left_out_, "more warning", "more warnings"));
  left_out_ = 0;
  return std::exchange(lines_, {});
}

std::string with_commas(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string count_of(std::size_t number, const char* one, const char* many) {
  return with_commas(number) + " " + (number == 1 ? one : many);
}

}  // namespace dateline::wire
