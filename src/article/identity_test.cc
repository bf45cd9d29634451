#include "article/identity.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace dateline::article {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using wire::Naming;

/// A feed as a server writes it.
struct Item {
  std::string id, link, headline, published, text = {};
};

std::string rss(const std::vector<Item>& items) {
  std::string out = "<rss version='2.0'><channel><title>Cape Gazette</title><link>https://gazette.example/</link>";
  for (const Item& item : items) {
    out += "<item>";
    const auto add = [&](const std::string& name, const std::string& value, std::string_view attributes = "") {
      if (!value.empty()) out.append("<" + name).append(attributes).append(">" + value + "</" + name + ">");
    };
    add("guid", item.id, " isPermaLink='false'");
    add("link", item.link);
    add("title", item.headline);
    add("pubDate", item.published);
    add("description", item.text);
    out += "</item>";
  }
  return out + "</channel></rss>";
}

/// A newsroom that reads one source: what it has filed, and what it knows the source's entries by.
class Identity : public testing::Test {
 protected:
  /// The headlines that were filed now, new ones as "+ headline", new versions as "~ headline".
  std::vector<std::string> read(const std::vector<Item>& items) { return read_of(source_, items); }

  std::vector<std::string> read_of(wire::SourceId source, const std::vector<Item>& items) {
    wire::FetchedPage page;
    page.url = page.final_url = "https://gazette.example/feed/" + source.str();
    page.fetched_at = *parse_rfc3339("2026-11-26T12:00:00Z");
    const auto feed = wire::parse_feed(rss(items), page.url);
    EXPECT_TRUE(feed);
    auto arrivals = arrivals_of(*feed, page, naming_);
    std::vector<EntryMark> known;
    const auto look_up = [&](const std::vector<std::uint64_t>& keys) {
      for (const std::uint64_t key : keys) {
        for (const wire::SourceId of : {wire::SourceId{}, source}) {
          if (const auto at = marks_.find({of, key}); at != marks_.end()) known.push_back(at->second);
        }
      }
    };
    look_up(first_keys(arrivals));
    look_up(other_keys(arrivals, known));
    auto recognised = recognise(source, std::move(arrivals), known, naming_, feed->shared_ids, [&](ArticleId id) {
      const auto at = articles_.find(id);
      return at == articles_.end() ? nullptr : std::make_shared<const Article>(at->second);
    });
    naming_ = recognised.naming;
    std::vector<std::string> filed;
    for (Filing& filing : recognised.filings) {
      for (const EntryMark& mark : filing.marks) marks_.insert_or_assign({mark.source, mark.key}, mark);
      const bool is_new = !articles_.contains(filing.article.id);
      filed.push_back((is_new ? "+ " : "~ ") + filing.article.headline);
      articles_.insert_or_assign(filing.article.id, std::move(filing.article));
    }
    return filed;
  }

  std::vector<std::string> headlines() const {
    std::vector<std::string> all;
    for (const auto& [id, article] : articles_) all.push_back(article.headline);
    return all;
  }

  wire::SourceId source_{7};
  Naming naming_ = Naming::kById;
  std::map<std::pair<wire::SourceId, std::uint64_t>, EntryMark> marks_;
  std::map<ArticleId, Article> articles_;
};

const std::string kNine = "Thu, 26 Nov 2026 09:12:31 GMT";
const std::string kTen = "Thu, 26 Nov 2026 10:40:07 GMT";
const std::string kNoon = "Thu, 26 Nov 2026 12:00:00 GMT";
const std::string kCable =
    "The cable to Cape Rose was cut on Tuesday night, and four thousand houses have had no light since.";

TEST_F(Identity, WhatIsKnownIsNotFiledAgain) {
  const std::vector<Item> items = {{"2", "https://gazette.example/b", "Ferry late", kTen},
                                   {"1", "https://gazette.example/a", "Cable cut", kNine}};
  EXPECT_THAT(read(items), ElementsAre("+ Cable cut", "+ Ferry late"));
  EXPECT_THAT(read(items), IsEmpty());
  EXPECT_EQ(naming_, Naming::kById);
}

TEST_F(Identity, AChangedEntryIsANewVersionOfTheSameArticle) {
  read({{"1", "https://gazette.example/a", "Cable cut", kNine}});
  EXPECT_THAT(read({{"1", "https://gazette.example/a", "Cable to Cape Rose cut", kTen}}),
              ElementsAre("~ Cable to Cape Rose cut"));
  EXPECT_THAT(headlines(), ElementsAre("Cable to Cape Rose cut"));
}

TEST_F(Identity, AnEntryWhoseAddressChangesIsTheOneThatItsIdNames) {
  read({{"1", "https://gazette.example/a", "Cable cut", kNine}});
  EXPECT_THAT(read({{"1", "https://gazette.example/2026/cable-cut", "Cable cut", kNine}}), ElementsAre("~ Cable cut"));
  EXPECT_EQ(articles_.size(), 1u);
  // And for another source of the same house, which shows it at its new address.
  EXPECT_THAT(read_of({8}, {{"x", "https://gazette.example/2026/cable-cut", "Cable cut", kNine}}),
              ElementsAre("~ Cable cut"));
  EXPECT_EQ(articles_.size(), 1u);
}

TEST_F(Identity, WithoutIdsTheAddressNames) {
  read({{"", "https://gazette.example/a?utm_source=rss", "Cable cut", kNine}});
  EXPECT_THAT(read({{"", "https://www.gazette.example/a/", "Cable cut", kNine}}), ElementsAre("~ Cable cut"));
  EXPECT_EQ(articles_.size(), 1u);
}

TEST_F(Identity, WithoutIdsAndAddressesTheContentNames) {
  const std::vector<Item> items = {{"", "", "Ferry late", kTen}, {"", "", "Cable cut", kNine}};
  EXPECT_THAT(read(items), ElementsAre("+ Cable cut", "+ Ferry late"));
  EXPECT_THAT(read(items), IsEmpty());
  EXPECT_THAT(read({{"", "", "Cable cut", kNine, kCable}}), ElementsAre("~ Cable cut"));
}

TEST_F(Identity, IdsThatAreAllTheSameNameNothing) {
  const std::vector<Item> items = {{"post", "https://gazette.example/b", "Ferry late", kTen},
                                   {"post", "https://gazette.example/a", "Cable cut", kNine}};
  EXPECT_THAT(read(items), ElementsAre("+ Cable cut", "+ Ferry late"));
  EXPECT_EQ(naming_, Naming::kIdsShared);
  EXPECT_THAT(read(items), IsEmpty());
}

TEST_F(Identity, IdsThatAreAllTheSameNameNothingWithoutAddressesEither) {
  const std::vector<Item> items = {{"post", "", "Ferry late", kTen}, {"post", "", "Cable cut", kNine}};
  EXPECT_THAT(read(items), ElementsAre("+ Cable cut", "+ Ferry late"));
  EXPECT_EQ(naming_, Naming::kIdsShared);
  EXPECT_THAT(read(items), IsEmpty());
}

TEST_F(Identity, AFeedOfOneEntryWithTheSameIdEachTimeLosesNone) {
  EXPECT_THAT(read({{"latest", "https://gazette.example/a", "Cable cut", kNine}}), ElementsAre("+ Cable cut"));
  EXPECT_THAT(read({{"latest", "https://gazette.example/b", "Ferry late", kTen}}), ElementsAre("+ Ferry late"));
  EXPECT_EQ(naming_, Naming::kIdsShared);
  EXPECT_THAT(read({{"latest", "https://gazette.example/b", "Ferry late", kTen}}), IsEmpty());
  EXPECT_THAT(read({{"latest", "https://gazette.example/c", "Mayor resigns", kNoon}}), ElementsAre("+ Mayor resigns"));
  EXPECT_EQ(articles_.size(), 3u);
}

TEST_F(Identity, AFeedOfOneEntryWithOneIdAndNoAddressLosesNone) {
  EXPECT_THAT(read({{"latest", "", "Cable cut", kNine}}), ElementsAre("+ Cable cut"));
  EXPECT_THAT(read({{"latest", "", "Ferry late", kTen}}), ElementsAre("+ Ferry late"));
  EXPECT_THAT(read({{"latest", "", "Ferry late", kTen}}), IsEmpty());
}

TEST_F(Identity, IdsThatChangeWithTheHeadlineMakeNoNewArticle) {
  read({{"cable-cut", "https://gazette.example/a", "Cable cut", kNine, kCable},
        {"ferry-late", "https://gazette.example/b", "Ferry late", kTen}});
  EXPECT_THAT(read({{"cable-mended", "https://gazette.example/a", "Cable mended", kNine, kCable},
                    {"ferry-late", "https://gazette.example/b", "Ferry late", kTen}}),
              ElementsAre("~ Cable mended"));
  EXPECT_EQ(naming_, Naming::kIdsFollowHeadlines);
  EXPECT_EQ(articles_.size(), 2u);
}

TEST_F(Identity, IdsAndAddressesThatChangeWithTheHeadlineMakeNoNewArticle) {
  read({{"https://gazette.example/cable-cut", "https://gazette.example/cable-cut", "Cable cut", kNine, kCable},
        {"https://gazette.example/ferry-late", "https://gazette.example/ferry-late", "Ferry late", kTen}});
  EXPECT_THAT(read({{"https://gazette.example/cable-mended", "https://gazette.example/cable-mended", "Cable mended",
                     kNine, kCable + " It was mended."},
                    {"https://gazette.example/ferry-late", "https://gazette.example/ferry-late", "Ferry late", kTen}}),
              ElementsAre("~ Cable mended"));
  EXPECT_EQ(articles_.size(), 2u);
  EXPECT_THAT(read({{"https://gazette.example/cable-mended", "https://gazette.example/cable-mended", "Cable mended",
                     kNine, kCable + " It was mended."}}),
              IsEmpty());
}

TEST_F(Identity, IdsThatAreNewAtEveryFetchMakeNoNewArticle) {
  const auto items = [](const std::string& stamp) {
    return std::vector<Item>{{"b" + stamp, "https://gazette.example/b", "Ferry late", kTen},
                             {"a" + stamp, "https://gazette.example/a", "Cable cut", kNine}};
  };
  EXPECT_EQ(read(items("1")).size(), 2u);
  EXPECT_THAT(read(items("2")), IsEmpty());
  EXPECT_EQ(naming_, Naming::kIdsRenewed);
  const std::size_t marks = marks_.size();
  for (const char* stamp : {"3", "4", "5"}) EXPECT_THAT(read(items(stamp)), IsEmpty());
  EXPECT_EQ(marks_.size(), marks) << "they are not kept either";
}

TEST_F(Identity, IdsAndAddressesThatAreNewAtEveryFetchMakeNoNewArticle) {
  const auto items = [](const std::string& session) {
    return std::vector<Item>{{"b" + session, "https://gazette.example/b?sid=" + session, "Ferry late", kTen},
                             {"a" + session, "https://gazette.example/a?sid=" + session, "Cable cut", kNine}};
  };
  EXPECT_EQ(read(items("1")).size(), 2u);
  read(items("2"));
  read(items("3"));
  EXPECT_EQ(naming_, Naming::kIdsRenewed);
  EXPECT_EQ(articles_.size(), 2u);
}

TEST_F(Identity, AddressesThatAllLeadToTheFrontPageNameNothing) {
  const std::vector<Item> items = {{"2", "https://gazette.example/", "Ferry late", kTen},
                                   {"1", "https://gazette.example/", "Cable cut", kNine}};
  EXPECT_THAT(read(items), ElementsAre("+ Cable cut", "+ Ferry late"));
  EXPECT_THAT(read(items), IsEmpty());
  EXPECT_THAT(read({{"3", "https://gazette.example/", "Mayor resigns", kNoon}}), ElementsAre("+ Mayor resigns"));
}

TEST_F(Identity, EntriesOfOneLivePageAreTheirOwn) {
  const std::vector<Item> items = {{"2", "https://gazette.example/live#2", "Count begins", kTen},
                                   {"1", "https://gazette.example/live#1", "Polls close", kNine}};
  EXPECT_THAT(read(items), ElementsAre("+ Polls close", "+ Count begins"));
  EXPECT_THAT(read(items), IsEmpty());
}

TEST_F(Identity, OneAddressForWhateverIsNewestLosesNone) {
  read({{"1", "https://gazette.example/today", "Cable cut", kNine}});
  EXPECT_THAT(read({{"2", "https://gazette.example/today", "Ferry late", kTen}}), ElementsAre("+ Ferry late"));
  EXPECT_THAT(read({{"2", "https://gazette.example/today", "Ferry late", kTen}}), IsEmpty());
  EXPECT_EQ(articles_.size(), 2u);
}

TEST_F(Identity, IdsOfTwoFeedsHaveNothingToDoWithEachOther) {
  EXPECT_THAT(read_of({7}, {{"1", "", "Cable cut", kNine}}), ElementsAre("+ Cable cut"));
  EXPECT_THAT(read_of({8}, {{"1", "", "Ferry late", kTen}}), ElementsAre("+ Ferry late"));
}

TEST_F(Identity, OneArticleInTwoFeedsIsOne) {
  EXPECT_THAT(read_of({7}, {{"1", "https://gazette.example/a", "Cable cut", kNine}}), ElementsAre("+ Cable cut"));
  EXPECT_THAT(read_of({8}, {{"a", "https://gazette.example/a", "Cable cut", kNine}}), ElementsAre("~ Cable cut"));
  EXPECT_THAT(read_of({7}, {{"1", "https://gazette.example/a", "Cable cut", kNine}}), IsEmpty());
}

TEST_F(Identity, OfAnEntryThatStandsThereTwiceTheLaterVersionCounts) {
  const std::vector<Item> items = {{"1", "https://gazette.example/a", "Cable mended", kTen},
                                   {"1", "https://gazette.example/a", "Cable cut", kNine}};
  EXPECT_THAT(read(items), ElementsAre("+ Cable mended"));
  EXPECT_THAT(read(items), IsEmpty());
}

TEST_F(Identity, TwoReportsOfOneMinuteWithOneHeadlineAreTwo) {
  const std::vector<Item> items = {{"2", "https://gazette.example/b", "Markets", kNine},
                                   {"1", "https://gazette.example/a", "Markets", kNine}};
  EXPECT_EQ(read(items).size(), 2u);
  EXPECT_THAT(read(items), IsEmpty());
  EXPECT_EQ(articles_.size(), 2u);
}

/// How a server may name its entries, at each fetch.
enum class Habit { kGood, kNoIds, kSame, kFollow, kRenewed };

/// Whatever a server does with ids, each of its reports is filed once, in its last version.
RC_GTEST_FIXTURE_PROP(Identity, EachReportIsOneArticleHoweverItsFeedNamesIt, ()) {
  const auto habit = *rc::gen::element(Habit::kGood, Habit::kNoIds, Habit::kSame, Habit::kFollow, Habit::kRenewed);
  naming_ = Naming::kById;
  marks_.clear();
  articles_.clear();
  std::vector<int> versions;  // Of each report so far.
  const int fetches = *rc::gen::inRange(2, 8);
  for (int fetch = 0; fetch < fetches; ++fetch) {
    for (int fresh = *rc::gen::inRange(0, 4); fresh > 0; --fresh) versions.push_back(0);
    if (!versions.empty() && *rc::gen::inRange(0, 3) == 0)
      ++versions[*rc::gen::inRange(std::size_t{0}, versions.size())];
    std::vector<Item> items;
    for (std::size_t i = versions.size(); i-- > 0;) {
      if (versions.size() - i > 10) break;
      const std::string number = std::to_string(i);
      Item item{"id" + number, "https://gazette.example/" + number,
                "Report " + number + " version " + std::to_string(versions[i]), ""};
      item.published = "Thu, 26 Nov 2026 0" + std::to_string(i / 60) + ":" + (i % 60 < 10 ? "0" : "") +
                       std::to_string(i % 60) + ":07 GMT";
      if (habit == Habit::kNoIds) item.id = "";
      if (habit == Habit::kSame) item.id = "post";
      if (habit == Habit::kFollow) item.id = item.headline;
      if (habit == Habit::kRenewed) item.id += "at" + std::to_string(fetch);
      items.push_back(std::move(item));
    }
    read(items);
    RC_ASSERT(articles_.size() == versions.size());
    RC_ASSERT(read(habit == Habit::kRenewed ? std::vector<Item>{} : items).empty());
  }
  std::vector<std::string> expected;
  const std::size_t shown = std::min<std::size_t>(10, versions.size());
  for (std::size_t i = versions.size() - shown; i < versions.size(); ++i)
    expected.push_back("Report " + std::to_string(i) + " version " + std::to_string(versions[i]));
  for (const std::string& headline : expected) RC_ASSERT(std::ranges::count(headlines(), headline) == 1);
}

}  // namespace
}  // namespace dateline::article
