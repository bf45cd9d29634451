#pragma once
// Inside markup/: how HTML is written (WHATWG HTML section 13.3), for the serializer and the sanitizer alike.

#include <string>
#include <string_view>

namespace dateline::markup {

void append_escaped_text(std::string& out, std::string_view text);
/// ` name="value"`.
void append_attribute(std::string& out, std::string_view name, std::string_view value);

}  // namespace dateline::markup
