#include "store/article_rows.h"

namespace dateline::store {
namespace {

constexpr std::string_view kPinned = "pinned";
constexpr std::string_view kDropped = "dropped";

story::Kinship kinship_from(std::string_view text) {
  return story::parse_kinship(text).value_or(story::Kinship::kOwnReport);
}

/// What cannot be read shows the least.
wire::Rights rights_from(std::string_view text) {
  return wire::parse_rights(text).value_or(wire::Rights::kLink);
}

wire::Outlet outlet_from(Columns& columns) {
  wire::Outlet outlet;
  outlet.name = columns.text();
  outlet.owner = columns.text();
  outlet.primary = columns.flag();
  return outlet;
}

}  // namespace

Row to_row(const article::Article& article) {
  return {article.id,
          article.url,
          article.canonical_url,
          article.outlet.name,
          article.outlet.owner,
          article.outlet.primary,
          wire::to_string(article.rights),
          article.headline,
          join_lines(article.authors),
          article.published_at,
          article.modified_at,
          article.fetched_at,
          article.language,
          article.section,
          article.image,
          article.lede,
          article.text};
}

article::Article article_from(Columns& columns) {
  article::Article article = article_without_text_from(columns);
  article.text = columns.text();
  return article;
}

article::Article article_without_text_from(Columns& columns) {
  article::Article article;
  article.id = columns.id<article::ArticleId>();
  article.url = columns.text();
  article.canonical_url = columns.text();
  article.outlet = outlet_from(columns);
  article.rights = rights_from(columns.text());
  article.headline = columns.text();
  article.authors = split_lines(columns.text());
  article.published_at = columns.optional_instant();
  article.modified_at = columns.optional_instant();
  article.fetched_at = columns.instant();
  article.language = columns.text();
  article.section = columns.text();
  article.image = columns.text();
  article.lede = columns.text();
  return article;
}

void place_from(Columns& columns, PlacedArticle& placed) {
  placed.story = columns.id<story::StoryId>();
  placed.kinship = kinship_from(columns.text());
  placed.of = columns.optional_id<article::ArticleId>();
  placed.by_editor = columns.flag();
}

Row to_row(const wire::Source& source) {
  return {source.id,
          source.url,
          source.outlet.name,
          source.outlet.owner,
          source.outlet.primary,
          wire::to_string(source.rights),
          source.folder,
          source.reads_pages};
}

wire::Source source_from(Columns& columns) {
  wire::Source source;
  source.id = columns.id<wire::SourceId>();
  source.url = columns.text();
  source.outlet = outlet_from(columns);
  source.rights = rights_from(columns.text());
  source.folder = columns.text();
  source.reads_pages = columns.flag();
  return source;
}

Row to_row(wire::SourceId source, const wire::FetchState& state) {
  return {source,
          state.etag,
          state.last_modified,
          state.last_attempt,
          state.last_success,
          state.next_fetch,
          state.failures,
          state.problem,
          state.moved_to,
          state.last_news,
          state.rhythm.count(),
          state.wishes.at_least.count(),
          static_cast<std::int64_t>(state.wishes.skip_hours.to_ulong()),
          static_cast<std::int64_t>(state.wishes.skip_days.to_ulong()),
          state.failing_since,
          state.gone,
          state.remark,
          static_cast<int>(state.naming),
          wire::to_string(state.trouble)};
}

wire::FetchState fetch_state_from(Columns& columns) {
  wire::FetchState state;
  state.etag = columns.text();
  state.last_modified = columns.text();
  state.last_attempt = columns.optional_instant();
  state.last_success = columns.optional_instant();
  state.next_fetch = columns.instant();
  state.failures = static_cast<int>(columns.number());
  state.problem = columns.text();
  state.moved_to = columns.text();
  state.last_news = columns.optional_instant();
  state.rhythm = std::chrono::seconds{columns.number()};
  state.wishes.at_least = std::chrono::minutes{columns.number()};
  state.wishes.skip_hours = static_cast<unsigned long>(columns.number());
  state.wishes.skip_days = static_cast<unsigned long>(columns.number());
  state.failing_since = columns.optional_instant();
  state.gone = columns.number() != 0;
  state.remark = columns.text();
  const std::int64_t naming = columns.number();
  const bool known = naming >= 0 && naming <= static_cast<int>(wire::Naming::kIdsRenewed);
  state.naming = known ? static_cast<wire::Naming>(naming) : wire::Naming::kById;
  const std::string trouble = columns.text();
  if (!trouble.empty()) state.trouble = wire::parse_trouble(trouble).value_or(wire::Trouble::kOther);
  return state;
}

Row to_row(const BarRecord& record) {
  return {record.story, record.decision == story::BarDecision::kPinned ? kPinned : kDropped, record.headline, record.by,
          record.at};
}

BarRecord bar_record_from(Columns& columns) {
  BarRecord record;
  record.story = columns.id<story::StoryId>();
  record.decision = columns.text() == kDropped ? story::BarDecision::kDropped : story::BarDecision::kPinned;
  record.headline = columns.text();
  record.by = columns.text();
  record.at = columns.instant();
  return record;
}

}  // namespace dateline::store
