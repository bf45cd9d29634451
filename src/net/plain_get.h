#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace dateline::net {

/// An ordinary request for a page, as browsers, feed readers and crawlers send them; views into the input.
struct PlainGet {
  std::string_view target;         ///< As it came: "/a?b".
  std::string_view if_none_match;  ///< "" when absent.
  bool head_only = false;          ///< HEAD.
  bool gzip = false;               ///< The client takes it.
  bool keep_alive = true;
  std::size_t size = 0;  ///< How much of the input it is.
};

/// Recognises one at the beginning of `input`; absent for everything else, which need not be wrong: the server's parser
/// judges that. It never recognises what the parser refuses, or reads differently, and nothing that asks for something
/// of one's own (a cookie, a range). One pass, no allocation: 0.5 us for a browser's 600 bytes.
std::optional<PlainGet> recognise_plain_get(std::string_view input);

/// Whether a field asks for an answer that is not everybody's, so that none may be kept or repeated for it.
bool is_personal_field(std::string_view lower_case_name);

}  // namespace dateline::net
