#pragma once
// Inside wire/: the readers behind parse_feed().

#include <optional>
#include <string_view>

#include "base/result.h"
#include "text/url.h"
#include "wire/feed.h"
#include "wire/warnings.h"

namespace dateline::wire {

/// RSS and Atom. Fields as they stand in the document; parse_feed() makes ids and addresses whole.
Result<Feed> read_xml_feed(std::string_view bytes, const std::optional<text::Url>& base,
                           std::string_view transport_charset, Warnings& warnings);

/// JSON Feed.
Result<Feed> read_json_feed(std::string_view bytes, const std::optional<text::Url>& base,
                            std::string_view transport_charset, Warnings& warnings);

}  // namespace dateline::wire
