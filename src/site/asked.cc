#include "site/asked.h"

#include "site/paths.h"
#include "text/slug.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

constexpr std::size_t kMaxQuery = 500;  // Bytes; more is no reader's question.
constexpr std::size_t kMaxName = 100;

std::optional<std::chrono::sys_days> day_from(std::string_view text) {
  const auto at = parse_rfc3339(std::string(text) + "T00:00:00Z");
  if (text.size() != 10 || !at) return std::nullopt;
  return std::chrono::floor<std::chrono::days>(*at);
}

}  // namespace

Asked Asked::of(const net::Form& form) {
  const auto name = [&](const char* field) { return text::shorten(text::collapse(form.get(field)), kMaxName); };
  Asked asked;
  asked.words = text::shorten(text::collapse(form.get("q")), kMaxQuery);
  asked.section = name("section");
  asked.source = name("source");
  asked.language = name("language");
  (day_from(form.get("from")) ? asked.from : asked.bad_from) = name("from");
  (day_from(form.get("to")) ? asked.to : asked.bad_to) = name("to");
  asked.best_first = form.get("order") == "best";
  return asked;
}

store::SearchQuery Asked::query() const {
  return {.words = words,
          .section = section,
          .outlet = text::slug(source),
          .language = language,
          .from = day_from(from),
          .to = day_from(to),
          .best_first = best_first};
}

Href Asked::address(std::string_view page) const {
  Href to_page = search_path(words);
  for (const auto& [name, value] : {std::pair<std::string_view, std::string_view>("section", section),
                                    {"source", source},
                                    {"language", language},
                                    {"from", from},
                                    {"to", to},
                                    {"order", best_first ? "best" : ""},
                                    {"page", page}}) {
    if (!value.empty()) to_page = to_page.with(name, value);
  }
  return to_page;
}

}  // namespace dateline::site
