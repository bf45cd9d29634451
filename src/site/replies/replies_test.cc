#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "site/paths.h"
#include "site/replies/thread.h"
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
    return f.newsroom.last_once;
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

TEST_F(Replies, LeadToAPreviewThatOnlyTheAuthorKnows) {
  const auto answer = f.post("/replies", form("Colder than you write."));
  ASSERT_EQ(answer.status, 303);
  const std::string place = f.header(answer, "Location");
  ASSERT_THAT(place, testing::StartsWith("/reply/"));
  const auto preview = f.get(place.substr(0, place.find('#')));
  EXPECT_THAT(f.body(preview), HasSubstr("Your reply is awaiting moderation"));
  EXPECT_THAT(f.body(preview), HasSubstr("Colder than you write."));
  EXPECT_THAT(f.body(preview), HasSubstr("noindex"));
  EXPECT_EQ(f.header(preview, "Cache-Control"), "no-store");
  EXPECT_EQ(f.header(preview, "Referrer-Policy"), "no-referrer");
  EXPECT_THAT(f.body(f.get(article)), Not(HasSubstr("Colder than you write.")));
  EXPECT_EQ(f.get("/reply/0123456789abcdef0123456789abcdef").status, 404);
}

TEST_F(Replies, TellTheAuthorWhyOneWasRejected) {
  const std::string place = f.header(f.post("/replies", form("Colder than you write.")), "Location");
  f.newsroom.decide_reply("ana", f.reader.all_replies[0].id, desk::ReplyState::kRejected, "It is about another pier",
                          [](auto) {});
  EXPECT_THAT(f.body(f.get(place.substr(0, place.find('#')))), HasSubstr("It is about another pier"));
}

TEST_F(Replies, AnswerWithTheCodeThatFitsTheRefusal) {
  EXPECT_EQ(f.post("/replies", form("One.")).status, 303);
  const auto soon = f.post("/replies", form("Two."));
  EXPECT_EQ(soon.status, 429);
  EXPECT_NE(f.header(soon, "Retry-After"), "");
  EXPECT_THAT(f.body(soon), HasSubstr("Two.</textarea>"));
  EXPECT_EQ(f.post("/replies", form("One.")).status, 409);
  f.reader.all_posts[0].replies_open = false;
  EXPECT_EQ(f.post("/replies", form("Three.")).status, 403);
  EXPECT_EQ(f.post("/replies", "comment=a&comment_post_ID=zzz").status, 404);
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

TEST_F(Replies, ShowMarkdownButNoPictures) {
  f.add_reply(post, "Jon", "jon@mail.example", "*Agreed.* ![x](https://evil.example/pixel.gif) <b onclick=x>",
              desk::ReplyState::kApproved);
  const std::string page = f.body(f.get(article));
  EXPECT_THAT(page, HasSubstr("<em>Agreed.</em>"));
  EXPECT_THAT(page, Not(HasSubstr("evil.example")));
  EXPECT_THAT(page, Not(HasSubstr("onclick")));
}

desk::PublicReply reply(std::uint64_t id, std::optional<std::uint64_t> parent = std::nullopt) {
  desk::PublicReply made;
  made.id = {id};
  if (parent) made.parent = desk::ReplyId{*parent};
  return made;
}

TEST(ReplyThread, GoesFiveDeepAndNoDeeper) {
  const std::vector<desk::PublicReply> replies = {reply(1),    reply(2, 1), reply(3, 2), reply(4, 3),
                                                  reply(5, 4), reply(6, 5), reply(7)};
  std::vector<std::pair<std::uint64_t, int>> seen;
  for (const auto& [r, depth] : thread_of(replies)) seen.emplace_back(r->id.value, depth);
  EXPECT_THAT(
      seen, testing::ElementsAre(testing::Pair(1U, 1), testing::Pair(2U, 2), testing::Pair(3U, 3), testing::Pair(4U, 4),
                                 testing::Pair(5U, 5), testing::Pair(6U, 5), testing::Pair(7U, 1)));
}

RC_GTEST_PROP(ReplyThread, ShowsEveryReplyOnceWhateverTheParentsAre, (const std::vector<std::uint8_t>& parents)) {
  std::vector<desk::PublicReply> replies;
  for (std::size_t i = 0; i < parents.size(); ++i)
    replies.push_back(reply(i, parents[i] % 2 ? std::optional<std::uint64_t>(parents[i]) : std::nullopt));
  std::set<std::uint64_t> seen;
  for (const auto& [r, depth] : thread_of(replies)) {
    RC_ASSERT(depth >= 1 && depth <= desk::kMaxReplyDepth);
    RC_ASSERT(seen.insert(r->id.value).second);
  }
  RC_ASSERT(seen.size() == replies.size());
}

}  // namespace
}  // namespace dateline::site
