#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "site/desk/dry_run.h"
#include "site/json_reading.h"
#include "site/site_fixture.h"

namespace dateline::site {
namespace {

using desk::ReplyState;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

struct DeskReplies : testing::Test {
  SiteFixture f;
  SiteFixture::Signed ana = f.sign_in_as("ana");
  desk::Post post = f.add_post("Five meetings", "Text.");

  desk::Reply add(std::string name, std::string text, ReplyState state = ReplyState::kHeld,
                  std::optional<desk::ReplyId> parent = std::nullopt) {
    const std::string email = name + "@mail.example";
    return f.add_reply(post, name, email, std::move(text), state, parent);
  }
  desk::Reply& now(const desk::Reply& reply) { return *f.reader.find(reply.id); }

  net::Response get(std::string_view path) { return f.get(path, ana.cookie); }
  std::string page(std::string_view path) { return f.body(get(path)); }
  net::Response send(std::string_view path, std::string body) {
    return f.post(path, "csrf=" + ana.csrf + "&" + body, ana.cookie);
  }
  net::Response decide(const std::vector<desk::Reply>& replies, std::string rest, std::string queue = "held") {
    std::string body = "queue=" + queue;
    for (const auto& reply : replies) body += "&reply=" + reply.id.str() + "%3A" + std::to_string(reply.revision);
    return send("/desk/replies", body + "&" + rest);
  }
  net::Response decide_by_script(const std::vector<desk::Reply>& replies, std::string rest) {
    auto headers = ana.cookie;
    headers.emplace_back("accept", "application/json");
    std::string body = "csrf=" + ana.csrf + "&queue=held";
    for (const auto& reply : replies) body += "&reply=" + reply.id.str() + "%3A" + std::to_string(reply.revision);
    return f.post("/desk/replies", body + "&" + rest, headers);
  }
  desk::Report report(const desk::Reply& reply, desk::Ground ground, std::string words) {
    desk::Report report;
    report.id = {digest64(random_key())};
    report.reply = reply.id;
    report.ground = ground;
    report.words = std::move(words);
    report.at = f.clock.now();
    f.reader.all_reports.push_back(report);
    return report;
  }
  desk::Appeal appeal(const desk::Reply& reply, std::string words) {
    desk::Appeal appeal;
    appeal.id = {digest64(random_key())};
    appeal.reply = reply.id;
    appeal.words = std::move(words);
    appeal.at = f.clock.now();
    f.reader.all_appeals.push_back(appeal);
    return appeal;
  }
};

TEST_F(DeskReplies, ShowAHeldReplyWithAllThatIsKnownOfIt) {
  const auto parent = add("Mia", "Was it *five*?", ReplyState::kApproved);
  const auto reply = add("Jon", "It was **six**.", ReplyState::kHeld, parent.id);
  now(reply).held_because = "links 3";
  now(reply).website = "https://jon.example";
  const std::string queue = page("/desk/replies");
  for (const char* words : {"Jon@mail.example", "https://jon.example", "203.0.113.0/24", "<strong>six</strong>",
                            "It has 3 links.", "Was it *five*?", "/article/", "new here; address not proved"}) {
    EXPECT_THAT(queue, HasSubstr(words)) << words;
  }
  EXPECT_THAT(queue, HasSubstr("data-reply=\"" + reply.id.str() + "\""));
  EXPECT_THAT(queue, Not(HasSubstr("data-reply=\"" + parent.id.str() + "\"")));
}

TEST_F(DeskReplies, SayInWordsWhichRuleHeldAReply) {
  const auto reply = add("Jon", "Six.");
  const std::pair<const char*, const char*> rules[] = {
      {"every-reply", "Every reply is read before it is published."},
      {"unproven", "Its author has not proved the address."},
      {"first-reply", "It is its author’s first reply."},
      {"links 1", "It has 1 link."},
      {"word casino", "It has the word “casino”."},
      {"repeated 2", "The same text came 2 times before."},
      {"spam casino, link: x.example", "It looks like spam: casino, link: x.example."},
      {"links many", "Links many."},
      {"something of an older edition", "Something of an older edition."}};
  for (const auto& [rule, words] : rules) {
    now(reply).held_because = rule;
    EXPECT_THAT(page("/desk/replies"), HasSubstr(words)) << rule;
  }
}

TEST_F(DeskReplies, TellAPersonsHistoryInOneLineAndTheDesksNote) {
  add("Jon", "One.", ReplyState::kApproved);
  add("Jon", "Two.", ReplyState::kSpam);
  const auto reply = add("Jon", "Three.");
  auto& jon = f.reader.people[reply.person.value];
  jon.proven_at = *parse_rfc3339("2023-01-03T10:00:00Z");
  jon.note = "Knows the harbour.";
  const std::string queue = page("/desk/replies");
  EXPECT_THAT(queue, HasSubstr("3 replies: 1 published, 1 pending, 1 spam; address proved 3 January"));
  EXPECT_THAT(queue, HasSubstr("/desk/people/" + reply.person.str()));
  EXPECT_THAT(queue, HasSubstr("Knows the harbour."));
}

TEST_F(DeskReplies, CountEachQueueAndTheAppeals) {
  add("Jon", "One.");
  add("Mia", "Two.");
  const auto reported = add("Tom", "Three.", ReplyState::kApproved);
  report(reported, desk::Ground::kInsult, "Calls me names.");
  appeal(add("Ida", "Four.", ReplyState::kRejected), "Why?");
  const std::string queue = page("/desk/replies?queue=reported");
  EXPECT_THAT(queue, HasSubstr("Pending <span class=\"count\">2</span>"));
  EXPECT_THAT(queue, HasSubstr("Reported <span class=\"count\">1</span>"));
  EXPECT_THAT(queue, HasSubstr("Appeals <span class=\"count\">1</span>"));
  EXPECT_THAT(queue, HasSubstr("Insult: Calls me names."));
  EXPECT_THAT(queue, HasSubstr(">Keep</button>"));
  const std::string overview = page("/desk");
  for (const char* words : {"2 replies waiting", "1 reply reported", "1 appeal"})
    EXPECT_THAT(overview, HasSubstr(words));
}

TEST_F(DeskReplies, ArePublishedByOnePressAndTakenBackByAnother) {
  const auto reply = add("Jon", "Six.");
  const auto done = decide({reply}, "state=approved");
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(now(reply).state, ReplyState::kApproved);
  EXPECT_EQ(now(reply).decided_by, "ana");
  const std::string after = page(f.header(done, "Location"));
  EXPECT_THAT(after, HasSubstr("Approved: Jon."));
  EXPECT_THAT(after, HasSubstr("name=\"undo\" value=\"yes\""));
  // What the Undo button sends.
  const auto undone = decide({reply}, "undo=yes&state=held");
  EXPECT_EQ(now(reply).state, ReplyState::kHeld);
  EXPECT_THAT(page(f.header(undone, "Location")), HasSubstr("Undone: Jon."));
}

TEST_F(DeskReplies, AreRejectedOnlyWithAGround) {
  const auto reply = add("Jon", "Six.");
  const auto without = decide({reply}, "state=rejected&reason=Please+stay+polite.");
  EXPECT_EQ(without.status, 422);
  EXPECT_THAT(f.body(without), HasSubstr("A rejection needs a ground"));
  EXPECT_THAT(f.body(without), HasSubstr("Please stay polite.</textarea>")) << "the words are kept";
  EXPECT_THAT(f.body(without), HasSubstr("name=\"grounds\" open"));
  const auto other = decide({reply}, "ground=other&reason=+");
  EXPECT_EQ(other.status, 422);
  EXPECT_THAT(f.body(other), HasSubstr("needs your own words"));
  EXPECT_EQ(decide({reply}, "ground=insult&reason=" + std::string(501, 'x')).status, 422);
  EXPECT_EQ(now(reply).state, ReplyState::kHeld);

  EXPECT_EQ(decide({reply}, "ground=insult&reason=Please+stay+polite.").status, 303);
  EXPECT_EQ(now(reply).state, ReplyState::kRejected);
  EXPECT_EQ(now(reply).ground, desk::Ground::kInsult);
  EXPECT_EQ(now(reply).reason, "Please stay polite.");
  EXPECT_THAT(page("/desk/replies?queue=rejected"), HasSubstr("Insult: Please stay polite."));
}

TEST_F(DeskReplies, DoNotGetTheWordsOfARejectionWhenTheyArePublished) {
  const auto reply = add("Jon", "Six.");
  decide({reply}, "state=approved&reason=Rude.");
  EXPECT_EQ(now(reply).reason, "");
}

TEST_F(DeskReplies, AreDecidedManyAtOnceAndTakenBackTogether) {
  const auto one = add("Jon", "One."), two = add("Mia", "Two."), three = add("Tom", "Three.");
  const auto done = decide({one, three}, "state=spam");
  EXPECT_EQ(now(one).state, ReplyState::kSpam);
  EXPECT_EQ(now(two).state, ReplyState::kHeld);
  EXPECT_EQ(now(three).state, ReplyState::kSpam);
  const std::string after = page(f.header(done, "Location"));
  EXPECT_THAT(after, HasSubstr("Spam: 2 replies."));
  for (const auto& reply : {one, three})
    EXPECT_THAT(after, HasSubstr("name=\"reply\" value=\"" + reply.id.str() + ":0\"><input"));
  EXPECT_EQ(decide({}, "state=spam").status, 422) << "nothing was checked";
}

TEST_F(DeskReplies, AreNotDecidedByWordsThatNobodyRead) {
  const auto read = add("Jon", "Six."), other = add("Mia", "Two.");
  now(read).text = "Sixty.";
  now(read).revision = 1;
  const auto answer = decide({read, other}, "state=approved");
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(f.body(answer), HasSubstr("Jon changed the words of this reply since you read it."));
  EXPECT_THAT(f.body(answer), HasSubstr("Sixty."));
  EXPECT_EQ(now(read).state, ReplyState::kHeld);
  EXPECT_EQ(now(other).state, ReplyState::kApproved) << "the others are decided";
}

TEST_F(DeskReplies, SayWhoWasQuickerAndKeepTheWords) {
  const auto reply = add("Jon", "Six.");
  now(reply).state = ReplyState::kRejected;
  now(reply).decided_by = "bea";
  const auto answer = decide({reply}, "ground=insult&reason=Rude.");
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(f.body(answer), HasSubstr("Jon’s reply is rejected by now; bea decided it meanwhile."));
  EXPECT_THAT(f.body(answer), HasSubstr("/desk/replies/" + reply.id.str()));
}

TEST_F(DeskReplies, TellAScriptWhatWasDecidedAndWhatWasNot) {
  const auto one = add("Jon", "One."), two = add("Mia", "Two.");
  now(two).revision = 3;
  const auto answer = decide_by_script({one, two}, "ground=off-topic&reason=");
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.content_type, HasSubstr("application/json"));
  const auto json = read_json(f.body(answer)).value();
  EXPECT_EQ(json.at("state").as_string(), "rejected");
  ASSERT_EQ(json.at("decided").as_array().size(), 1U);
  EXPECT_EQ(json.at("decided").at(0).as_string(), json_text(one.id.str()));
  ASSERT_EQ(json.at("left").as_array().size(), 1U);
  EXPECT_EQ(json.at("left").at(0).at("reply").as_string(), json_text(two.id.str()));
  EXPECT_THAT(std::string(json.at("left").at(0).at("row").as_string()), HasSubstr(two.id.str() + ":3"));
  EXPECT_EQ(json.at("counts").at("held").to_number<int>(), 1);
  EXPECT_EQ(json.at("counts").at("rejected").to_number<int>(), 1);

  const auto wrong = decide_by_script({one}, "state=rejected");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(read_json(f.body(wrong))->as_object().contains("problem"));
}

TEST_F(DeskReplies, KeptAgainstAReportDismissIt) {
  const auto reply = add("Jon", "Six.", ReplyState::kApproved);
  report(reply, desk::Ground::kHate, "");
  EXPECT_EQ(decide({reply}, "state=approved", "reported").status, 303);
  EXPECT_EQ(f.reader.all_reports[0].state, desk::Report::State::kDismissed);
  EXPECT_THAT(page("/desk/replies/" + reply.id.str()), HasSubstr("Dismissed by ana"));
}

TEST_F(DeskReplies, KeptAgainstAReportSayWhyToWhoReportedIt) {
  const auto reply = add("Jon", "Six.", ReplyState::kApproved);
  EXPECT_THAT(page("/desk/replies?queue=new"), Not(HasSubstr("name=\"answer\""))) << "nobody is to be answered";
  report(reply, desk::Ground::kHate, "");
  EXPECT_THAT(page("/desk/replies?queue=reported"), HasSubstr("name=\"answer\""));
  decide({reply}, "state=approved&reason=Not+this.&answer=It+quotes+the+other.", "reported");
  EXPECT_EQ(f.reader.all_reports[0].answer, "It quotes the other.");
}

TEST_F(DeskReplies, ComeFiftyAPage) {
  for (int i = 0; i < 51; ++i) add("Jon" + std::to_string(i), "Reply " + std::to_string(i) + ".");
  const std::string first = page("/desk/replies");
  EXPECT_THAT(first, HasSubstr("Reply 49."));
  EXPECT_THAT(first, Not(HasSubstr("Reply 50.")));
  EXPECT_THAT(first, HasSubstr("rel=\"next\" href=\"/desk/replies?queue=held&amp;cursor=b50\""));
  const std::string second = page("/desk/replies?queue=held&cursor=b50");
  EXPECT_THAT(second, HasSubstr("Reply 50."));
  EXPECT_THAT(second, HasSubstr("name=\"cursor\" value=\"b50\"")) << "a decision leads back to this page";
}

TEST_F(DeskReplies, AreExaminedWithAllAroundThem) {
  const auto top = add("Mia", "How many?", ReplyState::kApproved);
  const auto middle = add("Tom", "Five.", ReplyState::kApproved, top.id);
  const auto reply = add("Jon", "Six.", ReplyState::kApproved, middle.id);
  add("Ida", "Seven.", ReplyState::kHeld, reply.id);
  report(reply, desk::Ground::kFalse, "It was five.");
  add("Jon", "Elsewhere.", ReplyState::kRejected);
  const std::string path = "/desk/replies/" + reply.id.str();
  const std::string whole = page(path);
  for (const char* words : {"How many?", "Five.", "Six.", "Seven.", "It was five.", "Elsewhere.", "Jon’s reply"})
    EXPECT_THAT(whole, HasSubstr(words)) << words;
  EXPECT_LT(whole.find("How many?"), whole.find(">Five."));

  EXPECT_EQ(send("/desk/replies", "reply=" + reply.id.str() + "%3A0&ground=false&reason=").status, 303);
  EXPECT_EQ(now(reply).state, ReplyState::kRejected);
  EXPECT_THAT(page(path), HasSubstr("Upheld by ana"));
  EXPECT_EQ(get("/desk/replies/nothing").status, 404);
}

TEST_F(DeskReplies, ArePickedAndUnpicked) {
  const auto reply = add("Jon", "Six.", ReplyState::kApproved);
  const std::string path = "/desk/replies/" + reply.id.str();
  EXPECT_THAT(page(path), HasSubstr("A pick is shown first under Best."));
  EXPECT_EQ(send(path + "/pick", "picked=yes").status, 303);
  EXPECT_TRUE(now(reply).picked);
  EXPECT_THAT(page(path), HasSubstr("No longer a pick"));
  send(path + "/pick", "picked=no");
  EXPECT_FALSE(now(reply).picked);
  EXPECT_THAT(page("/desk/replies/" + add("Mia", "Two.").id.str()), Not(HasSubstr("/pick")));
}

TEST_F(DeskReplies, LeadToAPersonAndTheDesksNote) {
  const auto reply = add("Jon", "Six.");
  const std::string path = "/desk/people/" + reply.person.str();
  EXPECT_THAT(page(path), HasSubstr("Jon@mail.example"));
  EXPECT_THAT(page(path), HasSubstr("Six."));
  EXPECT_EQ(send(path, "note=Was+%3Ckind%3E+on+the+phone.").status, 303);
  EXPECT_THAT(page(path), HasSubstr("Was &lt;kind&gt; on the phone.</textarea>"));
  EXPECT_THAT(page(path), HasSubstr("By ana."));
  const auto back = send(path, "note=&back=%2Fdesk%2Freplies%2F" + reply.id.str());
  EXPECT_EQ(f.header(back, "Location"), "/desk/replies/" + reply.id.str());
  EXPECT_EQ(f.header(send(path, "note=&back=%2F%2Felsewhere.example"), "Location"), path + "?did=note");
  EXPECT_EQ(send(path, "note=" + std::string(2'001, 'x')).status, 422);
  EXPECT_EQ(get("/desk/people/0000000000001").status, 404);
}

TEST_F(DeskReplies, AreErasedWithTheirAuthorForWhoAsksTheDesk) {
  const auto reply = add("Jon", "Six.");
  const std::string path = "/desk/people/" + reply.person.str();
  EXPECT_THAT(page(path), HasSubstr("action=\"" + path + "/erase\""));
  EXPECT_EQ(send(path + "/erase", "").status, 422) << "the box is not checked";
  EXPECT_EQ(now(reply).text, "Six.");
  const auto done = send(path + "/erase", "sure=yes");
  EXPECT_EQ(done.status, 200);
  EXPECT_THAT(f.body(done), HasSubstr("One reply is gone"));
  EXPECT_THAT(page("/desk/replies"), Not(HasSubstr("Six.")));
}

TEST_F(DeskReplies, RejectedOnesMayBeAppealedForAndAreGranted) {
  const auto reply = add("Jon", "Six.");
  decide({reply}, "ground=false&reason=It+was+five.");
  const auto asked = appeal(reply, "Count again.");
  const std::string open = page("/desk/appeals");
  for (const char* words : {"Count again.", "False: It was five.", "Six.", "This was your own decision"})
    EXPECT_THAT(open, HasSubstr(words)) << words;
  const std::string path = "/desk/appeals/" + asked.id.str();
  const auto without = send(path, "do=refuse&answer=+");
  EXPECT_EQ(without.status, 422);
  EXPECT_THAT(f.body(without), HasSubstr("A refusal needs an answer"));
  EXPECT_EQ(now(reply).state, ReplyState::kRejected);
  const auto done = send(path, "do=grant&answer=You+are+right.");
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(now(reply).state, ReplyState::kApproved);
  EXPECT_THAT(page(f.header(done, "Location")), HasSubstr("The appeal is granted."));
  const std::string decided = page("/desk/appeals?state=decided");
  EXPECT_THAT(decided, HasSubstr("You are right."));
  EXPECT_THAT(page("/desk/replies/" + reply.id.str()), HasSubstr("Count again."));
}

TEST_F(DeskReplies, AnAppealAgainstAColleagueIsNotMarked) {
  const auto reply = add("Jon", "Six.", ReplyState::kRejected);
  now(reply).decided_by = "bea";
  now(reply).decided_at = f.clock.now();
  appeal(reply, "Why?");
  EXPECT_THAT(page("/desk/appeals"), Not(HasSubstr("your own decision")));
}

TEST_F(DeskReplies, AnAppealLosesNoWordsThatAreTooMany) {
  const auto asked = appeal(add("Jon", "Six.", ReplyState::kRejected), "Why?");
  const auto answer = send("/desk/appeals/" + asked.id.str(), "do=refuse&answer=Begin" + std::string(2'000, 'x'));
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(f.body(answer), HasSubstr("Beginxxx"));
}

struct DeskRules : DeskReplies {
  static std::string fields(std::string words = "", std::string more = "hold_unknown=yes") {
    return "hold_links=3&hold_repeats=0&seconds_between=20&most_of_address=0&most_of_text=5&close_after_days=14&"
           "hold_words=" +
           words + "&spam_words=" + "&" + more;
  }
};

TEST_F(DeskRules, AreSavedWhole) {
  EXPECT_EQ(send("/desk/replies/rules", "do=save&" + fields("casino%0D%0A+big++win%0Acasino%0A")).status, 303);
  desk::ReplyRules wanted;
  wanted.hold_unknown = true;
  wanted.hold_spam_like = false;
  wanted.hold_links = 3;
  wanted.hold_repeats = 0;
  wanted.seconds_between = 20;
  wanted.most_of_address = 0;
  wanted.most_of_text = 5;
  wanted.close_after_days = 14;
  wanted.hold_words = {"casino", "big win"};
  EXPECT_EQ(f.reader.rules, wanted);
  const std::string form = page("/desk/replies/rules?did=saved");
  EXPECT_THAT(form, HasSubstr("casino\nbig win\n</textarea>"));
  EXPECT_THAT(form, HasSubstr("value=\"20\""));
}

TEST_F(DeskRules, AreNotSavedWithAFieldThatMakesNoSense) {
  const desk::ReplyRules before = f.reader.rules;
  const auto answer = send("/desk/replies/rules",
                           "do=save&hold_links=many&hold_repeats=101&seconds_between=-1&most_of_"
                           "address=0&most_of_text=5&close_after_days=0&hold_words=%2B%2B%2B");
  EXPECT_EQ(answer.status, 422);
  const std::string form = f.body(answer);
  EXPECT_THAT(form, HasSubstr("Please enter a whole number from 0 to 100."));
  EXPECT_THAT(form, HasSubstr("“+++” has no letter or digit in it"));
  EXPECT_THAT(form, HasSubstr("value=\"many\"")) << "what was typed is kept";
  EXPECT_EQ(f.reader.rules, before);
}

TEST_F(DeskRules, AreTriedOnWhatIsThereAndNotSaved) {
  add("Jon", "The CASINO is big.", ReplyState::kSpam);
  add("Mia", "The casino closed in 1931.", ReplyState::kApproved);
  add("Tom", "Casinos are another word.", ReplyState::kApproved);
  const desk::ReplyRules before = f.reader.rules;
  const auto answer = send("/desk/replies/rules", "do=try&" + fields("casino%0Abig%0Azebra", ""));
  EXPECT_EQ(answer.status, 200);
  const std::string form = f.body(answer);
  EXPECT_THAT(form, HasSubstr("Tried, not saved."));
  EXPECT_THAT(form, HasSubstr("All rules together would have held <strong>2 replies</strong> of 3; 1 of them were"));
  EXPECT_THAT(form, HasSubstr("1 word is in no reply of these days."));
  EXPECT_THAT(form, HasSubstr("zebra</textarea>")) << "what is tried is still in the form";
  EXPECT_EQ(f.reader.rules, before);
}

TEST_F(DeskRules, CountEachWordOfAReplyThatHasSeveral) {
  const auto spam = add("Jon", "Big casino, big win.", ReplyState::kSpam);
  const auto good = add("Mia", "A big day.", ReplyState::kApproved);
  desk::ReplyRules rules;
  rules.hold_unknown = false;
  rules.hold_words = {"win", "zebra", "big"};
  rules.spam_words = {"casino"};
  const DryRun run = *try_rules(f.reader, rules, f.clock.now() - std::chrono::days(30));
  ASSERT_EQ(run.words.size(), 4U);
  EXPECT_EQ(run.words[0].held.replies, 1);
  EXPECT_EQ(run.words[1].held.replies, 0);
  EXPECT_EQ(run.words[2].held.replies, 2);
  EXPECT_EQ(run.words[2].held.approved, 1);
  EXPECT_THAT(run.words[2].examples, ElementsAre(good.id, spam.id)) << "false alarms first";
  EXPECT_TRUE(run.words[3].as_spam);
  EXPECT_EQ(run.words[3].held.spam, 1);
  EXPECT_EQ(run.all.replies, 2) << "each reply once";
}

TEST_F(DeskRules, AreTriedForLinksAndRepeatedTextsToo) {
  const std::string text = "This is the same text as before, and it is long enough to count.";
  add("Jon", text, ReplyState::kApproved);
  add("Mia", text, ReplyState::kApproved);
  add("Tom", "http://a.example http://b.example", ReplyState::kApproved);
  add("Ida", "Nothing.", ReplyState::kApproved);
  desk::ReplyRules rules;
  rules.hold_unknown = false;
  rules.hold_links = 2;
  rules.hold_repeats = 1;
  EXPECT_EQ(try_rules(f.reader, rules, f.clock.now() - std::chrono::days(30))->all.replies, 2);
  rules.hold_links = rules.hold_repeats = 0;
  EXPECT_EQ(try_rules(f.reader, rules, f.clock.now() - std::chrono::days(30))->all.replies, 0);
  EXPECT_EQ(try_rules(f.reader, rules, f.clock.now())->tried, 0) << "only what came since then";
}

TEST_F(DeskReplies, SayWhatDoesNotWorkWithoutAMailServer) {
  for (const char* path : {"/desk", "/desk/replies/rules"}) {
    EXPECT_THAT(page(path), HasSubstr("No mail server is set up.")) << path;
    EXPECT_THAT(page(path), HasSubstr("<code>dateline.toml</code>")) << path;
  }
}

TEST_F(DeskReplies, AreForTheSignedInOnly) {
  const auto reply = add("Jon", "Six.");
  const auto asked = appeal(reply, "Why?");
  for (const std::string& path :
       {std::string("/desk/replies"), std::string("/desk/replies/rules"), "/desk/replies/" + reply.id.str(),
        "/desk/people/" + reply.person.str(), std::string("/desk/appeals")}) {
    EXPECT_EQ(f.get(path).status, 303) << path;
    EXPECT_EQ(get(path).status, 200) << path;
    EXPECT_EQ(f.header(get(path), "Cache-Control"), "no-store") << path;
  }
  const std::string mark = "reply=" + reply.id.str() + "%3A0&state=approved";
  EXPECT_EQ(f.post("/desk/replies", mark, ana.cookie).status, 403) << "without the token";
  EXPECT_EQ(f.post("/desk/replies", mark).status, 401);
  EXPECT_EQ(f.post("/desk/appeals/" + asked.id.str(), "do=grant", ana.cookie).status, 403);
  EXPECT_EQ(f.post("/desk/people/" + reply.person.str(), "note=x", ana.cookie).status, 403);
  EXPECT_EQ(f.post("/desk/replies/rules", "do=save", ana.cookie).status, 403);
  EXPECT_EQ(now(reply).state, ReplyState::kHeld);
}

TEST_F(DeskReplies, SpeakTheLanguageOfTheNewsroom) {
  f.texts = *Catalogue::of("es", "Europe/Madrid");
  const auto reply = add("Jon", "Six.");
  for (const std::string& path : {std::string("/desk/replies"), std::string("/desk/replies/rules"),
                                  "/desk/replies/" + reply.id.str(), std::string("/desk/appeals")}) {
    EXPECT_THAT(page(path), Not(testing::ContainsRegex("Pending|Reject|Save|Note|[Nn]ew here|Open<|Rules|Words")))
        << path;
  }
}

}  // namespace
}  // namespace dateline::site
