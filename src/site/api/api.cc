// From a request to an operation and back: parameters, pages, problems, headers.

#include <algorithm>
#include <charconv>
#include <deque>

#include "base/log.h"
#include "base/suggest.h"
#include "site/answer.h"
#include "site/api/api.h"
#include "site/api/page.h"
#include "site/context.h"
#include "site/sections.h"
#include "text/language.h"
#include "text/slug.h"

namespace dateline::site {
namespace {

constexpr int kMostLimit = 50;

/// Anybody's script may read it: there is nothing in it that is not public, and no cookie changes it.
void open_to_all(net::Response& response) {
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  response.headers.emplace_back("Access-Control-Expose-Headers", "ETag, Link");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
  response.headers.emplace_back("X-Robots-Tag", "noindex");
}

std::string_view title_of(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    default:
      return "Internal Server Error";
  }
}

/// RFC 9457.
net::Response problem(int status, std::string_view detail) {
  net::Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.headers.emplace_back("Cache-Control", "no-store");
  response.body =
      std::make_shared<const std::string>(json::serialize(json::object{{"type", "about:blank"},
                                                                       {"title", json_text(title_of(status))},
                                                                       {"status", status},
                                                                       {"detail", json_text(detail)}}));
  open_to_all(response);
  return response;
}

const Operation& operation_at(std::string_view pattern) {
  const auto all = operations();
  const auto found = std::ranges::find(all, pattern.substr(kApiRoot.size()), &Operation::pattern);
  DATELINE_CHECK(found != all.end());
  return *found;
}

/// The names in a query, in order; Form does not tell them.
std::vector<std::string> names_in(std::string_view query) {
  std::vector<std::string> names;
  while (!query.empty()) {
    const auto end = query.find('&');
    const std::string_view field = query.substr(0, end);
    if (!field.empty()) names.emplace_back(field.substr(0, field.find('=')));
    query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
  }
  return names;
}

/// Whether `text` begins with a number, which is taken off it.
bool take_number(std::string_view& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return error == std::errc();
}

/// What a list takes for no cursor it answers with its first page, and a client that goes by it would never end.
bool is_cursor(std::string_view text, Parameter::Kind kind) {
  const bool of_entries = kind == Parameter::Kind::kEntriesCursor;
  if (!of_entries && !text.starts_with('a') && !text.starts_with('b')) return false;
  if (!of_entries) text.remove_prefix(1);
  if (text.starts_with('-')) text.remove_prefix(1);  // Of a time before 1970.
  if (!take_number(text)) return false;
  if (text.empty()) return !of_entries;
  if (!text.starts_with('.')) return false;
  text.remove_prefix(1);
  if (text.starts_with('-')) text.remove_prefix(1);
  return take_number(text) && text.empty();
}

/// A value that is one of those that the newsroom has; what is wrong with it, in words.
Result<std::optional<std::string>> name_fault(const Context& context, Parameter::Kind kind, const std::string& value) {
  if (kind == Parameter::Kind::kSection) {
    const auto front = context.newsroom.front_page();
    if (is_section(*front, value)) return std::nullopt;
    const std::vector<std::string> sections = sections_in_order(*front);
    const std::vector<std::string_view> names(sections.begin(), sections.end());
    return "'section' must be one that /api/v1/sections names" + did_you_mean(value, names);
  }
  if (kind == Parameter::Kind::kOutlet) {
    DATELINE_TRY(const auto outlet, context.reader.outlet(text::slug(value)));
    if (outlet) return std::nullopt;
    DATELINE_TRY(const auto outlets, context.reader.outlets());
    std::vector<std::string_view> names;
    for (const auto& one : outlets) names.push_back(one.outlet.name);
    return "'source' must be an outlet that /api/v1/outlets names" + did_you_mean(value, names);
  }
  if (kind == Parameter::Kind::kDossierKind) {
    if (story::parse_dossier_kind(value)) return std::nullopt;
    std::vector<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(story::DossierKind::kOther); ++i)
      names.push_back(story::to_string(static_cast<story::DossierKind>(i)));
    return "'kind' must be a kind of dossiers" + did_you_mean(value, names);
  }
  if (kind == Parameter::Kind::kLanguage) {
    const auto is_tag = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    const auto known = text::normalize_language(value);
    const auto plain = [](std::string_view tag) { return tag.substr(0, tag.find('-')); };
    if (value == "und" || (std::ranges::all_of(value, is_tag) && known && plain(*known) == plain(value)))
      return std::nullopt;
    return "'language' must be a BCP 47 tag, such as en or es-MX" + (known ? ", did you mean '" + *known + "'?" : "");
  }
  return std::nullopt;
}

/// What is wrong with the query, in words.
Result<std::optional<std::string>> fault_of(const Context& context, const Operation& operation, const Visit& visit,
                                            Call& call) {
  std::vector<std::string_view> known;
  for (const Parameter& parameter : operation.parameters) {
    if (!parameter.in_path) known.push_back(parameter.name);
  }
  for (const std::string& name : names_in(visit.request.query)) {
    if (std::ranges::find(known, name) == known.end()) {
      return "unknown parameter '" + name + "'" + did_you_mean(name, known);
    }
  }
  for (const Parameter& parameter : operation.parameters) {
    if (parameter.in_path) continue;
    const std::string_view value = call.query.get(parameter.name);
    if (parameter.required && value.empty()) return "'" + std::string(parameter.name) + "' must be given";
    if (parameter.kind == Parameter::Kind::kDay && !value.empty() &&
        (value.size() != 10 || !parse_rfc3339(std::string(value) + "T00:00:00Z"))) {
      return "'" + std::string(parameter.name) + "' must be a day, such as 2023-01-31";
    }
    if (parameter.kind == Parameter::Kind::kOrder && !value.empty() && value != "newest" && value != "best") {
      return "'" + std::string(parameter.name) + "' must be newest or best";
    }
    const bool pages = parameter.kind == Parameter::Kind::kCursor || parameter.kind == Parameter::Kind::kEntriesCursor;
    if (pages && call.query.has(parameter.name) && !is_cursor(value, parameter.kind))
      return "'cursor' must be as `next` of another page has it";
    if (!value.empty()) {
      DATELINE_TRY(auto fault, name_fault(context, parameter.kind, std::string(value)));
      if (fault) return fault;
    }
    if (parameter.kind == Parameter::Kind::kLimit && call.query.has(parameter.name)) {
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), call.limit);
      if (error != std::errc() || end != value.data() + value.size() || call.limit < 1 || call.limit > kMostLimit) {
        return "'limit' must be a whole number from 1 to " + std::to_string(kMostLimit);
      }
    }
  }
  return std::nullopt;
}

/// The same request for another page.
Href page_at(const Context& context, const Operation& operation, const Call& call, std::string_view cursor) {
  Href path = Href::path({"api", "v1"});
  std::size_t star = 0;
  std::string_view rest = operation.pattern.substr(1);
  while (true) {
    const auto slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    path = path.under(part == "*" ? call.part(star++) : part);
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  for (const Parameter& parameter : operation.parameters) {
    if (!parameter.in_path && parameter.name != "cursor" && call.query.has(parameter.name)) {
      path = path.with(parameter.name, call.query.get(parameter.name));
    }
  }
  return path.with("cursor", cursor).on(context.public_url);
}

Result<net::Response> call_operation(const Context& context, const Visit& visit) {
  const Operation& operation = operation_at(visit.pattern);
  Call call{.visit = visit, .query = visit.query()};
  DATELINE_TRY(const auto fault, fault_of(context, operation, visit, call));
  if (fault) return problem(400, *fault);
  Result<Answer> answer = operation.answer(context, call);
  if (!answer) {
    if (answer.error().code == Code::kNotFound) return problem(404, answer.error().message);
    log::error("site", answer.error().message);
    return problem(500, "the fault is ours, and it is in our log; please try again in a minute");
  }
  std::optional<Href> next;
  if (!answer->next.empty()) next = page_at(context, operation, call, answer->next);
  json::value body = std::move(answer->body);
  if (operation.is_list) {
    json::object list{{"items", std::move(body)}};
    list["next"] = next ? json::value(json_text(next->str())) : json::value(nullptr);
    body = std::move(list);
  }
  net::Response response = public_answer("application/json", json::serialize(body));
  if (next) response.headers.emplace_back("Link", "<" + next->str() + ">; rel=\"next\"");
  open_to_all(response);
  return response;
}

Result<net::Response> openapi(const Context& context, const Visit&) {
  net::Response response = public_answer("application/json", json::serialize(describe(context)));
  open_to_all(response);
  return response;
}

/// For what no operation answers: in the API's own form, with the one that was probably meant.
Result<net::Response> no_operation(const Context&, const Visit& visit) {
  std::vector<std::string_view> known;
  for (const Operation& operation : operations()) known.push_back(operation.pattern);
  const std::string asked = visit.request.path.substr(kApiRoot.size());
  if (asked.empty()) return problem(404, "nothing is asked for; see /api, or /api/v1/openapi.json for programs");
  return problem(404, "there is no '" + asked + "'" + did_you_mean(asked, known) +
                          "; /api/v1/openapi.json names all that there is");
}

}  // namespace

bool is_in_api(std::string_view path) {
  return path == kApiRoot || (path.starts_with(kApiRoot) && path[kApiRoot.size()] == '/');
}

net::Response api_method_not_allowed(std::string allow) {
  net::Response response = problem(405, "the API is read only; ask with " + allow);
  response.headers.emplace_back("Allow", std::move(allow));
  return response;
}

std::span<const Route> api_routes() {
  static std::deque<std::string> patterns;  // Routes hold views of them.
  static const std::vector<Route> table = [] {
    std::vector<Route> made{{"GET", "/api", api_page}, {"GET", "/api/v1/openapi.json", openapi}};
    for (const Operation& operation : operations()) {
      made.push_back(
          {"GET", patterns.emplace_back(std::string(kApiRoot) + std::string(operation.pattern)), call_operation});
    }
    for (const char* rest : {"/api/v1", "/api/v1/*", "/api/v1/*/*", "/api/v1/*/*/*"}) {
      made.push_back({"GET", rest, no_operation});
    }
    return made;
  }();
  return table;
}

}  // namespace dateline::site
