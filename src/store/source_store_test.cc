#include <gmock/gmock.h>

#include "store/temporary_store.h"
#include "wire/source_words.h"

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
  state.trouble = wire::Trouble::kGone;
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

using Which = SourceFilter::Which;
using Order = SourceFilter::Order;

/// The ids of those that the filter lets pass, in order.
std::vector<std::uint64_t> listed(const Reader& reader, const SourceFilter& filter, int offset = 0, int limit = 100) {
  std::vector<std::uint64_t> out;
  for (const auto& [one, state] : value(reader.sources(filter, kNow, offset, limit)).items) out.push_back(one.id.value);
  return out;
}

TEST_F(SourceStore, ListsSourcesByWordsAndFolder) {
  wire::Source quay = source(1), radio = source(2), odd = source(3);
  quay.outlet = {.name = "The Quay", .owner = "Tarn House"};
  radio.outlet = {.name = "Harbour Radio", .owner = "Tarn House"};
  radio.folder = "World/Sea";
  odd.url = "https://odd.example/100%_sure";
  odd.outlet.name = "";
  for (const auto& one : {quay, radio, odd}) expect_ok(writer().put_source(one));
  EXPECT_THAT(listed(reader(), {}), ElementsAre(3, 2, 1)) << "by name; one without a name by its owner, example.org";
  EXPECT_THAT(listed(reader(), {.words = "TARN house"}), ElementsAre(2, 1));
  EXPECT_THAT(listed(reader(), {.words = "tarn radio"}), ElementsAre(2));
  EXPECT_THAT(listed(reader(), {.words = "100%_"}), ElementsAre(3)) << "a word is no pattern";
  EXPECT_THAT(listed(reader(), {.words = "q_ay"}), IsEmpty());
  EXPECT_THAT(listed(reader(), {.folder = "World"}), ElementsAre(3, 1));
  EXPECT_THAT(listed(reader(), {.order = Order::kAdded}), ElementsAre(3, 2, 1));
  EXPECT_THAT(value(reader().source_folders()), ElementsAre("World", "World/Sea"));
}

TEST_F(SourceStore, CountsAllAndGivesAPage) {
  for (std::uint64_t id = 1; id <= 7; ++id) expect_ok(writer().put_source(source(id)));
  EXPECT_THAT(listed(reader(), {}, 2, 3), ElementsAre(3, 4, 5));
  EXPECT_EQ(value(reader().sources({}, kNow, 2, 3)).all, 7);
  EXPECT_THAT(listed(reader(), {}, 7, 3), IsEmpty());
  EXPECT_EQ(value(reader().source(wire::SourceId{4})).value().first.url, source(4).url);
  EXPECT_EQ(value(reader().source(wire::SourceId{8})), std::nullopt);
}

// Two ways to one answer: the words for people, and the query that a list is made with.
TEST_F(SourceStore, TellsStatesApartAsTheirWordsDo) {
  std::uint64_t id = 0;
  const auto ago = [](auto time) { return std::optional<Instant>(kNow - time); };
  const std::optional<Instant> never;
  expect_ok(writer().begin());
  for (const bool gone : {false, true}) {
    for (const auto& failing : {never, ago(1h), ago(7 * 24h - 1s), ago(7 * 24h), ago(400 * 24h)}) {
      for (const auto& attempt : {never, ago(1h)}) {
        for (const auto& news : {never, ago(1h), ago(30 * 24h - 1s), ago(30 * 24h)}) {
          for (const std::chrono::seconds rhythm : {0s, 30 * 86400s - 1s, 30 * 86400s}) {
            if (gone && !failing) continue;  // What is gone has failed.
            wire::FetchState state;
            state.gone = gone;
            state.failing_since = failing;
            state.last_attempt = attempt;
            state.last_news = news;
            state.rhythm = rhythm;
            if (id % 3 == 0) state.moved_to = "https://new.example/";
            expect_ok(writer().put_source(source(++id)));
            expect_ok(writer().put_fetch_state(wire::SourceId{id}, state));
          }
        }
      }
    }
  }
  expect_ok(writer().put_source(source(++id)));  // Never asked: it has no state.
  expect_ok(writer().commit());
  std::map<Which, std::vector<std::uint64_t>> expected;
  for (const auto& [one, state] : value(reader().sources())) {
    const wire::Standing standing = wire::standing_of(state, kNow);
    if (standing == wire::Standing::kFailing) expected[Which::kTrouble].push_back(one.id.value);
    if (standing == wire::Standing::kQuiet) expected[Which::kQuiet].push_back(one.id.value);
    if (standing == wire::Standing::kGone) expected[Which::kGone].push_back(one.id.value);
    if (wire::needs_attention(state, kNow)) expected[Which::kAttention].push_back(one.id.value);
    if (!state.moved_to.empty()) expected[Which::kMoved].push_back(one.id.value);
  }
  for (const auto& [which, ids] : expected) {
    EXPECT_EQ(listed(reader(), {.which = which}, 0, 1000), ids) << static_cast<int>(which);
  }
  const auto count = [&](Which which) { return static_cast<std::int64_t>(expected[which].size()); };
  const SourceCounts counts = value(reader().source_counts(kNow));
  EXPECT_EQ(counts.all, static_cast<std::int64_t>(id));
  EXPECT_EQ(counts.trouble, count(Which::kTrouble));
  EXPECT_EQ(counts.attention, count(Which::kAttention));
  EXPECT_EQ(counts.quiet, count(Which::kQuiet));
  EXPECT_EQ(counts.gone, count(Which::kGone));
  EXPECT_EQ(counts.moved, count(Which::kMoved));
}

TEST_F(SourceStore, PutsTheLongestTroubleFirstAndTheLongestSilence) {
  for (std::uint64_t id = 1; id <= 3; ++id) {
    wire::FetchState state;
    state.last_attempt = kNow;
    state.failing_since = kNow - std::chrono::hours{id == 2 ? 9 : id};
    state.last_news = kNow - std::chrono::hours{id};
    expect_ok(writer().put_source(source(id)));
    expect_ok(writer().put_fetch_state(wire::SourceId{id}, state));
  }
  EXPECT_THAT(listed(reader(), {.which = Which::kTrouble, .order = Order::kTrouble}), ElementsAre(2, 3, 1));
  EXPECT_THAT(listed(reader(), {.order = Order::kSilence}), ElementsAre(3, 2, 1));
}

TEST_F(SourceStore, TakesWhatIsKnownAlongToANewAddress) {
  wire::FetchState state;
  state.last_news = kNow;
  for (const std::uint64_t id : {1u, 2u, 3u}) {
    expect_ok(writer().put_source(source(id)));
    expect_ok(writer().put_fetch_state(wire::SourceId{id}, state));
    state.last_news = std::nullopt;
  }
  expect_ok(writer().readdress_source(wire::SourceId{1}, source(9)));
  EXPECT_THAT(ids(reader()), ElementsAre(9, 2, 3)) << "in its place";
  EXPECT_EQ(value(reader().source(wire::SourceId{9})).value().second.last_news, kNow);
  expect_ok(writer().readdress_source(wire::SourceId{9}, source(2)));
  EXPECT_THAT(ids(reader()), ElementsAre(2, 3)) << "there was one at that address";
  EXPECT_EQ(value(reader().source(wire::SourceId{2})).value().second.last_news, std::nullopt) << "it stays as it is";
  EXPECT_EQ(code(writer().readdress_source(wire::SourceId{9}, source(2))), Code::kNotFound);
}

}  // namespace
}  // namespace dateline::store
