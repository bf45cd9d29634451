#pragma once
// "Save my name, email, and website in this browser": one cookie, in that browser only, and no script can read it.

#include <string>

#include "desk/reply.h"
#include "net/http_server.h"

namespace dateline::site {

/// Puts what this browser remembers into empty fields. True if there was anything, so the page must stay private.
bool fill_from_cookie(const net::Request& request, desk::ReplyForm& form, bool https);
/// The Set-Cookie value that remembers, or forgets.
std::string remember_reader(const desk::ReplyForm& form, bool https);
std::string forget_reader(bool https);

}  // namespace dateline::site
