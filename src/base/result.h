#pragma once
// One way to fail. A function whose caller can act on a failure returns Result<T>; what is merely absent is an
// std::optional; a broken invariant aborts (DATELINE_CHECK). Exceptions of outside libraries stop at their adaptor.

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace dateline {

enum class Code {
  kInvalid,      ///< The input is not what it should be; another input may do.
  kNotFound,     ///< What was named does not exist.
  kConflict,     ///< It exists already, or somebody else holds it.
  kDenied,       ///< Not allowed: a closed form, a wrong password, an address behind the gate.
  kLimit,        ///< A stated limit was met: size, time, depth, rate.
  kUnavailable,  ///< The other side does not answer now; trying again later may help.
  kInternal,     ///< Ours: disk full, database broken.
};

/// A failure, told to a person: what, where, why, and what to do. `message` is one line of UTF-8 without a final stop.
struct Error {
  Code code = Code::kInternal;
  std::string message;

  /// The same error with where it happened in front: "feed.xml: line 3: ...".
  Error at(std::string_view where) const { return {code, std::string(where) + ": " + message}; }
};

template <class T>
using Result = std::expected<T, Error>;
using Status = Result<void>;

inline std::unexpected<Error> fail(Code code, std::string message) {
  return std::unexpected(Error{code, std::move(message)});
}
inline std::unexpected<Error> fail(Error error) {
  return std::unexpected(std::move(error));
}

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace dateline

#define DATELINE_CONCAT2(a, b) a##b
#define DATELINE_CONCAT(a, b) DATELINE_CONCAT2(a, b)

/// DATELINE_TRY(auto bytes, read_file(path));  declares `bytes`, or returns the Error as it is.
#define DATELINE_TRY(declaration, expression) DATELINE_TRY_AS(DATELINE_CONCAT(try_, __LINE__), declaration, expression)
#define DATELINE_TRY_AS(name, declaration, expression) \
  auto name = (expression);                            \
  if (!name) return std::unexpected(name.error());     \
  declaration = std::move(*name)

/// DATELINE_TRY_VOID(store.check());  returns the Error as it is.
#define DATELINE_TRY_VOID(expression)                                                        \
  if (auto DATELINE_CONCAT(try_, __LINE__) = (expression); !DATELINE_CONCAT(try_, __LINE__)) \
  return std::unexpected(DATELINE_CONCAT(try_, __LINE__).error())

/// Aborts with the place when an invariant of ours is broken; never for input.
#define DATELINE_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::dateline::check_failed(#condition, __FILE__, __LINE__))
