#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "site/paths.h"
#include "site/site_fixture.h"

namespace dateline::site {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class CoverageTest : public testing::Test, public SiteFixture {
 protected:
  CoverageTest() {
    post = add_post("Storm at the coast", "The storm is at the coast.");
    stored().live = desk::Post::Live::kOn;
    path = desk_paths::coverage(post.id).str();
    editor = sign_in_as("ida");
  }
  desk::Post& stored() { return reader.all_posts.back(); }
  net::Response send_form(const std::string& fields) {
    return SiteFixture::post(path, "csrf=" + editor.csrf + "&revision=1&" + fields, editor.cookie);
  }
  std::vector<std::string> headlines() {
    std::vector<std::string> out;
    const auto entries = *reader.live_entries(post.id);
    for (const auto& entry : entries) out.push_back(entry.headline);
    return out;
  }
  std::string id_of_newest() { return reader.live_entries(post.id)->front().id.str(); }
  std::string page_after(const net::Response& answer) {
    EXPECT_EQ(answer.status, 303) << body(answer);
    return body(get(header(answer, "Location"), editor.cookie));
  }

  desk::Post post;
  std::string path;
  Signed editor;
};

TEST_F(CoverageTest, PublishesAnEntryAndGivesAnEmptyForm) {
  const auto stream = get(article_path(post.article_id()).str() + "/stream").events;
  const std::uint64_t last = stream->last_id();
  const std::string page = page_after(
      send_form("do=publish&entry_headline=Bridge+closed&entry_body=Until+morning.&entry_key=yes&entry_byline=Ida"));
  EXPECT_THAT(headlines(), ElementsAre("Bridge closed"));
  EXPECT_TRUE(reader.live_entries(post.id)->front().key_event);
  EXPECT_THAT(page, HasSubstr("Published: readers have it."));
  EXPECT_THAT(page,
              HasSubstr("value=\"take-back " + id_of_newest() + "\" class=\"quiet\" aria-keyshortcuts=\"u\">Undo"));
  EXPECT_THAT(page, HasSubstr("name=\"entry_headline\" value=\"\""));
  EXPECT_THAT(page, HasSubstr("name=\"entry_byline\" value=\"Ida\"")) << "the next is mostly by the same";
  EXPECT_EQ(stream->last_id(), last + 1) << "who reads it is told";
}

TEST_F(CoverageTest, ShowsTheWordsOfAnEntryWithoutItsMarks) {
  const std::string page = page_after(
      send_form("do=publish&entry_headline=Yards&entry_body=*Bo+Li*%0A%0A-+**The+yard**+opens%0A-+The+school+waits"));
  EXPECT_THAT(page, HasSubstr("<p class=\"coverage-text\">Bo Li\n- The yard opens\n- The school waits</p>"));
}

TEST_F(CoverageTest, KeepsAllThatWasTypedWhateverIsPressed) {
  send_form("do=publish&entry_headline=One&entry_body=a");
  const std::string id = id_of_newest();
  const std::string page =
      body(send_form("do=take-back+" + id + "&entry_headline=Half&entry_body=typed&summary=New+summary"));
  EXPECT_THAT(headlines(), IsEmpty());
  EXPECT_THAT(page, HasSubstr("Taken back"));
  EXPECT_THAT(page, HasSubstr("value=\"Half\""));
  EXPECT_THAT(page, HasSubstr("\ntyped</textarea>"));
  EXPECT_THAT(page, HasSubstr("\nNew summary</textarea>"));
  EXPECT_THAT(page, HasSubstr("value=\"put-back " + id + "\""));
  page_after(send_form("do=put-back+" + id));
  EXPECT_THAT(headlines(), ElementsAre("One"));
}

TEST_F(CoverageTest, CorrectsAnEntryInItsPlace) {
  send_form("do=publish&entry_headline=One&entry_body=a");
  const std::string one = id_of_newest();
  send_form("do=publish&entry_headline=Two&entry_body=b");
  page_after(
      send_form("do=save+" + one + "&headline-" + one + "=One+corrected&body-" + one + "=a&revision-" + one + "=1"));
  EXPECT_THAT(headlines(), ElementsAre("Two", "One corrected"));
}

TEST_F(CoverageTest, GivesBackWhatSomebodyElseSavedMeanwhileWithTheTextStillThere) {
  send_form("do=publish&entry_headline=One&entry_body=a");
  const std::string id = id_of_newest();
  send_form("do=save+" + id + "&headline-" + id + "=Theirs&body-" + id + "=a&revision-" + id + "=1");
  const auto answer = send_form("do=save+" + id + "&headline-" + id + "=Mine&body-" + id + "=a&revision-" + id + "=1");
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(body(answer), HasSubstr("Not done. All you wrote is still here."));
  EXPECT_THAT(body(answer), HasSubstr("value=\"Mine\""));
  EXPECT_THAT(headlines(), ElementsAre("Theirs"));
}

TEST_F(CoverageTest, NamesWhatKeepsAnEntryFromBeingPublished) {
  const auto answer = send_form("do=publish&entry_body=text&entry_key=yes");
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(body(answer), HasSubstr("id=\"entry_headline-error\""));
  EXPECT_THAT(body(answer), HasSubstr("\ntext</textarea>"));
  EXPECT_THAT(headlines(), IsEmpty());
}

TEST_F(CoverageTest, ShowsAnEntryBeforeItIsPublished) {
  const std::string page = body(send_form("do=preview&entry_body=It+**turns**."));
  EXPECT_THAT(page, HasSubstr("It <strong>turns</strong>."));
  EXPECT_THAT(headlines(), IsEmpty());
}

TEST_F(CoverageTest, PinsTheSummaryAndEndsTheCoverage) {
  page_after(send_form("do=summary&summary=It+is+over."));
  EXPECT_EQ(stored().body, "It is over.");
  std::string page = page_after(send_form("do=end&summary=It+is+over."));
  EXPECT_EQ(stored().live, desk::Post::Live::kOver);
  EXPECT_THAT(page, HasSubstr("Take the coverage up again"));
  EXPECT_THAT(page, Not(HasSubstr("value=\"publish\"")));
  page_after(send_form("do=resume&summary=It+is+over."));
  EXPECT_EQ(stored().live, desk::Post::Live::kOn);
}

TEST_F(CoverageTest, IsOfLiveArticlesOnly) {
  stored().live = desk::Post::Live::kNo;
  EXPECT_EQ(get(path, editor.cookie).status, 404);
  EXPECT_EQ(get(path).status, 303) << "and of editors";
}

TEST_F(CoverageTest, AnArticleTakesItsTagsItsBriefAndItsKindFromTheDesk) {
  const auto answer =
      SiteFixture::post(desk_paths::post(post.id).str(),
                        "csrf=" + editor.csrf +
                            "&revision=1&do=publish&headline=Storm&body=x&tags=Havana,+Law++enforcement,,Havana"
                            "&known=One%0D%0A%0D%0ATwo&unknown=&matters=Why&live=on",
                        editor.cookie);
  ASSERT_EQ(answer.status, 303) << body(answer);
  EXPECT_THAT(stored().tags, ElementsAre("Havana", "Law enforcement"));
  EXPECT_THAT(stored().brief.known, ElementsAre("One", "Two"));
  EXPECT_THAT(stored().brief.unknown, IsEmpty());
  EXPECT_THAT(stored().brief.matters, ElementsAre("Why"));
  EXPECT_EQ(stored().live, desk::Post::Live::kOn);
  const std::string page = body(get(desk_paths::post(post.id).str(), editor.cookie));
  EXPECT_THAT(page, HasSubstr("value=\"Havana, Law enforcement\""));
  EXPECT_THAT(page, HasSubstr("\nOne\nTwo</textarea>"));
  EXPECT_THAT(page, HasSubstr("href=\"" + path + "\">Write entries"));
}

}  // namespace
}  // namespace dateline::site
