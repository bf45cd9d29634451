#pragma once
// Time comes in from outside, so replaying the same input gives the same stories, and a test can live through a day.

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

/// A point in time, UTC, whole seconds: as fine as any newsroom reports, and what every record keeps.
using Instant = std::chrono::sys_seconds;

/// Tells the time. Implementations may be called from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

/// Starts at `start` when it is made, and runs on at the usual pace (the sample edition's clock).
class ShiftedClock final : public Clock {
 public:
  explicit ShiftedClock(Instant start);
  Instant now() const override;

 private:
  const Instant start_;
  const std::chrono::steady_clock::time_point made_;
};

/// Stands still until it is moved. For tests and for replays.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant now) : now_(now) {}
  Instant now() const override { return now_.load(); }
  void set(Instant now) { now_ = now; }
  void advance(std::chrono::seconds by) { now_ = now_.load() + by; }

 private:
  std::atomic<Instant> now_;
};

/// "2023-01-31T18:00:00Z" (RFC 3339), the form of every time in our JSON and in `<time datetime>`.
std::string format_rfc3339(Instant at);
/// "Tue, 31 Jan 2023 18:00:00 GMT" (RFC 9110 section 5.6.7), the form of HTTP and RSS.
std::string format_http_date(Instant at);
/// Reads RFC 3339 with any offset, fractions cut off; absent if it is anything else. For other shapes: text/date.h.
std::optional<Instant> parse_rfc3339(std::string_view text);

}  // namespace dateline
