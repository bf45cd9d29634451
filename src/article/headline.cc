#include "article/headline.h"

#include <algorithm>
#include <array>
#include <vector>

#include "text/terms.h"
#include "text/utf8.h"

namespace dateline::article {
namespace {

/// Letters and digits only, folded: for comparing what differs in punctuation and space.
std::string bare(std::string_view text) {
  std::string out;
  for (const std::string& word : text::words(text)) out += text::fold(word);
  return out;
}

/// What sites put between a headline and their name.
constexpr auto kSeparators =
    std::to_array<std::string_view>({" | ", " - ", " – ", " — ", " • ", " · ", " :: ", " » ", " // ", " / "});

/// Without the parts at either end that are the site's name.
std::string without_site(std::string line, std::string_view site_name, std::string_view host) {
  const std::string site = bare(site_name);
  const std::string host_bare = bare(host);
  const auto is_site = [&](std::string_view part) {
    const std::string name = bare(part);
    if (name.empty()) return true;
    if (!site.empty() &&
        (name == site || (name.size() >= 4 && (site.find(name) != std::string::npos ||
                                               (name.find(site) != std::string::npos && site.size() >= 4))))) {
      return true;
    }
    return name.size() >= 3 && host_bare.find(name) != std::string::npos;
  };
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view separator : kSeparators) {
      const std::size_t last = line.rfind(separator);
      if (last == std::string::npos || last == 0) continue;
      if (is_site(std::string_view(line).substr(last + separator.size()))) {
        line.erase(last);
        again = true;
      }
    }
  }
  for (const std::string_view separator : {std::string_view(" | "), std::string_view(": "), std::string_view(" - ")}) {
    const std::size_t first = line.find(separator);
    if (first == std::string::npos || !is_site(std::string_view(line).substr(0, first))) continue;
    line.erase(0, first + separator.size());
  }
  return line;
}

}  // namespace

std::string choose_headline(const Metadata& page, std::string_view host) {
  const std::string title = without_site(page.title_element, page.site_name, host);
  const std::string social = without_site(page.og_title, page.site_name, host);
  const std::string structured = page.json_ld ? without_site(page.json_ld->headline, page.site_name, host) : "";

  // A heading that the page also calls itself is what stands over the report; others are of the site or of a box.
  const std::array<std::string, 3> claims = {bare(structured), bare(social), bare(title)};
  for (const std::string& heading : page.headings) {
    const std::string name = bare(heading);
    if (name.size() < 3) continue;
    for (const std::string& claim : claims) {
      if (!claim.empty() && (claim.find(name) != std::string::npos || name.find(claim) != std::string::npos))
        return heading;
    }
  }
  if (!structured.empty()) return structured;
  if (!social.empty()) return social;
  for (const std::string& heading : page.headings) {
    if (!bare(heading).empty()) return heading;
  }
  return title;
}

}  // namespace dateline::article
