#include "site/byline.h"

#include <algorithm>
#include <string_view>

#include "site/paths.h"
#include "text/slug.h"

namespace dateline::site {

Html byline(const Catalogue& texts, const std::vector<std::string>& authors) {
  // The language's own list of names; each link takes the place of a control character, which no name has.
  constexpr std::string_view kPlace = "\x1f";
  const std::string list = texts.locale().list(std::vector<std::string>(authors.size(), std::string(kPlace)));
  Html names;
  std::string_view rest = list;
  for (const std::string& author : authors) {
    const auto at = rest.find(kPlace);
    names.add("{}", rest.substr(0, at));
    rest.remove_prefix(std::min(rest.size(), at + kPlace.size()));
    const std::string slug = text::slug(author);
    if (slug.empty())
      names.add("{}", author);
    else
      names.add(R"(<a rel="author" href="{}">{}</a>)", author_path(slug), author);
  }
  names.add("{}", rest);
  return texts.markup("article.by", {{"authors", names}});
}

}  // namespace dateline::site
