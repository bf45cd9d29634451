#include "article/headline.h"

#include <algorithm>
#include <array>
#include <unordered_set>
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

/// The share of a heading's words that a headline must have for the two to be versions of one.
constexpr double kSimilar = 0.4;

double shared_words(std::string_view heading, std::string_view other) {
  const std::vector<std::string> words = text::words(heading);
  std::unordered_set<std::string> others;
  for (const std::string& word : text::words(other)) others.insert(text::fold(word));
  const auto shared =
      std::ranges::count_if(words, [&](const std::string& word) { return others.contains(text::fold(word)); });
  return words.empty() ? 0 : static_cast<double>(shared) / static_cast<double>(words.size());
}

/// Whether a text is the site's name or host, or a part of them.
bool is_name_of_site(std::string_view text, std::string_view site_name, std::string_view host) {
  const std::string name = bare(text);
  const std::string site = bare(site_name);
  if (name.empty() || name == site) return true;
  if (name.size() >= 4 && site.find(name) != std::string::npos) return true;
  // "The Sample Post Online"; a headline may name the site too, but says more.
  if (site.size() >= 4 && name.size() <= 2 * site.size() && name.find(site) != std::string::npos) return true;
  return name.size() >= 3 && bare(host).find(name) != std::string::npos;
}

/// Without the parts at either end that are the site's name.
std::string without_site(std::string line, std::string_view site_name, std::string_view host) {
  const auto is_site = [&](std::string_view part) { return is_name_of_site(part, site_name, host); };
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
  // The only heading of its rank, unless it is the site's name.
  std::vector<std::string_view> others;
  for (const std::string& heading : page.headings) {
    if (bare(heading).size() >= 3 && !is_name_of_site(heading, page.site_name, host)) others.push_back(heading);
  }
  if (others.size() == 1) {
    for (const std::string_view claim : {page.og_title, page.title_element}) {
      if (shared_words(others.front(), claim) >= kSimilar) return std::string(others.front());
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
