#include "markup/xml_text.h"

namespace dateline::markup {

std::string xml_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7f) continue;
    if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {  // U+0080 to U+009F
      ++i;
      continue;
    }
    if (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF") {  // U+FFFE, U+FFFF
      i += 2;
      continue;
    }
    out += text[i];
  }
  return out;
}

}  // namespace dateline::markup
