#include "store/search_query.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <utility>

#include "store/article_rows.h"
#include "store/paging.h"
#include "store/search_words.h"
#include "store/sql_text.h"

namespace dateline::store {
namespace {

// A search box, not a language: what stands behind is cut off, so that no query costs more than 32 lookups.
constexpr std::size_t kMaxBytes = 1'000;
constexpr int kMaxTerms = 32;

/// The quotation marks that keyboards and phones put around a phrase: ", and “ ” „ in UTF-8.
std::size_t quotation_mark(std::string_view text) {
  if (text.starts_with('"')) return 1;
  for (const std::string_view mark : {"\u201c", "\u201d", "\u201e"}) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

/// FTS5 takes a NUL for the end of the expression, and control characters are never part of a word.
bool is_space(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == 0x7f;
}

/// Something that can be part of a word: a letter, a digit, or a byte of a character beyond ASCII.
bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Expression {
 public:
  void add(std::string_view phrase) {
    // FTS5 would find nothing for a phrase of no words where it stands alone.
    bool has_word = false;
    for (const char c : phrase) has_word = has_word || is_word(c);
    if (!has_word || terms_ == kMaxTerms) return;
    ++terms_;
    if (!text_.empty()) text_ += ' ';
    text_ += '"';
    for (const char c : phrase) text_ += is_space(c) ? ' ' : c;
    text_ += '"';
  }
  /// The words of `text`, apart by space; quotation marks in it are dropped.
  void add_words(std::string_view text) {
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t mark = quotation_mark(text.substr(i));
      if (mark == 0 && !is_space(text[i])) {
        ++i;
        continue;
      }
      add(text.substr(start, i - start));
      i += mark > 0 ? mark : 1;
      start = i;
    }
    add(text.substr(start));
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  int terms_ = 0;
};

/// Where the next quotation mark stands, or npos.
std::size_t find_mark(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quotation_mark(text.substr(i)) > 0) return i;
  }
  return std::string_view::npos;
}

/// At most kMaxBytes, not ending inside a character.
std::string_view head(std::string_view words) {
  if (words.size() <= kMaxBytes) return words;
  std::size_t end = kMaxBytes;
  while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xc0) == 0x80) --end;
  return words.substr(0, end);
}

// Hits that are counted, and that are ranked: as many as anybody looks through. To rank all of a common word took 19 ms
// at 10,000 articles, and who searches a newspaper wants what is new besides.
constexpr int kWindow = 1'000;

// Around what was found; no text has them.
constexpr char kFoundBegins = '\x02', kFoundEnds = '\x03';

/// One mark, as FTS5 is asked for it. What comes from an address may hold anything.
std::string quoted_mark(std::string_view name, std::string_view value) {
  std::string out = "\"";
  out += kMark;
  for (const char c : std::string(name) + std::string(value)) {
    if (c != '"' && !is_space(c)) out += c;
  }
  return out + '"';
}

void narrow(std::string& expression, std::string_view to) {
  if (!expression.empty()) expression += " AND ";
  expression += to;
}

/// The days that articles are of; absent where there are none.
Result<std::optional<std::pair<std::chrono::sys_days, std::chrono::sys_days>>> known_days(Database& database) {
  DATELINE_TRY(Query query,
               database.query("SELECT (SELECT day FROM article_days WHERE articles > 0 ORDER BY day LIMIT 1), "
                              "(SELECT day FROM article_days WHERE articles > 0 ORDER BY day DESC LIMIT 1)"));
  DATELINE_TRY(const bool row, query.next());
  if (!row || query.is_null(0)) return std::nullopt;
  using std::chrono::days;
  return std::pair{std::chrono::sys_days{days(query.number(0))}, std::chrono::sys_days{days(query.number(1))}};
}

/// As FTS5 is asked. "": there can be no hit.
Result<std::string> expression_of(Database& database, const SearchQuery& query) {
  std::string expression;
  if (!query.words.empty()) {
    const std::string words = fts_expression(query.words);
    if (words.empty()) return "";
    expression = "(" + words + ")";
  }
  for (const auto& [name, value] : {std::pair<std::string_view, const std::string&>("section:", query.section),
                                    {"outlet:", query.outlet},
                                    {"language:", query.language}}) {
    if (!value.empty()) narrow(expression, quoted_mark(name, value));
  }
  if (!query.from && !query.to) return expression;
  DATELINE_TRY(const auto known, known_days(database));
  if (!known) return "";
  const auto first = std::max(query.from.value_or(known->first), known->first);
  const auto last = std::min(query.to.value_or(known->second), known->second);
  if (first > last) return "";
  if (first == known->first && last == known->second && !expression.empty()) return expression;
  std::string any;
  for (const std::string& mark : marks_of_days(first, last)) any += (any.empty() ? "" : " OR ") + quoted_mark(mark, "");
  narrow(expression, "(" + any + ")");
  return expression;
}

/// A text with marks around what was found, as one line without them; a snippet may go over the end of a paragraph.
std::pair<std::string, SearchHit::Places> read_found(std::string_view text) {
  std::pair<std::string, SearchHit::Places> out;
  auto& [line, places] = out;
  std::size_t begun = std::string::npos;  // Not std::optional: GCC 12 takes it for uninitialized.
  for (const char c : text) {
    if (c == kFoundBegins) {
      begun = line.size();
    } else if (c == kFoundEnds) {
      if (begun < line.size()) places.emplace_back(begun, line.size());
      begun = std::string::npos;
    } else if (c != '\n' && c != '\t' && c != ' ' && c != '\r') {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  return out;
}

/// "SELECT hit, ..." of what stands in `hits`, a condition on rowid. 24 words of snippet: two lines of a phone.
std::string select_hits(std::string_view hits) {
  return sql({"SELECT hit, headline_found, snippet_found, ", kPlacementColumns, ", ", kArticleColumns,
              " FROM (SELECT rowid AS hit, highlight(articles_fts, 0, char(2), char(3)) AS headline_found, "
              "CASE WHEN text = '' THEN snippet(articles_fts, 1, char(2), char(3), '…', 24) "
              "ELSE snippet(articles_fts, 2, char(2), char(3), '…', 24) END AS snippet_found "
              "FROM articles_fts WHERE articles_fts MATCH ?1 AND ",
              hits,
              ") CROSS JOIN articles ON articles.arrival = hit CROSS JOIN placements ON placements.arrival = hit "});
}

std::pair<SearchHit, Place> hit_from(Columns& columns) {
  const Place place{columns.number(), 0};
  SearchHit hit;
  // The headline itself may hold double spaces; then the places are of no use.
  auto [headline, in_headline] = read_found(columns.text());
  std::tie(hit.snippet, hit.in_snippet) = read_found(columns.text());
  PlacedArticle placed;
  place_from(columns, placed);
  hit.story = placed.story;
  hit.article = std::make_shared<const article::Article>(article_from(columns));
  if (headline == hit.article->headline) hit.in_headline = std::move(in_headline);
  return {std::move(hit), place};
}

/// How many hits there are: counted up to kWindow, then estimated from how densely the newest of them lie.
Status count_hits(Database& database, const std::string& expression, SearchFound& found) {
  DATELINE_TRY(Query query, database.query("SELECT count(*), min(hit), (SELECT max(arrival) FROM articles) FROM "
                                           "(SELECT rowid AS hit FROM articles_fts WHERE articles_fts MATCH ?1 "
                                           "ORDER BY rowid DESC LIMIT ?2)",
                                           {expression, kWindow + 1}));
  DATELINE_TRY(const bool row, query.next());
  if (!row) return {};
  found.about = query.number(0);
  found.is_exact = found.about <= kWindow;
  if (found.is_exact) return {};
  const auto all = static_cast<double>(query.number(2));
  const double passed = std::max(1.0, all - static_cast<double>(query.number(1)));
  std::int64_t estimate = static_cast<std::int64_t>(static_cast<double>(kWindow) * all / passed);
  std::int64_t unit = 1;
  while (estimate / unit >= 100) unit *= 10;
  found.about = std::max<std::int64_t>(estimate / unit * unit, kWindow);
  return {};
}

Result<SearchFound> newest_first(Database& database, const std::string& expression, const Page& page) {
  // FTS5 walks its row numbers backwards without sorting, so the newest come first at the price of a page.
  static const BothWays kSql(select_hits("rowid {<} ?2 ORDER BY rowid {DESC} LIMIT ?3") + "ORDER BY hit {DESC}");
  const Position position = read_cursor(page.cursor);
  SearchFound found;
  DATELINE_TRY(
      static_cast<Paged<SearchHit>&>(found),
      read_page<SearchHit>(database.query(kSql.of(position), {expression, position.from.major, limit_of(page) + 1}),
                           position, page, hit_from));
  return found;
}

/// A page of those that are the best of the newest kWindow up to an arrival, which the cursor names with how many are
/// passed over; so new articles change nothing.
/// `shown` is what is marked in them: the words without the filters, of which a range of days has dozens.
Result<SearchFound> best_first(Database& database, const std::string& expression, const std::string& shown,
                               const Page& page) {
  static const std::string kRanked =
      "SELECT hit FROM (SELECT rowid AS hit, relevance(articles_fts) AS worth FROM articles_fts "
      "WHERE articles_fts MATCH ?1 AND rowid <= ?2 ORDER BY rowid DESC LIMIT ?3) ORDER BY worth DESC, hit DESC";
  static const std::string kOne = select_hits("rowid = ?2");
  const Position position = read_cursor(page.cursor);
  std::int64_t top = position.from.major;
  if (position.is_first_page) {
    DATELINE_TRY(top, database.number("SELECT max(arrival) FROM articles"));
  }
  std::vector<std::int64_t> ranked;
  {
    DATELINE_TRY(Query query, database.query(kRanked, {expression, top, kWindow}));
    for (;;) {
      DATELINE_TRY(const bool row, query.next());
      if (!row) break;
      ranked.push_back(query.number(0));
    }
  }
  const auto all = static_cast<std::int64_t>(ranked.size()), limit = static_cast<std::int64_t>(limit_of(page));
  const std::int64_t from = position.is_first_page ? 0 : std::clamp<std::int64_t>(position.from.minor, 0, all);
  SearchFound found;
  for (std::int64_t i = from; i < std::min(from + limit, all); ++i) {
    DATELINE_TRY(Query query, database.query(kOne, {shown, ranked[static_cast<std::size_t>(i)]}));
    DATELINE_TRY(const bool row, query.next());
    if (!row) continue;
    Columns columns(query);
    found.items.push_back(hit_from(columns).first);
  }
  if (from + limit < all) found.next = cursor_after({top, from + limit});
  if (from > 0) found.previous = cursor_after({top, std::max<std::int64_t>(0, from - limit)});
  return found;
}

}  // namespace

std::vector<std::string> marks_of_days(std::chrono::sys_days first, std::chrono::sys_days last) {
  using namespace std::chrono;
  std::vector<std::string> marks;
  for (sys_days day = first; day <= last;) {
    const year_month_day date{day};
    const int year = static_cast<int>(date.year());
    const unsigned month = static_cast<unsigned>(date.month()), of_month = static_cast<unsigned>(date.day());
    char text[32];
    if (of_month == 1 && month == 1 && sys_days{date.year() / December / 31} <= last) {
      std::snprintf(text, sizeof text, "year:%04d", year);
      day = sys_days{date.year() / December / 31} + days(1);
    } else if (of_month == 1 && sys_days{date.year() / date.month() / std::chrono::last} <= last) {
      std::snprintf(text, sizeof text, "month:%04d-%02u", year, month);
      day = sys_days{date.year() / date.month() / std::chrono::last} + days(1);
    } else {
      std::snprintf(text, sizeof text, "day:%04d-%02u-%02u", year, month, of_month);
      day += days(1);
    }
    marks.emplace_back(text);
  }
  return marks;
}

Result<SearchFound> search_articles(Database& database, const SearchQuery& query, const Page& page) {
  DATELINE_TRY(const std::string expression, expression_of(database, query));
  if (expression.empty()) return SearchFound{};
  const std::string words = fts_expression(query.words);
  // Without words nothing is better than another.
  DATELINE_TRY(SearchFound found, query.best_first && !words.empty() ? best_first(database, expression, words, page)
                                                                     : newest_first(database, expression, page));
  if (found.next.empty() && found.previous.empty()) {
    found.about = std::ssize(found.items);
  } else {
    DATELINE_TRY_VOID(count_hits(database, expression, found));
  }
  return found;
}

std::string fts_expression(std::string_view words) {
  words = head(words);
  Expression expression;
  for (;;) {
    const std::size_t open = find_mark(words);
    if (open == std::string_view::npos) break;
    const std::string_view inside = words.substr(open + quotation_mark(words.substr(open)));
    const std::size_t close = find_mark(inside);
    if (close == std::string_view::npos) break;  // Never closed: words, like the rest.
    expression.add_words(words.substr(0, open));
    expression.add(inside.substr(0, close));
    words = inside.substr(close + quotation_mark(inside.substr(close)));
  }
  expression.add_words(words);
  return expression.text();
}

}  // namespace dateline::store
