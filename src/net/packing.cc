// The only file of this module that knows libdeflate.
#include "net/packing.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>

#include "base/result.h"

namespace dateline::net {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool equal_ignoring_case(std::string_view text, std::string_view lower_case) {
  return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; });
}

/// "q=0", "q=0.0", "q=0.000": not acceptable.
bool is_zero_weight(std::string_view parameter) {
  const std::size_t equals = parameter.find('=');
  if (equals == std::string_view::npos || !equal_ignoring_case(trim(parameter.substr(0, equals)), "q")) return false;
  const std::string_view weight = trim(parameter.substr(equals + 1));
  return !weight.empty() && weight.find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  bool any = false;
  while (!accept_encoding.empty()) {
    const std::size_t comma = accept_encoding.find(',');
    const std::string_view item = accept_encoding.substr(0, comma);
    accept_encoding = comma == std::string_view::npos ? std::string_view() : accept_encoding.substr(comma + 1);
    const std::size_t semicolon = item.find(';');
    const std::string_view coding = trim(item.substr(0, semicolon));
    const bool refused = semicolon != std::string_view::npos && is_zero_weight(item.substr(semicolon + 1));
    if (equal_ignoring_case(coding, "gzip") || equal_ignoring_case(coding, "x-gzip")) return !refused;
    if (coding == "*" && !refused) any = true;
  }
  return any;
}

bool is_packable(std::string_view content_type) {
  const std::string_view type = trim(content_type.substr(0, content_type.find(';')));
  static constexpr std::array<std::string_view, 6> kTypes = {"application/json",       "application/xml",
                                                             "application/javascript", "application/manifest+json",
                                                             "image/svg+xml",          "application/x-ndjson"};
  return type.starts_with("text/") || std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end() ||
         (type.starts_with("application/") && (type.ends_with("+xml") || type.ends_with("+json")));
}

std::string pack_gzip(std::string_view bytes, Packing packing) {
  // An article of 49 KB with 20 replies: level 1 packs it to 9,911 bytes in 0.13 ms, 4 to 8,482 in 0.19, 7 to 8,068 in
  // 0.6, 12 to 7,689 in 9. (zlib: 9,853 in 0.3, its level 2; 8,089 in 1.2, its level 9.) What goes out once is not
  // worth more than a fifth of what it takes to write the page.
  const int level = packing == Packing::kOnce ? 1 : packing == Packing::kKept ? 7 : 12;
  const std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor(
      ::libdeflate_alloc_compressor(level), ::libdeflate_free_compressor);
  DATELINE_CHECK(compressor);
  std::string out(::libdeflate_gzip_compress_bound(compressor.get(), bytes.size()), '\0');
  const std::size_t size =
      ::libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size());
  DATELINE_CHECK(size > 0);
  out.resize(size);
  out.shrink_to_fit();  // It may be kept for long, and the bound is the size unpacked.
  return out;
}

}  // namespace dateline::net
