#pragma once
// The read-only JSON API under /api/v1: one table of operations (operations.cc) makes the routes, checks the
// parameters and describes itself (openapi.cc). docs/formats/api.md is for people.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "site/json.h"
#include "site/routes.h"

namespace dateline::site {

inline constexpr std::string_view kApiRoot = "/api/v1";

struct Parameter {
  std::string_view name;
  bool in_path = false;  ///< What stands at a star of the pattern, in order.
  std::string_view says;
  enum class Kind {
    kText,
    kLimit,
    kDay,
    kOrder,
    kSection,
    kOutlet,
    kLanguage,
    kDossierKind,
    kCursor,         ///< As the store's lists have them: "b175.3".
    kEntriesCursor,  ///< As site/newest_first.h has them: "1700000000.3".
  } kind = Kind::kText;
  bool required = false;
};

/// A call whose parameters are known ones.
struct Call {
  const Visit& visit;
  net::Form query;
  int limit = 20;
  const std::string& part(std::size_t i) const { return visit.parts[i]; }
  std::string_view cursor() const { return query.get("cursor"); }
};

struct Answer {
  json::value body;    ///< Of a list: its items.
  std::string next{};  ///< Cursor of the next page; "" for none.
};

struct Operation {
  std::string_view pattern;  ///< Below kApiRoot, as a route's.
  std::string_view id;       ///< In the description: "listStories".
  std::string_view says;
  std::vector<Parameter> parameters;
  std::string_view resource;  ///< Of the answer, or of its items.
  bool is_list = false;
  Result<Answer> (*answer)(const Context&, const Call&) = nullptr;
  std::string_view example;  ///< Path and query to try, below kApiRoot; "" where an id is needed.
};

std::span<const Operation> operations();
/// The table as OpenAPI 3.1.
json::object describe(const Context& context);

std::span<const Route> api_routes();
/// Whether the path is the API's, so that a refusal must be in its form.
bool is_in_api(std::string_view path);
/// A 405 in the API's form, for a method that is not in `allow`.
net::Response api_method_not_allowed(std::string allow);

}  // namespace dateline::site
