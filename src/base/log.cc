// The only file that knows spdlog.
#include "base/log.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <memory>
#include <string>

namespace dateline::log {
namespace {

spdlog::logger& logger() {
  static const std::unique_ptr<spdlog::logger> instance = [] {
    auto made = std::make_unique<spdlog::logger>("dateline", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    // UTC, like every other time that the system prints.
    made->set_formatter(
        std::make_unique<spdlog::pattern_formatter>("%H:%M:%S %v", spdlog::pattern_time_type::utc, "\n"));
    made->set_level(spdlog::level::info);
    // A full disk or a closed pipe behind standard error must not end the program, and there is nowhere else to say it.
    made->set_error_handler([](const std::string&) {});
    return made;
  }();
  return *instance;
}

/// One line that cannot steer a terminal: C0 and C1 control characters become '?'.
void append_clean(std::string& out, std::string_view what) {
  for (std::size_t i = 0; i < what.size(); ++i) {
    const auto byte = static_cast<unsigned char>(what[i]);
    if (byte < 0x20 || byte == 0x7f) {
      out += '?';
    } else if (byte == 0xc2 && i + 1 < what.size() && (static_cast<unsigned char>(what[i + 1]) & 0xe0) == 0x80) {
      out += '?';  // U+0080 to U+009F.
      ++i;
    } else {
      out += what[i];
    }
  }
}

void write(spdlog::level::level_enum level, std::string_view name, std::string_view where, std::string_view what) {
  if (!logger().should_log(level)) return;
  std::string line(name);
  append_clean(line, where);
  line += ": ";
  append_clean(line, what);
  logger().log(level, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace

void set_level(Level level) {
  switch (level) {
    case Level::kDebug:
      logger().set_level(spdlog::level::debug);
      break;
    case Level::kInfo:
      logger().set_level(spdlog::level::info);
      break;
    case Level::kWarn:
      logger().set_level(spdlog::level::warn);
      break;
    case Level::kError:
      logger().set_level(spdlog::level::err);
      break;
  }
}

void debug(std::string_view where, std::string_view what) {
  write(spdlog::level::debug, "debug ", where, what);
}
void info(std::string_view where, std::string_view what) {
  write(spdlog::level::info, "info  ", where, what);
}
void warn(std::string_view where, std::string_view what) {
  write(spdlog::level::warn, "warn  ", where, what);
}
void error(std::string_view where, std::string_view what) {
  write(spdlog::level::err, "error ", where, what);
}

}  // namespace dateline::log
