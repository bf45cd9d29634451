#pragma once
// The arguments of one verb. CLI11 stays inside arguments.cc.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::app {

struct Verb;

/// A verb declares its options, then parses: `if (auto code = args.parse()) return *code;`
class Arguments {
 public:
  Arguments(const Verb& verb, std::vector<std::string> words);
  ~Arguments();

  Arguments& flag(const std::string& name, bool& value, const std::string& help);
  Arguments& option(const std::string& name, std::string& value, const std::string& help);
  /// `least` is how many there must be.
  Arguments& words(const std::string& name, std::vector<std::string>& values, std::size_t least,
                   const std::string& help);

  /// Absent when all is well. 0 after --help (printed to standard output), 2 after a usage error (said on standard
  /// error, with what was probably meant).
  std::optional<int> parse();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline::app
