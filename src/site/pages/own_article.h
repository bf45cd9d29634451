#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/post.h"
#include "site/context.h"
#include "site/html.h"
#include "site/replies/form.h"
#include "story/story.h"

namespace dateline::site {

/// All that the page of the newsroom's own article shows, loaded, so that rendering asks nobody.
struct OwnArticle {
  desk::Post post;
  Html text{};  ///< Of the post's body.
  std::vector<desk::PublicReply> replies{};
  std::shared_ptr<const story::Story> story{};  ///< The one it is a report of; nullptr while the newsroom places it.
  std::vector<desk::LiveEntry> entries{};       ///< Of a live article, the newest first.
  std::uint64_t last_event = 0;                 ///< LiveStreams::last_id() before any of it was read.
  std::size_t first_entry = 0;                  ///< Of `entries` on this page.
  std::string own_state{};  ///< Said beside the visitor's own reply, if there is one among `replies`.

  bool is_live() const { return post.live != desk::Post::Live::kNo; }
};

/// When it, or the newest or last corrected of its entries, was published.
Instant last_change(const OwnArticle& article);
/// Absent if no published post has that id.
Result<std::optional<OwnArticle>> load_own_article(const Context& context, article::ArticleId id);
/// The people and desks that wrote it, as its report in the stream names them; the byline before it is placed.
std::vector<std::string> authors_of(const OwnArticle& article);
/// The page, with the form as it is to be shown. `indexed` is false for what only one reader may see.
Result<Html> own_article_page(const Context& context, const OwnArticle& article, const ReplyFormView& form,
                              bool indexed);
/// The article by itself, for the desk's preview; of a live one what stands above its live part. `text`: article_text()
/// of its body; `authors` are named in place of the byline, each with a link.
Html post_markup(const Catalogue& texts, const desk::Post& post, const Html& text,
                 const std::vector<std::string>& authors = {});
/// "The whole story: 3 reports from 2 outlets".
std::string whole_story(const Catalogue& texts, const story::Story& story);

}  // namespace dateline::site
