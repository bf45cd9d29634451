#include "wire/http_payload.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "wire/inflater.h"

namespace dateline::wire {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t start = text.find_first_not_of(kSpace);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(kSpace) - start + 1);
}

/// Takes one line off the front.
std::string_view take_line(std::string_view& bytes) {
  const std::size_t end = std::min(bytes.find('\n'), bytes.size());
  std::string_view line = bytes.substr(0, end);
  bytes.remove_prefix(std::min(end + 1, bytes.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

struct Dechunked {
  std::string body;
  bool whole = false;  ///< The last chunk was met.
  bool any = false;    ///< At least the first size could be read.
};

Dechunked dechunk(std::string_view bytes) {
  Dechunked out;
  while (!bytes.empty()) {
    std::string_view line = trim(take_line(bytes));
    line = trim(line.substr(0, line.find(';')));
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    if (error != std::errc{} || end != line.data() + line.size()) return out;
    out.any = true;
    if (size == 0) {
      out.whole = true;
      return out;
    }
    const std::size_t part = static_cast<std::size_t>(std::min<std::uint64_t>(size, bytes.size()));
    out.body.append(bytes.substr(0, part));
    bytes.remove_prefix(part);
    if (part < size) return out;
    take_line(bytes);  // The line's end behind the chunk.
  }
  return out;
}

}  // namespace

std::string_view field(const Fields& fields, std::string_view lower_case_name) {
  for (const auto& [name, value] : fields) {
    if (name == lower_case_name) return value;
  }
  return {};
}

bool parse_field(std::string_view line, Fields& fields) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  fields.emplace_back(lower(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1))));
  return true;
}

std::pair<std::string, std::string> split_content_type(std::string_view value) {
  const std::string all = lower(value);
  const std::size_t semicolon = all.find(';');
  std::string type(trim(std::string_view(all).substr(0, semicolon)));
  std::string charset;
  if (const std::size_t at = all.find("charset="); at != std::string::npos) {
    std::string_view rest = std::string_view(all).substr(at + 8);
    rest = trim(rest.substr(0, rest.find_first_of(";,")));
    if (rest.starts_with('"')) rest.remove_prefix(1);
    if (rest.ends_with('"')) rest.remove_suffix(1);
    charset = rest;
  }
  return {std::move(type), std::move(charset)};
}

std::optional<HttpPayload> parse_http_payload(std::string_view bytes, std::size_t max_body_bytes) {
  if (!bytes.starts_with("HTTP/")) return std::nullopt;
  HttpPayload payload;
  const std::string_view status_line = take_line(bytes);
  const std::size_t space = status_line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view code = trim(status_line.substr(space + 1)).substr(0, 3);
  std::from_chars(code.data(), code.data() + code.size(), payload.status);
  while (!bytes.empty()) {
    const std::string_view line = take_line(bytes);
    if (line.empty()) break;
    parse_field(line, payload.fields);
  }

  std::string body(bytes);
  if (lower(field(payload.fields, "transfer-encoding")).find("chunked") != std::string::npos) {
    Dechunked dechunked = dechunk(bytes);
    if (!dechunked.any) {
      payload.note = "said to be chunked but is not";
    } else {
      body = std::move(dechunked.body);
      if (!dechunked.whole) payload.note = "broken chunks; kept what could be read";
    }
  }
  const std::string encoding = lower(field(payload.fields, "content-encoding"));
  if (!encoding.empty() && encoding != "identity") {
    if (auto unpacked = undo_encoding(encoding, body, max_body_bytes)) {
      body = std::move(*unpacked);
    } else if (encoding == "br" || encoding == "zstd") {
      // Crawlers unpack these before they write; where one did not, nothing that follows can read it.
      payload.note = "said to be packed with " + encoding + "; taken as it is";
    } else {
      payload.note = "said to be packed but is not";
    }
  }
  payload.body = std::move(body);
  return payload;
}

}  // namespace dateline::wire
