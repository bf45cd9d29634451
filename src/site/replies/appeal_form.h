#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "desk/problem.h"
#include "desk/report.h"
#include "site/catalogue.h"
#include "site/html.h"

namespace dateline::site {

/// An appeal as it is shown below a decision: what became of it, or the form where there may still be one.
struct AppealView {
  std::optional<desk::Appeal> appeal{};  ///< The latest.
  bool may_appeal = false;
  std::string words{};  ///< As typed, when it comes back.
  std::vector<desk::Problem> problems{};
};
Html appeal_markup(const Catalogue& texts, const AppealView& view, const Href& action);

/// Whether a decision of a person, made then, may be appealed against now.
bool may_appeal(std::optional<Instant> decided_at, const std::optional<desk::Appeal>& appeal, Instant now);
/// desk::check_appeal(), with problems that are told in the site's words.
std::expected<std::string, std::vector<desk::Problem>> check_appeal_words(std::string_view typed);
/// What the newsroom said to an appeal that it does not take; an error of ours goes to the log, too.
desk::Problem appeal_refused(const Catalogue& texts, const Error& error);

}  // namespace dateline::site
