#pragma once
// What a reader's browser may keep, all of it by the reader's own doing. No script reads any of these (HttpOnly); over
// https nobody but this host can set them (__Host-), as with the desk's. None of them changes a page that everybody
// gets, but the first, which fills in the form.

#include <optional>
#include <string>
#include <string_view>

#include "desk/reply.h"
#include "net/http_server.h"

namespace dateline::site {

inline constexpr int kReaderCookieDays = 347;
std::string_view reader_cookie_name(bool https);

/// Puts what this browser remembers into empty fields. True if there was anything, so the page must stay private.
bool fill_from_cookie(const net::Request& request, desk::ReplyForm& form, bool https);
/// The Set-Cookie value that remembers, or forgets.
std::string remember_reader(const desk::ReplyForm& form, bool https);
std::string forget_reader(bool https);

/// The status key of the reply that this browser sent last, for desk::kProveLife: the mailed link that proves the
/// address needs no second click here.
std::string_view author_cookie_name(bool https);
std::string keep_author(std::string_view status_key, bool https);
std::string forget_author(bool https);

/// The key that proves an address (desk/person.h), for desk::kReaderKeyLife.
std::string_view reader_key_cookie_name(bool https);
std::string keep_reader_key(std::string_view key, bool https);
std::string forget_reader_key(bool https);

}  // namespace dateline::site
