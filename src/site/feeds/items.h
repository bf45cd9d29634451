#pragma once
// How what the newsroom has becomes an item of a feed. Text goes only as far as its rights (shown_lede), as on pages.

#include "desk/post.h"
#include "desk/reply.h"
#include "site/context.h"
#include "site/feeds/feed.h"
#include "story/story.h"

namespace dateline::site {

/// A picture of our own as other sites show it: its largest JPEG, which all of them read. Its bytes are not counted.
FeedPicture shared_picture(const Context& context, const desk::PictureUse& picture);

/// A text of the newsroom's own as other sites show it: whole addresses, figures without our style sheet's names.
struct SharedText {
  Html html;
  std::vector<desk::PictureUse> pictures;  ///< Those in it, in order.
};
/// `page`: the path that it stands at.
Result<SharedText> shared_text(const Context& context, std::string_view markdown, const Href& page);

/// The story as its best report tells it; its id is the story's, so a changed headline does not bring it again.
FeedItem story_item(const Context& context, const story::Story& story);
/// One report, of an outlet or our own.
FeedItem report_item(const Context& context, const article::Article& article);
/// The newsroom's own article, in full: pictures have their credits with them.
Result<FeedItem> post_item(const Context& context, const desk::Post& post);
/// An approved reply to the article that has this headline.
FeedItem reply_item(const Context& context, const desk::PublicReply& reply, article::ArticleId article,
                    std::string_view headline);
/// An entry of the live article `post`.
Result<FeedItem> live_entry_item(const Context& context, const desk::Post& post, const desk::LiveEntry& entry);

}  // namespace dateline::site
