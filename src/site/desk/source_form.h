#pragma once
// The form that a source is added and changed with.

#include <string>
#include <vector>

#include "desk/problem.h"
#include "site/context.h"
#include "site/html.h"
#include "site/visit.h"
#include "wire/source.h"

namespace dateline::site {

/// What is in the form, as somebody typed it, with what is wrong about it.
struct SourceForm {
  std::string address;
  wire::Source source{};  ///< All but id and address.
  std::vector<desk::Problem> problems{};

  static SourceForm of(const wire::Source& source);
  static SourceForm typed(const Catalogue& texts, const net::Form& form);
  /// With the address and its id; only of a form without problems.
  wire::Source whole() const;
};

/// The fields; `folders` are offered for the folder.
Html source_fields(const Catalogue& texts, const SourceForm& form, const std::vector<std::string>& folders);
/// Brings sources in from a file (OPML).
Html import_form(const Context& context, const Editor& editor, const std::vector<desk::Problem>& problems);

}  // namespace dateline::site
