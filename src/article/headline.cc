#include "article/headline.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "text/utf8.h"

namespace dateline::article {
namespace {

/// What sites put between a headline and their name.
constexpr auto kSeparators =
    std::to_array<std::string_view>({" | ", " - ", " – ", " — ", " • ", " · ", " :: ", " » ", " // ", " / "});

/// Whether a text is the site's name or host, or a part of them.
bool is_name_of_site(std::string_view text, std::string_view site_name, std::string_view host) {
  const std::string name = bare(text);
  const std::string site = bare(site_name);
  if (name.empty() || name == site) return true;
  if (name.size() >= 4 && site.find(name) != std::string::npos) return true;
  // "The Sample Post Online"; a headline may name the site too, but says more.
  if (site.size() >= 4 && name.size() <= 2 * site.size() && name.find(site) != std::string::npos) return true;
  const std::string address = bare(host);
  if (name.size() >= 3 && address.find(name) != std::string::npos) return true;
  // "The Sample Post Online" of samplepost.org.
  const std::string label = bare(host.substr(0, host.rfind('.')));
  return label.size() >= 6 && name.size() <= 3 * label.size() && name.find(label) != std::string::npos;
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

/// Without its last part, whatever that is: "Ferry leaves late | Sample Blog" of a site that does not name itself.
std::string without_last_part(const std::string& line) {
  std::size_t last = std::string::npos;
  for (const std::string_view separator : kSeparators) {
    if (separator == " / " || separator == " // ") continue;
    const std::size_t at = line.rfind(separator);
    if (at != std::string::npos && at > 0 && (last == std::string::npos || at > last)) last = at;
  }
  return last == std::string::npos ? "" : line.substr(0, last);
}

std::size_t count_words(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count(text, ' ')) + 1;
}

bool is_part(const std::string& part, const std::string& whole) {
  return part.size() < whole.size() && part.size() >= 3 && whole.find(part) != std::string::npos;
}

/// The places where a page says what it is called.
enum Place : unsigned {
  kHeading = 1,
  kStructured = 2,
  kSocial = 4,
  kTwitter = 8,
  kTitle = 16,
  kAlternative = 32,
  kMeta = 64,
  kSubheading = 128,
  kCut = 256,
};

struct Claim {
  std::string text;
  std::string name;  ///< Bare.
  unsigned places = 0;
  std::size_t heading = 0;  ///< Which of the headings, when it is one.
};

std::vector<Claim> collect(const Metadata& page, std::string_view host) {
  std::vector<Claim> claims;
  const auto add = [&](std::string text, unsigned place, std::size_t heading = 0) {
    std::string name = bare(text);
    if (name.empty()) return;
    for (Claim& claim : claims) {
      if (claim.name != name) continue;
      claim.places |= place;
      // A heading of two elements has no space between them: "DebateThe ferry leaves late".
      if (place != kSubheading && count_words(text) > count_words(claim.text)) claim.text = std::move(text);
      return;
    }
    // Other places than these may support a claim, but make none.
    if (place == kSubheading) return;
    claims.push_back({std::move(text), std::move(name), place, heading});
  };
  constexpr std::size_t kMostHeadings = 6;
  for (std::size_t i = 0; i < std::min(page.headings.size(), kMostHeadings); ++i) add(page.headings[i], kHeading, i);
  if (page.json_ld) {
    add(without_site(page.json_ld->headline, page.site_name, host), kStructured);
    add(without_site(page.json_ld->alternative_headline, page.site_name, host), kAlternative);
  }
  add(without_site(page.og_title, page.site_name, host), kSocial);
  add(without_site(page.twitter_title, page.site_name, host), kTwitter);
  add(without_site(page.meta_title, page.site_name, host), kMeta);
  const std::string title = without_site(page.title_element, page.site_name, host);
  add(title, kTitle);
  if (title == page.title_element)
    add(without_last_part(title), kCut);  // Else the site was found, and the rest is all headline.
  for (const std::string& heading : page.subheadings) add(heading, kSubheading);
  return claims;
}

}  // namespace

std::string bare(std::string_view text) {
  const std::string folded = text::fold(text);
  std::string out;
  out.reserve(folded.size());
  for (std::size_t i = 0; i < folded.size();) {
    const auto c = static_cast<unsigned char>(folded[i]);
    if (c < 0x80) {
      if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) out += folded[i];
      ++i;
      continue;
    }
    const std::size_t length = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    const std::string_view letter = std::string_view(folded).substr(i, length);
    i += length;
    // Blocks of punctuation: Latin-1's (U+0080 to BF), General Punctuation, CJK Symbols and Punctuation, and "ㅣ",
    // which Korean sites use as a bar.
    const bool mark = c == 0xC2 || letter.starts_with("\xE2\x80") || letter.starts_with("\xE2\x81") ||
                      letter.starts_with("\xE3\x80") || letter == "\xE1\x85\xB5";
    if (!mark) out += letter;
  }
  return out;
}

std::optional<std::string> headline_of_news(const Metadata& page, std::string_view host) {
  const bool news =
      std::ranges::any_of(page.types, [](const std::string& type) { return type.ends_with("NewsArticle"); });
  if (!news || !page.json_ld) return std::nullopt;
  const std::string declared = without_site(page.json_ld->headline, page.site_name, host);
  const std::string name = bare(declared);
  if (name.empty() || is_name_of_site(declared, page.site_name, host)) return std::nullopt;
  // Cut at the 110 characters that Google once asked for.
  constexpr std::size_t kCutAt = 100;
  for (const std::string& heading : page.headings) {
    if (text::length(declared) >= kCutAt && is_part(name, bare(heading)) && bare(heading).starts_with(name))
      return heading;
  }
  // Some have their h1 for search engines, too, and show readers another headline, which is then og:title.
  const std::string social = without_site(page.og_title, page.site_name, host);
  const std::string social_name = bare(social);
  const auto has = [](const std::vector<std::string>& headings, const std::string& part) {
    return std::ranges::any_of(
        headings, [&](const std::string& heading) { return bare(heading).find(part) != std::string::npos; });
  };
  const bool shown =
      count_words(social) >= 3 && has(page.subheadings, social_name) &&
      std::ranges::none_of(page.headings, [&](const std::string& heading) { return bare(heading) == social_name; });
  if (shown && !has(page.subheadings, name)) return social;
  // The same words as the page prints them.
  for (const Claim& claim : collect(page, host)) {
    if (claim.name == name) return claim.text;
  }
  return declared;
}

std::vector<HeadlineClaim> headline_claims(const Metadata& page, std::string_view host) {
  const std::vector<Claim> claims = collect(page, host);
  const auto headings = std::ranges::count_if(claims, [](const Claim& claim) { return claim.places & kHeading; });
  const std::string title = bare(page.title_element);
  // The site's name, where nothing else says it.
  const std::string last_part = bare(
      page.title_element.substr(std::min(without_last_part(page.title_element).size(), page.title_element.size())));
  std::string social;
  for (const Claim& claim : claims) {
    if (claim.places & kSocial) social = claim.name;
  }
  std::vector<HeadlineClaim> out;
  for (const Claim& claim : claims) {
    const auto is = [&](unsigned places) { return (claim.places & places) == places ? 1.0 : 0.0; };
    const auto any = [&](auto test) { return std::ranges::any_of(claims, test) ? 1.0 : 0.0; };
    const auto flag = [](bool value) { return value ? 1.0 : 0.0; };
    const std::size_t words = count_words(claim.text);
    const bool cut = claim.places == kCut;
    const double first_heading = is(kHeading) * flag(claim.heading == 0);
    out.push_back(
        {claim.text,
         {is(kHeading),
          first_heading,
          is(kHeading) * flag(headings == 1),
          flag(is_name_of_site(claim.text, page.site_name, host)),
          is(kStructured),
          is(kSocial),
          is(kTwitter),
          is(kTitle),
          is(kAlternative),
          is(kMeta),
          is(kSubheading),
          is(kCut),
          is(kStructured | kSocial),
          is(kStructured | kTitle),
          is(kSocial | kTitle),
          is(kHeading | kStructured),
          is(kHeading | kSocial),
          is(kHeading | kTitle),
          is(kSubheading | kSocial),
          flag(!cut && title.starts_with(claim.name)),
          any([&](const Claim& other) { return !cut && (other.places & kHeading) && is_part(claim.name, other.name); }),
          any([&](const Claim& other) { return (other.places & kHeading) && is_part(other.name, claim.name); }),
          flag(!cut && is_part(claim.name, social)),
          flag(is_part(social, claim.name)),
          flag(words < 3),
          flag(words > 16),
          flag(claim.text.ends_with("…") || claim.text.ends_with("...")),
          flag(last_part.size() < title.size() && claim.name == last_part),
          flag(words > 12 && title.starts_with(claim.name) && title.size() > claim.name.size() + 8 &&
               !(claim.places & kHeading))}});
  }
  return out;
}

std::string choose_headline(const Metadata& page, std::string_view host) {
  if (auto declared = headline_of_news(page, host)) return *declared;
  const HeadlineClaim* best = nullptr;
  double most = 0;
  const std::vector<HeadlineClaim> claims = headline_claims(page, host);
  for (const HeadlineClaim& claim : claims) {
    double weight = 0;
    for (std::size_t i = 0; i < HeadlineClaim::kFeatures; ++i) weight += kHeadlineWeights[i] * claim.evidence[i];
    if (best && weight <= most) continue;
    best = &claim;
    most = weight;
  }
  return best ? best->text : "";
}

}  // namespace dateline::article
