#pragma once
// How long an answer may be kept, and by whom. Each page says it by the function that it answers with.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "net/http_server.h"
#include "site/html.h"

namespace dateline::site {

/// The same for everybody: anyone may keep it, and asks each time whether it changed (ETag of the bytes, 304).
net::Response public_answer(std::string content_type, std::string body);
net::Response public_page(Html page);
/// For one browser: it holds a form of that reader's.
net::Response private_page(int status, Html page);
/// Nobody keeps it: the desk, previews, errors.
net::Response unkept_page(int status, Html page);
/// 303 after a form; nobody keeps it.
net::Response go_to(const Href& page);

/// The events of a channel. `?last=ID` says which the page has, where the browser itself does not (a new EventSource
/// sends no Last-Event-ID).
net::Response stream_of(std::shared_ptr<net::EventChannel> channel, const net::Request& request);

/// The last thing done to every answer: headers that hold for all pages, and 304 where the browser has it already. A
/// public one may be kept by the server, too, if `fresh_at` says what it was made from (net::Response::fresh_at).
net::Response finish(const net::Request& request, net::Response response, bool https,
                     std::optional<std::uint64_t> fresh_at);

}  // namespace dateline::site
