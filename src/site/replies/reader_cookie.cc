#include "site/replies/reader_cookie.h"

#include "site/html.h"

namespace dateline::site {
namespace {

/// As the desk's cookie: over https nobody but this host can set it.
std::string_view name(bool https) {
  return https ? "__Host-dateline_reader" : "dateline_reader";
}

// 30,000,000 s, nearly a year, as WordPress keeps its comment cookies (wp-includes/comment.php,
// comment_cookie_lifetime).
constexpr std::string_view kLifetime = "30000000";

std::string cookie(std::string_view value, std::string_view lifetime, bool https) {
  return std::string(name(https)) + "=" + std::string(value) + "; Path=/; Max-Age=" + std::string(lifetime) +
         "; HttpOnly; SameSite=Lax" + (https ? "; Secure" : "");
}

}  // namespace

bool fill_from_cookie(const net::Request& request, desk::ReplyForm& form, bool https) {
  const std::string_view value = request.cookie(name(https));
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
