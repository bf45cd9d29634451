// What the desk asks of the newsroom about sources.

#include <gmock/gmock.h>

#include "app/newsroom_fixture.h"

namespace dateline::app {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using Ids = std::vector<wire::SourceId>;

struct NewsroomSources : NewsroomTest {
  static wire::Source source(const std::string& url, const std::string& name = "The Quay") {
    wire::Source made = *wire::Source::from_url(url);
    made.outlet.name = name;
    return made;
  }
  Status save(std::optional<wire::SourceId> was, const wire::Source& source) {
    return ask<void>([&](auto done) { newsroom_->save_source("ana", was, source, std::move(done)); });
  }
  void put_state(wire::SourceId id, wire::FetchState state) {
    ASSERT_TRUE(ask<void>([&](auto done) { newsroom_->put_fetch_states({{id, std::move(state)}}, std::move(done)); }));
  }
  store::KnownSource known(wire::SourceId id) {
    const auto found = *store_->reader().source(id);
    return found ? *found : store::KnownSource{};
  }
  std::vector<std::string> urls() {
    std::vector<std::string> out;
    const auto sources = store_->reader().sources().value();
    for (const auto& [source, state] : sources) out.push_back(source.url);
    return out;
  }
  std::string newest_act() {
    const auto entries = *store_->reader().audit(1);
    return entries[0].who + " " + entries[0].action + " " + entries[0].detail;
  }
};

TEST_F(NewsroomSources, IsAddedOnceAndSavedAgain) {
  const wire::Source quay = source("https://quay.example/feed");
  ASSERT_TRUE(save(std::nullopt, quay));
  EXPECT_EQ(newest_act(), "ana source.add https://quay.example/feed");
  EXPECT_EQ(save(std::nullopt, quay).error().code, Code::kConflict);
  ASSERT_TRUE(save(quay.id, source("https://quay.example/feed", "Quay")));
  EXPECT_EQ(known(quay.id).first.outlet.name, "Quay");
  EXPECT_EQ(newest_act(), "ana source.edit https://quay.example/feed");
}

TEST_F(NewsroomSources, IsAskedAnewAtAnotherAddressInItsOldPlace) {
  const wire::Source quay = source("https://quay.example/feed"), radio = source("https://radio.example/feed");
  ASSERT_TRUE(save(std::nullopt, quay));
  ASSERT_TRUE(save(std::nullopt, radio));
  wire::FetchState state;
  state.etag = "\"old\"";
  state.last_attempt = state.last_news = kNoon - 1h;
  state.failing_since = kNoon - 1h;
  put_state(quay.id, state);
  const wire::Source moved = source("https://quay.example/news.xml");
  ASSERT_TRUE(save(quay.id, moved));
  EXPECT_THAT(urls(), ElementsAre("https://quay.example/news.xml", "https://radio.example/feed"));
  const wire::FetchState now = known(moved.id).second;
  EXPECT_EQ(now.etag, "") << "of the old address";
  EXPECT_EQ(now.failing_since, std::nullopt);
  EXPECT_EQ(now.last_news, kNoon - 1h);
  EXPECT_EQ(now.next_fetch, kNoon);
  EXPECT_EQ(save(moved.id, radio).error().code, Code::kConflict);
  EXPECT_EQ(save(quay.id, source("https://other.example/")).error().code, Code::kNotFound);
  EXPECT_EQ(urls().size(), 2U);
}

TEST_F(NewsroomSources, AreAddedBesideThoseThatAreThere) {
  ASSERT_TRUE(save(std::nullopt, source("https://quay.example/feed", "Ours")));
  const auto added = ask<Ids>([&](auto done) {
    newsroom_->add_sources("ana", {source("https://quay.example/feed", "Theirs"), source("https://radio.example/feed")},
                           std::move(done));
  });
  ASSERT_TRUE(added);
  EXPECT_THAT(*added, ElementsAre(source("https://radio.example/feed").id));
  EXPECT_EQ(known(source("https://quay.example/feed").id).first.outlet.name, "Ours");
}

TEST_F(NewsroomSources, SayWhatTheyWereWhenTheyAreRemoved) {
  wire::Source quay = source("https://quay.example/feed");
  quay.rights = wire::Rights::kFull;
  ASSERT_TRUE(save(std::nullopt, quay));
  const auto removed = ask<std::vector<wire::Source>>(
      [&](auto done) { newsroom_->remove_sources("ana", {wire::SourceId{7}, quay.id}, std::move(done)); });
  ASSERT_TRUE(removed);
  ASSERT_EQ(removed->size(), 1U) << "one is not there";
  EXPECT_EQ(removed->front().rights, wire::Rights::kFull);
  EXPECT_THAT(urls(), IsEmpty());
  EXPECT_EQ(newest_act(), "ana source.remove https://quay.example/feed");
}

TEST_F(NewsroomSources, AreDueWhenTheyAreToBeAskedAndWhoAsksIsTold) {
  const wire::Source quay = source("https://quay.example/feed");
  ASSERT_TRUE(save(std::nullopt, quay));
  wire::FetchState state;
  state.gone = true;
  state.failing_since = kNoon - 1h;
  state.next_fetch = kNoon + 24h;
  put_state(quay.id, state);
  Ids told;
  newsroom_->on_ask_now([&](wire::SourceId id) { told.push_back(id); });
  const auto asked =
      ask<Ids>([&](auto done) { newsroom_->ask_sources("ana", {quay.id, wire::SourceId{7}}, std::move(done)); });
  newsroom_->on_ask_now([](wire::SourceId) {});
  ASSERT_TRUE(asked);
  EXPECT_THAT(*asked, ElementsAre(quay.id));
  EXPECT_THAT(told, ElementsAre(quay.id));
  EXPECT_FALSE(known(quay.id).second.gone);
  EXPECT_EQ(known(quay.id).second.next_fetch, kNoon) << "so that a restart does not forget it";
}

TEST_F(NewsroomSources, TakeTheAddressWhereTheyHaveMovedAndGoOnFromThere) {
  const wire::Source quay = source("https://quay.example/feed"), stays = source("https://stays.example/feed");
  ASSERT_TRUE(save(std::nullopt, quay));
  ASSERT_TRUE(save(std::nullopt, stays));
  wire::FetchState state;
  state.etag = "\"of the new one\"";
  state.moved_to = "https://new.example/feed";
  state.last_attempt = kNoon - 1h;
  put_state(quay.id, state);
  const auto taken =
      ask<Ids>([&](auto done) { newsroom_->take_new_addresses("ana", {quay.id, stays.id}, std::move(done)); });
  ASSERT_TRUE(taken);
  EXPECT_THAT(*taken, ElementsAre(source("https://new.example/feed").id)) << "the other one has not moved";
  EXPECT_THAT(urls(), ElementsAre("https://new.example/feed", "https://stays.example/feed"));
  const auto now = known(taken->front());
  EXPECT_EQ(now.first.outlet.name, "The Quay");
  EXPECT_EQ(now.second.moved_to, "");
  EXPECT_EQ(now.second.etag, "\"of the new one\"");
  EXPECT_EQ(newest_act(), "ana source.readdress https://new.example/feed");
}

TEST_F(NewsroomSources, ThatHaveMovedToOneAnotherAreOne) {
  const wire::Source quay = source("https://quay.example/feed"), there = source("https://new.example/feed", "There");
  ASSERT_TRUE(save(std::nullopt, quay));
  ASSERT_TRUE(save(std::nullopt, there));
  wire::FetchState state;
  state.moved_to = "https://new.example/feed";
  put_state(quay.id, state);
  ASSERT_TRUE(ask<Ids>([&](auto done) { newsroom_->take_new_addresses("ana", {quay.id}, std::move(done)); }));
  EXPECT_THAT(urls(), ElementsAre("https://new.example/feed"));
  EXPECT_EQ(known(there.id).first.outlet.name, "There");
}

}  // namespace
}  // namespace dateline::app
