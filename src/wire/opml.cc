#include "wire/opml.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "markup/xml.h"
#include "markup/xml_text.h"
#include "text/url.h"
#include "text/utf8.h"
#include "wire/feed_text.h"
#include "wire/warnings.h"

namespace dateline::wire {
namespace {

using Attributes = std::span<const markup::XmlAttribute>;

/// Programs disagree on the case of attribute names.
std::string value_of(Attributes attributes, std::string_view lower_case_name) {
  for (const auto& [name, value] : attributes) {
    if (lower(name.written) == lower_case_name) return text::collapse(value);
  }
  return "";
}

/// "feed://example.org/rss" and "feed:https://example.org/rss", as browsers once wrote them.
std::string without_feed_scheme(std::string url) {
  if (url.starts_with("feed://")) return "http" + url.substr(4);
  if (url.starts_with("feed:")) return url.substr(5);
  return url;
}

class OpmlReader final : public markup::XmlHandler {
 public:
  int code_of(std::string_view, std::string_view local) override { return lower(local) == "outline"; }

  void restart() override { *this = OpmlReader(); }

  void start(const markup::XmlName& name, Attributes attributes) override {
    if (root_.empty()) root_ = lower(name.local);
    const bool outline = name.code == 1;
    std::string folder;
    if (outline) {
      std::string label = value_of(attributes, "text");
      if (label.empty()) label = value_of(attributes, "title");
      const std::string url = value_of(attributes, "xmlurl");
      if (!url.empty()) {
        add(url, label);
      } else if (!label.empty()) {
        folder = std::move(label);
      } else if (!attributes.empty()) {
        warnings_.add("an outline without text and xmlUrl passed over");
      }
    }
    path_.push_back(std::move(folder));
  }

  void end(const markup::XmlName&) override {
    if (!path_.empty()) path_.pop_back();
  }

  void text(std::string_view) override {}

  const std::string& root() const { return root_; }

  OpmlFile take(const Result<markup::XmlMends>& read) {
    if (repeats_ > 0) warnings_.add(count_of(repeats_, "feed stands", "feeds stand") + " there more than once");
    if (read) {
      warnings_.add(*read);
    } else {
      warnings_.add(read.error().message + "; kept the " + count_of(sources_.size(), "feed", "feeds") + " before it");
    }
    return {std::move(sources_), warnings_.take()};
  }

 private:
  void add(const std::string& url, const std::string& label) {
    auto source = Source::from_url(without_feed_scheme(url));
    if (!source) {
      warnings_.add("outline '" + text::shorten(label, 80) + "': " + source.error().message + "; passed over");
      return;
    }
    if (!seen_.insert(source->id).second) {
      ++repeats_;
      return;
    }
    source->outlet.name = label;
    for (const std::string& folder : path_) {
      if (!folder.empty()) source->folder.append(source->folder.empty() ? "" : "/").append(folder);
    }
    sources_.push_back(std::move(*source));
  }

  std::string root_;
  std::vector<std::string> path_;  // One for each open element; empty where it is no folder.
  std::vector<Source> sources_;
  std::unordered_set<SourceId> seen_;
  std::size_t repeats_ = 0;
  Warnings warnings_;
};

std::vector<std::string_view> folders_of(std::string_view path) {
  std::vector<std::string_view> folders;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) folders.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return folders;
}

}  // namespace

Result<OpmlFile> parse_opml(std::string_view bytes) {
  OpmlReader reader;
  const auto read = markup::read_xml(bytes, reader);
  if (reader.root() != "opml") {
    std::string why = reader.root().empty() ? (read ? std::string("it is empty") : read.error().message)
                                            : "its outermost element is '" + reader.root().substr(0, 80) + "'";
    return fail(Code::kInvalid, "not a subscription list (OPML): " + why);
  }
  return reader.take(read);
}

std::string write_opml(std::span<const Source> sources) {
  std::vector<const Source*> in_order;
  for (const Source& source : sources) in_order.push_back(&source);
  // Within a folder as they came, which is the order of their addresses in the span.
  std::ranges::sort(in_order, {}, [](const Source* source) { return std::pair(folders_of(source->folder), source); });

  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n"
      "  <head><title>Sources</title></head>\n  <body>\n";
  const auto attribute = [](std::string_view text) { return escape_html(markup::xml_text(text)); };
  const auto indent = [&](std::size_t depth) { out.append(4 + 2 * depth, ' '); };
  std::vector<std::string_view> open;
  const auto close_to = [&](std::size_t depth) {
    for (; open.size() > depth; open.pop_back()) {
      indent(open.size() - 1);
      out += "</outline>\n";
    }
  };
  for (const Source* source : in_order) {
    const std::vector<std::string_view> folders = folders_of(source->folder);
    const auto shared = std::ranges::mismatch(open, folders).in1 - open.begin();
    close_to(static_cast<std::size_t>(shared));
    while (open.size() < folders.size()) {
      indent(open.size());
      open.push_back(folders[open.size()]);
      out.append("<outline text=\"").append(attribute(open.back())).append("\">\n");
    }
    const std::string name = attribute(source->outlet.name.empty() ? source->outlet.owner : source->outlet.name);
    indent(open.size());
    out.append("<outline type=\"rss\" text=\"").append(name).append("\" title=\"").append(name);
    out.append("\" xmlUrl=\"").append(attribute(source->url)).append("\"/>\n");
  }
  close_to(0);
  return out + "  </body>\n</opml>\n";
}

}  // namespace dateline::wire
