#pragma once
// How posts, pictures, accounts and the audit log stand in rows; as in article_rows.h.

#include <string_view>

#include "desk/account.h"
#include "desk/picture.h"
#include "desk/post.h"
#include "store/row.h"
#include "store/sqlite_database.h"
#include "store/store.h"

namespace dateline::store {

inline constexpr std::string_view kPostColumns =
    "post, revision, state, kicker, headline, standfirst, byline, section, body, notes, replies_open, created_at, "
    "updated_at, published_at, saved_by, tags, brief_known, brief_unknown, brief_matters, picture, picture_width, "
    "picture_height, picture_alt, picture_caption, picture_credit, live, live_ended_at";
Row to_row(const desk::Post& post);
desk::Post post_from(Columns& columns);

inline constexpr std::string_view kLiveEntryColumns =
    "entry, post, headline, body, key_event, byline, at, updated_at, revision, saved_by, taken_back";
Row to_row(const KeptEntry& kept);
KeptEntry live_entry_from(Columns& columns);

inline constexpr std::string_view kPictureColumns = "id, width, height, alt, caption, credit, by, at";
Row to_row(const desk::Picture& picture);
desk::Picture picture_from(Columns& columns);

inline constexpr std::string_view kRenditionColumns = "picture, width, height, content_type, bytes";
Row to_row(desk::PictureId picture, const desk::Rendition& rendition);

inline constexpr std::string_view kAccountColumns = "name, role, password_hash, created_at";
Row to_row(const desk::Account& account);
desk::Account account_from(Columns& columns);

inline constexpr std::string_view kAuditColumns = "at, who, action, target, detail";
Row to_row(const desk::AuditEntry& entry);
desk::AuditEntry audit_entry_from(Columns& columns);

}  // namespace dateline::store
