#include "site/pages/lead_package.h"

#include "site/story_line.h"

namespace dateline::site {

Html lead_package(const Catalogue& texts, std::span<const std::shared_ptr<const story::Story>> stories, Instant now) {
  Html more, beside;
  for (std::size_t i = 1; i < stories.size() && i < kLeadPackageStories; ++i) {
    if (i < 3) {
      beside.add(story_line(texts, *stories[i], i == 1 ? Rank::kSecond : Rank::kThird, 2, now));
    } else {
      more.add(story_line(texts, *stories[i], Rank::kPlain, 2, now));
    }
  }
  // In order of rank; site.css puts `more` below the lead where there is room for two columns.
  Html out = html("<div class=\"lead-package\">\n{}", story_line(texts, *stories[0], Rank::kLead, 2, now));
  if (!beside.empty()) out.add("<div class=\"beside\">\n{}</div>\n", beside);
  if (!more.empty()) out.add("<div class=\"more\">\n{}</div>\n", more);
  out.add("</div>\n");
  return out;
}

}  // namespace dateline::site
