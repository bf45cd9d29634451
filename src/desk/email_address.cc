#include <algorithm>

#include "desk/reply.h"

namespace dateline::desk {
namespace {

constexpr std::size_t kMaxAddress = 254;  // RFC 5321 section 4.5.3.1.3, without the angle brackets.
constexpr std::size_t kMaxLabel = 63;     // RFC 1034 section 3.1, and WHATWG's own expression.

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_local_character(char c) {
  return is_letter_or_digit(c) || std::string_view(".!#$%&'*+/=?^_`{|}~-").find(c) != std::string_view::npos;
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= kMaxLabel && is_letter_or_digit(label.front()) &&
         is_letter_or_digit(label.back()) &&
         std::all_of(label.begin(), label.end(), [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

bool is_domain(std::string_view domain) {
  for (;;) {
    const std::size_t dot = domain.find('.');
    if (!is_label(domain.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    domain.remove_prefix(dot + 1);
  }
}

}  // namespace

std::optional<EmailAddress> EmailAddress::parse(std::string_view text) {
  if (text.size() > kMaxAddress) return std::nullopt;
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0) return std::nullopt;
  const std::string_view local = text.substr(0, at);
  if (!std::all_of(local.begin(), local.end(), is_local_character)) return std::nullopt;
  if (!is_domain(text.substr(at + 1))) return std::nullopt;
  EmailAddress address;
  address.text_ = text;
  return address;
}

}  // namespace dateline::desk
