#include "site/pages/lead_package.h"

#include "site/story_line.h"

namespace dateline::site {

Html lead_package(std::span<const std::shared_ptr<const story::Story>> stories, Instant now) {
  Html more, beside;
  for (std::size_t i = 1; i < stories.size() && i < kLeadPackageStories; ++i) {
    if (i < 3) {
      beside.add(story_line(*stories[i], i == 1 ? Rank::kSecond : Rank::kThird, 2, now));
    } else {
      more.add(story_line(*stories[i], Rank::kPlain, 2, now));
    }
  }
  Html out = html(R"(<div class="lead-package">
<div>
{})",
                  story_line(*stories[0], Rank::kLead, 2, now));
  // On a phone the second and third come before what stands below the lead on a wide screen; site.css orders them.
  if (!more.empty()) out.add("<div class=\"more\">\n{}</div>\n", more);
  out.add("</div>\n");
  if (!beside.empty()) out.add("<div class=\"beside\">\n{}</div>\n", beside);
  out.add("</div>\n");
  return out;
}

}  // namespace dateline::site
