#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace dateline::net {

/// One field of a form that carries files.
struct FormPart {
  std::string name;
  std::optional<std::string> file_name;  ///< As the browser says it, for people only. Absent: an ordinary field.
  std::string_view bytes;                ///< A part of the body, which must stay where it is.
};

/// Reads multipart/form-data (RFC 7578) as browsers write it, and nothing else: no preamble, no nesting, no transfer
/// encodings, at most 100 parts with headers of 2 KiB. Linear in the body. kInvalid: what is wrong with it.
Result<std::vector<FormPart>> parse_multipart(std::string_view content_type, std::string_view body);

/// Whether a Content-Type names such a body.
bool is_multipart(std::string_view content_type);

}  // namespace dateline::net
