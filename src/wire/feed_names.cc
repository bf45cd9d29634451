#include "wire/feed_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace dateline::wire {
namespace {

enum class Space {
  kNone,
  kAtom,
  kAtom03,
  kRdf,
  kDc,
  kTerms,
  kContent,
  kMedia,
  kItunes,
  kGooglePlay,
  kFeedburner,
  kXhtml,
  kXml,
  kSlash,
  kWfw,
  kThread,
  kGeoRss,
  kGml,
  kGeo,
  kSyndication,
  kSitemap,
  kNews,
  kSitemapImage,
  kLicense,
  kAdmin,
  kOther,
};

/// The same vocabulary goes by several addresses. Compared without case, "http:" or "https:", and a final slash.
constexpr auto kSpaces = std::to_array<std::pair<std::string_view, Space>>({
    {"//www.w3.org/2005/atom", Space::kAtom},
    {"//purl.org/atom/ns#", Space::kAtom03},
    {"//purl.org/atom/ns", Space::kAtom03},
    {"//purl.org/rss/1.0", Space::kNone},
    {"//my.netscape.com/rdf/simple/0.9", Space::kNone},
    {"//channel.netscape.com/rdf/simple/0.9", Space::kNone},
    {"//my.netscape.com/publish/formats/rss-0.91.dtd", Space::kNone},
    {"//backend.userland.com/rss", Space::kNone},
    {"//backend.userland.com/rss2", Space::kNone},
    {"//blogs.law.harvard.edu/tech/rss", Space::kNone},
    {"//cyber.law.harvard.edu/rss", Space::kNone},
    {"//example.com/newformat#", Space::kNone},
    {"//example.com/necho", Space::kNone},
    {"//purl.org/echo", Space::kNone},
    {"uri/of/echo/namespace#", Space::kNone},
    {"//purl.org/pie", Space::kNone},
    {"//purl.org/net/rss1.1#", Space::kNone},
    {"//www.w3.org/1999/02/22-rdf-syntax-ns#", Space::kRdf},
    {"//purl.org/dc/elements/1.0", Space::kDc},
    {"//purl.org/dc/elements/1.1", Space::kDc},
    {"//purl.org/dc/terms", Space::kTerms},
    {"//purl.org/rss/1.0/modules/content", Space::kContent},
    {"//purl.org/rss/1.0/modules/dcterms", Space::kTerms},
    {"//search.yahoo.com/mrss", Space::kMedia},
    {"//video.search.yahoo.com/mrss", Space::kMedia},
    {"//www.rssboard.org/media-rss", Space::kMedia},
    {"//www.itunes.com/dtds/podcast-1.0.dtd", Space::kItunes},
    {"//example.com/dtds/podcast-1.0.dtd", Space::kItunes},
    {"//www.google.com/schemas/play-podcasts/1.0", Space::kGooglePlay},
    {"//www.google.com/schemas/play-podcasts/1.0/play-podcasts.xsd", Space::kGooglePlay},
    {"//rssnamespace.org/feedburner/ext/1.0", Space::kFeedburner},
    {"//www.w3.org/1999/xhtml", Space::kXhtml},
    {"//www.w3.org/xml/1998/namespace", Space::kXml},
    {"//purl.org/rss/1.0/modules/slash", Space::kSlash},
    {"//wellformedweb.org/commentapi", Space::kWfw},
    {"//purl.org/syndication/thread/1.0", Space::kThread},
    {"//www.georss.org/georss", Space::kGeoRss},
    {"//www.georss.org/georss/10", Space::kGeoRss},
    {"//www.opengis.net/gml", Space::kGml},
    {"//www.w3.org/2003/01/geo/wgs84_pos#", Space::kGeo},
    {"//purl.org/rss/1.0/modules/syndication", Space::kSyndication},
    {"//www.sitemaps.org/schemas/sitemap/0.9", Space::kSitemap},
    {"//www.google.com/schemas/sitemap/0.9", Space::kSitemap},
    {"//www.google.com/schemas/sitemap/0.84", Space::kSitemap},
    {"//www.google.com/schemas/sitemap-news/0.9", Space::kNews},
    {"//www.google.com/schemas/sitemap-image/1.1", Space::kSitemapImage},
    {"//backend.userland.com/creativecommonsrssmodule", Space::kLicense},
    {"//web.resource.org/cc", Space::kLicense},
    {"//creativecommons.org/ns#", Space::kLicense},
    {"//webns.net/mvcb", Space::kAdmin},
});

struct Row {
  Space space;
  std::string_view local;
  Name name;
};
/// RSS, Atom and CDF, which share what they call alike.
constexpr auto kCore = std::to_array<std::pair<std::string_view, Name>>({
    {"rss", Name::kRss},
    {"feed", Name::kFeed},
    {"channel", Name::kChannel},
    {"item", Name::kItem},
    {"entry", Name::kItem},
    {"title", Name::kTitle},
    {"description", Name::kDescription},
    {"abstract", Name::kDescription},
    {"summary", Name::kSummary},
    {"subtitle", Name::kSubtitle},
    {"tagline", Name::kSubtitle},
    {"content", Name::kContent},
    {"encoded", Name::kEncoded},
    {"fullitem", Name::kEncoded},
    {"body", Name::kBody},
    {"rights", Name::kRights},
    {"copyright", Name::kRights},
    {"generator", Name::kGenerator},
    {"id", Name::kId},
    {"guid", Name::kGuid},
    {"link", Name::kLink},
    {"url", Name::kUrl},
    {"enclosure", Name::kEnclosure},
    {"author", Name::kAuthor},
    {"managingeditor", Name::kEditor},
    {"webmaster", Name::kWebMaster},
    {"contributor", Name::kContributor},
    {"name", Name::kPersonName},
    {"email", Name::kPersonDetail},
    {"uri", Name::kPersonDetail},
    {"homepage", Name::kPersonDetail},
    {"pubdate", Name::kPublished},
    {"published", Name::kPublished},
    {"issued", Name::kPublished},
    {"created", Name::kCreated},
    {"updated", Name::kUpdated},
    {"modified", Name::kUpdated},
    {"lastbuilddate", Name::kLastBuild},
    {"category", Name::kCategory},
    {"keywords", Name::kKeywords},
    {"language", Name::kLanguage},
    {"image", Name::kImage},
    {"logo", Name::kLogo},
    {"icon", Name::kIcon},
    {"source", Name::kSource},
    {"comments", Name::kComments},
    {"ttl", Name::kTtl},
    {"skiphours", Name::kSkipHours},
    {"hour", Name::kHour},
    {"skipdays", Name::kSkipDays},
    {"day", Name::kDay},
});
constexpr auto kRows = std::to_array<Row>({
    {Space::kNone, "rdf", Name::kRdf},
    {Space::kNone, "urlset", Name::kUrlSet},
    {Space::kNone, "sitemapindex", Name::kSitemapIndex},
    {Space::kRdf, "rdf", Name::kRdf},
    {Space::kRdf, "about", Name::kRdfAbout},
    {Space::kRdf, "resource", Name::kRdfResource},
    {Space::kXml, "base", Name::kXmlBase},
    {Space::kXml, "lang", Name::kXmlLang},
    {Space::kDc, "title", Name::kDcTitle},
    {Space::kDc, "description", Name::kDcDescription},
    {Space::kDc, "rights", Name::kRights},
    {Space::kDc, "identifier", Name::kDcIdentifier},
    {Space::kDc, "creator", Name::kCreator},
    {Space::kDc, "author", Name::kCreator},
    {Space::kDc, "contributor", Name::kDcContributor},
    {Space::kDc, "date", Name::kDcDate},
    {Space::kDc, "subject", Name::kSubject},
    {Space::kDc, "language", Name::kLanguage},
    {Space::kTerms, "issued", Name::kPublished},
    {Space::kTerms, "created", Name::kCreated},
    {Space::kTerms, "modified", Name::kUpdated},
    {Space::kTerms, "abstract", Name::kDcDescription},
    {Space::kTerms, "creator", Name::kCreator},
    {Space::kTerms, "rights", Name::kRights},
    {Space::kContent, "encoded", Name::kEncoded},
    {Space::kXhtml, "body", Name::kBody},
    {Space::kXhtml, "div", Name::kDiv},
    {Space::kFeedburner, "origlink", Name::kOrigLink},
    {Space::kMedia, "group", Name::kMediaGroup},
    {Space::kMedia, "content", Name::kMediaContent},
    {Space::kMedia, "thumbnail", Name::kMediaThumbnail},
    {Space::kMedia, "title", Name::kMediaTitle},
    {Space::kMedia, "description", Name::kMediaDescription},
    {Space::kMedia, "text", Name::kIgnored},
    {Space::kMedia, "credit", Name::kMediaCredit},
    {Space::kMedia, "copyright", Name::kMediaCopyright},
    {Space::kMedia, "player", Name::kMediaPlayer},
    {Space::kMedia, "category", Name::kMediaCategory},
    {Space::kMedia, "keywords", Name::kKeywords},
    {Space::kItunes, "title", Name::kItunesTitle},
    {Space::kItunes, "author", Name::kItunesAuthor},
    {Space::kItunes, "summary", Name::kLongSummary},
    {Space::kItunes, "subtitle", Name::kLongSummary},
    {Space::kItunes, "image", Name::kImageHref},
    {Space::kItunes, "link", Name::kImageHref},
    {Space::kItunes, "category", Name::kItunesCategory},
    {Space::kItunes, "keywords", Name::kKeywords},
    {Space::kItunes, "episode", Name::kEpisode},
    {Space::kItunes, "season", Name::kSeason},
    {Space::kItunes, "duration", Name::kDuration},
    {Space::kItunes, "explicit", Name::kExplicit},
    {Space::kItunes, "episodetype", Name::kEpisodeType},
    {Space::kItunes, "block", Name::kBlock},
    {Space::kGooglePlay, "author", Name::kItunesAuthor},
    {Space::kGooglePlay, "description", Name::kLongSummary},
    {Space::kGooglePlay, "image", Name::kImageHref},
    {Space::kGooglePlay, "category", Name::kItunesCategory},
    {Space::kGooglePlay, "explicit", Name::kExplicit},
    {Space::kGooglePlay, "block", Name::kBlock},
    {Space::kSlash, "comments", Name::kCommentCount},
    {Space::kWfw, "commentrss", Name::kCommentFeed},
    {Space::kThread, "total", Name::kCommentCount},
    {Space::kThread, "in-reply-to", Name::kInReplyTo},
    {Space::kThread, "count", Name::kThreadCount},
    {Space::kThread, "updated", Name::kThreadUpdated},
    {Space::kGeoRss, "point", Name::kGeoPoint},
    {Space::kGeoRss, "line", Name::kGeoLine},
    {Space::kGeoRss, "polygon", Name::kGeoPolygon},
    {Space::kGeoRss, "box", Name::kGeoBox},
    {Space::kGeoRss, "where", Name::kGeoContainer},
    {Space::kGeoRss, "featurename", Name::kGeoName},
    {Space::kGeo, "lat", Name::kGeoLatitude},
    {Space::kGeo, "long", Name::kGeoLongitude},
    {Space::kGeo, "point", Name::kGeoContainer},
    {Space::kGml, "point", Name::kGmlPoint},
    {Space::kGml, "linestring", Name::kGmlLine},
    {Space::kGml, "polygon", Name::kGmlPolygon},
    {Space::kGml, "exterior", Name::kGeoContainer},
    {Space::kGml, "linearring", Name::kGeoContainer},
    {Space::kGml, "envelope", Name::kGmlEnvelope},
    {Space::kGml, "pos", Name::kGmlPositions},
    {Space::kGml, "poslist", Name::kGmlPositions},
    {Space::kGml, "lowercorner", Name::kGmlLower},
    {Space::kGml, "uppercorner", Name::kGmlUpper},
    {Space::kSyndication, "updateperiod", Name::kUpdatePeriod},
    {Space::kSyndication, "updatefrequency", Name::kUpdateFrequency},
    {Space::kAdmin, "generatoragent", Name::kGeneratorAgent},
    {Space::kLicense, "license", Name::kLicense},
    {Space::kSitemap, "urlset", Name::kUrlSet},
    {Space::kSitemap, "sitemapindex", Name::kSitemapIndex},
    {Space::kSitemap, "url", Name::kSitemapUrl},
    {Space::kSitemap, "sitemap", Name::kSitemap},
    {Space::kSitemap, "loc", Name::kLoc},
    {Space::kSitemap, "lastmod", Name::kUpdated},
    {Space::kSitemapImage, "image", Name::kSitemapImage},
    {Space::kSitemapImage, "loc", Name::kLoc},
    {Space::kNews, "news", Name::kNews},
    {Space::kNews, "publication", Name::kNewsPublication},
    {Space::kNews, "name", Name::kNewsName},
    {Space::kNews, "language", Name::kLanguage},
    {Space::kNews, "publication_date", Name::kPublished},
    {Space::kNews, "title", Name::kTitle},
    {Space::kNews, "keywords", Name::kKeywords},
});

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

Space space_of(std::string_view address) {
  if (address.empty()) return Space::kNone;
  std::string known = lower(address);
  if (known.starts_with("https:")) known.erase(0, 6);
  if (known.starts_with("http:")) known.erase(0, 5);
  if (known.ends_with('/')) known.pop_back();
  for (const auto& [uri, space] : kSpaces) {
    if (known == uri) return space;
  }
  if (known.starts_with("//purl.org/atom/")) return Space::kAtom03;
  return Space::kOther;
}

}  // namespace

Meaning meaning_of(std::string_view space, std::string_view local) {
  const Space where = space_of(space);
  const std::string name = lower(local);
  if (where == Space::kNone || where == Space::kAtom || where == Space::kAtom03) {
    const auto atom = where == Space::kAtom     ? Meaning::Atom::k10
                      : where == Space::kAtom03 ? Meaning::Atom::k03
                                                : Meaning::Atom::kNo;
    for (const auto& [core, meaning] : kCore) {
      if (core == name) return {meaning, atom};
    }
  }
  for (const Row& row : kRows) {
    if (row.space == where && row.local == name) return {row.name, Meaning::Atom::kNo};
  }
  return {};
}

bool is_known_space(std::string_view space) {
  return space_of(space) != Space::kOther;
}

}  // namespace dateline::wire
