// Posts, pictures, accounts, the audit log, settings.
#include "store/article_lists.h"
#include "store/desk_rows.h"
#include "store/sql_text.h"
#include "store/sqlite_writer.h"

namespace dateline::store {
Status SqliteWriter::put_post(const desk::Post& post) {
  static const std::string kRevision = insert_into("post_revisions", sql({kPostColumns, ", hash"}));
  return database_->atomically([&]() -> Status {
    DATELINE_TRY(const std::optional<desk::Post> newest, find_post(*database_, post.id));
    if (newest && post.revision <= newest->revision) {
      return fail(Code::kConflict, "revision " + std::to_string(newest->revision) + " of post " + post.id.str() +
                                       " was saved meanwhile by " + newest->saved_by + "; load it and try again");
    }
    DATELINE_TRY_VOID(database_->run(kRevision, with_hash(to_row(post))));
    DATELINE_TRY_VOID(
        database_->run("INSERT INTO posts (id, article, newest) VALUES (?1, ?2, ?3) "
                       "ON CONFLICT (id) DO UPDATE SET newest = excluded.newest",
                       {post.id, post.article_id(), database_->last_row()}));
    return put_tags(*database_, post.article_id(), post.tags);
  });
}

Status SqliteWriter::put_live_entry(const KeptEntry& kept) {
  static const std::string kRevision = insert_into("live_entry_revisions", sql({kLiveEntryColumns, ", hash"}));
  const desk::LiveEntry& entry = kept.entry;
  return database_->atomically([&]() -> Status {
    DATELINE_TRY(const std::optional<KeptEntry> newest, find_live_entry(*database_, entry.id));
    if (newest && newest->post != kept.post) {
      return fail(Code::kConflict, "entry " + entry.id.str() + " belongs to post " + newest->post.str());
    }
    if (newest && entry.revision <= newest->entry.revision) {
      return fail(Code::kConflict, "revision " + std::to_string(newest->entry.revision) + " of entry " +
                                       entry.id.str() + " was saved meanwhile by " + newest->entry.saved_by +
                                       "; load it and try again");
    }
    DATELINE_TRY_VOID(database_->run(kRevision, with_hash(to_row(kept))));
    Status done = database_->run(
        "INSERT INTO live_entries (id, post, newest) VALUES (?1, ?2, ?3) "
        "ON CONFLICT (id) DO UPDATE SET newest = excluded.newest",
        {entry.id, kept.post, database_->last_row()});
    if (!done && done.error().code == Code::kNotFound) {
      return fail(Code::kNotFound, "there is no post " + kept.post.str());
    }
    return done;
  });
}

Status SqliteWriter::put_picture(const desk::Picture& picture, const std::vector<desk::Rendition>& renditions) {
  static const std::string kColumns = sql({kPictureColumns, ", hash"});
  static const std::string kPicture =
      insert_into("pictures", kColumns,
                  sql({"ON CONFLICT (id) DO UPDATE SET (", kColumns, ") = (", parameters_for(kColumns), ")"}));
  static const std::string kRendition =
      insert_into("renditions", sql({kRenditionColumns, ", hash"}), "ON CONFLICT DO NOTHING");
  return database_->atomically([&]() -> Status {
    DATELINE_TRY_VOID(database_->run(kPicture, with_hash(to_row(picture))));
    for (const desk::Rendition& rendition : renditions) {
      DATELINE_TRY_VOID(database_->run(kRendition, with_hash(to_row(picture.id, rendition))));
    }
    return {};
  });
}

Status SqliteWriter::put_account(const desk::Account& account) {
  static const std::string kSql =
      insert_into("accounts", kAccountColumns,
                  "ON CONFLICT (name) DO UPDATE SET role = excluded.role, password_hash = excluded.password_hash");
  return database_->run(kSql, to_row(account));
}

Status SqliteWriter::put_session(const desk::Session& session) {
  return database_->atomically([&]() -> Status {
    // The new session tells the time: it was opened kSessionLife before it ends.
    DATELINE_TRY_VOID(
        database_->run("DELETE FROM sessions WHERE expires_at <= ?1", {session.expires_at - desk::kSessionLife}));
    Status done = database_->run("INSERT INTO sessions (key_hash, account, expires_at) VALUES (?1, ?2, ?3)",
                                 {session.key_hash, session.account, session.expires_at});
    if (!done && done.error().code == Code::kNotFound) {
      return fail(Code::kNotFound, "there is no account '" + session.account + "'");
    }
    return done;
  });
}

Status SqliteWriter::remove_session(std::string_view key_hash) {
  return database_->run("DELETE FROM sessions WHERE key_hash = ?1", {key_hash});
}

Status SqliteWriter::remove_sessions_of(std::string_view account) {
  return database_->run("DELETE FROM sessions WHERE account = ?1", {account});
}

Status SqliteWriter::put_setup_link(const desk::SetupLink& link) {
  return database_->run(
      "INSERT INTO setup_links (account, key_hash, expires_at) VALUES (?1, ?2, ?3) "
      "ON CONFLICT (account) DO UPDATE SET key_hash = excluded.key_hash, expires_at = excluded.expires_at",
      {link.account, link.key_hash, link.expires_at});
}

Status SqliteWriter::remove_setup_link(std::string_view key_hash) {
  return database_->run("DELETE FROM setup_links WHERE key_hash = ?1", {key_hash});
}

Status SqliteWriter::append_audit(const desk::AuditEntry& entry) {
  static const std::string kSql = insert_into("audit", sql({kAuditColumns, ", hash"}));
  return database_->run(kSql, with_hash(to_row(entry)));
}

Status SqliteWriter::put_setting(std::string_view key, std::string_view value) {
  return database_->run(
      "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      {key, value});
}

}  // namespace dateline::store
