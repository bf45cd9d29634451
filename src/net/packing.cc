// The only file of this module that knows zlib.
#include "net/packing.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstddef>

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
  z_stream stream{};
  // An article of 30 KB with 20 replies: level 2 packs it to 7.3 KB in 0.17 ms, 5 to 6.5 in 0.38, 6 to 6.4 in 0.57, 9
  // to 6.37 in 0.69. What goes out once is not worth more than a fifth of what it takes to write the page.
  const int level = packing == Packing::kOnce ? 2 : packing == Packing::kKept ? 6 : 9;
  // 15: the largest window; 16: gzip's frame.
  const int ready = ::deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  DATELINE_CHECK(ready == Z_OK);
  std::string out(::deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  int status = Z_OK;
  // zlib counts in 32 bits, so both sides are given in parts.
  constexpr std::size_t kPart = std::size_t{1} << 30;
  std::size_t in_left = bytes.size();
  std::size_t out_left = out.size();
  while (status == Z_OK) {
    if (stream.avail_in == 0) {
      stream.avail_in = static_cast<uInt>(std::min(in_left, kPart));
      in_left -= stream.avail_in;
    }
    if (stream.avail_out == 0) {
      stream.avail_out = static_cast<uInt>(std::min(out_left, kPart));
      out_left -= stream.avail_out;
    }
    status = ::deflate(&stream, in_left == 0 ? Z_FINISH : Z_NO_FLUSH);
  }
  out.resize(out.size() - out_left - stream.avail_out);
  ::deflateEnd(&stream);
  DATELINE_CHECK(status == Z_STREAM_END);
  return out;
}

}  // namespace dateline::net
