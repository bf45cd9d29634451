#pragma once

#include <cstddef>
#include <string>

namespace dateline::desk {

/// What is wrong with one field of a form, for the one who filled it in.
struct Problem {
  enum class Kind { kOther, kMissing, kTooLong, kTooMany, kLongLine, kMalformed, kManyLines, kUnreadable };

  std::string field;    ///< The field's name in the form.
  std::string message;  ///< "Please enter your name."
  // The same for who speaks another language: field and kind name the message, and these stand in it.
  Kind kind = Kind::kOther;
  std::size_t size = 0, most = 0;  ///< Of a text that is too long, of a list with too many lines.
  std::string about{};             ///< The field as its checker names it, where a form has it under another name.
};

}  // namespace dateline::desk
