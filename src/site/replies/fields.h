#pragma once
// Fields of the forms that readers fill in: label above, what is wrong with it beside it, hint below.

#include <string>
#include <string_view>
#include <vector>

#include "desk/problem.h"
#include "site/catalogue.h"
#include "site/html.h"

namespace dateline::site {

struct Field {
  std::string_view name, label;
  std::string_view type = "text", autocomplete = "off", hint = "";
  std::size_t most = 0;
  bool required = false;
};

/// Writes the fields of one form.
class Fields {
 public:
  /// `note_id`: of the note that explains the star, for fields that have no other description; "" for none.
  Fields(const Catalogue& texts, const std::vector<desk::Problem>& problems, std::string_view note_id)
      : texts_(texts), problems_(problems), note_id_(note_id) {}

  Html line(const Field& field, std::string_view value) const;
  Html area(const Field& field, std::string_view value, int rows) const;
  /// What is wrong with a field of another shape; its id is NAME-error.
  Html error(std::string_view field) const;
  bool is_wrong(std::string_view field) const { return problem_of(field) != nullptr; }
  /// All that is wrong, above the form; the focus goes there, since that is what a reader must see after sending. A
  /// problem of a field among `linked` leads to it. `id`: "NAME-errors".
  Html summary(const std::string& says, std::string_view id, const std::vector<std::string_view>& linked) const;

 private:
  const desk::Problem* problem_of(std::string_view field) const;
  std::string described_by(const Field& field) const;
  Html label(const Field& field) const;
  Html hint(const Field& field) const;

  const Catalogue& texts_;
  const std::vector<desk::Problem>& problems_;
  const std::string_view note_id_;
};

}  // namespace dateline::site
