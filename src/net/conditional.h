#pragma once

#include <string_view>

namespace dateline::net {

/// Whether an If-None-Match field (RFC 9110 section 13.1.2, by weak comparison) names `etag`: the client has that
/// already, and 304 says so.
bool names_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace dateline::net
