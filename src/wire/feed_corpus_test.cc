// Reads the public test feeds of two other parsers and compares with what these read. Agreement is by meaning: a title
// is one line of text here and HTML there, so both are compared as lines.

#include <gmock/gmock.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>

#include "base/file.h"
#include "markup/html.h"
#include "markup/sanitizer.h"
#include "text/date.h"
#include "text/url.h"
#include "text/utf8.h"
#include "wire/feed.h"
#include "wire/feed_text.h"
#include "wire/testing/expectation.h"

namespace dateline::wire {
namespace {

namespace json = boost::json;
using Strings = std::vector<std::string>;

std::filesystem::path corpus() {
  const char* corpora = std::getenv("DATELINE_CORPORA");
  return corpora ? std::filesystem::path(corpora) / "feeds" : std::filesystem::path();
}
bool is_verbose() {
  return std::getenv("DATELINE_VERBOSE") != nullptr;
}

struct Tally {
  int same = 0, all = 0;
  void count(bool agrees) {
    same += agrees;
    ++all;
  }
};

// How values agree.

std::string same_url(const std::string& url) {
  const auto parsed = text::Url::parse(url);
  return parsed ? parsed->str() : "";
}

/// What HTML, text, or HTML escaped twice says in one line.
bool says_the_same(const std::string& wanted, const std::string& ours) {
  return plain_line(wanted) == ours || text::collapse(wanted) == ours ||
         plain_line(markup::decode_references(wanted)) == ours ||
         text::collapse(markup::decode_references(wanted)) == ours;
}

std::string through_sanitizer(std::string_view html, const std::string& base) {
  // The div that Atom wants around XHTML belongs to it for some.
  std::string kept = text::collapse(html);
  if (kept.starts_with("<div>") && kept.ends_with("</div>")) kept = text::collapse(kept.substr(5, kept.size() - 11));
  html = kept;
  return markup::Sanitizer::sanitize(html, {.base = text::Url::parse(base), .reply = false}).str();
}

/// The same page to a reader: through our sanitizer, relative links seen from `base`.
bool reads_the_same(const std::string& wanted, const std::string& ours, const std::string& base) {
  if (wanted == ours) return true;
  const std::string shown = through_sanitizer(ours, base);
  return shown == through_sanitizer(wanted, base) ||
         shown == through_sanitizer(markup::decode_references(wanted), base) ||
         shown == through_sanitizer(escape_html(wanted), base);
}

std::string date_of(const std::optional<Instant>& at) {
  return at ? format_rfc3339(*at) : std::string();
}

// gofeed.

std::string text_in(const json::object& object, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    const json::value* value = object.if_contains(key);
    if (!value) continue;
    if (const auto* string = value->if_string(); string && !string->empty()) return std::string(*string);
    if (const auto* inner = value->if_object()) {
      if (std::string text = text_in(*inner, {"value", "term", "name", "url"}); !text.empty()) return text;
    }
  }
  return "";
}

Strings list_in(const json::object& object, const char* key, std::initializer_list<const char*> inner) {
  Strings list;
  const json::value* value = object.if_contains(key);
  if (!value || !value->is_array()) return list;
  for (const json::value& item : value->get_array()) {
    if (item.is_string()) list.emplace_back(item.get_string());
    if (item.is_object()) list.push_back(text_in(item.get_object(), inner));
  }
  return list;
}

Strings names_of(const Strings& persons) {
  Strings names;
  for (const std::string& person : persons) {
    if (std::string name = author_name(plain_line(person)); !name.empty()) names.push_back(std::move(name));
  }
  return names;
}

/// Where a case deviates, and why that is right.
const std::map<std::string, std::string> kGofeedDeviations = {
    {"dublincore_item_multiple_values.xml authors", "gofeed keeps the first dc:creator only"},
    {"issue_275_extensions_and_source.xml content", "a film in base 64, and JSON, are no text to read"},
    {"rdf_channel_links.xml feed link", "of several links the first is the page; gofeed takes the last"},
    {"rdf_item_links.xml link", "of several links the first is the page; gofeed takes the last"},
    {"rss_channel_item_links.xml link", "of several links the first is the page; gofeed takes the last"},
    {"rss_channel_links.xml feed link", "of several links the first is the page; gofeed takes the last"},
    {"feed_item_links_-_rss_channel_item_links.xml link",
     "of several links the first is the page; gofeed takes the last"},
    {"feed_links_-_rdf_channel_links.xml feed link", "of several links the first is the page; gofeed takes the last"},
    {"feed_links_-_rss_channel_links.xml feed link", "of several links the first is the page; gofeed takes the last"},
    {"feed_item_updated_-_atom03_feed_entry_modified.xml published",
     "it was changed then; when it was published nobody says"},
    {"json10_full.json feed updated", "JSON Feed gives no date of the feed; gofeed takes the first entry's"},
    {"json10_full.json feed published", "JSON Feed gives no date of the feed; gofeed takes the first entry's"},
    {"json11_full.json feed updated", "JSON Feed gives no date of the feed; gofeed takes the first entry's"},
    {"json11_full.json feed published", "JSON Feed gives no date of the feed; gofeed takes the first entry's"},
};

class GofeedComparison {
 public:
  void compare(const std::filesystem::path& file, const Feed& feed, const json::object& wanted) {
    file_ = file.filename().string();
    line("feed title", text_in(wanted, {"title"}), feed.title);
    line("feed description", text_in(wanted, {"description", "subtitle", "tagline"}), feed.description);
    url("feed link", text_in(wanted, {"link"}), feed.url);
    url("feed self", text_in(wanted, {"feedLink"}), feed.self);
    urls("feed links", list_in(wanted, "links", {"href"}), feed.links);
    date("feed updated", text_in(wanted, {"updatedParsed", "lastBuildDateParsed"}), feed.updated);
    date("feed published", text_in(wanted, {"publishedParsed", "pubDateParsed"}), feed.published);
    names("feed authors", list_in(wanted, "authors", {"name", "email"}), feed.authors);
    lines("feed categories", list_in(wanted, "categories", {"label", "value", "term"}), feed.categories);
    exact("feed language", text_in(wanted, {"language"}), feed.language);
    line("feed rights", text_in(wanted, {"copyright", "rights"}), feed.rights);
    exact("feed id", text_in(wanted, {"id"}), feed.id);
    const json::value* items = wanted.if_contains("items");
    if (!items) items = wanted.if_contains("entries");
    if (!items || !items->is_array()) return;
    note("entries", items->get_array().size() == feed.entries.size(), std::to_string(items->get_array().size()),
         std::to_string(feed.entries.size()));
    for (std::size_t i = 0; i < std::min(items->get_array().size(), feed.entries.size()); ++i) {
      entry(items->get_array()[i].as_object(), feed.entries[i]);
    }
  }

  void print() const {
    Tally whole;
    for (const auto& [field, tally] : tallies_) {
      std::printf("gofeed %s: %d of %d\n", field.c_str(), tally.same, tally.all);
      whole.same += tally.same;
      whole.all += tally.all;
    }
    std::printf("gofeed: %d of %d values agree, %d deviate for a reason\n", whole.same, whole.all, deviations_);
  }
  int failures() const { return failures_; }

 private:
  void entry(const json::object& wanted, const FeedEntry& ours) {
    line("title", text_in(wanted, {"title"}), ours.title);
    url("link", text_in(wanted, {"link"}), ours.url);
    urls("links", list_in(wanted, "links", {"href"}), ours.links);
    exact("id", text_in(wanted, {"id", "guid"}), ours.id);
    date("published", text_in(wanted, {"publishedParsed", "pubDateParsed"}), ours.published);
    date("updated", text_in(wanted, {"updatedParsed"}), ours.updated);
    Strings authors = list_in(wanted, "authors", {"name", "email"});
    if (std::string author = text_in(wanted, {"author"}); authors.empty() && !author.empty()) authors = {author};
    names("authors", authors, ours.authors);
    lines("categories", list_in(wanted, "categories", {"label", "value", "term"}), ours.categories);
    html("summary", text_in(wanted, {"description", "summary"}), ours.summary, ours.summary_scope);
    html("content", text_in(wanted, {"content"}), ours.content, ours.content_scope);
    if (const auto* enclosures = wanted.if_contains("enclosures"); enclosures && enclosures->is_array()) {
      std::vector<const FeedMedia*> enclosed;
      for (const FeedMedia& media : ours.media) {
        if (media.enclosed) enclosed.push_back(&media);
      }
      for (std::size_t i = 0; i < enclosures->get_array().size(); ++i) {
        const json::object& item = enclosures->get_array()[i].as_object();
        const FeedMedia media = i < enclosed.size() ? *enclosed[i] : FeedMedia();
        url("enclosure", text_in(item, {"url"}), media.url);
        exact("enclosure type", text_in(item, {"type"}), media.type);
        exact("enclosure length", text_in(item, {"length"}), media.bytes ? std::to_string(*media.bytes) : "");
      }
    }
    if (const auto* source = wanted.if_contains("source"); source && source->is_object()) {
      line("source", text_in(source->get_object(), {"title"}), ours.source ? ours.source->title : "");
    }
  }

  void note(const std::string& field, bool agrees, const std::string& wanted, const std::string& got) {
    if (!agrees && kGofeedDeviations.contains(file_ + " " + field)) {
      ++deviations_;
      std::printf("%s: %s: %s\n", file_.c_str(), field.c_str(), kGofeedDeviations.at(file_ + " " + field).c_str());
      return;
    }
    tallies_[field].count(agrees);
    failures_ += !agrees;
    if (!agrees) {
      std::printf("%s: %s: wanted [%s] got [%s]\n", file_.c_str(), field.c_str(), wanted.c_str(), got.c_str());
    }
  }
  void line(const std::string& field, const std::string& wanted, const std::string& got) {
    if (!wanted.empty()) note(field, says_the_same(wanted, got), wanted, got);
  }
  void html(const std::string& field, const std::string& wanted, const std::string& got, const FeedScope& scope) {
    const std::string base = scope.base.empty() ? "https://base.example/" : scope.base;
    if (!wanted.empty()) note(field, reads_the_same(wanted, got, base), wanted, got);
  }
  void exact(const std::string& field, const std::string& wanted, const std::string& got) {
    if (!wanted.empty()) note(field, text::collapse(wanted) == got, wanted, got);
  }
  void url(const std::string& field, const std::string& wanted, const std::string& got) {
    if (!same_url(wanted).empty()) note(field, same_url(wanted) == same_url(got), wanted, got);
  }
  void urls(const std::string& field, const Strings& wanted, const std::vector<FeedLink>& links) {
    for (const std::string& address : wanted) {
      const bool there =
          std::ranges::any_of(links, [&](const FeedLink& link) { return same_url(link.url) == same_url(address); });
      if (!same_url(address).empty()) note(field, there, address, "");
    }
  }
  void date(const std::string& field, const std::string& wanted, const std::optional<Instant>& got) {
    if (!wanted.empty()) note(field, date_of(text::parse_date(wanted)) == date_of(got), wanted, date_of(got));
  }
  void names(const std::string& field, const Strings& wanted, const Strings& got) {
    const Strings persons = names_of(wanted);
    if (!wanted.empty())
      note(field, persons.empty() ? got.empty() : persons == got, wanted[0], got.empty() ? "" : got[0]);
  }
  void lines(const std::string& field, const Strings& wanted, const Strings& got) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (wanted[i].empty()) continue;
      const bool there =
          std::ranges::any_of(got, [&](const std::string& line) { return says_the_same(wanted[i], line); });
      note(field, there, wanted[i], got.empty() ? "" : got[0]);
    }
  }

  std::string file_;
  std::map<std::string, Tally> tallies_;
  int deviations_ = 0, failures_ = 0;
};

TEST(FeedCorpus, AgreesWithGofeed) {
  if (corpus().empty()) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  GofeedComparison comparison;
  int files = 0, with_json = 0;
  std::set<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus() / "gofeed"))
    paths.insert(entry.path());
  for (const auto& path : paths) {
    auto wanted_path = path;
    if (path.extension() == ".xml") {
      wanted_path.replace_extension(".json");
    } else {
      wanted_path.replace_filename(path.stem().string() + "_expected.json");
    }
    if (!std::filesystem::exists(wanted_path) || wanted_path == path) continue;
    const auto bytes = read_file(path);
    ASSERT_TRUE(bytes);
    ++files;
    const json::value wanted = json::parse(*read_file(wanted_path));
    const auto feed = parse_feed(*bytes, "");
    EXPECT_TRUE(feed) << path << ": " << feed.error().message;
    if (!feed) continue;
    ++with_json;
    comparison.compare(path, *feed, wanted.as_object());
  }
  comparison.print();
  std::printf("gofeed: %d of %d files read\n", with_json, files);
  EXPECT_EQ(comparison.failures(), 0);
}

// feedparser.

/// Where a case deviates, and why that is right. They count as failures all the same.
const std::map<std::string, std::string> kFeedparserDeviations = {
    {"encoding/bozo_http_text_plain.xml", "the transport's media type is no business of the parser"},
    {"encoding/bozo_linenoise.xml", "spaces at the ends are part of HTML"},
    {"encoding/bozo_double-encoded-html.xml", "UTF-8 that was taken for Latin-1 is not guessed at"},
    {"encoding/double-encoded-html.xml", "UTF-8 that was taken for Latin-1 is not guessed at"},
    {"entities/lang.xml", "HTML 5 says U+27E8"},
    {"entities/rang.xml", "HTML 5 says U+27E9"},
    {"illformed/undeclared_namespace.xml", "a prefix that nobody declares is no fault worth a warning"},
    {"wellformed/atom10/entry_category_term.xml", "the label is for people, the term for machines"},
    {"wellformed/atom10/entry_category_term_non_ascii.xml", "the label is for people, the term for machines"},
    {"wellformed/atom10/feed_link_rel_self_default_type.xml", "the document does not say the type"},
    {"wellformed/base/http_entry_id_base_content_location.xml", "an id does not change with the feed's address"},
    {"wellformed/base/http_entry_id_base_docuri.xml", "an id does not change with the feed's address"},
    {"wellformed/base/http_feed_id_base_content_location.xml", "an id does not change with the feed's address"},
    {"wellformed/base/http_feed_id_base_docuri.xml", "an id does not change with the feed's address"},
    {"wellformed/geo/gml_linestring_utm.xml", "metres on a map are no degrees"},
    {"wellformed/geo/gml_point_utm.xml", "metres on a map are no degrees"},
    {"wellformed/itunes/itunes_channel_block_true.xml", "'true' means yes"},
    {"wellformed/itunes/itunes_channel_block_uppercase.xml", "Apple writes 'Yes'"},
    {"wellformed/itunes/itunes_channel_block_whitespace.xml", "white space around a word is not part of it"},
    {"wellformed/itunes/itunes_channel_explicit_uppercase.xml", "Apple wrote 'Yes'"},
    {"wellformed/itunes/itunes_channel_explicit_whitespace.xml", "white space around a word is not part of it"},
    {"wellformed/itunes/itunes_item_block_true.xml", "'true' means yes"},
    {"wellformed/itunes/itunes_item_block_uppercase.xml", "Apple writes 'Yes'"},
    {"wellformed/itunes/itunes_item_block_whitespace.xml", "white space around a word is not part of it"},
    {"wellformed/itunes/itunes_item_explicit_uppercase.xml", "Apple wrote 'Yes'"},
    {"wellformed/itunes/itunes_item_explicit_whitespace.xml", "white space around a word is not part of it"},
    {"wellformed/rss/item_madeup_tags_element.xml", "RSS has no element 'tags'"},
    {"wellformed/rss/rss_version_090.xml", "a document without a channel: its first child would tell"},
    {"wellformed/rss/rss_version_21.xml", "it says 2.1"},
};

/// How a field of feedparser's compares with ours. What is not in the table we do not have.
enum class Kind { kLine, kHtml, kExact, kUrl, kDate, kDateText, kName, kNumber, kBool, kVersion, kAny };

const std::map<std::string, Kind, std::less<>>& fields() {
  static const auto table = [] {
    std::map<std::string, Kind, std::less<>> made;
    for (const std::string part : {"feed", "entries"}) {
      const auto add = [&](const char* path, Kind kind) { made.emplace(part + path, kind); };
      for (const char* path : {".title", ".title_detail.value", ".rights", ".copyright", ".rights_detail.value",
                               ".copyright_detail.value", ".tags.term", ".tags.label", ".category"}) {
        add(path, Kind::kLine);
      }
      for (const char* path : {".title_detail.language", ".title_detail.base", ".links.rel", ".links.type",
                               ".links.title", ".links.hreflang", ".id", ".guid", ".language"}) {
        add(path, Kind::kExact);
      }
      for (const char* path : {".link", ".links.href", ".license"}) add(path, Kind::kUrl);
      for (const char* path : {".author", ".author_detail.name", ".authors.name", ".contributors.name"})
        add(path, Kind::kName);
      for (const char* path : {".published_parsed", ".updated_parsed", ".issued_parsed", ".modified_parsed"}) {
        add(path, Kind::kDate);
      }
      for (const char* path : {".published", ".updated", ".issued", ".modified"}) add(path, Kind::kDateText);
      add(".links.length", Kind::kNumber);
      for (const char* path : {".links", ".tags", ".authors", ".contributors"}) add(path, Kind::kAny);
      for (const char* path : {".itunes_explicit", ".itunes_block"}) add(path, Kind::kBool);
      add(".image.href", Kind::kUrl);
    }
    for (const char* path : {"feed.subtitle", "feed.tagline", "feed.description", "feed.subtitle_detail.value",
                             "feed.tagline_detail.value", "feed.description_detail.value", "feed.generator",
                             "feed.generator_detail.name"}) {
      made.emplace(path, Kind::kLine);
    }
    for (const char* path :
         {"feed.subtitle_detail.language", "feed.subtitle_detail.base", "feed.tagline_detail.language",
          "feed.tagline_detail.base", "feed.description_detail.language", "feed.description_detail.base"}) {
      made.emplace(path, Kind::kExact);
    }
    for (const char* path : {"feed.icon", "feed.logo", "feed.image.url"}) made.emplace(path, Kind::kUrl);
    made.emplace("feed.ttl", Kind::kNumber);
    made.emplace("version", Kind::kVersion);
    for (const char* path : {"entries.summary", "entries.description", "entries.summary_detail.value",
                             "entries.description_detail.value", "entries.content.value"}) {
      made.emplace(path, Kind::kHtml);
    }
    for (const char* path :
         {"entries.summary_detail.language", "entries.summary_detail.base", "entries.content.language",
          "entries.content.base", "entries.enclosures.type", "entries.where.type", "entries.thr_in-reply-to.ref"}) {
      made.emplace(path, Kind::kExact);
    }
    for (const char* path : {"entries.enclosures.href", "entries.enclosures.url", "entries.comments",
                             "entries.wfw_commentrss", "entries.source.link", "entries.source.href",
                             "entries.thr_in-reply-to.href", "entries.media_thumbnail.url"}) {
      made.emplace(path, Kind::kUrl);
    }
    for (const char* path :
         {"entries.source.title", "entries.source.title_detail.value", "entries.media_credit.content"}) {
      made.emplace(path, Kind::kLine);
    }
    for (const char* path : {"entries.enclosures.length", "entries.slash_comments", "entries.where.coordinates"}) {
      made.emplace(path, Kind::kNumber);
    }
    for (const char* path :
         {"bozo", "entries", "entries.enclosures", "entries.where", "entries.content", "len", "ord"}) {
      made.emplace(path, Kind::kAny);
    }
    return made;
  }();
  return table;
}

json::value time_of(const std::optional<Instant>& at) {
  return at ? json::value(format_rfc3339(*at)) : json::value();
}
json::value or_absent(std::string_view text) {
  return text.empty() ? json::value() : json::value(text);
}
json::array named(const Strings& names) {
  json::array array;
  for (const std::string& name : names) array.push_back(json::object{{"name", name}});
  return array;
}
json::array terms(const Strings& lines) {
  json::array array;
  for (const std::string& line : lines) array.push_back(json::object{{"term", line}, {"label", line}});
  return array;
}
json::array links_of(const std::vector<FeedLink>& links, const std::vector<FeedMedia>* media) {
  json::array array;
  for (const FeedLink& link : links) {
    array.push_back(json::object{{"rel", link.rel},
                                 {"href", link.url},
                                 {"type", or_absent(link.type)},
                                 {"title", or_absent(link.title)},
                                 {"hreflang", or_absent(link.language)},
                                 {"length", link.bytes ? json::value(*link.bytes) : json::value()}});
  }
  // There an enclosure is a link, too.
  for (std::size_t i = 0; media && i < media->size(); ++i) {
    const FeedMedia& one = (*media)[i];
    const bool there = std::ranges::any_of(
        links, [&](const FeedLink& link) { return link.rel == "enclosure" && link.url == one.url; });
    if (one.enclosed && !there)
      array.push_back(json::object{{"rel", "enclosure"}, {"href", one.url}, {"type", or_absent(one.type)}});
  }
  return array;
}
json::object detail(std::string_view value, const FeedScope& scope, const std::string& base) {
  return {{"value", or_absent(value)},
          {"language", or_absent(scope.language)},
          {"base", scope.base.empty() ? base : scope.base}};
}
std::string first_of(const Strings& list) {
  return list.empty() ? "" : list.front();
}
void add_podcast(json::object& object, const std::optional<FeedEpisode>& episode) {
  if (!episode) return;
  if (episode->is_explicit) object["itunes_explicit"] = *episode->is_explicit;
  object["itunes_block"] = episode->is_blocked;
}

/// What we read, in feedparser's words.
json::object model_of(const Feed& feed, const std::string& base) {
  json::object top{{"title", or_absent(feed.title)},
                   {"title_detail", detail(feed.title, feed.title_scope, base)},
                   {"link", or_absent(feed.url)},
                   {"links", links_of(feed.links, nullptr)},
                   {"id", or_absent(feed.id)},
                   {"guid", or_absent(feed.id)},
                   {"language", or_absent(feed.language)},
                   {"author", or_absent(first_of(feed.authors))},
                   {"author_detail", json::object{{"name", or_absent(first_of(feed.authors))}}},
                   {"authors", named(feed.authors)},
                   {"contributors", named(feed.contributors)},
                   {"tags", terms(feed.categories)},
                   {"category", or_absent(first_of(feed.categories))},
                   {"rights", or_absent(feed.rights)},
                   {"generator", or_absent(feed.generator)},
                   {"generator_detail", json::object{{"name", or_absent(feed.generator)}}},
                   {"icon", or_absent(feed.icon)},
                   {"logo", or_absent(feed.image)},
                   {"image", json::object{{"href", or_absent(feed.image)}, {"url", or_absent(feed.image)}}},
                   {"ttl", feed.ttl ? json::value(feed.ttl->count()) : json::value()},
                   {"published", time_of(feed.published)},
                   {"updated", time_of(feed.updated)}};
  top["subtitle"] = top["tagline"] = top["description"] = or_absent(feed.description);
  top["subtitle_detail"] = top["tagline_detail"] = top["description_detail"] =
      detail(feed.description, feed.description_scope, base);
  top["copyright"] = top["rights"];
  top["rights_detail"] = top["copyright_detail"] = json::object{{"value", or_absent(feed.rights)}};
  top["published_parsed"] = top["issued"] = top["issued_parsed"] = top["published"];
  top["updated_parsed"] = top["modified"] = top["modified_parsed"] = top["updated"];
  if (!feed.links.empty()) {
    for (const FeedLink& link : feed.links) {
      if (link.rel == "license") top["license"] = link.url;
    }
  }
  add_podcast(top, feed.podcast);

  json::array entries;
  for (const FeedEntry& e : feed.entries) {
    json::object entry{{"title", or_absent(e.title)},
                       {"title_detail", detail(e.title, e.title_scope, base)},
                       {"link", or_absent(e.url)},
                       {"links", links_of(e.links, &e.media)},
                       {"id", e.id},
                       {"guid", e.id},
                       {"language", or_absent(e.language)},
                       {"author", or_absent(first_of(e.authors))},
                       {"author_detail", json::object{{"name", or_absent(first_of(e.authors))}}},
                       {"authors", named(e.authors)},
                       {"contributors", named(e.contributors)},
                       {"tags", terms(e.categories)},
                       {"category", or_absent(first_of(e.categories))},
                       {"rights", or_absent(e.rights)},
                       {"image", json::object{{"href", or_absent(e.image)}}},
                       {"published", time_of(e.published)},
                       {"updated", time_of(e.updated)}};
    // Where there is no summary, feedparser repeats the content.
    const bool short_one = !e.summary.empty();
    const std::string& summary = short_one ? e.summary : e.content;
    entry["summary"] = entry["description"] = or_absent(summary);
    entry["summary_detail"] = entry["description_detail"] =
        detail(summary, short_one ? e.summary_scope : e.content_scope, base);
    if (!e.content.empty()) entry["content"] = json::array{detail(e.content, e.content_scope, base)};
    entry["copyright"] = entry["rights"];
    entry["rights_detail"] = entry["copyright_detail"] = json::object{{"value", or_absent(e.rights)}};
    entry["published_parsed"] = entry["issued"] = entry["issued_parsed"] = entry["published"];
    entry["updated_parsed"] = entry["modified"] = entry["modified_parsed"] = entry["updated"];
    for (const FeedLink& link : e.links) {
      if (link.rel == "license") entry["license"] = link.url;
    }
    json::array enclosures;
    for (const FeedMedia& media : e.media) {
      if (!media.enclosed) continue;
      enclosures.push_back(json::object{{"href", media.url},
                                        {"url", media.url},
                                        {"type", or_absent(media.type)},
                                        {"length", media.bytes ? json::value(*media.bytes) : json::value()}});
    }
    entry["enclosures"] = std::move(enclosures);
    if (e.source) {
      entry["source"] = json::object{{"title", e.source->title},
                                     {"link", e.source->url},
                                     {"href", e.source->url},
                                     {"title_detail", json::object{{"value", e.source->title}}}};
    }
    if (e.comments) {
      entry["comments"] = e.comments->page;
      entry["wfw_commentrss"] = e.comments->feed;
      if (e.comments->count) entry["slash_comments"] = *e.comments->count;
    }
    if (!e.in_reply_to.empty()) {
      entry["thr_in-reply-to"] = json::object{{"ref", e.in_reply_to[0].id}, {"href", e.in_reply_to[0].url}};
    }
    if (e.place && !e.place->points.empty()) {
      constexpr const char* kShapes[] = {"Point", "LineString", "Polygon", "Box"};
      json::array points;
      for (const auto& point : e.place->points) points.push_back(json::array{point.longitude, point.latitude});
      json::value coordinates = points;
      if (e.place->shape == FeedPlace::Shape::kPoint) coordinates = points[0];
      if (e.place->shape == FeedPlace::Shape::kPolygon) coordinates = json::array{points};
      entry["where"] = json::object{{"type", kShapes[static_cast<int>(e.place->shape)]}, {"coordinates", coordinates}};
    }
    json::array credits;
    for (const FeedMedia& media : e.media) {
      if (!media.credit.empty()) credits.push_back(json::object{{"content", media.credit}});
    }
    entry["media_credit"] = std::move(credits);
    entry["media_thumbnail"] = json::array{json::object{{"url", e.image}}};
    add_podcast(entry, e.episode);
    entries.push_back(std::move(entry));
  }
  std::string version = feed.format;
  std::erase(version, ' ');
  std::erase(version, '.');
  return {{"version", version},
          {"bozo", !feed.warnings.empty()},
          {"feed", std::move(top)},
          {"entries", std::move(entries)}};
}

bool close_enough(const json::value& ours, const json::value& wanted) {
  if (const auto* list = wanted.if_array()) {
    const auto* mine = ours.if_array();
    if (!mine || mine->size() > list->size()) return false;  // Theirs may have a height.
    for (std::size_t i = 0; i < mine->size(); ++i) {
      if (!close_enough((*mine)[i], (*list)[i])) return false;
    }
    return true;
  }
  const auto number = [](const json::value& value) -> std::optional<double> {
    if (value.is_double()) return value.get_double();
    if (value.is_int64()) return static_cast<double>(value.get_int64());
    if (value.is_uint64()) return static_cast<double>(value.get_uint64());
    if (value.is_string() && !value.get_string().empty()) return std::atof(value.get_string().c_str());
    return std::nullopt;
  };
  const auto a = number(ours), b = number(wanted);
  return a.has_value() == b.has_value() && (!a || std::abs(*a - *b) < 1e-6);
}

bool same_field(Kind kind, const json::value& ours, const json::value& wanted, const std::string& base) {
  const std::string text = wanted.is_string() ? std::string(wanted.get_string()) : "";
  const std::string mine = ours.is_string() ? std::string(ours.get_string()) : "";
  switch (kind) {
    case Kind::kLine:
      return says_the_same(text, mine);
    case Kind::kHtml:
      return reads_the_same(text, mine, base);
    case Kind::kExact:
      return text == mine;
    case Kind::kUrl:
      return text == mine || same_url(text) == mine;
    case Kind::kName:
      return author_name(text) == mine;
    case Kind::kDateText:
      return date_of(text::parse_date(text)) == mine;
    case Kind::kDate: {
      const auto* tuple = wanted.if_array();
      if (!tuple || tuple->size() < 6) return wanted.is_null() && mine.empty();
      char written[32];
      const auto part = [&](std::size_t i) { return static_cast<int>((*tuple)[i].as_int64()); };
      std::snprintf(written, sizeof written, "%04d-%02d-%02dT%02d:%02d:%02dZ", part(0), part(1), part(2), part(3),
                    part(4), part(5));
      return mine == written;
    }
    case Kind::kBool:
      if (wanted.is_null()) return ours.is_null();
      return (ours.is_bool() && ours.get_bool()) ==
             (wanted.is_int64() ? wanted.get_int64() != 0 : wanted.is_bool() && wanted.get_bool());
    case Kind::kVersion:
      return text.starts_with(mine) || mine.starts_with(text);  // "rss091u", "rss091n"; "rss201".
    case Kind::kNumber:
      return close_enough(ours, wanted);
    case Kind::kAny:
      return ours == wanted || (ours.is_null() && wanted.is_object() && wanted.get_object().empty());
  }
  return false;
}

std::string after(std::string_view text, std::string_view mark) {
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return "";
  const std::string_view rest = text.substr(at + mark.size());
  const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
  std::string line = text::collapse(rest.substr(0, end));
  if (line.ends_with("-->\",")) line.resize(line.size() - 5);
  if (line.ends_with("-->")) line.resize(line.size() - 3);
  return line;
}

TEST(FeedCorpus, AgreesWithFeedparser) {
  if (corpus().empty()) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  int files = 0, unread = 0, unexplained = 0;
  Tally ours, sanitized;
  std::map<std::string, Tally> folders;
  std::set<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus() / "feedparser")) {
    if (entry.path().extension() == ".xml" || entry.path().extension() == ".json") paths.insert(entry.path());
  }
  for (const auto& path : paths) {
    const auto bytes = read_file(path);
    ASSERT_TRUE(bytes);
    ++files;
    const std::string text = text::to_utf8(
        *bytes, bytes->starts_with(std::string_view("<\0\0\0", 4))   ? std::optional<std::string_view>("utf-32le")
                : bytes->starts_with(std::string_view("\0\0\0<", 4)) ? std::optional<std::string_view>("utf-32be")
                : bytes->starts_with(std::string_view("<\0", 2))     ? std::optional<std::string_view>("utf-16le")
                : bytes->starts_with(std::string_view("\0<", 2))     ? std::optional<std::string_view>("utf-16be")
                                                                     : std::nullopt);
    const std::string expectation = after(text, "Expect:");
    const auto relative = std::filesystem::relative(path, corpus() / "feedparser");
    std::string base = "http://127.0.0.1:8097/" + relative.generic_string();
    if (const std::string location = after(text, "Content-Location:"); !location.empty()) {
      if (const auto seen = text::Url::parse(base)->resolve(location)) base = seen->str();
    }
    std::string charset = after(text, "Content-type:");
    charset = charset.contains("charset=") ? charset.substr(charset.find("charset=") + 8) : "";
    const auto feed = parse_feed(*bytes, base, charset);
    if (!feed) {
      ++unread;
      if (is_verbose()) std::printf("%s: %s\n", relative.c_str(), feed.error().message.c_str());
    }
    if (!after(text, "Content-Language:").empty()) continue;  // It is for the transport to say.
    json::object model = model_of(feed.value_or(Feed()), base);
    if (!feed) model["bozo"] = true;
    const std::string folder = relative.parent_path().generic_string();
    const testing::Known known = [&](std::string_view field) { return fields().contains(field); };
    const testing::Same same = [&](std::string_view field, const json::value& mine, const json::value& wanted) {
      const Kind kind = fields().find(field)->second;
      if (kind == Kind::kName && wanted.is_string() && author_name(std::string(wanted.get_string())).empty()) {
        throw std::runtime_error("an e-mail address");
      }
      std::string seen_from = base;
      if (kind == Kind::kHtml && feed && !feed->entries.empty()) {
        const FeedEntry& entry = feed->entries[0];
        const bool is_summary = field != "entries.content.value" && !entry.summary.empty();
        const std::string& declared = is_summary ? entry.summary_scope.base : entry.content_scope.base;
        if (!declared.empty()) seen_from = declared;
      }
      return same_field(kind, mine, wanted, seen_from);
    };
    const testing::Verdict verdict = testing::evaluate(expectation, model, known, same);
    if (verdict == testing::Verdict::kNotOurs) continue;
    const bool holds = verdict == testing::Verdict::kHolds;
    (folder == "wellformed/sanitize" ? sanitized : ours).count(holds);
    folders[folder].count(holds);
    if (!holds && (is_verbose() || folder != "wellformed/sanitize")) {
      const auto reason = kFeedparserDeviations.find(relative.generic_string());
      const bool known_reason = reason != kFeedparserDeviations.end();
      std::printf("%s: %s\n  %s\n", relative.c_str(), expectation.c_str(), known_reason ? reason->second.c_str() : "?");
      unexplained += !known_reason && folder != "wellformed/sanitize";
    }
  }
  for (const auto& [folder, tally] : folders)
    std::printf("feedparser %s: %d of %d\n", folder.c_str(), tally.same, tally.all);
  std::printf(
      "feedparser: %d of %d files concern a field that we have: %d of %d agree (%.1f %%); %d are no feeds to us\n",
      ours.all + sanitized.all, files, ours.same, ours.all, 100.0 * ours.same / std::max(1, ours.all), unread);
  std::printf("feedparser's sanitizer, apart: after ours, its output and its input are the same in %d of %d\n",
              sanitized.same, sanitized.all);
  EXPECT_GE(ours.same, ours.all * 97 / 100);
  EXPECT_EQ(unexplained, 0);
}

// The examples of the news agencies' own body: each is a report with a headline or a text.
TEST(FeedCorpus, ReadsTheExamplesOfIptc) {
  if (corpus().empty()) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  std::map<std::string, Tally> tallies;
  const auto examples = corpus().parent_path() / "iptc";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(examples)) {
    const auto& path = entry.path();
    const std::string name = path.generic_string();
    const bool is_json = path.extension() == ".json" && name.contains("/examples/") && !name.contains("schema") &&
                         !name.contains("not-valid");
    if (!is_json && path.extension() != ".xml") continue;
    const auto feed = parse_feed(*read_file(path), "");
    // Knowledge, plans and vocabularies are no reports.
    if (!feed && !is_json && feed.error().message.contains("outermost element is")) continue;
    const std::string kind = is_json ? "ninjs" : "NewsML-G2 and NITF";
    tallies[kind + ", read"].count(feed.has_value());
    if (!feed) {
      std::printf("%s: %s\n", path.filename().c_str(), feed.error().message.c_str());
      continue;
    }
    for (const FeedEntry& one : feed->entries) {
      tallies[kind + ", with a headline"].count(!one.title.empty());
      tallies[kind + ", with text, media or links"].count(!one.content.empty() || !one.summary.empty() ||
                                                          !one.media.empty() || !one.links.empty());
    }
    if (feed->entries.empty() || feed->entries[0].title.empty()) {
      if (is_verbose()) std::printf("%s: no headline\n", path.filename().c_str());
    }
  }
  for (const auto& [kind, tally] : tallies) std::printf("iptc %s: %d of %d\n", kind.c_str(), tally.same, tally.all);
  EXPECT_EQ(tallies["ninjs, read"].same, tallies["ninjs, read"].all);
}

}  // namespace
}  // namespace dateline::wire
