// What changed about stories: merges, places, links, an editor's decisions; the bar.
#include "store/article_rows.h"
#include "store/sql_text.h"
#include "store/sqlite_writer.h"

namespace dateline::store {
namespace {

using story::StoryId;

/// A new story starts with nothing, also where its id was one that went into another story, or whose articles all left.
Status open_story(Database& database, StoryId id) {
  DATELINE_TRY_VOID(database.run("DELETE FROM story_redirects WHERE story = ?1", {id}));
  DATELINE_TRY_VOID(database.run("DELETE FROM story_locks WHERE story = ?1", {id}));
  return database.run("DELETE FROM story_links WHERE story = ?1", {id});
}

/// The editor's word goes with the story: into one that has none, or that has an older one.
Status move_bar(Database& database, StoryId from, StoryId into) {
  DATELINE_TRY_VOID(
      database.run("DELETE FROM bar WHERE story = ?2 AND at < (SELECT at FROM bar WHERE story = ?1)", {from, into}));
  DATELINE_TRY_VOID(database.run("UPDATE OR IGNORE bar SET story = ?2 WHERE story = ?1", {from, into}));
  return database.run("DELETE FROM bar WHERE story = ?1", {from});
}

/// Behind those of `into`, each story once and none before itself.
Status move_links(Database& database, StoryId from, StoryId into) {
  DATELINE_TRY_VOID(database.run(
      "INSERT OR IGNORE INTO story_links (story, kind, position, other) "
      "SELECT ?2, kind, position + (SELECT coalesce(max(position) + 1, 0) FROM story_links WHERE story = ?2), other "
      "FROM story_links WHERE story = ?1",
      {from, into}));
  DATELINE_TRY_VOID(database.run("DELETE FROM story_links WHERE story = ?1", {from}));
  DATELINE_TRY_VOID(database.run("UPDATE OR IGNORE story_links SET other = ?2 WHERE other = ?1", {from, into}));
  DATELINE_TRY_VOID(database.run("DELETE FROM story_links WHERE other = ?1", {from}));
  return database.run("DELETE FROM story_links WHERE story = ?1 AND other = ?1", {into});
}

Status move_lock(Database& database, StoryId from, StoryId into) {
  DATELINE_TRY_VOID(database.run("UPDATE OR IGNORE story_locks SET story = ?2 WHERE story = ?1", {from, into}));
  return database.run("DELETE FROM story_locks WHERE story = ?1", {from});
}

/// The pair of the two itself goes: they are one.
Status move_pairs(Database& database, StoryId from, StoryId into) {
  DATELINE_TRY_VOID(database.run(
      "INSERT OR IGNORE INTO stories_apart (one, other) SELECT min(third, ?2), max(third, ?2) FROM "
      "(SELECT CASE one WHEN ?1 THEN other ELSE one END AS third FROM stories_apart WHERE one = ?1 OR other = ?1) "
      "WHERE third <> ?2",
      {from, into}));
  return database.run("DELETE FROM stories_apart WHERE one = ?1 OR other = ?1", {from});
}

Status merge_story(Database& database, StoryId from, StoryId to) {
  DATELINE_TRY(const StoryId old_story, follow_redirect(database, from));
  DATELINE_TRY(const StoryId into, follow_redirect(database, to));
  if (into == from) {
    return fail(Code::kConflict, "story " + to.str() + " cannot take in story " + from.str() + ": it is the same one");
  }
  if (old_story == into) return {};
  DATELINE_TRY_VOID(
      database.run("UPDATE story_redirects SET into_story = ?2 WHERE into_story = ?1", {old_story, into}));
  DATELINE_TRY_VOID(database.run("INSERT INTO story_redirects (story, into_story) VALUES (?1, ?2)", {old_story, into}));
  DATELINE_TRY_VOID(database.run("UPDATE placements SET story = ?2 WHERE story = ?1", {old_story, into}));
  DATELINE_TRY_VOID(move_bar(database, old_story, into));
  DATELINE_TRY_VOID(move_links(database, old_story, into));
  DATELINE_TRY_VOID(move_lock(database, old_story, into));
  return move_pairs(database, old_story, into);
}

Status place(Database& database, const story::Changes::Placed& placed) {
  static const std::string kSql =
      sql({"UPDATE placements SET (", kPlacementColumns,
           ") = (?2, ?3, ?4, ?5) WHERE arrival = (SELECT arrival FROM articles WHERE id = ?1)"});
  DATELINE_TRY(const StoryId story, follow_redirect(database, placed.story));
  DATELINE_TRY_VOID(
      database.run(kSql, {placed.article, story, story::to_string(placed.kinship), placed.of, placed.by_editor}));
  if (database.changes() > 0) return {};
  return fail(Code::kNotFound, "there is no article " + placed.article.str() + " to put into story " + story.str());
}

Status put_links(Database& database, const StoryLinks& links) {
  DATELINE_TRY(const StoryId story, follow_redirect(database, links.story));
  DATELINE_TRY_VOID(database.run("DELETE FROM story_links WHERE story = ?1", {story}));
  for (const auto& [kind, others] : {std::pair(kEarlier, &links.earlier), std::pair(kAbroad, &links.abroad)}) {
    int position = 0;
    for (const StoryId id : *others) {
      DATELINE_TRY(const StoryId other, follow_redirect(database, id));
      if (other == story) continue;
      // Two that went into one are named once.
      DATELINE_TRY_VOID(
          database.run("INSERT OR IGNORE INTO story_links (story, kind, position, other) VALUES (?1, ?2, ?3, ?4)",
                       {story, kind, position++, other}));
    }
  }
  return {};
}

Status put_pair(Database& database, const std::pair<StoryId, StoryId>& pair, bool apart) {
  DATELINE_TRY(const StoryId one, follow_redirect(database, pair.first));
  DATELINE_TRY(const StoryId other, follow_redirect(database, pair.second));
  if (one == other) return {};
  if (apart) {
    return database.run("INSERT OR IGNORE INTO stories_apart (one, other) VALUES (min(?1, ?2), max(?1, ?2))",
                        {one, other});
  }
  return database.run("DELETE FROM stories_apart WHERE one = min(?1, ?2) AND other = max(?1, ?2)", {one, other});
}

Status put_lock(Database& database, StoryId id, bool locked) {
  DATELINE_TRY(const StoryId story, follow_redirect(database, id));
  return database.run(
      locked ? "INSERT OR IGNORE INTO story_locks (story) VALUES (?1)" : "DELETE FROM story_locks WHERE story = ?1",
      {story});
}

}  // namespace

Status SqliteWriter::put_changes(const story::Changes& changes, const std::vector<StoryLinks>& links) {
  return database_->atomically([&]() -> Status {
    for (const StoryId id : changes.opened) DATELINE_TRY_VOID(open_story(*database_, id));
    for (const auto& [from, into] : changes.merged) DATELINE_TRY_VOID(merge_story(*database_, from, into));
    for (const auto& placed : changes.placed) DATELINE_TRY_VOID(place(*database_, placed));
    for (const StoryLinks& lists : links) DATELINE_TRY_VOID(put_links(*database_, lists));
    for (const auto& pair : changes.apart) DATELINE_TRY_VOID(put_pair(*database_, pair, true));
    for (const auto& pair : changes.together_again) DATELINE_TRY_VOID(put_pair(*database_, pair, false));
    for (const auto& [id, locked] : changes.locked) DATELINE_TRY_VOID(put_lock(*database_, id, locked));
    return {};
  });
}

Status SqliteWriter::put_bar(const BarRecord& record) {
  static const std::string kSql =
      insert_into("bar", kBarColumns,
                  "ON CONFLICT (story) DO UPDATE SET decision = excluded.decision, headline = excluded.headline, "
                  "by = excluded.by, at = excluded.at");
  BarRecord followed = record;
  DATELINE_TRY(followed.story, follow_redirect(*database_, record.story));
  return database_->run(kSql, to_row(followed));
}

Status SqliteWriter::clear_bar(StoryId story) {
  DATELINE_TRY(const StoryId followed, follow_redirect(*database_, story));
  return database_->run("DELETE FROM bar WHERE story = ?1", {followed});
}

}  // namespace dateline::store
