#pragma once

#include <string>

#include "desk/problem.h"
#include "site/catalogue.h"

namespace dateline::site {

/// The catalogue's "problem.FIELD.KIND" ("problem.email.missing"), or "problem.any.KIND" with the field's name from
/// "desk.field"; the problem's own message where there is neither.
std::string problem_text(const Catalogue& texts, const desk::Problem& problem);

}  // namespace dateline::site
