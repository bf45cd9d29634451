#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "site/paths.h"
#include "site/site_fixture.h"

namespace dateline::site {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Replies : testing::Test {
  SiteFixture f;
  desk::Post post = f.add_post("Five meetings", "Text.");
  std::string article = "/article/" + post.article_id().str();

  std::string form(std::string_view comment, std::string_view author = "Tuva Lind",
                   std::string_view email = "tuva%40mail.example") {
    return "comment=" + percent_encode(comment) + "&author=" + percent_encode(author) + "&email=" + std::string(email) +
           "&url=&comment_post_ID=" + post.article_id().str() + "&comment_parent=0&once=abc";
  }
};

TEST_F(Replies, HaveTheFormThatReadersKnow) {
  const std::string page = f.body(f.get(article));
  for (const char* words :
       {"Leave a Reply", "Your email address will not be published. Required fields are marked",
        "Save my name, email, and website in this browser for the next time I comment.", "Post Comment",
        "name=\"comment\"", "name=\"author\"", "name=\"email\"", "name=\"url\"", "name=\"comment_post_ID\"",
        "name=\"comment_parent\"", "name=\"wp-comment-cookies-consent\"", "name=\"once\""}) {
    EXPECT_THAT(page, HasSubstr(words));
  }
}

TEST_F(Replies, StandOnOnePageForAllWhoseBrowserRemembersNoName) {
  const auto page = f.get(article);
  EXPECT_THAT(f.header(page, "Cache-Control"), HasSubstr("public"));
  EXPECT_EQ(f.header(page, "Vary"), "Cookie");
  EXPECT_EQ(page.fresh_at, f.freshness->now());
  EXPECT_THAT(f.body(page), HasSubstr("name=\"once\" value=\"\""));
  EXPECT_EQ(f.body(page), f.body(f.get(article)));
  const auto mine = f.get(article, {{"cookie", "dateline_reader=author=Tuva"}});
  EXPECT_THAT(f.header(mine, "Cache-Control"), HasSubstr("private"));
  EXPECT_EQ(f.header(mine, "Vary"), "Cookie");
  EXPECT_EQ(mine.fresh_at, std::nullopt);
}

TEST_F(Replies, AreOneForADoubleClickAlsoWithoutAScript) {
  const auto without_key = [&](std::string_view comment) {
    std::string fields = form(comment);
    f.post("/replies", fields.substr(0, fields.find("&once=")));
    return f.newsroom.reply_desk.last_draft.once;
  };
  const std::string once = without_key("One.");
  EXPECT_NE(once, "");
  EXPECT_EQ(without_key("One."), once);
  EXPECT_NE(without_key("Another."), once);
}

TEST_F(Replies, KeepTheTextWhenSomethingIsMissing) {
  const auto answer = f.post("/replies", form("It was </textarea> colder.", ""));
  EXPECT_EQ(answer.status, 422);
  const std::string page = f.body(answer);
  EXPECT_THAT(page, HasSubstr("It was &lt;/textarea&gt; colder.</textarea>"));
  EXPECT_THAT(page, HasSubstr("id=\"author-error\""));
  EXPECT_THAT(page, HasSubstr("value=\"tuva@mail.example\""));
  EXPECT_EQ(f.header(answer, "Cache-Control"), "no-store");
  EXPECT_TRUE(f.reader.all_replies.empty());
}

TEST_F(Replies, SpeakTheLanguageOfTheNewsroom) {
  f.texts = *Catalogue::of("es", "UTC");
  const std::string page = f.body(f.get(article));
  for (const char* words :
       {"Deja una respuesta", "Tu dirección de correo electrónico no será publicada.", "Publicar el comentario",
        "Guarda mi nombre, correo electrónico y web en este navegador para la próxima vez que comente."}) {
    EXPECT_THAT(page, HasSubstr(words));
  }
  for (const char* words : {"Reply", "Comment ", "Email", "Website"}) EXPECT_THAT(page, Not(HasSubstr(words)));
}

TEST_F(Replies, AreRefusedInTheLanguageOfTheNewsroom) {
  f.texts = *Catalogue::of("es", "UTC");
  const std::string missing = f.body(f.post("/replies", form("", "", "x") + std::string()));
  EXPECT_THAT(missing, HasSubstr("Escribe tu respuesta."));
  EXPECT_THAT(missing, HasSubstr("Escribe tu nombre."));
  EXPECT_THAT(missing, HasSubstr("Escribe una dirección de correo electrónico como nombre@example.org."));
  EXPECT_THAT(f.body(f.post("/replies", form("x", std::string(1000, 'n')))),
              HasSubstr("Acorta tu nombre: tiene 1000 caracteres y caben 245."));
  EXPECT_EQ(f.post("/replies", form("Uno.")).status, 303);
  EXPECT_THAT(f.body(f.post("/replies", form("Dos."))), HasSubstr("espera 15 segundos"));
}

TEST_F(Replies, AnswerWithTheCodeThatFitsTheRefusal) {
  const auto parent = [&](desk::ReplyId id) {
    std::string fields = form("Answer.");
    return fields.replace(fields.find("comment_parent=0"), 16, "comment_parent=" + id.str());
  };
  EXPECT_EQ(f.post("/replies", form("One.")).status, 303);
  const auto soon = f.post("/replies", form("Two."));
  EXPECT_EQ(soon.status, 429);
  EXPECT_EQ(f.header(soon, "Retry-After"), "15");
  EXPECT_THAT(f.body(soon), HasSubstr("Two.</textarea>"));
  EXPECT_EQ(f.post("/replies", form("One.")).status, 409);
  EXPECT_EQ(f.post("/replies", parent({7})).status, 404);
  f.clock.advance(std::chrono::minutes(1));
  std::optional<desk::ReplyId> above;
  for (int depth = 1; depth <= desk::kMaxReplyDepth; ++depth)
    above = f.add_reply(post, "Jon", "jon@mail.example", "Deep.", desk::ReplyState::kApproved, above).id;
  EXPECT_EQ(f.post("/replies", parent(*above)).status, 422);
  f.reader.all_posts[0].replies_open = false;
  EXPECT_EQ(f.post("/replies", form("Three.")).status, 403);
  EXPECT_EQ(f.post("/replies", "comment=a&comment_post_ID=zzz").status, 404);
  std::string elsewhere = form("Four.");
  elsewhere.replace(elsewhere.find(post.article_id().str()), 13, article::ArticleId{9}.str());
  EXPECT_EQ(f.post("/replies", elsewhere).status, 404);
}

TEST_F(Replies, AreTakenFromAFormThatPostsToWordPress) {
  EXPECT_EQ(f.post("/wp-comments-post.php", form("One.")).status, 303);
  EXPECT_EQ(f.get("/wp-comments-post.php").status, 405);
}

TEST_F(Replies, HaveNoFormWhereTheRulesCloseThem) {
  f.reader.rules.close_after_days = 14;
  EXPECT_THAT(f.body(f.get(article)), HasSubstr("id=\"commentform\""));
  f.clock.advance(std::chrono::days(14));
  const std::string page = f.body(f.get(article));
  EXPECT_THAT(page, Not(HasSubstr("id=\"commentform\"")));
  EXPECT_THAT(page, HasSubstr("Replies to this article are closed."));
  const auto late = f.post("/replies", form("Written for an hour."));
  EXPECT_EQ(late.status, 403);
  EXPECT_THAT(f.body(late), HasSubstr("Written for an hour.</textarea>"));
}

TEST_F(Replies, OfferMailOnlyWhereThereIsSome) {
  EXPECT_THAT(f.body(f.get(article)), Not(HasSubstr("name=\"notify\"")));
  EXPECT_THAT(f.body(f.get(article)), HasSubstr("Each reply is read before it appears."));
  f.post("/replies", form("One.") + "&notify=yes");
  EXPECT_FALSE(f.newsroom.reply_desk.last_draft.notify);

  SiteFixture g;
  g.can_mail = true;
  const auto mailed = g.add_post("Six meetings", "Text.");
  const std::string page = g.body(g.get("/article/" + mailed.article_id().str()));
  EXPECT_THAT(page, HasSubstr("name=\"notify\""));
  EXPECT_THAT(page, HasSubstr("Prove your address once"));
  std::string fields = form("One.") + "&notify=yes";
  fields.replace(fields.find(post.article_id().str()), 13, mailed.article_id().str());
  g.post("/replies", fields);
  EXPECT_TRUE(g.newsroom.reply_desk.last_draft.notify);
}

TEST_F(Replies, OfAKnownReaderGoStraightToTheirPlace) {
  const auto first = f.add_reply(post, "Tuva Lind", "tuva@mail.example", "Before.", desk::ReplyState::kApproved);
  f.reader.reader_keys[content_hash("key")] = first.person;
  const auto answer = f.post("/replies", form("One."), {{"cookie", "dateline_reader_key=key"}});
  EXPECT_EQ(answer.status, 303);
  EXPECT_THAT(f.header(answer, "Location"), testing::StartsWith(article + "?reply="));
  EXPECT_THAT(f.body(f.get(article)), HasSubstr("One."));
}

TEST_F(Replies, RememberTheReaderInThatBrowserOnly) {
  const auto answer = f.post("/replies", form("One.") + "&wp-comment-cookies-consent=yes");
  const std::string cookie = f.header(answer, "Set-Cookie");
  EXPECT_THAT(cookie, HasSubstr("HttpOnly"));
  EXPECT_THAT(cookie, HasSubstr("SameSite=Lax"));
  const auto page = f.get(article, {{"cookie", cookie.substr(0, cookie.find(';'))}});
  EXPECT_THAT(f.body(page), HasSubstr("value=\"tuva@mail.example\""));
  EXPECT_THAT(f.header(page, "Cache-Control"), HasSubstr("private"));
  EXPECT_THAT(f.body(f.get(article)), Not(HasSubstr("tuva@mail.example")));
  f.clock.advance(std::chrono::minutes(1));
  EXPECT_THAT(f.header(f.post("/replies", form("Two.")), "Set-Cookie"), HasSubstr("Max-Age=0"));
}

TEST_F(Replies, NeverShowAnAddressToThePublic) {
  const auto first = f.add_reply(post, "Jon", "jon@mail.example", "Agreed.", desk::ReplyState::kApproved);
  f.add_reply(post, "Eva", "eva@mail.example", "Not so.", desk::ReplyState::kApproved, first.id);
  f.add_reply(post, "Max", "max@mail.example", "Held.", desk::ReplyState::kHeld);
  f.add_story({{f.report("One", "https://one.example/v", "Oil rises", "Barrels.")}});
  for (const std::string& path :
       {std::string("/"), article, article + "?replytocom=" + first.id.str(), std::string("/feed"),
        std::string("/search?q=mail"), std::string("/section/world"), std::string("/nowhere")}) {
    const std::string page = f.body(f.get(path));
    EXPECT_THAT(page, Not(HasSubstr("@mail.example"))) << path;
    EXPECT_THAT(page, Not(HasSubstr("203.0.113"))) << path;
    EXPECT_THAT(page, Not(HasSubstr("Held."))) << path;
  }
  EXPECT_THAT(f.body(f.get(article)), HasSubstr("Agreed."));
}

TEST_F(Replies, SetTheirParentWithoutAScript) {
  const auto first = f.add_reply(post, "Jon", "jon@mail.example", "Agreed.", desk::ReplyState::kApproved);
  const std::string page = f.body(f.get(article + "?replytocom=" + first.id.str()));
  EXPECT_THAT(page, HasSubstr("Leave a Reply to Jon"));
  EXPECT_THAT(page, HasSubstr("name=\"comment_parent\" value=\"" + first.id.str() + "\""));
}

TEST_F(Replies, ShareAPageAmongAllWhoseCookiesChangeNothingOnIt) {
  const auto page = f.get(article, {{"cookie", "dateline_reader_key=key; dateline_author=status"}});
  EXPECT_THAT(f.header(page, "Cache-Control"), HasSubstr("public"));
  EXPECT_EQ(f.body(page), f.body(f.get(article)));
  EXPECT_THAT(f.header(f.get(article + "?page=2&replies=best"), "Cache-Control"), HasSubstr("public"));
}

TEST_F(Replies, ShowMarkdownButNoPictures) {
  f.add_reply(post, "Jon", "jon@mail.example", "*Agreed.* ![x](https://evil.example/pixel.gif) <b onclick=x>",
              desk::ReplyState::kApproved);
  const std::string page = f.body(f.get(article));
  EXPECT_THAT(page, HasSubstr("<em>Agreed.</em>"));
  EXPECT_THAT(page, Not(HasSubstr("evil.example")));
  EXPECT_THAT(page, Not(HasSubstr("onclick")));
}

}  // namespace
}  // namespace dateline::site
