#pragma once
// Inside article/: the eight sections, by the names that sites of many languages give to their own.

#include <string>
#include <string_view>

namespace dateline::article {

/// "Wirtschaft" -> "business"; "" when the name is of no section we know.
std::string_view section_of_name(std::string_view name);

/// The section by the folders of an address: "/news/politics/2023/..." -> "politics".
std::string_view section_of_path(std::string_view url_path);

}  // namespace dateline::article
