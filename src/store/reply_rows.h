#pragma once
// How replies, people, reports, appeals and mail stand in rows; as in article_rows.h. An e-mail address is in `people`
// alone: what is read for the desk looks it up there, what is read for the public does not.

#include <string>
#include <string_view>

#include "desk/letter.h"
#include "desk/person.h"
#include "desk/reply.h"
#include "desk/report.h"
#include "store/row.h"
#include "store/sqlite_database.h"

namespace dateline::store {

/// The address of the row's `person`, behind its own columns; '' where there is none.
inline constexpr std::string_view kEmailOfPerson =
    ", coalesce((SELECT email FROM people WHERE people.id = person), '')";

/// A reply with what only the store keeps of it.
struct KeptReply {
  desk::Reply reply;
  std::string status_key_hash;
  std::optional<std::string> once;
};
inline constexpr std::string_view kReplyColumns =
    "id, article, parent, person, name, website, text, peer, posted_at, state, held_because, reason, decided_by, "
    "decided_at, ground, proven, avatar, edited_at, revision, notify, picked, digest, preview_key_hash, once";
/// Cuts the network address once more: whatever comes here, a whole one is never kept.
Row to_row(const KeptReply& kept);
KeptReply kept_reply_from(Columns& columns);  ///< Of kReplyColumns and kEmailOfPerson.

/// What the public may see; no column with an address is even read.
inline constexpr std::string_view kPublicReplyColumns =
    "id, parent, name, website, text, posted_at, state, avatar, edited_at, picked";
desk::PublicReply public_reply_from(Columns& columns);

inline constexpr std::string_view kPersonColumns = "id, email, avatar, proven_at, first_at, note, note_by, no_mail";
Row to_row(const desk::Person& person);
desk::Person person_from(Columns& columns);

inline constexpr std::string_view kReportColumns =
    "id, reply, ground, words, person, peer, at, state, answer, decided_by, decided_at, key_hash";
Row to_row(const desk::Report& report, std::string_view key_hash);
desk::Report report_from(Columns& columns);  ///< Of kReportColumns and kEmailOfPerson.

inline constexpr std::string_view kAppealColumns =
    "id, reply, report, words, at, state, answer, decided_by, decided_at";
Row to_row(const desk::Appeal& appeal);
desk::Appeal appeal_from(Columns& columns);

inline constexpr std::string_view kLetterColumns =
    "id, kind, person, reply, report, appeal, key, stop_key, at, attempts, next_at, problem";
Row to_row(const desk::Letter& letter);
desk::Letter letter_from(Columns& columns);  ///< Of kLetterColumns and kEmailOfPerson.

inline constexpr std::string_view kLinkColumns = "key_hash, kind, person, reply, expires_at";
Row to_row(const desk::MailedLink& link);
desk::MailedLink link_from(Columns& columns);

}  // namespace dateline::store
