#pragma once

#include <string>
#include <string_view>

namespace dateline::markup {

/// `utf8` without the characters that XML 1.0 cannot write, not even as references (section 2.2: most controls, U+FFFE
/// and U+FFFF), and without those that it discourages (U+007F to U+009F: no text has them but by a wrong charset).
std::string xml_text(std::string_view utf8);

}  // namespace dateline::markup
