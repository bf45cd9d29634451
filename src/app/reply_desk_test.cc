#include <gmock/gmock.h>

#include "app/newsroom_fixture.h"

namespace dateline::app {
namespace {

using desk::Letter;
using desk::ReplyState;
using std::chrono::minutes;
using std::chrono::seconds;

class ReplyDeskTest : public NewsroomTest {
 protected:
  ReplyDeskTest() { open_again(true); }

  desk::ReplyDraft draft(const std::string& text, const std::string& email, const std::string& peer = "203.0.113.7") {
    desk::ReplyForm form;
    form.comment = text;
    form.author = "Reader";
    form.email = email;
    form.post_id = post_.article_id().str();
    form.once = content_hash(text + email);
    return *desk::check_reply(form, peer);
  }
  Result<desk::PostedReply> say(const std::string& text, const std::string& email = "eva@mail.example") {
    clock_.advance(minutes{1});
    return taken(draft(text, email));
  }
  desk::Reply kept(desk::ReplyId id) { return store_->reader().reply(id)->value(); }
  std::vector<Letter> letters() {
    return store_->reader().due_letters(clock_.now() + std::chrono::days{1}, 100).value();
  }
  std::vector<Letter::Kind> kinds() {
    std::vector<Letter::Kind> kinds;
    for (const Letter& letter : letters()) kinds.push_back(letter.kind);
    return kinds;
  }
  void empty_the_box() {
    for (const Letter& letter : letters())
      ASSERT_TRUE(ask<void>([&](auto done) { desk().letter_tried(letter.id, "", false, std::move(done)); }));
  }
  site::ReplyDesk& desk() { return newsroom_->replies(); }
  /// Follows the link in the last letter: the browser's key.
  std::string prove() {
    const auto proven = ask<desk::Proven>([&](auto done) { desk().prove(letters().back().key, std::move(done)); });
    EXPECT_TRUE(proven) << proven.error().message;
    return proven ? proven->reader_key : "";
  }
  Result<std::string> report(desk::ReplyId id, const std::string& email = "") {
    const auto report = desk::check_report(id, {"insult", "He calls her names.", email}, "198.51.100.9");
    return ask<std::string>([&](auto done) { desk().report(*report, std::move(done)); });
  }
  Result<desk::AppealId> appeal(const std::string& key) {
    return ask<desk::AppealId>([&](auto done) { desk().appeal(key, "It was no insult.", std::move(done)); });
  }
  desk::OwnReply own(const std::string& status_key) {
    return store_->reader().own_reply(content_hash(status_key))->value();
  }
  Result<std::size_t> reject(desk::ReplyId id, bool undo = false) {
    site::ReplyDecision decision{.replies = {{id, 0}}, .state = ReplyState::kRejected};
    decision.ground = desk::Ground::kInsult;
    decision.reason = "He is named.";
    if (undo) decision = {.replies = {{id, 0}}, .state = ReplyState::kApproved, .undo = true};
    DATELINE_TRY(const auto decided,
                 ask<std::vector<desk::ReplyId>>([&](auto done) { desk().decide("ana", decision, std::move(done)); }));
    return decided.size();
  }

  desk::Post post_ = publish("Open to replies");
};

TEST_F(ReplyDeskTest, TrustsABrowserThatProvedTheAddressAndNeverATypedName) {
  const auto first = say("First.");
  ASSERT_TRUE(first);
  EXPECT_TRUE(first->mailed);
  EXPECT_EQ(kept(first->id).held_because, "unproven");
  const std::string key = prove();
  EXPECT_EQ(kept(first->id).held_because, "first-reply");
  ASSERT_EQ(decide(first->id, ReplyState::kApproved), 1U);

  clock_.advance(minutes{1});
  const auto imposter = taken(draft("I am Eva.", "eva@mail.example"));
  EXPECT_EQ(imposter->state, ReplyState::kHeld);
  EXPECT_NE(kept(imposter->id).avatar, kept(first->id).avatar) << "nor does it get her face";

  clock_.advance(minutes{1});
  desk::ReplyDraft hers = draft("I am Eva.", "eva@mail.example");
  hers.once = "hers";
  hers.text = "Second.";
  hers.reader_key = key;
  const auto second = taken(hers);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->state, ReplyState::kApproved);
  EXPECT_FALSE(second->mailed);
  EXPECT_EQ(kept(second->id).avatar, kept(first->id).avatar);
  hers.email = *desk::EmailAddress::parse("jon@mail.example");
  hers.once = "jon";
  EXPECT_EQ(taken(hers)->state, ReplyState::kHeld) << "the key is hers, not Jon's";
}

TEST_F(ReplyDeskTest, AReplyOfAKnownReaderInANewBrowserAppearsOnceTheAddressIsProved) {
  const auto first = say("First.");
  prove();
  ASSERT_EQ(decide(first->id, ReplyState::kApproved), 1U);
  const auto second = say("Second.");
  EXPECT_EQ(second->state, ReplyState::kHeld);
  const std::string link = letters().back().key;
  prove();
  EXPECT_EQ(kept(second->id).state, ReplyState::kApproved);
  EXPECT_FALSE(ask<desk::Proven>([&](auto done) { desk().prove(link, std::move(done)); })) << "once";
}

TEST_F(ReplyDeskTest, NobodyCanHaveUsPesterAStranger) {
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(say("Text " + std::to_string(i)));
  EXPECT_EQ(letters().size(), static_cast<std::size_t>(desk::kMostUnprovenLetters));
}

TEST_F(ReplyDeskTest, NorByReportsInItsName) {
  for (int i = 0; i < 6; ++i) {
    const auto posted = say("Text " + std::to_string(i), "a" + std::to_string(i) + "@mail.example");
    ASSERT_EQ(decide(posted->id, ReplyState::kApproved), 1U);
    ASSERT_TRUE(report(posted->id, "stranger@mail.example"));
    ASSERT_EQ(decide(posted->id, ReplyState::kApproved), 1U);
  }
  EXPECT_EQ(std::ranges::count(kinds(), Letter::Kind::kReported), desk::kMostUnprovenLetters);
}

TEST_F(ReplyDeskTest, WithoutAMailServerEverythingElseWorksAndNoLetterIsQueued) {
  open_again(false);
  const auto posted = say("First.");
  ASSERT_TRUE(posted);
  EXPECT_FALSE(posted->mailed);
  ASSERT_EQ(reject(posted->id), 1U);
  EXPECT_TRUE(letters().empty());
}

TEST_F(ReplyDeskTest, AnAuthorMayChangeTheWordsForFiveMinutesAndTheyAreJudgedAgain) {
  const auto posted = say("Frist.");
  const auto edit = [&](const std::string& text) {
    return ask<desk::PostedReply>([&](auto done) { desk().edit(posted->status_key, text, std::move(done)); });
  };
  clock_.advance(minutes{4});
  ASSERT_TRUE(edit("First. https://a.example https://b.example"));
  EXPECT_EQ(kept(posted->id).text, "First. https://a.example https://b.example");
  EXPECT_EQ(kept(posted->id).held_because, "links 2");
  EXPECT_EQ(kept(posted->id).revision, 1);
  EXPECT_EQ(decide(posted->id, ReplyState::kApproved, 0), 0U) << "nobody decides about words that were not read";
  clock_.advance(minutes{1});
  EXPECT_EQ(edit("Too late.").error().code, Code::kDenied);
  EXPECT_EQ(ask<desk::PostedReply>([&](auto done) { desk().edit("nonsense", "x", std::move(done)); }).error().code,
            Code::kNotFound);
}

TEST_F(ReplyDeskTest, WhatTheDeskHasReadIsNotChanged) {
  const auto posted = say("Frist.");
  ASSERT_EQ(decide(posted->id, ReplyState::kApproved), 1U);
  EXPECT_EQ(ask<desk::PostedReply>([&](auto done) { desk().edit(posted->status_key, "First.", std::move(done)); })
                .error()
                .code,
            Code::kDenied);
}

TEST_F(ReplyDeskTest, ARejectionIsTheStatementThatItsAuthorReadsAndIsMailed) {
  const auto posted = say("You are a fool.");
  prove();
  empty_the_box();
  ASSERT_EQ(reject(posted->id), 1U);
  EXPECT_EQ(own(posted->status_key).ground, desk::Ground::kInsult);
  EXPECT_EQ(own(posted->status_key).reason, "He is named.");
  ASSERT_EQ(letters().size(), 1U);
  EXPECT_EQ(letters()[0].kind, Letter::Kind::kDecision);
  EXPECT_EQ(letters()[0].key, posted->status_key);
  EXPECT_NE(letters()[0].stop_key, "");
  EXPECT_TRUE(store_->reader().due_letters(clock_.now(), 10)->empty()) << "time for second thoughts";
}

TEST_F(ReplyDeskTest, WhoUndoesADecisionTakesItsLettersBackToo) {
  const auto posted = say("You are a fool.");
  prove();
  ASSERT_EQ(decide(posted->id, ReplyState::kApproved), 1U);
  ASSERT_TRUE(report(posted->id, "jon@mail.example"));
  empty_the_box();
  ASSERT_EQ(reject(posted->id), 1U);
  EXPECT_THAT(kinds(), testing::UnorderedElementsAre(Letter::Kind::kDecision, Letter::Kind::kReported));
  ASSERT_EQ(reject(posted->id, true), 1U);
  EXPECT_THAT(kinds(), testing::IsEmpty());
  EXPECT_EQ(kept(posted->id).state, ReplyState::kApproved);
  EXPECT_EQ(store_->reader().queue_counts()->reported, 1) << "the report is open again";
}

TEST_F(ReplyDeskTest, AReportIsAnsweredAndMayBeAppealedAgainst) {
  const auto posted = say("You are a fool.");
  ASSERT_EQ(decide(posted->id, ReplyState::kApproved), 1U);
  const auto key = report(posted->id, "jon@mail.example");
  ASSERT_TRUE(key);
  EXPECT_EQ(store_->reader().queue_counts()->reported, 1);
  EXPECT_EQ(appeal(*key).error().code, Code::kDenied) << "nothing was decided yet";
  empty_the_box();
  ASSERT_EQ(decide(posted->id, ReplyState::kApproved), 1U) << "it stays";
  EXPECT_EQ(store_->reader().report_by_key(content_hash(*key))->value().state, desk::Report::State::kDismissed);
  EXPECT_THAT(kinds(), testing::ElementsAre(Letter::Kind::kReported));

  const auto appealed = appeal(*key);
  ASSERT_TRUE(appealed);
  EXPECT_EQ(appeal(*key).error().code, Code::kConflict) << "once";
  ASSERT_TRUE(
      ask<void>([&](auto done) { desk().decide_appeal("ben", *appealed, true, "You are right.", std::move(done)); }));
  EXPECT_EQ(kept(posted->id).state, ReplyState::kRejected);
  EXPECT_EQ(kept(posted->id).ground, desk::Ground::kInsult);
  EXPECT_EQ(store_->reader().report_by_key(content_hash(*key))->value().state, desk::Report::State::kUpheld);
}

TEST_F(ReplyDeskTest, AnAuthorsAppealThatIsGrantedPublishesTheReply) {
  const auto posted = say("You are a fool.");
  EXPECT_EQ(appeal(posted->status_key).error().code, Code::kDenied);
  ASSERT_EQ(reject(posted->id), 1U);
  const auto appealed = appeal(posted->status_key);
  ASSERT_TRUE(appealed);
  ASSERT_TRUE(ask<void>([&](auto done) { desk().decide_appeal("ben", *appealed, true, "Indeed.", std::move(done)); }));
  EXPECT_EQ(kept(posted->id).state, ReplyState::kApproved);
  const auto again =
      ask<void>([&](auto done) { desk().decide_appeal("ana", *appealed, false, "No.", std::move(done)); });
  EXPECT_EQ(again.error().code, Code::kConflict);
  EXPECT_EQ(appeal("nonsense").error().code, Code::kNotFound);
}

TEST_F(ReplyDeskTest, AFloodFromOneAddressMeetsItsLimitAndOthersDoNotNotice) {
  const auto flood = [&](int i, const std::string& peer) {
    return taken(draft("Text " + std::to_string(i), "r" + std::to_string(i) + "@mail.example", peer));
  };
  int through = 0;
  for (int i = 0; i < 100; ++i) through += flood(i, "203.0.113.7") ? 1 : 0;
  EXPECT_EQ(through, desk::ReplyRules().most_of_address);
  EXPECT_TRUE(flood(200, "203.0.113.8")) << "a neighbour";
  through = 0;
  for (int i = 300; i < 400; ++i) through += flood(i, "2001:db8:1:2::" + std::to_string(i)) ? 1 : 0;
  EXPECT_EQ(through, desk::ReplyRules().most_of_address) << "a /64 is one household";
  EXPECT_TRUE(flood(500, "2001:db8:1:3::1"));
}

TEST_F(ReplyDeskTest, AFloodOfOneTextMeetsItsLimitWhereverItComesFrom) {
  const std::string text = "Best harbour bonus in the whole town, come and play now!";
  int through = 0;
  for (int i = 0; i < 50; ++i) {
    const std::string n = std::to_string(i);
    through +=
        taken(draft(text + std::string(static_cast<std::size_t>(i), '!'), "r" + n + "@mail.example", "198.51.100." + n))
            ? 1
            : 0;
  }
  EXPECT_EQ(through, desk::ReplyRules().most_of_text);
  EXPECT_TRUE(taken(draft("Something else that is as long as the text above.", "x@mail.example", "198.51.100.99")));
}

TEST_F(ReplyDeskTest, WhoAskedForItIsToldOfAnAnswerUntilTheMailIsStopped) {
  const auto question = say("Who mended the clock?");
  prove();
  desk::Reply asked = kept(question->id);
  EXPECT_FALSE(asked.notify);
  clock_.advance(minutes{1});
  desk::ReplyDraft second = draft("And when?", "eva@mail.example");
  second.notify = true;
  const auto noted = taken(second);
  prove();
  ASSERT_EQ(decide(noted->id, ReplyState::kApproved), 1U);
  empty_the_box();
  const auto answer = [&](const std::string& text) {
    clock_.advance(minutes{1});
    desk::ReplyDraft answering = draft(text, "jon@mail.example");
    answering.parent = noted->id;
    const auto posted = taken(answering);
    ASSERT_TRUE(posted);
    ASSERT_EQ(decide(posted->id, ReplyState::kApproved), 1U);
  };
  answer("Ada did.");
  const auto told = letters();
  const auto letter = std::ranges::find(told, Letter::Kind::kAnswered, &Letter::kind);
  ASSERT_NE(letter, told.end());
  EXPECT_EQ(letter->to.for_the_desk(), "eva@mail.example");
  ASSERT_TRUE(ask<void>([&](auto done) { desk().stop_mail(letter->stop_key, std::move(done)); }));
  empty_the_box();
  answer("Yesterday.");
  EXPECT_EQ(std::ranges::count(kinds(), Letter::Kind::kAnswered), 0);
}

TEST_F(ReplyDeskTest, ErasesAllThatIsKeptAboutAPerson) {
  const auto posted = say("My words.");
  prove();
  ASSERT_EQ(decide(posted->id, ReplyState::kApproved), 1U);
  empty_the_box();
  const auto asked = [&](const char* email) {
    return ask<void>([&](auto done) { desk().ask_for_link(*desk::EmailAddress::parse(email), 7, std::move(done)); });
  };
  ASSERT_TRUE(asked("nobody@mail.example")) << "the answer is the same";
  EXPECT_TRUE(letters().empty());
  ASSERT_TRUE(asked("eva@mail.example"));
  ASSERT_EQ(letters().size(), 1U);
  const std::string link = letters()[0].key;
  EXPECT_EQ(ask<std::int64_t>([&](auto done) { desk().erase("nonsense", std::move(done)); }).error().code,
            Code::kNotFound);
  EXPECT_EQ(ask<std::int64_t>([&](auto done) { desk().erase(link, std::move(done)); }), 1);
  EXPECT_EQ(kept(posted->id).state, ReplyState::kErased);
  EXPECT_EQ(kept(posted->id).text, "");
  EXPECT_TRUE(letters().empty());
  EXPECT_FALSE(ask<std::int64_t>([&](auto done) { desk().erase(link, std::move(done)); }));
}

TEST_F(ReplyDeskTest, TheDeskErasesWhoAsksItTo) {
  const auto posted = say("My words.");
  const auto erase = [&] {
    return ask<std::int64_t>([&](auto done) { desk().erase_person("ana", kept(posted->id).person, std::move(done)); });
  };
  EXPECT_EQ(erase(), 1);
  EXPECT_EQ(kept(posted->id).text, "");
  EXPECT_EQ(store_->reader().audit(1)->at(0).who, "ana");
  EXPECT_FALSE(erase()) << "nobody is left";
}

TEST_F(ReplyDeskTest, AsksForNoMoreLinksThanAPersonNeeds) {
  Code last{};
  for (int i = 0; i < 6; ++i) {
    const auto asked = ask<void>(
        [&](auto done) { desk().ask_for_link(*desk::EmailAddress::parse("a@b.example"), 7, std::move(done)); });
    if (!asked) last = asked.error().code;
  }
  EXPECT_EQ(last, Code::kLimit);
}

TEST_F(ReplyDeskTest, NetworkAddressesAreForgottenAfterFourteenDays) {
  const auto posted = say("Hello.");
  EXPECT_EQ(kept(posted->id).peer, "203.0.113.0/24");
  clock_.advance(std::chrono::days{15});
  ASSERT_TRUE(say("Again."));
  EXPECT_EQ(kept(posted->id).peer, "");
}

TEST_F(ReplyDeskTest, RulesHoldAtOnceAndAfterARestart) {
  desk::ReplyRules rules;
  rules.hold_unknown = false;
  rules.hold_words = {"harbour"};
  ASSERT_TRUE(ask<void>([&](auto done) { desk().set_rules("ana", rules, std::move(done)); }));
  EXPECT_EQ(say("Hello.")->state, ReplyState::kApproved);
  EXPECT_EQ(kept(say("The Harbour!")->id).held_because, "word harbour");
  open_again(true);
  EXPECT_EQ(say("Hello again.")->state, ReplyState::kApproved);
  EXPECT_EQ(store_->reader().queue_counts()->unseen, 2);
}

TEST_F(ReplyDeskTest, ALetterThatIsNotTakenIsTriedLaterAndGivenUpInTheEnd) {
  ASSERT_TRUE(say("Hello."));
  const desk::LetterId id = letters()[0].id;
  const auto tried = [&](bool for_good) {
    return ask<void>(
        [&](auto done) { desk().letter_tried(id, "the mail server answered 451", for_good, std::move(done)); });
  };
  ASSERT_TRUE(tried(false));
  EXPECT_EQ(letters()[0].next_at, clock_.now() + seconds{10});
  EXPECT_EQ(letters()[0].problem, "the mail server answered 451");
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(tried(false));
  EXPECT_TRUE(letters().empty());
}

}  // namespace
}  // namespace dateline::app
