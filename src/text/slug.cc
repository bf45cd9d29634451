#include "text/slug.h"

#include <vector>

#include "text/latin.h"
#include "text/segment.h"
#include "text/utf8.h"

namespace dateline::text {
namespace {

// Longer than any name that is one; an address should stay readable.
constexpr std::size_t kMostBytes = 80;

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

/// The words of `text`, joined by hyphens.
std::string joined(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ') {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  if (out.ends_with('-')) out.pop_back();
  return out;
}

/// Its words, joined by hyphens where something stands between them.
std::string words_of(std::string_view folded) {
  std::vector<std::string_view> words;
  find_words(folded, "und", words);
  std::string out;
  const char* end = nullptr;
  for (const std::string_view word : words) {
    if (end != nullptr && word.data() != end) out += '-';
    out += word;
    end = word.data() + word.size();
  }
  return out;
}

}  // namespace

std::string slug(std::string_view name) {
  std::string spaced(name);
  for (char& c : spaced) {
    if (is_ascii(c) && !is_alphanumeric(c)) c = ' ';
  }
  std::string out = joined(to_latin(spaced));
  if (out.empty()) out = words_of(fold(spaced));
  if (out.size() > kMostBytes) {
    std::size_t end = kMostBytes;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xc0) == 0x80) --end;
    out.resize(end);
    while (out.ends_with('-')) out.pop_back();
  }
  return out;
}

}  // namespace dateline::text
