#include <gmock/gmock.h>

#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using namespace std::chrono_literals;

constexpr std::string_view kTopic = "https://gazette.example/feed";

class PushStore : public StoreTest {
 protected:
  static Subscriber subscriber(std::string callback, std::string_view topic = kTopic) {
    return {.topic = std::string(topic),
            .callback = "https://" + callback + ".example/in",
            .host = callback + ".example",
            .secret = "s",
            .expires_at = kNow + 24h};
  }
  std::vector<std::string> due(std::vector<std::string> but_hosts = {}) {
    std::vector<std::string> out;
    for (const Subscriber& one : value(reader().due_subscribers(kNow, but_hosts, 10))) out.push_back(one.host);
    return out;
  }
  void put(const Subscriber& one) { expect_ok(writer().put_subscriber(one, "1")); }
};

TEST_F(PushStore, GivesASubscriptionBackAsItWasPutLast) {
  Subscription ours{.key = "k",
                    .source = wire::SourceId{7},
                    .hub = "https://hub.example/",
                    .topic = std::string(kTopic),
                    .secret = "s",
                    .next_at = kNow};
  expect_ok(writer().put_subscription(ours));
  ours.expires_at = kNow + 240h;
  ours.leaving = true;
  ours.asked = true;
  ours.failures = 2;
  ours.problem = "no answer";
  expect_ok(writer().put_subscription(ours));
  EXPECT_THAT(value(reader().subscriptions()), ElementsAre(ours));
  expect_ok(writer().remove_subscription("k"));
  EXPECT_THAT(value(reader().subscriptions()), IsEmpty());
}

TEST_F(PushStore, ANewSubscriberHasWhatItsTopicHasNow) {
  put(subscriber("a"));
  EXPECT_THAT(due(), IsEmpty());
  expect_ok(writer().put_topic(kTopic, "1"));
  EXPECT_THAT(due(), IsEmpty()) << "nothing changed";
  expect_ok(writer().put_topic(kTopic, "2"));
  EXPECT_THAT(due(), ElementsAre("a.example"));
  EXPECT_THAT(value(reader().topics()), ElementsAre(Pair(kTopic, "2")));
}

TEST_F(PushStore, ADeliveryOfWhatHasChangedMeanwhileLeavesItDue) {
  expect_ok(writer().put_topic(kTopic, "1"));
  put(subscriber("a"));
  expect_ok(writer().put_topic(kTopic, "2"));
  expect_ok(writer().put_topic(kTopic, "3"));
  const Subscriber a = subscriber("a");
  expect_ok(writer().put_delivered(a.topic, a.callback, "2"));
  EXPECT_THAT(due(), ElementsAre("a.example"));
  expect_ok(writer().put_delivered(a.topic, a.callback, "3"));
  EXPECT_THAT(due(), IsEmpty());
}

TEST_F(PushStore, WhoRenewsKeepsItsPlaceInWhatIsDue) {
  expect_ok(writer().put_topic(kTopic, "1"));
  put(subscriber("a"));
  expect_ok(writer().put_topic(kTopic, "2"));
  Subscriber again = subscriber("a");
  again.secret = "other";
  again.expires_at = kNow + 48h;
  put(again);
  EXPECT_THAT(due(), ElementsAre("a.example"));
  EXPECT_EQ(value(reader().subscriber(kTopic, again.callback)), again);
}

TEST_F(PushStore, WhoFailsIsLeftAloneUntilItsTimeAlsoWhenTheTopicChanges) {
  expect_ok(writer().put_topic(kTopic, "1"));
  put(subscriber("a"));
  expect_ok(writer().put_topic(kTopic, "2"));
  Subscriber failing = subscriber("a");
  failing.next_at = kNow + 1min;
  failing.failures = 1;
  failing.failing_since = kNow;
  expect_ok(writer().put_undelivered(failing, false));
  expect_ok(writer().put_topic(kTopic, "3"));
  EXPECT_THAT(due(), IsEmpty());
  failing.next_at = kNow;
  expect_ok(writer().put_undelivered(failing, true));
  EXPECT_THAT(due(), IsEmpty()) << "given up";
  expect_ok(writer().put_topic(kTopic, "4"));
  EXPECT_THAT(due(), ElementsAre("a.example"));
}

TEST_F(PushStore, HostsThatAreBusyArePassedOver) {
  expect_ok(writer().put_topic(kTopic, "1"));
  for (const char* name : {"a", "aa", "b"}) put(subscriber(name));
  expect_ok(writer().put_topic(kTopic, "2"));
  EXPECT_THAT(due({"a.example", "b.example"}), ElementsAre("aa.example"));
}

TEST_F(PushStore, ATopicGoesWithItsLastSubscriber) {
  expect_ok(writer().put_topic(kTopic, "1"));
  put(subscriber("a"));
  Subscriber b = subscriber("b");
  b.expires_at = kNow;
  put(b);
  EXPECT_EQ(value(reader().count_subscribers("b.example")).all, 2);
  EXPECT_EQ(value(reader().count_subscribers("b.example")).of_host, 1);
  expect_ok(writer().remove_expired_subscribers(kNow));
  EXPECT_EQ(value(reader().topics()).size(), 1u);
  const Subscriber a = subscriber("a");
  expect_ok(writer().remove_subscriber(a.topic, a.callback));
  EXPECT_THAT(value(reader().topics()), IsEmpty());
  expect_ok(writer().remove_subscriber(a.topic, a.callback));
}

}  // namespace
}  // namespace dateline::store
