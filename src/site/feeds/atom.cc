// Atom 1.0 out (RFC 4287).

#include "site/feeds/feed.h"
#include "site/feeds/xml_text.h"
#include "text/url.h"

namespace dateline::site {
namespace {

/// Ids must be IRIs, and the world's: "dateline:story:X" of this site is tag:SITE,2026:story:X (RFC 4151). The year is
/// that of this scheme.
class Tags {
 public:
  explicit Tags(const Href& page) {
    const auto url = text::Url::parse(page.str());
    const std::string host = url ? url->host() : std::string();
    // An IPv6 address is no authority of a tag.
    tag_ = "tag:" + (host.empty() || host.front() == '[' ? "localhost" : host) + ",2026:";
  }
  std::string of(std::string_view id) const {
    constexpr std::string_view kOurs = "dateline:";
    return tag_ + std::string(id.starts_with(kOurs) ? id.substr(kOurs.size()) : id);
  }
  /// Of a feed: where it stands, without the site's address; the same for all its pages.
  std::string of_feed(const Href& base) const {
    std::string_view text = base.str();
    const auto path = text.find('/', text.find("//") + 2);
    text = path == std::string_view::npos ? "/" : text.substr(path);
    if (const auto cursor = text.find("cursor="); cursor != std::string_view::npos) text = text.substr(0, cursor - 1);
    return tag_ + "feed:" + std::string(text);
  }

 private:
  std::string tag_;
};

Html author_xml(const FeedAuthor& author) {
  Html out = html("<author><name>{}</name>", plain_title(author.name));
  if (author.url) out.add("<uri>{}</uri>", author.url->str());
  return out.add("</author>\n");
}

Html entry_xml(const FeedItem& item, const Feed& feed, const Tags& tags) {
  Html out;
  out.add(R"(<entry xml:lang="{}">
<id>{}</id>
<title type="text">{}</title>
<link rel="alternate" type="text/html" href="{}"/>
<published>{}</published>
<updated>{}</updated>
)",
          item.language.empty() ? feed.language : item.language, tags.of(item.id), plain_title(item.title), item.url,
          format_rfc3339(item.published), format_rfc3339(item.updated));
  if (item.original) out.add("<link rel=\"via\" href=\"{}\"/>\n", *item.original);
  if (item.picture) {
    out.add(R"(<link rel="enclosure" type="image/jpeg" href="{}" length="{}"/>
)",
            item.picture->url, item.picture->bytes);
  }
  for (const FeedAuthor& author : item.authors) out.add(author_xml(author));
  for (const std::string& category : item.categories) out.add("<category term=\"{}\"/>\n", xml_text(category));
  out.add("<summary type=\"html\">{}</summary>\n", html("{}", xml_text(item.summary)).str());
  if (!item.content.empty()) out.add("<content type=\"html\">{}</content>\n", xml_text(item.content.str()));
  return out.add("</entry>\n");
}

}  // namespace

std::string to_atom(const Feed& feed) {
  const Tags tags(feed.page);
  Html links, entries;
  links.add(R"(<link rel="self" type="application/atom+xml" href="{}"/>
<link rel="alternate" type="text/html" href="{}"/>
)",
            feed_path(feed.base, FeedFormat::kAtom), feed.page);
  if (feed.hub) links.add("<link rel=\"hub\" href=\"{}\"/>\n", *feed.hub);
  if (feed.next) {
    links.add(R"(<link rel="next" type="application/atom+xml" href="{}"/>
)",
              feed_path(*feed.next, FeedFormat::kAtom));
  }
  for (const FeedItem& item : feed.items) entries.add(entry_xml(item, feed, tags));
  Html out = html(R"(<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{}">
<id>{}</id>
<title type="text">{}</title>
)",
                  feed.language, tags.of_feed(feed.base), plain_title(feed.title));
  if (!feed.description.empty())
    out.add("<subtitle type=\"html\">{}</subtitle>\n", html("{}", xml_text(feed.description)).str());
  return out
      .add(R"(<updated>{}</updated>
{}<icon>{}</icon>
<generator>dateline</generator>
{}{}</feed>
)",
           format_rfc3339(feed.updated), author_xml({feed.owner}), feed.icon.str(), links, entries)
      .str();
}

}  // namespace dateline::site
