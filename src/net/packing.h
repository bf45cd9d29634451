#pragma once

#include <string>
#include <string_view>

namespace dateline::net {

/// Whether an Accept-Encoding field (RFC 9110 section 12.5.3) lets us answer in gzip.
bool accepts_gzip(std::string_view accept_encoding);

/// Whether a media type is text that packing makes smaller; images and archives are packed already.
bool is_packable(std::string_view content_type);

/// How often the result is sent: the more often, the more it may cost.
enum class Packing { kOnce, kKept, kForever };

/// One gzip member.
std::string pack_gzip(std::string_view bytes, Packing packing = Packing::kOnce);

}  // namespace dateline::net
