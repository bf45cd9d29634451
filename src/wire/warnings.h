#pragma once
// Inside wire/: warnings about outside bytes, of which a hostile file could cause millions.

#include <cstddef>
#include <string>
#include <vector>

#include "markup/xml.h"

namespace dateline::wire {

/// Collects warnings up to a number that a person would read, and counts the rest.
class Warnings {
 public:
  void add(std::string warning);
  void add(const markup::XmlMends& mends);
  /// All, with a last line for those left out. Leaves this empty.
  std::vector<std::string> take();

 private:
  std::vector<std::string> lines_;
  std::size_t left_out_ = 0;
};

/// "8,812": numbers in messages are for people.
std::string with_commas(std::size_t number);
/// "1 page", "2 pages".
std::string count_of(std::size_t number, const char* one, const char* many);

}  // namespace dateline::wire
