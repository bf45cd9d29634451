#include "net/request_rules.h"

#include <algorithm>

namespace dateline::net {
namespace {

bool equal_ignoring_case(std::string_view text, std::string_view lower_case) {
  return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; });
}

/// The characters of RFC 3986's host and port; enough to keep delimiters, spaces and user information out.
bool is_host(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~%!$&'()*+;=:[]").find(c) != std::string_view::npos;
  });
}

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<Refusal> check_request(int minor, std::span<const RawField> fields) {
  int hosts = 0;
  int lengths = 0;
  int encodings = 0;
  for (const auto& [name, value] : fields) {
    if (equal_ignoring_case(name, "host")) {
      if (++hosts > 1) return Refusal{400, "more than one Host"};
      if (!is_host(value)) return Refusal{400, "Host is not a host"};
    } else if (equal_ignoring_case(name, "content-length")) {
      if (++lengths > 1) return Refusal{400, "more than one Content-Length"};
      if (!is_number(value)) return Refusal{400, "Content-Length is not a number"};
    } else if (equal_ignoring_case(name, "transfer-encoding")) {
      if (++encodings > 1) return Refusal{400, "more than one Transfer-Encoding"};
      if (minor == 0) return Refusal{400, "Transfer-Encoding in HTTP/1.0"};
      if (!equal_ignoring_case(value, "chunked")) return Refusal{501, "the only Transfer-Encoding here is chunked"};
    } else if (equal_ignoring_case(name, "expect")) {
      if (!equal_ignoring_case(value, "100-continue")) return Refusal{417, "the only Expect here is 100-continue"};
    }
  }
  if (lengths + encodings > 1) return Refusal{400, "both Content-Length and Transfer-Encoding"};
  if (hosts == 0 && minor > 0) return Refusal{400, "no Host"};
  return std::nullopt;
}

}  // namespace dateline::net
