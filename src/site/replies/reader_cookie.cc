#include "site/replies/reader_cookie.h"

#include <chrono>

#include "desk/person.h"
#include "site/html.h"

namespace dateline::site {
namespace {

// Nearly a year, as WordPress keeps its comment cookies (30,000,000 s: wp-includes/comment.php,
// comment_cookie_lifetime).
constexpr std::chrono::days kLifetime{kReaderCookieDays};

/// No lifetime: it goes.
std::string cookie(std::string_view name, std::string_view value, std::chrono::seconds life, bool https) {
  return std::string(name) + "=" + std::string(value) + "; Path=/; Max-Age=" + std::to_string(life.count()) +
         "; HttpOnly; SameSite=Lax" + (https ? "; Secure" : "");
}

constexpr std::chrono::seconds kGone{0};

}  // namespace

std::string_view reader_cookie_name(bool https) {
  return https ? "__Host-dateline_reader" : "dateline_reader";
}
std::string_view author_cookie_name(bool https) {
  return https ? "__Host-dateline_author" : "dateline_author";
}
std::string_view reader_key_cookie_name(bool https) {
  return https ? "__Host-dateline_reader_key" : "dateline_reader_key";
}

bool fill_from_cookie(const net::Request& request, desk::ReplyForm& form, bool https) {
  const std::string_view value = request.cookie(reader_cookie_name(https));
  if (value.empty()) return false;
  const net::Form kept = net::Form::parse(value);
  if (form.author.empty()) form.author = kept.get("author");
  if (form.email.empty()) form.email = kept.get("email");
  if (form.url.empty()) form.url = kept.get("url");
  form.remember = true;
  return true;
}

std::string remember_reader(const desk::ReplyForm& form, bool https) {
  return cookie(reader_cookie_name(https),
                "author=" + percent_encode(form.author) + "&email=" + percent_encode(form.email) +
                    "&url=" + percent_encode(form.url),
                kLifetime, https);
}

std::string forget_reader(bool https) {
  return cookie(reader_cookie_name(https), "", kGone, https);
}

std::string keep_author(std::string_view status_key, bool https) {
  return cookie(author_cookie_name(https), status_key, desk::kProveLife, https);
}

std::string forget_author(bool https) {
  return cookie(author_cookie_name(https), "", kGone, https);
}

std::string keep_reader_key(std::string_view key, bool https) {
  return cookie(reader_key_cookie_name(https), key, desk::kReaderKeyLife, https);
}

std::string forget_reader_key(bool https) {
  return cookie(reader_key_cookie_name(https), "", kGone, https);
}

}  // namespace dateline::site
