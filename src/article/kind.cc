#include "article/kind.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "article/body.h"
#include "article/metadata.h"
#include "article/page_blocks.h"

namespace dateline::article {
namespace {

using markup::Tag;

/// Of a page's own text, in characters without spaces, that make a report of whatever stands around it.
constexpr std::size_t kMuchText = 1200;
/// Less than this, of nobody and of no day, is no report: of 15 such pages in the development set 14 are none.
constexpr std::size_t kHardlyText = 400;
/// Links to other pages that make a list of a page without much text; so many teasers with a few lines each do, too.
constexpr std::size_t kManyLinks = 25;
constexpr std::size_t kManyTeasers = 6;
/// Of a list's text so many in 100 are linked.
constexpr std::size_t kMostlyLinks = 45;
/// A link of so many characters names a page: a few words.
constexpr std::size_t kShortestTitle = 20;
/// Updates with a time of their own that make a live blog, and pictures that make a gallery.
constexpr std::size_t kManyUpdates = 5;
constexpr std::size_t kManyPictures = 8;

/// The first of these that the page declares; "" when none.
std::string_view any_of(const Metadata& page, std::initializer_list<std::string_view> types) {
  for (const std::string_view type : types) {
    if (std::ranges::find(page.types, type) != page.types.end()) return type;
  }
  return "";
}

std::string says(std::string_view type) {
  return "the page says that it is a " + std::string(type);
}

bool is_link(const Block& block) {
  return block.linked * 10 >= block.letters * 9;
}
bool is_title(const Block& block) {
  return block.letters >= (block.kind == BlockKind::kHeading ? kShortestTitle / 2 : kShortestTitle) && is_link(block);
}

/// Words in addresses that say what is below them, on sites of all sorts; by the first label of the host, too.
struct Address {
  std::vector<std::string_view> folders, host;
  std::string_view last, query;

  explicit Address(const text::Url& url) : query(url.query()) {
    const std::string_view path = url.path();
    for (std::size_t at = 0; at < path.size();) {
      const std::size_t end = std::min(path.find('/', at), path.size());
      if (end > at) folders.push_back(path.substr(at, end - at));
      at = end + 1;
    }
    if (!folders.empty() && path.back() != '/') {
      last = folders.back();
      folders.pop_back();
    }
    const std::string_view name = url.host();
    host.push_back(name.substr(0, name.find('.')));
  }
  bool is_root() const { return folders.empty() && last.empty(); }
  bool is_below(std::initializer_list<std::string_view> names) const { return any(folders, names); }
  bool is_at(std::initializer_list<std::string_view> names) const {
    return is_below(names) || std::ranges::find(names, last) != names.end();
  }
  bool is_on(std::initializer_list<std::string_view> names) const { return any(host, names); }

 private:
  static bool any(const std::vector<std::string_view>& words, std::initializer_list<std::string_view> names) {
    return std::ranges::any_of(words, [&](auto word) { return std::ranges::find(names, word) != names.end(); });
  }
};

/// What the page's text is made of.
struct Makeup {
  std::size_t letters = 0;          ///< Of the text.
  std::size_t own = 0;              ///< Of these, not of links and not the few lines under a link to another page.
  std::size_t titles = 0;           ///< Links on the page that name a page.
  std::size_t teasers = 0;          ///< Of these, headings with a few lines under them.
  std::size_t posts = 0;            ///< Of these, with a text of several paragraphs in an article element of their own.
  std::size_t linked = 0, all = 0;  ///< Characters of the page in links, and in all.
};

Makeup makeup_of(const PageBlocks& page, const Body& body) {
  /// Behind a heading that is a link, so many paragraphs are its teaser; more are a text.
  constexpr std::size_t kTeaserBlocks = 3;
  Makeup makeup;
  std::vector<bool> in_body(page.blocks.size());
  for (const std::size_t i : body.blocks) in_body[i] = true;
  if (body.blocks.empty()) {
    for (const std::string& paragraph : body.paragraphs) makeup.letters += count_letters(paragraph);
    makeup.own = makeup.letters;
  }
  std::size_t under = 0, since = 0, teaser = 0, article = 0, last_post = 0;
  const auto end_teaser = [&] {
    if (under > 0 && since > 0) ++makeup.teasers;
    if (under > 0 && since > kTeaserBlocks && article > last_post) {
      ++makeup.posts;
      last_post = article;
    }
    if (since > kTeaserBlocks || teaser > kHardlyText) makeup.own += teaser;
    under = since = teaser = 0;
  };
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    makeup.all += block.letters;
    makeup.linked += block.linked;
    makeup.titles += is_title(block);
    if (in_body[i]) makeup.letters += block.letters;
    if (block.kind == BlockKind::kHeading || is_title(block)) {
      end_teaser();
      if (!is_title(block)) continue;
      under = block.letters;
      article = 0;
      for (std::size_t e = block.element; e > 0 && article == 0; e = page.elements[e].parent) {
        if (page.elements[e].node->tag == Tag::kArticle) article = e;
      }
      continue;
    }
    if (!in_body[i] || is_link(block)) continue;
    ++since;
    (under > 0 ? teaser : makeup.own) += block.letters;
  }
  end_teaser();
  return makeup;
}

/// Elements of like name side by side, each with a time of its own and some of the text: how many, if they have most of
/// it.
std::size_t count_updates(const PageBlocks& page, const Body& body) {
  /// How far above a paragraph the element of its update is, at most.
  constexpr int kMostLevels = 4;
  /// Nodes of an update in which its time is looked for.
  constexpr int kMostNodes = 60;
  const auto has_time = [](const markup::Node& update) {
    const markup::Node* node = update.first_child;
    for (int i = 0; node && i < kMostNodes; ++i, node = markup::next_in_order(node, &update)) {
      if (node->is_element() && node->name() == "time") return true;
    }
    return false;
  };
  struct Group {
    std::size_t last = 0;  ///< Element.
    bool timed = false;    ///< It.
    std::size_t count = 0, letters = 0;
  };
  std::map<std::pair<std::size_t, std::string_view>, Group> groups;
  std::size_t letters = 0, most = 0, updates = 0;
  for (const std::size_t i : body.blocks) {
    letters += page.blocks[i].letters;
    std::size_t element = page.blocks[i].element;
    for (std::size_t up = 0; up < kMostLevels && element > 0; ++up, element = page.elements[element].parent) {
      const markup::Node& node = *page.elements[element].node;
      const std::string_view name = node.attribute("class");
      if (name.empty() && node.tag != Tag::kArticle && node.tag != Tag::kSection) continue;
      Group& group = groups[{page.elements[element].parent, name}];
      if (group.last != element) {
        group.timed = has_time(node);
        group.count += group.timed;
        group.last = element;
      }
      if (group.timed) group.letters += page.blocks[i].letters;
    }
  }
  for (const auto& [where, group] : groups) {
    if (group.count < kManyUpdates || group.letters < most) continue;
    updates = group.count;
    most = group.letters;
  }
  return most * 10 >= letters * 6 ? updates : 0;
}

}  // namespace

std::string_view to_string(PageKind kind) {
  switch (kind) {
    case PageKind::kArticle:
      return "article";
    case PageKind::kLive:
      return "live";
    case PageKind::kGallery:
      return "gallery";
    case PageKind::kList:
      return "list";
    case PageKind::kForum:
      return "forum";
    case PageKind::kProduct:
      return "product";
    case PageKind::kOther:
      return "other";
  }
  return "other";
}

KindOfPage kind_of(const Metadata& metadata, const PageFacts& facts, const PageBlocks& page, const Body& body) {
  const Makeup makeup = makeup_of(page, body);
  if (!any_of(metadata, {"LiveBlogPosting"}).empty()) return {PageKind::kLive, says("LiveBlogPosting")};
  if (const auto type = any_of(metadata, {"DiscussionForumPosting", "QAPage"}); !type.empty()) {
    return {PageKind::kForum, says(type)};
  }
  const bool is_article =
      !any_of(metadata, {"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "Article",
                         "BlogPosting", "TechArticle", "ScholarlyArticle", "Report", "Review", "Recipe", "HowTo"})
           .empty();
  if (const auto type = any_of(metadata, {"ImageGallery", "MediaGallery"});
      !type.empty() && makeup.letters < kMuchText) {
    return {PageKind::kGallery, says(type)};
  }
  if (body.pictures >= kManyPictures && makeup.own < kMuchText) {
    return {PageKind::kGallery, std::to_string(body.pictures) + " pictures, and hardly a text"};
  }
  const std::size_t updates = metadata.dates.size() < kManyUpdates ? 0 : count_updates(page, body);
  const auto live = [&] {
    return updates == 0 ? KindOfPage{} : KindOfPage{PageKind::kLive, std::to_string(updates) + " updates with times"};
  };
  if (is_article) return live();
  if (metadata.og_type.starts_with("product") || metadata.og_type == "og:product") {
    return {PageKind::kProduct, says(metadata.og_type)};
  }
  if (const auto type = any_of(metadata, {"Product", "ProductGroup"}); !type.empty() && !metadata.published) {
    return {PageKind::kProduct, says(type)};
  }
  if (const auto type = any_of(metadata, {"CollectionPage", "SearchResultsPage", "OfferCatalog"}); !type.empty()) {
    return {PageKind::kList, says(type)};
  }
  const std::optional<Address> address = facts.url ? std::optional<Address>(*facts.url) : std::nullopt;
  if (address && (address->is_at({"forum", "forums", "thread", "threads", "viewtopic.php", "showthread.php"}) ||
                  address->is_on({"forum", "forums"}))) {
    return {PageKind::kForum, "its address is that of a forum"};
  }
  // Systems that write sites call every page an article, but seldom date it.
  if (metadata.og_type == "article" && metadata.published) return live();
  if (address && (address->is_below({"docs", "doc", "documentation", "reference", "manual", "man-pages"}) ||
                  address->is_on({"docs", "doc", "documentation", "manual", "man", "api"}))) {
    return {PageKind::kOther, "its address is that of a manual"};
  }
  if (metadata.og_type == "article" || metadata.published) return live();
  if (makeup.posts >= 3) {
    return {PageKind::kList, std::to_string(makeup.posts) + " texts, each with a link to a page of its own"};
  }
  if (makeup.own < kMuchText && makeup.titles >= kManyLinks && makeup.linked * 100 >= makeup.all * kMostlyLinks) {
    return {PageKind::kList, std::to_string(makeup.titles) + " links to other pages, and hardly a text of its own"};
  }
  if (makeup.own < kHardlyText && makeup.teasers >= kManyTeasers) {
    return {PageKind::kList, std::to_string(makeup.teasers) + " teasers of other pages, and hardly a text of its own"};
  }
  if (address) {
    const bool some_text = makeup.own * 10 >= makeup.all * 6;
    if (address->is_root()) return {PageKind::kOther, "its address is that of the whole site"};
    if (address->is_below({"product", "products", "shop", "dp", "pdp"})) {
      return {PageKind::kProduct, "its address is that of a product"};
    }
    if (!some_text && address->is_at({"category", "categories", "tag", "tags", "collections", "search"})) {
      return {PageKind::kList, "its address is that of a list"};
    }
    if (!some_text && address->is_at({"services", "service", "solutions", "pricing", "platform", "use-cases"})) {
      return {PageKind::kOther, "its address is that of a service"};
    }
  }
  if (metadata.og_type == "profile") return {PageKind::kOther, says("profile")};
  if (const auto type = any_of(metadata, {"SoftwareApplication", "LocalBusiness", "Corporation", "ItemPage"});
      !type.empty() && makeup.own * 10 < makeup.all * 4) {
    return {PageKind::kOther, says(type)};
  }
  if (makeup.letters > 0 && makeup.own < kHardlyText && !facts.dated && !facts.by_line) {
    return {PageKind::kOther, "hardly a text, and nobody says who wrote it or when"};
  }
  return live();
}

}  // namespace dateline::article
