// The desk's pages for sources, by what an editor sees and sends.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "site/paths.h"
#include "site/site_fixture.h"

namespace dateline::site {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct DeskSources : testing::Test {
  SiteFixture f;
  SiteFixture::Signed ana = f.sign_in_as("ana");
  const Instant now = f.clock.now();

  wire::Source& add(const std::string& name, const std::string& url, wire::FetchState state) {
    wire::Source source = *wire::Source::from_url(url);
    source.outlet.name = name;
    f.reader.all_sources.all.emplace_back(source, std::move(state));
    return f.reader.all_sources.all.back().first;
  }
  wire::FetchState well() const {
    wire::FetchState state;
    state.last_attempt = state.last_success = now - 4min;
    state.last_news = now - 2h;
    state.next_fetch = now + 4min;
    state.rhythm = 16min;
    return state;
  }
  wire::FetchState failing(wire::Trouble trouble, std::string problem, std::chrono::seconds since) const {
    wire::FetchState state;
    state.last_attempt = now - 10min;
    state.next_fetch = now + 3h;
    state.failures = 5;
    state.failing_since = now - since;
    state.trouble = trouble;
    state.problem = std::move(problem);
    return state;
  }
  wire::FetchState gone() const {
    wire::FetchState state = failing(wire::Trouble::kGone, "gone for good", 1h);
    state.gone = true;
    return state;
  }

  net::Response get(std::string_view at) { return f.get(at, ana.cookie); }
  std::string page(std::string_view at) { return f.body(get(at)); }
  net::Response post(std::string_view at, std::string body) {
    return f.post(at, "csrf=" + ana.csrf + "&" + body, ana.cookie);
  }
  std::string followed(const net::Response& answer) {
    EXPECT_EQ(answer.status, 303) << f.body(answer);
    return page(f.header(answer, "Location"));
  }
  const store::KnownSource& known(std::size_t i) { return f.reader.all_sources.all.at(i); }
  std::string newest_act() { return f.reader.audit_entries.at(0).who + " " + f.reader.audit_entries.at(0).action; }
  std::string path(std::size_t i) { return "/desk/sources/" + known(i).first.id.str(); }
};

TEST_F(DeskSources, AreForEditorsOnlyAndChangedOnlyWithTheirToken) {
  add("The Quay", "https://quay.example/feed", well());
  for (const std::string& at :
       {std::string("/desk/sources"), path(0), std::string("/desk/sources/new"), std::string("/desk/sources.opml")}) {
    EXPECT_EQ(f.get(at).status, 303) << at;
    EXPECT_EQ(get(at).status, 200) << at;
    EXPECT_EQ(f.header(get(at), "Cache-Control"), "no-store") << at;
  }
  const std::string wish = "do=remove+" + known(0).first.id.str();
  EXPECT_EQ(f.post("/desk/sources", wish, ana.cookie).status, 403);
  EXPECT_EQ(f.post("/desk/sources", "csrf=" + ana.csrf + "&" + wish).status, 401);
  EXPECT_EQ(f.reader.all_sources.all.size(), 1u);
}

TEST_F(DeskSources, SayHowToBegin) {
  const std::string list = page("/desk/sources");
  EXPECT_THAT(list,
              AllOf(HasSubstr("Every feed that is read will stand here"), HasSubstr("href=\"/desk/sources/new\"")));
  EXPECT_THAT(list, Not(HasSubstr("<table"))) << "and nothing else";
  EXPECT_THAT(page("/desk/sources/new"), AllOf(HasSubstr("name=\"address\""), HasSubstr("type=\"file\"")));
}

TEST_F(DeskSources, ShowWhenEachIsAskedAndHowOften) {
  add("The Quay", "https://www.quay.example/feed/", well());
  EXPECT_THAT(page("/desk/sources"),
              AllOf(HasSubstr(">The Quay</a>"), HasSubstr("quay.example/feed</td>"), HasSubstr(">in 4 minutes</time>"),
                    HasSubstr("every 8 minutes"), HasSubstr("mark-well"), HasSubstr("1 to 1 of 1.")));
  EXPECT_THAT(page("/desk/sources"), Not(HasSubstr("source-says"))) << "of one that is well nothing more is said";
}

TEST_F(DeskSources, SayInPlainWordsWhatIsWrong) {
  add("Harbour Radio", "https://radio.example/feed", failing(wire::Trouble::kNoAnswer, "cannot connect", 26h));
  add("Evening Copy", "https://copy.example/feed", failing(wire::Trouble::kNoFeed, "it is a web page", 9 * 24h));
  add("Old Wire", "https://old.example/feed", gone());
  wire::FetchState moved = well();
  moved.moved_to = "https://new.example/feed";
  add("The Quay", "https://quay.example/feed", moved);
  wire::FetchState quiet = well();
  quiet.last_news = now - 40 * 24h;
  add("Lighthouse", "https://light.example/feed", quiet);
  const std::string list = page("/desk/sources");
  EXPECT_THAT(list, HasSubstr("The server has not answered since <time"));
  EXPECT_THAT(list, HasSubstr("<span class=\"fetch-said\" lang=\"en\">cannot connect.</span>"));
  EXPECT_THAT(list, AllOf(HasSubstr("What it sends has been no feed since"), HasSubstr("failing for 9 days")));
  EXPECT_THAT(list, HasSubstr("gone for good, so it is not asked any more"));
  EXPECT_THAT(list, HasSubstr("It has moved to <a href=\"https://new.example/feed\""));
  EXPECT_THAT(list, HasSubstr("It has brought nothing new since"));
}

TEST_F(DeskSources, BringToAttentionWhatHasFailedForAWeekAndKeepIt) {
  add("The Quay", "https://quay.example/feed", well());
  add("Harbour Radio", "https://radio.example/feed", failing(wire::Trouble::kNoAnswer, "cannot connect", 2h));
  EXPECT_THAT(page("/desk/sources"), Not(HasSubstr("class=\"attention\"")));
  EXPECT_THAT(page("/desk"), Not(HasSubstr("Sources that have failed")));
  add("Evening Copy", "https://copy.example/feed", failing(wire::Trouble::kNoFeed, "no feed", 8 * 24h));
  const std::string list = page("/desk/sources");
  EXPECT_THAT(list, HasSubstr("One source needs you"));
  EXPECT_LT(list.find(">Evening Copy<"), list.find(">Harbour Radio<")) << "the longest trouble first";
  EXPECT_LT(list.find(">Harbour Radio<"), list.find(">The Quay<"));
  EXPECT_THAT(page("/desk"), AllOf(HasSubstr("<a href=\"/desk/sources?state=attention\">1 source needs you</a>"),
                                   HasSubstr("href=\"" + path(2) + "\">Evening Copy</a> What it sends")));
}

TEST_F(DeskSources, AreNarrowedAndTurnedOver) {
  for (int i = 0; i < 120; ++i) {
    const std::string n = std::to_string(i);
    add("Paper " + n, "https://p" + n + ".example/", well()).folder = i % 2 == 0 ? "World" : "Home";
  }
  f.reader.all_sources.all[7].second = gone();
  const std::string first = page("/desk/sources?folder=World&order=name");
  EXPECT_THAT(first, AllOf(HasSubstr("1 to 50 of 60."), HasSubstr("value=\"World\" selected"),
                           HasSubstr("rel=\"next\" href=\"/desk/sources?folder=World&amp;order=name&amp;page=2\"")));
  EXPECT_THAT(page("/desk/sources?folder=World&order=name&page=2"),
              AllOf(HasSubstr("51 to 60 of 60."), HasSubstr("rel=\"prev\""), Not(HasSubstr("rel=\"next\""))));
  EXPECT_THAT(page("/desk/sources?state=gone"), AllOf(HasSubstr("1 to 1 of 1."), HasSubstr("Paper 7<")));
  EXPECT_THAT(page("/desk/sources?q=p77.example"), AllOf(HasSubstr("1 to 1 of 1."), HasSubstr("Paper 77<")));
  EXPECT_THAT(page("/desk/sources?q=nowhere"), HasSubstr("No source has these words"));
  EXPECT_THAT(page("/desk/sources?state=quiet"), HasSubstr("No source is in this state."));
  EXPECT_THAT(page("/desk/sources?page=99"), HasSubstr("There are no more sources."));
  EXPECT_THAT(page("/desk/sources?page=-5&state=nonsense&order=nonsense"), HasSubstr("1 to 50 of 120."));
}

TEST_F(DeskSources, AreAddedWithWhatIsKnownOfThem) {
  const auto answer = post("/desk/sources/new",
                           "address=https%3A%2F%2Fquay.example%2Ffeed&name=The+Quay&owner=Tarn+House&rights=link"
                           "&folder=World&primary=yes");
  EXPECT_THAT(followed(answer), AllOf(HasSubstr("Added. It is asked at once."), HasSubstr("It was not asked yet.")));
  const wire::Source& source = known(0).first;
  EXPECT_EQ(source.url, "https://quay.example/feed");
  EXPECT_EQ(source.outlet, (wire::Outlet{"The Quay", "Tarn House", true}));
  EXPECT_EQ(source.rights, wire::Rights::kLink);
  EXPECT_EQ(source.folder, "World");
  EXPECT_EQ(newest_act(), "ana source.add");

  followed(post("/desk/sources/new", "address=https%3A%2F%2Fradio.example%2Ffeed"));
  EXPECT_EQ(known(1).first.outlet.owner, "radio.example") << "who owns it is its site until somebody says";
  EXPECT_EQ(known(1).first.rights, wire::Rights::kSnippet);
}

TEST_F(DeskSources, ThatCannotBeAddedComeBackWithWhatWasEntered) {
  add("The Quay", "https://quay.example/feed", well());
  const auto refused = [&](std::string fields, int status, std::string_view words) {
    const auto answer = post("/desk/sources/new", fields + "&name=Typed+Name");
    EXPECT_EQ(answer.status, status);
    EXPECT_THAT(f.body(answer), AllOf(HasSubstr(std::string(words)), HasSubstr("value=\"Typed Name\""),
                                      HasSubstr("What you entered is still here")));
  };
  refused("address=", 422, "Please enter the address of a feed.");
  refused("address=javascript%3Aalert%281%29", 422, "This is no web address.");
  refused("address=https%3A%2F%2Fquay.example%2Ffeed", 409, "There is a source at this address already.");
  refused("address=https%3A%2F%2Fa.example%2F&folder=" + std::string(201, 'x'), 422, "Please shorten “Folder”");
  EXPECT_EQ(f.reader.all_sources.all.size(), 1u);
}

TEST_F(DeskSources, AreChangedAndGivenAnotherAddress) {
  add("The Quay", "https://quay.example/feed", well());
  add("Harbour Radio", "https://radio.example/feed", well());
  EXPECT_THAT(followed(post(path(0), "address=https%3A%2F%2Fquay.example%2Ffeed&name=Quay&owner=&rights=full")),
              AllOf(HasSubstr("Saved."), HasSubstr("<h1>Quay</h1>")));
  EXPECT_EQ(known(0).first.rights, wire::Rights::kFull);
  EXPECT_EQ(known(0).first.outlet.owner, "quay.example");
  EXPECT_EQ(newest_act(), "ana source.edit");
  const auto taken = post(path(0), "address=https%3A%2F%2Fradio.example%2Ffeed&name=Quay");
  EXPECT_EQ(taken.status, 409);
  const std::string old = path(0);
  followed(post(path(0), "address=https%3A%2F%2Fquay.example%2Fnews.xml&name=Quay"));
  EXPECT_EQ(known(0).first.url, "https://quay.example/news.xml");
  EXPECT_EQ(newest_act(), "ana source.readdress");
  EXPECT_EQ(get(old).status, 404);
  EXPECT_EQ(post(old, "address=https%3A%2F%2Fx.example%2F").status, 404);
}

TEST_F(DeskSources, AreAskedNow) {
  add("Old Wire", "https://old.example/feed", gone());
  add("The Quay", "https://quay.example/feed", well());
  EXPECT_THAT(followed(post("/desk/sources", "q=Old&do=ask+" + known(0).first.id.str())),
              AllOf(HasSubstr("1 source is asked now."), HasSubstr("value=\"Old\"")));
  EXPECT_EQ(known(0).second.next_fetch, now);
  EXPECT_FALSE(known(0).second.gone) << "it is given another chance";
  EXPECT_EQ(newest_act(), "ana source.ask");
  EXPECT_THAT(followed(post("/desk/sources",
                            "do=ask&source=" + known(0).first.id.str() + "&source=" + known(1).first.id.str())),
              HasSubstr("2 sources are asked now."));
  EXPECT_THAT(followed(post("/desk/sources", "own=yes&do=ask+" + known(1).first.id.str())),
              AllOf(HasSubstr("<h1>The Quay</h1>"), HasSubstr("It is asked now.")));
}

TEST_F(DeskSources, TakeTheAddressThatTheyHaveMovedTo) {
  wire::FetchState moved = well();
  moved.moved_to = "https://new.example/feed";
  add("The Quay", "https://quay.example/feed", moved);
  const std::string list = page("/desk/sources");
  EXPECT_THAT(list, HasSubstr("Take the new address"));
  followed(post("/desk/sources", "do=move+" + known(0).first.id.str()));
  EXPECT_EQ(known(0).first.url, "https://new.example/feed");
  EXPECT_EQ(known(0).second.moved_to, "");
}

TEST_F(DeskSources, AreRemovedAndPutBackAsTheyWere) {
  wire::Source& odd = add("Quay \"&\" <Sons>", "https://quay.example/feed?a=1&b=2", gone());
  odd.outlet.primary = true;
  odd.outlet.owner = "Tarn House";
  odd.rights = wire::Rights::kFull;
  odd.folder = "World/Sea";
  const wire::Source before = odd;
  add("The Other", "https://other.example/feed", well());
  const std::string answer = f.body(post("/desk/sources", "do=remove+" + before.id.str()));
  EXPECT_THAT(answer, HasSubstr("Removed: Quay &quot;&amp;&quot; &lt;Sons&gt; is no longer read."));
  EXPECT_EQ(f.reader.all_sources.all.size(), 1u);
  EXPECT_EQ(newest_act(), "ana source.remove");

  // The Undo of the page, as a browser sends it.
  const std::string mark = "name=\"was\" value=\"";
  const auto at = answer.find(mark);
  ASSERT_NE(at, std::string::npos);
  std::string was = answer.substr(at + mark.size(), answer.find('"', at + mark.size()) - at - mark.size());
  for (const auto& [entity, sign] : {std::pair("&quot;", "\""), {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}}) {
    for (auto in = was.find(entity); in != std::string::npos; in = was.find(entity, in + 1))
      was.replace(in, std::string_view(entity).size(), sign);
  }
  EXPECT_THAT(followed(post("/desk/sources", "do=put-back&was=" + percent_encode(was))), HasSubstr("1 source is back"));
  ASSERT_EQ(f.reader.all_sources.all.size(), 2u);
  const wire::Source& back = known(1).first;
  EXPECT_EQ(back.id, before.id);
  EXPECT_EQ(back.url, before.url);
  EXPECT_EQ(back.outlet, before.outlet);
  EXPECT_EQ(back.rights, before.rights);
  EXPECT_EQ(back.folder, before.folder);
}

TEST_F(DeskSources, AreNotChangedByAFormThatNamesNone) {
  add("The Quay", "https://quay.example/feed", well());
  EXPECT_THAT(f.body(post("/desk/sources", "do=remove")), HasSubstr("Check the sources that this is about."));
  const auto odd = post("/desk/sources", "do=eat+" + known(0).first.id.str());
  EXPECT_EQ(odd.status, 422);
  EXPECT_EQ(f.reader.all_sources.all.size(), 1u);
}

TEST_F(DeskSources, TellAllThatIsKnownOfOne) {
  wire::FetchState state = failing(wire::Trouble::kRefused, "the server refuses us (403)", 30h);
  state.remark = "its dates have no zone";
  state.naming = wire::Naming::kIdsRenewed;
  state.wishes.at_least = 60min;
  add("The Quay", "https://quay.example/feed", state);
  EXPECT_THAT(page(path(0)),
              AllOf(HasSubstr("The server has refused us since <time"), HasSubstr("Ask its publisher to let us in"),
                    HasSubstr("the server refuses us (403)"), HasSubstr("its dates have no zone"),
                    HasSubstr("Its ids are new at every fetch"),
                    HasSubstr("to be asked no more often than every 60 minutes"), HasSubstr("value=\"The Quay\"")));
  EXPECT_EQ(get("/desk/sources/0000000000000").status, 404);
  EXPECT_EQ(get("/desk/sources/nonsense").status, 404);
}

TEST_F(DeskSources, AreBroughtInFromAListAndSayWhatWasPassedOver) {
  add("The Quay", "https://quay.example/feed", well());
  const std::string opml =
      "<opml version=\"2.0\"><body><outline text=\"World\"><outline text=\"Harbour Radio\" "
      "xmlUrl=\"https://radio.example/feed\"/></outline><outline text=\"Quay again\" "
      "xmlUrl=\"https://quay.example/feed\"/><outline text=\"Odd\" xmlUrl=\"gopher://odd.example/\"/></body></opml>";
  const auto send = [&](const std::string& bytes) {
    const std::string body = "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + ana.csrf +
                             "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"my.opml\"\r\n\r\n" +
                             bytes + "\r\n--b--\r\n";
    net::Headers headers = ana.cookie;
    headers.emplace_back("content-type", "multipart/form-data; boundary=b");
    return f.post("/desk/sources/import", body, headers);
  };
  const std::string report = f.body(send(opml));
  EXPECT_THAT(report, AllOf(HasSubstr("1 source was added."), HasSubstr("Harbour Radio</a>"), HasSubstr("World"),
                            HasSubstr("1 was here already"), HasSubstr("Passed over"), HasSubstr("gopher")));
  ASSERT_EQ(f.reader.all_sources.all.size(), 2u);
  EXPECT_EQ(known(0).first.outlet.name, "The Quay") << "what is here stays as it is";
  EXPECT_EQ(known(1).first.folder, "World");
  EXPECT_THAT(f.body(send("<html></html>")), HasSubstr("This file is no subscription list"));
  EXPECT_THAT(f.body(send("<opml><body/></opml>")), HasSubstr("This list names no feed."));
  EXPECT_THAT(f.body(send("")), HasSubstr("Please choose a file."));
}

TEST_F(DeskSources, GoOutAsAListThatCanBeBroughtInAgain) {
  add("The Quay", "https://quay.example/feed", well()).folder = "World";
  const auto answer = get("/desk/sources.opml");
  EXPECT_THAT(answer.content_type, HasSubstr("text/x-opml"));
  EXPECT_THAT(f.header(answer, "Content-Disposition"), HasSubstr("sources.opml"));
  EXPECT_THAT(f.body(answer), AllOf(HasSubstr("<outline text=\"World\">"), HasSubstr("https://quay.example/feed")));
}

}  // namespace
}  // namespace dateline::site
