#include "site/replies/fields.h"

#include <algorithm>

#include "site/problem_text.h"

namespace dateline::site {

const desk::Problem* Fields::problem_of(std::string_view field) const {
  const auto found = std::ranges::find(problems_, field, &desk::Problem::field);
  return found == problems_.end() ? nullptr : &*found;
}

/// The ids of what describes a field: its problem and its hint, if there are any.
std::string Fields::described_by(const Field& field) const {
  std::string ids = is_wrong(field.name) ? std::string(field.name) + "-error" : "";
  if (!field.hint.empty()) ids += (ids.empty() ? "" : " ") + std::string(field.name) + "-hint";
  return ids.empty() ? std::string(note_id_) : ids;
}

Html Fields::error(std::string_view field) const {
  const desk::Problem* problem = problem_of(field);
  if (!problem) return {};
  return html(R"(<p class="field-error" id="{}-error">{}</p>
)",
              field, problem_text(texts_, *problem));
}

Html Fields::label(const Field& field) const {
  return html(R"(<label for="{}">{}{}</label>
{})",
              field.name, field.label,
              field.required ? html(R"( <span class="required" aria-hidden="true">*</span>)") : Html(),
              error(field.name));
}

Html Fields::hint(const Field& field) const {
  if (field.hint.empty()) return {};
  return html(R"(<p class="hint" id="{}-hint">{}</p>
)",
              field.name, field.hint);
}

Html Fields::line(const Field& field, std::string_view value) const {
  return html(R"(<div class="field">
{}<input id="{}" name="{}" type="{}" value="{}" maxlength="{}" autocomplete="{}" aria-describedby="{}" {} {}>
{}</div>
)",
              label(field), field.name, field.name, field.type, value, field.most, field.autocomplete,
              described_by(field), Flag::required(field.required), Flag::invalid(is_wrong(field.name)), hint(field));
}

Html Fields::area(const Field& field, std::string_view value, int rows) const {
  return html(R"(<div class="field">
{}<textarea id="{}" name="{}" rows="{}" maxlength="{}" aria-describedby="{}" {} {}>
{}</textarea>
{}</div>
)",
              label(field), field.name, field.name, rows, field.most, described_by(field),
              Flag::required(field.required), Flag::invalid(is_wrong(field.name)), value, hint(field));
}

Html Fields::summary(const std::string& says, std::string_view id, const std::vector<std::string_view>& linked) const {
  if (problems_.empty()) return {};
  Html lines;
  for (const desk::Problem& problem : problems_) {
    if (std::ranges::find(linked, problem.field) != linked.end())
      lines.add(R"(<li><a href="{}">{}</a></li>
)",
                Href::here(problem.field), problem_text(texts_, problem));
    else
      lines.add("<li>{}</li>\n", problem_text(texts_, problem));
  }
  return html(R"(<div class="form-errors" id="{}" role="alert" tabindex="-1" autofocus>
<p>{}</p>
<ul>
{}</ul>
</div>
)",
              id, says, lines);
}

}  // namespace dateline::site
