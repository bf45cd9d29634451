#pragma once

#include <string>
#include <string_view>

#include "net/http_server.h"
#include "site/context.h"

namespace dateline::site {

inline constexpr int kSessionDays = 14;  ///< As desk::Session lives.
std::string_view session_cookie_name(const Context& context);
/// The session's key as the browser brought it; "" for none.
std::string_view session_key_of(const Context& context, const net::Request& request);
/// Set-Cookie values.
std::string session_cookie(const Context& context, std::string_view key);
std::string ended_session_cookie(const Context& context);

/// False for a form that another site sent: browsers say so (Fetch metadata), and older ones name its origin.
bool from_our_own_pages(const Context& context, const net::Request& request);

}  // namespace dateline::site
