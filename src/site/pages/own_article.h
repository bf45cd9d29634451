#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/post.h"
#include "site/context.h"
#include "site/html.h"
#include "site/replies/form.h"
#include "site/replies/thread.h"
#include "story/story.h"

namespace dateline::site {

/// All that the page of the newsroom's own article shows, loaded, so that rendering asks nobody. What needs no thread
/// (feeds, the API) leaves that away.
struct OwnArticle {
  desk::Post post;
  Html text{};                                  ///< Of the post's body.
  std::int64_t replies = 0;                     ///< Published ones.
  bool takes_replies = false;                   ///< As the article and the rules say now.
  bool trusts_readers = false;                  ///< A reader who is known may be published unread.
  std::shared_ptr<const story::Story> story{};  ///< The one it is a report of; nullptr while the newsroom places it.
  std::vector<desk::LiveEntry> entries{};       ///< Of a live article, the newest first.
  std::uint64_t last_event = 0;                 ///< LiveStreams::last_id() before any of it was read.
  std::size_t first_entry = 0;                  ///< Of `entries` on this page.
  std::optional<ThreadPage> thread{};           ///< What load_replies() loaded.
  Html own_note{};                              ///< Said beside the visitor's own reply, if there is one in `thread`.

  bool is_live() const { return post.live != desk::Post::Live::kNo; }
  /// Of the one who wrote a reply that is in `thread`; "" else.
  std::string name_of(desk::ReplyId reply) const;
};

/// When it, or the newest or last corrected of its entries, was published.
Instant last_change(const OwnArticle& article);
/// Absent if no published post has that id.
Result<std::optional<OwnArticle>> load_own_article(const Context& context, article::ArticleId id);
/// The part of the thread that its page is to show.
Status load_replies(const Context& context, OwnArticle& article, const ThreadAsked& asked,
                    const std::optional<desk::PublicReply>& own = std::nullopt);
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
