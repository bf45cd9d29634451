#pragma once
// What the site and the desk ask the newsroom to do. The newsroom (app/newsroom.h) is one thread that owns grouping,
// ranking and the write connection; it takes what is asked in batches, commits once, and answers after the commit:
// when `done` is called with a value, it is durable and in the published front page.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "desk/account.h"
#include "desk/dossier.h"
#include "desk/picture.h"
#include "desk/post.h"
#include "site/done.h"
#include "site/reply_desk.h"
#include "story/front_page.h"
#include "story/story_index.h"
#include "wire/source.h"

namespace dateline::site {

class Newsroom {
 public:
  virtual ~Newsroom() = default;

  /// Never null. Any thread.
  virtual std::shared_ptr<const story::FrontPage> front_page() const = 0;

  virtual ReplyDesk& replies() = 0;

  /// Saves a revision; state says draft, published (enters the stream) or withdrawn (leaves it). kConflict when
  /// `post.revision` is not the newest: somebody else saved meanwhile. The value is the post as saved.
  virtual void save_post(std::string who, desk::Post post, Done<desk::Post> done) = 0;

  /// Adds an entry to a live article, or saves another text of one that it has (`entry.revision` above 0). Place and
  /// times are the newsroom's to set; a new entry that came before, word for word, is answered and not told twice.
  /// kNotFound: no such post or entry. kConflict: it is no live article, its coverage has ended (entries are corrected
  /// then, not added), or somebody else saved the entry meanwhile.
  virtual void save_entry(std::string who, desk::PostId post, desk::LiveEntry entry, Done<desk::LiveEntry> done) = 0;
  /// Takes an entry from the readers, or (`taken_back` false) puts it into its place again. The value is its article.
  virtual void take_back_entry(std::string who, desk::LiveEntryId entry, bool taken_back, Done<desk::PostId> done) = 0;
  /// Keeps a picture for articles to show; one that is there already gets these words (and needs no renditions).
  virtual void save_picture(std::string who, desk::Picture picture, std::vector<desk::Rendition> renditions,
                            Done<void> done) = 0;

  /// nullopt takes the editor's word back: the machine decides again.
  virtual void decide_bar(std::string who, story::StoryId story, std::optional<story::BarDecision> decision,
                          std::string headline, Done<void> done) = 0;
  /// Readers are no longer told in the bar that `report` was corrected or withdrawn. Nothing if they are not.
  virtual void drop_notice(std::string who, article::ArticleId report, Done<void> done) = 0;

  // An editor's hand on the stories (story/story_index.h says what each refuses). The machine never undoes it. Old
  // stories are fetched from the store first. The value is the story that the reports are in now.
  virtual void merge_stories(std::string who, story::StoryId into, story::StoryId from, Done<story::StoryId> done) = 0;
  /// nullopt: into a story of their own.
  virtual void move_reports(std::string who, std::vector<article::ArticleId> reports, std::optional<story::StoryId> to,
                            Done<story::StoryId> done) = 0;
  virtual void lock_story(std::string who, story::StoryId story, bool locked, Done<story::StoryId> done) = 0;
  /// Why the report is in the story, or would not be, as judged today. Changes nothing.
  virtual void explain(article::ArticleId report, story::StoryId story, Done<story::Explanation::Candidate> done) = 0;

  // The desk's word on dossiers; the machine changes none of it. The value is the dossier as it is now.
  /// What editors say of it from now on, whole. kNotFound. kConflict: `revision` is not the newest, so somebody else
  /// saved meanwhile.
  virtual void save_dossier(std::string who, desk::DossierId id, int revision, desk::DossierEdits edits,
                            Done<desk::Dossier> done) = 0;
  virtual void decide_dossier(std::string who, desk::DossierId id, desk::Dossier::State state,
                              Done<desk::Dossier> done) = 0;

  // The sources that the wire asks by itself. Of several, those that are no longer there are passed over.
  /// Adds a source, or (`was`: its id) saves it as it is now. Another address is another id, and is asked at once.
  /// kConflict: there is one at that address already. kNotFound: `was` was removed meanwhile.
  virtual void save_source(std::string who, std::optional<wire::SourceId> was, wire::Source source,
                           Done<void> done) = 0;
  /// Adds those that are not there yet, and leaves the others as they are. The value is what was added, in order.
  virtual void add_sources(std::string who, std::vector<wire::Source> sources,
                           Done<std::vector<wire::SourceId>> done) = 0;
  /// The value is what they were.
  virtual void remove_sources(std::string who, std::vector<wire::SourceId> ids,
                              Done<std::vector<wire::Source>> done) = 0;
  /// They are asked as soon as the wire can, what is gone, too. The value is which are.
  virtual void ask_sources(std::string who, std::vector<wire::SourceId> ids,
                           Done<std::vector<wire::SourceId>> done) = 0;
  /// Where one has moved becomes its own address; one that is there already takes its place. The value is their new
  /// ids.
  virtual void take_new_addresses(std::string who, std::vector<wire::SourceId> ids,
                                  Done<std::vector<wire::SourceId>> done) = 0;

  /// The value is the session's key, for the cookie.
  virtual void open_session(std::string account, Done<std::string> done) = 0;
  virtual void close_session(std::string key, Done<void> done) = 0;
  /// Uses up a one-time link: makes the account (or sets its password) and signs in. kNotFound: used, expired or wrong.
  virtual void use_setup_link(std::string link_key, std::string account, std::string password_hash,
                              Done<std::string> done) = 0;
};

}  // namespace dateline::site
