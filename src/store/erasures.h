#pragma once
// Taking out all that is kept about a person, and the list of whom, which outlives every backup.

#include <filesystem>
#include <vector>

#include "desk/person.h"
#include "desk/reply.h"
#include "store/reply_rows.h"
#include "store/sqlite_database.h"

namespace dateline::store {

/// In the data folder: "person ID" and "reply ID", a line each. It names nobody: ids are random.
inline constexpr const char* kErasuresFile = "erasures";

/// Blanks the person's replies and takes out all else, in the order that foreign keys ask for; which replies. Nothing
/// where there is no such person. Inside a transaction.
Result<std::vector<desk::ReplyId>> erase(Database& database, desk::PersonId person);

/// Puts them on the list; on the disk when it returns OK.
Status append_erasure(const std::filesystem::path& file, desk::PersonId person,
                      const std::vector<desk::ReplyId>& replies);

/// Erases again, as one, whoever is on the list and in the database all the same, since a backup was put back. How many
/// people. Cost: a look by id each line, 2 us.
Result<std::int64_t> apply_erasures(Database& database, const std::filesystem::path& file);

/// Writes the row of a reply that is there anew.
Status write_again(Database& database, const KeptReply& kept);

}  // namespace dateline::store
