// What one reader alone may see: the state of a reply or report, and what is kept.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "site/paths.h"
#include "site/replies/reader_cookie.h"
#include "site/site_fixture.h"

namespace dateline::site {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct OwnPages : testing::Test {
  SiteFixture f;
  desk::Post post = f.add_post("Five meetings", "Text.");
  std::string article = "/article/" + post.article_id().str();

  OwnPages() { f.can_mail = true; }

  net::Response send(std::string_view comment = "Colder than you write.") {
    return f.post("/replies", "comment=" + percent_encode(comment) +
                                  "&author=Tuva+Lind&email=tuva%40mail.example&url=&comment_post_ID=" +
                                  post.article_id().str() + "&comment_parent=0&once=abc");
  }
  /// The status page's address, without its query and fragment.
  std::string status() {
    const std::string place = f.header(send(), "Location");
    return place.substr(0, place.find_first_of("?#"));
  }
  desk::Reply& last() { return f.reader.all_replies.back(); }
  void decide(desk::ReplyState state, desk::Ground ground = desk::Ground::kNone, std::string reason = "") {
    f.newsroom.reply_desk.decide("ana", {{{last().id, last().revision}}, state, ground, std::move(reason)},
                                 [](auto) {});
  }
  std::vector<std::string> cookies(const net::Response& answer) {
    std::vector<std::string> all;
    for (const auto& [name, value] : answer.headers) {
      if (name == "Set-Cookie") all.push_back(value.substr(0, value.find(';')));
    }
    return all;
  }
  std::string page(const std::string& target) { return f.body(f.get(target)); }
};

TEST_F(OwnPages, AreKnownToTheAuthorAloneAndKeptByNobody) {
  const auto answer = send();
  ASSERT_EQ(answer.status, 303);
  const std::string place = f.header(answer, "Location");
  ASSERT_THAT(place, StartsWith("/reply/"));
  EXPECT_THAT(place, HasSubstr("?mailed=1#reply-" + last().id.str()));
  const auto shown = f.get(place.substr(0, place.find('#')));
  EXPECT_THAT(f.body(shown), HasSubstr("Your reply is awaiting moderation"));
  EXPECT_THAT(f.body(shown), HasSubstr("We have mailed you a link."));
  EXPECT_THAT(f.body(shown), HasSubstr("Colder than you write."));
  EXPECT_THAT(f.body(shown), HasSubstr("noindex"));
  EXPECT_EQ(f.header(shown, "Cache-Control"), "no-store");
  EXPECT_EQ(f.header(shown, "Referrer-Policy"), "no-referrer");
  EXPECT_THAT(page(article), Not(HasSubstr("Colder than you write.")));
  EXPECT_EQ(f.get("/reply/0123456789abcdef0123456789abcdef").status, 404);
}

TEST_F(OwnPages, SayWhereNoMailIsSent) {
  f.can_mail = false;
  EXPECT_THAT(page(status()), HasSubstr("This newsroom sends no mail."));
}

TEST_F(OwnPages, ShowAPublishedReplyAndTheWayToIt) {
  const std::string own = status();
  decide(desk::ReplyState::kApproved);
  EXPECT_THAT(page(own), HasSubstr("Your reply is published. <a href=\"" + article + "?reply=" + last().id.str()));
}

TEST_F(OwnPages, TellWhyAReplyWasNotPublished) {
  const std::string own = status();
  decide(desk::ReplyState::kRejected, desk::Ground::kInsult, "Please do not call her that.");
  const std::string shown = page(own);
  EXPECT_THAT(shown, HasSubstr("The ground: It insults or harasses somebody."));
  EXPECT_THAT(shown, HasSubstr("In the newsroom’s words: Please do not call her that."));
  EXPECT_THAT(shown, HasSubstr("31 January 2023"));
  EXPECT_THAT(shown, Not(HasSubstr("ana"))) << "nobody is told who of the desk it was";
}

TEST_F(OwnPages, TakeOneAppealAndShowWhatBecameOfIt) {
  const std::string own = status();
  EXPECT_THAT(page(own), Not(HasSubstr("appeal-form"))) << "nothing is decided yet";
  decide(desk::ReplyState::kRejected, desk::Ground::kOffTopic);
  EXPECT_THAT(page(own), HasSubstr("action=\"" + own + "/appeal\""));
  const auto empty = f.post(own + "/appeal", "words=");
  EXPECT_EQ(empty.status, 422);
  EXPECT_THAT(f.body(empty), HasSubstr("Please say why the decision is wrong."));
  EXPECT_EQ(f.post(own + "/appeal", "words=It+is+about+the+pier.").status, 303);
  EXPECT_THAT(page(own), HasSubstr("Your appeal has reached the newsroom."));
  EXPECT_THAT(page(own), Not(HasSubstr("appeal-form")));
  EXPECT_EQ(f.post(own + "/appeal", "words=Again.").status, 409);
  f.newsroom.reply_desk.decide_appeal("ida", f.reader.all_appeals[0].id, true, "You were right.", [](auto) {});
  EXPECT_THAT(page(own), HasSubstr("Your appeal was granted"));
  EXPECT_THAT(page(own), HasSubstr("You were right."));
}

TEST_F(OwnPages, TakeNoAppealAfterSixMonths) {
  const std::string own = status();
  decide(desk::ReplyState::kRejected, desk::Ground::kOffTopic);
  f.clock.advance(desk::kAppealWindow);
  EXPECT_THAT(page(own), Not(HasSubstr("appeal-form")));
  EXPECT_EQ(f.post(own + "/appeal", "words=Late.").status, 403);
}

TEST_F(OwnPages, LetAnAuthorChangeTheWordsForFiveMinutes) {
  const std::string own = status();
  EXPECT_THAT(page(own), HasSubstr("href=\"" + own + "/edit\""));
  EXPECT_THAT(page(own + "/edit"), HasSubstr("\nColder than you write.</textarea>"));
  EXPECT_EQ(f.post(own + "/edit", "comment=+").status, 422);
  EXPECT_EQ(f.post(own + "/edit", "comment=Warmer.").status, 303);
  EXPECT_THAT(page(own), HasSubstr("Warmer."));
  EXPECT_THAT(page(own), HasSubstr("edited <time"));

  f.clock.advance(desk::kEditWindow);
  EXPECT_THAT(page(own), Not(HasSubstr("href=\"" + own + "/edit\"")));
  EXPECT_EQ(f.get(own + "/edit").status, 403);
  const auto late = f.post(own + "/edit", "comment=Too+late+%3Cb%3E.");
  EXPECT_EQ(late.status, 403);
  EXPECT_THAT(f.body(late), HasSubstr("Too late &lt;b&gt;.</textarea>"));
  EXPECT_EQ(last().text, "Warmer.");
}

TEST_F(OwnPages, LetNobodyChangeWhatTheDeskHasDecided) {
  const std::string own = status();
  decide(desk::ReplyState::kRejected, desk::Ground::kOffTopic);
  EXPECT_EQ(f.post(own + "/edit", "comment=Other.").status, 403);
  EXPECT_EQ(f.post("/reply/nowhere/edit", "comment=Other.").status, 404);
}

TEST_F(OwnPages, ProveAnAddressAtOnceInTheBrowserThatSentTheReply) {
  const auto author = cookies(send());
  const std::string link = "/replies/prove/" + f.reader.letters.back().key;
  const auto it = std::ranges::find_if(author, [](const auto& c) { return c.starts_with("dateline_author="); });
  ASSERT_NE(it, author.end());
  const auto proven = f.get(link, {{"cookie", *it}});
  EXPECT_EQ(proven.status, 303);
  EXPECT_THAT(f.header(proven, "Location"), HasSubstr("?proved=1"));
  EXPECT_THAT(cookies(proven), testing::Contains(StartsWith("dateline_reader_key=")));
  EXPECT_TRUE(last().proven);
  const auto again = f.get(link);
  EXPECT_EQ(again.status, 404);
  EXPECT_THAT(f.body(again), HasSubstr("The link was used already"));
}

TEST_F(OwnPages, ProveNothingToAProgramThatOpensTheLinksOfMail) {
  send();
  const std::string link = "/replies/prove/" + f.reader.letters.back().key;
  const auto shown = f.get(link);
  EXPECT_EQ(shown.status, 200);
  EXPECT_FALSE(last().proven);
  EXPECT_THAT(f.body(shown), HasSubstr("action=\"" + link + "\" method=\"post\""));
  EXPECT_EQ(f.get(link, {{"cookie", "dateline_author=guessed"}}).status, 200);
  EXPECT_FALSE(last().proven);
  const auto proven = f.post(link, "");
  EXPECT_EQ(proven.status, 303);
  EXPECT_TRUE(last().proven);
  EXPECT_THAT(f.header(proven, "Set-Cookie"), HasSubstr("HttpOnly; SameSite=Lax"));
}

TEST_F(OwnPages, AreNotOpenedByAnotherKindOfLink) {
  send();
  const std::string prove = f.reader.letters.back().key;
  f.post("/replies/mine", "email=tuva%40mail.example");
  const std::string manage = f.reader.letters.back().key;
  EXPECT_EQ(f.get("/replies/prove/" + manage).status, 404);
  EXPECT_EQ(f.get("/replies/mine/" + prove).status, 404);
  EXPECT_EQ(f.get("/replies/mine/" + prove + "/export").status, 404);
  EXPECT_EQ(f.post("/replies/mine/" + prove + "/erase", "sure=yes").status, 404);
  EXPECT_EQ(f.get("/replies/stop/" + prove).status, 404);
}

TEST_F(OwnPages, TakeAReportOfAReplyWithoutAnAccount) {
  const auto reply = f.add_reply(post, "Jon", "jon@mail.example", "Buy now.", desk::ReplyState::kApproved);
  const std::string form = "/replies/" + reply.id.str() + "/report";
  EXPECT_THAT(page(form), HasSubstr("It is advertising"));
  EXPECT_THAT(page(form), HasSubstr("Buy now."));
  const auto wrong = f.post(form, "ground=other&words=&email=x");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(f.body(wrong), HasSubstr("Please say what is wrong with it."));
  EXPECT_THAT(f.body(wrong), HasSubstr("id=\"email-error\""));
  EXPECT_THAT(f.body(wrong), HasSubstr("value=\"other\" checked"));
  const auto sent = f.post(form, "ground=advertising&words=Spam.&email=");
  ASSERT_EQ(sent.status, 303);
  const std::string own = f.header(sent, "Location");
  ASSERT_THAT(own, StartsWith("/report/"));
  EXPECT_THAT(page(own), HasSubstr("Your report has reached the newsroom."));

  f.newsroom.reply_desk.decide("ana", {{{reply.id, 0}}, desk::ReplyState::kApproved, {}, "It is his own boat."},
                               [](auto) {});
  EXPECT_THAT(page(own), HasSubstr("leaves it where it is"));
  EXPECT_THAT(page(own), HasSubstr("It is his own boat."));
  EXPECT_EQ(f.post(own + "/appeal", "words=It+is+not.").status, 303);
  EXPECT_THAT(page(own), HasSubstr("Your appeal has reached the newsroom."));
}

TEST_F(OwnPages, TakeNoReportOfWhatIsNotPublic) {
  const auto held = f.add_reply(post, "Jon", "jon@mail.example", "Held.", desk::ReplyState::kHeld);
  const std::string form = "/replies/" + held.id.str() + "/report";
  EXPECT_EQ(f.get(form).status, 404);
  EXPECT_THAT(page(form), Not(HasSubstr("Held.")));
  EXPECT_EQ(f.post(form, "ground=hate").status, 404);
  EXPECT_EQ(f.get("/replies/zzz/report").status, 404);
  EXPECT_EQ(f.post("/replies/zzz/report", "ground=hate").status, 404);
}

TEST_F(OwnPages, SayWhenToComeBackWhereTooMuchIsAsked) {
  const auto reply = f.add_reply(post, "Jon", "jon@mail.example", "Buy now.", desk::ReplyState::kApproved);
  f.newsroom.reply_desk.is_full = true;
  const auto report = f.post("/replies/" + reply.id.str() + "/report", "ground=advertising&words=Kept.");
  EXPECT_EQ(report.status, 429);
  EXPECT_EQ(f.header(report, "Retry-After"), "600");
  EXPECT_THAT(f.body(report), HasSubstr("Kept.</textarea>"));
  const auto link = f.post("/replies/mine", "email=jon%40mail.example");
  EXPECT_EQ(link.status, 429);
  EXPECT_EQ(f.header(link, "Retry-After"), "600");
}

TEST_F(OwnPages, NeverSayWhetherAnythingIsKeptAboutAnAddress) {
  send();
  const auto known = f.post("/replies/mine", "email=tuva%40mail.example");
  const auto unknown = f.post("/replies/mine", "email=nobody%40mail.example");
  EXPECT_EQ(known.status, 303);
  EXPECT_EQ(known.headers, unknown.headers);
  EXPECT_EQ(f.post("/replies/mine", "email=x").status, 422);
  EXPECT_THAT(page("/replies/mine?sent=1"), HasSubstr("If we keep anything about that address"));
}

TEST_F(OwnPages, SayWhomToAskWhereThereIsNoMail) {
  f.can_mail = false;
  EXPECT_THAT(page("/replies/mine"), HasSubstr("Write to the editors"));
  EXPECT_THAT(page("/replies/mine"), Not(HasSubstr("name=\"email\"")));
  EXPECT_EQ(f.post("/replies/mine", "email=tuva%40mail.example").status, 403);
}

TEST_F(OwnPages, ShowExportAndEraseAllThatIsKept) {
  send("Mine & yours.");
  const auto mine = last();
  const auto other = f.add_reply(post, "Jon", "jon@mail.example", "Not yours.", desk::ReplyState::kApproved);
  f.reader.people[mine.person.value].note = "Knows the pier.";
  f.post("/replies/mine", "email=tuva%40mail.example");
  const std::string own = "/replies/mine/" + f.reader.letters.back().key;
  const auto shown = f.get(own);
  EXPECT_EQ(f.header(shown, "Cache-Control"), "no-store");
  EXPECT_EQ(f.header(shown, "Referrer-Policy"), "no-referrer");
  for (const char* words : {"tuva@mail.example", "Mine &amp; yours.", "203.0.113.0/24", "Knows the pier.",
                            "Waiting for the newsroom", "Five meetings"})
    EXPECT_THAT(f.body(shown), HasSubstr(words));
  EXPECT_THAT(f.body(shown), Not(HasSubstr("jon@mail.example")));
  EXPECT_THAT(f.body(shown), Not(HasSubstr("Not yours.")));

  const auto file = f.get(own + "/export");
  EXPECT_THAT(f.header(file, "Content-Disposition"), HasSubstr("attachment"));
  const auto data = boost::json::parse(f.body(file)).as_object();
  EXPECT_EQ(data.at("email").as_string(), "tuva@mail.example");
  EXPECT_EQ(data.at("replies").as_array().size(), 1u);
  EXPECT_EQ(data.at("replies").as_array()[0].as_object().at("text").as_string(), "Mine & yours.");

  const auto unsure = f.post(own + "/erase", "");
  EXPECT_EQ(unsure.status, 422);
  EXPECT_THAT(f.body(unsure), HasSubstr("Please check the box first"));
  EXPECT_EQ(last().id, other.id);
  const auto erased = f.post(own + "/erase", "sure=yes");
  EXPECT_EQ(erased.status, 200);
  EXPECT_THAT(f.body(erased), HasSubstr("1 reply and all else that we kept about you is gone."));
  EXPECT_THAT(cookies(erased), testing::Contains("dateline_reader_key="));
  EXPECT_EQ(f.get(own).status, 404);
  EXPECT_EQ(f.reader.find(mine.id)->text, "");
}

TEST_F(OwnPages, EndMailByAButtonAndByTheMailProgramsOwnRequest) {
  send();
  const auto person = last().person;
  f.reader.mailed_links.push_back(
      {content_hash("stop"), desk::MailedLink::Kind::kStop, person, {}, f.clock.now() + std::chrono::years(9)});
  EXPECT_THAT(page("/replies/stop/stop"), HasSubstr("Stop all mail"));
  EXPECT_FALSE(f.reader.people[person.value].no_mail) << "opening it does nothing";
  EXPECT_EQ(f.post("/replies/stop/stop", "List-Unsubscribe=One-Click").status, 200);
  EXPECT_TRUE(f.reader.people[person.value].no_mail);
  EXPECT_EQ(f.post("/replies/stop/other", "List-Unsubscribe=One-Click").status, 404);
}

TEST_F(OwnPages, StayAmongTheirOwnOverHttps) {
  f.public_url = "https://news.example.org";
  const auto answer = send();
  EXPECT_THAT(cookies(answer), testing::Contains(StartsWith("__Host-dateline_author=")));
  for (const auto& [name, value] : answer.headers) {
    if (name == "Set-Cookie") {
      EXPECT_THAT(value, HasSubstr("; Path=/; "));
      EXPECT_THAT(value, HasSubstr("; Secure"));
    }
  }
}

TEST_F(OwnPages, SpeakTheLanguageOfTheNewsroom) {
  f.texts = *Catalogue::of("es", "UTC");
  EXPECT_THAT(page(status()), HasSubstr("pendiente de moderación"));
  EXPECT_THAT(page("/replies/mine"), HasSubstr("Lo que guardamos sobre ti"));
}

}  // namespace
}  // namespace dateline::site
