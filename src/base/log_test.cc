#include "base/log.h"

#include <gmock/gmock.h>

#include <functional>
#include <string>

namespace dateline {
namespace {

std::string standard_error_of(const std::function<void()>& act) {
  testing::internal::CaptureStderr();
  act();
  return testing::internal::GetCapturedStderr();
}

TEST(Log, WritesTimeLevelPlaceAndWhat) {
  const std::string line = standard_error_of([] { log::info("wire", "12 new of sample-post {}"); });
  EXPECT_THAT(line,
              testing::MatchesRegex("[0-2][0-9]:[0-5][0-9]:[0-6][0-9] info  wire: 12 new of sample-post \\{\\}\n"));
}

TEST(Log, ReplacesControlCharacters) {
  const std::string line = standard_error_of([] {
    log::warn("net",
              "a\r\nb\x1b[31mc\x7f\xc2\x9b"
              "d\xc3\xa9");
  });
  EXPECT_THAT(line, testing::EndsWith("warn  net: a??b?[31mc??d\xc3\xa9\n"));
}

TEST(Log, KeepsQuietBelowItsLevel) {
  EXPECT_EQ(standard_error_of([] { log::debug("net", "quiet"); }), "");
  log::set_level(log::Level::kDebug);
  EXPECT_THAT(standard_error_of([] { log::debug("net", "loud"); }), testing::HasSubstr("debug net: loud"));
  log::set_level(log::Level::kError);
  EXPECT_EQ(standard_error_of([] { log::warn("net", "quiet"); }), "");
  log::set_level(log::Level::kInfo);
}

}  // namespace
}  // namespace dateline
