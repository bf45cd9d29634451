#pragma once
// For the tests of feeds: a site whose outlets, articles and replies are as hostile as text can be, and XML as a tree.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "site/feeds/feed.h"
#include "site/paths.h"
#include "site/site_fixture.h"

namespace dateline::site {

/// An element. Names of the namespaces that feeds use have a short prefix, others their namespace in front.
struct Element {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string text{};  ///< Its own, not its children's.
  std::vector<std::unique_ptr<Element>> children{};

  std::string attribute(std::string_view wanted) const;
  bool has(std::string_view wanted) const;
  std::vector<const Element*> all(std::string_view wanted) const;
  const Element* one(std::string_view wanted) const;
  std::string text_of(std::string_view wanted) const;
  template <class Visit>
  void each(Visit visit) const {
    visit(*this);
    for (const auto& child : children) child->each(visit);
  }
};

/// nullptr if it is not well formed; with `mends`, what had to be mended goes there, and only what is no XML at all is
/// nullptr.
std::unique_ptr<Element> parse_tree(std::string_view xml, std::vector<std::string>* mends = nullptr);

/// A site with something in every feed.
class HostileSite : public SiteFixture {
 public:
  static constexpr std::string_view kHeadline =
      "<script>alert(1)</script> & \"co\" ]]> --> AT&amp;T's &lt;b&gt; \x0B\x01\xEF\xBF\xBE\xC2\x85 \xE2\x80\xA8 "
      "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7 <img src=x onerror=alert(1)>";
  static constexpr std::string_view kSecret = "eve@secret.example";

  std::shared_ptr<const story::Story> story;
  desk::Post post, live;

  HostileSite();

  /// The bases of all feeds, as pages name them.
  std::vector<Href> bases() const;

  desk::DossierId dossier{77};

 private:
  /// Of the story, with a round that was held and one that is announced.
  void add_dossier();
};

}  // namespace dateline::site
