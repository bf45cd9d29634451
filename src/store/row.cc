#include "store/row.h"

namespace dateline::store {
namespace {

/// Little end first on every machine: a data folder may move to another one.
void append_number(std::string& out, std::uint64_t value) {
  for (int shift = 0; shift < 64; shift += 8) out += static_cast<char>(value >> shift & 0xff);
}

}  // namespace

std::string hash_of(std::span<const Value> row) {
  std::string bytes;
  for (const Value& value : row) {
    if (const std::int64_t* number = value.number()) {
      bytes += 'i';
      append_number(bytes, static_cast<std::uint64_t>(*number));
    } else if (const std::string* text = value.text()) {
      bytes += 't';
      append_number(bytes, text->size());
      bytes += *text;
    } else {
      bytes += 'n';
    }
  }
  return content_hash(bytes);
}

}  // namespace dateline::store
