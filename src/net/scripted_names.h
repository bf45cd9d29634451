#pragma once
// For tests only: names resolve to what the test says, for libcurl too, since scripted_names.cc puts its getaddrinfo()
// in front of the C library's. A name that nobody scripted does not exist; numbers stay what they are.

#include <string>
#include <vector>

namespace dateline::net {

/// While it lives, `name` has these addresses. Each time it is asked for takes the next of `answers`, the last stays.
class ScriptedName {
 public:
  ScriptedName(std::string name, std::vector<std::vector<std::string>> answers);
  ~ScriptedName();
  ScriptedName(const ScriptedName&) = delete;
  ScriptedName& operator=(const ScriptedName&) = delete;

 private:
  std::string name_;
};

}  // namespace dateline::net
