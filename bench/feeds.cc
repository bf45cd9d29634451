// How fast feeds are read, beside Expat alone in the same run: feeds [MEGABYTES, 10]. Prints one line a shape of feed:
// what Expat needs with handlers that do nothing, read_xml() with a handler that does nothing, and parse_feed().
// The shapes: articles in CDATA, articles escaped, Atom with XHTML, headlines only, and the first with a fault near its
// beginning, so that all of it is mended.

#include <expat.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "markup/xml.h"
#include "wire/feed.h"

namespace {

/// Seconds of processor time of the fastest of some runs: what disturbs only ever adds.
template <class Run>
double seconds(Run run) {
  double best = 1e9;
  for (int i = 0; i < 7; ++i) {
    const std::clock_t begin = std::clock();
    run();
    best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  return best;
}

void expat_alone(const std::string& xml) {
  XML_Parser parser = XML_ParserCreate("UTF-8");
  XML_SetElementHandler(parser, [](void*, const XML_Char*, const XML_Char**) {}, [](void*, const XML_Char*) {});
  XML_SetCharacterDataHandler(parser, [](void*, const XML_Char*, int) {});
  if (XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), XML_TRUE) != XML_STATUS_OK) std::abort();
  XML_ParserFree(parser);
}

class Nothing final : public dateline::markup::XmlHandler {
 public:
  int code_of(std::string_view, std::string_view) override { return 0; }
  void start(const dateline::markup::XmlName&, std::span<const dateline::markup::XmlAttribute>) override {}
  void end(const dateline::markup::XmlName&) override {}
  void text(std::string_view) override {}
  void restart() override {}
};

/// Paragraphs of an invented article, `escape` as they stand in XML.
std::string article(std::size_t number, bool escape) {
  std::string text;
  for (int i = 0; i < 6; ++i) {
    text +=
        "<p>The harbour of Port Example, which handled " + std::to_string(number * 7 + 3) +
        " containers last year, will be closed for repairs until the second week of March, the town said &#8212; a "
        "decision that its <a href=\"/fishers?id=" +
        std::to_string(number) +
        "\">fishers</a> called “late, but welcome”. Nobody was hurt when the north mole gave way in the storm.</p>\n";
  }
  if (!escape) return text;
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out += c;
    }
  }
  return out;
}

enum class Shape { kCdata, kEscaped, kAtom, kHeadlines };

std::string feed_of(Shape shape, std::size_t bytes) {
  std::string xml =
      shape == Shape::kAtom
          ? "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n"
            "<title>The Example Post</title><link href=\"https://example.org/\"/>\n"
          : "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" "
            "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
            "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\">\n"
            "<channel><title>The Example Post</title><link>https://example.org/</link>\n";
  for (std::size_t i = 0; xml.size() < bytes; ++i) {
    const std::string id = std::to_string(100'000 + i);
    const std::string date = std::to_string(i % 28 + 1);
    if (shape == Shape::kAtom) {
      xml += "<entry>\n  <id>tag:example.org,2026:" + id + "</id>\n  <title>Harbour closed for repairs (" + id +
             ")</title>\n  <link rel=\"alternate\" type=\"text/html\" href=\"https://example.org/2026/" + id +
             "\"/>\n  <published>2026-01-31T18:00:00Z</published>\n  <updated>2026-01-31T18:30:00Z</updated>\n"
             "  <author><name>Ana Example</name></author>\n  <category term=\"harbour\" label=\"Harbour\"/>\n"
             "  <content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">" +
             article(i, false) + "</div></content>\n</entry>\n";
      continue;
    }
    xml += "<item>\n  <title>Harbour closed for repairs &amp; more (" + id +
           ")</title>\n  <link>https://example.org/2026/" + id + "</link>\n  <guid isPermaLink=\"false\">post-" + id +
           "</guid>\n  <pubDate>" + date +
           " Jan 2026 18:00:00 +0100</pubDate>\n  <dc:creator>Ana Example</dc:creator>\n"
           "  <category>Harbour</category>\n  <category>Weather</category>\n"
           "  <media:content url=\"https://example.org/pictures/" +
           id +
           ".jpg\" type=\"image/jpeg\" width=\"1200\" height=\"800\"><media:credit>Jo Sample</media:credit>"
           "</media:content>\n  <description>The harbour of Port Example is closed until March.</description>\n";
    if (shape == Shape::kCdata) xml += "  <content:encoded><![CDATA[" + article(i, false) + "]]></content:encoded>\n";
    if (shape == Shape::kEscaped) xml += "  <content:encoded>" + article(i, true) + "</content:encoded>\n";
    if (shape == Shape::kHeadlines) xml += "  <comments>https://example.org/2026/" + id + "#comments</comments>\n";
    xml += "</item>\n";
  }
  return xml + (shape == Shape::kAtom ? "</feed>\n" : "</channel></rss>\n");
}

}  // namespace

int main(int count, char** arguments) {
  const double megabytes = count > 1 ? std::atof(arguments[1]) : 10;
  const auto bytes = static_cast<std::size_t>(megabytes * 1e6);
  const struct {
    const char* name;
    Shape shape;
    bool broken;
  } kinds[] = {{"articles in CDATA", Shape::kCdata, false},
               {"articles escaped", Shape::kEscaped, false},
               {"Atom with XHTML", Shape::kAtom, false},
               {"headlines only", Shape::kHeadlines, false},
               {"CDATA, mended", Shape::kCdata, true}};
  std::printf("%-20s %10s %10s %10s %8s %8s\n", "MB/s", "Expat", "read_xml", "parse_feed", "of Expat", "entries");
  for (const auto& kind : kinds) {
    const std::string whole = feed_of(kind.shape, bytes);
    std::string xml = whole;
    if (kind.broken) xml.insert(xml.find("<item>"), "<description>AT&T</description>");
    std::size_t entries = 0;
    const double expat = seconds([&] { expat_alone(whole); });
    const double events = seconds([&] {
      Nothing nothing;
      if (!dateline::markup::read_xml(xml, nothing)) std::abort();
    });
    const double all = seconds([&] {
      const auto feed = dateline::wire::parse_feed(xml, "https://example.org/feed.xml");
      entries = feed ? feed->entries.size() : 0;
    });
    const double size = static_cast<double>(xml.size()) / 1e6;
    std::printf("%-20s %10.0f %10.0f %10.0f %7.0f%% %8zu\n", kind.name, size / expat, size / events, size / all,
                100 * expat / all, entries);
  }
}
