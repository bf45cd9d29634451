#pragma once

#include <optional>
#include <string>

#include "site/context.h"
#include "site/html.h"
#include "site/machines/head.h"
#include "story/front_page.h"

namespace dateline::site {

/// What the frame of a reader page needs to know of the page.
struct Frame {
  std::string title{};                  ///< Of the page; the newspaper's name is added. "" on the front page.
  std::string description{};            ///< One or two sentences for search engines and link cards; may be "".
  std::optional<Href> address{};        ///< The page's own, for rel=canonical; absent for what is not to be indexed.
  std::string section{};                ///< Marked in the navigation; "" for none.
  std::string language{};               ///< Of the main text, if it is not the site's.
  std::string_view sheet = "site.css";  ///< The one that it has (assets.cc says what each is made of).
  bool is_article = false;
  bool is_live = false;              ///< A live article, which coverage.js keeps up to date.
  bool masthead_is_heading = false;  ///< The front page has no other h1.
  ForMachines machines{};
};

/// assets/favicon.svg in its own address: browsers ask for an icon with each first page, while that is being painted.
Html icon_link();

/// The whole page: head, masthead, sections, breaking bar, `main`, footer.
Html framed(const Context& context, const story::FrontPage& front, const Frame& frame, const Html& main);

}  // namespace dateline::site
