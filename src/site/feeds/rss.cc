// RSS 2.0 out. Names come as dc:creator: RSS's own `author` is an e-mail address, and ours stay at the desk.

#include "site/feeds/feed.h"
#include "site/feeds/xml_text.h"

namespace dateline::site {
namespace {

Html item_xml(const FeedItem& item) {
  Html out;
  // A description is markup, so text is escaped once more.
  out.add(R"(<item>
<title>{}</title>
<link>{}</link>
<guid isPermaLink="false">{}</guid>
<pubDate>{}</pubDate>
<description>{}</description>
)",
          plain_title(item.title), item.url.str(), item.id, format_http_date(item.published),
          html("{}", xml_text(item.summary)).str());
  if (!item.content.empty()) out.add("<content:encoded>{}</content:encoded>\n", xml_text(item.content.str()));
  for (const FeedAuthor& author : item.authors) out.add("<dc:creator>{}</dc:creator>\n", plain_title(author.name));
  for (const std::string& category : item.categories) out.add("<category>{}</category>\n", xml_text(category));
  if (!item.language.empty()) out.add("<dc:language>{}</dc:language>\n", item.language);
  if (item.picture) {
    const FeedPicture& picture = *item.picture;
    out.add(R"(<enclosure url="{}" length="{}" type="image/jpeg"/>
<media:content url="{}" type="image/jpeg" medium="image" width="{}" height="{}"><media:description type="plain">{}</media:description>)",
            picture.url.str(), picture.bytes, picture.url.str(), picture.width, picture.height, xml_text(picture.alt));
    if (!picture.credit.empty()) out.add("<media:credit>{}</media:credit>", xml_text(picture.credit));
    out.add("</media:content>\n");
  }
  out.add("</item>\n");
  return out;
}

}  // namespace

std::string to_rss(const Feed& feed) {
  Html links, items;
  links.add(R"(<atom:link href="{}" rel="self" type="application/rss+xml"/>
)",
            feed_path(feed.base, FeedFormat::kRss));
  if (feed.hub) links.add("<atom:link href=\"{}\" rel=\"hub\"/>\n", *feed.hub);
  if (feed.next) {
    links.add(R"(<atom:link href="{}" rel="next" type="application/rss+xml"/>
)",
              feed_path(*feed.next, FeedFormat::kRss));
  }
  for (const FeedItem& item : feed.items) items.add(item_xml(item));
  // 15 minutes: as often as dateline itself asks the wires.
  return html(R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>{}</title>
<link>{}</link>
<description>{}</description>
<language>{}</language>
<lastBuildDate>{}</lastBuildDate>
<generator>dateline</generator>
<ttl>15</ttl>
{}{}</channel>
</rss>
)",
              plain_title(feed.title), feed.page.str(), html("{}", xml_text(feed.description)).str(), feed.language,
              format_http_date(feed.updated), links, items)
      .str();
}

}  // namespace dateline::site
