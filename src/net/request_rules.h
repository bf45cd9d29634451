#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace dateline::net {

using RawField = std::pair<std::string_view, std::string_view>;

/// Why a request is not handled, in the words that the client gets.
struct Refusal {
  int status;
  std::string_view why;
};

/// The rules of RFC 9112 by which two programs in a row could disagree about where a request ends or which host it is
/// for, and that Beast's parser leaves to its user. `minor` is that of HTTP/1.x; `fields` are in order, as they came.
std::optional<Refusal> check_request(int minor, std::span<const RawField> fields);

}  // namespace dateline::net
