#include "net/request_path.h"

#include <vector>

#include "net/percent.h"
#include "text/utf8.h"

namespace dateline::net {
namespace {

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view lower_case) {
  if (text.size() < lower_case.size()) return false;
  for (std::size_t i = 0; i < lower_case.size(); ++i) {
    const char c = text[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != lower_case[i]) return false;
  }
  return true;
}

/// Every percent sign must begin an escape; what is decoded must be text without control characters.
std::optional<std::string> decode_path(std::string_view encoded) {
  std::string out;
  out.reserve(encoded.size());
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    char c = encoded[i];
    if (c == '%') {
      const auto byte = decode_percent(encoded.substr(i));
      if (!byte) return std::nullopt;
      c = *byte;
      i += 2;
    }
    if (is_control(c)) return std::nullopt;
    out += c;
  }
  if (!text::is_utf8(out)) return std::nullopt;
  return out;
}

/// Dot segments are removed after decoding, so "%2e%2e" and "..%2f" climb like "..".
std::optional<std::string> normalise(std::string_view path) {
  std::vector<std::string_view> kept;
  std::string_view rest = path.substr(1);
  bool folder = true;  // Whether the path ends in "/".
  while (true) {
    const std::size_t slash = rest.find('/');
    const std::string_view segment = rest.substr(0, slash);
    folder = segment.empty() || segment == "." || segment == "..";
    if (segment == "..") {
      if (kept.empty()) return std::nullopt;
      kept.pop_back();
    } else if (!folder) {
      kept.push_back(segment);
    }
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  std::string out;
  out.reserve(path.size());
  for (const std::string_view segment : kept) {
    out += '/';
    out += segment;
  }
  if (folder || kept.empty()) out += '/';
  return out;
}

}  // namespace

std::optional<RequestTarget> parse_request_target(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!starts_with_ignoring_case(target, scheme)) continue;
    target.remove_prefix(scheme.size());
    const std::size_t end = target.find_first_of("/?");
    if (end == 0) return std::nullopt;
    target.remove_prefix(end == std::string_view::npos ? target.size() : end);
    if (target.empty() || target.front() == '?') {
      return RequestTarget{"/", std::string(target.substr(target.empty() ? 0 : 1))};
    }
    break;
  }
  if (!target.starts_with('/') || target.find('#') != std::string_view::npos) return std::nullopt;

  const std::size_t mark = target.find('?');
  const auto decoded = decode_path(target.substr(0, mark));
  if (!decoded) return std::nullopt;
  auto path = normalise(*decoded);
  if (!path) return std::nullopt;
  return RequestTarget{std::move(*path),
                       std::string(mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1))};
}

}  // namespace dateline::net
