#pragma once

#include <string>

namespace dateline::desk {

/// What is wrong with one field of a form, for the one who filled it in.
struct Problem {
  std::string field;    ///< The field's name in the form.
  std::string message;  ///< "Please enter your name."
};

}  // namespace dateline::desk
