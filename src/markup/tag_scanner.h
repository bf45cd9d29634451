#pragma once
// Inside markup/: the tags of HTML source without a tree, for what must look before the parser does.

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline::markup {

/// Reads the inside of one tag as the HTML tokenizer does (WHATWG section 13.2.5.8 on). Views into the source.
class TagScanner {
 public:
  struct Attribute {
    std::string_view name;   ///< As written.
    std::string_view value;  ///< As written, without its quotes; entities stay.
    std::size_t begin = 0;   ///< Where the name begins in the source.
  };

  /// `at` is the first letter of the name in "<name" or "</name".
  TagScanner(std::string_view source, std::size_t at);

  std::string_view name() const { return name_; }
  /// The next attribute; false when the tag is over.
  bool next(Attribute& attribute);
  /// After next() said false: the place behind ">", or the source's size when the tag is never closed.
  std::size_t end() const { return at_; }
  bool self_closing() const { return self_closing_; }
  bool closed() const { return closed_; }

 private:
  const std::string_view source_;
  std::size_t at_;
  std::string_view name_;
  bool self_closing_ = false;
  bool closed_ = false;
};

bool is_html_space(char c);
std::string ascii_lower(std::string_view text);
bool equals_ignoring_case(std::string_view text, std::string_view lower);

}  // namespace dateline::markup
