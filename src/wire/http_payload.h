#pragma once
// Inside wire/: the HTTP response inside an archive's record.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::wire {

/// Header fields, names in lower case.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// The first field of that name, "" when absent.
std::string_view field(const Fields& fields, std::string_view lower_case_name);
/// "name: value", trimmed; false when it is no field.
bool parse_field(std::string_view line, Fields& fields);

/// "text/html; charset=utf-8" -> "text/html" and "utf-8", both in lower case.
std::pair<std::string, std::string> split_content_type(std::string_view value);

struct HttpPayload {
  int status = 0;
  Fields fields;
  std::string body;  ///< Transfer and content coding undone.
  std::string note;  ///< What was odd and repaired; may be "".
};

/// Absent when the bytes do not start like an HTTP response. A body that is said to be chunked or packed and is not is
/// taken as it is: crawlers undo the coding and keep the header.
std::optional<HttpPayload> parse_http_payload(std::string_view bytes, std::size_t max_body_bytes);

}  // namespace dateline::wire
