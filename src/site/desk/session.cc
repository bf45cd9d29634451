#include "site/desk/session.h"

#include "base/ids.h"
#include "site/answer.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/paths.h"

namespace dateline::site {
namespace {

std::string cookie(const Context& context, std::string_view value, std::string_view lifetime) {
  return std::string(session_cookie_name(context)) + "=" + std::string(value) +
         "; Path=/; Max-Age=" + std::string(lifetime) + "; HttpOnly; SameSite=Lax" +
         (context.is_https() ? "; Secure" : "");
}

}  // namespace

/// __Host-: a browser takes it only over https, for this host and the whole of it, so no neighbour can plant one.
/// A plain-http site (on one's own machine) has to do without.
std::string_view session_cookie_name(const Context& context) {
  return context.is_https() ? "__Host-dateline_desk" : "dateline_desk";
}

std::string_view session_key_of(const Context& context, const net::Request& request) {
  return request.cookie(session_cookie_name(context));
}

std::string session_cookie(const Context& context, std::string_view key) {
  return cookie(context, key, std::to_string(kSessionDays * 24 * 3600));
}

std::string ended_session_cookie(const Context& context) {
  return cookie(context, "", "0");
}

bool from_our_own_pages(const Context& context, const net::Request& request) {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty()) return site == "same-origin" || site == "none";
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return true;
  // By Host: a newsroom may be reached under more names than public_url says.
  const auto scheme_end = origin.find("://");
  return origin == context.public_url ||
         (scheme_end != std::string_view::npos && origin.substr(scheme_end + 3) == request.header("host"));
}

std::expected<Editor, net::Response> signed_in(const Context& context, const Visit& visit) {
  const net::Request& request = visit.request;
  const std::string_view key = session_key_of(context, request);
  const bool reading = request.method == "GET";
  if (!key.empty()) {
    const auto session = context.reader.session(content_hash(key), context.clock.now());
    if (!session) {
      return std::unexpected(
          desk_message(context, nullptr, 500, context.texts.say("error.failed"),
                       context.texts.say("desk.unreadable.because", {{"problem", session.error().message}})));
    }
    if (*session) {
      const auto account = context.reader.account((*session)->account);
      if (account && *account) {
        Editor editor{(*session)->account, (*account)->role, std::string(key), desk::csrf_token(key)};
        if (!reading &&
            (!from_our_own_pages(context, request) || !desk::same_token(visit.form().get("csrf"), editor.csrf))) {
          return std::unexpected(desk_message(context, &editor, 403, context.texts.say("desk.foreign_form"),
                                              context.texts.say("desk.foreign_form.token")));
        }
        return editor;
      }
    }
  }
  if (reading) {
    Href to = desk_paths::sign_in();
    if (request.path != "/desk")
      to = to.with("next", request.path + (request.query.empty() ? "" : "?" + request.query));
    return std::unexpected(go_to(to));
  }
  return std::unexpected(desk_message(context, nullptr, 401, context.texts.say("desk.signed_out"),
                                      context.texts.say("desk.signed_out.text")));
}

}  // namespace dateline::site
