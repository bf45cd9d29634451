#include "site/answer.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

#include "base/ids.h"
#include "net/conditional.h"

namespace dateline::site {
namespace {

// Nothing inline, nothing from elsewhere: a hole in the escaping would still run no script.
constexpr std::pair<std::string_view, std::string_view> kForAll[] = {
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; connect-src "
     "'self'; "
     "manifest-src 'self'; "
     "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "strict-origin-when-cross-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
};

// Two years, as the preload list asks. With subdomains: otherwise somebody on the reader's network can plant cookies
// from one of them. Not "preload", which cannot be taken back and is for the owner of the domain to ask for.
constexpr std::string_view kOnlyTls = "max-age=63072000; includeSubDomains";

bool has(const net::Headers& headers, std::string_view name) {
  return std::ranges::any_of(headers, [&](const auto& header) { return header.first == name; });
}

std::string_view value_of(const net::Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

net::Response page(int status, Html html, std::string_view cache_control) {
  net::Response response = net::Response::html(status, std::move(html).str());
  response.headers.emplace_back("Cache-Control", cache_control);
  return response;
}

}  // namespace

net::Response public_answer(std::string content_type, std::string body) {
  net::Response response;
  response.content_type = std::move(content_type);
  response.headers.emplace_back("Cache-Control", "public, no-cache");
  // Weak: the server may pack the same page for one browser and not for another.
  response.headers.emplace_back("ETag", "W/\"" + encode_id(digest64(body)) + "\"");
  response.body = std::make_shared<const std::string>(std::move(body));
  return response;
}

net::Response public_page(Html page) {
  return public_answer("text/html; charset=utf-8", std::move(page).str());
}

net::Response private_page(int status, Html html) {
  net::Response response = page(status, std::move(html), "private, no-cache");
  response.headers.emplace_back("Vary", "Cookie");
  return response;
}

net::Response unkept_page(int status, Html html) {
  net::Response response = page(status, std::move(html), "no-store");
  response.headers.emplace_back("X-Robots-Tag", "noindex");
  return response;
}

net::Response go_to(const Href& page) {
  net::Response response = net::Response::see_other(page.str());
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

net::Response stream_of(std::shared_ptr<net::EventChannel> channel, const net::Request& request) {
  net::Response response;
  response.content_type = "text/event-stream";
  // X-Accel-Buffering: nginx in front of us would hold the events back.
  response.headers = {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
  const net::Form query = net::Form::parse(request.query);
  const std::string_view last = query.get("last");
  std::uint64_t id = 0;
  if (std::from_chars(last.data(), last.data() + last.size(), id).ec == std::errc()) response.events_after = id;
  response.events = std::move(channel);
  return response;
}

net::Response finish(const net::Request& request, net::Response response, bool https,
                     std::optional<std::uint64_t> fresh_at) {
  const std::string_view kept_by = value_of(response.headers, "Cache-Control");
  if (fresh_at && kept_by.starts_with("public")) {
    response.fresh_at = kept_by.ends_with("immutable") ? net::kAlwaysFresh : *fresh_at;
  }
  response.has_secret = request.path == "/desk" || request.path.starts_with("/desk/");  // The forms' tokens.
  const std::string_view etag = value_of(response.headers, "ETag");
  if (response.status == 200 && !etag.empty() && net::names_etag(request.header("if-none-match"), etag)) {
    response.status = 304;
    response.body = nullptr;
  }
  for (const auto& [name, value] : kForAll) {
    if (!has(response.headers, name)) response.headers.emplace_back(name, value);
  }
  if (https) response.headers.emplace_back("Strict-Transport-Security", kOnlyTls);
  return response;
}

}  // namespace dateline::site
