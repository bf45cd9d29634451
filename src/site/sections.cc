#include "site/sections.h"

#include <algorithm>
#include <array>

namespace dateline::site {
namespace {

constexpr std::array<std::string_view, 8> kOrder = {"world",  "politics", "business", "science",
                                                    "health", "culture",  "sport",    "opinion"};

}  // namespace

std::string section_name(const Catalogue& texts, std::string_view section) {
  if (const std::string* known = texts.find_name("section", section)) return *known;
  std::string name(section);
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

std::vector<std::string> sections_in_order(const story::FrontPage& front) {
  std::vector<std::string> names;
  for (std::string_view section : kOrder) {
    if (front.sections.contains(std::string(section))) names.emplace_back(section);
  }
  for (const auto& [section, stories] : front.sections) {
    if (!section.empty() && std::ranges::find(kOrder, section) == kOrder.end()) names.push_back(section);
  }
  return names;
}

bool is_section(const story::FrontPage& front, std::string_view section) {
  return !section.empty() &&
         (std::ranges::find(kOrder, section) != kOrder.end() || front.sections.contains(std::string(section)));
}

}  // namespace dateline::site
