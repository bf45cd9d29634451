#include "net/plain_get.h"

#include <algorithm>
#include <array>
#include <span>

#include "net/packing.h"

namespace dateline::net {
namespace {

// What a byte may be part of. Narrower than RFC 9110 wherever two programs could differ.
enum : unsigned char { kToken = 1, kTarget = 2, kHost = 4, kValue = 8 };

constexpr std::array<unsigned char, 256> make_kinds() {
  std::array<unsigned char, 256> kinds{};
  const auto add = [&](std::string_view bytes, unsigned char kind) {
    for (const char c : bytes) kinds[static_cast<unsigned char>(c)] |= kind;
  };
  for (unsigned char c = 0x20; c < 0x7f; ++c) kinds[c] |= kValue;
  add("\t", kValue);
  add("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", kToken | kTarget | kHost);
  add("!#$%&'*+-.^_`|~", kToken);
  add("/?-._~%!$&'()*+,;=:@", kTarget);
  add("-._:[]", kHost);
  return kinds;
}
constexpr auto kKinds = make_kinds();

bool is(char c, unsigned char kind) {
  return (kKinds[static_cast<unsigned char>(c)] & kind) != 0;
}

std::size_t span_of(std::string_view text, unsigned char kind) {
  std::size_t size = 0;
  while (size < text.size() && is(text[size], kind)) ++size;
  return size;
}

bool equal_ignoring_case(std::string_view text, std::string_view lower_case) {
  return text.size() == lower_case.size() &&
         std::equal(text.begin(), text.end(), lower_case.begin(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; });
}

constexpr std::string_view kPersonal[] = {"cookie",   "authorization",      "range", "if-range", "last-event-id",
                                          "if-match", "if-unmodified-since"};
// What says where the request ends, or what becomes of the connection. Beast reads Proxy-Connection like Connection.
constexpr std::string_view kFraming[] = {"content-length", "transfer-encoding", "expect", "upgrade", "te",
                                         "trailer",        "proxy-connection"};

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::ranges::any_of(names, [&](std::string_view other) { return equal_ignoring_case(name, other); });
}

/// Takes `text` off the front of `input`.
bool take(std::string_view& input, std::string_view text) {
  if (!input.starts_with(text)) return false;
  input.remove_prefix(text.size());
  return true;
}

}  // namespace

bool is_personal_field(std::string_view lower_case_name) {
  return is_one_of(lower_case_name, kPersonal);
}

std::optional<PlainGet> recognise_plain_get(std::string_view input) {
  PlainGet get;
  std::string_view rest = input;
  get.head_only = rest.starts_with('H');
  if (!take(rest, get.head_only ? "HEAD /" : "GET /")) return std::nullopt;
  get.target = {rest.data() - 1, 1 + span_of(rest, kTarget)};
  rest.remove_prefix(get.target.size() - 1);
  if (!take(rest, " HTTP/1.1\r\n")) return std::nullopt;

  int hosts = 0, connections = 0, encodings = 0, conditions = 0;
  while (!take(rest, "\r\n")) {
    const std::string_view name = rest.substr(0, span_of(rest, kToken));
    rest.remove_prefix(name.size());
    if (name.empty() || !take(rest, ":")) return std::nullopt;
    std::string_view value = rest.substr(0, span_of(rest, kValue));
    rest.remove_prefix(value.size());
    if (!take(rest, "\r\n")) return std::nullopt;
    while (value.starts_with(' ') || value.starts_with('\t')) value.remove_prefix(1);
    while (value.ends_with(' ') || value.ends_with('\t')) value.remove_suffix(1);

    if (equal_ignoring_case(name, "host")) {
      if (++hosts > 1 || value.empty() || span_of(value, kHost) != value.size()) return std::nullopt;
    } else if (equal_ignoring_case(name, "connection")) {
      const bool close = equal_ignoring_case(value, "close");
      if (++connections > 1 || (!close && !equal_ignoring_case(value, "keep-alive"))) return std::nullopt;
      get.keep_alive = !close;
    } else if (equal_ignoring_case(name, "accept-encoding")) {
      if (++encodings > 1) return std::nullopt;
      get.gzip = accepts_gzip(value);
    } else if (equal_ignoring_case(name, "if-none-match")) {
      if (++conditions > 1) return std::nullopt;
      get.if_none_match = value;
    } else if (is_one_of(name, kFraming) || is_one_of(name, kPersonal)) {
      return std::nullopt;
    }
  }
  if (hosts != 1) return std::nullopt;
  get.size = input.size() - rest.size();
  return get;
}

}  // namespace dateline::net
