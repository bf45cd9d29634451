#include "net/response_head.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/log.h"

namespace dateline::net {
namespace {

// Below this, gzip saves less than a packet. Every server we looked at draws the line near here.
constexpr std::size_t kPackFrom = 1024;

std::string_view reason(int status) {
  static constexpr std::array<std::pair<int, std::string_view>, 29> kReasons = {{
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {206, "Partial Content"},
      {301, "Moved Permanently"},
      {302, "Found"},
      {303, "See Other"},
      {304, "Not Modified"},
      {307, "Temporary Redirect"},
      {308, "Permanent Redirect"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {410, "Gone"},
      {413, "Content Too Large"},
      {414, "URI Too Long"},
      {415, "Unsupported Media Type"},
      {417, "Expectation Failed"},
      {422, "Unprocessable Content"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {503, "Service Unavailable"},
  }};
  for (const auto& [code, text] : kReasons) {
    if (code == status) return text;
  }
  return "";  // RFC 9112 section 4: may be empty.
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool is_one_line(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
  });
}

void append_field(std::string& head, std::string_view name, std::string_view value) {
  head += name;
  head += ": ";
  head += value;
  head += "\r\n";
}

bool is_ours(std::string_view lower_name) {
  static constexpr std::array<std::string_view, 7> kOurs = {
      "date", "content-length", "connection", "keep-alive", "content-encoding", "transfer-encoding", "content-type"};
  return std::find(kOurs.begin(), kOurs.end(), lower_name) != kOurs.end();
}

}  // namespace

Outgoing prepare(Response response, bool gzip_accepted, Packing packing) {
  Outgoing out;
  out.status = response.status >= 200 && response.status <= 599 ? response.status : 500;
  out.events = std::move(response.events);
  out.events_after = response.events_after;
  const bool bodiless = out.status == 204 || out.status == 304;
  if (!out.events && !bodiless) out.body = std::move(response.body);

  std::string vary;
  std::string fields;
  for (const auto& [name, value] : response.headers) {
    const std::string key = lower(name);
    if (!is_token(name) || !is_one_line(value) || is_ours(key)) {
      log::error("net", "left out of a response: field '" + name + "': " + value);
      continue;
    }
    if (key == "vary") {
      vary += (vary.empty() ? "" : ", ") + value;
      continue;
    }
    append_field(fields, name, value);
  }

  const bool may_pack = !response.has_secret && is_packable(response.content_type);
  const bool packable = out.body && out.body->size() > kPackFrom && may_pack;
  const bool pack = packable && gzip_accepted;
  if (pack) out.body = std::make_shared<const std::string>(pack_gzip(*out.body, packing));
  const bool varies = packable || (out.status == 304 && may_pack);
  if (varies) vary += vary.empty() ? "Accept-Encoding" : ", Accept-Encoding";

  out.head = "HTTP/1.1 " + std::to_string(out.status) + " ";
  out.head += reason(out.status);
  out.head += "\r\n";
  if (out.events) {
    append_field(out.head, "Content-Type", "text/event-stream");
    append_field(out.head, "Cache-Control", "no-store");
    append_field(out.head, "X-Accel-Buffering", "no");  // Tells nginx to pass events on as they come.
  } else if (!bodiless && !response.content_type.empty() && is_one_line(response.content_type)) {
    append_field(out.head, "Content-Type", response.content_type);
  }
  if (!vary.empty()) append_field(out.head, "Vary", vary);
  if (pack) append_field(out.head, "Content-Encoding", "gzip");
  if (!out.events && !bodiless) {
    append_field(out.head, "Content-Length", std::to_string(out.body ? out.body->size() : 0));
  }
  out.head += fields;
  return out;
}

Response refusal(int status, std::string_view why) {
  Response response = Response::text(status, std::string(why) + "\n");
  response.headers.emplace_back("Cache-Control", "no-store");
  // It holds nothing, so a browser that was led here need do nothing with it.
  response.headers.emplace_back("Content-Security-Policy",
                                "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  if (status == 503) response.headers.emplace_back("Retry-After", "1");
  return response;
}

}  // namespace dateline::net
