#include <algorithm>

#include "base/ids.h"
#include "base/log.h"
#include "desk/account.h"
#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/desk/session.h"
#include "site/desk/throttle.h"
#include "site/paths.h"
#include "site/words.h"

namespace dateline::site {
namespace {

/// Where to go after signing in: a path of the desk, or the overview.
std::string safe_next(std::string_view next) {
  const bool ours = next == "/desk" || next.starts_with("/desk/") || next.starts_with("/desk?");
  const bool plain = std::ranges::all_of(next, [](unsigned char c) { return c > 0x20 && c < 0x7f && c != '\\'; });
  return ours && plain && next.size() < 1000 ? std::string(next) : "/desk";
}

net::Response form_page(const Context& context, int status, std::string_view account, std::string_view next,
                        const std::vector<desk::Problem>& problems) {
  const Html main =
      html(R"(<section class="desk-door">
<h1>Sign in to the desk</h1>
{}<form action="/desk/sign-in" method="post">
<input type="hidden" name="next" value="{}">
<div class="field"><label for="account">Name</label><input id="account" name="account" value="{}" autocomplete="username" autocapitalize="none" spellcheck="false" required {}></div>
<div class="field"><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required></div>
<p class="submit"><button type="submit">Sign in</button></p>
</form>
<p class="hint">No account, or a password lost? Whoever runs this newsroom makes a one-time link: <code>dateline user add NAME</code>, <code>dateline user reset NAME</code>.</p>
</section>
)",
           problem_summary(problems, "You are not signed in."), next, account, Flag::autofocus(problems.empty()));
  return unkept_page(status, desk_framed(context, nullptr, "Sign in", main));
}

net::Response signed_in_answer(const Context& context, std::string_view key, std::string_view next) {
  net::Response response = net::Response::see_other(std::string(next));
  response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back("Set-Cookie", session_cookie(context, key));
  return response;
}

}  // namespace

Result<net::Response> sign_in_page(const Context& context, const Visit& visit) {
  return form_page(context, 200, "", safe_next(visit.query().get("next")), {});
}

void sign_in(const ContextPtr& keep, Visit visit, net::Respond respond) {
  const Context& context = *keep;
  const net::Form form = visit.form();
  const std::string name(form.get("account"));
  const std::string next = safe_next(form.get("next"));
  if (!from_our_own_pages(context, visit.request)) {
    return respond(
        desk_message(context, nullptr, 403, "This form is not from here", "Open the desk and sign in there."));
  }
  if (const auto wait = context.throttle->attempt(name, visit.request.peer)) {
    net::Response response = form_page(context, 429, name, next,
                                       {{"", "Too many failures for this name from this address. Try again in " +
                                                 std::to_string(wait->count() / 60 + 1) + " minutes."}});
    response.headers.emplace_back("Retry-After", std::to_string(wait->count()));
    return respond(std::move(response));
  }
  const auto account = context.reader.account(name);
  if (!account) {
    log::error("desk", account.error().message);
    return respond(
        desk_message(context, nullptr, 500, "This did not work", "The data folder cannot be read; the log says why."));
  }
  bool right = false;
  if (*account && !(*account)->password_hash.empty()) {
    right = desk::verify_password((*account)->password_hash, form.get("password"));
  } else {
    desk::pretend_to_verify(form.get("password"));
  }
  if (!right) {
    log::warn("desk", "a sign-in failed");
    return respond(form_page(context, 401, name, next, {{"account", "Name and password do not fit together."}}));
  }
  context.throttle->succeeded(name, visit.request.peer);
  context.newsroom.open_session(name,
                                [keep, &context, next, respond = std::move(respond)](Result<std::string> key) mutable {
                                  if (!key) {
                                    log::error("desk", "cannot open a session: " + key.error().message);
                                    return respond(desk_message(context, nullptr, 503, "This did not work",
                                                                "Please try again in a minute; the log says why."));
                                  }
                                  respond(signed_in_answer(context, *key, next));
                                });
}

void sign_out(const ContextPtr& keep, Visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  context.newsroom.close_session(editor.session_key,
                                 [keep, &context, editor, respond = std::move(respond)](Result<void> closed) mutable {
                                   if (!closed) return respond(desk_failure(context, editor, closed.error()));
                                   net::Response response = go_to(desk_paths::sign_in());
                                   response.headers.emplace_back("Set-Cookie", ended_session_cookie(context));
                                   respond(std::move(response));
                                 });
}

namespace {

net::Response setup_form(const Context& context, int status, const Href& here, const desk::SetupLink& link,
                         std::string_view typed_name, const std::vector<desk::Problem>& problems) {
  Html name;
  if (link.account.empty()) {
    name.add(R"(<div class="field"><label for="account">Your name at the desk</label>
{}<input id="account" name="account" value="{}" autocomplete="username" autocapitalize="none" spellcheck="false" required aria-describedby="account-hint" {}>
<p class="hint" id="account-hint">2 to 40 of a–z, 0–9, dot, hyphen, underscore. It signs what you do in the audit log.</p></div>
)",
             problem_beside(problems, "account"), typed_name,
             Flag::invalid(!problem_beside(problems, "account").empty()));
  } else {
    name.add(R"(<p>Account: <strong>{}</strong></p>
<input type="hidden" name="account" value="{}" autocomplete="username">
)",
             link.account, link.account);
  }
  const Html main = html(R"(<section class="desk-door">
<h1>{}</h1>
{}<form action="{}" method="post">
{}<div class="field"><label for="password">Password</label>
{}<input id="password" name="password" type="password" autocomplete="new-password" required aria-describedby="password-hint" {}>
<p class="hint" id="password-hint">At least 10 characters. A few words in a row are easy to remember and hard to guess.</p></div>
<p class="submit"><button type="submit">Set password and sign in</button></p>
</form>
</section>
)",
                         link.account.empty() ? "Set up the desk’s first account" : "Set your password",
                         problem_summary(problems, "Not done yet."), here, name, problem_beside(problems, "password"),
                         Flag::invalid(!problem_beside(problems, "password").empty()));
  net::Response response = unkept_page(status, desk_framed(context, nullptr, "Set up", main));
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  return response;
}

net::Response used_link(const Context& context) {
  return desk_message(
      context, nullptr, 404, "This link does not work",
      "It was used, or it is too old, or it lost a piece on the way. Whoever runs this newsroom can make another: "
      "dateline user add NAME, dateline user reset NAME.");
}

}  // namespace

Result<net::Response> setup_page(const Context& context, const Visit& visit) {
  DATELINE_TRY(const auto link, context.reader.setup_link(content_hash(visit.parts[0]), context.clock.now()));
  if (!link) return used_link(context);
  return setup_form(context, 200, desk_paths::setup(visit.parts[0]), *link, "", {});
}

void set_up(const ContextPtr& keep, Visit visit, net::Respond respond) {
  const Context& context = *keep;
  const net::Form form = visit.form();
  const std::string& key = visit.parts[0];
  if (!from_our_own_pages(context, visit.request)) {
    return respond(desk_message(context, nullptr, 403, "This form is not from here", "Open the link again."));
  }
  const auto link = context.reader.setup_link(content_hash(key), context.clock.now());
  if (!link) {
    log::error("desk", link.error().message);
    return respond(
        desk_message(context, nullptr, 500, "This did not work", "The data folder cannot be read; the log says why."));
  }
  if (!*link) return respond(used_link(context));

  const std::string name = (*link)->account.empty() ? std::string(form.get("account")) : (*link)->account;
  std::vector<desk::Problem> problems;
  if (auto ok = desk::check_account_name(name); !ok) problems.push_back({"account", sentence(ok.error().message)});
  if (auto ok = desk::check_password(form.get("password"), name); !ok)
    problems.push_back({"password", sentence(ok.error().message)});
  if (!problems.empty()) return respond(setup_form(context, 422, desk_paths::setup(key), **link, name, problems));

  context.newsroom.use_setup_link(
      key, name, desk::hash_password(form.get("password")),
      [keep, &context, respond = std::move(respond)](Result<std::string> session) mutable {
        if (!session) {
          if (session.error().code == Code::kNotFound) return respond(used_link(context));
          const bool taken = session.error().code == Code::kConflict;
          if (!taken) log::error("desk", "cannot set up an account: " + session.error().message);
          return respond(desk_message(context, nullptr, taken ? 409 : 503, "This did not work",
                                      sentence(session.error().message)));
        }
        respond(signed_in_answer(context, *session, "/desk"));
      });
}

}  // namespace dateline::site
