#include <gmock/gmock.h>

#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

using SourceStore = StoreTest;

wire::Source source(std::uint64_t id) {
  wire::Source made;
  made.id = wire::SourceId{id};
  made.url = "https://example.org/feed/" + std::to_string(id);
  made.outlet = {.name = "Example", .owner = "example.org", .primary = true};
  made.rights = wire::Rights::kFull;
  made.folder = "World";
  return made;
}

std::vector<std::uint64_t> ids(const Reader& reader) {
  std::vector<std::uint64_t> out;
  for (const auto& [one, state] : value(reader.sources())) out.push_back(one.id.value);
  return out;
}

TEST_F(SourceStore, KeepsSourcesInTheOrderInWhichTheyCame) {
  for (const std::uint64_t id : {3u, 1u, 2u}) expect_ok(writer().put_source(source(id)));
  expect_ok(writer().put_source(source(3)));
  EXPECT_THAT(ids(reader()), ElementsAre(3, 1, 2));
}

TEST_F(SourceStore, GivesBackWhatWasPut) {
  expect_ok(writer().put_source(source(1)));
  wire::Source changed = source(1);
  changed.outlet.name = "Renamed";
  changed.rights = wire::Rights::kLink;
  expect_ok(writer().put_source(changed));
  const auto sources = value(reader().sources());
  ASSERT_EQ(sources.size(), 1u);
  const wire::Source& read = sources[0].first;
  EXPECT_EQ(read.url, changed.url);
  EXPECT_EQ(read.outlet, changed.outlet);
  EXPECT_EQ(read.rights, wire::Rights::kLink);
  EXPECT_EQ(read.folder, "World");
}

TEST_F(SourceStore, WasNeverFetchedAtFirst) {
  expect_ok(writer().put_source(source(1)));
  const wire::FetchState state = value(reader().sources()).at(0).second;
  EXPECT_EQ(state.last_attempt, std::nullopt);
  EXPECT_EQ(state.next_fetch, Instant{}) << "due at once";
  EXPECT_EQ(state.problem, "");
}

TEST_F(SourceStore, RemembersTheLastFetch) {
  expect_ok(writer().put_source(source(1)));
  wire::FetchState state;
  state.etag = "\"abc\"";
  state.last_modified = "Tue, 31 Jan 2023 18:00:00 GMT";
  state.last_attempt = kNow;
  state.next_fetch = kNow + 15min;
  state.failures = 2;
  state.problem = "no answer";
  expect_ok(writer().put_fetch_state(wire::SourceId{1}, {}));
  expect_ok(writer().put_fetch_state(wire::SourceId{1}, state));
  const wire::FetchState read = value(reader().sources()).at(0).second;
  EXPECT_EQ(read.etag, state.etag);
  EXPECT_EQ(read.last_modified, state.last_modified);
  EXPECT_EQ(read.last_attempt, kNow);
  EXPECT_EQ(read.last_success, std::nullopt);
  EXPECT_EQ(read.next_fetch, kNow + 15min);
  EXPECT_EQ(read.failures, 2);
  EXPECT_EQ(read.problem, "no answer");
}

TEST_F(SourceStore, RemembersARhythmWishesAndAMove) {
  expect_ok(writer().put_source(source(1)));
  wire::FetchState state;
  state.moved_to = "https://new.example/feed";
  state.last_news = kNow - 1h;
  state.rhythm = 90min;
  state.wishes.at_least = 30min;
  state.wishes.skip_hours.set(0).set(23);
  state.wishes.skip_days.set(6);
  state.failing_since = kNow - 24h;
  state.gone = true;
  state.remark = "2 ids are shared";
  expect_ok(writer().put_fetch_state(wire::SourceId{1}, state));
  EXPECT_EQ(value(reader().sources()).at(0).second, state);
}

TEST_F(SourceStore, KeepsTheStateWhenTheSourceChanges) {
  wire::FetchState state;
  state.etag = "x";
  expect_ok(writer().put_source(source(1)));
  expect_ok(writer().put_fetch_state(wire::SourceId{1}, state));
  expect_ok(writer().put_source(source(1)));
  EXPECT_EQ(value(reader().sources()).at(0).second.etag, "x");
}

TEST_F(SourceStore, RemovesASourceWithItsState) {
  expect_ok(writer().put_source(source(1)));
  expect_ok(writer().put_fetch_state(wire::SourceId{1}, {}));
  EXPECT_TRUE(value(writer().remove_source(wire::SourceId{1})));
  EXPECT_FALSE(value(writer().remove_source(wire::SourceId{1})));
  EXPECT_THAT(ids(reader()), IsEmpty());
  EXPECT_EQ(code(writer().put_fetch_state(wire::SourceId{1}, {})), Code::kNotFound);
}

}  // namespace
}  // namespace dateline::store
