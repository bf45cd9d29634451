#include "store/row.h"

namespace dateline::store {
namespace {

/// Little end first on every machine: a data folder may move to another one.
void append_number(std::string& out, std::uint64_t value) {
  for (int shift = 0; shift < 64; shift += 8) out += static_cast<char>(value >> shift & 0xff);
}

}  // namespace

std::string join_lines(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& one : list) {
    if (!out.empty()) out += '\n';
    for (const char c : one) out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::vector<std::string> split_lines(std::string_view lines) {
  std::vector<std::string> list;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    list.emplace_back(lines.substr(0, end));
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
  return list;
}

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
    } else if (const Blob* blob = value.blob()) {
      bytes += 'b';
      append_number(bytes, blob->bytes.size());
      bytes += blob->bytes;
    } else {
      bytes += 'n';
    }
  }
  return content_hash(bytes);
}

Row with_hash(Row row) {
  row.push_back(hash_of(row));
  return row;
}

}  // namespace dateline::store
