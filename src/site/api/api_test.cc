// Every path of the description is called, and every answer is held against the schema that the description gives it.

#include "site/api/api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "site/api/resource.h"
#include "site/feeds/feed_fixture.h"
#include "site/json_reading.h"

namespace dateline::site {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Problems = std::vector<std::string>;

/// The part of JSON Schema that the description uses.
class Schema {
 public:
  explicit Schema(const json::object& document) : document_(document) {}

  Problems problems(const json::value& value, const json::object& schema) const {
    Problems found;
    check(value, schema, "", found);
    return found;
  }

 private:
  void check(const json::value& value, const json::object& schema, const std::string& where, Problems& found) const {
    if (const json::value* ref = schema.if_contains("$ref")) {
      const std::string name = std::string(ref->as_string()).substr(std::string_view("#/components/schemas/").size());
      return check(value, document_.at("components").at("schemas").at(name).as_object(), where, found);
    }
    if (const json::value* any = schema.if_contains("anyOf")) {
      const bool good = std::ranges::any_of(
          any->as_array(), [&](const json::value& one) { return problems(value, one.as_object()).empty(); });
      if (!good) found.push_back(where + " is none of " + json::serialize(*any));
      return;
    }
    const json::value& type = schema.at("type");
    const auto fits = [&](const json::value& one) { return is(value, one.as_string()); };
    const bool good = type.is_array() ? std::ranges::any_of(type.as_array(), fits) : fits(type);
    if (!good) return found.push_back(where + " is no " + json::serialize(type));
    if (value.is_string()) {
      const std::string text(value.as_string());
      const json::value* format = schema.if_contains("format");
      if (format && *format == "date-time" && !parse_rfc3339(text)) found.push_back(where + " is no time");
      if (format && *format == "uri" && !text.starts_with("http")) found.push_back(where + " is no address");
      if (const json::value* list = schema.if_contains("enum")) {
        if (std::ranges::find(list->as_array(), value) == list->as_array().end()) found.push_back(where + ": " + text);
      }
    } else if (value.is_array()) {
      for (const json::value& item : value.as_array()) check(item, schema.at("items").as_object(), where + "[]", found);
    } else if (value.is_object()) {
      const json::object& properties = schema.at("properties").as_object();
      for (const json::value& name : schema.at("required").as_array()) {
        if (!value.as_object().contains(name.as_string()))
          found.push_back(where + " lacks " + std::string(name.as_string()));
      }
      for (const auto& member : value.as_object()) {
        const json::value* property = properties.if_contains(member.key());
        const std::string at = where + "." + std::string(member.key());
        if (property)
          check(member.value(), property->as_object(), at, found);
        else
          found.push_back(at + " is not described");
      }
    }
  }
  static bool is(const json::value& value, std::string_view type) {
    return (type == "string" && value.is_string()) || (type == "integer" && (value.is_int64() || value.is_uint64())) ||
           (type == "boolean" && value.is_bool()) || (type == "array" && value.is_array()) ||
           (type == "object" && value.is_object()) || (type == "null" && value.is_null());
  }

  const json::object& document_;
};

struct Api : testing::Test {
  HostileSite site;
  json::object document = read("/api/v1/openapi.json");

  json::object read(const std::string& path) {
    const auto answer = site.get(path);
    EXPECT_EQ(answer.status, 200) << path << site.body(answer);
    const auto value = read_json(site.body(answer));
    return value && value->is_object() ? value->as_object() : json::object();
  }
  const json::object& schema_of(const json::value& path) {
    return path.at("get").at("responses").at("200").at("content").at("application/json").at("schema").as_object();
  }
  /// The detail of a problem, which is held against its schema.
  std::string problem_in(const net::Response& answer, int status, const std::string& path) {
    EXPECT_EQ(answer.status, status) << path;
    EXPECT_EQ(answer.content_type, "application/problem+json") << path;
    const auto told = read_json(site.body(answer));
    if (!told || !told->is_object() || !told->as_object().contains("detail")) return "";
    EXPECT_EQ(Schema(document).problems(*told, document.at("components").at("schemas").at("Problem").as_object()),
              Problems());
    EXPECT_EQ(told->at("status"), status);
    return std::string(told->at("detail").as_string());
  }
  std::string problem(const std::string& path, int status) {
    return problem_in(site.get(std::string(kApiRoot) + path), status, path);
  }
  /// A path of the description with ids that there are.
  std::string called(std::string path) {
    const auto put = [&](std::string_view place, const std::string& id) {
      if (const auto at = path.find(place); at != std::string::npos) path.replace(at, place.size(), id);
    };
    put("{story}", site.story->id.str());
    put("{dossier}", site.dossier.str());
    put("{article}", (path.ends_with("/entries") ? site.live : site.post).article_id().str());
    if (path == "/search") path += "?q=Text";
    return std::string(kApiRoot) + path;
  }
};

TEST_F(Api, AnswersEveryPathOfItsDescriptionAsDescribed) {
  const Schema schema(document);
  const json::object& paths = document.at("paths").as_object();
  EXPECT_EQ(paths.size(), operations().size());
  for (const auto& path : paths) {
    const std::string at = called(std::string(path.key()));
    const json::object answer = read(at);
    EXPECT_EQ(schema.problems(answer, schema_of(path.value())), Problems()) << at;
    EXPECT_FALSE(answer.contains("items") && answer.at("items").as_array().empty()) << at;
  }
  const json::object wire = read(called("/articles/" + site.story->members[0].article->id.str()));
  EXPECT_EQ(schema.problems(wire, schema_of(paths.at("/articles/{article}"))), Problems());
  EXPECT_EQ(wire.at("own"), false);
  EXPECT_TRUE(wire.at("html").is_null());
  EXPECT_TRUE(wire.at("picture").is_null());
}

TEST_F(Api, HasPicturesAsObjectsAndInTheMarkupWithWholeAddresses) {
  site.reader.all_pictures.push_back({{7}, 960, 540, "A pier", "At dusk", "Bo Li", "ana", site.clock.now()});
  const std::string markdown = "Before.\n\n![](picture:" + desk::PictureId{7}.str() + ")\n";
  const desk::Post post = site.add_post("With pictures", markdown);
  site.reader.all_posts.back().picture = desk::PictureUse{{5}, 2'000, 1'000, "The lead", "", ""};
  const json::object article = read("/api/v1/articles/" + post.article_id().str());
  EXPECT_EQ(article.at("picture").at("width"), 1'600);
  EXPECT_EQ(article.at("picture").at("height"), 800);
  EXPECT_TRUE(article.at("picture").at("credit").is_null());
  const std::string address = "https://news.example.org/picture/" + desk::PictureId{7}.str() + "/960.jpg";
  const json::object pier{{"url", json_text(address)}, {"width", 960},         {"height", 540},
                          {"alt", "A pier"},           {"caption", "At dusk"}, {"credit", "Bo Li"}};
  EXPECT_EQ(article.at("pictures"), json::value(json::array{pier}));
  EXPECT_THAT(std::string(article.at("html").as_string()), HasSubstr("<img src=\"" + address + "\""));
  site.reader.all_entries.front().entry.body = markdown;
  const json::object entries = read(called("/articles/{article}/entries"));
  EXPECT_EQ(entries.at("items").at(0).at("pictures"), json::value(json::array{pier}));
}

TEST_F(Api, SaysOfALiveArticleWhenItsNewestEntryCame) {
  const Instant newest = site.reader.all_entries.front().entry.at;
  ASSERT_GT(newest, site.live.updated_at);
  const json::object live = read("/api/v1/articles/" + site.live.article_id().str());
  EXPECT_EQ(live.at("modified"), json_time(newest));
  EXPECT_EQ(live.at("live"), "on");
  const std::string sitemap = site.body(site.get("/sitemap/articles-1.xml"));
  EXPECT_THAT(sitemap, HasSubstr(site.live.article_id().str() + "</loc><lastmod>" + format_rfc3339(newest)));
}

TEST_F(Api, IsFoundOutWhenAnAnswerIsNotAsDescribed) {
  const Schema schema(document);
  const json::object& story = schema_of(document.at("paths").at("/stories/{story}"));
  const json::object good = read(called("/stories/{story}"));
  ASSERT_EQ(schema.problems(good, story), Problems());
  for (const auto& [key, wrong] : std::vector<std::pair<const char*, json::value>>{
           {"outlets", "3"}, {"first_reported", "today"}, {"url", "/story"}, {"surprise", 1}, {"reports", nullptr}}) {
    json::object bad = good;
    bad[key] = wrong;
    EXPECT_EQ(schema.problems(bad, story).size(), 1U) << key;
  }
  json::object bad = good;
  bad.erase("id");
  EXPECT_EQ(schema.problems(bad, story).size(), 1U);
  bad = good;
  bad["reports"].as_array()[0].as_object()["kinship"] = "cousin";
  EXPECT_EQ(schema.problems(bad, story).size(), 1U);
}

TEST_F(Api, DescribesEveryParameterThatItTakes) {
  for (const Operation& operation : operations()) {
    const auto stars = std::ranges::count(operation.pattern, '*');
    EXPECT_EQ(std::ranges::count(operation.parameters, true, &Parameter::in_path), stars) << operation.pattern;
    EXPECT_TRUE(document.at("components").at("schemas").as_object().contains(json_text(operation.resource)));
  }
}

TEST_F(Api, LeadsFromPageToPageWithoutARepeatOrAGap) {
  for (int i = 0; i < 5; ++i) {
    const std::string n = std::to_string(i);
    site.add_story({{site.report("O" + n, "https://o.example/" + n, "Story " + n, "Text " + n + ".")}});
    site.add_post("Post " + n, "Text.");
    site.add_reply(site.post, "R" + n, "r@mail.example", "Reply " + n, desk::ReplyState::kApproved);
  }
  for (const std::string& path : {std::string("/stories"), std::string("/posts"), std::string("/search?q=Text"),
                                  "/articles/" + site.post.article_id().str() + "/replies"}) {
    std::set<std::string> seen;
    std::string next = std::string(kApiRoot) + path + (path.contains('?') ? "&" : "?") + "limit=2";
    int pages = 0;
    for (; !next.empty() && pages < 20; ++pages) {
      const auto answer = site.get(next);
      const auto page = read_json(site.body(answer));
      ASSERT_TRUE(page) << next;
      for (const json::value& item : page->at("items").as_array())
        EXPECT_TRUE(seen.insert(json::serialize(item)).second);
      const json::value& after = page->at("next");
      next = after.is_null() ? "" : std::string(after.as_string()).substr(site.public_url.size());
      EXPECT_EQ(site.header(answer, "Link"),
                after.is_null() ? "" : "<" + std::string(after.as_string()) + ">; rel=\"next\"");
    }
    EXPECT_GE(seen.size(), 6U) << path;
    EXPECT_GE(pages, 3) << path;
  }
}

TEST_F(Api, SaysWhatIsWrongAndWhatWasMeant) {
  EXPECT_EQ(problem("/stories?langauge=en", 400), "unknown parameter 'langauge', did you mean 'language'?");
  EXPECT_EQ(problem("/front?limit=0", 400), "'limit' must be a whole number from 1 to 50");
  EXPECT_EQ(problem("/front?limit=many", 400), "'limit' must be a whole number from 1 to 50");
  EXPECT_EQ(problem("/search", 400), "'q' must be given");
  EXPECT_EQ(problem("/search?q=a&from=yesterday", 400), "'from' must be a day, such as 2023-01-31");
  EXPECT_EQ(problem("/search?q=a&order=worst", 400), "'order' must be newest or best");
  EXPECT_THAT(problem("/stories/nonsense", 404), HasSubstr("13 letters and digits"));
  EXPECT_THAT(problem("/articles/0000000000000", 404), HasSubstr("no article"));
  EXPECT_THAT(problem("/storys", 404), HasSubstr("did you mean '/stories'?"));
  EXPECT_THAT(problem("/a/b/c", 404), HasSubstr("openapi.json"));
}

TEST_F(Api, TakesNoCursorThatNoPageSaid) {
  for (const std::string cursor : {"", "zz", "%00", "b", "b1x", "1", "1.2", "b1.", "' OR 1", "b99999999999999999999"}) {
    EXPECT_THAT(problem("/stories?cursor=" + cursor, 400), StartsWith("'cursor' must be"));
    EXPECT_THAT(problem("/posts?cursor=" + cursor, 400), StartsWith("'cursor' must be"));
    EXPECT_THAT(problem("/search?q=Text&cursor=" + cursor, 400), StartsWith("'cursor' must be"));
  }
  const std::string entries = "/articles/" + site.live.article_id().str() + "/entries?cursor=";
  for (const char* cursor : {"", "zz", "b1", "1", "1."})
    EXPECT_THAT(problem(entries + cursor, 400), StartsWith("'cursor' must be"));
  EXPECT_EQ(site.get(std::string(kApiRoot) + entries + "1700000000.3").status, 200);
  EXPECT_EQ(site.get("/api/v1/stories?cursor=b1").status, 200);
}

TEST_F(Api, TakesNoSectionSourceOrLanguageThatThereIsNot) {
  for (const std::string value : {"zz", "%ff", "%00"}) {
    EXPECT_THAT(problem("/stories?section=" + value, 400), StartsWith("'section' must be"));
    EXPECT_THAT(problem("/search?q=a&section=" + value, 400), StartsWith("'section' must be"));
    EXPECT_THAT(problem("/stories?language=" + value, 400), StartsWith("'language' must be"));
    EXPECT_THAT(problem("/search?q=a&language=" + value, 400), StartsWith("'language' must be"));
    EXPECT_THAT(problem("/search?q=a&source=" + value, 400), StartsWith("'source' must be"));
  }
  EXPECT_THAT(problem("/stories?section=wrold", 400), HasSubstr("did you mean 'world'?"));
  EXPECT_THAT(problem("/stories?language=english", 400), HasSubstr("did you mean 'en'?"));
  EXPECT_THAT(problem("/stories?language=en-%ff", 400), StartsWith("'language' must be"));
  for (const char* good : {"/stories?section=world&language=en", "/stories?language=es-MX", "/stories?language=zh-Hant",
                           "/stories?language=und", "/stories?section=sport&language="})
    EXPECT_EQ(site.get(std::string(kApiRoot) + good).status, 200) << good;
  const std::string outlet = site.story->members[0].article->outlet.name;
  EXPECT_EQ(site.get("/api/v1/search?q=a&source=" + percent_encode(outlet)).status, 200) << outlet;
}

TEST_F(Api, RefusesInItsOwnForm) {
  for (const char* path : {"/api/v1/stories", "/api/v1", "/api/v1/openapi.json", "/api/v1/nowhere"}) {
    const auto answer = site.SiteFixture::post(path, "a=b");
    EXPECT_THAT(problem_in(answer, 405, path), HasSubstr("read only"));
    EXPECT_EQ(site.header(answer, "Allow"), "GET, HEAD");
  }
  EXPECT_THAT(site.SiteFixture::post("/", "").content_type, StartsWith("text/html")) << "a page's stays a page";
  EXPECT_THAT(problem("", 404), HasSubstr("see /api"));
}

TEST_F(Api, HasCorrectionsAndWithdrawalsInTheBar) {
  using Kind = story::BarNotice::Kind;
  const auto report = site.story->members[0].article->id;
  auto next = std::make_shared<story::FrontPage>(*site.newsroom.front);
  next->bar = {{site.story, "It breaks", site.clock.now(), true}};
  next->notices = {{Kind::kWithdrawal, site.story->id, report, "It was not so", site.clock.now()}};
  site.newsroom.front = next;
  const json::object withdrawn = read("/api/v1/bar");
  EXPECT_EQ(Schema(document).problems(withdrawn, schema_of(document.at("paths").at("/bar"))), Problems());
  const json::array& items = withdrawn.at("items").as_array();
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].at("kind"), "withdrawal");
  EXPECT_EQ(items[0].at("headline"), "It was not so");
  EXPECT_EQ(items[0].at("url"), json_text(site.public_url + "/article/" + report.str()));
  EXPECT_TRUE(items[0].at("story").is_null());
  EXPECT_EQ(items[1].at("kind"), "breaking");
  EXPECT_EQ(items[1].at("by_editor"), true);

  next = std::make_shared<story::FrontPage>(*next);
  next->notices[0].kind = Kind::kCorrection;
  site.newsroom.front = next;
  const json::object corrected = read("/api/v1/bar");
  ASSERT_EQ(corrected.at("items").as_array().size(), 1U) << "the story stands once, with its correction";
  EXPECT_EQ(corrected.at("items").at(0).at("kind"), "correction");
}

TEST_F(Api, IsOpenToEveryOriginAndKnowsWhatHasNotChanged) {
  const auto answer = site.get("/api/v1/front");
  EXPECT_EQ(site.header(answer, "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(site.header(answer, "Cross-Origin-Resource-Policy"), "cross-origin");
  const std::string etag = site.header(answer, "ETag");
  ASSERT_NE(etag, "");
  EXPECT_EQ(site.get("/api/v1/front", {{"if-none-match", etag}}).status, 304);
  // Pages keep their doors shut.
  EXPECT_EQ(site.header(site.get("/"), "Access-Control-Allow-Origin"), "");
  EXPECT_EQ(site.header(site.get("/desk"), "Access-Control-Allow-Origin"), "");
}

TEST_F(Api, HoldsNoAddressOfAPerson) {
  for (const auto& path : document.at("paths").as_object()) {
    const std::string body = site.body(site.get(called(std::string(path.key()))));
    EXPECT_THAT(body, Not(HasSubstr(std::string(HostileSite::kSecret))));
    EXPECT_THAT(body, Not(HasSubstr("203.0.113")));
    EXPECT_THAT(body, Not(HasSubstr("Waiting words")));
  }
}

TEST_F(Api, ExplainsItselfToPeople) {
  const auto page = site.get("/api");
  EXPECT_THAT(page.content_type, StartsWith("text/html"));
  for (const Operation& operation : operations()) {
    EXPECT_THAT(site.body(page), HasSubstr("/api/v1" + std::string(operation.pattern) + "</code>"));
    if (operation.example.empty()) continue;
    EXPECT_EQ(site.get(std::string(kApiRoot) + std::string(operation.example)).status, 200);
  }
}

}  // namespace
}  // namespace dateline::site
