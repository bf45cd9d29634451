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
    case desk::Problem::Kind::kOther:
      break;
  }
  return ".other";
}

}  // namespace

std::string problem_text(const Catalogue& texts, const desk::Problem& problem) {
  const auto number = [&](std::size_t n) { return texts.locale().number(static_cast<std::int64_t>(n)); };
  return texts
      .say_name("problem", problem.field + std::string(name_of(problem.kind)),
                {{"size", number(problem.size)}, {"most", number(problem.most)}})
      .value_or(problem.message);
}

}  // namespace dateline::site
