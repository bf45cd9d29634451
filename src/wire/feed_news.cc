// NewsML-G2 and NITF, the formats of news agencies (IPTC): one report a document, or several in a message.

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "text/date.h"
#include "text/utf8.h"
#include "wire/feed_reader.h"
#include "wire/feed_text.h"

namespace dateline::wire {
namespace {

using Attributes = std::span<const markup::XmlAttribute>;

std::string value_of(Attributes attributes, std::string_view written) {
  for (const auto& [name, value] : attributes) {
    if (name.written == written) return text::collapse(value);
  }
  return "";
}

/// "ninat:text" -> "text".
std::string code_in(const std::string& qcode) {
  return lower(qcode.substr(qcode.rfind(':') + 1));
}

template <class Number>
std::optional<Number> number_in(const std::string& text) {
  if (text.empty() || text.size() > 15 || text.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  const long long number = std::stoll(text);
  if (static_cast<unsigned long long>(number) > static_cast<unsigned long long>(std::numeric_limits<Number>::max())) {
    return std::nullopt;
  }
  return static_cast<Number>(number);
}

class NewsReader final : public FeedHandler {
 public:
  NewsReader(const std::optional<text::Url>& base, Warnings& warnings) : base_(base), warnings_(warnings) {}

  bool is_feed() const override { return !feed_.format.empty(); }
  const std::string& root() const override { return root_; }
  Feed take() override {
    finish_entry();
    if (left_out_ > 0) {
      warnings_.add(count_of(left_out_, "report", "reports") + " after the first " + with_commas(kMaxEntries) +
                    " left out");
    }
    return std::move(feed_);
  }

  void restart() override {}  // AnyReader makes a new one.
  int code_of(std::string_view, std::string_view) override { return 0; }

  void start(const markup::XmlName& name, Attributes attributes) override {
    if (root_.empty()) begin_document(name, attributes);
    open_.emplace_back(name.local);
    if (in_markup_ > 0) return open_markup(attributes);
    if (capturing_ > 0) return;
    if (is("newsItem") || is("packageItem") || (is("nitf") && !entry_)) begin_entry(attributes);
    if (!entry_) {
      if (is_in("header") && is_one_of({"sender"})) capture();
      return;
    }
    read_attributes(attributes);
    if (is("body.content") || (is("body") && is_in("html"))) {
      begin_markup();
    } else if (is_one_of({"headline", "slugline", "name", "by", "byline", "hl1", "copyrightNotice", "versionCreated",
                          "firstCreated", "contentCreated", "contentModified", "description", "abstract", "inlineData",
                          "title", "location", "literal", "distributor"})) {
      type_ = value_of(attributes, "contenttype");
      role_ = code_in(value_of(attributes, "role"));
      capture();
    }
  }

  void end(const markup::XmlName&) override {
    const std::string name = std::move(open_.back());
    open_.pop_back();
    if (in_markup_ > 0) {
      close_markup(name);
      if (open_.size() >= in_markup_) return;
      in_markup_ = 0;
      if (entry_) entry_->content = std::exchange(text_, {});
      return;
    }
    if (capturing_ > 0) {
      if (open_.size() >= capturing_) return;
      capturing_ = 0;
      finish(name, std::exchange(text_, {}));
      return;
    }
    if (name == "newsItem" || name == "packageItem") finish_entry();
  }

  void text(std::string_view utf8) override {
    if (in_markup_ > 0) {
      text_ += escape_html(utf8);
    } else if (capturing_ > 0) {
      text_ += utf8;
    }
  }

 private:
  bool is(std::string_view name) const { return open_.back() == name; }
  bool is_one_of(std::initializer_list<std::string_view> names) const {
    return std::ranges::find(names, open_.back()) != names.end();
  }
  bool is_in(std::string_view name) const { return std::ranges::find(open_, name) != open_.end(); }

  void begin_document(const markup::XmlName& name, Attributes attributes) {
    root_ = std::string(name.local);
    feed_.format = root_ == "nitf" ? "nitf" : "newsml-g2";
    feed_.language = value_of(attributes, "xml:lang");
  }

  void begin_entry(Attributes attributes) {
    finish_entry();
    entry_.emplace();
    entry_->id = value_of(attributes, "guid");
    if (entry_->id.empty()) entry_->id = value_of(attributes, "uno");
    const std::string language = value_of(attributes, "xml:lang");
    if (language != feed_.language) entry_->language = language;
    byline_.clear();
    title_.clear();
  }

  void finish_entry() {
    if (!entry_) return;
    FeedEntry entry = std::move(*entry_);
    entry_.reset();
    if (feed_.entries.size() >= kMaxEntries) {
      ++left_out_;
      return;
    }
    if (entry.title.empty()) entry.title = title_;
    if (entry.authors.empty() && !byline_.empty()) entry.authors.push_back(byline_);
    if (entry.url.empty()) entry.url = absolute_url(entry.id, std::nullopt);
    for (const FeedMedia& media : entry.media) {
      if (entry.image.empty() && is_picture(media.type, media.url)) entry.image = media.url;
    }
    feed_.entries.push_back(std::move(entry));
  }

  // What stands in attributes.

  void read_attributes(Attributes attributes) {
    if (is("itemClass")) {
      entry_->kind = code_in(value_of(attributes, "qcode"));
      if (entry_->kind.empty()) {
        const std::string uri = value_of(attributes, "uri");
        entry_->kind = lower(uri.substr(uri.rfind('/') + 1));
      }
    } else if (is("language") && is_in("contentMeta")) {
      const std::string tag = value_of(attributes, "tag");
      if (feed_.language.empty()) feed_.language = tag;
      if (tag != feed_.language) entry_->language = tag;
    } else if (is("remoteContent") || is("media-reference")) {
      add_media(attributes);
    } else if (is("link") && is_in("itemMeta")) {
      add_link(code_in(value_of(attributes, "rel")), value_of(attributes, "href"), "");
    } else if (is("itemRef")) {
      item_url_ = value_of(attributes, "href");
    } else if (is("doc-id")) {
      entry_->id = value_of(attributes, "id-string");
    } else if (is("date.issue")) {
      entry_->published = text::parse_date(value_of(attributes, "norm"));
    } else if (is("date.release") && !entry_->published) {
      entry_->published = text::parse_date(value_of(attributes, "norm"));
    } else if (is("doc.copyright")) {
      entry_->rights = value_of(attributes, "holder");
    } else if (is("keyword")) {
      add_once(entry_->categories, value_of(attributes, "key"));
    } else if (is("tobject.subject")) {
      add_once(entry_->categories, value_of(attributes, "tobject.subject.matter"));
      add_once(entry_->categories, value_of(attributes, "tobject.subject.type"));
    } else if (is("tobject")) {
      entry_->kind = lower(value_of(attributes, "tobject.type"));
    } else if (is("pubdata") && feed_.title.empty()) {
      feed_.title = value_of(attributes, "name");
    }
  }

  void add_media(Attributes attributes) {
    FeedMedia media;
    media.url = absolute_url(value_of(attributes, is("remoteContent") ? "href" : "source"), base_);
    media.type = lower(value_of(attributes, is("remoteContent") ? "contenttype" : "mime-type"));
    media.bytes = number_in<std::uint64_t>(value_of(attributes, "size"));
    media.width = number_in<int>(value_of(attributes, "width"));
    media.height = number_in<int>(value_of(attributes, "height"));
    media.duration = seconds_in(value_of(attributes, "duration"));
    media.title = value_of(attributes, "hltype");
    if (is("remoteContent")) media.group = 1;
    if (!media.url.empty()) entry_->media.push_back(std::move(media));
  }

  void add_link(std::string rel, const std::string& href, std::string title) {
    std::string url = absolute_url(href, base_);
    if (!url.empty()) entry_->links.push_back({std::move(rel), std::move(url), "", "", std::move(title), {}});
  }

  static void add_once(std::vector<std::string>& list, std::string line) {
    constexpr std::size_t kMost = 1'000;
    if (!line.empty() && list.size() < kMost && std::ranges::find(list, line) == list.end()) {
      list.push_back(std::move(line));
    }
  }

  // What stands as text.

  void capture() {
    capturing_ = open_.size();
    text_.clear();
  }

  void finish(const std::string& name, const std::string& text) {
    const std::string line = text::collapse(text);
    if (!entry_) {
      if (feed_.title.empty()) feed_.title = line;
      return;
    }
    const std::string& parent = open_.empty() ? name : open_.back();
    if (name == "headline") {
      if (is_in("itemRef")) {
        add_link("item", item_url_, line);
      } else if (entry_->title.empty()) {
        entry_->title = line;
      }
    } else if (name == "hl1" || name == "title" || name == "slugline") {
      if (title_.empty() || name == "hl1") title_ = line;
    } else if (name == "by" || name == "byline") {
      byline_ = byline_of(line);
    } else if (name == "name" || name == "literal") {
      finish_name(parent, line);
    } else if (name == "copyrightNotice") {
      if (entry_->rights.empty()) entry_->rights = line;
    } else if (name == "versionCreated" || name == "contentModified") {
      if (const auto when = text::parse_date(line); when && parent != "itemRef") {
        if (name == "versionCreated" || !entry_->updated) entry_->updated = when;
        if (!entry_->published && name == "versionCreated") entry_->published = when;
      }
    } else if (name == "firstCreated" || name == "contentCreated") {
      if (auto when = text::parse_date(line)) entry_->published = when;
    } else if (name == "description" || name == "abstract") {
      if (parent == "contentMeta" || name == "abstract") {
        if (entry_->summary.empty() || role_ == "summary") entry_->summary = escape_html(line);
      }
    } else if (name == "location" || (name == "distributor" && feed_.title.empty())) {
      if (name == "distributor") {
        feed_.title = line;
      } else if (is_in("dateline") && !entry_->place) {
        entry_->place.emplace().name = line;
      }
    } else if (name == "inlineData" && (type_.empty() || type_.starts_with("text/"))) {
      entry_->content = type_.contains("html") ? text : escape_html(text);
    }
  }

  void finish_name(const std::string& parent, const std::string& line) {
    const std::string name = author_name(line);
    if (parent == "creator" && is_in("contentMeta")) {
      add_once(entry_->authors, name);
    } else if (parent == "contributor" && is_in("contentMeta")) {
      add_once(entry_->contributors, name);
    } else if (parent == "subject") {
      add_once(entry_->categories, line);
    } else if (parent == "located" && !entry_->place) {
      entry_->place.emplace().name = line;
    } else if (parent == "infoSource" && !entry_->source) {
      entry_->source = FeedSource{line, ""};
    } else if (parent == "provider" && feed_.title.empty()) {
      feed_.title = line;
    } else if (parent == "copyrightHolder" && entry_->rights.empty()) {
      entry_->rights = line;
    }
  }

  static std::string byline_of(const std::string& line) {
    std::string name = author_name(line);
    if (name.starts_with("By ") || name.starts_with("by ")) name.erase(0, 3);
    return name.substr(0, name.find(','));  // ", Staff Reporter".
  }

  // The text of the report: NITF's elements are mostly HTML's.

  void begin_markup() {
    in_markup_ = open_.size();
    text_.clear();
  }
  static std::string_view html_name(std::string_view name) {
    if (name == "hl1" || name == "hl2") return name == "hl1" ? "h2" : "h3";
    return name;
  }
  void open_markup(Attributes attributes) {
    text_.append("<").append(html_name(open_.back()));
    for (const std::string_view kept : {"href", "src", "alt"}) {
      if (const std::string value = value_of(attributes, kept); !value.empty()) {
        text_.append(" ").append(kept).append("=\"").append(escape_html(value)).append("\"");
      }
    }
    text_ += '>';
    if (is("media-reference")) add_media(attributes);
  }
  void close_markup(const std::string& name) {
    if (open_.size() >= in_markup_ && name != "br" && name != "img" && name != "hr") {
      text_.append("</").append(html_name(name)).append(">");
    }
  }

  // Constant after construction.
  const std::optional<text::Url> base_;
  Warnings& warnings_;

  Feed feed_;
  std::string root_;
  std::size_t left_out_ = 0;
  std::vector<std::string> open_;  // Local names.

  std::optional<FeedEntry> entry_;
  std::string title_, byline_, item_url_;

  std::string text_;
  std::size_t capturing_ = 0, in_markup_ = 0;  // Depth of the element whose text is kept; 0 for none.
  std::string type_, role_;
};

}  // namespace

bool is_news_root(std::string_view local) {
  constexpr std::array<std::string_view, 4> kRoots = {"newsItem", "packageItem", "newsMessage", "nitf"};
  return std::ranges::find(kRoots, local) != kRoots.end();
}

std::unique_ptr<FeedHandler> news_handler(const std::optional<text::Url>& base, Warnings& warnings) {
  return std::make_unique<NewsReader>(base, warnings);
}

}  // namespace dateline::wire
