// The API's description (OpenAPI 3.1), made from the tables that answer it.

#include "site/api/api.h"
#include "site/api/resource.h"

namespace dateline::site {
namespace {

/// "/stories/*" with its parameters' names: "/stories/{story}".
std::string template_of(const Operation& operation) {
  std::string out;
  std::size_t next = 0;
  for (const char c : operation.pattern) {
    if (c != '*') {
      out += c;
      continue;
    }
    while (!operation.parameters[next].in_path) ++next;
    out += "{" + std::string(operation.parameters[next++].name) + "}";
  }
  return out;
}

json::object parameter_json(const Parameter& parameter) {
  json::object schema;
  switch (parameter.kind) {
    case Parameter::Kind::kText:
    case Parameter::Kind::kSection:
    case Parameter::Kind::kOutlet:
    case Parameter::Kind::kLanguage:
    case Parameter::Kind::kCursor:
    case Parameter::Kind::kEntriesCursor:
      schema = {{"type", "string"}};
      break;
    case Parameter::Kind::kLimit:
      schema = {{"type", "integer"}, {"minimum", 1}, {"maximum", 50}, {"default", 20}};
      break;
    case Parameter::Kind::kDay:
      schema = {{"type", "string"}, {"format", "date"}};
      break;
    case Parameter::Kind::kDossierKind: {
      json::array kinds;
      for (int i = 0; i <= static_cast<int>(story::DossierKind::kOther); ++i)
        kinds.push_back(json_text(story::to_string(static_cast<story::DossierKind>(i))));
      schema = {{"type", "string"}, {"enum", std::move(kinds)}};
      break;
    }
    case Parameter::Kind::kOrder:
      schema = {{"type", "string"}, {"enum", json::array{"newest", "best"}}, {"default", "newest"}};
      break;
  }
  return {{"name", json_text(parameter.name)},
          {"in", parameter.in_path ? "path" : "query"},
          {"description", json_text(parameter.says)},
          {"required", parameter.required},
          {"schema", std::move(schema)}};
}

json::object content(std::string_view type, json::object schema) {
  json::object media{{"schema", std::move(schema)}};
  json::object out;
  out[json_text(type)] = std::move(media);
  return out;
}

json::object problem_answer(std::string_view says) {
  return {{"description", json_text(says)},
          {"content", content("application/problem+json", {{"$ref", "#/components/schemas/Problem"}})}};
}

json::object operation_json(const Operation& operation) {
  json::array parameters;
  for (const Parameter& parameter : operation.parameters) parameters.push_back(parameter_json(parameter));
  json::object answer{{"$ref", json_text("#/components/schemas/" + std::string(operation.resource))}};
  if (operation.is_list) {
    answer = {{"type", "object"},
              {"properties",
               {{"items", {{"type", "array"}, {"items", answer}}},
                {"next",
                 {{"type", json::array{"string", "null"}},
                  {"format", "uri"},
                  {"description", "The next page; also as a Link header"}}}}},
              {"required", json::array{"items", "next"}},
              {"additionalProperties", false}};
  }
  return {
      {"get",
       {{"operationId", json_text(operation.id)},
        {"summary", json_text(operation.says)},
        {"parameters", std::move(parameters)},
        {"responses",
         {{"200",
           {{"description", json_text(operation.says)}, {"content", content("application/json", std::move(answer))}}},
          {"304", {{"description", "Nothing changed since the ETag that was sent as If-None-Match"}}},
          {"400", problem_answer("A parameter that there is not, or a value that it cannot have")},
          {"404", problem_answer("No such story, article or address")}}}}}};
}

}  // namespace

json::object describe(const Context& context) {
  json::object paths;
  for (const Operation& operation : operations()) paths[template_of(operation)] = operation_json(operation);
  json::object schemas = all_schemas();
  schemas["Problem"] = {{"type", "object"},
                        {"properties",
                         {{"type", {{"type", "string"}}},
                          {"title", {{"type", "string"}}},
                          {"status", {{"type", "integer"}}},
                          {"detail", {{"type", "string"}, {"description", "What is wrong, and what to do"}}}}},
                        {"required", json::array{"type", "title", "status", "detail"}},
                        {"additionalProperties", false}};
  const std::string server = context.public_url + std::string(kApiRoot);
  return {{"openapi", "3.1.0"},
          {"info",
           {{"title", json_text(context.config.name)},
            {"version", "1"},
            {"description", "Read only, no key needed, and everything in it is on the site's pages."}}},
          {"servers", json::array{json::object{{"url", json_text(server)}}}},
          {"paths", std::move(paths)},
          {"components", {{"schemas", std::move(schemas)}}}};
}

}  // namespace dateline::site
