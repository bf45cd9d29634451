#pragma once
// "Save my name, email, and website in this browser": one cookie, in that browser only, and no script can read it.

#include <string>
#include <string_view>

#include "desk/reply.h"
#include "net/http_server.h"

namespace dateline::site {

inline constexpr int kReaderCookieDays = 347;
/// Over https nobody but this host can set it (__Host-), as with the desk's.
std::string_view reader_cookie_name(bool https);

/// Puts what this browser remembers into empty fields. True if there was anything, so the page must stay private.
bool fill_from_cookie(const net::Request& request, desk::ReplyForm& form, bool https);
/// The Set-Cookie value that remembers, or forgets.
std::string remember_reader(const desk::ReplyForm& form, bool https);
std::string forget_reader(bool https);

}  // namespace dateline::site
