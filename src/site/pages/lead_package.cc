#include "site/pages/lead_package.h"

#include <array>
#include <utility>

#include "site/figure.h"
#include "site/story_line.h"

namespace dateline::site {

Result<Html> lead_package(const Context& context, std::span<const std::shared_ptr<const story::Story>> stories,
                          Instant now) {
  // As wide as site.css makes its column.
  constexpr std::string_view kLeadSizes = "(min-width: 60rem) 46rem, 100vw",
                             kBesideSizes = "(min-width: 60rem) 24rem, 100vw";
  std::array<Html, 3> pictures;
  bool eager = true;  // The first picture of the page.
  for (std::size_t i = 0; i < pictures.size() && i < stories.size(); ++i) {
    DATELINE_TRY(const auto picture, picture_of(context, *stories[i]));
    if (picture) pictures[i] = figure(*picture, i == 0 ? kLeadSizes : kBesideSizes, std::exchange(eager, false));
  }
  Html more, beside;
  for (std::size_t i = 1; i < stories.size() && i < kLeadPackageStories; ++i) {
    if (i < 3) {
      beside.add(story_line(context, *stories[i], i == 1 ? Rank::kSecond : Rank::kThird, 2, now, pictures[i]));
    } else {
      more.add(story_line(context, *stories[i], Rank::kPlain, 2, now));
    }
  }
  // In order of rank; site.css puts `more` below the lead where there is room for two columns.
  Html out =
      html("<div class=\"lead-package\">\n{}", story_line(context, *stories[0], Rank::kLead, 2, now, pictures[0]));
  if (!beside.empty()) out.add("<div class=\"beside\">\n{}</div>\n", beside);
  if (!more.empty()) out.add("<div class=\"more\">\n{}</div>\n", more);
  out.add("</div>\n");
  return out;
}

}  // namespace dateline::site
