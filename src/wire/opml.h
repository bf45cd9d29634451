#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "wire/source.h"

namespace dateline::wire {

struct OpmlFile {
  std::vector<Source> sources;  ///< In order, without repeats; folders by their path "News/Europe".
  std::vector<std::string> warnings;
};
/// OPML 1.0 and 2.0 subscription lists. Outlines without a usable xmlUrl are passed over with a warning.
Result<OpmlFile> parse_opml(std::string_view bytes);
std::string write_opml(std::span<const Source> sources);

}  // namespace dateline::wire
