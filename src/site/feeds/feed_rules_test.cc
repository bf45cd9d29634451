// The rules of the W3C feed validator that can apply to what we write, one by one and under the names of its messages;
// each with a feed that breaks it, which must be found. Left out are those on elements that we never write (images of
// channels, clouds, iTunes, geography, OPML, RDF) and on the transport, which is net's; and DuplicateUpdated, for two
// stories may truly change in one second.

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <regex>
#include <set>

#include "base/clock.h"
#include "site/feeds/feed_fixture.h"
#include "site/feeds/feeds.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

/// A feed as it came over the wire.
struct Answered {
  std::string address, content_type, body;
  Instant now{};
  std::unique_ptr<Element> root{};
  std::vector<std::string> mends{};  ///< What is not well formed in the body.

  bool is_rss() const { return root->name == "rss"; }
  const Element& top() const { return is_rss() ? *root->one("channel") : *root; }
  std::vector<const Element*> items() const { return top().all(is_rss() ? "item" : "atom:entry"); }
  std::string id_of(const Element& item) const { return item.text_of(is_rss() ? "guid" : "atom:id"); }
};

using Problems = std::vector<std::string>;
using Check = Problems (*)(const Answered&);

/// Edits of a good feed that break the rule: RSS, and Atom where that differs.
struct Edit {
  FeedFormat format;
  const char* what;  ///< A regular expression; its first match is replaced.
  const char* with;
};
struct Rule {
  const char* name;
  Check check;
  Edit control;
};

constexpr auto kRss = FeedFormat::kRss;
constexpr auto kAtom = FeedFormat::kAtom;

// Helpers

std::vector<std::string> links_of(const Answered& feed) {
  std::vector<std::string> links;
  feed.root->each([&](const Element& e) {
    if (e.name == "link" || e.name == "atom:uri" || e.name == "atom:icon") links.push_back(e.text);
    if (e.name == "atom:link") links.push_back(e.attribute("href"));
    if (e.name == "media:content" || e.name == "enclosure") links.push_back(e.attribute("url"));
  });
  return links;
}

/// Every text that readers take for markup, decoded once.
std::vector<std::string> markup_of(const Answered& feed) {
  std::vector<std::string> texts;
  feed.root->each([&](const Element& e) {
    if (e.name == "description" || e.name == "content:encoded" || e.attribute("type") == "html")
      texts.push_back(e.text);
  });
  return texts;
}

Problems where(const std::vector<std::string>& texts, const std::function<bool(const std::string&)>& bad) {
  Problems found;
  std::ranges::copy_if(texts, std::back_inserter(found), bad);
  return found;
}

bool matches(const std::string& text, const char* pattern, bool fold = true) {
  return std::regex_search(text, std::regex(pattern, fold ? std::regex::icase : std::regex::ECMAScript));
}

std::vector<std::string> texts_of(const Answered& feed, std::initializer_list<std::string_view> names) {
  std::vector<std::string> texts;
  feed.root->each([&](const Element& e) {
    if (std::ranges::find(names, e.name) != names.end()) texts.push_back(e.text);
  });
  return texts;
}

std::vector<std::string> http_dates(const Answered& feed) {
  return texts_of(feed, {"pubDate", "lastBuildDate"});
}
std::vector<std::string> atom_dates(const Answered& feed) {
  return texts_of(feed, {"atom:published", "atom:updated"});
}

/// Each date once more from its parts; empty if it is none.
std::optional<Instant> read_http_date(const std::string& text) {
  static const std::regex shape(R"(^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$)");
  std::smatch part;
  if (!std::regex_match(text, part, shape)) return std::nullopt;
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const auto month = kMonths.find(part.str(2)) / 3 + 1;
  char out[32];
  std::snprintf(out, sizeof out, "%s-%02u-%sT%s:%s:%sZ", part.str(3).c_str(), unsigned(month), part.str(1).c_str(),
                part.str(4).c_str(), part.str(5).c_str(), part.str(6).c_str());
  return parse_rfc3339(out);
}

struct Known {
  std::string_view parent;
  std::set<std::string_view> children, once, attributes;
};
const Known kKnown[] = {
    {"rss", {"channel"}, {"channel"}, {"version"}},
    {"channel",
     {"title", "link", "description", "language", "lastBuildDate", "generator", "ttl", "atom:link", "item"},
     {"title", "link", "description", "language", "lastBuildDate", "generator", "ttl"},
     {}},
    {"item",
     {"title", "link", "guid", "pubDate", "description", "content:encoded", "dc:creator", "category", "dc:language",
      "enclosure", "media:content"},
     {"title", "link", "guid", "pubDate", "description", "content:encoded", "dc:language", "enclosure"},
     {}},
    {"guid", {}, {}, {"isPermaLink"}},
    {"enclosure", {}, {}, {"url", "length", "type"}},
    {"media:content",
     {"media:description", "media:credit"},
     {"media:description", "media:credit"},
     {"url", "type", "medium", "width", "height"}},
    {"media:description", {}, {}, {"type"}},
    {"atom:feed",
     {"atom:id", "atom:title", "atom:subtitle", "atom:updated", "atom:author", "atom:icon", "atom:generator",
      "atom:link", "atom:entry"},
     {"atom:id", "atom:title", "atom:subtitle", "atom:updated", "atom:icon", "atom:generator"},
     {"xml:lang"}},
    {"atom:entry",
     {"atom:id", "atom:title", "atom:link", "atom:published", "atom:updated", "atom:author", "atom:category",
      "atom:summary", "atom:content"},
     {"atom:id", "atom:title", "atom:published", "atom:updated", "atom:summary", "atom:content"},
     {"xml:lang"}},
    {"atom:author", {"atom:name", "atom:uri"}, {"atom:name", "atom:uri"}, {}},
    {"atom:link", {}, {}, {"rel", "type", "href", "length"}},
    {"atom:category", {}, {}, {"term"}},
    {"atom:title", {}, {}, {"type"}},
    {"atom:subtitle", {}, {}, {"type"}},
    {"atom:summary", {}, {}, {"type"}},
    {"atom:content", {}, {}, {"type"}},
};
const Known* known(std::string_view name) {
  const auto* found = std::ranges::find(kKnown, name, &Known::parent);
  return found == std::end(kKnown) ? nullptr : found;
}

Problems required(const Answered& feed, std::initializer_list<std::string_view> names) {
  Problems missing;
  for (const std::string_view name : names) {
    const bool atom_name = name.starts_with("atom:");
    if (atom_name != feed.is_rss() && !feed.top().one(name)) missing.emplace_back(name);
  }
  return missing;
}

Problems required_in_items(const Answered& feed, std::initializer_list<std::string_view> names) {
  Problems missing;
  for (const Element* item : feed.items()) {
    for (const std::string_view name : names) {
      const bool atom_name = name.starts_with("atom:");
      if (atom_name != feed.is_rss() && !item->one(name)) missing.emplace_back(name);
    }
  }
  return missing;
}

bool is_absolute(const std::string& url) {
  return matches(url, R"(^https?://[^\s/?#]+(/[^\s]*)?$)");
}

const Rule kRules[] = {
    // The document
    {"SAXError",
     [](const Answered& feed) -> Problems {
       // read_xml mends what comes from elsewhere; from us there must be nothing to mend.
       return feed.root ? feed.mends : Problems{"not well formed"};
     },
     {kRss, "&amp;", "& "}},
    {"UnicodeError",
     [](const Answered& feed) { return where({feed.body}, [](const auto& t) { return !text::is_utf8(t); }); },
     {kRss, "<title>", "<title>\xC3("}},
    {"BadCharacters",
     [](const Answered& feed) {
       return where({feed.body}, [](const auto& t) {
         return matches(t, "[\x01-\x08\x0B\x0C\x0E-\x1F\x7F]|\xC2[\x80-\x9F]|\xEF\xBF[\xBE\xBF]");
       });
     },
     {kAtom, "<name>", "<name>\xC2\x85"}},
    {"InvalidDoctype",
     [](const Answered& feed) { return where({feed.body}, [](const auto& t) { return matches(t, "<!DOCTYPE"); }); },
     {kRss, "<rss", "<!DOCTYPE rss><rss"}},
    {"BadXmlVersion",
     [](const Answered& feed) {
       return where({feed.body}, [](const auto& t) { return !t.starts_with("<?xml version=\"1.0\""); });
     },
     {kRss, "version=\"1.0\"", "version=\"1.1\""}},
    {"MissingEncoding",
     [](const Answered& feed) {
       return where({feed.body.substr(0, 60)}, [](const auto& t) { return !matches(t, "encoding="); });
     },
     {kRss, " encoding=\"UTF-8\"", ""}},
    {"ObscureEncoding",
     [](const Answered& feed) {
       return where({feed.body.substr(0, 60)},
                    [](const auto& t) { return matches(t, "encoding=") && !matches(t, "encoding=\"utf-8\""); });
     },
     {kAtom, "UTF-8", "UTF-7"}},
    {"EncodingMismatch",
     [](const Answered& feed) {
       return where({feed.content_type}, [](const auto& t) { return !matches(t, "; charset=utf-8$"); });
     },
     {kRss, "TYPE", "application/rss+xml; charset=iso-8859-1"}},
    {"UnexpectedContentType",
     [](const Answered& feed) {
       const char* wanted = feed.is_rss() ? "^application/rss\\+xml;" : "^application/atom\\+xml;";
       return where({feed.content_type}, [&](const auto& t) { return !matches(t, wanted); });
     },
     {kAtom, "TYPE", "text/html; charset=utf-8"}},
    {"InvalidNamespace",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         if (e.name.find(' ') != std::string::npos) bad.push_back(e.name);
       });
       return bad;
     },
     {kAtom, "2005/Atom", "2003/Atom"}},
    {"ReservedPrefix",
     [](const Answered& feed) {
       return where({feed.body}, [](const auto& t) {
         return matches(
             t,
             R"re(xmlns:(?!atom="http://www.w3.org/2005/Atom"|content="http://purl.org/rss/1.0/modules/content/"|dc="http://purl.org/dc/elements/1.1/"|media="http://search.yahoo.com/mrss/"))re");
       });
     },
     {kRss, "xmlns:dc=", "xmlns:x=\"http://x.example/\" xmlns:dc="}},

    {"ObsoleteVersion",
     [](const Answered& feed) {
       return where({feed.body}, [&](const auto& t) { return feed.is_rss() && !matches(t, "<rss version=\"2\\.0\""); });
     },
     {kRss, "<rss version=\"2.0\"", "<rss version=\"0.91\""}},
    {"AvoidNamespacePrefix",
     [](const Answered& feed) {
       return where({feed.body},
                    [&](const auto& t) { return !feed.is_rss() && matches(t, "<[a-z]+:(feed|entry)\\b"); });
     },
     {kAtom, "</feed>", "<atom:entry xmlns:atom=\"http://www.w3.org/2005/Atom\"/></feed>"}},

    // Structure
    {"UndefinedElement",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         const Known* parent = known(e.name);
         for (const auto& child : e.children) {
           if (!parent || !parent->children.contains(child->name)) bad.push_back(e.name + " > " + child->name);
         }
       });
       return bad;
     },
     {kRss, "<ttl>15</ttl>", "<tll>15</tll>"}},
    {"UnexpectedAttribute",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         const Known* self = known(e.name);
         for (const auto& [name, _] : e.attributes) {
           if (!self || !self->attributes.contains(name)) bad.push_back(e.name + " @" + name);
         }
       });
       return bad;
     },
     {kRss, "<link>", "<link lang=\"en\">"}},
    {"MissingAttribute",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         if (e.name == "atom:category" && !e.has("term")) bad.push_back(e.name);
         for (const char* name : {"url", "length", "type"}) {
           if (e.name == "enclosure" && !e.has(name)) bad.push_back(e.name + " without " + name);
         }
         if (e.name == "media:content" && !e.has("url")) bad.push_back(e.name);
         if (e.name == "rss" && e.attribute("version") != "2.0") bad.push_back(e.name);
       });
       return bad;
     },
     {kAtom, "category term", "category label"}},
    {"MissingHref",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         if (e.name == "atom:link" && !e.has("href")) bad.push_back(e.attribute("rel"));
       });
       return bad;
     },
     {kAtom, "<link rel=\"alternate\" type=\"text/html\" href", "<link rel=\"alternate\" type=\"text/html\" src"}},
    {"DuplicateElement",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         const Known* self = known(e.name);
         if (!self) return;
         for (const std::string_view once : self->once) {
           if (e.all(once).size() > 1) bad.emplace_back(once);
         }
       });
       return bad;
     },
     {kRss, "<ttl>15</ttl>", "<ttl>15</ttl><ttl>20</ttl>"}},
    {"MissingElement",
     [](const Answered& feed) {
       return required(feed, {"title", "link", "description", "atom:id", "atom:title", "atom:updated"});
     },
     {kAtom, "<updated>[^<]*</updated>", ""}},
    {"MissingTitle",
     [](const Answered& feed) { return required(feed, {"title", "atom:title"}); },
     {kRss, "<title>[^<]*</title>", ""}},
    {"MissingLink", [](const Answered& feed) { return required(feed, {"link"}); }, {kRss, "<link>[^<]*</link>", ""}},
    {"MissingDescription",
     [](const Answered& feed) { return required(feed, {"description"}); },
     {kRss, "<description>[^<]*</description>", ""}},
    {"MissingRecommendedElement",
     [](const Answered& feed) { return required(feed, {"language", "atom:author"}); },
     {kRss, "<language>[^<]*</language>", ""}},
    {"MissingItemTitle",
     [](const Answered& feed) { return required_in_items(feed, {"title", "atom:title"}); },
     {kRss, "(<item>\\s*)<title>[^<]*</title>", "$1"}},
    {"MissingItemLink",
     [](const Answered& feed) { return required_in_items(feed, {"link", "atom:link"}); },
     {kRss, "<link>[^<]*</link>(\\s*<guid)", "$1"}},
    {"ItemMustContainTitleOrDescription",
     [](const Answered& feed) {
       Problems bad;
       for (const Element* item : feed.items()) {
         if (feed.is_rss() && !item->one("title") && !item->one("description")) bad.push_back(feed.id_of(*item));
       }
       return bad;
     },
     {kRss, "<item>[^]*?</item>", "<item><guid>x</guid></item>"}},
    {"MissingEntryElement",
     [](const Answered& feed) { return required_in_items(feed, {"atom:id", "atom:updated", "pubDate"}); },
     {kAtom, "(<entry[^>]*>\\s*)<id>[^<]*</id>", "$1"}},
    {"MissingContentOrAlternate",
     [](const Answered& feed) {
       Problems bad;
       for (const Element* item : feed.items()) {
         const auto links = item->all("atom:link");
         if (!feed.is_rss() && !item->one("atom:content") &&
             std::ranges::none_of(links, [](const Element* l) { return l->attribute("rel") == "alternate"; }))
           bad.push_back(feed.id_of(*item));
       }
       return bad;
     },
     {kAtom, "<entry[^>]*>[^]*?</entry>", "<entry><id>tag:x.example,2026:x</id><title>x</title></entry>"}},
    {"MissingTextualContent",
     [](const Answered& feed) {
       Problems bad;
       for (const Element* item : feed.items()) {
         if (!feed.is_rss() && !item->one("atom:content") && !item->one("atom:summary"))
           bad.push_back(feed.id_of(*item));
       }
       return bad;
     },
     {kAtom, "<entry[^>]*>[^]*?</entry>", "<entry><id>tag:x.example,2026:x</id><title>x</title></entry>"}},
    {"MissingSummary",
     [](const Answered& feed) {
       Problems bad;
       for (const Element* item : feed.items()) {
         const Element* content = item->one("atom:content");
         if (content && content->has("src") && !item->one("atom:summary")) bad.push_back(feed.id_of(*item));
       }
       return bad;
     },
     {kAtom, "<summary [^]*?</content>", "<content src=\"https://x.example/\"/>"}},
    {"MisplacedMetadata",
     [](const Answered& feed) {
       Problems bad;
       bool entries = false;
       for (const auto& child : feed.top().children) {
         if (child->name == "item" || child->name == "atom:entry")
           entries = true;
         else if (entries)
           bad.push_back(child->name);
       }
       return bad;
     },
     {kAtom, "</entry>\\s*</feed>", "</entry><subtitle>x</subtitle></feed>"}},
    {"UnexpectedText",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         if (!e.children.empty() && !text::collapse(e.text).empty()) bad.push_back(e.name + ": " + e.text);
       });
       return bad;
     },
     {kRss, "<item>", "<item>stray"}},
    {"UnexpectedWhitespace",
     [](const Answered& feed) {
       return where(texts_of(feed, {"link", "guid", "pubDate", "lastBuildDate", "language", "atom:id", "atom:updated",
                                    "atom:published", "atom:uri"}),
                    [](const auto& t) { return matches(t, "^\\s|\\s$"); });
     },
     {kAtom, "<id>", "<id> "}},
    {"AtomLinkNotEmpty",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         if (e.name == "atom:link" && !e.text.empty()) bad.push_back(e.text);
       });
       return bad;
     },
     {kRss, "(<atom:link [^>]*)/>", "$1>x</atom:link>"}},
    {"DuplicateSemantics",
     [](const Answered& feed) {
       Problems bad;
       for (const char* second : {"<dc:date", "<dc:title", "<dc:subject", "<dc:description", "<author>"}) {
         if (feed.is_rss() && feed.body.find(second) != std::string::npos) bad.emplace_back(second);
       }
       return bad;
     },
     {kRss, "<pubDate>", "<dc:date>2023-01-31</dc:date><pubDate>"}},

    // Values
    {"NotBlank",
     [](const Answered& feed) {
       return where(texts_of(feed, {"title", "description", "link", "guid", "dc:creator", "category", "atom:title",
                                    "atom:id", "atom:name", "atom:summary", "atom:subtitle"}),
                    [](const auto& t) { return text::collapse(t).empty(); });
     },
     {kRss, "<category>[^<]*<", "<category> <"}},
    {"AttrNotBlank",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         for (const auto& [name, value] : e.attributes) {
           if (value.empty()) bad.push_back(name);
         }
       });
       return bad;
     },
     {kAtom, "term=\"[^\"]*\"", "term=\"\""}},
    {"InvalidLink",
     [](const Answered& feed) { return where(links_of(feed), [](const auto& l) { return !is_absolute(l); }); },
     {kRss, "<link>https:", "<link>javascript:"}},
    {"InvalidUriChar",
     [](const Answered& feed) {
       return where(links_of(feed),
                    [](const auto& l) { return !matches(l, R"(^[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*$)"); });
     },
     {kRss, "<link>https://", "<link>https://a b"}},
    {"NonCanonicalURI",
     [](const Answered& feed) {
       return where(links_of(feed), [](const auto& l) {
         return matches(l, "^https?://[^/]*[A-Z]|:80/|:443/|^https?://[^/]*$", false);
       });
     },
     {kRss, "<link>https://[^/<]*", "<link>https://NEWS.example.org"}},
    {"InvalidFullLink",
     [](const Answered& feed) {
       return where(texts_of(feed, {"atom:id"}), [](const auto& id) { return !matches(id, "^[a-z][a-z0-9+.-]*:.+"); });
     },
     {kAtom, "<id>tag:", "<id>"}},
    {"SchemeNotIANARegistered",
     [](const Answered& feed) {
       return where(texts_of(feed, {"atom:id"}), [](const auto& id) { return !matches(id, "^(tag|urn|https?):"); });
     },
     {kAtom, "<id>tag:", "<id>dateline:"}},
    {"InvalidTAG",
     [](const Answered& feed) {
       return where(texts_of(feed, {"atom:id"}), [](const auto& id) {
         return id.starts_with("tag:") &&
                !matches(id, R"(^tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[A-Za-z0-9;/?:@&=+$.\-_!~*'()%,]*$)", false);
       });
     },
     {kAtom, ",2026:", ",26:"}},
    {"InvalidHttpGUID",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         if (e.name == "guid" && e.attribute("isPermaLink") != "false" && !is_absolute(e.text)) bad.push_back(e.text);
       });
       return bad;
     },
     {kRss, "isPermaLink=\"false\"", ""}},
    {"InvalidBooleanAttribute",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         if (e.has("isPermaLink") && e.attribute("isPermaLink") != "true" && e.attribute("isPermaLink") != "false")
           bad.push_back(e.text);
       });
       return bad;
     },
     {kRss, "isPermaLink=\"false\"", "isPermaLink=\"no\""}},
    {"MissingGuid",
     [](const Answered& feed) { return required_in_items(feed, {"guid"}); },
     {kRss, "<guid.*?</guid>", ""}},
    {"NotSufficientlyUnique",
     [](const Answered& feed) {
       Problems ids;
       for (const Element* item : feed.items()) ids.push_back(feed.id_of(*item));
       return where(ids, [](const auto& id) { return !matches(id, ":(story|article|reply|entry):[0-9a-z]{13}$"); });
     },
     {kRss, ">dateline:[^<]*</guid>", ">1</guid>"}},
    {"DuplicateValue",
     [](const Answered& feed) {
       Problems twice;
       std::set<std::string> seen;
       for (const Element* item : feed.items()) {
         if (!seen.insert(feed.id_of(*item)).second) twice.push_back(feed.id_of(*item));
       }
       return twice;
     },
     {kRss, "(<item>[^]*?</item>)", "$1$1"}},
    {"InvalidRFC2822Date",
     [](const Answered& feed) { return where(http_dates(feed), [](const auto& d) { return !read_http_date(d); }); },
     {kRss, " 2023 ", " 23 "}},
    {"ProblematicalRFC822Date",
     [](const Answered& feed) {
       return where(http_dates(feed), [](const auto& d) { return !matches(d, "(GMT|[+-]\\d{4})$"); });
     },
     {kRss, " GMT", " EST"}},
    {"IncorrectDOW",
     [](const Answered& feed) {
       return where(http_dates(feed), [](const auto& d) {
         const auto at = read_http_date(d);
         return at && format_http_date(*at) != d;
       });
     },
     {kRss, "Tue, ", "Mon, "}},
    {"InvalidRFC3339Date",
     [](const Answered& feed) {
       return where(atom_dates(feed), [](const auto& d) {
         return !matches(d, R"(^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$)") || !parse_rfc3339(d);
       });
     },
     {kAtom, "(<published>[0-9-]*)T", "$1 "}},
    {"ImplausibleDate",
     [](const Answered& feed) {
       Problems bad;
       for (const auto& date : http_dates(feed)) {
         const auto at = read_http_date(date);
         if (at && (*at > feed.now || *at < Instant{})) bad.push_back(date);
       }
       for (const auto& date : atom_dates(feed)) {
         const auto at = parse_rfc3339(date);
         if (at && (*at > feed.now || *at < Instant{})) bad.push_back(date);
       }
       return bad;
     },
     {kAtom, "<published>2023", "<published>2043"}},
    {"InvalidLanguage",
     [](const Answered& feed) {
       std::vector<std::string> tags = texts_of(feed, {"language", "dc:language"});
       feed.root->each([&](const Element& e) {
         if (e.has("xml:lang")) tags.push_back(e.attribute("xml:lang"));
       });
       return where(tags,
                    [](const auto& tag) { return !matches(tag, "^[a-z]{2,3}(-[a-z0-9]{2,8})*$") || tag == "und"; });
     },
     {kAtom, "xml:lang=\"en\"", "xml:lang=\"english\""}},
    {"InvalidPositiveInteger",
     [](const Answered& feed) {
       std::vector<std::string> numbers = texts_of(feed, {"ttl"});
       feed.root->each([&](const Element& e) {
         if (e.name == "media:content") numbers.insert(numbers.end(), {e.attribute("width"), e.attribute("height")});
       });
       return where(numbers, [](const auto& n) { return !matches(n, "^[1-9][0-9]*$"); });
     },
     {kRss, "<ttl>15", "<ttl>-1"}},
    {"InvalidMediaMedium",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         if (e.name == "media:content" && !matches(e.attribute("medium"), "^(image|audio|video|document|executable)$"))
           bad.push_back(e.attribute("medium"));
       });
       return bad;
     },
     {kRss, "medium=\"image\"", "medium=\"photo\""}},
    {"InvalidMIMEAttribute",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         if (e.has("type") && (e.name == "atom:link" || e.name == "enclosure" || e.name == "media:content") &&
             !matches(e.attribute("type"), "^[a-z]+/[a-z0-9.+-]+$"))
           bad.push_back(e.attribute("type"));
       });
       return bad;
     },
     {kAtom, "type=\"text/html\"", "type=\"html\""}},
    {"InvalidIntegerAttribute",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         if (e.has("length") && !matches(e.attribute("length"), "^[0-9]+$")) bad.push_back(e.attribute("length"));
       });
       return bad;
     },
     {kAtom, "length=\"[0-9]*\"", "length=\"unknown\""}},
    {"UseZeroForUnknown",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         if (e.name == "enclosure" && !matches(e.attribute("length"), "^[0-9]")) bad.push_back(e.attribute("length"));
       });
       return bad;
     },
     {kRss, "length=\"[0-9]*\"", "length=\"-1\""}},
    {"InvalidURLAttribute",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         if ((e.name == "enclosure" || e.name == "media:content") && !is_absolute(e.attribute("url")))
           bad.push_back(e.attribute("url"));
       });
       return bad;
     },
     {kRss, "<enclosure url=\"https://", "<enclosure url=\"/"}},
    {"DuplicateEnclosure",
     [](const Answered& feed) {
       Problems bad;
       for (const Element* item : feed.items()) {
         if (item->all("enclosure").size() > 1) bad.push_back(feed.id_of(*item));
       }
       return bad;
     },
     {kRss, "(<enclosure[^>]*>)", "$1$1"}},
    {"MissingTypeAttr",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         const bool alternate = e.attribute("rel") == "alternate" || e.attribute("rel") == "enclosure";
         if (e.name == "atom:link" && alternate && !e.has("type")) bad.push_back(e.attribute("href"));
       });
       return bad;
     },
     {kAtom, "<link rel=\"alternate\" type=\"text/html\"", "<link rel=\"alternate\""}},
    {"InvalidMediaTextType",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         if (e.name == "media:description" && !matches(e.attribute("type"), "^(plain|html)$", false))
           bad.push_back(e.attribute("type"));
       });
       return bad;
     },
     {kRss, "type=\"plain\"", "type=\"text/plain\""}},
    {"InvalidTextType",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         if ((e.name == "atom:title" || e.name == "atom:summary" || e.name == "atom:content" ||
              e.name == "atom:subtitle") &&
             e.attribute("type") != "text" && e.attribute("type") != "html")
           bad.push_back(e.name);
       });
       return bad;
     },
     {kAtom, "<summary type=\"html\"", "<summary type=\"plain\""}},
    {"UnregisteredAtomLinkRel",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         if (e.name == "atom:link" &&
             !matches(e.attribute("rel"), "^(self|alternate|via|next|previous|first|related|replies|enclosure|hub)$"))
           bad.push_back(e.attribute("rel"));
       });
       return bad;
     },
     {kAtom, "rel=\"self\"", "rel=\"myself\""}},
    {"DuplicateAtomLink",
     [](const Answered& feed) {
       Problems bad;
       feed.root->each([&](const Element& e) {
         std::set<std::string> seen;
         for (const Element* link : e.all("atom:link")) {
           if (link->attribute("rel") == "alternate" && !seen.insert(link->attribute("type")).second)
             bad.push_back(link->attribute("href"));
         }
       });
       return bad;
     },
     {kAtom, "(<link rel=\"alternate\"[^>]*>)", "$1$1"}},
    {"MissingSelf",
     [](const Answered& feed) {
       const auto links = feed.top().all("atom:link");
       const bool there = std::ranges::any_of(links, [](const Element* l) { return l->attribute("rel") == "self"; });
       return there ? Problems{} : Problems{feed.address};
     },
     {kRss, "rel=\"self\"", "rel=\"related\""}},
    {"RelativeSelf",
     [](const Answered& feed) {
       Problems bad;
       for (const Element* link : feed.top().all("atom:link")) {
         if (link->attribute("rel") == "self" && !is_absolute(link->attribute("href")))
           bad.push_back(link->attribute("href"));
       }
       return bad;
     },
     {kRss, "<atom:link href=\"https://[^/]*", "<atom:link href=\""}},
    {"SelfDoesntMatchLocation",
     [](const Answered& feed) {
       Problems bad;
       for (const Element* link : feed.top().all("atom:link")) {
         if (link->attribute("rel") == "self" && link->attribute("href") != feed.address)
           bad.push_back(link->attribute("href"));
       }
       return bad;
     },
     {kRss, "(<atom:link href=\"[^\"]*)", "$1/elsewhere"}},
    {"SelfNotAtom",
     [](const Answered& feed) {
       Problems bad;
       for (const Element* link : feed.top().all("atom:link")) {
         if (link->attribute("rel") == "self" && !feed.content_type.starts_with(link->attribute("type")))
           bad.push_back(link->attribute("type"));
       }
       return bad;
     },
     {kAtom, "rel=\"self\" type=\"application/atom\\+xml\"", "rel=\"self\" type=\"text/html\""}},
    {"SameDocumentReference",
     [](const Answered& feed) {
       Problems bad;
       for (const Element* item : feed.items()) {
         if (item->text_of("link") == feed.address) bad.push_back(feed.address);
         for (const Element* link : item->all("atom:link")) {
           if (link->attribute("href") == feed.address) bad.push_back(feed.address);
         }
       }
       return bad;
     },
     {kRss, "<link>[^<]*</link>(\\s*<guid)", "<link>SELF</link>$1"}},

    // Text that is shown
    {"ContainsUndeclaredHTML",
     [](const Answered& feed) {
       std::vector<std::string> titles;
       feed.root->each([&](const Element& e) {
         if (e.name == "title" || e.name == "dc:creator" || e.name == "atom:name" ||
             (e.name == "atom:title" && e.attribute("type") != "html"))
           titles.push_back(e.text);
       });
       // A name may hold marks of its own ("<Co>"), but no element of HTML.
       return where(titles, [](const auto& t) {
         return matches(t, "</?(a|b|i|p|br|em|strong|script|img|div|span)\\b|&#?\\w+;");
       });
     },
     {kRss, "<item>\\s*<title>", "<item><title>&lt;b&gt;x&lt;/b&gt;"}},
    {"SecurityRisk",
     [](const Answered& feed) {
       return where(markup_of(feed), [](const auto& t) {
         return matches(t,
                        "<\\s*(script|iframe|object|embed|applet|meta|link|style|form|input|base|frame|svg|math)\\b");
       });
     },
     {kRss, "<content:encoded>", "<content:encoded>&lt;script&gt;x&lt;/script&gt;"}},
    {"SecurityRiskAttr",
     [](const Answered& feed) {
       return where(markup_of(feed),
                    [](const auto& t) { return matches(t, "<[^>]*\\s(on[a-z]+|srcdoc|formaction)\\s*="); });
     },
     {kAtom, "<content type=\"html\">", "<content type=\"html\">&lt;p onclick=\"x\"&gt;"}},
    {"DangerousStyleAttr",
     [](const Answered& feed) {
       return where(markup_of(feed), [](const auto& t) { return matches(t, "<[^>]*\\sstyle\\s*="); });
     },
     {kAtom, "<content type=\"html\">", "<content type=\"html\">&lt;p style=\"x\"&gt;"}},
    {"FatalSecurityRisk",
     [](const Answered& feed) {
       return where(markup_of(feed), [](const auto& t) {
         return matches(t, "(href|src)\\s*=\\s*[\"']?\\s*(javascript|data|vbscript):");
       });
     },
     {kRss, "<content:encoded>", "<content:encoded>&lt;a href=\"javascript:x\"&gt;y&lt;/a&gt;"}},
    {"ContainsRelRef",
     [](const Answered& feed) {
       return where(markup_of(feed),
                    [](const auto& t) { return matches(t, "(href|src)\\s*=\\s*[\"'](?!https?://|mailto:)"); });
     },
     {kRss, "<content:encoded>", "<content:encoded>&lt;a href=\"/x\"&gt;y&lt;/a&gt;"}},
    {"NotHtml",
     [](const Answered& feed) {
       return where(markup_of(feed), [](const auto& t) {
         // Every element that is opened is closed, in order; void ones stand alone.
         std::vector<std::string> open;
         const std::regex tag("<(/?)([A-Za-z][A-Za-z0-9]*)[^>]*>");
         for (auto at = std::sregex_iterator(t.begin(), t.end(), tag); at != std::sregex_iterator(); ++at) {
           const std::string name = (*at)[2];
           if (name == "br" || name == "hr" || name == "img") continue;
           if ((*at)[1].length() == 0)
             open.push_back(name);
           else if (open.empty() || open.back() != name)
             return true;
           else
             open.pop_back();
         }
         return !open.empty();
       });
     },
     {kRss, "<content:encoded>", "<content:encoded>&lt;p&gt;&lt;em&gt;x&lt;/p&gt;"}},
    {"ContainsEmail",
     [](const Answered& feed) {
       return where({feed.body}, [](const auto& t) { return matches(t, "[a-z0-9.]+@[a-z0-9]+\\.[a-z]+"); });
     },
     {kRss, "<dc:creator>", "<dc:creator>eve@secret.example"}},
};

std::string name_of(const testing::TestParamInfo<Rule>& info) {
  return info.param.name;
}

Answered answered(SiteFixture& site, const Href& base, FeedFormat format) {
  const Href path = feed_path(base, format);
  const net::Response response = site.get(path.str());
  EXPECT_EQ(response.status, 200) << path.str();
  Answered feed{path.on(site.public_url).str(), response.content_type, SiteFixture::body(response), site.clock.now()};
  feed.root = parse_tree(feed.body);
  return feed;
}

/// Every element that we ever write, with a picture and a next page.
Feed full_feed() {
  const std::string site = "https://news.example.org";
  HostileSite hostile;
  Feed feed{.title = "Dateline: " + std::string(HostileSite::kHeadline),
            .description = "Each <b>story</b> once & well.",
            .language = "en",
            .owner = "Dateline & Co",
            .page = front_path().on(site),
            .base = front_path().on(site),
            .icon = Href::path({"icon-192.png"}).on(site),
            .next = front_path().on(site).with("cursor", "a.2"),
            .updated = hostile.clock.now()};
  feed.items.push_back({.id = "dateline:article:0123456789abc",
                        .url = Href::path({"article", "0123456789abc"}).on(site),
                        .original = Href::path({"x"}).on("https://outlet.example"),
                        .title = std::string(HostileSite::kHeadline),
                        .authors = {{"Ana & <Co>", Href::path({"author", "ana"}).on(site)}},
                        .published = hostile.clock.now(),
                        .updated = hostile.clock.now(),
                        .summary = "A <script>summary</script> &amp; more.",
                        .content = html("<p>Whole &amp; \"text\" ]]> {}</p>", "<x>"),
                        .categories = {"world & more"},
                        .language = "es",
                        .picture = FeedPicture{.url = Href::path({"pictures", "1.jpg"}).on(site),
                                               .alt = "A <boat> & \"sea\"",
                                               .width = 800,
                                               .height = 600,
                                               .caption = "The <boat>.",
                                               .credit = "Ana & Co",
                                               .bytes = 34'567}});
  return feed;
}

Answered written(const Feed& feed, FeedFormat format) {
  Answered out{feed_path(feed.base, format).str(), std::string(media_type(format)) + "; charset=utf-8",
               format == kRss ? to_rss(feed) : to_atom(feed), feed.updated};
  out.root = parse_tree(out.body);
  return out;
}

class FeedRule : public testing::TestWithParam<Rule> {};

TEST_P(FeedRule, HoldsForEveryFeedOfAHostileSite) {
  static HostileSite site;
  for (const Href& base : site.bases()) {
    for (const FeedFormat format : {kRss, kAtom}) {
      const Answered feed = answered(site, base, format);
      ASSERT_TRUE(feed.root) << feed.address;
      EXPECT_FALSE(feed.items().empty()) << feed.address;
      EXPECT_EQ(GetParam().check(feed), Problems()) << feed.address << "\n" << feed.body;
    }
  }
  for (const FeedFormat format : {kRss, kAtom}) {
    const Answered feed = written(full_feed(), format);
    ASSERT_TRUE(feed.root);
    EXPECT_EQ(GetParam().check(feed), Problems()) << feed.body;
  }
}

TEST_P(FeedRule, FindsAFeedThatBreaksIt) {
  const Edit& edit = GetParam().control;
  Answered feed = written(full_feed(), edit.format);
  if (edit.what == std::string_view("TYPE")) {
    feed.content_type = edit.with;
  } else {
    std::string with = edit.with;
    if (const auto self = with.find("SELF"); self != std::string::npos) with.replace(self, 4, feed.address);
    const std::string broken =
        std::regex_replace(feed.body, std::regex(edit.what), with, std::regex_constants::format_first_only);
    ASSERT_NE(broken, feed.body) << "the control changes nothing";
    feed.body = broken;
    feed.root = parse_tree(broken, &feed.mends);
  }
  ASSERT_TRUE(feed.root) << feed.body;
  EXPECT_NE(GetParam().check(feed), Problems());
}

INSTANTIATE_TEST_SUITE_P(W3C, FeedRule, testing::ValuesIn(kRules), name_of);

TEST(Feeds, LeadToOlderItemsUnderOneId) {
  HostileSite site;
  for (int i = 0; i < 60; ++i) site.add_post("Post " + std::to_string(i), "Text.");
  const Answered first = answered(site, own_articles_path(), kAtom);
  EXPECT_EQ(first.items().size(), 50U);
  std::string next;
  for (const Element* link : first.top().all("atom:link")) {
    if (link->attribute("rel") == "next") next = link->attribute("href");
  }
  ASSERT_TRUE(next.starts_with(site.public_url)) << next;
  const auto second = parse_tree(site.body(site.get(next.substr(site.public_url.size()))));
  ASSERT_TRUE(second);
  EXPECT_EQ(second->all("atom:entry").size(), 12U);
  EXPECT_EQ(second->text_of("atom:id"), first.root->text_of("atom:id"));
  EXPECT_EQ(second->one("atom:link")->attribute("href"), next);
}

TEST(Feeds, HoldThePicturesOfATextWithTheirCreditsAndWholeAddresses) {
  HostileSite site;
  const auto rss = [&](const desk::Post& post, const Href& base) {
    const Answered feed = answered(site, base, kRss);
    for (const Element* item : feed.items()) {
      if (item->text_of("title") == post.headline) return item->text_of("content:encoded");
    }
    return std::string();
  };
  site.reader.all_pictures.push_back({{7}, 960, 540, "A pier", "At dusk", "Bo Li", "ana", site.clock.now()});
  site.reader.all_renditions[7] = {{960, 540, std::string(desk::kJpegType), std::string(123, 'j')}};
  const std::string markdown = "Before.\n\n![](picture:" + desk::PictureId{7}.str() + ")\n\nAfter.";
  desk::Post post = site.add_post("With pictures", markdown);
  post.picture = desk::PictureUse{{7}, 960, 540, "The lead", "", "Ana"};
  site.reader.all_posts.back() = post;
  const std::string address = "https://news.example.org/picture/" + desk::PictureId{7}.str() + "/960.jpg";
  const std::string text = rss(post, own_articles_path());
  const std::string lead = "<figure><img src=\"" + address +
                           "\" width=\"960\" height=\"540\" alt=\"The lead\">"
                           "<figcaption>Ana</figcaption></figure>\n";
  EXPECT_TRUE(text.starts_with(lead)) << text;
  EXPECT_NE(text.find("alt=\"A pier\"><figcaption>At dusk Bo Li</figcaption></figure>"), std::string::npos) << text;
  EXPECT_LT(text.find("Before."), text.find("At dusk"));
  EXPECT_LT(text.find("At dusk"), text.find("After."));
  const Answered feed = answered(site, own_articles_path(), kRss);
  const Element* enclosure = nullptr;
  feed.root->each([&](const Element& e) {
    if (e.name == "enclosure" && e.attribute("url") == address) enclosure = &e;
  });
  ASSERT_TRUE(enclosure);
  EXPECT_EQ(enclosure->attribute("length"), "123");

  desk::LiveEntry entry;
  entry.id = {9};
  entry.headline = "The pier";
  entry.body = markdown;
  entry.at = site.clock.now();
  site.reader.all_entries.push_back({site.live.id, entry, false});
  const Answered live = answered(site, article_path(site.live.article_id()), kAtom);
  EXPECT_NE(live.body.find("<link rel=\"enclosure\" type=\"image/jpeg\" href=\"" + address + "\" length=\"123\"/>"),
            std::string::npos);
  EXPECT_NE(live.items().front()->text_of("atom:content").find("src=\"" + address), std::string::npos);
}

TEST(Feeds, OfAListInMemoryRepeatNothingWhenNewsComeBetweenTwoPages) {
  HostileSite site;
  const auto add = [&](std::uint64_t i) {
    desk::LiveEntry entry;
    entry.id = {1'000 + i};
    entry.headline = "Entry " + std::to_string(i);
    entry.at = site.clock.now() + std::chrono::seconds(i / 2);  // Two in each second.
    site.reader.all_entries.push_back({site.live.id, entry, false});
  };
  for (std::uint64_t i = 0; i < 120; ++i) add(i);
  site.clock.advance(std::chrono::hours(1));
  std::set<std::string> seen;
  std::size_t items = 0;
  std::string next = feed_path(article_path(site.live.article_id()), kAtom).str();
  for (int pages = 0; !next.empty() && pages < 9; ++pages) {
    const auto feed = parse_tree(site.body(site.get(next)));
    ASSERT_TRUE(feed) << next;
    for (const Element* entry : feed->all("atom:entry")) seen.insert(entry->text_of("atom:id"));
    items += feed->all("atom:entry").size();
    next.clear();
    for (const Element* link : feed->all("atom:link")) {
      if (link->attribute("rel") == "next") next = link->attribute("href").substr(site.public_url.size());
    }
    add(500 + static_cast<std::uint64_t>(pages));
  }
  EXPECT_EQ(items, 122U) << "120, and the fixture's two";
  EXPECT_EQ(seen.size(), items);
}

TEST(Feeds, AreWhereWordPressReadersLook) {
  HostileSite site;
  EXPECT_EQ(site.get("/feed/").status, 301);
  EXPECT_EQ(site.get("/feed/rss2").content_type, "application/rss+xml; charset=utf-8");
  EXPECT_EQ(site.get("/feed/atom").content_type, "application/atom+xml; charset=utf-8");
  EXPECT_EQ(site.get("/feed/rdf").status, 404);
  EXPECT_EQ(site.get("/author/nobody/feed").status, 404);
}

TEST(Feeds, AllHaveARuleChecked) {
  // A feed that is added is checked, too: each has two routes.
  HostileSite site;
  EXPECT_EQ(site.bases().size(), feed_routes().size() / 2);
}

}  // namespace
}  // namespace dateline::site
