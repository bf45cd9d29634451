#pragma once

#include <optional>
#include <string>
#include <vector>

#include "article/article.h"
#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "desk/problem.h"

namespace dateline::desk {

using PostId = Id<struct PostTag>;

/// The newsroom's own article, from draft on. A published post also enters the stream of articles, is grouped into its
/// story like any other report, and is read at /article/<article_id()>.
struct Post {
  PostId id;
  enum class State { kDraft, kPublished, kWithdrawn } state = State::kDraft;
  std::string kicker;  ///< "Analysis"; may be "".
  std::string headline;
  std::string standfirst;  ///< May be "".
  std::string byline;      ///< "Ana Ruiz"; may be "".
  std::string section;     ///< As article::Article::section.
  std::string body;        ///< Markdown.
  std::string correction;  ///< Shown at the top, dated; may be "".
  bool replies_open = true;
  Instant created_at{}, updated_at{};
  std::optional<Instant> published_at;  ///< Of the first publication; later edits keep it.
  int revision = 0;                     ///< Grows by one at each saving; 0: never saved.
  std::string saved_by;                 ///< Account name.

  article::ArticleId article_id() const;
};
std::string_view to_string(Post::State state);
std::optional<Post::State> parse_state(std::string_view text);

/// A new empty draft with an id of its own.
Post new_post(Instant now);

/// What keeps a post from being saved (`publish` false) or published: each with its field, in people's words.
std::vector<Problem> check_post(const Post& post, bool publish);

/// The report that a published post is. `outlet` is the newsroom itself; `url` its public address.
article::Article as_article(const Post& post, const wire::Outlet& outlet, std::string url, std::string language,
                            Instant now);

}  // namespace dateline::desk
