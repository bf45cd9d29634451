#pragma once

#include <string>
#include <string_view>

namespace dateline::site {

/// An Error's message as people read it on a page: a capital in front, a full stop behind.
inline std::string sentence(std::string message) {
  if (!message.empty() && message[0] >= 'a' && message[0] <= 'z')
    message[0] = static_cast<char>(message[0] - 'a' + 'A');
  if (!message.empty() && message.find_last_of(".?!") != message.size() - 1) message += '.';
  return message;
}

/// "1 reply", "2 replies".
inline std::string count_of(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace dateline::site
