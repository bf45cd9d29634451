#pragma once

#include <string>

#include "desk/problem.h"
#include "site/catalogue.h"

namespace dateline::site {

/// The catalogue's "problem.FIELD.KIND" ("problem.email.missing"); the problem's own message where there is none.
std::string problem_text(const Catalogue& texts, const desk::Problem& problem);

}  // namespace dateline::site
