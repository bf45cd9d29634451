#include "site/problem_text.h"

#include <string_view>

namespace dateline::site {
namespace {

std::string_view name_of(desk::Problem::Kind kind) {
  switch (kind) {
    case desk::Problem::Kind::kMissing:
      return ".missing";
    case desk::Problem::Kind::kTooLong:
      return ".too_long";
    case desk::Problem::Kind::kMalformed:
      return ".malformed";
    case desk::Problem::Kind::kTooMany:
      return ".too_many";
    case desk::Problem::Kind::kLongLine:
      return ".long_line";
    case desk::Problem::Kind::kManyLines:
      return ".many_lines";
    case desk::Problem::Kind::kUnreadable:
      return ".unreadable";
    case desk::Problem::Kind::kOther:
      break;
  }
  return ".other";
}

}  // namespace

std::string problem_text(const Catalogue& texts, const desk::Problem& problem) {
  const std::string& about = problem.about.empty() ? problem.field : problem.about;
  const std::string kind(name_of(problem.kind));
  const std::string* field = texts.find_name("desk.field", about);
  const auto named = [&](const std::string& name) {
    return texts.say_name("problem", name,
                          {{"size", texts.locale().number(static_cast<std::int64_t>(problem.size))},
                           {"most", texts.locale().number(static_cast<std::int64_t>(problem.most))},
                           {"field", field ? *field : about}});
  };
  if (auto own = named(about + kind)) return std::move(*own);
  if (auto any = named("any" + kind)) return std::move(*any);
  return problem.message;
}

}  // namespace dateline::site
