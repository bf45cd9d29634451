// RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 in one reader: their elements differ in name, hardly in meaning.

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "markup/xml.h"
#include "text/date.h"
#include "text/utf8.h"
#include "wire/feed_reader.h"
#include "wire/feed_text.h"

namespace dateline::wire {
namespace {

using Attributes = markup::XmlHandler::Attributes;

/// Namespaces as we name them. The same vocabulary goes by several addresses, and feeds get them wrong.
constexpr std::array<std::pair<std::string_view, std::string_view>, 21> kNamespaces = {{
    {"http://www.w3.org/2005/Atom", "atom"},
    {"http://purl.org/atom/ns#", "atom"},
    {"http://purl.org/rss/1.0/", ""},
    {"http://my.netscape.com/rdf/simple/0.9/", ""},
    {"http://channel.netscape.com/rdf/simple/0.9/", ""},
    {"http://backend.userland.com/RSS2", ""},
    {"http://backend.userland.com/rss2", ""},
    {"http://blogs.law.harvard.edu/tech/rss", ""},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"},
    {"http://purl.org/dc/elements/1.1/", "dc"},
    {"http://purl.org/dc/elements/1.0/", "dc"},
    {"http://purl.org/dc/terms/", "dcterms"},
    {"http://purl.org/rss/1.0/modules/content/", "content"},
    {"http://search.yahoo.com/mrss/", "media"},
    {"http://search.yahoo.com/mrss", "media"},
    {"http://video.search.yahoo.com/mrss", "media"},
    {"http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"},
    {"http://www.itunes.com/DTDs/Podcast-1.0.dtd", "itunes"},
    {"http://rssnamespace.org/feedburner/ext/1.0", "feedburner"},
    {"http://www.w3.org/1999/xhtml", "xhtml"},
    {"http://www.w3.org/XML/1998/namespace", "xml"},
}};

/// "http://purl.org/dc/elements/1.1/ creator" -> "dc:creator"; elements of RSS have no prefix.
std::string short_name(std::string_view expanded) {
  const std::size_t space = expanded.rfind(' ');
  if (space == std::string_view::npos) return std::string(expanded);
  const std::string_view uri = expanded.substr(0, space);
  const std::string_view local = expanded.substr(space + 1);
  std::string_view prefix = "other";
  for (const auto& [known, name] : kNamespaces) {
    if (known == uri || (uri.ends_with('/') && known == uri.substr(0, uri.size() - 1))) prefix = name;
  }
  if (prefix == "other" && uri.starts_with("http://purl.org/atom/")) prefix = "atom";
  return prefix.empty() ? std::string(local) : std::string(prefix) + ":" + std::string(local);
}

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view value_of(const Attributes& attributes, std::string_view name) {
  for (const auto& [key, value] : attributes) {
    if (key == name) return value;
  }
  return {};
}

/// What the element that is open belongs to, which decides what its children mean.
enum class Place {
  kOutside,  ///< Above the feed.
  kFeed,
  kEntry,
  kAuthor,   ///< atom:author: name, email, uri.
  kPicture,  ///< image of the channel: its title is not the feed's.
  kMedia,    ///< media:group and media:content, which hold media elements.
  kField,    ///< Its text is wanted; elements inside are markup.
  kIgnored,  ///< Together with all below.
};

class XmlFeedReader final : public markup::XmlHandler {
 public:
  XmlFeedReader(const std::optional<text::Url>& base, Warnings& warnings) : base_(base), warnings_(warnings) {}

  void start(std::string_view expanded, const Attributes& attributes) override {
    std::string name = short_name(expanded);
    if (frames_.empty() && name == "other:rss") own_namespace_ = expanded.substr(0, expanded.rfind(' ') + 1);
    if (!own_namespace_.empty() && expanded.starts_with(own_namespace_)) name = local_name(name);
    if (in_field_) {
      if (!is_wrapper(name)) open_markup(name, attributes);
      frames_.push_back({std::move(name), Place::kField, frames_.back().base});
      return;
    }
    const Place parent = frames_.empty() ? Place::kOutside : frames_.back().place;
    std::optional<text::Url> base = frames_.empty() ? base_ : frames_.back().base;
    for (const auto& [key, value] : attributes) {
      if (short_name(key) != "xml:base") continue;
      auto nearer = base ? base->resolve(value) : text::Url::parse(value);
      if (nearer) base = std::move(nearer);
    }
    const Place place = frames_.empty() ? begin_document(name, attributes) : place_of(name, parent);
    frames_.push_back({name, place, std::move(base)});
    if (place == Place::kEntry) begin_entry(attributes);
    if (place == Place::kAuthor) author_.clear();
    if (place == Place::kField) begin_field(attributes);
    if (place == Place::kMedia || place == Place::kField) read_attributes(name, parent, attributes);
  }

  void end(std::string_view) override {
    if (frames_.empty()) return;
    const Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (in_field_ && frames_.size() > field_depth_) {
      if (!is_wrapper(frame.name)) close_markup(frame.name);
      return;
    }
    if (in_field_) {
      in_field_ = false;
      finish_field(frame.name);
      return;
    }
    if (frame.place == Place::kEntry) finish_entry();
    if (frame.place == Place::kAuthor) finish_author();
  }

  void text(std::string_view utf8) override {
    if (!in_field_) return;
    // Inside of elements, text was decoded once already and is put back; else it is what the field says.
    if (frames_.size() > field_depth_ + 1 || field_type_ == "xhtml") {
      field_ += escape_html(utf8);
    } else {
      field_ += utf8;
    }
  }

  bool is_feed() const { return !feed_.format.empty(); }
  const std::string& root() const { return root_; }

  Feed take() {
    for (FeedEntry& entry : feed_.entries) {
      // An Atom entry without authors has its feed's (RFC 4287 section 4.2.1).
      if (entry.authors.empty() && feed_.format.starts_with("atom")) entry.authors = feed_authors_;
    }
    if (left_out_ > 0) {
      warnings_.add(count_of(left_out_, "entry", "entries") + " after the first " + with_commas(kMaxEntries) +
                    " left out");
    }
    return std::move(feed_);
  }

 private:
  struct Frame {
    std::string name;
    Place place;
    std::optional<text::Url> base;
  };

  /// Names the format by the root element.
  Place begin_document(const std::string& name, const Attributes& attributes) {
    root_ = std::string(local_name(name));
    const std::string version(value_of(attributes, "version"));
    if (name == "rss") {
      feed_.format = version.empty() ? "rss" : "rss " + version.substr(0, 8);
    } else if (name == "rdf:RDF" || name == "RDF") {
      feed_.format = "rss 1.0";
    } else if (root_ == "feed") {
      feed_.format = "atom " + (version.empty() ? "1.0" : version.substr(0, 8));
    } else if (name == "channel") {
      feed_.format = "rss";
      return Place::kFeed;
    } else {
      return Place::kIgnored;
    }
    for (const auto& [key, value] : attributes) {
      if (short_name(key) == "xml:lang") feed_.language = text::collapse(value);
    }
    return root_ == "feed" ? Place::kFeed : Place::kOutside;
  }

  Place place_of(const std::string& name, Place parent) const {
    if (parent == Place::kIgnored) return Place::kIgnored;
    if (parent == Place::kOutside || parent == Place::kFeed) {
      if (name == "item" || name == "entry" || name == "atom:entry") return Place::kEntry;
      if (parent == Place::kOutside) return name == "channel" ? Place::kFeed : Place::kIgnored;
    }
    if (parent == Place::kAuthor) return is_one_of(local_name(name), {"name"}) ? Place::kField : Place::kIgnored;
    if (parent == Place::kPicture) return Place::kIgnored;
    if (name.starts_with("atom:author") || (name == "author" && feed_.format.starts_with("atom"))) {
      return Place::kAuthor;
    }
    if (name == "image" && parent == Place::kFeed) return Place::kPicture;
    if (name == "media:group" || name == "media:content") return Place::kMedia;
    if (parent == Place::kMedia) return name == "media:thumbnail" ? Place::kField : Place::kIgnored;
    if (is_one_of(local_name(name), {"source", "textInput", "textinput", "contributor", "items", "skipHours",
                                     "skipDays", "cloud", "generator", "custom"}) ||
        name.starts_with("other:")) {
      return Place::kIgnored;
    }
    return Place::kField;
  }

  static bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
  }

  // Entries.

  void begin_entry(const Attributes& attributes) {
    entry_ = {};
    permalink_.clear();
    for (const auto& [key, value] : attributes) {
      if (short_name(key) == "rdf:about") entry_.id = text::collapse(value);
    }
  }

  void finish_entry() {
    if (feed_.entries.size() >= kMaxEntries) {
      ++left_out_;
      return;
    }
    if (entry_.url.empty()) entry_.url = std::move(permalink_);
    if (entry_.content.empty() && entry_.summary.empty()) entry_.summary = std::move(long_summary_);
    long_summary_.clear();
    if (entry_.image.empty()) entry_.image = std::move(thumbnail_);
    thumbnail_.clear();
    feed_.entries.push_back(std::move(entry_));
  }

  void finish_author() {
    std::string name = author_name(author_);
    if (!name.empty()) add_author(std::move(name));
  }

  void add_author(std::string name) {
    if (name.empty()) return;
    auto& authors = owner() == Place::kEntry ? entry_.authors : feed_authors_;
    if (std::ranges::find(authors, name) == authors.end()) authors.push_back(std::move(name));
  }

  /// Whether what is read now belongs to an entry or to the feed.
  Place owner() const {
    for (const Frame& frame : frames_) {
      if (frame.place == Place::kEntry) return Place::kEntry;
    }
    return Place::kFeed;
  }

  // Fields that are attributes.

  void read_attributes(std::string_view name, Place parent, const Attributes& attributes) {
    const std::string_view type = value_of(attributes, "type");
    const std::string_view url = value_of(attributes, "url");
    const bool in_entry = parent == Place::kEntry || owner() == Place::kEntry;
    if (name == "atom:link" || (name == "link" && !value_of(attributes, "href").empty())) {
      read_link(value_of(attributes, "rel"), type, value_of(attributes, "href"), in_entry);
    } else if ((name == "atom:category" || name == "category") && value_of(attributes, "term") != "") {
      const std::string_view label = value_of(attributes, "label");
      add_category(label.empty() ? value_of(attributes, "term") : label);
    } else if (name == "itunes:category") {
      add_category(value_of(attributes, "text"));
    } else if (name == "enclosure" && in_entry && is_picture(type, url)) {
      keep_image(url);
    } else if (name == "media:content" && in_entry) {
      const std::string_view medium = value_of(attributes, "medium");
      if (is_picture(medium.empty() ? type : medium, url)) keep_image(url);
    } else if (name == "media:thumbnail" && in_entry && thumbnail_.empty()) {
      thumbnail_ = resolved(url);
    } else if (name == "itunes:image" && in_entry && thumbnail_.empty()) {
      thumbnail_ = resolved(value_of(attributes, "href"));
    } else if (name == "guid") {
      guid_is_link_ = value_of(attributes, "isPermaLink") != "false";
    } else if (name == "atom:content" && in_entry && entry_.url.empty()) {
      entry_.url = resolved(value_of(attributes, "src"));
    }
  }

  void read_link(std::string_view rel, std::string_view type, std::string_view href, bool in_entry) {
    if (rel == "enclosure" && in_entry && is_picture(type, href)) keep_image(href);
    if (!rel.empty() && rel != "alternate") return;
    std::string& url = in_entry ? entry_.url : feed_.url;
    if (url.empty()) url = resolved(href);
  }

  void keep_image(std::string_view url) {
    if (entry_.image.empty()) entry_.image = resolved(url);
  }

  void add_category(std::string_view category) {
    std::string line = plain_line(category);
    if (owner() == Place::kEntry && !line.empty() &&
        std::ranges::find(entry_.categories, line) == entry_.categories.end()) {
      entry_.categories.push_back(std::move(line));
    }
  }

  /// As seen from the element that is open; as it stands where nobody knows an address to see it from.
  std::string resolved(std::string_view reference) const {
    const std::optional<text::Url>& base = frames_.empty() ? base_ : frames_.back().base;
    return base ? absolute_url(reference, base) : text::collapse(reference);
  }

  // Fields that are text.

  void begin_field(const Attributes& attributes) {
    in_field_ = true;
    field_depth_ = frames_.size() - 1;
    field_.clear();
    has_markup_ = false;
    field_type_ = std::string(value_of(attributes, "type"));
    field_mode_ = std::string(value_of(attributes, "mode"));
    field_src_ = !value_of(attributes, "src").empty();
    guid_is_link_ = true;
  }

  /// The div that Atom puts around XHTML is not part of the content.
  bool is_wrapper(std::string_view name) const {
    return name == "xhtml:div" && frames_.size() == field_depth_ + 1 && field_type_ == "xhtml";
  }

  void open_markup(std::string_view name, const Attributes& attributes) {
    has_markup_ = true;
    field_.append("<").append(local_name(name));
    for (const auto& [key, value] : attributes) {
      field_.append(" ").append(local_name(short_name(key))).append("=\"").append(escape_html(value)).append("\"");
    }
    field_ += '>';
  }

  void close_markup(std::string_view name) {
    constexpr std::array<std::string_view, 8> kEmpty = {"br", "img", "hr", "input", "wbr", "source", "embed", "col"};
    const std::string_view local = local_name(name);
    if (std::ranges::find(kEmpty, local) != kEmpty.end()) return;
    field_.append("</").append(local).append(">");
  }

  /// The field that was read, as HTML.
  std::string html() {
    if (field_mode_ == "base64" || (field_type_ == "application/octet-stream" && !has_markup_)) {
      if (auto decoded = decode_base64(field_)) return text::repair_utf8(*decoded);
    }
    if (is_atom_text()) return escape_html(field_);
    return std::move(field_);
  }

  /// The field that was read, as one line.
  std::string line() {
    if (is_atom_text()) return text::collapse(field_);
    return plain_line(html());
  }

  /// Text in the sense of Atom 1.0, where a "<" is a "<"; in RSS nobody knows, and most mean HTML.
  bool is_atom_text() const {
    if (has_markup_ || !field_mode_.empty() || feed_.format != "atom 1.0") return false;
    return field_type_.empty() || field_type_ == "text" || field_type_ == "text/plain";
  }

  std::optional<Instant> date() const { return text::parse_date(text::collapse(field_)); }

  void finish_field(const std::string& full_name) {
    const Place place = frames_.empty() ? Place::kOutside : frames_.back().place;
    if (place == Place::kAuthor) {
      author_ = std::move(field_);
      return;
    }
    // Atom elements inside RSS mean the same.
    const std::string name = full_name.starts_with("atom:") ? full_name.substr(5) : full_name;
    if (place == Place::kEntry) {
      finish_entry_field(name, full_name != name);
    } else if (place == Place::kFeed) {
      finish_feed_field(name);
    }
  }

  void finish_entry_field(std::string_view name, bool atom) {
    if (name == "title") {
      if (std::string title = line(); !title.empty()) entry_.title = std::move(title);
    } else if (name == "dc:title" || name == "itunes:title") {
      if (entry_.title.empty()) entry_.title = line();
    } else if (name == "link") {
      if (entry_.url.empty()) entry_.url = resolved(field_);
    } else if (name == "feedburner:origLink") {
      if (std::string url = resolved(field_); !url.empty()) entry_.url = std::move(url);
    } else if (name == "guid") {
      finish_guid();
    } else if (name == "id" || (name == "dc:identifier" && entry_.id.empty())) {
      entry_.id = text::collapse(field_);
    } else if (name == "description" || name == "summary") {
      if (std::string summary = html(); !summary.empty()) entry_.summary = std::move(summary);
    } else if (name == "dc:description" || name == "itunes:summary" || name == "itunes:subtitle") {
      if (long_summary_.empty()) long_summary_ = html();
    } else if (name == "content:encoded" || name == "encoded" || name == "xhtml:body" ||
               (name == "content" && !field_src_)) {
      if (atom && is_binary(field_type_)) return;
      if (std::string content = html(); !content.empty()) entry_.content = std::move(content);
    } else if (name == "author" || name == "dc:creator" || name == "itunes:author" || name == "dc:author") {
      if (name != "itunes:author" || entry_.authors.empty()) add_author(author_name(line()));
    } else if (name == "category" || name == "dc:subject") {
      add_category(field_);
    } else {
      finish_entry_date(name);
    }
  }

  void finish_entry_date(std::string_view name) {
    if (is_one_of(name, {"pubDate", "published", "issued", "dcterms:created", "dcterms:issued"})) {
      if (auto when = date()) entry_.published = when;
    } else if (is_one_of(name, {"dc:date", "created", "pubdate"})) {
      if (!entry_.published) entry_.published = date();
    } else if (is_one_of(name, {"updated", "modified", "dcterms:modified"})) {
      if (auto when = date()) entry_.updated = when;
    }
  }

  void finish_guid() {
    entry_.id = text::collapse(field_);
    if (guid_is_link_ && text::Url::parse(entry_.id)) permalink_ = entry_.id;
  }

  void finish_feed_field(std::string_view name) {
    if (name == "title" || name == "dc:title") {
      if (name == "title" || feed_.title.empty()) feed_.title = line();
    } else if (name == "link") {
      if (feed_.url.empty()) feed_.url = resolved(field_);
    } else if (name == "language" || name == "dc:language") {
      if (std::string language = text::collapse(field_); !language.empty()) feed_.language = std::move(language);
    } else if (is_one_of(name, {"description", "subtitle", "tagline"})) {
      feed_.description = line();
    } else if (is_one_of(name, {"itunes:summary", "itunes:subtitle", "dc:description"})) {
      if (feed_.description.empty()) feed_.description = line();
    }
  }

  /// Atom content that is a file and no text (RFC 4287 section 4.1.3.3).
  static bool is_binary(std::string_view type) {
    return type.find('/') != std::string_view::npos && !type.starts_with("text/") && !type.ends_with("xml");
  }

  // Constant after construction.
  const std::optional<text::Url> base_;
  Warnings& warnings_;

  Feed feed_;
  std::string root_;
  std::string own_namespace_;  // Of an rss element in a namespace that nobody knows: it says the same as ever.
  std::vector<std::string> feed_authors_;
  std::size_t left_out_ = 0;
  std::vector<Frame> frames_;  // As deep as the document, which read_xml() bounds.

  // The entry that is open.
  FeedEntry entry_;
  std::string permalink_, long_summary_, thumbnail_;
  bool guid_is_link_ = true;
  std::string author_;

  // The field that is open.
  bool in_field_ = false;
  std::size_t field_depth_ = 0;  // Number of frames around it.
  std::string field_, field_type_, field_mode_;
  bool has_markup_ = false, field_src_ = false;
};

}  // namespace

Result<Feed> read_xml_feed(std::string_view bytes, const std::optional<text::Url>& base,
                           std::string_view transport_charset, Warnings& warnings) {
  XmlFeedReader reader(base, warnings);
  const Status read = markup::read_xml(bytes, reader, transport_charset);
  if (!reader.is_feed()) {
    if (reader.root() == "html")
      return fail(Code::kInvalid, "not a feed but a web page; look there for its feed's address");
    if (!reader.root().empty()) {
      return fail(Code::kInvalid, "not a feed: its outermost element is '" + reader.root().substr(0, 80) +
                                      "', and a feed has 'rss', 'RDF' or 'feed'");
    }
    return fail(Code::kInvalid, "not a feed" + (read ? std::string(": it is empty") : ": " + read.error().message));
  }
  Feed feed = reader.take();
  if (!read) {
    warnings.add(read.error().message + "; kept the " + count_of(feed.entries.size(), "entry", "entries") +
                 " before it");
  }
  return feed;
}

}  // namespace dateline::wire
