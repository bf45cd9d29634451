#include "store/dossier_queries.h"

#include <algorithm>
#include <map>

#include "store/paging.h"
#include "store/read_rows.h"
#include "store/sql_text.h"

namespace dateline::store {
namespace {

/// A row as it is, or why it cannot be read: its JSON may have been written by a later dateline, or be damaged.
Result<desk::Dossier> dossier_from(Columns& columns) {
  desk::Dossier out;
  out.id = columns.id<desk::DossierId>();
  out.state = desk::parse_dossier_state(columns.text()).value_or(desk::Dossier::State::kProposed);
  columns.text();  // Kind, language and name are there for lists; the JSON says them, too.
  columns.text();
  columns.text();
  const auto where = "dossier " + out.id.str();
  auto machine = story::dossier_from_json(columns.text());
  if (!machine) return fail(machine.error().at(where));
  out.machine = std::move(*machine);
  auto edits = desk::edits_from_json(columns.text());
  if (!edits) return fail(edits.error().at(where));
  out.edits = std::move(*edits);
  out.revision = static_cast<int>(columns.number());
  out.sequence = static_cast<int>(columns.number());
  out.decided_by = columns.text();
  out.decided_at = columns.optional_instant();
  out.updated_at = columns.instant();
  out.active_at = columns.instant();
  return out;
}

}  // namespace

Row to_row(const desk::Dossier& d) {
  const std::string name = d.edits.name.value_or(d.machine.name);
  return {d.id,
          desk::to_string(d.state),
          story::to_string(d.edits.kind.value_or(d.machine.kind)),
          d.machine.language,
          name,
          story::to_json(d.machine),
          desk::to_json(d.edits),
          d.revision,
          d.sequence,
          d.decided_by,
          d.decided_at,
          d.updated_at,
          d.active_at};
}

Result<std::optional<desk::Dossier>> find_dossier(Database& database, desk::DossierId id) {
  static const std::string kSql = sql({"SELECT ", kDossierColumns, " FROM dossiers WHERE id = ?1"});
  DATELINE_TRY(auto found, first_of(database.query(kSql, {id}), dossier_from));
  if (!found) return std::nullopt;
  DATELINE_TRY(desk::Dossier dossier, std::move(*found));
  return dossier;
}

Result<std::vector<desk::Dossier>> find_dossiers_with(Database& database, std::span<const article::ArticleId> reports) {
  std::map<desk::DossierId, int> in_common;
  for (const article::ArticleId report : reports) {
    DATELINE_TRY(const auto ids,
                 all_of(database.query("SELECT dossier FROM dossier_reports WHERE report = ?1", {report}),
                        [](Columns& columns) { return columns.id<desk::DossierId>(); }));
    for (const desk::DossierId id : ids) ++in_common[id];
  }
  std::vector<std::pair<int, desk::DossierId>> order;
  for (const auto& [id, count] : in_common) order.emplace_back(-count, id);
  std::ranges::sort(order);
  std::vector<desk::Dossier> out;
  for (const auto& [_, id] : order) {
    DATELINE_TRY(auto dossier, find_dossier(database, id));
    if (dossier) out.push_back(std::move(*dossier));
  }
  return out;
}

Result<Paged<desk::Dossier>> list_dossiers(Database& database, const DossierFilter& filter, const Page& page) {
  static const std::string kColumns = sql({"SELECT active_at, ", kDossierColumns, " FROM dossiers "});
  static const std::string kRest =
      "AND (active_at, id) {<} (?1, ?2) AND (?3 = '' OR kind = ?3) ORDER BY active_at {DESC}, id {DESC} LIMIT ?4";
  static const BothWays kShown(kColumns + "WHERE state <> 'dismissed' " + kRest);
  static const BothWays kInState(kColumns + "WHERE state = ?5 " + kRest);
  const Position position = read_cursor(page.cursor);
  const std::string_view kind = filter.kind ? story::to_string(*filter.kind) : std::string_view();
  std::vector<Value> values{position.from.major, position.from.minor, kind, limit_of(page) + 1};
  if (filter.state) values.emplace_back(desk::to_string(*filter.state));
  const std::string& text = (filter.state ? kInState : kShown).of(position);
  DATELINE_TRY(auto rows,
               read_page<Result<desk::Dossier>>(database.query(text, values), position, page, [](Columns& columns) {
                 const std::int64_t active = columns.number();
                 auto dossier = dossier_from(columns);
                 const Place place{active, dossier ? static_cast<std::int64_t>(dossier->id.value) : 0};
                 return std::pair(std::move(dossier), place);
               }));
  Paged<desk::Dossier> out{.items = {}, .next = std::move(rows.next), .previous = std::move(rows.previous)};
  for (auto& row : rows.items) {
    DATELINE_TRY(desk::Dossier dossier, std::move(row));
    out.items.push_back(std::move(dossier));
  }
  return out;
}

Result<Arrivals> list_arrivals(Database& database, std::int64_t after, int limit) {
  DATELINE_TRY(
      const auto rows,
      all_of(database.query("SELECT arrival, story FROM placements WHERE arrival > ?1 ORDER BY arrival LIMIT ?2",
                            {after, limit}),
             [](Columns& columns) {
               const std::int64_t arrival = columns.number();
               return std::pair(arrival, columns.id<story::StoryId>());
             }));
  Arrivals out{.stories = {}, .last = rows.empty() ? after : rows.back().first};
  for (const auto& [_, story] : rows) {
    if (std::ranges::find(out.stories, story) == out.stories.end()) out.stories.push_back(story);
  }
  return out;
}

}  // namespace dateline::store
