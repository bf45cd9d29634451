#include <fmt/format.h>

#include "app/data_folder.h"
#include "app/json.h"
#include "app/verbs.h"
#include "base/suggest.h"
#include "store/store.h"

namespace dateline::app {
namespace {

Status make_link(Terminal& terminal, const std::string& data, const std::string& name, desk::Role role,
                 bool must_exist) {
  auto store = store::open_sqlite(data, store::Access::kRead);
  if (store) {
    DATELINE_TRY(auto known, (*store)->reader().account(name));
    if (must_exist && !known)
      return fail(Code::kNotFound, "there is no account '" + name + "'; 'dateline user list' shows them");
    if (!must_exist && known)
      return fail(Code::kConflict, "there is an account '" + name + "' already; 'dateline user reset " + name +
                                       "' gives it a new password");
    store->reset();
  } else if (must_exist) {
    return fail(store.error());
  }
  DATELINE_TRY(auto folder, DataFolder::open(data));
  DATELINE_TRY(std::string key, folder->make_setup_link(name, role));
  const std::string link = folder->site_url() + "/desk/setup/" + key;
  terminal.line(json::serialize(json::object{{"user", name}, {"setup_url", link}, {"setup_key", key}}));
  terminal.say("A password is set here (works once, for three days):\n  " + link);
  return {};
}

Status list(Terminal& terminal, const std::string& data) {
  DATELINE_TRY(auto store, store::open_sqlite(data, store::Access::kRead));
  DATELINE_TRY(auto accounts, store->reader().accounts());
  if (accounts.empty()) terminal.say("No accounts yet; 'dateline user add NAME' makes one.");
  for (const desk::Account& a : accounts) {
    terminal.line(json::serialize(json::object{{"user", a.name},
                                               {"role", view(desk::to_string(a.role))},
                                               {"created", format_rfc3339(a.created_at)},
                                               {"can_sign_in", !a.password_hash.empty()}}));
  }
  return {};
}

}  // namespace

int run_user(Arguments& args, Terminal& terminal) {
  std::string data = "var";
  bool admin = false;
  std::vector<std::string> words;
  args.words("WHAT", words, 1, "add NAME | reset NAME | list")
      .option("--data", data, "The data folder")
      .flag("--admin", admin, "The account may make accounts (add)");
  if (auto code = args.parse()) return *code;

  static constexpr std::string_view kWhat[] = {"add", "reset", "list"};
  const std::string& what = words[0];
  const bool with_name = what == "add" || what == "reset";
  if (!with_name && what != "list") {
    terminal.problem("user: unknown '" + what + "'" + did_you_mean(what, kWhat) + "; see 'dateline user --help'");
    return 2;
  }
  if (words.size() != (with_name ? 2u : 1u)) {
    terminal.problem(fmt::format("usage: dateline user {}{}", what, with_name ? " NAME" : ""));
    return 2;
  }
  const Status done =
      with_name ? make_link(terminal, data, words[1], admin ? desk::Role::kAdmin : desk::Role::kEditor, what == "reset")
                : list(terminal, data);
  if (!done) terminal.problem(done.error().message);
  return terminal.exit_code();
}

}  // namespace dateline::app
