// The prescan of WHATWG HTML section 13.2.3.2; what labels mean, and what bytes contradict, is text/charset.h's.

#include "markup/encoding.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "markup/ascii.h"
#include "markup/html.h"
#include "text/charset.h"

namespace dateline::markup {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool begins(std::string_view text, std::string_view lower_case) {
  return equals_ignoring_case(text.substr(0, lower_case.size()), lower_case);
}

/// The label in "text/html; charset=koi8-r" (section "extracting a character encoding from a meta element").
std::optional<std::string_view> label_in_content(std::string_view content) {
  constexpr std::string_view kCharset = "charset";
  for (std::size_t at = 0; at + kCharset.size() <= content.size();) {
    if (!begins(content.substr(at), kCharset)) {
      ++at;
      continue;
    }
    at += kCharset.size();
    while (at < content.size() && is_html_space(content[at])) ++at;
    if (at == content.size()) return std::nullopt;
    if (content[at] != '=') continue;
    ++at;
    while (at < content.size() && is_html_space(content[at])) ++at;
    if (at == content.size()) return std::nullopt;
    if (content[at] == '"' || content[at] == '\'') {
      const std::size_t end = content.find(content[at], at + 1);
      if (end == std::string_view::npos) return std::nullopt;
      return content.substr(at + 1, end - at - 1);
    }
    const std::size_t end = content.find_first_of("\t\n\f\r ;", at);
    return content.substr(at, end == std::string_view::npos ? end : end - at);
  }
  return std::nullopt;
}

/// An encoding that markup names, as the standard takes it: who could read the name as ASCII is not reading UTF-16.
std::optional<std::string_view> encoding_in_markup(std::string_view label) {
  const auto encoding = text::encoding_of(label);
  return encoding && encoding->starts_with("utf-16") ? "utf-8" : encoding;
}

/// The encoding of `<?xml version="1.0" encoding="koi8-r"?>` ("get an XML encoding").
std::optional<std::string_view> xml_encoding(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) return std::nullopt;
  const std::string_view declaration = bytes.substr(0, bytes.find('>'));
  if (declaration.size() == bytes.size()) return std::nullopt;
  constexpr std::string_view kEncoding = "encoding";
  std::size_t at = declaration.find(kEncoding);
  if (at == std::string_view::npos) return std::nullopt;
  at += kEncoding.size();
  const auto skip_blanks = [&] {
    while (at < declaration.size() && static_cast<unsigned char>(declaration[at]) <= ' ') ++at;
  };
  skip_blanks();
  if (at == declaration.size() || declaration[at] != '=') return std::nullopt;
  ++at;
  skip_blanks();
  if (at == declaration.size() || (declaration[at] != '"' && declaration[at] != '\'')) return std::nullopt;
  const std::size_t end = declaration.find(declaration[at], at + 1);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view label = declaration.substr(at + 1, end - at - 1);
  const bool has_blank = std::ranges::any_of(label, [](char c) { return static_cast<unsigned char>(c) <= ' '; });
  return has_blank ? std::nullopt : encoding_in_markup(label);
}

class Prescan {
 public:
  explicit Prescan(std::string_view bytes) : bytes_(bytes) {}

  std::optional<std::string_view> run() {
    using namespace std::string_view_literals;
    if (bytes_.starts_with("<\0?\0x\0"sv)) return "utf-16le";
    if (bytes_.starts_with("\0<\0?\0x"sv)) return "utf-16be";
    for (at_ = bytes_.find('<'); at_ < bytes_.size(); at_ = bytes_.find('<', at_)) {
      if (at_ >= kPrescanBytes && ends_head()) break;
      const std::string_view rest = bytes_.substr(at_);
      const auto at = [&](std::size_t i) { return i < rest.size() ? rest[i] : '\0'; };
      if (rest.starts_with("<!--")) {
        // The two hyphens of the end may be those of the beginning.
        const std::size_t end = rest.find("-->", 2);
        if (end == std::string_view::npos) break;
        at_ += end + 3;
      } else if (begins(rest, "<meta") && (is_html_space(at(5)) || at(5) == '/')) {
        at_ += 5;
        if (const auto encoding = meta()) return encoding;
      } else if (is_letter(at(1)) || (at(1) == '/' && is_letter(at(2)))) {
        while (at_ < bytes_.size() && !is_html_space(bytes_[at_]) && bytes_[at_] != '>') ++at_;
        while (next_attribute()) {
        }
      } else if (at(1) == '!' || at(1) == '/' || at(1) == '?') {
        at_ = bytes_.find('>', at_);
      } else {
        ++at_;
      }
    }
    return xml_encoding(bytes_);
  }

 private:
  /// At a "<" beyond the kilobyte: does the page's body begin here?
  bool ends_head() const { return begins(bytes_.substr(at_), "</head") || begins(bytes_.substr(at_), "<body"); }

  std::optional<std::string_view> meta() {
    bool got_pragma = false;
    std::optional<bool> need_pragma;
    bool seen_pragma = false, seen_content = false, seen_charset = false;  // Repeats do not count.
    std::optional<std::string_view> encoding;
    while (next_attribute()) {
      if (equals_ignoring_case(name_, "http-equiv") && !std::exchange(seen_pragma, true)) {
        got_pragma = equals_ignoring_case(value_, "content-type");
      } else if (equals_ignoring_case(name_, "content") && !std::exchange(seen_content, true)) {
        const auto label = seen_charset ? std::nullopt : label_in_content(value_);
        const auto named = label ? encoding_in_markup(*label) : std::nullopt;
        if (!named) continue;
        encoding = named;
        need_pragma = true;
      } else if (equals_ignoring_case(name_, "charset") && !std::exchange(seen_charset, true)) {
        encoding = encoding_in_markup(value_);
        need_pragma = false;
      }
    }
    if (!closed_ || !need_pragma || (*need_pragma && !got_pragma)) return std::nullopt;
    return encoding;
  }

  /// "Get an attribute": into name_ and value_. False behind the tag, and where the bytes end within it.
  bool next_attribute() {
    closed_ = false;
    const auto more = [&] { return at_ < bytes_.size(); };
    while (more() && (is_html_space(bytes_[at_]) || bytes_[at_] == '/')) ++at_;
    if (!more()) return false;
    if (bytes_[at_] == '>') {
      ++at_;
      closed_ = true;
      return false;
    }
    const std::size_t begin = at_++;  // The first character may be "=".
    while (more() && !is_html_space(bytes_[at_]) && bytes_[at_] != '=' && bytes_[at_] != '/' && bytes_[at_] != '>')
      ++at_;
    name_ = bytes_.substr(begin, at_ - begin);
    value_ = {};
    while (more() && is_html_space(bytes_[at_])) ++at_;
    if (!more()) return false;
    if (bytes_[at_] != '=') return true;
    ++at_;
    while (more() && is_html_space(bytes_[at_])) ++at_;
    if (!more()) return false;
    if (bytes_[at_] == '"' || bytes_[at_] == '\'') {
      const std::size_t end = bytes_.find(bytes_[at_], at_ + 1);
      if (end == std::string_view::npos) {
        at_ = bytes_.size();
        return false;
      }
      value_ = bytes_.substr(at_ + 1, end - at_ - 1);
      at_ = end + 1;
      return true;
    }
    const std::size_t value = at_;
    while (more() && !is_html_space(bytes_[at_]) && bytes_[at_] != '>') ++at_;
    value_ = bytes_.substr(value, at_ - value);
    return more();
  }

  const std::string_view bytes_;
  std::size_t at_ = 0;
  std::string_view name_, value_;
  bool closed_ = false;
};

}  // namespace

Sniffed sniff_encoding(std::string_view bytes, std::optional<std::string_view> transport_charset) {
  std::vector<std::string_view> declared;
  std::vector<Sniffed::From> from;
  if (transport_charset) {
    declared.push_back(*transport_charset);
    from.push_back(Sniffed::From::kTransport);
  }
  if (const auto in_markup = Prescan(bytes).run()) {
    declared.push_back(*in_markup);
    from.push_back(Sniffed::From::kMeta);
  }
  const text::ChosenEncoding chosen = text::choose_encoding(bytes, declared);
  return {std::string(chosen.name), chosen.byte_order_mark ? Sniffed::From::kByteOrderMark
                                    : chosen.declared      ? from[*chosen.declared]
                                                           : Sniffed::From::kContent};
}

std::string decode_html(std::string_view bytes, std::optional<std::string_view> transport_charset) {
  return text::decode(bytes, sniff_encoding(bytes, transport_charset).encoding);
}

}  // namespace dateline::markup
