#pragma once

#include <cstddef>
#include <string>

namespace dateline::desk {

/// What is wrong with one field of a form, for the one who filled it in.
struct Problem {
  enum class Kind { kOther, kMissing, kTooLong, kMalformed };

  std::string field;    ///< The field's name in the form.
  std::string message;  ///< "Please enter your name."
  // The same for who speaks another language: field and kind name the message, and these stand in it.
  Kind kind = Kind::kOther;
  std::size_t size = 0, most = 0;  ///< Of a text that is too long.
};

}  // namespace dateline::desk
