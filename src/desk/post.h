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
using PictureId = Id<struct PictureTag>;  ///< Of the picture's bytes.
using LiveEntryId = Id<struct LiveEntryTag>;

/// A picture as it stands in an article. Its bytes are the store's (desk/picture.h).
struct PictureUse {
  PictureId id;
  int width = 0, height = 0;  ///< Pixels; so that a page keeps its place while it loads.
  std::string alt;            ///< What it shows, for who does not see it. Never empty when published.
  std::string caption;        ///< May be "".
  std::string credit;         ///< May be "".
};

/// "What we know, what we don't, why it matters": a line each. All may be empty.
struct Brief {
  std::vector<std::string> known, unknown, matters;
  bool empty() const { return known.empty() && unknown.empty() && matters.empty(); }
};

/// One entry of a live article. An entry that was taken back is not among them.
struct LiveEntry {
  LiveEntryId id;
  std::string headline;  ///< May be "".
  std::string body;      ///< Markdown.
  bool key_event = false;
  std::string byline;  ///< May be "".
  Instant at{};        ///< When it was first published; its place.
  std::optional<Instant> updated_at;
  int revision = 0;      ///< As Post::revision.
  std::string saved_by;  ///< Account name.
};

/// What readers are told about an article that they may have read as it was before.
struct Note {
  /// A correction: we were wrong, and this says what was. An update: new facts, and no error. A withdrawal: why the
  /// article is gone (may have no text); only a withdrawn post has one.
  enum class Kind { kCorrection, kUpdate, kWithdrawal } kind = Kind::kCorrection;
  std::string text;           ///< One paragraph.
  std::optional<Instant> at;  ///< When it was first kept (date_notes()); absent until then.
  bool operator==(const Note&) const = default;
};
std::string_view to_string(Note::Kind kind);
std::optional<Note::Kind> parse_note_kind(std::string_view text);

/// The newsroom's own article, from draft on. A published post also enters the stream of articles, is grouped into its
/// story like any other report, and is read at /article/<article_id()>.
struct Post {
  PostId id;
  enum class State { kDraft, kPublished, kWithdrawn } state = State::kDraft;
  std::string kicker;  ///< "Analysis"; may be "".
  std::string headline;
  std::string standfirst;         ///< May be "".
  std::string byline;             ///< "Ana Ruiz"; may be "".
  std::string section;            ///< As article::Article::section.
  std::string body;               ///< Markdown.
  std::vector<Note> notes;        ///< In order of time.
  std::vector<std::string> tags;  ///< As printed: "Havana", "Law enforcement".
  std::optional<PictureUse> picture;
  Brief brief;
  /// A live article grows by entries (store::Reader::live_entries), and `body` is the summary that stays on top.
  enum class Live { kNo, kOn, kOver } live = Live::kNo;
  std::optional<Instant> live_ended_at;  ///< With kOver.
  bool replies_open = true;
  Instant created_at{}, updated_at{};
  std::optional<Instant> published_at;  ///< Of the first publication; later edits keep it.
  int revision = 0;                     ///< Grows by one at each saving; 0: never saved.
  std::string saved_by;                 ///< Account name.

  article::ArticleId article_id() const;
  const Note* newest_note(Note::Kind kind) const;  ///< nullptr where there is none.
};
std::string_view to_string(Post::State state);
std::optional<Post::State> parse_state(std::string_view text);

std::string_view to_string(Post::Live live);
std::optional<Post::Live> parse_live(std::string_view text);

/// A new empty draft with an id of its own.
Post new_post(Instant now);
/// A new empty entry, likewise.
LiveEntry new_entry(Instant now);

/// Gives new notes the time of the saving, and takes the note of its withdrawal from what is public again.
void date_notes(Post& post, Instant now);

/// What keeps a post from being saved (`publish` false) or published: each with its field, in people's words.
std::vector<Problem> check_post(const Post& post, bool publish);
/// What keeps an entry from being published; fields are "entry_headline", "entry_body", "entry_byline".
std::vector<Problem> check_entry(const LiveEntry& entry);

/// The report that a published post is, with its entries (newest first) if it is live. `outlet` is the newsroom itself;
/// `url` its public address.
article::Article as_article(const Post& post, const std::vector<LiveEntry>& entries, const wire::Outlet& outlet,
                            std::string url, std::string language, Instant now);

}  // namespace dateline::desk
