#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "desk/darkroom.h"
#include "markup/sanitizer.h"
#include "site/figure.h"
#include "site/paths.h"
#include "site/site_fixture.h"

namespace dateline::site {
namespace {

using testing::HasSubstr;
using testing::Not;

const desk::PictureId kHarbour{4711};

/// A newsroom with one picture, and somebody at its desk.
struct Pictures : testing::Test {
  SiteFixture f;
  SiteFixture::Signed ana = f.sign_in_as("ana");

  Pictures() {
    f.reader.all_pictures.push_back({.id = kHarbour,
                                     .width = 1600,
                                     .height = 900,
                                     .alt = "A harbour & its light",
                                     .caption = "The harbour at dusk",
                                     .credit = "Drawing: The Harbour Light",
                                     .by = "ana"});
    f.reader.all_renditions[kHarbour.value] = {{480, 270, "image/webp", "webp-480"}, {1600, 900, "image/jpeg", "jpeg"}};
  }

  net::Response get(std::string_view path) { return f.get(path, ana.cookie); }
  net::Response upload(std::string_view csrf, std::string_view file, std::string_view alt) {
    std::string body;
    const auto part = [&](std::string_view header, std::string_view bytes) {
      body +=
          "--b\r\nContent-Disposition: form-data; " + std::string(header) + "\r\n\r\n" + std::string(bytes) + "\r\n";
    };
    part("name=\"csrf\"", csrf);
    part("name=\"file\"; filename=\"a.jpg\"", file);
    part("name=\"alt\"", alt);
    net::Headers headers = ana.cookie;
    headers.emplace_back("content-type", "multipart/form-data; boundary=b");
    return f.send({.method = "POST",
                   .path = "/desk/pictures",
                   .query = "",
                   .headers = std::move(headers),
                   .body = body + "--b--\r\n",
                   .peer = "203.0.113.7"});
  }
};

TEST_F(Pictures, AreKeptByBrowsersForGoodAndMayDoNothing) {
  const auto answer = f.get("/picture/" + kHarbour.str() + "/480.webp");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, "image/webp");
  EXPECT_EQ(f.body(answer), "webp-480");
  EXPECT_EQ(f.header(answer, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(f.header(answer, "Content-Security-Policy"),
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox");
  EXPECT_EQ(f.header(answer, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(f.get("/picture/" + kHarbour.str() + "/1600.jpg").content_type, "image/jpeg");
}

TEST_F(Pictures, HaveOneAddressEach) {
  for (const char* name :
       {"480.jpg", "481.webp", "0480.webp", "480", "480.webp.", "-480.webp", "480.png", "webp", "99999999999.webp"}) {
    EXPECT_EQ(f.get("/picture/" + kHarbour.str() + "/" + name).status, 404) << name;
  }
  EXPECT_EQ(f.get("/picture/" + desk::PictureId{1}.str() + "/480.webp").status, 404);
  EXPECT_EQ(f.get("/picture/harbour/480.webp").status, 404);
}

TEST_F(Pictures, StandInAFigureThatKeepsItsPlace) {
  EXPECT_EQ(figure(f.reader.all_pictures[0].use(), "100vw", true).str(),
            "<figure class=\"figure\"><img src=\"/picture/" + kHarbour.str() + "/1600.jpg\" srcset=\"/picture/" +
                kHarbour.str() + "/480.webp 480w, /picture/" + kHarbour.str() + "/960.webp 960w, /picture/" +
                kHarbour.str() +
                "/1600.webp 1600w\" sizes=\"100vw\" width=\"1600\" height=\"900\" alt=\"A harbour &amp; its light\" "
                "fetchpriority=\"low\" decoding=\"async\"><figcaption>The harbour at dusk <span "
                "class=\"credit\">Drawing: The Harbour Light</span></figcaption></figure>\n");
  desk::PictureUse bare{kHarbour, 400, 300, "A pier", "", ""};
  EXPECT_THAT(
      figure(bare, "100vw", false).str(),
      testing::AllOf(HasSubstr("/400.webp 400w\""), HasSubstr("loading=\"lazy\""), Not(HasSubstr("figcaption"))));
}

TEST_F(Pictures, LeadTheirArticleAndStandInItsText) {
  desk::Post post = f.add_post("Harbour", "One.\n\n![](picture:" + kHarbour.str() +
                                              ")\n\nTwo.\n\n![Seen from *the* pier](picture:" + kHarbour.str() +
                                              " \"Now | Photo: I | Ana\")\n");
  f.reader.all_posts[0].picture = f.reader.all_pictures[0].use();
  f.reader.all_posts[0].picture->caption = "Of this article";
  const std::string page = f.body(f.get("/article/" + post.article_id().str()));
  EXPECT_THAT(page, HasSubstr("<figcaption>Of this article <span class=\"credit\">Drawing"));
  EXPECT_THAT(page, HasSubstr("fetchpriority"));
  EXPECT_THAT(page, HasSubstr("<p>One.</p><figure class=\"figure\">"));
  EXPECT_THAT(page, HasSubstr("alt=\"A harbour &amp; its light\" loading=\"lazy\""));
  EXPECT_THAT(page, HasSubstr("alt=\"Seen from the pier\""));
  EXPECT_THAT(page, HasSubstr("<figcaption>Now | Photo: I <span class=\"credit\">Ana</span>"));
}

TEST_F(Pictures, StandOnTheFrontPageWithTheirStory) {
  const desk::Post post = f.add_post("Harbour", "Text.");
  f.reader.all_posts[0].picture = f.reader.all_pictures[0].use();
  auto own = f.report("Dateline", "https://dateline.example/1", "Harbour", "Text.");
  own->id = post.article_id();
  f.add_story({{f.report("Post", "https://post.example/1", "Harbour opens", "Text.")}, {own}});
  EXPECT_THAT(f.body(f.get("/")), HasSubstr("<figure class=\"figure\"><img src=\"/picture/" + kHarbour.str()));
  EXPECT_THAT(f.body(f.get("/section/world")), HasSubstr("<figure class=\"figure\">"));
  f.reader.all_posts[0].state = desk::Post::State::kWithdrawn;
  EXPECT_THAT(f.body(f.get("/section/world")), Not(HasSubstr("<figure")));
}

TEST_F(Pictures, AreOnlyThoseOfTheDeskAndOnlyInArticles) {
  const std::string ours = "![a](picture:" + kHarbour.str() + ")";
  EXPECT_THAT(article_text(f.reader, "> " + ours)->str(), Not(HasSubstr("<img")));
  EXPECT_THAT(article_text(f.reader, "Text " + ours)->str(), Not(HasSubstr("<img")));
  EXPECT_EQ(article_text(f.reader, "![a](picture:0000000000001)")->str(), "");
  EXPECT_EQ(article_text(f.reader, "![a](picture:../../desk)")->str(), "");
  EXPECT_THAT(article_text(f.reader, "<figure><img src=\"picture:" + kHarbour.str() + "\"></figure>")->str(),
              Not(HasSubstr("<img")));
  EXPECT_THAT(article_text(f.reader, ours)->str(), HasSubstr("<img")) << "control";
  EXPECT_THAT(markup::render_markdown(ours, {}).str(), Not(HasSubstr("img")));
  EXPECT_THAT(markup::render_markdown(ours, {.base = std::nullopt, .reply = true}).str(), Not(HasSubstr("img")));
}

TEST_F(Pictures, HaveTheirWordsChangedAndChangedBack) {
  const std::string path = "/desk/pictures/" + kHarbour.str();
  const std::string csrf = "csrf=" + ana.csrf;
  const auto send = [&](const std::string& words) { return f.post(path, csrf + words, ana.cookie); };
  EXPECT_EQ(send("&alt=&caption=x&credit=").status, 422) << "somebody hears the page";
  EXPECT_EQ(f.reader.all_pictures[0].alt, "A harbour & its light");
  const net::Response done = send("&alt=A+%3Clight%3E&caption=&credit=Bo+Li");
  EXPECT_EQ(done.status, 200);
  EXPECT_EQ(f.reader.all_pictures[0].alt, "A <light>");
  EXPECT_EQ(f.reader.all_pictures[0].caption, "");
  EXPECT_EQ(f.reader.all_pictures[0].credit, "Bo Li");
  EXPECT_FALSE(f.reader.all_renditions[kHarbour.value].empty()) << "the bytes are the same";
  const std::string page = f.body(done);
  EXPECT_THAT(page, HasSubstr("value=\"A &lt;light&gt;\""));
  EXPECT_THAT(page, HasSubstr("<input type=\"hidden\" name=\"alt\" value=\"A harbour &amp; its light\">"));
  EXPECT_THAT(page, HasSubstr("Undo"));
  EXPECT_THAT(page, Not(HasSubstr("Undone")));
  EXPECT_THAT(f.body(get(path)), Not(HasSubstr("Undo")));
  const std::string undone = f.body(send("&undo=yes&alt=A+harbour&caption=&credit="));
  EXPECT_THAT(undone, testing::AllOf(HasSubstr("Undone."), Not(HasSubstr("Saved.")), Not(HasSubstr(">Undo<"))));
  EXPECT_EQ(f.post(path, "csrf=wrong&alt=x", ana.cookie).status, 403);
}

TEST_F(Pictures, AreListedWithWhereTheyAreUsed) {
  f.add_post("Harbour", "![](picture:" + kHarbour.str() + ")");
  const std::string list = f.body(get("/desk/pictures"));
  EXPECT_THAT(list, HasSubstr("data-picture=\"" + kHarbour.str()));
  EXPECT_THAT(list, HasSubstr(">Harbour</a>"));
  EXPECT_THAT(list, HasSubstr("<a href=\"/desk/pictures/" + kHarbour.str() + "\">Edit the words</a>"));
  const std::string page = f.body(get("/desk/pictures/" + kHarbour.str()));
  EXPECT_THAT(page, HasSubstr("![A harbour &amp; its light](picture:" + kHarbour.str() +
                              " &quot;The harbour at dusk | Drawing: The Harbour Light&quot;)"));
  EXPECT_EQ(f.get("/desk/pictures").status, 303) << "for who is signed in";
}

TEST_F(Pictures, AreRefusedInWordsWithTheFormStillFilledIn) {
  const auto pdf = upload(ana.csrf, "%PDF-1.7", "A harbour");
  EXPECT_EQ(pdf.status, 422);
  EXPECT_THAT(f.body(pdf), HasSubstr("This is a PDF."));
  EXPECT_THAT(f.body(pdf), HasSubstr("value=\"A harbour\""));
  EXPECT_THAT(f.body(upload(ana.csrf, "\x89PNG", "")), HasSubstr("Please say what the picture shows"));
  EXPECT_THAT(f.body(upload(ana.csrf, "", "A harbour")), HasSubstr("Please choose a file."));
  EXPECT_EQ(upload("wrong", "%PDF-1.7", "A harbour").status, 403);
  EXPECT_EQ(f.reader.all_pictures.size(), 1u);
}

TEST_F(Pictures, LeadAnArticleThroughItsForm) {
  const desk::Post post = f.add_post("Harbour", "Text.");
  const std::string path = "/desk/posts/" + post.id.str();
  EXPECT_THAT(f.body(get(path)), HasSubstr("<option value=\"" + kHarbour.str() + "\" >A harbour &amp; its light"));
  const auto save = [&](std::string_view revision, std::string_view fields) {
    return f
        .post(path,
              "csrf=" + ana.csrf + "&do=publish&headline=Harbour&body=Text.&revision=" + std::string(revision) +
                  "&picture=" + std::string(fields),
              ana.cookie)
        .status;
  };
  EXPECT_EQ(save("1", kHarbour.str() + "&picture_alt=&picture_caption=Mine&picture_credit="), 303);
  const desk::PictureUse first = f.reader.all_posts[0].picture.value();
  EXPECT_EQ(first.alt, "A harbour & its light") << "its own, where nothing was typed";
  EXPECT_EQ(first.caption, "Mine");
  EXPECT_EQ(first.credit, "Drawing: The Harbour Light");
  EXPECT_EQ(first.width, 1600);
  EXPECT_EQ(first.height, 900);

  EXPECT_EQ(save("2", kHarbour.str() + "&picture_alt=A+quay&picture_caption=&picture_credit="), 303);
  EXPECT_EQ(f.reader.all_posts[0].picture->alt, "A quay");
  EXPECT_EQ(f.reader.all_posts[0].picture->caption, "") << "taken out on purpose";

  const desk::PictureId pier{4712};
  f.reader.all_pictures.push_back({pier, 960, 540, "A pier", "", "Ana", "ana", f.clock.now()});
  EXPECT_EQ(save("3", pier.str() + "&picture_alt=A+quay&picture_caption=New&picture_credit="), 303);
  EXPECT_EQ(f.reader.all_posts[0].picture->alt, "A pier") << "the words of the picture before do not stay";
  EXPECT_EQ(f.reader.all_posts[0].picture->caption, "New");

  EXPECT_EQ(save("4", pier.str() + "&picture_alt="), 422) << "not published without a description";
  EXPECT_EQ(save("4", desk::PictureId{1}.str()), 303);
  EXPECT_FALSE(f.reader.all_posts[0].picture);
}

TEST_F(Pictures, ThatAreMissingInATextAreNamedBeforeItIsSaved) {
  const desk::Post post = f.add_post("Harbour", "Text.");
  const auto answer =
      f.post("/desk/posts/" + post.id.str(),
             "csrf=" + ana.csrf + "&do=save&revision=1&body=%21%5B%5D%28picture%3Aharbuor%29", ana.cookie);
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(f.body(answer), HasSubstr("There is no picture “harbuor”."));
}

TEST_F(Pictures, AreTakenThroughTheForm) {
  if (!desk::Darkroom().is_ready()) GTEST_SKIP() << "libvips-tools is not installed";
  const std::string file = *read_file("sample/pictures/pier-960.webp");
  const auto answer = upload(ana.csrf, file, " A pier  in a storm ");
  EXPECT_EQ(answer.status, 303);
  ASSERT_EQ(f.reader.all_pictures.size(), 2u);
  const desk::Picture& picture = f.reader.all_pictures[0];
  EXPECT_EQ(f.header(answer, "Location"), "/desk/pictures/" + picture.id.str());
  EXPECT_EQ(picture.alt, "A pier in a storm");
  EXPECT_EQ(picture.by, "ana");
  EXPECT_EQ(picture.width, 960);
  EXPECT_EQ(f.get(picture_jpeg_path(picture.use()).str()).status, 200);
}

}  // namespace
}  // namespace dateline::site
