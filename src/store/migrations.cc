#include "store/migrations.h"

#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "base/log.h"
#include "desk/reply.h"
#include "store/article_lists.h"

namespace dateline::store {
namespace {

// "dtln" in the file's header, so that file(1) and we know our own.
constexpr std::int64_t kApplicationId = 0x64746c6e;

// Append only: what has run somewhere is never edited; a change is another text at the end. The comments here are the
// schema's documentation. Ids are 64 bits, kept as signed numbers; times are seconds since 1970, UTC; `hash` is
// hash_of() the columns named in *_rows.h. STRICT: a column holds what it says, as in PostgreSQL.
struct Migration {
  constexpr Migration(const char* text, Status (*then)(Database&) = nullptr) : sql(text), fill(then) {}
  const char* sql;
  Status (*fill)(Database&);  ///< What SQL alone cannot make of the rows that are there; or nullptr.
};

/// For schema 9: what the texts of replies say, and hashes over the columns that they now have.
Status fill_digests(Database& database) {
  std::vector<std::pair<std::int64_t, std::int64_t>> digests;
  {
    DATELINE_TRY(Query query, database.query("SELECT sequence, text FROM replies"));
    for (;;) {
      DATELINE_TRY(const bool row, query.next());
      if (!row) break;
      digests.emplace_back(query.number(0), static_cast<std::int64_t>(desk::text_digest(query.text(1))));
    }
  }
  for (const auto& [sequence, digest] : digests) {
    DATELINE_TRY_VOID(database.run("UPDATE replies SET digest = ?2 WHERE sequence = ?1", {sequence, digest}));
  }
  return database.run(
      "UPDATE replies SET hash = hash_of(id, article, parent, person, name, website, text, peer, posted_at, state, "
      "held_because, reason, decided_by, decided_at, ground, proven, avatar, edited_at, revision, notify, picked, "
      "digest, preview_key_hash, once)");
}

constexpr Migration kMigrations[] = {
    R"sql(
-- What outlets reported. `arrival` is the order in which articles came; a newer version of an article keeps its own.
CREATE TABLE articles (
  arrival        INTEGER PRIMARY KEY,
  id             INTEGER NOT NULL UNIQUE,
  url            TEXT NOT NULL,
  canonical_url  TEXT NOT NULL,
  outlet_name    TEXT NOT NULL,
  outlet_owner   TEXT NOT NULL,
  outlet_primary INTEGER NOT NULL,
  rights         TEXT NOT NULL,      -- link, snippet, full
  headline       TEXT NOT NULL,
  authors        TEXT NOT NULL,      -- one a line
  published_at   INTEGER,            -- as claimed
  modified_at    INTEGER,            -- as claimed
  fetched_at     INTEGER NOT NULL,
  language       TEXT NOT NULL,
  section        TEXT NOT NULL,
  image          TEXT NOT NULL,
  lede           TEXT NOT NULL,
  text           TEXT NOT NULL,
  hash           TEXT NOT NULL
) STRICT;
-- For each_placed(): where to start reading after a restart, without touching older rows.
CREATE INDEX articles_fetched ON articles (fetched_at, arrival);

-- The search index over articles; holds no text of its own. Kept in step by the writer, not by triggers, so that the
-- same operations can serve PostgreSQL.
CREATE VIRTUAL TABLE articles_fts USING fts5 (
  headline, lede, text,
  content = 'articles', content_rowid = 'arrival', tokenize = 'unicode61 remove_diacritics 2'
);

-- The story each article is in. Apart from articles, so that merging two stories rewrites small rows.
CREATE TABLE placements (
  arrival INTEGER PRIMARY KEY REFERENCES articles (arrival) ON DELETE CASCADE,
  story   INTEGER NOT NULL,
  kinship TEXT NOT NULL,             -- own-report, same-text, same-document
  of      INTEGER                    -- articles.id of the text's source; it may have been withdrawn since
) STRICT;
CREATE INDEX placements_story ON placements (story);

-- Stories that went into another. Path-compressed: into_story is never itself redirected.
CREATE TABLE story_redirects (
  story      INTEGER PRIMARY KEY,
  into_story INTEGER NOT NULL
) STRICT;
CREATE INDEX story_redirects_into ON story_redirects (into_story);

-- Stories of the same matter before this one, position 0 the newest.
CREATE TABLE story_earlier (
  story    INTEGER NOT NULL,
  position INTEGER NOT NULL,
  earlier  INTEGER NOT NULL,
  PRIMARY KEY (story, position)
) STRICT, WITHOUT ROWID;

-- The wires, in the order in which they were added.
CREATE TABLE sources (
  sequence       INTEGER PRIMARY KEY,
  id             INTEGER NOT NULL UNIQUE,
  url            TEXT NOT NULL,
  outlet_name    TEXT NOT NULL,
  outlet_owner   TEXT NOT NULL,
  outlet_primary INTEGER NOT NULL,
  rights         TEXT NOT NULL,
  folder         TEXT NOT NULL
) STRICT;

-- What is remembered between two fetches; written far more often than its source.
CREATE TABLE fetch_states (
  source        INTEGER PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
  etag          TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  last_attempt  INTEGER,
  last_success  INTEGER,
  next_fetch    INTEGER NOT NULL,
  failures      INTEGER NOT NULL,
  problem       TEXT NOT NULL
) STRICT;

-- An editor's word on a story in the breaking bar.
CREATE TABLE bar (
  story    INTEGER PRIMARY KEY,
  decision TEXT NOT NULL,            -- pinned, dropped
  headline TEXT NOT NULL,
  by       TEXT NOT NULL,
  at       INTEGER NOT NULL
) STRICT;

-- The newsroom's own articles: every revision, and which one holds.
CREATE TABLE post_revisions (
  sequence     INTEGER PRIMARY KEY,  -- the order of saving
  post         INTEGER NOT NULL,
  revision     INTEGER NOT NULL,
  state        TEXT NOT NULL,        -- draft, published, withdrawn
  kicker       TEXT NOT NULL,
  headline     TEXT NOT NULL,
  standfirst   TEXT NOT NULL,
  byline       TEXT NOT NULL,
  section      TEXT NOT NULL,
  body         TEXT NOT NULL,        -- Markdown
  correction   TEXT NOT NULL,
  replies_open INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  published_at INTEGER,
  saved_by     TEXT NOT NULL,
  hash         TEXT NOT NULL,
  UNIQUE (post, revision)
) STRICT;
CREATE TABLE posts (
  id      INTEGER PRIMARY KEY,
  article INTEGER NOT NULL UNIQUE,
  newest  INTEGER NOT NULL REFERENCES post_revisions (sequence)
) STRICT;

-- Readers' replies. `peer` is a cut network address. `once` is NULL for a form that came without.
CREATE TABLE replies (
  sequence         INTEGER PRIMARY KEY,
  id               INTEGER NOT NULL UNIQUE,
  article          INTEGER NOT NULL,
  parent           INTEGER REFERENCES replies (id),
  name             TEXT NOT NULL,
  email            TEXT NOT NULL COLLATE NOCASE,
  website          TEXT NOT NULL,
  text             TEXT NOT NULL,
  peer             TEXT NOT NULL,
  posted_at        INTEGER NOT NULL,
  state            TEXT NOT NULL,    -- held, approved, rejected, spam
  held_because     TEXT NOT NULL,
  reason           TEXT NOT NULL,
  decided_by       TEXT NOT NULL,
  decided_at       INTEGER,
  preview_key_hash TEXT NOT NULL UNIQUE,
  once             TEXT UNIQUE,
  hash             TEXT NOT NULL
) STRICT;
CREATE INDEX replies_article ON replies (article, state);
CREATE INDEX replies_state ON replies (state);
CREATE INDEX replies_parent ON replies (parent);
CREATE INDEX replies_email ON replies (email, posted_at);
CREATE INDEX replies_peer ON replies (peer, posted_at);

-- Who works at the desk. Keys of sessions and of one-time links are kept as hashes only.
CREATE TABLE accounts (
  name          TEXT PRIMARY KEY,
  role          TEXT NOT NULL,       -- editor, admin
  password_hash TEXT NOT NULL,       -- Argon2id; '' until one is set
  created_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
  key_hash   TEXT PRIMARY KEY,
  account    TEXT NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_account ON sessions (account);
CREATE TABLE setup_links (
  account    TEXT PRIMARY KEY,       -- '' for the first account, whose name is not known yet
  key_hash   TEXT NOT NULL UNIQUE,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was done, by whom, to what.
CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at       INTEGER NOT NULL,
  who      TEXT NOT NULL,
  action   TEXT NOT NULL,
  target   TEXT NOT NULL,
  detail   TEXT NOT NULL,
  hash     TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_keeps_what_it_says BEFORE UPDATE ON audit
  BEGIN SELECT raise(ABORT, 'the audit log is never changed'); END;
CREATE TRIGGER audit_keeps_everything BEFORE DELETE ON audit
  BEGIN SELECT raise(ABORT, 'the audit log is never shortened'); END;

CREATE TABLE settings (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql",
    R"sql(
-- 1: an editor put the article into its story, and the machine leaves it there.
ALTER TABLE placements ADD COLUMN by_editor INTEGER NOT NULL DEFAULT 0;

-- Stories of the same matter as `story`, position 0 first. Takes the place of story_earlier. Like the bar and the two
-- tables below, it names no story that was merged: what it says goes to the one that took the story in.
CREATE TABLE story_links (
  story    INTEGER NOT NULL,
  kind     TEXT NOT NULL,            -- earlier: before this one, the newest first; abroad: in another language
  other    INTEGER NOT NULL,
  position INTEGER NOT NULL,         -- last: before the end of the key, integrity_check (3.40) takes it for NULL
  PRIMARY KEY (story, kind, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_links_other ON story_links (other);
INSERT OR IGNORE INTO story_links (story, kind, other, position)
  SELECT story, 'earlier', earlier, position FROM story_earlier ORDER BY story, position;
DROP TABLE story_earlier;

-- Stories that an editor locked: the machine neither adds to them nor takes from them.
CREATE TABLE story_locks (
  story INTEGER PRIMARY KEY
) STRICT;

-- Pairs of stories that an editor parted: the machine does not merge them.
CREATE TABLE stories_apart (
  one   INTEGER NOT NULL,
  other INTEGER NOT NULL,
  PRIMARY KEY (one, other),
  CHECK (one < other)                -- so that a pair is there once
) STRICT, WITHOUT ROWID;
CREATE INDEX stories_apart_other ON stories_apart (other);
)sql",
    {R"sql(
-- When it was news: what it claims, but never later than we had it. The archive is by this.
ALTER TABLE articles ADD COLUMN reported_at INTEGER
  GENERATED ALWAYS AS (min(coalesce(published_at, fetched_at), fetched_at)) VIRTUAL;
CREATE INDEX articles_reported ON articles (reported_at);
CREATE TABLE article_days (
  day      INTEGER PRIMARY KEY,      -- since 1970, of reported_at
  articles INTEGER NOT NULL
) STRICT;

-- Every outlet that an article was ever of, by the name under which it has a page.
CREATE TABLE outlets (
  name TEXT PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE          -- text/slug.h; "-2" behind it where another name had it first
) STRICT, WITHOUT ROWID;
CREATE TABLE outlet_languages (
  outlet   TEXT NOT NULL REFERENCES outlets (name),
  language TEXT NOT NULL,
  articles INTEGER NOT NULL,
  PRIMARY KEY (outlet, language)
) STRICT, WITHOUT ROWID;
CREATE INDEX articles_outlet ON articles (outlet_name);

-- Who wrote it, each name by its slug. Without a reference to articles, which would need an index by arrival.
CREATE TABLE article_authors (
  slug    TEXT NOT NULL,
  arrival INTEGER NOT NULL,
  PRIMARY KEY (slug, arrival)
) STRICT, WITHOUT ROWID;

-- What the newsroom put on its own articles; `article` is articles.id, once the post is published.
CREATE TABLE article_tags (
  slug    TEXT NOT NULL,
  article INTEGER NOT NULL,
  name    TEXT NOT NULL,
  PRIMARY KEY (slug, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_tags_article ON article_tags (article);
)sql",
     fill_lists},
    R"sql(
-- More of a post; lists are one a line.
ALTER TABLE post_revisions ADD COLUMN tags           TEXT NOT NULL DEFAULT '';
ALTER TABLE post_revisions ADD COLUMN brief_known    TEXT NOT NULL DEFAULT '';
ALTER TABLE post_revisions ADD COLUMN brief_unknown  TEXT NOT NULL DEFAULT '';
ALTER TABLE post_revisions ADD COLUMN brief_matters  TEXT NOT NULL DEFAULT '';
ALTER TABLE post_revisions ADD COLUMN picture        INTEGER;            -- of its bytes; NULL: none
ALTER TABLE post_revisions ADD COLUMN picture_width  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post_revisions ADD COLUMN picture_height INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post_revisions ADD COLUMN picture_alt    TEXT NOT NULL DEFAULT '';
ALTER TABLE post_revisions ADD COLUMN picture_caption TEXT NOT NULL DEFAULT '';
ALTER TABLE post_revisions ADD COLUMN picture_credit TEXT NOT NULL DEFAULT '';
ALTER TABLE post_revisions ADD COLUMN live           TEXT NOT NULL DEFAULT 'no';  -- no, on, over
ALTER TABLE post_revisions ADD COLUMN live_ended_at  INTEGER;
UPDATE post_revisions SET hash = hash_of(post, revision, state, kicker, headline, standfirst, byline, section, body,
  correction, replies_open, created_at, updated_at, published_at, saved_by, tags, brief_known, brief_unknown,
  brief_matters, picture, picture_width, picture_height, picture_alt, picture_caption, picture_credit, live,
  live_ended_at);

-- The entries of live articles: every revision, and which one holds.
CREATE TABLE live_entry_revisions (
  sequence   INTEGER PRIMARY KEY,    -- the order of saving
  entry      INTEGER NOT NULL,
  post       INTEGER NOT NULL,
  headline   TEXT NOT NULL,
  body       TEXT NOT NULL,          -- Markdown
  key_event  INTEGER NOT NULL,
  byline     TEXT NOT NULL,
  at         INTEGER NOT NULL,
  updated_at INTEGER,
  revision   INTEGER NOT NULL,
  saved_by   TEXT NOT NULL,
  taken_back INTEGER NOT NULL,       -- 1: readers do not see it
  hash       TEXT NOT NULL,
  UNIQUE (entry, revision)
) STRICT;
CREATE TABLE live_entries (
  place  INTEGER PRIMARY KEY,        -- the order of first publication
  id     INTEGER NOT NULL UNIQUE,
  post   INTEGER NOT NULL REFERENCES posts (id),
  newest INTEGER NOT NULL REFERENCES live_entry_revisions (sequence)
) STRICT;
CREATE INDEX live_entries_post ON live_entries (post, place);
)sql",
    R"sql(
-- Pictures of the newsroom's own articles. The bytes that somebody brought are not kept, only what was made of them:
-- they may tell where a photograph was taken.
CREATE TABLE pictures (
  sequence INTEGER PRIMARY KEY,      -- the order in which they were brought
  id       INTEGER NOT NULL UNIQUE,  -- of the bytes brought
  width    INTEGER NOT NULL,         -- of the largest rendition
  height   INTEGER NOT NULL,
  alt      TEXT NOT NULL,
  caption  TEXT NOT NULL,
  credit   TEXT NOT NULL,
  by       TEXT NOT NULL,
  at       INTEGER NOT NULL,
  hash     TEXT NOT NULL
) STRICT;
CREATE TABLE renditions (
  picture      INTEGER NOT NULL REFERENCES pictures (id),
  width        INTEGER NOT NULL,
  height       INTEGER NOT NULL,
  content_type TEXT NOT NULL,        -- image/webp, image/jpeg
  hash         TEXT NOT NULL,
  bytes        BLOB NOT NULL,        -- last, so that the others are read without it
  PRIMARY KEY (picture, width, content_type)
) STRICT;
)sql",
    R"sql(
-- What search is made of: an article's words, and as marks, each after a character 1, what a search can be narrowed to.
CREATE VIEW articles_indexed AS
  SELECT arrival, headline, lede, text,
         char(1) || 'section:' || section || char(1) || 'outlet:' || slug ||
         char(1) || 'language:' || substr(language, 1, instr(language || '-', '-') - 1) ||
         char(1) || 'day:' || date(reported_at, 'unixepoch') ||
         char(1) || 'month:' || strftime('%Y-%m', reported_at, 'unixepoch') ||
         char(1) || 'year:' || strftime('%Y', reported_at, 'unixepoch') AS marks
  FROM articles JOIN outlets ON name = outlet_name;

-- Again, with the marks, and cut into words by ours (search_words.h), which finds words inside Chinese, Japanese, Thai.
DROP TABLE articles_fts;
CREATE VIRTUAL TABLE articles_fts USING fts5 (
  headline, lede, text, marks,
  content = 'articles_indexed', content_rowid = 'arrival', tokenize = 'dateline'
);
INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');
)sql",
    R"sql(
-- Corrections, updates and the withdrawal of a post, one a line in order of time: kind, seconds since 1970 or -, text.
-- What was a correction has the time of the revision that first had those words.
ALTER TABLE post_revisions ADD COLUMN notes TEXT NOT NULL DEFAULT '';
UPDATE post_revisions SET notes = 'correction ' ||
  (SELECT min(first.updated_at) FROM post_revisions AS first
   WHERE first.post = post_revisions.post AND first.correction = post_revisions.correction) ||
  ' ' || trim(replace(replace(correction, char(13), ''), char(10), ' '))
  WHERE trim(correction, ' ' || char(9) || char(10) || char(13)) <> '';
ALTER TABLE post_revisions DROP COLUMN correction;
UPDATE post_revisions SET hash = hash_of(post, revision, state, kicker, headline, standfirst, byline, section, body,
  notes, replies_open, created_at, updated_at, published_at, saved_by, tags, brief_known, brief_unknown,
  brief_matters, picture, picture_width, picture_height, picture_alt, picture_caption, picture_credit, live,
  live_ended_at);
)sql",
    R"sql(
-- For published_posts(): pages of what readers see, without reading every post.
CREATE INDEX post_revisions_published ON post_revisions (published_at, post) WHERE state = 'published';
)sql",
    {R"sql(
-- Whoever replied, or reported and wants an answer. The only table with an e-mail address: all else of a person names
-- the person, so that there is one place to keep it from the public, and one to erase it in.
CREATE TABLE people (
  id        INTEGER PRIMARY KEY,     -- random, behind the second of first_at (write_replies.cc)
  email     TEXT NOT NULL UNIQUE COLLATE NOCASE,
  avatar    INTEGER NOT NULL,        -- random
  proven_at INTEGER,                 -- when a link that was mailed there was first used
  first_at  INTEGER NOT NULL,
  note      TEXT NOT NULL,           -- the desk's
  note_by   TEXT NOT NULL,
  no_mail   INTEGER NOT NULL,        -- 1: unsubscribed
  hash      TEXT NOT NULL
) STRICT;
INSERT INTO people SELECT (min(posted_at) << 32) | (random() & 4294967295), email, random() & 4294967295, NULL, min(posted_at),
  '', '', 0, '' FROM replies WHERE email <> '' GROUP BY email;
UPDATE people SET hash = hash_of(id, email, avatar, proven_at, first_at, note, note_by, no_mail);

-- More of a reply. Another state: erased, of which only the place in its thread is left.
ALTER TABLE replies ADD COLUMN person    INTEGER REFERENCES people (id);  -- NULL: erased
ALTER TABLE replies ADD COLUMN ground    TEXT NOT NULL DEFAULT '';        -- of the decision
ALTER TABLE replies ADD COLUMN proven    INTEGER NOT NULL DEFAULT 0;      -- 1: the author has proved the address
ALTER TABLE replies ADD COLUMN avatar    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE replies ADD COLUMN edited_at INTEGER;
ALTER TABLE replies ADD COLUMN revision  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE replies ADD COLUMN notify    INTEGER NOT NULL DEFAULT 0;      -- 1: a mail for each answer
ALTER TABLE replies ADD COLUMN picked    INTEGER NOT NULL DEFAULT 0;      -- 1: by the desk, as worth reading first
ALTER TABLE replies ADD COLUMN digest    INTEGER NOT NULL DEFAULT 0;      -- desk::text_digest(text)
UPDATE replies SET avatar = random() & 4294967295,
  person = (SELECT people.id FROM people WHERE people.email = replies.email);
DROP INDEX replies_email;
DROP INDEX replies_peer;
DROP INDEX replies_article;
DROP INDEX replies_parent;
ALTER TABLE replies DROP COLUMN email;
-- Every reply that comes in pays for each of these, so none is here that a reader or the rules do not wait for.
-- What a thread is put in order by: without the texts.
CREATE INDEX replies_thread ON replies (article, posted_at, sequence, state, id, parent, picked)
  WHERE state IN ('approved', 'erased');
CREATE INDEX replies_new ON replies (decided_by) WHERE state = 'approved' AND decided_by = '';
CREATE INDEX replies_person ON replies (person, state, posted_at, digest, proven);
CREATE INDEX replies_text ON replies (digest, posted_at);
CREATE INDEX replies_peer ON replies (posted_at) WHERE peer <> '';
CREATE INDEX replies_parent ON replies (parent) WHERE parent IS NOT NULL;

-- What a reply that comes in asks of its article, without reading the article's text.
CREATE INDEX post_revisions_replies ON post_revisions (post, sequence, state, replies_open, published_at);

CREATE TABLE reports (
  sequence   INTEGER PRIMARY KEY,    -- the order in which they came
  id         INTEGER NOT NULL UNIQUE,
  reply      INTEGER NOT NULL REFERENCES replies (id),
  ground     TEXT NOT NULL,
  words      TEXT NOT NULL,
  person     INTEGER REFERENCES people (id),  -- NULL: wants no answer
  peer       TEXT NOT NULL,          -- cut
  at         INTEGER NOT NULL,
  state      TEXT NOT NULL,          -- open, upheld, dismissed
  answer     TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at INTEGER,
  key_hash   TEXT NOT NULL UNIQUE,   -- of the key that shows what became of it
  hash       TEXT NOT NULL
) STRICT;
CREATE INDEX reports_reply ON reports (reply);
CREATE INDEX reports_open ON reports (reply, sequence) WHERE state = 'open';
CREATE INDEX reports_person ON reports (person);
CREATE INDEX reports_peer ON reports (at) WHERE peer <> '';

CREATE TABLE appeals (
  sequence   INTEGER PRIMARY KEY,    -- the order in which they came
  id         INTEGER NOT NULL UNIQUE,
  reply      INTEGER NOT NULL REFERENCES replies (id),
  report     INTEGER REFERENCES reports (id),  -- set: of whoever reported; else of the author
  words      TEXT NOT NULL,
  at         INTEGER NOT NULL,
  state      TEXT NOT NULL,          -- open, granted, refused
  answer     TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at INTEGER,
  hash       TEXT NOT NULL
) STRICT;
CREATE INDEX appeals_state ON appeals (state);
CREATE INDEX appeals_reply ON appeals (reply, report);
CREATE INDEX appeals_report ON appeals (report);

-- Mail that no server has taken yet.
CREATE TABLE letters (
  sequence INTEGER PRIMARY KEY,
  id       INTEGER NOT NULL UNIQUE,  -- random
  kind     TEXT NOT NULL,            -- desk/letter.h
  person   INTEGER NOT NULL REFERENCES people (id),
  reply    INTEGER REFERENCES replies (id),
  report   INTEGER REFERENCES reports (id),
  appeal   INTEGER REFERENCES appeals (id),
  key      TEXT NOT NULL,
  stop_key TEXT NOT NULL,
  at       INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  next_at  INTEGER NOT NULL,
  problem  TEXT NOT NULL
) STRICT;
CREATE INDEX letters_next ON letters (next_at);
CREATE INDEX letters_reply ON letters (reply);

-- Links that were mailed, and keys in browsers that have proved whose they are; of both the hash only.
CREATE TABLE mailed_links (
  key_hash   TEXT PRIMARY KEY,
  kind       TEXT NOT NULL,          -- prove, manage, stop
  person     INTEGER NOT NULL REFERENCES people (id),
  reply      INTEGER REFERENCES replies (id),
  expires_at INTEGER NOT NULL        -- of what is not to stop mail
) STRICT, WITHOUT ROWID;
CREATE INDEX mailed_links_person ON mailed_links (person);
CREATE INDEX mailed_links_expire ON mailed_links (expires_at) WHERE kind <> 'stop';
CREATE TABLE reader_keys (
  key_hash   TEXT PRIMARY KEY,
  person     INTEGER NOT NULL REFERENCES people (id),
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reader_keys_person ON reader_keys (person);
CREATE INDEX reader_keys_expire ON reader_keys (expires_at);
)sql",
     fill_digests},
    // 10: a source keeps its own rhythm, its feed's wishes, and where it has moved.
    {R"sql(
ALTER TABLE fetch_states ADD COLUMN moved_to TEXT NOT NULL DEFAULT '';
ALTER TABLE fetch_states ADD COLUMN last_news INTEGER;
ALTER TABLE fetch_states ADD COLUMN rhythm INTEGER NOT NULL DEFAULT 0;       -- seconds
ALTER TABLE fetch_states ADD COLUMN at_least INTEGER NOT NULL DEFAULT 0;     -- minutes
ALTER TABLE fetch_states ADD COLUMN skip_hours INTEGER NOT NULL DEFAULT 0;   -- bits, the lowest is midnight UTC
ALTER TABLE fetch_states ADD COLUMN skip_days INTEGER NOT NULL DEFAULT 0;    -- bits, the lowest is Sunday
ALTER TABLE fetch_states ADD COLUMN failing_since INTEGER;
ALTER TABLE fetch_states ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE fetch_states ADD COLUMN remark TEXT NOT NULL DEFAULT '';
)sql"},
    // 11: what sources' entries were filed as.
    {R"sql(
ALTER TABLE fetch_states ADD COLUMN naming INTEGER NOT NULL DEFAULT 0;       -- wire::Naming
-- Digests (article/identity.h). The article may be gone: what was taken out does not come back by itself.
CREATE TABLE entry_marks (
  source  INTEGER NOT NULL,          -- 0: of any
  key     INTEGER NOT NULL,
  article INTEGER NOT NULL,
  says    INTEGER NOT NULL,
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
)sql"},
    // 12: why a source is in trouble; and those that are, without looking at all the others.
    {R"sql(
ALTER TABLE fetch_states ADD COLUMN trouble TEXT NOT NULL DEFAULT 'none';
UPDATE fetch_states SET trouble = 'other' WHERE problem <> '';
UPDATE fetch_states SET failing_since = coalesce(last_attempt, 0) WHERE problem <> '' AND failing_since IS NULL;
CREATE INDEX fetch_states_failing ON fetch_states (failing_since, gone) WHERE failing_since IS NOT NULL;
)sql"},
    // 13: a source may be read from its pages, where its feed brings less.
    {R"sql(
ALTER TABLE sources ADD COLUMN reads_pages INTEGER NOT NULL DEFAULT 0;
)sql"},
    // 14: WebSub (store/push_store.h).
    {R"sql(
-- Ours, at other people's hubs. A source that was removed is still here until its hub knows.
CREATE TABLE subscriptions (
  key        TEXT PRIMARY KEY,
  source     INTEGER NOT NULL,
  hub        TEXT NOT NULL,
  topic      TEXT NOT NULL,
  secret     TEXT NOT NULL,
  leaving    INTEGER NOT NULL,
  asked      INTEGER NOT NULL,       -- the hub has not asked back yet
  expires_at INTEGER,                -- NULL until the hub has asked back
  next_at    INTEGER NOT NULL,
  failures   INTEGER NOT NULL,
  problem    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Feeds of ours that somebody subscribed to, and the digest of the bytes that go out or went out last.
CREATE TABLE topics (
  topic  TEXT PRIMARY KEY,
  digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE subscribers (
  topic         TEXT NOT NULL REFERENCES topics (topic),
  callback      TEXT NOT NULL,
  host          TEXT NOT NULL,       -- of the callback
  secret        TEXT NOT NULL,
  expires_at    INTEGER NOT NULL,
  due           INTEGER NOT NULL DEFAULT 0,  -- has not got what the topic has now
  next_at       INTEGER NOT NULL,
  failures      INTEGER NOT NULL,
  failing_since INTEGER,
  PRIMARY KEY (topic, callback)
) STRICT;
CREATE INDEX subscribers_due ON subscribers (next_at) WHERE due;
CREATE INDEX subscribers_host ON subscribers (host);
CREATE INDEX subscribers_end ON subscribers (expires_at);
)sql"},
    // 15: how a report came by its text. What was "same-text" is verbatim or cut, by its length.
    {R"sql(
UPDATE placements SET kinship = CASE WHEN
  (SELECT length(text) FROM articles WHERE articles.arrival = placements.arrival) <
  0.85 * (SELECT length(text) FROM articles WHERE articles.id = placements.of)
  THEN 'cut' ELSE 'verbatim' END
WHERE kinship = 'same-text';
)sql"},
    // 16: dossiers (desk/dossier.h).
    {R"sql(
CREATE TABLE dossiers (
  id         INTEGER PRIMARY KEY,
  state      TEXT NOT NULL,          -- proposed, confirmed, dismissed
  kind       TEXT NOT NULL,          -- as readers see it: with the desk's edits
  language   TEXT NOT NULL,
  name       TEXT NOT NULL,          -- likewise
  machine    TEXT NOT NULL,          -- JSON: docs/formats/dossier.md
  edits      TEXT NOT NULL,          -- JSON: desk/dossier.cc
  revision   INTEGER NOT NULL,
  sequence   INTEGER NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at INTEGER,
  updated_at INTEGER NOT NULL,
  active_at  INTEGER NOT NULL,       -- when its newest report was reported
  hash       TEXT NOT NULL
) STRICT;
CREATE INDEX dossiers_shown ON dossiers (active_at, id, kind) WHERE state <> 'dismissed';
CREATE INDEX dossiers_state ON dossiers (state, active_at, id, kind);

-- Which reports tell of which dossier. By reports and not by stories, since those are merged and split.
CREATE TABLE dossier_reports (
  report  INTEGER NOT NULL,          -- articles.id; it may have been withdrawn since
  dossier INTEGER NOT NULL REFERENCES dossiers (id) ON DELETE CASCADE,
  PRIMARY KEY (report, dossier)
) STRICT, WITHOUT ROWID;
CREATE INDEX dossier_reports_dossier ON dossier_reports (dossier);
)sql"},
};

struct Identity {
  std::int64_t version = 0;
  bool empty = false;
};

/// Reads what the file is, and refuses what is not ours or not yet ours.
Result<Identity> identify(Database& database) {
  DATELINE_TRY(const std::int64_t application, database.number("PRAGMA application_id"));
  DATELINE_TRY(const std::int64_t version, database.number("PRAGMA user_version"));
  DATELINE_TRY(const std::int64_t tables, database.number("SELECT count(*) FROM sqlite_schema"));
  const std::string where = database.file().string() + ": ";
  if (version == 0 && tables == 0) return Identity{0, true};
  if (application != kApplicationId) {
    return fail(Code::kInvalid, where + "this is another program's database; name dateline's own folder with --data");
  }
  if (version > newest_schema()) {
    return fail(Code::kInvalid, where + "schema is version " + std::to_string(version) + ", this build knows up to " +
                                    std::to_string(newest_schema()) + "; run a newer dateline");
  }
  return Identity{version, false};
}

}  // namespace

int newest_schema() {
  return static_cast<int>(std::size(kMigrations));
}

Status check_schema(Database& database) {
  DATELINE_TRY(const Identity identity, identify(database));
  if (identity.version == newest_schema()) return {};
  return fail(Code::kInvalid, database.file().string() + ": schema is version " + std::to_string(identity.version) +
                                  ", this build needs " + std::to_string(newest_schema()) +
                                  "; start 'dateline serve' once to bring it up");
}

Status migrate(Database& database, int to) {
  DATELINE_TRY(const Identity identity, identify(database));
  for (std::int64_t next = identity.version; next < to; ++next) {
    const Migration& migration = kMigrations[static_cast<std::size_t>(next)];
    // Of a folder with years in it this takes a while, before anything is served.
    if (!identity.empty) log::info("store", "bringing the data to schema " + std::to_string(next + 1) + " ...");
    // The schema's number inside: a power cut leaves either the old schema or the new one with its number.
    const Status done = database.atomically([&]() -> Status {
      DATELINE_TRY_VOID(database.run_script(migration.sql));
      if (migration.fill != nullptr) DATELINE_TRY_VOID(migration.fill(database));
      return database.run_script("PRAGMA application_id = " + std::to_string(kApplicationId) +
                                 "; PRAGMA user_version = " + std::to_string(next + 1));
    });
    if (!done) return fail(done.error().at("bringing the schema to version " + std::to_string(next + 1)));
  }
  return {};
}

}  // namespace dateline::store
