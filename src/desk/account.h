#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace dateline::desk {

enum class Role { kEditor, kAdmin };  ///< An admin also makes accounts.
std::string_view to_string(Role role);
std::optional<Role> parse_role(std::string_view text);

/// Somebody who works at the desk. Known by `name`, which signs in and stands in the audit log.
struct Account {
  std::string name;  ///< 2 to 40 of a-z, 0-9, '.', '-', '_'.
  Role role = Role::kEditor;
  std::string password_hash;  ///< Argon2id, as libsodium writes it; empty: no password set yet.
  Instant created_at{};
};
Status check_account_name(std::string_view name);
/// At least 10 characters, at most 1,000 bytes, not the name itself (NIST SP 800-63B section 5.1.1.2: length, no
/// composition rules).
Status check_password(std::string_view password, std::string_view name);

/// Argon2id with 19 MiB and t=2 (OWASP password storage, 2023). About 30 ms of CPU: call it on a worker, not on the
/// newsroom thread. Thread-safe.
std::string hash_password(std::string_view password);
bool verify_password(std::string_view hash, std::string_view password);
/// Takes as long as verify_password: for names that do not exist, so that the time tells nothing.
void pretend_to_verify(std::string_view password);

inline constexpr std::chrono::days kSessionLife{14};

/// A signed-in browser. The cookie holds the key; the store only its hash.
struct Session {
  std::string key_hash;  ///< content_hash(key).
  std::string account;
  Instant expires_at{};  ///< kSessionLife after sign-in.
};
/// What every form at the desk carries and every change must bring back. Derived from the session's key, so it needs no
/// storing.
std::string csrf_token(std::string_view session_key);
/// Compares in constant time.
bool same_token(std::string_view a, std::string_view b);

/// A one-time link: sets up the first account, or resets a password. The store keeps only its hash.
struct SetupLink {
  std::string key_hash;
  std::string account;  ///< "" for the first account: who comes chooses the name.
  Instant expires_at{};
};

/// What was done, by whom, to what. Never changed, never deleted.
struct AuditEntry {
  Instant at{};
  std::string who;     ///< Account name, "system" or "command line".
  std::string action;  ///< "reply.approve", "post.publish", "bar.pin", "account.create" ...
  std::string target;  ///< An id or a name.
  std::string detail;  ///< One line, for people; no e-mail address.
};

}  // namespace dateline::desk
