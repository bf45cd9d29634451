#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "desk/reply.h"
#include "text/utf8.h"

namespace dateline::desk {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const article::ArticleId kArticle{42};

ReplyForm good_form() {
  ReplyForm form;
  form.comment = "I was there and saw it.";
  form.author = "Ana Ruiz";
  form.email = "ana@example.org";
  form.post_id = kArticle.str();
  form.once = "0123456789abcdef";
  return form;
}

std::vector<std::string> fields_in_question(const ReplyForm& form) {
  std::vector<std::string> fields;
  if (const auto draft = check_reply(form, "203.0.113.7"); !draft) {
    for (const Problem& problem : draft.error()) fields.push_back(problem.field);
  }
  return fields;
}

std::string message(const ReplyForm& form) {
  const auto draft = check_reply(form, "203.0.113.7");
  return draft ? "no problem" : draft.error().front().message;
}

std::string repeat(std::string_view what, std::size_t times) {
  std::string out;
  while (times-- > 0) out += what;
  return out;
}

TEST(ReplyForm, ThatHoldsWhatItMustBecomesADraft) {
  const auto draft = check_reply(good_form(), "203.0.113.7");
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->article, kArticle);
  EXPECT_EQ(draft->parent, std::nullopt);
  EXPECT_EQ(draft->name, "Ana Ruiz");
  EXPECT_EQ(draft->email.for_the_desk(), "ana@example.org");
  EXPECT_EQ(draft->website, "");
  EXPECT_EQ(draft->text, "I was there and saw it.");
  EXPECT_EQ(draft->once, "0123456789abcdef");
}

TEST(ReplyForm, KeepsNoWholeNetworkAddress) {
  EXPECT_EQ(check_reply(good_form(), "203.0.113.7")->peer, "203.0.113.0/24");
  EXPECT_EQ(check_reply(good_form(), "not an address")->peer, "");
}

TEST(ReplyForm, TellsAllProblemsAtOnce) {
  EXPECT_THAT(fields_in_question({}), ElementsAre("comment", "author", "email", "comment_post_ID"));
}

TEST(ReplyForm, TakesSpaceForNothing) {
  ReplyForm form = good_form();
  form.comment = " \r\n\t ";
  form.author = "  ";
  form.email = " ";
  EXPECT_THAT(fields_in_question(form), ElementsAre("comment", "author", "email"));
  EXPECT_EQ(message(form), "Please write your reply.");
}

TEST(ReplyForm, TakesInvisibleCharactersForNothing) {
  ReplyForm form = good_form();
  form.comment = "\u202e\u00a0";
  form.author = "\u202e";
  EXPECT_THAT(fields_in_question(form), ElementsAre("comment", "author"));
}

TEST(ReplyForm, SpeaksPlainly) {
  ReplyForm form = good_form();
  form.author = "";
  EXPECT_EQ(message(form), "Please enter your name.");
  form = good_form();
  form.email = "ana at example";
  EXPECT_EQ(message(form), "Please enter an email address such as name@example.org.");
}

TEST(ReplyForm, CountsTheLimitsOfTextAndNameInCharacters) {
  ReplyForm form = good_form();
  form.comment = repeat("é", kMaxReplyText);
  form.author = repeat("é", kMaxReplyName);
  EXPECT_THAT(fields_in_question(form), ElementsAre());
  form.comment += "é";
  form.author += "é";
  EXPECT_THAT(fields_in_question(form), ElementsAre("comment", "author"));
  EXPECT_EQ(message(form), "Please shorten your reply: it has 65,526 characters, and 65,525 fit.");
}

TEST(ReplyForm, CountsTheLimitsOfAddressesInBytes) {
  ReplyForm form = good_form();
  form.email = std::string(kMaxReplyEmail - 2, 'a') + "@b";
  form.url = "https://example.org/" + std::string(kMaxReplyWebsite - 20, 'a');
  EXPECT_THAT(fields_in_question(form), ElementsAre());
  form.email += "b";
  form.url += "a";
  EXPECT_THAT(fields_in_question(form), ElementsAre("email", "url"));
}

TEST(ReplyForm, PutsHttpsBeforeAWebsiteWithoutAScheme) {
  ReplyForm form = good_form();
  form.url = " example.org/ana ";
  EXPECT_EQ(check_reply(form, "")->website, "https://example.org/ana");
  form.url = "http://example.org/";
  EXPECT_EQ(check_reply(form, "")->website, "http://example.org/");
}

TEST(ReplyForm, RefusesAWebsiteThatIsNone) {
  for (const std::string_view url :
       {"javascript:alert(1)", "data:text/html,x", "ftp://example.org/", "none", "mailto:ana@example.org", "https://",
        "//", "javascript://example.org/%0aalert(1)"}) {
    ReplyForm form = good_form();
    form.url = url;
    EXPECT_THAT(fields_in_question(form), ElementsAre("url")) << url;
  }
}

TEST(ReplyForm, AnswersAnotherReplyOrNone) {
  ReplyForm form = good_form();
  for (const std::string_view none : {"", "0", " 0 "}) {
    form.parent = none;
    ASSERT_TRUE(check_reply(form, "")) << none;
    EXPECT_EQ(check_reply(form, "")->parent, std::nullopt);
  }
  form.parent = ReplyId{7}.str();
  EXPECT_EQ(check_reply(form, "")->parent, ReplyId{7});
  form.parent = "7";
  EXPECT_THAT(fields_in_question(form), ElementsAre("comment_parent"));
}

TEST(ReplyForm, NamesItsArticle) {
  ReplyForm form = good_form();
  form.post_id = "1; DROP TABLE replies";
  EXPECT_THAT(fields_in_question(form), ElementsAre("comment_post_ID"));
  EXPECT_THAT(message(form), HasSubstr("open the article again"));
}

TEST(ReplyForm, KeepsTheTextAsTypedWithOneKindOfLineEnd) {
  ReplyForm form = good_form();
  form.comment = "\r\nOne\r\nTwo\rThree\n\n  indented\t\x01\x7f end \n";
  EXPECT_EQ(check_reply(form, "")->text, "One\nTwo\nThree\n\n  indented\t end");
}

TEST(ReplyForm, RepairsWhatIsNotUtf8) {
  ReplyForm form = good_form();
  form.comment = "caf\xe9 is open";
  form.author = "Jos\xe9";
  const auto draft = check_reply(form, "");
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->text, "caf\ufffd is open");
  EXPECT_EQ(draft->name, "Jos\ufffd");
}

TEST(ReplyForm, WithAForeignOnceKeyHasExpired) {
  ReplyForm form = good_form();
  form.once = std::string(101, 'x');
  EXPECT_THAT(fields_in_question(form), ElementsAre("once"));
  form.once = "\xff";
  EXPECT_THAT(fields_in_question(form), ElementsAre("once"));
}

RC_GTEST_PROP(ReplyForm, TakesAnyBytes,
              (const std::string& comment, const std::string& author, const std::string& email, const std::string& url,
               const std::string& parent)) {
  ReplyForm form = good_form();
  form.comment = comment;
  form.author = author;
  form.email = email;
  form.url = url;
  form.parent = parent;
  const auto draft = check_reply(form, email);
  if (draft) {
    RC_ASSERT(!draft->text.empty());
    RC_ASSERT(!draft->name.empty());
    RC_ASSERT(text::is_utf8(draft->text));
    RC_ASSERT(text::is_utf8(draft->name));
    RC_ASSERT(draft->website.empty() || draft->website.starts_with("http"));
  } else {
    RC_ASSERT(!draft.error().empty());
  }
}

}  // namespace
}  // namespace dateline::desk
