#pragma once

#include <string_view>
#include <vector>

namespace dateline::text {

/// The sentences of a text by ICU's rules for `language`, views into it, without the space around them; a line's end
/// ends one, too. Any thread. Linear.
std::vector<std::string_view> sentences(std::string_view utf8, std::string_view language = "en");

}  // namespace dateline::text
