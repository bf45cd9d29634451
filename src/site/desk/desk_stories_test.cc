// The desk's pages for stories, by what an editor sees and sends.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "site/desk/why.h"
#include "site/paths.h"
#include "site/site_fixture.h"

namespace dateline::site {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct DeskStories : testing::Test {
  SiteFixture f;
  SiteFixture::Signed ana = f.sign_in_as("ana");

  std::shared_ptr<article::Article> ferry = f.report(
      "The Quay", "https://quay.example/ferry", "Ferry runs aground off Tarn", "The ferry Alma ran aground off Tarn.");
  std::shared_ptr<article::Article> copy = f.report("Evening Copy", "https://copy.example/ferry",
                                                    "Ferry aground at Tarn", "The ferry Alma ran aground off Tarn.");
  std::shared_ptr<article::Article> rescue = f.report("Harbour Radio", "https://radio.example/alma",
                                                      "Passengers of the Alma are ashore", "All of the Alma are safe.");
  std::shared_ptr<article::Article> strike =
      f.report("Union News", "https://union.example/strike", "Pilots strike at Tarn", "Pilots at Tarn stay ashore.");
  std::shared_ptr<const story::Story> wreck =
      f.add_story({{ferry}, {copy, story::Kinship::kVerbatim, ferry->id}, {rescue}});
  std::shared_ptr<const story::Story> pilots = f.add_story({{strike}});
  const std::string path = "/desk/stories/" + wreck->id.str();

  net::Response get(std::string_view at) { return f.get(at, ana.cookie); }
  std::string page(std::string_view at) { return f.body(get(at)); }
  net::Response post(std::string_view at, std::string body) {
    return f.post(at, "csrf=" + ana.csrf + "&" + body, ana.cookie);
  }
  /// What follows a form that was taken.
  std::string followed(const net::Response& answer) {
    EXPECT_EQ(answer.status, 303) << f.body(answer);
    return page(f.header(answer, "Location"));
  }
  std::size_t reports_of(story::StoryId id) {
    return f.reader.all_stories.contains(id.value) ? f.reader.all_stories[id.value]->members.size() : 0;
  }
  /// The form that an Undo button on this page sends.
  net::Response undo(const std::string& on) {
    const auto end = on.find(" class=\"quiet\" aria-keyshortcuts=\"u\"");
    EXPECT_NE(end, std::string::npos);
    const auto begin = on.rfind("<form", end);
    const std::string form = on.substr(begin, end - begin);
    const auto value = [&](std::string_view after, std::size_t from) {
      const auto at = form.find(after, from);
      return at == std::string::npos
                 ? ""
                 : form.substr(at + after.size(), form.find('"', at + after.size()) - at - after.size());
    };
    std::string body = "do=" + percent_encode(value("name=\"do\" value=\"", 0));
    for (auto at = form.find("name=\"report\""); at != std::string::npos; at = form.find("name=\"report\"", at + 1))
      body += "&report=" + value("value=\"", at);
    return post(value("action=\"", 0), body);
  }
};

TEST_F(DeskStories, AreForEditorsOnlyAndChangedOnlyWithTheirToken) {
  EXPECT_EQ(f.get("/desk/stories").status, 303);
  EXPECT_EQ(f.get(path + "/why/" + ferry->id.str()).status, 303);
  EXPECT_EQ(f.post(path, "do=lock", ana.cookie).status, 403);
  EXPECT_EQ(f.post(path, "csrf=" + ana.csrf + "&do=lock").status, 401);
  EXPECT_FALSE(f.reader.all_stories[wreck->id.value]->locked);
  for (const std::string& at : {std::string("/desk/stories"), path}) {
    const auto answer = get(at);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(f.header(answer, "Cache-Control"), "no-store");
  }
}

TEST_F(DeskStories, ShowTheNewestAndSayHowManyThereAre) {
  f.add_to_bar(pilots);
  const std::string list = page("/desk/stories");
  EXPECT_THAT(list,
              AllOf(HasSubstr("Ferry runs aground off Tarn"), HasSubstr("2 outlets <span class=\"soft\">+ 1 copy"),
                    HasSubstr("English"), HasSubstr("World"), HasSubstr("In the bar")));
  EXPECT_THAT(list, HasSubstr("These are all: 2 stories."));
  EXPECT_THAT(list, HasSubstr("aria-current=\"page\">Stories"));

  SiteFixture empty;
  const auto editor = empty.sign_in_as("ana");
  EXPECT_THAT(empty.body(empty.get("/desk/stories", editor.cookie)), HasSubstr("The stories will stand here"));
}

TEST_F(DeskStories, AreNarrowedToWhatIsAskedFor) {
  f.add_to_bar(pilots);
  auto changed = std::make_shared<story::Story>(*wreck);
  changed->section = "science";
  changed->language = "nb";
  changed->locked = true;
  changed->members[0].by_editor = true;
  f.reader.all_stories[wreck->id.value] = changed;
  const auto listed = [&](std::string_view query) {
    const std::string list = page("/desk/stories?" + std::string(query));
    const auto has = [&](const auto& story) {
      return list.find("data-story=\"" + story->id.str()) != std::string::npos;
    };
    return std::string(has(wreck) ? "wreck " : "") + (has(pilots) ? "pilots" : "");
  };
  EXPECT_EQ(listed("section=&language=&only="), "wreck pilots");
  EXPECT_EQ(listed("section=science"), "wreck ");
  EXPECT_EQ(listed("language=en"), "pilots");
  EXPECT_EQ(listed("only=locked"), "wreck ");
  EXPECT_EQ(listed("only=hand"), "wreck ");
  EXPECT_EQ(listed("only=bar"), "pilots");
  EXPECT_EQ(listed("section=science&language=en"), "");
  EXPECT_EQ(listed("q=Tarn"), "wreck pilots");
  EXPECT_EQ(listed("q=Tarn&only=locked"), "wreck ") << "a search is narrowed, too";
  EXPECT_EQ(listed("only=nonsense"), "wreck pilots");
  const std::string chosen = page("/desk/stories?section=science&language=nb&only=locked");
  EXPECT_THAT(chosen, AllOf(HasSubstr("value=\"science\" selected"), HasSubstr("value=\"nb\" selected>Norwegian"),
                            HasSubstr("value=\"locked\" selected"), HasSubstr("These are all of that kind: 1 story.")));
  EXPECT_THAT(page("/desk/stories?section=sport"), HasSubstr("No story is of the kind that you ask for."));
}

TEST_F(DeskStories, AreTurnedOverPageByPage) {
  for (int i = 0; i < 60; ++i) {
    const std::string number = std::to_string(i);
    f.add_story({{f.report("The Quay", "https://quay.example/" + number, "Tide " + number, "High water.")}});
  }
  const std::string first = page("/desk/stories?section=world");
  EXPECT_THAT(first, AllOf(HasSubstr("1 to 50"),
                           HasSubstr("rel=\"next\" href=\"/desk/stories?section=world&amp;page=2&amp;cursor=b50\"")));
  EXPECT_THAT(first, Not(HasSubstr("rel=\"prev\"")));
  const std::string second = page("/desk/stories?page=2&cursor=b50");
  EXPECT_THAT(second, AllOf(HasSubstr("51 to 62 of 62"), HasSubstr("rel=\"prev\"")));
  EXPECT_THAT(second, Not(HasSubstr("rel=\"next\"")));
  EXPECT_THAT(page("/desk/stories?page=3&cursor=b99"), HasSubstr("There are no older stories."));
}

TEST_F(DeskStories, AreFoundByWordsOrGoneToByWhateverNamesThem) {
  const std::string found = page("/desk/stories?q=Alma");
  EXPECT_THAT(found, HasSubstr("3 reports have “Alma”: 1 story, the newest first.</p>"));
  EXPECT_THAT(found, Not(HasSubstr("Pilots strike")));
  EXPECT_THAT(page("/desk/stories?q=zebra"), HasSubstr("No report has “zebra”"));

  const std::string id = wreck->id.str(), report = rescue->id.str();
  std::string shouted = id;
  for (char& c : shouted) c = static_cast<char>(c == '0' ? 'O' : c == '1' ? 'l' : std::toupper(c));
  for (const std::string& name :
       {id, "  " + id + " ", shouted, report, "/story/" + id, "https://news.example/story/" + id,
        "http://127.0.0.1:8080/desk/stories/" + id + "?did=lock", "/article/" + report,
        "http://127.0.0.1:8080/article/" + report, std::string("http://www.radio.example/alma?utm_source=x")}) {
    const auto answer = get("/desk/stories?q=" + percent_encode(name));
    EXPECT_EQ(f.header(answer, "Location"), path) << name;
  }
}

TEST_F(DeskStories, ShowEachReportWithItsReprintsBelowIt) {
  const std::string one = page(path);
  EXPECT_LT(one.find(ferry->id.str()), one.find(copy->id.str()));
  EXPECT_LT(one.find(copy->id.str()), one.find(rescue->id.str()));
  EXPECT_THAT(one, AllOf(HasSubstr("copy-row"), HasSubstr("Own report"), HasSubstr(path + "/why/" + copy->id.str())));
  EXPECT_THAT(one, Not(HasSubstr("By hand")));
  EXPECT_EQ(get("/desk/stories/0000000000000").status, 404);
}

TEST_F(DeskStories, ShowVersionsOfOneDocumentAsOneLine) {
  const auto corrected = std::make_shared<article::Article>(*ferry);
  corrected->headline = "Ferry is afloat again";
  corrected->fetched_at += std::chrono::minutes(5);
  auto versions = std::make_shared<story::Story>(*wreck);
  versions->members.push_back({corrected, story::Kinship::kSameDocument, std::nullopt});
  f.reader.all_stories[wreck->id.value] = versions;
  const std::string one = page(path);
  const std::string line = "data-article=\"" + ferry->id.str();
  EXPECT_EQ(one.find(line), one.rfind(line));
  EXPECT_THAT(one.substr(one.find(line)), HasSubstr("Ferry is afloat again"));
}

TEST_F(DeskStories, OfferWhatIsNearToMergeWith) {
  const auto round =
      f.add_story({{f.report("The Quay", "https://quay.example/2021", "Alma’s sister ship aground", "Old.")}});
  const auto foreign = f.report("El Muelle", "https://muelle.example/alma", "Un transbordador encalla", "Encalla.");
  foreign->language = "es";
  const auto abroad = f.add_story({{foreign}});
  auto linked = std::make_shared<story::Story>(*wreck);
  linked->earlier = {round->id};
  linked->abroad = {abroad->id};
  f.reader.all_stories[wreck->id.value] = linked;
  const std::string one = page(path);
  EXPECT_THAT(one, AllOf(HasSubstr("An earlier round"), HasSubstr("In Spanish"),
                         HasSubstr("value=\"merge " + round->id.str())));
  EXPECT_THAT(one, Not(HasSubstr("value=\"merge " + wreck->id.str())));
  EXPECT_THAT(
      f.body(f.get("/story/" + wreck->id.str())),
      HasSubstr("<li>Spanish: <a href=\"/story/" + abroad->id.str() + "\" lang=\"es\" hreflang=\"es\" dir=\"auto\">"));
}

TEST_F(DeskStories, AreSplitAndTakeTheReportBack) {
  const std::string after = followed(post(path, "do=split&report=" + rescue->id.str()));
  EXPECT_THAT(after, HasSubstr("1 report is a story of its own now: "));
  EXPECT_THAT(after, HasSubstr("Passengers of the Alma are ashore"));
  EXPECT_EQ(reports_of(wreck->id), 2U);
  EXPECT_NE(f.reader.story_of(rescue->id)->value(), wreck->id);
  EXPECT_THAT(f.body(f.get("/story/" + wreck->id.str())), Not(HasSubstr("Passengers of the Alma")));

  const std::string back = followed(undo(after));
  EXPECT_EQ(reports_of(wreck->id), 3U);
  EXPECT_THAT(back, AllOf(HasSubstr("1 report is in this story now."), HasSubstr("By hand")));
}

TEST_F(DeskStories, MoveReportsToAnotherStoryAndBack) {
  const std::string both = "&report=" + rescue->id.str() + "&report=" + copy->id.str();
  std::string after = followed(post(path, "do=move&to=" + percent_encode("https://union.example/strike") + both));
  EXPECT_THAT(after, HasSubstr("2 reports are in another story now"));
  EXPECT_EQ(reports_of(pilots->id), 3U);
  followed(undo(after));
  EXPECT_EQ(reports_of(pilots->id), 1U);

  // A button that names the story needs nothing typed.
  followed(post(path, "do=move+" + pilots->id.str() + "&to=nonsense" + both));
  EXPECT_EQ(reports_of(pilots->id), 3U);
}

TEST_F(DeskStories, LeadToWhereTheReportsAreWhenAllOfThemWent) {
  const auto answer =
      post("/desk/stories/" + pilots->id.str(), "do=move&to=" + wreck->id.str() + "&report=" + strike->id.str());
  EXPECT_THAT(f.header(answer, "Location"), testing::StartsWith(path + "?did=move"));
  const auto old = f.get("/story/" + pilots->id.str());
  EXPECT_EQ(old.status, 301);
  EXPECT_EQ(f.header(old, "Location"), "/story/" + wreck->id.str());
  followed(undo(followed(answer)));
  EXPECT_EQ(reports_of(wreck->id), 3U);
  EXPECT_NE(f.reader.story_of(strike->id)->value(), wreck->id);
}

TEST_F(DeskStories, AreMergedAndTakenApartAgain) {
  const std::string after = followed(post(path, "do=merge&from=" + strike->id.str()));
  EXPECT_THAT(after, HasSubstr("1 report is in this story now."));
  EXPECT_EQ(reports_of(wreck->id), 4U);
  EXPECT_EQ(f.header(get("/desk/stories/" + pilots->id.str()), "Location"), path);
  EXPECT_EQ(f.get("/story/" + pilots->id.str()).status, 301);
  followed(undo(after));
  EXPECT_EQ(reports_of(wreck->id), 3U);
}

TEST_F(DeskStories, AreLockedAndUnlocked) {
  const std::string after = followed(post(path, "do=lock"));
  EXPECT_THAT(after, AllOf(HasSubstr("Locked: the machine"), HasSubstr("mark-locked"), HasSubstr("value=\"unlock\"")));
  EXPECT_THAT(followed(undo(after)), HasSubstr("Unlocked:"));
  EXPECT_FALSE(f.reader.all_stories[wreck->id.value]->locked);
}

TEST_F(DeskStories, SayNothingOfWhatIsSoNoLonger) {
  const auto answer = post(path, "do=split&report=" + rescue->id.str());
  const std::string told = f.header(answer, "Location");
  followed(undo(page(told)));
  EXPECT_THAT(page(told), Not(HasSubstr("Undo")));
  EXPECT_THAT(page(path + "?did=lock"), Not(HasSubstr("Undo")));
}

TEST_F(DeskStories, ComeBackWithWhatWasEnteredWhenItCannotBeDone) {
  const std::string check = "&report=" + rescue->id.str();
  const auto refused = [&](std::string body, int status, std::string_view why) {
    const auto answer = post(path, std::move(body));
    EXPECT_EQ(answer.status, status);
    EXPECT_THAT(f.body(answer), AllOf(HasSubstr("Nothing was changed."), HasSubstr(why)));
    return f.body(answer);
  };
  refused("do=split", 422, "Check the reports that are to be split off.");
  refused("do=move&to=" + pilots->id.str(), 422, "Check the reports that are to be moved.");
  refused("do=split&report=0000000000000", 422, "There is no report 0000000000000.");  // The newsroom says so.
  refused("do=merge", 422, "Say which story is to be merged into this one");
  refused("do=merge&from=" + wreck->id.str(), 409, "This is the story itself");
  refused("do=move&to=" + ferry->id.str() + check, 409, "the story that they are in already");
  refused("do=dance", 422, "does not say what to do");

  const std::string unknown = refused("do=move&to=Pilots" + check, 422, "No story or report is known by “Pilots”.");
  EXPECT_THAT(unknown,
              AllOf(HasSubstr("value=\"" + rescue->id.str() + "\" checked"), HasSubstr("name=\"to\" value=\"Pilots\""),
                    HasSubstr("Did you mean"), HasSubstr("value=\"move " + pilots->id.str())));
  std::string slip = pilots->id.str();
  std::swap(slip[3], slip[4]);
  slip[7] = slip[7] == 'a' ? 'b' : 'a';
  EXPECT_THAT(refused("do=merge&from=" + slip, 422, slip),
              HasSubstr("value=\"merge " + pilots->id.str() + "\" class=\"quiet\">Merge <span"));
  EXPECT_EQ(reports_of(wreck->id), 3U);
  EXPECT_EQ(reports_of(pilots->id), 1U);
}

TEST_F(DeskStories, SayThatTooManyReportsWereChecked) {
  std::string many;
  for (int i = 0; i < 1200; ++i) many += "report=" + rescue->id.str() + "&";
  const auto answer = post(path, many + "do=split");
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(f.body(answer), AllOf(HasSubstr("Nothing was changed."), HasSubstr("at most 900 at a time")));
  EXPECT_EQ(reports_of(wreck->id), 3U);
}

TEST_F(DeskStories, ExplainWhyAReportIsWhereItIs) {
  const std::string why = path + "/why/" + rescue->id.str();
  const std::string here = page(why);
  EXPECT_THAT(
      here, AllOf(HasSubstr("Why this report is in the story"), HasSubstr("The same event: very likely</strong>, 90 %"),
                  HasSubstr("Needed: 50 %"), HasSubstr(">enough</strong>"), HasSubstr("words in common: cable"),
                  HasSubstr("For</td>"), HasSubstr("strongly"), HasSubstr("x=\"100\" width=\"100\""),
                  HasSubstr("together they make the 90 % above")));
  EXPECT_THAT(here, Not(HasSubstr("Move it to this story")));

  const std::string there = page(why + "?story=" + percent_encode("https://union.example/strike"));
  EXPECT_THAT(there, AllOf(HasSubstr("Why this report is not in the story"), HasSubstr(">not enough</strong>"),
                           HasSubstr("Pilots strike at Tarn"), HasSubstr("Against</td>"), HasSubstr("clearly"),
                           HasSubstr("value=\"move " + pilots->id.str())));
}

TEST_F(DeskStories, SayWhenThereIsNothingToExplain) {
  const std::string why = path + "/why/" + rescue->id.str();
  const auto unknown = get(why + "?story=Pilots");
  EXPECT_EQ(unknown.status, 422);
  EXPECT_THAT(f.body(unknown),
              AllOf(HasSubstr("No story or report is known by “Pilots”."), HasSubstr("?story=" + pilots->id.str())));
  EXPECT_EQ(get(path + "/why/0000000000000").status, 404);
  EXPECT_THAT(page("/desk/stories/" + pilots->id.str() + "/why/" + strike->id.str()),
              HasSubstr("the only report of this story"));
  // The newsroom may know less than the store.
  const auto loose = f.report("Harbour Radio", "https://radio.example/loose", "Loose", "Text.");
  f.reader.articles[loose->id.value] = loose;
  EXPECT_EQ(get(path + "/why/" + loose->id.str()).status, 404);
}

TEST_F(DeskStories, ShowAHostileHeadlineAsWhatItIs) {
  const std::string hebrew = "סערה בים התיכון";
  const std::string hostile = "</a><script>alert(1)</script>\" onfocus=\"x " + hebrew + std::string(300, 'w');
  const auto report = f.report("<b>Outlet</b>", "https://hostile.example/1", hostile, "Text.");
  const auto story = f.add_story({{report}, {f.report("Two", "https://hostile.example/2", hostile, "Text.")}});
  const std::string at = "/desk/stories/" + story->id.str();
  for (const std::string& where :
       {std::string("/desk/stories"), at, at + "/why/" + report->id.str(), path + "/why/" + report->id.str()}) {
    const std::string shown = page(where);
    EXPECT_THAT(shown,
                AllOf(Not(HasSubstr("<script>alert")), Not(HasSubstr("\" onfocus")), Not(HasSubstr("<b>Outlet"))))
        << where;
    EXPECT_THAT(shown, AllOf(HasSubstr("&lt;script&gt;alert(1)"), HasSubstr(hebrew), HasSubstr("dir=\"auto\"")))
        << where;
  }
}

TEST(Verdict, SaysWhoseJudgementItIsAndWhatIsMissing) {
  story::Explanation::Candidate fits{.story = {},
                                     .headline = "",
                                     .likelihood = 0.9,
                                     .needed = 0.5,
                                     .hours_apart = 1,
                                     .members_agree = true,
                                     .reasons = {}};
  auto unlike = fits;
  unlike.likelihood = 0.1;
  auto alone = fits;
  alone.members_agree = false;
  const Catalogue texts = *Catalogue::of("en", "UTC");
  EXPECT_EQ(verdict(texts, fits, {.in_story = true}),
            "The machine placed it here: that it tells the same event is very likely.");
  EXPECT_EQ(verdict(texts, unlike, {.in_story = true, .by_editor = true}),
            "An editor placed it here. The machine would not: that it tells the same event is unlikely, and more "
            "is needed.");
  EXPECT_EQ(verdict(texts, alone, {}),
            "It is not in this story: it is like the story as a whole, but like too few of its reports one by one.");
  EXPECT_THAT(verdict(texts, fits, {.locked = true}), HasSubstr("locked"));
  EXPECT_THAT(verdict(texts, fits, {.by_editor = true}), HasSubstr("an editor placed it elsewhere"));
  EXPECT_THAT(verdict(texts, fits, {.in_story = true, .alone = true}), HasSubstr("only report"));
}

}  // namespace
}  // namespace dateline::site
