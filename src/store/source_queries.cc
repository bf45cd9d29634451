#include "store/source_queries.h"

#include <algorithm>

#include "store/article_rows.h"
#include "store/read_rows.h"
#include "store/sql_text.h"
#include "wire/source_words.h"

namespace dateline::store {
namespace {

// What wire::standing_of() and needs_attention() say of a state, as SQL; a test compares them. ?1 is a week ago, ?2 a
// month.
constexpr std::string_view kFailing = "failing_since IS NOT NULL AND gone = 0";
constexpr std::string_view kNeedsAttention = "failing_since IS NOT NULL AND (gone <> 0 OR failing_since <= ?1)";
constexpr std::string_view kGone = "failing_since IS NOT NULL AND gone <> 0";
constexpr std::string_view kMoved = "moved_to <> ''";
const std::string kQuiet =
    "failing_since IS NULL AND gone = 0 AND last_attempt IS NOT NULL AND (last_news <= ?2 OR rhythm >= " +
    std::to_string(std::chrono::seconds(wire::kQuietAfter).count()) + ")";

/// A word more is passed over: nobody types so many for one source.
constexpr std::size_t kMostWords = 5;

constexpr std::string_view kFrom = " FROM sources LEFT JOIN fetch_states ON source = id WHERE ";
// Those that fail are few and have an index of their own: a list that asks for nothing else of the states looks at no
// other one. Of 100,000 sources that is 20 ms of work, and 190 otherwise.
constexpr std::string_view kWithFailing =
    "WITH failing AS MATERIALIZED (SELECT source, failing_since, gone FROM fetch_states WHERE failing_since IS NOT "
    "NULL) ";
constexpr std::string_view kFromFailing = " FROM sources LEFT JOIN failing ON source = id WHERE ";

bool needs_all_states(const SourceFilter& filter) {
  return filter.which == SourceFilter::Which::kQuiet || filter.which == SourceFilter::Which::kMoved ||
         filter.order == SourceFilter::Order::kSilence || filter.order == SourceFilter::Order::kNext;
}

std::string_view condition(SourceFilter::Which which) {
  switch (which) {
    case SourceFilter::Which::kTrouble:
      return kFailing;
    case SourceFilter::Which::kAttention:
      return kNeedsAttention;
    case SourceFilter::Which::kQuiet:
      return kQuiet;
    case SourceFilter::Which::kGone:
      return kGone;
    case SourceFilter::Which::kMoved:
      return kMoved;
    case SourceFilter::Which::kAll:
      break;
  }
  return "1";
}

std::string_view order_of(SourceFilter::Order order) {
  switch (order) {
    case SourceFilter::Order::kAdded:
      return "sequence DESC";
    case SourceFilter::Order::kTrouble:
      return "failing_since IS NULL, failing_since, sequence";
    case SourceFilter::Order::kSilence:
      return "last_news IS NULL, last_news, sequence";
    case SourceFilter::Order::kNext:
      return "next_fetch, sequence";
    case SourceFilter::Order::kName:
      break;
  }
  return "CASE outlet_name WHEN '' THEN outlet_owner ELSE outlet_name END COLLATE NOCASE, sequence";
}

/// "%100\%%" of "100%".
std::string anywhere(std::string_view word) {
  std::string pattern = "%";
  for (const char c : word) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

/// The condition, and the values from ?1 on.
struct Where {
  std::string text;
  Row values;
};

Where where(const SourceFilter& filter, Instant now) {
  Where out{std::string(condition(filter.which)), {now - wire::kAttentionAfter, now - wire::kQuietAfter}};
  out.text += " AND (?3 IS NULL OR folder = ?3)";
  out.values.emplace_back(filter.folder);
  std::string_view rest = filter.words;
  for (std::size_t i = 0; i < kMostWords && !rest.empty(); ++i) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (end > 0) {
      out.values.emplace_back(anywhere(rest.substr(0, end)));
      out.text += " AND (outlet_name || ' ' || url || ' ' || outlet_owner || ' ' || folder) LIKE ?" +
                  std::to_string(out.values.size()) + " ESCAPE '\\'";
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

KnownSource known_from(Columns& columns) {
  wire::Source source = source_from(columns);
  columns.number();  // fetch_states.source
  return {std::move(source), fetch_state_from(columns)};
}

/// A source that was never fetched has no state yet: its columns read as empty, which is the state it is in.
const std::string& selected() {
  static const std::string kSql = sql({"SELECT ", kSourceColumns, ", ", kFetchStateColumns});
  return kSql;
}

}  // namespace

Result<std::vector<KnownSource>> list_sources(Database& database) {
  static const std::string kSql = sql({selected(), kFrom, "1 ORDER BY sequence"});
  return all_of(database.query(kSql), known_from);
}

Result<std::optional<KnownSource>> find_source(Database& database, wire::SourceId id) {
  static const std::string kSql = sql({selected(), kFrom, "id = ?1"});
  return first_of(database.query(kSql, {id}), known_from);
}

Result<SourceList> list_sources(Database& database, const SourceFilter& filter, Instant now, int offset, int limit) {
  Where passing = where(filter, now);
  const bool all_states = needs_all_states(filter);
  const std::string_view with = all_states ? "" : kWithFailing, from = all_states ? kFrom : kFromFailing;
  SourceList list;
  {
    DATELINE_TRY(Query count, database.query(sql({with, "SELECT count(*)", from, passing.text}), passing.values));
    DATELINE_TRY(const bool row, count.next());
    if (row) list.all = count.number(0);
  }
  passing.values.emplace_back(std::max(limit, 0));
  const std::string limit_at = std::to_string(passing.values.size());
  passing.values.emplace_back(std::max(offset, 0));
  const std::string offset_at = std::to_string(passing.values.size());
  // Of those that are shown only, the whole rows: what is sorted are ids and one key.
  const std::string page = sql({with, "SELECT id", from, passing.text, " ORDER BY ", order_of(filter.order), " LIMIT ?",
                                limit_at, " OFFSET ?", offset_at});
  DATELINE_TRY(list.items,
               all_of(database.query(sql({selected(), kFrom, "id IN (", page, ") ORDER BY ", order_of(filter.order)}),
                                     passing.values),
                      known_from));
  return list;
}

Result<SourceCounts> count_sources(Database& database, Instant now) {
  static const std::string kSql = sql({"SELECT sum(", kFailing, "), sum(", kNeedsAttention, "), sum(", kQuiet,
                                       "), sum(", kGone, "), sum(", kMoved, ") FROM fetch_states"});
  SourceCounts counts;
  DATELINE_TRY(counts.all, database.number("SELECT count(*) FROM sources"));
  DATELINE_TRY(Query query, database.query(kSql, {now - wire::kAttentionAfter, now - wire::kQuietAfter}));
  DATELINE_TRY(const bool row, query.next());
  if (!row) return counts;
  Columns columns(query);
  counts.trouble = columns.number();
  counts.attention = columns.number();
  counts.quiet = columns.number();
  counts.gone = columns.number();
  counts.moved = columns.number();
  return counts;
}

Result<std::vector<std::string>> list_source_folders(Database& database) {
  return all_of(database.query("SELECT DISTINCT folder FROM sources WHERE folder <> '' ORDER BY folder COLLATE NOCASE"),
                [](Columns& columns) { return columns.text(); });
}

}  // namespace dateline::store
