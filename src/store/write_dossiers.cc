#include "store/dossier_queries.h"
#include "store/sql_text.h"
#include "store/sqlite_writer.h"

namespace dateline::store {

Status SqliteWriter::put_dossier(const desk::Dossier& dossier) {
  static const std::string kColumns = sql({kDossierColumns, ", hash"});
  static const std::string kSql =
      insert_into("dossiers", kColumns,
                  sql({"ON CONFLICT (id) DO UPDATE SET (", kColumns, ") = (", parameters_for(kColumns), ")"}));
  return database_->atomically([&]() -> Status {
    DATELINE_TRY_VOID(database_->run(kSql, with_hash(to_row(dossier))));
    DATELINE_TRY_VOID(database_->run("DELETE FROM dossier_reports WHERE dossier = ?1", {dossier.id}));
    for (const article::ArticleId report : dossier.machine.reports) {
      DATELINE_TRY_VOID(database_->run("INSERT OR IGNORE INTO dossier_reports (report, dossier) VALUES (?1, ?2)",
                                       {report, dossier.id}));
    }
    return {};
  });
}

}  // namespace dateline::store
