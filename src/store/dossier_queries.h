#pragma once
// Dossiers as they stand in rows, and read.

#include "store/row.h"
#include "store/sqlite_database.h"
#include "store/store.h"

namespace dateline::store {

inline constexpr std::string_view kDossierColumns =
    "id, state, kind, language, name, machine, edits, revision, sequence, decided_by, decided_at, updated_at, "
    "active_at";
Row to_row(const desk::Dossier& dossier);

Result<std::optional<desk::Dossier>> find_dossier(Database& database, desk::DossierId id);
Result<std::vector<desk::Dossier>> find_dossiers_with(Database& database, std::span<const article::ArticleId> reports);
Result<Paged<desk::Dossier>> list_dossiers(Database& database, const DossierFilter& filter, const Page& page);
Result<Arrivals> list_arrivals(Database& database, std::int64_t after, int limit);

}  // namespace dateline::store
