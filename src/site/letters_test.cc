#include "site/letters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "site/site_fixture.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

using testing::HasSubstr;
using testing::Not;

struct LettersTest : testing::Test {
  SiteFixture f;
  desk::Post post = f.add_post("Five meetings", "Text.");
  desk::Reply reply =
      f.add_reply(post, "Buy at evil.example", "tuva@mail.example", "Colder than you write.", desk::ReplyState::kHeld);

  std::optional<Mail> write(desk::Letter::Kind kind, std::string stop_key = "") {
    desk::Letter letter;
    letter.kind = kind;
    letter.reply = reply.id;
    letter.to = reply.email;
    letter.key = "0123456789abcdef";
    letter.stop_key = std::move(stop_key);
    if (!f.reader.all_appeals.empty()) letter.appeal = f.reader.all_appeals.back().id;
    const Letters letters(f.texts, "The Dateline", "https://news.example.org/", f.reader);
    return letters.write(letter).value();
  }
  desk::Reply& stored() { return *f.reader.find(reply.id); }
};

TEST_F(LettersTest, ThatProveAnAddressHoldNoWordThatAReaderTyped) {
  const auto mail = write(desk::Letter::Kind::kProve);
  ASSERT_TRUE(mail);
  EXPECT_THAT(mail->text, HasSubstr("https://news.example.org/replies/prove/0123456789abcdef\n"));
  EXPECT_THAT(mail->text, HasSubstr("“Five meetings”"));
  EXPECT_THAT(mail->subject + mail->text, Not(HasSubstr("evil.example")));
  EXPECT_THAT(mail->text, Not(HasSubstr("Colder")));
  EXPECT_EQ(mail->stop_url, "");
}

TEST_F(LettersTest, HoldNobodysAddress) {
  stored().state = desk::ReplyState::kRejected;
  for (const auto kind : {desk::Letter::Kind::kProve, desk::Letter::Kind::kManage, desk::Letter::Kind::kDecision}) {
    const auto mail = write(kind, "stop");
    ASSERT_TRUE(mail);
    EXPECT_THAT(mail->subject + mail->text + mail->stop_url, Not(HasSubstr("@")));
    EXPECT_THAT(mail->text, Not(HasSubstr("203.0.113")));
  }
}

TEST_F(LettersTest, AreOfLinesThatFitAMailProgram) {
  stored().state = desk::ReplyState::kRejected;
  stored().reason = std::string(40, 'x') + " " + std::string(40, 'y') + " “ü” " + std::string(300, 'z');
  for (const auto kind : {desk::Letter::Kind::kProve, desk::Letter::Kind::kDecision}) {
    std::string text = write(kind, "stop")->text;
    EXPECT_TRUE(text.ends_with("\n"));
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      const std::string line = text.substr(at, end - at);
      EXPECT_TRUE(text::length(line) <= 72 || line.find(' ') == std::string::npos) << line;
      at = end + 1;
    }
  }
}

TEST_F(LettersTest, GiveTheReasonsOfADecision) {
  EXPECT_EQ(write(desk::Letter::Kind::kDecision), std::nullopt) << "nothing is decided";
  stored().state = desk::ReplyState::kRejected;
  stored().ground = desk::Ground::kPersonalData;
  stored().reason = "A phone number\r\nBcc: all";
  stored().decided_by = "ana";
  stored().decided_at = f.clock.now();
  const auto mail = write(desk::Letter::Kind::kDecision, "stop");
  ASSERT_TRUE(mail);
  EXPECT_THAT(mail->text, HasSubstr("The ground: It gives away somebody’s personal data."));
  EXPECT_THAT(mail->text, HasSubstr("A phone number Bcc: all"));
  EXPECT_THAT(mail->text, HasSubstr("https://news.example.org/reply/0123456789abcdef\n"));
  EXPECT_THAT(mail->text, Not(HasSubstr("ana ")));
  EXPECT_EQ(mail->stop_url, "https://news.example.org/replies/stop/stop");
  EXPECT_THAT(mail->text, HasSubstr(mail->stop_url + "\n"));
  stored().state = desk::ReplyState::kApproved;
  EXPECT_THAT(write(desk::Letter::Kind::kDecision)->subject, HasSubstr("was published"));
}

TEST_F(LettersTest, QuoteAnAnswerUpTo500Characters) {
  stored().state = desk::ReplyState::kApproved;
  stored().text = "é" + std::string(600, 'a');
  stored().name = "Jon\nSubject: x";
  const auto mail = write(desk::Letter::Kind::kAnswered, "stop");
  ASSERT_TRUE(mail);
  EXPECT_THAT(mail->text, HasSubstr("> é" + std::string(499, 'a') + "…\n"));
  EXPECT_THAT(mail->text, HasSubstr("https://news.example.org/article/" + post.article_id().str() + "?reply="));
  EXPECT_THAT(mail->subject, Not(HasSubstr("\n")));
  EXPECT_THAT(mail->subject, HasSubstr("Jon Subject: x"));
}

TEST_F(LettersTest, AreNotSentAboutWhatIsGone) {
  for (const auto state : {desk::ReplyState::kHeld, desk::ReplyState::kRejected, desk::ReplyState::kErased}) {
    stored().state = state;
    EXPECT_EQ(write(desk::Letter::Kind::kAnswered, "stop"), std::nullopt);
  }
  EXPECT_EQ(write(desk::Letter::Kind::kProve), std::nullopt);
  EXPECT_EQ(write(desk::Letter::Kind::kReported), std::nullopt);
  EXPECT_EQ(write(desk::Letter::Kind::kAppeal), std::nullopt);
  f.reader.all_replies.clear();
  EXPECT_EQ(write(desk::Letter::Kind::kDecision), std::nullopt);
  EXPECT_TRUE(write(desk::Letter::Kind::kManage));
}

TEST_F(LettersTest, TellWhoReportedWhatWasDecided) {
  desk::Report report{.id = {5}, .reply = reply.id, .words = "", .peer = "", .answer = "", .decided_by = ""};
  report.state = desk::Report::State::kDismissed;
  report.answer = "It is his own boat.";
  f.reader.all_reports.push_back(report);
  f.reader.report_keys[content_hash("0123456789abcdef")] = report.id;
  const auto mail = write(desk::Letter::Kind::kReported, "stop");
  ASSERT_TRUE(mail);
  EXPECT_THAT(mail->text, HasSubstr("leaves it where\nit is."));
  EXPECT_THAT(mail->text, HasSubstr("It is his own boat."));
  EXPECT_THAT(mail->text, HasSubstr("https://news.example.org/report/0123456789abcdef\n"));
}

TEST_F(LettersTest, TellWhatBecameOfAnAppeal) {
  desk::Appeal appeal;
  appeal.id = {5};
  appeal.reply = reply.id;
  appeal.state = desk::Appeal::State::kRefused;
  appeal.answer = "The pier is another one.";
  f.reader.all_appeals.push_back(appeal);
  const auto mail = write(desk::Letter::Kind::kAppeal, "stop");
  ASSERT_TRUE(mail);
  EXPECT_THAT(mail->text, HasSubstr("the decision stays as it is"));
  EXPECT_THAT(mail->text, HasSubstr("The pier is another one."));
  EXPECT_THAT(mail->text, HasSubstr("https://news.example.org/reply/0123456789abcdef\n"));
}

TEST_F(LettersTest, SpeakTheLanguageOfTheNewsroom) {
  f.texts = *Catalogue::of("es", "UTC");
  EXPECT_THAT(write(desk::Letter::Kind::kProve)->subject, HasSubstr("¿Es tuya esta dirección?"));
}

}  // namespace
}  // namespace dateline::site
