#pragma once
// Inside wire/: the vocabulary of feeds. Several formats name one thing in several ways; here it gets one name.

#include <string_view>

namespace dateline::wire {

/// What an element of a feed says. Those of RSS and Atom that mean the same share a name.
enum class Name : int {
  kUnknown,
  // Documents and their parts.
  kRss,
  kRdf,
  kFeed,
  kChannel,
  kItem,
  kUrlSet,
  kSitemapIndex,
  kSitemapUrl,
  kSitemap,
  // Texts.
  kTitle,
  kDcTitle,
  kItunesTitle,
  kDescription,
  kSummary,
  kSubtitle,
  kDcDescription,
  kLongSummary,
  kContent,
  kEncoded,
  kBody,
  kRights,
  kGenerator,
  kGeneratorAgent,
  // Identity and links.
  kId,
  kGuid,
  kDcIdentifier,
  kLink,
  kOrigLink,
  kUrl,
  kLoc,
  kEnclosure,
  kLicense,
  // Persons.
  kAuthor,
  kCreator,
  kItunesAuthor,
  kEditor,
  kWebMaster,
  kContributor,
  kDcContributor,
  kPersonName,
  kPersonDetail,
  // Times.
  kPublished,
  kDcDate,
  kCreated,
  kUpdated,
  kLastBuild,
  // Subjects, languages, places.
  kCategory,
  kItunesCategory,
  kMediaCategory,
  kKeywords,
  kSubject,
  kLanguage,
  kGeoContainer,
  kGeoPoint,
  kGeoLine,
  kGeoPolygon,
  kGeoBox,
  kGeoName,
  kGeoLatitude,
  kGeoLongitude,
  kGmlPoint,
  kGmlLine,
  kGmlPolygon,
  kGmlEnvelope,
  kGmlPositions,
  kGmlLower,
  kGmlUpper,
  // Pictures and media.
  kImage,
  kImageHref,
  kLogo,
  kIcon,
  kMediaGroup,
  kMediaContent,
  kMediaThumbnail,
  kMediaTitle,
  kMediaDescription,
  kMediaCredit,
  kMediaCopyright,
  kMediaPlayer,
  // Podcasts.
  kEpisode,
  kSeason,
  kDuration,
  kExplicit,
  kEpisodeType,
  kBlock,
  // Conversation.
  kSource,
  kComments,
  kCommentFeed,
  kCommentCount,
  kInReplyTo,
  // How a feed wants to be read.
  kTtl,
  kSkipHours,
  kHour,
  kSkipDays,
  kDay,
  kUpdatePeriod,
  kUpdateFrequency,
  // News sitemaps.
  kNews,
  kNewsPublication,
  kNewsName,
  kSitemapImage,
  // Attributes.
  kXmlBase,
  kXmlLang,
  kRdfAbout,
  kRdfResource,
  kThreadCount,
  kThreadUpdated,
  // XHTML.
  kDiv,
  // Nothing that we read, with all that it holds.
  kIgnored,
};

/// What a name of a document means, and the Atom version where it is one of Atom's own (0 otherwise).
struct Meaning {
  Name name = Name::kUnknown;
  enum class Atom { kNo, k03, k10 } atom = Atom::kNo;
};

/// By namespace and local name; both in any case, since feeds get both wrong.
Meaning meaning_of(std::string_view space, std::string_view local);

/// Whether RSS itself might be in this namespace, or in none.
bool is_known_space(std::string_view space);

}  // namespace dateline::wire
