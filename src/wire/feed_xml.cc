// RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF and sitemaps in one reader: their elements differ in name, hardly in
// meaning.

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "markup/html.h"
#include "markup/xml.h"
#include "text/date.h"
#include "text/utf8.h"
#include "wire/feed_names.h"
#include "wire/feed_reader.h"
#include "wire/feed_text.h"

namespace dateline::wire {
namespace {

using Attributes = std::span<const markup::XmlAttribute>;
using Atom = Meaning::Atom;

/// Programs disagree on the case of attributes, too ("isPermaLink").
std::string_view value_of(Attributes attributes, std::string_view lower_name) {
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? char(a + 32) : a) == b; };
  for (const auto& [name, value] : attributes) {
    if (name.space.empty() && std::ranges::equal(name.local, lower_name, same)) return value;
  }
  return {};
}

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t')) text.remove_prefix(1);
  Number number{};
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr == text.data()) return std::nullopt;
  return number;
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, text) != words.end();
}

/// What the element that is open is, which decides what its children mean.
enum class Place : std::uint8_t {
  kOutside,  ///< Above the feed, or what only holds others ("where", "skipHours").
  kFeed,
  kEntry,
  kPerson,   ///< An author: text, or name, email, uri.
  kSource,   ///< Where an entry was taken from: text, or what a feed has.
  kPicture,  ///< image of the channel: its title is not the feed's.
  kMediaGroup,
  kMedia,
  kInside,   ///< Holds fields of what it stands in.
  kField,    ///< Its text is wanted; elements inside are markup.
  kIgnored,  ///< Together with all below.
};

class SyndicationReader final : public FeedHandler {
 public:
  SyndicationReader(const std::optional<text::Url>& base, Warnings& warnings) : base_(base), warnings_(warnings) {
    scopes_.push_back({0, base_, {}});
  }

  void restart() override {}  // AnyReader makes a new one.

  int code_of(std::string_view space, std::string_view local) override {
    Meaning meaning = meaning_of(space, local);
    // An rss element in a namespace that nobody knows says the same as ever, and so do the elements inside; those of a
    // sitemap that names no namespace, or one that nobody knows, are a sitemap's.
    if (!own_space_) {
      own_space_ = is_known_space(space) ? std::string() : std::string(space);
      const Name root = meaning_of({}, local).name;
      if (root == Name::kUrlSet || root == Name::kSitemapIndex)
        unnamed_ = "http://www.sitemaps.org/schemas/sitemap/0.9";
    }
    if (space == *own_space_) meaning = meaning_of(unnamed_, local);
    return static_cast<int>(meaning.name) | static_cast<int>(meaning.atom) << 12;
  }

  void start(const markup::XmlName& xml, Attributes attributes) override {
    const Name name = name_of(xml);
    if (in_field_) {
      if (!is_wrapper(name)) open_markup(xml, attributes);
      frames_.push_back({name, Place::kField, Atom::kNo});
      return;
    }
    const Place parent = frames_.empty() ? Place::kOutside : frames_.back().place;
    read_scope(attributes);
    const Place place = frames_.empty() ? begin_document(name, xml, attributes) : place_of(name, parent);
    frames_.push_back({name, place, static_cast<Atom>(xml.code >> 12)});
    if (name == Name::kChannel && xml.space.contains("netscape.com/rdf")) feed_.format = "rss 0.90";
    switch (place) {
      case Place::kEntry:
        begin_entry(attributes);
        break;
      case Place::kPerson:
        if (parent == Place::kPerson) break;
        person_text_.clear();
        person_name_.clear();
        break;
      case Place::kSource:
        source_ = {"", resolved(value_of(attributes, "url"))};
        source_text_.clear();
        break;
      case Place::kMediaGroup:
        group_from_ = entry_->media.size();
        group_ = {};
        break;
      case Place::kMedia:
        begin_media(attributes);
        break;
      case Place::kInside:
        if (name == Name::kItunesCategory) add_category(value_of(attributes, "text"), parent);
        if (name == Name::kGmlPoint || name == Name::kGmlLine || name == Name::kGmlPolygon ||
            name == Name::kGmlEnvelope) {
          begin_gml(name, attributes);
        }
        break;
      case Place::kField:
        begin_field(attributes);
        read_attributes(name, parent, attributes);
        break;
      default:
        break;
    }
  }

  void end(const markup::XmlName& xml) override {
    const Frame frame = frames_.back();
    frames_.pop_back();
    if (in_field_ && frames_.size() > field_depth_) {
      if (!is_wrapper(frame.name)) close_markup(xml.local);
      return;
    }
    if (in_field_) {
      in_field_ = false;
      field_atom_ = frame.atom;
      finish_field(frame.name, frames_.empty() ? Place::kOutside : frames_.back().place);
    } else if (frame.place == Place::kEntry) {
      finish_entry();
    } else if (frame.place == Place::kPerson) {
      finish_person(frame.name);
    } else if (frame.place == Place::kSource) {
      finish_source();
    } else if (frame.place == Place::kMediaGroup) {
      finish_group();
    }
    while (scopes_.back().depth > frames_.size()) scopes_.pop_back();
  }

  void text(std::string_view utf8) override {
    if (in_field_) {
      // Inside of elements, text was decoded once already and is put back; else it is what the field says.
      // What says that it is HTML means so inside of a stray div, too.
      if (field_is_xhtml_ || (frames_.size() > field_depth_ + 1 && field_type_ != "html")) {
        field_ += escape_html(utf8);
      } else {
        field_ += utf8;
      }
    } else if (!frames_.empty() && frames_.back().place == Place::kPerson) {
      person_text_ += utf8;
    } else if (!frames_.empty() && frames_.back().place == Place::kSource) {
      source_text_ += utf8;
    }
  }

  bool is_feed() const override { return !feed_.format.empty(); }
  const std::string& root() const override { return root_; }

  Feed take() override {
    if (in_entry_ && is_kept_) feed_.entries.pop_back();  // It was never whole.
    if (feed_.authors.empty()) feed_.authors = std::move(feed_authors_of_last_resort_);
    for (FeedEntry& entry : feed_.entries) {
      // An Atom entry without authors has its feed's (RFC 4287 section 4.2.1).
      if (entry.authors.empty() && feed_.format.starts_with("atom")) entry.authors = feed_.authors;
    }
    std::ranges::sort(feed_.skip_hours);
    if (feed_.image.empty()) feed_.image = std::move(feed_image_of_last_resort_);
    if (left_out_ > 0) {
      warnings_.add(count_of(left_out_, "entry", "entries") + " after the first " + with_commas(kMaxEntries) +
                    " left out");
    }
    return std::move(feed_);
  }

 private:
  struct Frame {
    Name name;
    Place place;
    Atom atom;
  };
  struct Scope {
    std::size_t depth;  ///< Number of frames with the one that declared it; 0 for the feed's own address.
    std::optional<text::Url> base;
    FeedScope told;
  };

  static Name name_of(const markup::XmlName& xml) { return static_cast<Name>(xml.code & 0xFFF); }

  /// "en_US", as some write it, is "en-US".
  static std::string language_tag(std::string_view text) {
    std::string tag = text::collapse(text);
    std::ranges::replace(tag, '_', '-');
    return tag;
  }

  void read_scope(Attributes attributes) {
    for (const auto& [name, value] : attributes) {
      const bool is_base_of_cdf = frames_.empty() && name.written == "BASE";
      const Name meaning = is_base_of_cdf ? Name::kXmlBase : name_of(name);
      if (meaning != Name::kXmlBase && meaning != Name::kXmlLang) continue;
      if (scopes_.back().depth != frames_.size() + 1) {
        Scope inner = scopes_.back();
        inner.depth = frames_.size() + 1;
        scopes_.push_back(std::move(inner));
      }
      Scope& scope = scopes_.back();
      if (meaning == Name::kXmlLang) {
        scope.told.language = language_tag(value);
      } else if (auto nearer = scope.base ? scope.base->resolve(value) : text::Url::parse(value)) {
        scope.base = std::move(nearer);
        scope.told.base = scope.base->str();
      }
    }
  }

  /// Names the format by the root element.
  Place begin_document(Name name, const markup::XmlName& xml, Attributes attributes) {
    root_ = std::string(xml.local);
    const std::string version(value_of(attributes, "version").substr(0, 8));
    switch (name) {
      case Name::kRss:
        feed_.format = version.empty() ? "rss" : "rss " + version;
        return Place::kOutside;
      case Name::kRdf:
        feed_.format = "rss 1.0";
        return Place::kOutside;
      case Name::kFeed:
        feed_.format = "atom " + (version.empty() ? "1.0" : version);
        feed_.language = scopes_.back().told.language;
        return Place::kFeed;
      case Name::kItem:
        if (!static_cast<bool>(xml.code >> 12)) return Place::kIgnored;
        feed_.format = "atom 1.0";  // RFC 4287 section 2: an entry may be a document of its own.
        return Place::kEntry;
      case Name::kChannel:
        feed_.format = value_of(attributes, "href").empty() && xml.local != "CHANNEL" ? "rss" : "cdf";
        feed_.url = resolved(value_of(attributes, "href"));
        add_link({"alternate", feed_.url, "", "", "", {}});
        if (auto when = text::parse_date(value_of(attributes, "lastmod"))) feed_.updated = when;
        return Place::kFeed;
      case Name::kUrlSet:
        feed_.format = "sitemap";
        return Place::kFeed;
      case Name::kSitemapIndex:
        feed_.format = "sitemap index";
        return Place::kFeed;
      default:
        return Place::kIgnored;
    }
  }

  Place place_of(Name name, Place parent) const {
    if (parent == Place::kIgnored || name == Name::kUnknown || name == Name::kIgnored) {
      return parent == Place::kPerson ? Place::kPerson : Place::kIgnored;  // Markup in a name.
    }
    if (name == Name::kItem || name == Name::kSitemapUrl || name == Name::kSitemap) {
      return (parent == Place::kOutside || parent == Place::kFeed) && !in_entry_ ? Place::kEntry : Place::kIgnored;
    }
    if (parent == Place::kOutside) {
      if (name == Name::kChannel) return Place::kFeed;
      return name == Name::kImage ? Place::kPicture : Place::kIgnored;  // RSS 1.0 has it beside the channel.
    }
    if (parent == Place::kPerson) {
      if (name == Name::kPersonName) return Place::kField;
      return name == Name::kPersonDetail || name == Name::kUrl || name == Name::kId ? Place::kIgnored : Place::kPerson;
    }
    if (parent == Place::kPicture) return name == Name::kUrl ? Place::kField : Place::kIgnored;
    switch (name) {
      case Name::kAuthor:
      case Name::kContributor:
        return parent == Place::kSource ? Place::kIgnored : Place::kPerson;
      case Name::kImage:
        return parent == Place::kFeed || parent == Place::kEntry ? Place::kPicture : Place::kIgnored;
      case Name::kSource:
        return in_entry_ ? Place::kSource : Place::kIgnored;
      case Name::kMediaGroup:
        return Place::kMediaGroup;
      case Name::kMediaContent:
        return Place::kMedia;
      case Name::kGeoContainer:
      case Name::kGmlPoint:
      case Name::kGmlLine:
      case Name::kGmlPolygon:
      case Name::kGmlEnvelope:
      case Name::kSkipHours:
      case Name::kSkipDays:
      case Name::kNews:
      case Name::kNewsPublication:
      case Name::kSitemapImage:
      case Name::kItunesCategory:
        return Place::kInside;
      case Name::kChannel:
      case Name::kFeed:
      case Name::kRss:
      case Name::kRdf:
        return Place::kIgnored;
      default:
        return Place::kField;
    }
  }

  // Entries.

  void begin_entry(Attributes attributes) {
    in_entry_ = true;
    is_kept_ = feed_.format != "sitemap index" && feed_.entries.size() < kMaxEntries;
    if (!is_kept_) passing_ = {};
    // Made where it stays: an entry is large, and a feed may have thousands.
    entry_ = is_kept_ ? &feed_.entries.emplace_back() : &passing_;
    permalink_.clear();
    long_summary_.clear();
    thumbnail_.clear();
    shared_ = {};
    groups_ = 0;
    latitude_.reset();
    longitude_.reset();
    is_projected_ = false;
    for (const auto& [name, value] : attributes) {
      if (name_of(name) == Name::kRdfAbout) entry_->id = text::collapse(value);
    }
    if (feed_.format == "cdf") {
      entry_->url = resolved(value_of(attributes, "href"));
      add_link({"alternate", entry_->url, "", "", "", {}});
      entry_->updated = text::parse_date(value_of(attributes, "lastmod"));
    }
    // The entry's own, or what its feed does not say already.
    if (scopes_.back().told.language != feed_.language) entry_->language = scopes_.back().told.language;
  }

  void finish_entry() {
    in_entry_ = false;
    if (feed_.format == "sitemap index" && feed_.links.size() < kMaxEntries) {
      feed_.links.push_back({"sitemap", std::move(entry_->url), "", "", "", {}});
      return;
    }
    if (!is_kept_) {
      ++left_out_;
      return;
    }
    if (entry_->url.empty()) entry_->url = permalink_;
    if (entry_->content.empty() && entry_->summary.empty()) entry_->summary = std::move(long_summary_);
    if (entry_->title.empty()) entry_->title = shared_.title;
    for (FeedMedia& media : entry_->media) inherit(media, shared_);
    if (entry_->image.empty()) entry_->image = picture_of(*entry_);
    if (entry_->image.empty()) entry_->image = thumbnail_;
  }

  static std::string picture_of(const FeedEntry& entry) {
    for (const FeedMedia& media : entry.media) {
      if (is_picture(media.medium.empty() ? media.type : media.medium, media.url)) return media.url;
    }
    for (const FeedMedia& media : entry.media) {
      if (!media.thumbnail.empty()) return media.thumbnail;
    }
    return "";
  }

  // Persons and sources.

  void finish_person(Name name) {
    // Markup in a name is a person in a person: only the outer one counts.
    if (!frames_.empty() && frames_.back().place == Place::kPerson) return;
    std::string person = author_name(plain_line(person_name_.empty() ? person_text_ : person_name_));
    if (name == Name::kContributor) {
      add_once(in_entry_ ? entry_->contributors : feed_.contributors, std::move(person));
    } else {
      add_once(in_entry_ ? entry_->authors : feed_.authors, std::move(person));
    }
  }

  void finish_source() {
    if (source_.title.empty()) source_.title = plain_line(source_text_);
    if (!source_.title.empty() || !source_.url.empty()) entry_->source = std::move(source_);
  }

  // Media.

  void begin_media(Attributes attributes) {
    media_ = {};
    media_.url = resolved(value_of(attributes, "url"));
    media_.type = text::collapse(value_of(attributes, "type"));
    media_.medium = text::collapse(value_of(attributes, "medium"));
    media_.bytes = number_in<std::uint64_t>(value_of(attributes, "filesize"));
    media_.duration = seconds_in(value_of(attributes, "duration"));
    media_.width = number_in<int>(value_of(attributes, "width"));
    media_.height = number_in<int>(value_of(attributes, "height"));
    if (frames_.size() > 1 && frames_[frames_.size() - 2].place == Place::kMediaGroup) media_.group = groups_ + 1;
    // Kept at once, so that a missing end tag loses nothing; its fields follow.
    if (in_entry_) {
      entry_->media.push_back(media_);
    } else if (feed_image_of_last_resort_.empty() &&
               is_picture(media_.medium.empty() ? media_.type : media_.medium, media_.url)) {
      feed_image_of_last_resort_ = media_.url;
    }
  }

  /// The media that a field is about: one, those of a group, or those of the entry.
  FeedMedia& media_at(Place place) {
    if (place == Place::kMedia && in_entry_ && !entry_->media.empty()) return entry_->media.back();
    return place == Place::kMediaGroup ? group_ : shared_;
  }

  void finish_group() {
    if (!in_entry_) return;
    ++groups_;
    for (std::size_t i = group_from_; i < entry_->media.size(); ++i) inherit(entry_->media[i], group_);
    if (entry_->media.size() == group_from_) inherit(shared_, group_);
    if (thumbnail_.empty()) thumbnail_ = group_.thumbnail;
    group_ = {};
  }

  static void inherit(FeedMedia& media, const FeedMedia& from) {
    for (const auto field :
         {&FeedMedia::title, &FeedMedia::credit, &FeedMedia::description, &FeedMedia::thumbnail, &FeedMedia::rights}) {
      if ((media.*field).empty()) media.*field = from.*field;
    }
  }

  /// Whether it was a field of media.
  bool finish_media_field(Name name, Place place) {
    if (name < Name::kMediaThumbnail || name > Name::kMediaPlayer) return false;
    FeedMedia& media = media_at(place);
    if (name == Name::kMediaTitle && media.title.empty()) media.title = line();
    if (name == Name::kMediaDescription && media.description.empty()) media.description = line();
    if (name == Name::kMediaCredit && media.credit.empty()) media.credit = author_name(line());
    if (name == Name::kMediaCopyright && media.rights.empty()) media.rights = line();
    return true;
  }

  // Places.

  void begin_gml(Name name, Attributes attributes) {
    using Shape = FeedPlace::Shape;
    shape_ = name == Name::kGmlLine       ? Shape::kLine
             : name == Name::kGmlPolygon  ? Shape::kPolygon
             : name == Name::kGmlEnvelope ? Shape::kBox
                                          : Shape::kPoint;
    dimensions_ = value_of(attributes, "srsdimension") == "3" ? 3 : 2;
    // Metres on some map are no degrees.
    const std::string_view system = value_of(attributes, "srsname");
    is_projected_ = !system.empty() && !system.ends_with("4326") && !system.ends_with("4979") && !system.contains("84");
  }

  void keep_place(FeedPlace::Shape shape, std::size_t dimensions) {
    constexpr std::size_t kMostPoints = 10'000;  // The outline of a country has some thousands.
    std::vector<double> numbers;
    for (const char *at = field_.data(), *end = at + field_.size(); at < end && numbers.size() < kMostPoints;) {
      double number = 0;
      const auto read = std::from_chars(at, end, number);
      if (read.ec == std::errc()) numbers.push_back(number);
      at = read.ptr == at ? at + 1 : read.ptr;
    }
    if (shape == FeedPlace::Shape::kPoint && numbers.size() == 3) dimensions = 3;
    std::vector<FeedPlace::Point> points;
    for (std::size_t i = 0; i + 1 < numbers.size(); i += dimensions) points.push_back({numbers[i], numbers[i + 1]});
    const bool is_on_earth = std::ranges::all_of(points, [](const FeedPlace::Point& point) {
      return point.latitude >= -90 && point.latitude <= 90 && point.longitude >= -360 && point.longitude <= 360;
    });
    using Shape = FeedPlace::Shape;
    const std::size_t needed = shape == Shape::kPoint ? 1 : shape == Shape::kPolygon ? 4 : 2;
    if (points.size() < needed || !is_on_earth || is_projected_) return;
    if (!entry_->place) entry_->place.emplace();
    entry_->place->shape = shape;
    entry_->place->points = std::move(points);
  }

  bool finish_place_field(Name name) {
    using Shape = FeedPlace::Shape;
    switch (name) {
      case Name::kGeoPoint:
        keep_place(Shape::kPoint, 2);
        return true;
      case Name::kGeoLine:
        keep_place(Shape::kLine, 2);
        return true;
      case Name::kGeoPolygon:
        keep_place(Shape::kPolygon, 2);
        return true;
      case Name::kGeoBox:
        keep_place(Shape::kBox, 2);
        return true;
      case Name::kGmlPositions:
        if (value_dimensions_ > 0) dimensions_ = value_dimensions_;
        keep_place(shape_, dimensions_);
        return true;
      case Name::kGmlLower:
        corner_ = std::move(field_);
        return true;
      case Name::kGmlUpper:
        field_ = corner_ + " " + field_;
        keep_place(Shape::kBox, 2);
        return true;
      case Name::kGeoLatitude:
      case Name::kGeoLongitude:
        (name == Name::kGeoLatitude ? latitude_ : longitude_) = text::collapse(field_);
        if (latitude_ && longitude_) {
          field_ = *latitude_ + " " + *longitude_;
          keep_place(Shape::kPoint, 2);
        }
        return true;
      case Name::kGeoName:
        if (!entry_->place) entry_->place.emplace();
        entry_->place->name = line();
        return true;
      default:
        return false;
    }
  }

  // Podcasts.

  bool finish_episode_field(Name name) {
    if (name < Name::kEpisode || name > Name::kBlock) return false;
    const std::string value = lower(text::collapse(field_));
    std::optional<FeedEpisode>& kept = in_entry_ ? entry_->episode : feed_.podcast;
    FeedEpisode episode = kept.value_or(FeedEpisode());
    if (name == Name::kEpisode) episode.number = number_in<int>(value);
    if (name == Name::kSeason) episode.season = number_in<int>(value);
    if (name == Name::kDuration) episode.duration = seconds_in(value);
    if (name == Name::kEpisodeType) episode.kind = value.substr(0, 16);
    if (name == Name::kBlock) episode.is_blocked = value == "yes" || value == "true";
    if (name == Name::kExplicit) {
      if (is_one_of(value, {"yes", "true", "explicit"})) episode.is_explicit = true;
      if (is_one_of(value, {"no", "false", "clean"})) episode.is_explicit = false;
    }
    kept = std::move(episode);
    return true;
  }

  // Fields that are attributes.

  void read_attributes(Name name, Place parent, Attributes attributes) {
    switch (name) {
      case Name::kLink:
        link_rel_ = text::collapse(value_of(attributes, "rel"));
        // An empty reference is one, to the document itself.
        if (const auto href = value_of(attributes, "href"); href.data()) read_link(parent, href, attributes);
        break;
      case Name::kCategory:
        if (const auto label = value_of(attributes, "label"); !label.empty()) {
          add_category(label, parent);
        } else if (const auto term = value_of(attributes, "term"); !term.empty()) {
          add_category(term, parent);
        } else if (const auto value = value_of(attributes, "value"); !value.empty()) {
          add_category(value, parent);
        }
        break;
      case Name::kMediaCategory:
        media_label_ = value_of(attributes, "label");
        break;
      case Name::kEnclosure:
        if (in_entry_) {
          FeedMedia media;
          media.url = resolved(value_of(attributes, "url"));
          media.type = text::collapse(value_of(attributes, "type"));
          media.bytes = number_in<std::uint64_t>(value_of(attributes, "length"));
          media.enclosed = true;
          if (media.url.empty()) break;
          add_link({"enclosure", media.url, media.type, "", "", media.bytes});  // As Atom has it.
          entry_->media.push_back(std::move(media));
        }
        break;
      case Name::kMediaThumbnail:
        if (in_entry_) {
          FeedMedia& media = media_at(parent);
          if (media.thumbnail.empty()) media.thumbnail = resolved(value_of(attributes, "url"));
          if (thumbnail_.empty()) thumbnail_ = media.thumbnail;
        } else if (feed_image_of_last_resort_.empty()) {
          feed_image_of_last_resort_ = resolved(value_of(attributes, "url"));
        }
        break;
      case Name::kMediaPlayer:
        if (parent == Place::kMedia && in_entry_ && !entry_->media.empty() && entry_->media.back().url.empty()) {
          entry_->media.back().url = resolved(value_of(attributes, "url"));
        }
        break;
      case Name::kImageHref: {
        std::string url = resolved(value_of(attributes, "href"));
        if (url.empty()) url = resolved(value_of(attributes, "url"));
        if (in_entry_ && thumbnail_.empty()) thumbnail_ = url;
        if (!in_entry_ && feed_image_of_last_resort_.empty()) feed_image_of_last_resort_ = url;
        break;
      }
      case Name::kGuid: {
        const std::string_view permalink = value_of(attributes, "ispermalink");
        guid_is_link_ = permalink != "false" && permalink != "False" && permalink != "no";
        break;
      }
      case Name::kContent:
        field_src_ = resolved(value_of(attributes, "src"));
        if (in_entry_ && !field_src_.empty()) {
          if (entry_->url.empty()) permalink_ = field_src_;
        }
        break;
      case Name::kInReplyTo:
        if (in_entry_) {
          FeedReply reply{text::collapse(value_of(attributes, "ref")), resolved(value_of(attributes, "href"))};
          if (!reply.id.empty() || !reply.url.empty()) entry_->in_reply_to.push_back(std::move(reply));
        }
        break;
      case Name::kLicense:
      case Name::kGeneratorAgent:
        for (const auto& [attribute, value] : attributes) {
          if (name_of(attribute) == Name::kRdfResource) field_ = value;
        }
        break;
      case Name::kGmlPositions:
        value_dimensions_ = value_of(attributes, "srsdimension") == "3" ? 3 : 0;
        break;
      default:
        break;
    }
  }

  void read_link(Place parent, std::string_view href, Attributes attributes) {
    FeedLink link;
    link.rel = text::collapse(value_of(attributes, "rel"));
    if (link.rel.empty()) link.rel = "alternate";
    link.url = href.empty() && scopes_.back().base ? scopes_.back().base->str() : resolved(href);
    link.type = text::collapse(value_of(attributes, "type"));
    link.language = text::collapse(value_of(attributes, "hreflang"));
    link.title = plain_line(value_of(attributes, "title"));
    link.bytes = number_in<std::uint64_t>(value_of(attributes, "length"));
    if (link.url.empty()) return;
    if (parent == Place::kSource) {
      if (source_.url.empty() && (link.rel == "alternate" || link.rel == "self")) source_.url = link.url;
      return;
    }
    if (in_entry_) {
      if (link.rel == "alternate" && entry_->url.empty()) entry_->url = link.url;
      if (link.rel == "enclosure") {
        FeedMedia media;
        media.url = link.url;
        media.type = link.type;
        media.title = link.title;
        media.bytes = link.bytes;
        media.enclosed = true;
        entry_->media.push_back(std::move(media));
      }
      if (link.rel == "replies") read_replies(link, attributes);
    } else {
      if (link.rel == "alternate" && feed_.url.empty()) feed_.url = link.url;
      if (link.rel == "self" && feed_.self.empty()) feed_.self = link.url;
      if (link.rel == "next" && feed_.next.empty()) feed_.next = link.url;
      if (link.rel == "hub") add_once(feed_.hubs, link.url);
    }
    add_link(std::move(link));
  }

  void add_link(FeedLink link) {
    auto& links = in_entry_ ? entry_->links : feed_.links;
    constexpr std::size_t kMostLinks = 1'000;  // A page of a newspaper has some hundreds.
    if (links.size() < kMostLinks && !link.url.empty()) links.push_back(std::move(link));
  }

  FeedComments& comments() { return entry_->comments ? *entry_->comments : entry_->comments.emplace(); }

  void read_replies(const FeedLink& link, Attributes attributes) {
    const bool is_feed = link.type.find("xml") != std::string::npos && link.type.find("xhtml") == std::string::npos;
    std::string& address = is_feed ? comments().feed : comments().page;
    if (address.empty()) address = link.url;
    for (const auto& [name, value] : attributes) {
      if (name_of(name) != Name::kThreadCount && name.written != "count") continue;
      if (auto count = number_in<unsigned>(value)) comments().count = count;
    }
  }

  void add_category(std::string_view category, Place parent) {
    if (parent == Place::kSource) return;
    add_once(in_entry_ ? entry_->categories : feed_.categories, plain_line(category));
  }

  static void add_once(std::vector<std::string>& list, std::string line) {
    constexpr std::size_t kMost = 1'000;
    if (line.empty() || list.size() >= kMost || std::ranges::find(list, line) != list.end()) return;
    list.push_back(std::move(line));
  }

  /// As seen from the element that is open; as it stands where nobody knows an address to see it from.
  std::string resolved(std::string_view reference) const {
    const std::optional<text::Url>& base = scopes_.back().base;
    return base ? absolute_url(reference, base) : text::collapse(reference);
  }

  /// An Atom id is an address of some kind; a relative one is meant from the base that the document declares.
  std::string identity(std::string_view text) const {
    std::string id = text::collapse(text);
    const bool is_relative = id.find(':') == std::string::npos && !scopes_.back().told.base.empty();
    return is_relative && field_atom_ != Atom::kNo ? resolved(id) : id;
  }

  // Fields that are text.

  void begin_field(Attributes attributes) {
    in_field_ = true;
    field_depth_ = frames_.size() - 1;
    field_.clear();
    has_markup_ = false;
    field_type_ = value_of(attributes, "type");
    field_mode_ = value_of(attributes, "mode");
    field_is_xhtml_ = field_type_ == "xhtml" || (field_type_ == "application/xhtml+xml" && field_mode_.empty());
    field_src_.clear();
    guid_is_link_ = true;
  }

  /// The div that Atom puts around XHTML is not part of the content.
  bool is_wrapper(Name name) const {
    return name == Name::kDiv && frames_.size() == field_depth_ + 1 &&
           (field_is_xhtml_ || field_type_ == "application/xhtml+xml");
  }

  void open_markup(const markup::XmlName& xml, Attributes attributes) {
    has_markup_ = true;
    field_.append("<").append(xml.local);
    for (const auto& [name, value] : attributes) {
      field_.append(" ").append(name.local).append("=\"").append(escape_html(value)).append("\"");
    }
    field_ += '>';
  }

  void close_markup(std::string_view local) {
    constexpr std::array<std::string_view, 8> kEmpty = {"br", "img", "hr", "input", "wbr", "source", "embed", "col"};
    if (std::ranges::find(kEmpty, local) != kEmpty.end()) return;
    field_.append("</").append(local).append(">");
  }

  /// Text in the sense of Atom, where a "<" is a "<"; in RSS nobody knows, and most mean HTML.
  bool is_plain() const {
    if (has_markup_ || field_atom_ == Atom::kNo || !field_mode_.empty()) return false;
    if (field_type_.empty()) return field_atom_ == Atom::k10;
    return field_type_ == "text" || field_type_ == "text/plain";
  }

  /// The field that was read, as HTML.
  std::string html() {
    if (field_mode_ == "base64" || (field_type_ == "application/octet-stream" && !has_markup_)) {
      if (auto decoded = decode_base64(field_); decoded && text::is_utf8(*decoded)) return std::move(*decoded);
      return "";
    }
    if (is_plain()) return escape_html(field_);
    if (!has_markup_ && field_type_.empty() && is_escaped_twice(field_)) return markup::decode_references(field_);
    return std::move(field_);
  }

  /// The field that was read, as one line.
  std::string line() {
    if (is_plain()) return text::collapse(field_);
    const bool says_nothing = field_type_.empty();
    std::string text = plain_line(html());
    // "AT&amp;amp;T": the line of a title has no business with entities, unless its author says that it is HTML.
    return says_nothing && has_entity(text) ? text::collapse(markup::decode_references(text)) : text;
  }

  std::optional<Instant> date() const { return text::parse_date(text::collapse(field_)); }

  void finish_field(Name name, Place place) {
    if (place == Place::kPerson) {
      person_name_ = std::move(field_);
    } else if (place == Place::kSource) {
      if (name == Name::kTitle) source_.title = line();
      if (name == Name::kLink && source_.url.empty()) source_.url = resolved(field_);
    } else if (place == Place::kPicture) {
      std::string& image = in_entry_ ? thumbnail_ : feed_.image;
      if (image.empty()) image = resolved(field_);
    } else if (in_entry_) {
      finish_entry_field(name, place);
    } else {
      finish_feed_field(name, place);
    }
  }

  void finish_entry_field(Name name, Place place) {
    if (finish_media_field(name, place) || finish_place_field(name) || finish_episode_field(name)) return;
    if (finish_common_field(name, place)) return;
    switch (name) {
      case Name::kTitle:
        if (std::string title = line(); !title.empty()) {
          entry_->title = std::move(title);
          entry_->title_scope = scopes_.back().told;
        }
        break;
      case Name::kDcTitle:
      case Name::kItunesTitle:
        if (entry_->title.empty()) entry_->title = line();
        break;
      case Name::kLink:
        if (!field_.empty()) {
          const std::string url = resolved(field_);
          const bool is_page = link_rel_.empty() || link_rel_ == "alternate";
          if (is_page && entry_->url.empty()) entry_->url = url;
          add_link({is_page ? "alternate" : link_rel_, url, "", "", "", {}});
        }
        break;
      case Name::kLoc:
        if (place == Place::kEntry && entry_->url.empty()) entry_->url = resolved(field_);
        if (place == Place::kInside && entry_->image.empty()) entry_->image = resolved(field_);
        break;
      case Name::kOrigLink:
        if (std::string url = resolved(field_); !url.empty()) entry_->url = std::move(url);
        break;
      case Name::kId:
        entry_->id = identity(field_);
        break;
      case Name::kGuid:
        entry_->id = text::collapse(field_);
        if (guid_is_link_ && text::Url::parse(entry_->id)) permalink_ = entry_->id;
        break;
      case Name::kDcIdentifier:
        if (entry_->id.empty()) entry_->id = text::collapse(field_);
        break;
      case Name::kDescription:
      case Name::kSummary:
        if (std::string summary = html(); !summary.empty()) {
          // Who has both means the second as the text.
          if (!entry_->summary.empty() && entry_->content.empty() && name != summary_name_) {
            entry_->content = std::move(summary);
            entry_->content_scope = scopes_.back().told;
            break;
          }
          summary_name_ = name;
          entry_->summary = std::move(summary);
          entry_->summary_scope = scopes_.back().told;
        }
        break;
      case Name::kDcDescription:
      case Name::kLongSummary:
      case Name::kSubtitle:
        if (long_summary_.empty()) long_summary_ = html();
        break;
      case Name::kContent:
        if (!field_src_.empty() || (field_atom_ != Atom::kNo && is_file(field_type_))) break;
        [[fallthrough]];
      case Name::kEncoded:
      case Name::kBody:
        if (std::string content = html(); !content.empty()) {
          entry_->content = std::move(content);
          entry_->content_scope = scopes_.back().told;
        }
        break;
      case Name::kItunesAuthor:
        if (entry_->authors.empty()) add_once(entry_->authors, author_name(line()));
        break;
      case Name::kCreator:
        add_once(entry_->authors, author_name(line()));
        break;
      case Name::kDcContributor:
        add_once(entry_->contributors, author_name(line()));
        break;
      case Name::kLanguage:
        if (std::string language = language_tag(field_); language != feed_.language) {
          entry_->language = std::move(language);
        }
        break;
      case Name::kPublished:
        if (auto when = date()) entry_->published = when;
        break;
      case Name::kUpdated:
        if (auto when = date()) entry_->updated = when;
        break;
      case Name::kCreated:
        if (!entry_->published) entry_->published = date();
        break;
      case Name::kDcDate:  // It says neither, and is meant as both.
        if (!entry_->published) entry_->published = date();
        if (!entry_->updated) entry_->updated = date();
        break;
      case Name::kRights:
        if (entry_->rights.empty()) entry_->rights = line();
        break;
      case Name::kNewsName:
        feed_.title = line();
        break;
      case Name::kComments:
        if (std::string page = resolved(field_); !page.empty()) comments().page = std::move(page);
        break;
      case Name::kCommentFeed:
        if (std::string feed = resolved(field_); !feed.empty()) comments().feed = std::move(feed);
        break;
      case Name::kCommentCount:
        if (auto count = number_in<unsigned>(field_)) comments().count = count;
        break;
      default:
        break;
    }
  }

  /// Fields that entries and feeds have alike.
  bool finish_common_field(Name name, Place place) {
    switch (name) {
      case Name::kCategory:
      case Name::kSubject:
        add_category(field_, place);
        return true;
      case Name::kMediaCategory:
        add_category(media_label_.empty() ? field_ : media_label_, place);
        return true;
      case Name::kKeywords:
        for (std::size_t from = 0; from <= field_.size();) {
          const std::size_t to = std::min(field_.find(',', from), field_.size());
          add_category(std::string_view(field_).substr(from, to - from), place);
          from = to + 1;
        }
        return true;
      case Name::kLicense:
        add_link({"license", resolved(field_), "", "", "", {}});
        return true;
      default:
        return false;
    }
  }

  void finish_feed_field(Name name, Place place) {
    if (finish_common_field(name, place) || finish_episode_field(name)) return;
    switch (name) {
      case Name::kTitle:
        feed_.title = line();
        feed_.title_scope = scopes_.back().told;
        break;
      case Name::kDcTitle:
        if (feed_.title.empty()) feed_.title = line();
        break;
      case Name::kLink:
        if (!field_.empty()) {
          const std::string url = resolved(field_);
          if (feed_.url.empty()) feed_.url = url;
          add_link({"alternate", url, "", "", "", {}});
        }
        break;
      case Name::kId:
        feed_.id = identity(field_);
        break;
      case Name::kLanguage:
        if (std::string language = language_tag(field_); !language.empty()) feed_.language = std::move(language);
        break;
      case Name::kDescription:
      case Name::kSubtitle:
        feed_.description = line();
        feed_.description_scope = scopes_.back().told;
        break;
      case Name::kLongSummary:
      case Name::kDcDescription:
        if (feed_.description.empty()) feed_.description = line();
        break;
      case Name::kCreator:
        add_once(feed_.authors, author_name(line()));
        break;
      case Name::kItunesAuthor:
      case Name::kEditor:
      case Name::kWebMaster:
        if (feed_authors_of_last_resort_.empty()) add_once(feed_authors_of_last_resort_, author_name(line()));
        break;
      case Name::kDcContributor:
        add_once(feed_.contributors, author_name(line()));
        break;
      case Name::kPublished:
      case Name::kCreated:
        if (auto when = date()) feed_.published = when;
        break;
      case Name::kUpdated:
      case Name::kLastBuild:
        if (auto when = date()) feed_.updated = when;
        break;
      case Name::kDcDate:
        if (!feed_.published) feed_.published = date();
        if (!feed_.updated) feed_.updated = date();
        break;
      case Name::kRights:
        feed_.rights = line();
        break;
      case Name::kGenerator:
        feed_.generator = line();
        break;
      case Name::kGeneratorAgent:
        if (feed_.generator.empty()) feed_.generator = field_;
        break;
      case Name::kLogo:
        feed_.image = resolved(field_);
        break;
      case Name::kIcon:
        feed_.icon = resolved(field_);
        break;
      default:
        finish_schedule_field(name);
        break;
    }
  }

  void finish_schedule_field(Name name) {
    using std::chrono::minutes;
    const std::string value = lower(text::collapse(field_));
    if (name == Name::kTtl) {
      constexpr int kYear = 366 * 24 * 60;
      if (const auto number = number_in<int>(value); number && *number > 0)
        feed_.ttl = minutes(std::min(*number, kYear));
    } else if (name == Name::kHour) {
      // 24 is midnight to some: RSS 0.91 counted from 1.
      const auto hour = number_in<int>(value);
      if (!hour || *hour < 0 || *hour > 24) return;
      if (std::ranges::find(feed_.skip_hours, *hour % 24) == feed_.skip_hours.end()) {
        feed_.skip_hours.push_back(*hour % 24);
      }
    } else if (name == Name::kDay) {
      constexpr std::array<std::string_view, 7> kDays = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
      const auto found = std::ranges::find(kDays, std::string_view(value).substr(0, 3));
      if (found == kDays.end()) return;
      const std::chrono::weekday day(static_cast<unsigned>(found - kDays.begin()));
      if (std::ranges::find(feed_.skip_days, day) == feed_.skip_days.end()) feed_.skip_days.push_back(day);
    } else if (name == Name::kUpdatePeriod || name == Name::kUpdateFrequency) {
      constexpr std::array<std::pair<std::string_view, int>, 5> kPeriods = {
          {{"hourly", 60}, {"daily", 1440}, {"weekly", 7 * 1440}, {"monthly", 30 * 1440}, {"yearly", 365 * 1440}}};
      if (name == Name::kUpdateFrequency) {
        update_frequency_ = std::clamp(number_in<int>(value).value_or(1), 1, 1440);
      } else {
        const auto found = std::ranges::find(kPeriods, value, &std::pair<std::string_view, int>::first);
        if (found != kPeriods.end()) update_period_ = found->second;
      }
      if (update_period_ > 0) feed_.update_interval = minutes(std::max(1, update_period_ / update_frequency_));
    }
  }

  /// Atom content that is a file and no text (RFC 4287 section 4.1.3.3).
  static bool is_file(std::string_view type) {
    return type != "application/octet-stream" && type.find('/') != std::string_view::npos &&
           !type.starts_with("text/") && !type.ends_with("xml");
  }

  // Constant after construction.
  const std::optional<text::Url> base_;
  Warnings& warnings_;

  Feed feed_;
  std::string root_;
  std::optional<std::string> own_space_;  // Of a root in a namespace that nobody knows; "" otherwise.
  std::string_view unnamed_{};            // What is meant by it, and by no namespace.
  std::vector<std::string> feed_authors_of_last_resort_;
  std::string feed_image_of_last_resort_;
  int update_period_ = 0, update_frequency_ = 1;  // Minutes; times in that.
  std::size_t left_out_ = 0;
  std::vector<Frame> frames_;  // As deep as the document, which read_xml() bounds.
  std::vector<Scope> scopes_;  // Never empty.

  // The entry that is open.
  bool in_entry_ = false;
  FeedEntry* entry_ = &passing_;  // The last of the feed's, or passing_.
  FeedEntry passing_;             // One that is not kept.
  bool is_kept_ = false;
  std::string permalink_, long_summary_, thumbnail_;
  Name summary_name_ = Name::kUnknown;
  FeedMedia media_, group_, shared_;  // shared_: what holds for all media of the entry.
  std::size_t group_from_ = 0;
  int groups_ = 0;
  std::optional<std::string> latitude_, longitude_;
  FeedPlace::Shape shape_ = FeedPlace::Shape::kPoint;
  std::size_t dimensions_ = 2, value_dimensions_ = 0;
  bool is_projected_ = false;
  std::string corner_;

  // The person or source that is open.
  std::string person_text_, person_name_, source_text_;
  FeedSource source_;

  // The field that is open.
  bool in_field_ = false;
  std::size_t field_depth_ = 0;  // Number of frames around it.
  std::string field_, field_type_, field_mode_, field_src_, media_label_, link_rel_;
  Atom field_atom_ = Atom::kNo;
  bool has_markup_ = false, field_is_xhtml_ = false, guid_is_link_ = true;
};

/// Whichever of the readers the outermost element calls for.
class AnyReader final : public FeedHandler {
 public:
  AnyReader(const std::optional<text::Url>& base, Warnings& warnings) : base_(base), warnings_(warnings) {}

  bool is_feed() const override { return chosen_ && chosen_->is_feed(); }
  const std::string& root() const override { return chosen_ ? chosen_->root() : none_; }
  Feed take() override { return chosen_ ? chosen_->take() : Feed(); }

  int code_of(std::string_view space, std::string_view local) override {
    if (!chosen_ && is_news_root(local)) chosen_ = news_handler(base_, warnings_);
    if (!chosen_) chosen_ = std::make_unique<SyndicationReader>(base_, warnings_);
    return chosen_->code_of(space, local);
  }
  void start(const markup::XmlName& name, Attributes attributes) override { chosen_->start(name, attributes); }
  void end(const markup::XmlName& name) override { chosen_->end(name); }
  void text(std::string_view utf8) override { chosen_->text(utf8); }
  void restart() override { chosen_.reset(); }
  markup::XmlRank rank_of(std::string_view written) const override {
    const Meaning meaning = meaning_of({}, written);
    switch (meaning.name) {
      case Name::kItem:
        return markup::XmlRank::kEntry;
      case Name::kTitle:
      case Name::kLink:
      case Name::kGuid:
      case Name::kId:
      case Name::kDescription:
      case Name::kSummary:
      case Name::kPublished:
      case Name::kUpdated:
      case Name::kCategory:
      case Name::kComments:
        return markup::XmlRank::kField;
      default:
        return markup::XmlRank::kNone;
    }
  }

 private:
  const std::optional<text::Url>& base_;
  Warnings& warnings_;
  std::unique_ptr<FeedHandler> chosen_;
  const std::string none_;
};

}  // namespace

Result<Feed> read_xml_feed(std::string_view bytes, const std::optional<text::Url>& base,
                           std::string_view transport_charset, Warnings& warnings) {
  AnyReader reader(base, warnings);
  const auto read = markup::read_xml(bytes, reader, transport_charset);
  if (!reader.is_feed()) {
    if (lower(reader.root()) == "html")
      return fail(Code::kInvalid, "not a feed but a web page; look there for its feed's address");
    if (!reader.root().empty()) {
      return fail(Code::kInvalid, "not a feed: its outermost element is '" + text::shorten(reader.root(), 80) +
                                      "', and a feed has 'rss', 'RDF' or 'feed'");
    }
    return fail(Code::kInvalid, "not a feed" + (read ? std::string(": it is empty") : ": " + read.error().message));
  }
  if (read) warnings.add(*read);
  Feed feed = reader.take();
  if (!read) {
    warnings.add(read.error().message + "; kept the " + count_of(feed.entries.size(), "entry", "entries") +
                 " before it");
  }
  return feed;
}

}  // namespace dateline::wire
