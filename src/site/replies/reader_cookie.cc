#include "site/replies/reader_cookie.h"

#include "site/html.h"

namespace dateline::site {
namespace {

// Nearly a year, as WordPress keeps its comment cookies (30,000,000 s: wp-includes/comment.php,
// comment_cookie_lifetime).
const std::string kLifetime = std::to_string(kReaderCookieDays * 24 * 3600);

std::string cookie(std::string_view value, std::string_view lifetime, bool https) {
  return std::string(reader_cookie_name(https)) + "=" + std::string(value) +
         "; Path=/; Max-Age=" + std::string(lifetime) + "; HttpOnly; SameSite=Lax" + (https ? "; Secure" : "");
}

}  // namespace

std::string_view reader_cookie_name(bool https) {
  return https ? "__Host-dateline_reader" : "dateline_reader";
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
  return cookie("author=" + percent_encode(form.author) + "&email=" + percent_encode(form.email) +
                    "&url=" + percent_encode(form.url),
                kLifetime, https);
}

std::string forget_reader(bool https) {
  return cookie("", "0", https);
}

}  // namespace dateline::site
