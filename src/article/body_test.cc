#include "article/body.h"

#include <gmock/gmock.h>

#include <string>

#include "article/extract.h"

namespace dateline::article {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string kFirst =
    "<p>The harbour of Lundvik was closed on Tuesday evening, after a tanker had run aground at its mouth.</p>";
const std::string kSecond =
    "<p>Two tugs held the ship in the wind, said the harbour master, and nobody on board was hurt.</p>";
const std::string kThird =
    "<p>Divers will look at the hull on Wednesday, before the tanker is towed to the yard across the bay.</p>";

Reading read(const std::string& body, const std::string& head = "") {
  wire::FetchedPage page;
  page.url = page.final_url = "https://www.example.org/news/1";
  page.body = "<html><head><title>Tanker runs aground</title>" + head + "</head><body><h1>Tanker runs aground</h1>" +
              body + "</body></html>";
  auto reading = read_page(page);
  EXPECT_TRUE(reading) << reading.error().message;
  return reading ? std::move(*reading) : Reading{};
}

TEST(BodyMarkup, KeepsHeadingsListsQuotationsAndEmphasisInOrder) {
  const Reading reading =
      read("<div>" + kFirst +
           "<h2>What is known</h2><ul><li>The tanker carries 3,000 tonnes of oil, by its papers."
           "</li><li>None of it has run out, says the coast guard of Lundvik.</li></ul>"
           "<blockquote><p>We were <em>lucky</em> with the wind, and with the tugs.</p></blockquote>" +
           kSecond + "</div>");
  EXPECT_EQ(reading.body.str(),
            kFirst +
                "<h2>What is known</h2><ul><li><p>The tanker carries 3,000 tonnes of oil, by its papers.</p></li>"
                "<li><p>None of it has run out, says the coast guard of Lundvik.</p></li></ul>"
                "<blockquote><p>We were <em>lucky</em> with the wind, and with the tugs.</p></blockquote>" +
                kSecond);
}

TEST(BodyMarkup, SeesLinksFromThePage) {
  const Reading reading = read(
      "<div><p>The harbour of <a href='../places/lundvik'>Lundvik</a> was closed on Tuesday "
      "evening, after a tanker had run aground.</p>" +
      kSecond + "</div>");
  EXPECT_THAT(reading.body.str(), HasSubstr("<a href=\"https://www.example.org/places/lundvik\">Lundvik</a>"));
}

TEST(BodyMarkup, TakesAPictureWithItsCaptionThatIsNoPartOfTheText) {
  const Reading reading = read("<div>" + kFirst +
                               "<figure><img src='/ship.jpg' alt='A ship'><figcaption>The tanker on Tuesday. Photo: A. "
                               "Berg</figcaption></figure>" +
                               kSecond + kThird + "</div>");
  EXPECT_THAT(
      reading.body.str(),
      HasSubstr(
          "<figure><p><img src=\"https://www.example.org/ship.jpg\" alt=\"A ship\"></p><figcaption><p>The tanker on "
          "Tuesday. Photo: A. Berg</p></figcaption></figure>"));
  EXPECT_THAT(reading.article.text, Not(HasSubstr("A. Berg")));
}

TEST(BodyMarkup, TakesALazyPictureFromWhereItsScriptWould) {
  const auto with = [](const std::string& image) {
    return read("<div>" + kFirst + image + kSecond + "</div>").body.str();
  };
  EXPECT_THAT(with("<img src='data:image/gif;base64,R0' data-src='/ship.jpg' alt=''>"),
              HasSubstr("example.org/ship.jpg"));
  EXPECT_THAT(with("<img src='/small.jpg' srcset='/s.jpg 320w, /l.jpg 1280w, /m.jpg 640w'>"), HasSubstr("org/l.jpg"));
  EXPECT_THAT(with("<picture><source data-srcset='/1.webp, /2.webp 2x'><img src='data:image/gif;base64,R0'></picture>"),
              HasSubstr("org/2.webp"));
  EXPECT_THAT(with("<img class='lazy'><noscript><img src='/ship.jpg'></noscript>"), HasSubstr("org/ship.jpg"));
}

TEST(BodyMarkup, LeavesOutIconsAndThePicturesOfTeasers) {
  const Reading reading = read("<div>" + kFirst +
                               "<img src='/counter.gif' width='1' height='1'><div><a href='/2'><img src='/other.jpg'>"
                               "Ferry is late again</a></div>" +
                               kSecond + kThird + "</div><img src='/behind.jpg'>");
  EXPECT_THAT(reading.body.str(), AllOf(HasSubstr("Two tugs"), Not(HasSubstr("<img"))));
}

TEST(BodyMarkup, LeavesEmptyCellsWhereTheyStand) {
  const Reading reading = read("<div>" + kFirst + kSecond +
                               "<table><tr><td>Tugs that held the ship on Tuesday, by their papers.</td><td></td>"
                               "<td>Two of them, and a third was on its way from the yard.</td></tr></table>" +
                               kThird + "</div>");
  EXPECT_THAT(reading.body.str(), HasSubstr("papers.</p></td><td></td><td><p>Two"));
}

TEST(Standfirst, IsWhatStandsApartUnderTheHeadline) {
  const Reading reading =
      read("<p class='standfirst'>A tanker blocks the only way out, and the ferries wait for high water.</p><div>" +
           kFirst + kSecond + kThird + "</div>");
  EXPECT_EQ(reading.standfirst, "A tanker blocks the only way out, and the ferries wait for high water.");
  EXPECT_EQ(read("<div>" + kFirst + kSecond + kThird + "</div>").standfirst, "");
}

constexpr auto kPaid =
    "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"Tanker runs aground\","
    " \"isAccessibleForFree\": false}</script>";

TEST(Truncated, IsAShortTextThatIsDeclaredPaid) {
  EXPECT_TRUE(read("<div>" + kFirst + "</div>", kPaid).truncated);
  EXPECT_FALSE(read("<div>" + kFirst + "</div>").truncated);
}

TEST(Truncated, IsNotAPaidTextThatIsThereNevertheless) {
  std::string whole;
  for (int i = 0; i < 30; ++i) whole += "<p>On day " + std::to_string(i) + kFirst.substr(3);
  EXPECT_FALSE(read("<div>" + whole + "</div>", kPaid).truncated);
}

TEST(Truncated, IsATextThatBreaksOffBeforeALinkToTheRest) {
  const auto with = [](const std::string& end) {
    return read("<div>" + kFirst + "<p>Two tugs held the ship in the wind, said the harbour master, and " + end +
                "</div>");
  };
  EXPECT_TRUE(with("nobody …</p><p><a href='/news/1?all'>Weiterlesen</a></p>").truncated);
  EXPECT_FALSE(with("nobody was hurt.</p><p><a href='/news/2'>Weiterlesen</a></p>").truncated);
}

TEST(Truncated, IsATextInFrontOfAWall) {
  EXPECT_TRUE(read("<div>" + kFirst + "<div class='paywall-box'><p>Subscribe.</p></div></div>").truncated);
}

TEST(Truncated, IsATextThatBreaksOffOverALinkForThoseWhoPay) {
  const std::string cut = kFirst + "<p>Two tugs held the ship in the wind, said the harbour master, and nobo…</p>";
  const std::string box =
      "<div class='x1'><div>For readers who pay.</div><div>You do? <a href='/login'>Log in</a></div></div>";
  EXPECT_TRUE(read("<div>" + cut + box + "</div>").truncated);
  EXPECT_FALSE(read("<div>" + kFirst + kSecond + box + "</div>").truncated);
}

TEST(Truncated, IsTheFirstOfSeveralPages) {
  const auto with = [](const std::string& link) {
    return read("<div>" + kFirst + kSecond + kThird + "<div>Pages: 1 <a href='" + link + "'>2</a></div></div>")
        .truncated;
  };
  EXPECT_TRUE(with("/news/1/2/"));
  EXPECT_TRUE(with("?page=2"));
  EXPECT_FALSE(with("/news/2"));
}

TEST(Truncated, IsNotALongTextThatEndsWithDots) {
  std::string whole;
  for (int i = 0; i < 30; ++i) whole += "<p>On day " + std::to_string(i) + kFirst.substr(3);
  EXPECT_FALSE(
      read("<div>" + whole + "<p>Until next time, from the pier …</p><p><a href='/2'>Ferry is late</a></p></div>")
          .truncated);
}

TEST(Truncated, IsNotABriefThatIsWhole) {
  EXPECT_FALSE(
      read("<div>" + kFirst + "</div><div><a href='/2'>Ferry is late again, says the line</a></div>").truncated);
}

TEST(Body, DoesNotReadOnIntoTheNextReport) {
  const std::string next =
      "<article class='story'><h1>Ferry is late again</h1><p>The ferry to Holm came in two hours late on "
      "Wednesday, as it had on Monday.</p><p>A new engine is ordered, says the line, and the old one "
      "must do until then.</p></article>";
  wire::FetchedPage page;
  page.body = "<title>Tanker runs aground</title><main><article class='story'><h1>Tanker runs aground</h1>" + kFirst +
              kSecond + kThird + "</article>" + next + "</main>";
  const auto reading = read_page(page);
  ASSERT_TRUE(reading);
  EXPECT_THAT(reading->article.text, AllOf(HasSubstr("Divers will look"), Not(HasSubstr("Holm"))));
}

TEST(Body, IsTheReportThatTheHeadlineNamesWhereAnotherStandsFirst) {
  wire::FetchedPage page;
  page.body =
      "<head><title>Tanker runs aground</title><meta property='og:title' content='Tanker runs aground'></head>"
      "<main><article><h1>Ferry is late again</h1><p>The ferry to Holm came in two hours late on Wednesday, as it "
      "had on Monday.</p></article><article><h1>Tanker runs aground</h1>" +
      kFirst + kSecond + kThird + "</article></main>";
  const auto reading = read_page(page);
  ASSERT_TRUE(reading);
  EXPECT_THAT(reading->article.text, AllOf(HasSubstr("Divers will look"), Not(HasSubstr("Holm"))));
}

TEST(Body, KeepsTheEndOfALongReport) {
  std::string text;
  for (int i = 0; i < 600; ++i) text += "<p>On day " + std::to_string(i) + ": t" + kFirst.substr(4);
  const Reading reading = read("<div class='css-bd4'>" + text + "</div>");
  for (int i = 0; i < 600; ++i) {
    ASSERT_THAT(reading.article.text, HasSubstr("On day " + std::to_string(i) + ": the harbour")) << i;
  }
}

TEST(Body, KeepsAShortAnswerThatIsGivenTwice) {
  const Reading reading = read("<div>" + kFirst + "<p>Will the ferry run?</p><p>Yes, I think so.</p>" + kSecond +
                               "<p>And on Thursday, too?</p><p>Yes, I think so.</p>" + kThird + "</div>");
  const std::string& text = reading.article.text;
  EXPECT_NE(text.find("Yes, I think so."), text.rfind("Yes, I think so."));
}

TEST(Body, LeavesOutALittleThatIsHidden) {
  const Reading reading = read("<div>" + kFirst + kSecond +
                               "<p style='display: none'>For the app, tap here, please.</p>" + kThird + "</div>");
  EXPECT_THAT(reading.article.text, AllOf(HasSubstr("Divers will look"), Not(HasSubstr("tap here"))));
}

TEST(Body, LeavesOutLinksToOtherReportsThatAreLabelledAsSuch) {
  const std::string news = "<script type='application/ld+json'>{\"@type\": \"NewsArticle\"}</script>";
  const Reading reading =
      read("<div>" + kFirst + kSecond + "<p>Siehe auch: <a href='/2'>Ferry is late again</a></p>" + kThird +
               "<p>Two numbers: <a href='/3'>nine</a> and <a href='/4'>eleven</a>, says the line.</p></div>",
           news);
  EXPECT_THAT(reading.article.text, AllOf(HasSubstr("nine and eleven"), Not(HasSubstr("late again"))));
}

std::string picture_of(const std::string& before, const std::string& within) {
  return read(before + "<div>" + kFirst + within + kSecond + kThird + "</div>").article.image;
}

TEST(LeadPicture, IsTheFirstOfTheReportWhereNoneIsDeclared) {
  EXPECT_EQ(picture_of("<figure><img src='/a.jpg'></figure>", "<img src='/b.jpg'>"), "https://www.example.org/a.jpg");
  EXPECT_EQ(picture_of("", "<picture><source srcset='/s.webp 480w, /l.webp 1600w'><img></picture>"),
            "https://www.example.org/l.webp");
  EXPECT_EQ(picture_of("<amp-img src='/m.jpg' width='1200' height='700'></amp-img>", ""),
            "https://www.example.org/m.jpg");
  EXPECT_EQ(picture_of("", ""), "");
}

TEST(LeadPicture, IsNoLogoPortraitIconOrTeaser) {
  EXPECT_EQ(picture_of("<div class='logo'><img src='/a.jpg'></div><div class='byline'><img src='/ann.jpg'></div>"
                       "<img src='/dot.gif' width='1' height='1'><img src='/img/icon-print.png'>"
                       "<a href='/2'><img src='/other.jpg'></a><a href='/full.jpg'><img src='/b.jpg'></a>",
                       ""),
            "https://www.example.org/b.jpg");
}

TEST(LeadPicture, IsTheDeclaredOneIfThereIsOne) {
  EXPECT_EQ(
      read("<div><img src='/a.jpg'>" + kFirst + "</div>", "<meta property='og:image' content='/b.jpg'>").article.image,
      "https://www.example.org/b.jpg");
}

TEST(Body, IsReadInTheDataOfScriptsWhereThePageShowsNone) {
  const auto page = [](const std::string& data) {
    wire::FetchedPage fetched;
    fetched.body =
        "<head><title>Tanker runs aground</title></head><body><div id='app'></div><script id='__NEXT_DATA__' "
        "type='application/json'>" +
        data + "</script></body>";
    const auto reading = read_page(fetched);
    return reading ? reading->article.text : "";
  };
  const auto text = [](const std::string& html) { return html.substr(3, html.size() - 7); };
  const std::string other =
      std::string(R"({"title": "Ferry", "body": ")") + std::string(kFirst.size() * 9, 'x') + R"(, so.  "})";
  EXPECT_THAT(page(R"({"more": )" + other + R"(, "post": {"title": "Tanker runs aground", "content": ")" + kFirst +
                   kSecond + kThird + R"("}})"),
              AllOf(HasSubstr(text(kFirst) + "\n\n" + text(kSecond)), Not(HasSubstr("xxx"))));
  EXPECT_THAT(page(R"({"post": {"title": "Tanker runs aground", "blocks": [{"type": "p", "html": ")" + text(kFirst) +
                   R"("}, {"type": "p", "html": ")" + text(kSecond) + R"("}, {"type": "p", "html": ")" + text(kThird) +
                   R"("}]}})"),
              HasSubstr(text(kFirst) + "\n\n" + text(kSecond)));
  EXPECT_EQ(page("{broken"), "");
}

TEST(Body, HasWordsWithoutTheirSoftHyphens) {
  EXPECT_THAT(read("<div><p>The har&shy;bour of Lund<wbr>vik was closed on Tuesday evening, after a tanker had run "
                   "aground.</p></div>")
                  .article.text,
              HasSubstr("The harbour of Lundvik"));
}

TEST(Body, IsReadInJsonLdWhereThePageShowsOnlyItsBeginning) {
  std::string whole;
  for (int i = 0; i < 12; ++i) {
    whole += "On day " + std::to_string(i) +
             " the tanker lay at the mouth of the harbour of Lundvik, and the tugs held it. ";
  }
  const Reading reading =
      read("<div><p>On Tuesday a tanker ran aground, and the harbour was closed for the night.</p></div>",
           "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"Tanker runs aground\","
           "\"articleBody\": \"" +
               whole + "\"}</script>");
  EXPECT_THAT(reading.article.text, HasSubstr("On day 11 the tanker"));
  EXPECT_THAT(reading.body.str(), HasSubstr("<p>On day 0"));
}

TEST(Body, BearsAHeadlineWithinAHeadline) {
  wire::FetchedPage page;
  page.body =
      "<title>Lundvik</title><h1>Lundvik<div><h1>Other</h1></div><p>The harbour of Lundvik was closed on Tuesday "
      "evening, after a tanker had run aground at its mouth.</p>";
  EXPECT_TRUE(read_page(page));
}

}  // namespace
}  // namespace dateline::article
