#pragma once
// Reading posts, pictures, accounts and settings: what Reader promises, on one connection.

#include "store/desk_rows.h"
#include "store/sqlite_database.h"
#include "store/store.h"

namespace dateline::store {

Result<std::optional<desk::Post>> find_post(Database& database, desk::PostId id);
Result<std::optional<desk::Post>> find_post_of(Database& database, article::ArticleId id);
Result<std::vector<desk::Post>> list_posts(Database& database);
Result<Paged<desk::Post>> list_published_posts(Database& database, const Page& page);
Result<std::vector<desk::LiveEntry>> list_live_entries(Database& database, desk::PostId post);
Result<std::optional<KeptEntry>> find_live_entry(Database& database, desk::LiveEntryId id);

Result<std::vector<desk::Picture>> list_pictures(Database& database, int limit);
Result<std::optional<desk::Picture>> find_picture(Database& database, desk::PictureId id);
Result<std::shared_ptr<const std::string>> find_rendition(Database& database, desk::PictureId id, int width,
                                                          std::string_view content_type);
Result<std::optional<std::int64_t>> count_rendition_bytes(Database& database, desk::PictureId id, int width,
                                                          std::string_view content_type);

Result<std::optional<desk::Account>> find_account(Database& database, std::string_view name);
Result<std::vector<desk::Account>> list_accounts(Database& database);
Result<std::optional<desk::Session>> find_session(Database& database, std::string_view key_hash, Instant now);
Result<std::optional<desk::SetupLink>> find_setup_link(Database& database, std::string_view key_hash, Instant now);
Result<std::vector<desk::AuditEntry>> list_audit(Database& database, int limit);
Result<std::optional<std::string>> find_setting(Database& database, std::string_view key);

}  // namespace dateline::store
