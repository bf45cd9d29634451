#include "wire/websub.h"

#include <gmock/gmock.h>

#include "text/url.h"

namespace dateline::wire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::chrono_literals;

constexpr std::string_view kBase = "https://gazette.example/feed?page=1";

HubLinks of_field(std::string_view field) {
  return hub_links(field, kBase, {});
}

Feed feed_with(std::vector<std::string> hubs, std::string self) {
  Feed feed;
  feed.hubs = std::move(hubs);
  feed.self = std::move(self);
  return feed;
}

TEST(HubLinks, AreReadFromTheLinkField) {
  const HubLinks links = of_field("<https://hub.example/>; rel=\"hub\", </feed>; rel=self");
  EXPECT_THAT(links.hubs, ElementsAre("https://hub.example/"));
  EXPECT_EQ(links.topic, "https://gazette.example/feed");
}

TEST(HubLinks, AreReadFromTheDocumentWhereNoFieldNamesThem) {
  const Feed feed = feed_with({"https://hub.example/", "https://hub.example/"}, "https://gazette.example/atom");
  EXPECT_EQ(hub_links("", kBase, feed), (HubLinks{{"https://hub.example/"}, "https://gazette.example/atom"}));
  EXPECT_EQ(hub_links("</next>; rel=next", kBase, feed), hub_links("", kBase, feed));
}

TEST(HubLinks, OfTheFieldWinOverThoseOfTheDocument) {
  const Feed feed = feed_with({"https://other.example/"}, "https://other.example/atom");
  EXPECT_EQ(hub_links("<https://hub.example/>; rel=hub, </feed>; rel=self", kBase, feed),
            (HubLinks{{"https://hub.example/"}, "https://gazette.example/feed"}));
}

TEST(HubLinks, MayHaveSeveralRelationsInAnyCase) {
  const HubLinks links = of_field("<https://a.example/?x=1,2;3>; title=\"a, \\\"b\\\"; rel=no\"; Rel=\"other HUB\"");
  EXPECT_THAT(links.hubs, ElementsAre("https://a.example/?x=1,2;3"));
}

TEST(HubLinks, LeaveOutWhatIsSaidOfAnotherDocument) {
  EXPECT_THAT(of_field("<https://hub.example/>; rel=hub; anchor=\"/other\"").hubs, IsEmpty());
}

TEST(HubLinks, TakeTheFirstRelationOfALink) {
  EXPECT_THAT(of_field("<https://hub.example/>; rel=next; rel=hub").hubs, IsEmpty());
}

TEST(HubLinks, PassOverWhatIsBroken) {
  EXPECT_THAT(of_field("nonsense; rel=hub, <https://hub.example/>; rel=hub, <https://cut").hubs,
              ElementsAre("https://hub.example/"));
  EXPECT_THAT(of_field("<javascript:alert(1)>; rel=hub, <>; rel=, <ftp://a.example/>; rel=hub").hubs, IsEmpty());
  EXPECT_THAT(of_field("<https://hub.example/>; rel=\"hub").hubs, ElementsAre("https://hub.example/"));
}

TEST(HubLinks, AreEightAtMost) {
  std::string field;
  for (int i = 0; i < 20; ++i) field += "<https://hub" + std::to_string(i) + ".example/>; rel=hub, ";
  EXPECT_EQ(of_field(field).hubs.size(), 8u);
}

TEST(HubLinks, WeWriteAreReadAgain) {
  EXPECT_EQ(of_field(link_field("https://a.example/websub", "https://a.example/feed")),
            (HubLinks{{"https://a.example/websub"}, "https://a.example/feed"}));
}

TEST(SubscriptionRequest, IsReadAsItWasWritten) {
  const SubscriptionRequest asked{.mode = HubMode::kUnsubscribe,
                                  .topic = "https://gazette.example/feed?a=1&b=2",
                                  .callback = "https://reader.example/websub/k?x=%20",
                                  .secret = "s & = % + \xC3\xA9",
                                  .lease = 86'400s};
  const auto read = read_subscription_request(net::Form::parse(to_form(asked)));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->mode, asked.mode);
  EXPECT_EQ(read->topic, asked.topic);
  EXPECT_EQ(read->callback, asked.callback);
  EXPECT_EQ(read->secret, asked.secret);
  EXPECT_EQ(read->lease, asked.lease);
}

TEST(SubscriptionRequest, SaysWhatIsWrongWithIt) {
  const auto problem = [](std::string_view form) {
    const auto read = read_subscription_request(net::Form::parse(form));
    return read ? std::string("nothing") : read.error().message;
  };
  const std::string good = "hub.mode=subscribe&hub.topic=https://a.example/feed&hub.callback=https://b.example/";
  EXPECT_EQ(problem(good), "nothing");
  EXPECT_EQ(problem(good + "&hub.secret=" + std::string(199, 'x')), "nothing");
  EXPECT_THAT(problem(good + "&hub.secret=" + std::string(200, 'x')), HasSubstr("hub.secret"));
  EXPECT_THAT(problem("hub.mode=publish&hub.url=https://a.example/feed"), HasSubstr("hub.mode"));
  EXPECT_THAT(problem("hub.mode=subscribe&hub.topic=feed&hub.callback=https://b.example/"), HasSubstr("hub.topic"));
  EXPECT_THAT(problem("hub.mode=subscribe&hub.topic=https://a.example/&hub.callback=file:///etc/passwd"),
              HasSubstr("hub.callback"));
  EXPECT_THAT(problem("hub.mode=subscribe&hub.topic=https://a.example/&hub.callback=https://u:p@b.example/"),
              HasSubstr("hub.callback"));
}

TEST(SubscriptionRequest, TakesALeaseThatIsNoNumberForNone) {
  const std::string good = "hub.mode=subscribe&hub.topic=https://a.example/feed&hub.callback=https://b.example/";
  for (const char* lease : {"", "-1", "0", "ten", "1e3", "3 600"}) {
    EXPECT_FALSE(read_subscription_request(net::Form::parse(good + "&hub.lease_seconds=" + lease))->lease) << lease;
  }
  EXPECT_EQ(read_subscription_request(net::Form::parse(good + "&hub.lease_seconds=99999999999999999999"))->lease,
            999'999'999s);
}

TEST(HubQuestion, StandsBesideTheCallbacksOwnParameters) {
  const HubQuestion asked{HubMode::kSubscribe, "https://a.example/feed?x=1&y", "a challenge", 3'600s};
  for (const std::string callback :
       {"https://b.example/", "https://b.example/?", "https://b.example/?id=7", "https://b.example/?id=7&"}) {
    const std::string url = question_url(callback, asked);
    EXPECT_TRUE(url.starts_with(callback)) << url;
    const auto read = read_question(net::Form::parse(url.substr(url.find('?') + 1)));
    ASSERT_TRUE(read) << url;
    EXPECT_EQ(read->mode, asked.mode);
    EXPECT_EQ(read->topic, asked.topic);
    EXPECT_EQ(read->challenge, asked.challenge);
    EXPECT_EQ(read->lease, asked.lease);
  }
}

TEST(HubQuestion, MayBeADenialWithAReason) {
  const auto read = read_question(net::Form::parse("hub.mode=denied&hub.topic=https://a.example/&hub.reason=not+you"));
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->mode);
  EXPECT_EQ(read->reason, "not you");
}

TEST(HubQuestion, IsNotAskedWithoutAModeOrAChallenge) {
  EXPECT_FALSE(read_question(net::Form::parse("")));
  EXPECT_FALSE(read_question(net::Form::parse("hub.mode=publish&hub.topic=a")));
  EXPECT_FALSE(read_question(net::Form::parse("hub.mode=subscribe&hub.topic=a")));
}

// RFC 2202 (SHA-1) and RFC 4231 (the others), test case 2.
TEST(Signature, AgreesWithTheRfcsVectors) {
  const std::string_view body = "what do ya want for nothing?";
  EXPECT_EQ(signature_of(body, "Jefe"), "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  for (const char* field :
       {"sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "SHA256=5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843",
        "sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
        "sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a"
        "34d4a6b4b636e070a38bce737"}) {
    EXPECT_TRUE(has_signature(field, body, "Jefe")) << field;
    EXPECT_FALSE(has_signature(field, body, "jefe")) << field;
    EXPECT_FALSE(has_signature(field, "what do ya want for nothing!", "Jefe")) << field;
  }
}

TEST(Signature, OfAnUnknownMethodOrNoneIsWrong) {
  const std::string right = signature_of("body", "secret");
  EXPECT_TRUE(has_signature(right, "body", "secret"));
  for (const std::string& field :
       {std::string(), right.substr(7), "md5=" + right.substr(7), right.substr(0, right.size() - 1), right + "0",
        std::string("sha256="), "sha512=" + right.substr(7), " " + right}) {
    EXPECT_FALSE(has_signature(field, "body", "secret")) << field;
  }
}

TEST(Lease, StaysWithinBounds) {
  EXPECT_EQ(lease_granted(std::nullopt), std::chrono::days{10});
  EXPECT_EQ(lease_granted(1s), std::chrono::days{1});
  EXPECT_EQ(lease_granted(std::chrono::days{400}), std::chrono::days{30});
  EXPECT_EQ(lease_taken(std::nullopt), std::chrono::days{1});
  EXPECT_EQ(lease_taken(5s), std::chrono::hours{1});
  EXPECT_EQ(lease_taken(std::chrono::days{400}), std::chrono::days{30});
}

TEST(Lease, IsRenewedAtTwoThirds) {
  EXPECT_EQ(renewal_of(Instant{}, std::chrono::days{30}), Instant{std::chrono::days{20}});
}

}  // namespace
}  // namespace dateline::wire
