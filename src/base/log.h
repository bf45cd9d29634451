#pragma once
// The log of the running system, on standard error, one line an event: "18:00:01 info  wire: 12 new of sample-post".
// What the command line says to its user is not log (see app/terminal.h).

#include <string_view>

namespace dateline::log {

enum class Level { kDebug, kInfo, kWarn, kError };

void set_level(Level level);
/// `where` is the module; `what` one line. Control characters in `what` are replaced, since much of it comes from
/// outside.
void debug(std::string_view where, std::string_view what);
void info(std::string_view where, std::string_view what);
void warn(std::string_view where, std::string_view what);
void error(std::string_view where, std::string_view what);

}  // namespace dateline::log
