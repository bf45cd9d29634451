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
  const Catalogue& texts = context.texts;
  const Html main =
      html(R"(<section class="desk-door">
<h1>{}</h1>
{}<form action="/desk/sign-in" method="post">
<input type="hidden" name="next" value="{}">
<div class="field"><label for="account">{}</label><input id="account" name="account" value="{}" autocomplete="username" autocapitalize="none" spellcheck="false" required {}></div>
<div class="field"><label for="password">{}</label><input id="password" name="password" type="password" autocomplete="current-password" required></div>
<p class="submit"><button type="submit">{}</button></p>
</form>
<p class="hint">{}</p>
</section>
)",
           texts.say("desk.sign_in.name"), problem_summary(texts, problems, texts.say("desk.sign_in.not_yet")), next,
           texts.say("desk.sign_in.account"), account, Flag::autofocus(problems.empty()), texts.say("desk.password"),
           texts.say("desk.sign_in"),
           texts.markup("desk.sign_in.hint", {{"add", html("<code>dateline user add NAME</code>")},
                                              {"reset", html("<code>dateline user reset NAME</code>")}}));
  return unkept_page(status, desk_framed(context, nullptr, texts.say("desk.sign_in"), main));
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
  const Catalogue& texts = context.texts;
  const net::Form form = visit.form();
  const std::string name(form.get("account"));
  const std::string next = safe_next(form.get("next"));
  if (!from_our_own_pages(context, visit.request)) {
    return respond(
        desk_message(context, nullptr, 403, texts.say("desk.foreign_form"), texts.say("desk.foreign_form.sign_in")));
  }
  if (const auto wait = context.throttle->attempt(name, visit.request.peer)) {
    net::Response response =
        form_page(context, 429, name, next, {{"", texts.count("desk.sign_in.wait", wait->count() / 60 + 1)}});
    response.headers.emplace_back("Retry-After", std::to_string(wait->count()));
    return respond(std::move(response));
  }
  const auto account = context.reader.account(name);
  if (!account) {
    log::error("desk", account.error().message);
    return respond(desk_message(context, nullptr, 500, texts.say("error.failed"), texts.say("desk.unreadable")));
  }
  bool right = false;
  if (*account && !(*account)->password_hash.empty()) {
    right = desk::verify_password((*account)->password_hash, form.get("password"));
  } else {
    desk::pretend_to_verify(form.get("password"));
  }
  if (!right) {
    log::warn("desk", "a sign-in failed");
    return respond(form_page(context, 401, name, next, {{"account", texts.say("desk.sign_in.wrong")}}));
  }
  context.throttle->succeeded(name, visit.request.peer);
  context.newsroom.open_session(
      name, [keep, &context, next, respond = std::move(respond)](Result<std::string> key) mutable {
        if (!key) {
          log::error("desk", "cannot open a session: " + key.error().message);
          return respond(desk_message(context, nullptr, 503, context.texts.say("error.failed"),
                                      context.texts.say("desk.try_again")));
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
  const Catalogue& texts = context.texts;
  Html name;
  if (link.account.empty()) {
    name.add(R"(<div class="field"><label for="account">{}</label>
{}<input id="account" name="account" value="{}" autocomplete="username" autocapitalize="none" spellcheck="false" required aria-describedby="account-hint" {}>
<p class="hint" id="account-hint">{}</p></div>
)",
             texts.say("desk.setup.name"), problem_beside(texts, problems, "account"), typed_name,
             Flag::invalid(!problem_beside(texts, problems, "account").empty()), texts.say("desk.setup.name.hint"));
  } else {
    name.add(R"(<p>{}</p>
<input type="hidden" name="account" value="{}" autocomplete="username">
)",
             texts.markup("desk.setup.account", {{"name", html("<strong>{}</strong>", link.account)}}), link.account);
  }
  const Html main = html(R"(<section class="desk-door">
<h1>{}</h1>
{}<form action="{}" method="post">
{}<div class="field"><label for="password">{}</label>
{}<input id="password" name="password" type="password" autocomplete="new-password" required aria-describedby="password-hint" {}>
<p class="hint" id="password-hint">{}</p></div>
<p class="submit"><button type="submit">{}</button></p>
</form>
</section>
)",
                         link.account.empty() ? texts.say("desk.setup.first") : texts.say("desk.setup.password"),
                         problem_summary(texts, problems, texts.say("desk.setup.not_yet")), here, name,
                         texts.say("desk.password"), problem_beside(texts, problems, "password"),
                         Flag::invalid(!problem_beside(texts, problems, "password").empty()),
                         texts.say("desk.setup.password.hint"), texts.say("desk.setup.button"));
  net::Response response = unkept_page(status, desk_framed(context, nullptr, texts.say("desk.setup"), main));
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  return response;
}

net::Response used_link(const Context& context) {
  return desk_message(context, nullptr, 404, context.texts.say("desk.setup.used"),
                      context.texts.say("desk.setup.used.text"));
}

}  // namespace

Result<net::Response> setup_page(const Context& context, const Visit& visit) {
  DATELINE_TRY(const auto link, context.reader.setup_link(content_hash(visit.parts[0]), context.clock.now()));
  if (!link) return used_link(context);
  return setup_form(context, 200, desk_paths::setup(visit.parts[0]), *link, "", {});
}

void set_up(const ContextPtr& keep, Visit visit, net::Respond respond) {
  const Context& context = *keep;
  const Catalogue& texts = context.texts;
  const net::Form form = visit.form();
  const std::string& key = visit.parts[0];
  if (!from_our_own_pages(context, visit.request)) {
    return respond(
        desk_message(context, nullptr, 403, texts.say("desk.foreign_form"), texts.say("desk.foreign_form.setup")));
  }
  const auto link = context.reader.setup_link(content_hash(key), context.clock.now());
  if (!link) {
    log::error("desk", link.error().message);
    return respond(desk_message(context, nullptr, 500, texts.say("error.failed"), texts.say("desk.unreadable")));
  }
  if (!*link) return respond(used_link(context));

  const std::string name = (*link)->account.empty() ? std::string(form.get("account")) : (*link)->account;
  std::vector<desk::Problem> problems;
  if (auto ok = desk::check_account_name(name); !ok) problems.push_back({"account", texts.say("desk.setup.bad_name")});
  if (auto ok = desk::check_password(form.get("password"), name); !ok)
    problems.push_back({"password", ok.error().code == Code::kLimit ? texts.say("desk.setup.long_password")
                                                                    : texts.say("desk.setup.bad_password")});
  if (!problems.empty()) return respond(setup_form(context, 422, desk_paths::setup(key), **link, name, problems));

  context.newsroom.use_setup_link(
      key, name, desk::hash_password(form.get("password")),
      [keep, &context, respond = std::move(respond)](Result<std::string> session) mutable {
        if (!session) {
          if (session.error().code == Code::kNotFound) return respond(used_link(context));
          const bool taken = session.error().code == Code::kConflict;
          if (!taken) log::error("desk", "cannot set up an account: " + session.error().message);
          return respond(desk_message(context, nullptr, taken ? 409 : 503, context.texts.say("error.failed"),
                                      sentence(session.error().message)));
        }
        respond(signed_in_answer(context, *session, "/desk"));
      });
}

}  // namespace dateline::site
