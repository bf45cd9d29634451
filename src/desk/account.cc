#include <algorithm>

#include "desk/account.h"
#include "text/utf8.h"

namespace dateline::desk {
namespace {

constexpr std::size_t kMinName = 2;
constexpr std::size_t kMaxName = 40;
constexpr std::size_t kMinPasswordCharacters = 10;
constexpr std::size_t kMaxPasswordBytes = 1'000;  // Argon2 reads all of it, so there must be some end.

char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

}  // namespace

std::string_view to_string(Role role) {
  return role == Role::kAdmin ? "admin" : "editor";
}

std::optional<Role> parse_role(std::string_view text) {
  for (const Role role : {Role::kEditor, Role::kAdmin}) {
    if (text == to_string(role)) return role;
  }
  return std::nullopt;
}

Status check_account_name(std::string_view name) {
  if (name.size() < kMinName || name.size() > kMaxName) {
    return fail(Code::kInvalid, "an account name has 2 to 40 characters; this one has " + std::to_string(name.size()));
  }
  if (!std::all_of(name.begin(), name.end(), is_name_character)) {
    return fail(Code::kInvalid, "an account name is made of a-z, 0-9, '.', '-' and '_', such as ana.ruiz");
  }
  return {};
}

Status check_password(std::string_view password, std::string_view name) {
  if (password.size() > kMaxPasswordBytes) {
    return fail(Code::kLimit, "this password is longer than 1,000 bytes; please choose a shorter one");
  }
  if (text::length(password) < kMinPasswordCharacters) {
    return fail(Code::kInvalid, "a password has at least 10 characters; four random words make a good one");
  }
  if (equal_ignoring_case(password, name)) {
    return fail(Code::kInvalid, "the password must not be the account's name");
  }
  return {};
}

}  // namespace dateline::desk
