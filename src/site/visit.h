#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "desk/account.h"
#include "net/http_server.h"

namespace dateline::site {

struct Context;
/// For what outlives its handler: the newsroom may answer after the site has closed.
using ContextPtr = std::shared_ptr<const Context>;

/// One request on its way to its handler.
struct Visit {
  net::Request request;
  std::vector<std::string> parts;  ///< What stands at the stars of the route's pattern.
  std::string_view pattern{};      ///< For a handler of several addresses.

  net::Form query() const { return net::Form::parse(request.query); }
  net::Form form() const { return net::Form::of(request); }
};

/// Who is signed in. Only the router makes one, after it has checked the session, so a handler that takes it is safe.
struct Editor {
  std::string name;
  desk::Role role = desk::Role::kEditor;
  std::string session_key;
  std::string csrf;  ///< For the forms of the page.
};

// A handler that can answer at once returns; one that asks the newsroom, or answers for the newsroom, is given
// `respond`. An Error becomes a page: kNotFound 404, the rest 500 and a line in the log. The router asks for a session,
// and for the form's token when something is changed, wherever a handler takes an Editor.
using Page = Result<net::Response> (*)(const Context&, const Visit&);
using Action = void (*)(const ContextPtr&, Visit, net::Respond);
using DeskPage = Result<net::Response> (*)(const Context&, const Visit&, const Editor&);
using DeskAction = void (*)(const ContextPtr&, Visit, Editor, net::Respond);
using AnyHandler = std::variant<Page, Action, DeskPage, DeskAction>;

}  // namespace dateline::site
