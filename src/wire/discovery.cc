#include "wire/discovery.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "base/ids.h"
#include "text/url.h"
#include "text/utf8.h"
#include "wire/feed.h"
#include "wire/feed_links.h"
#include "wire/feed_text.h"
#include "wire/fetched_page.h"
#include "wire/fetcher.h"
#include "wire/robots.h"

namespace dateline::wire {
namespace {

using namespace std::chrono_literals;
using How = FoundFeed::How;

/// A paper's page of feeds names some dozens; whoever wants the other ones gives their address.
constexpr std::size_t kMostAsked = 40;
constexpr std::chrono::milliseconds kPatience = 10s;
/// A robots.txt can name hundreds of sitemaps, one a month.
constexpr std::size_t kMostSitemaps = 5;

/// The usual paths, the most frequent first (WordPress, Ghost, Drupal, Hugo, Jekyll, Blogger, ...).
constexpr std::array<std::string_view, 10> kUsualPaths = {"feed",      "rss",
                                                          "rss.xml",   "feed.xml",
                                                          "atom.xml",  "index.xml",
                                                          "feed/",     "feeds/posts/default",
                                                          "feed.json", "news-sitemap.xml"};

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.contains(word); });
}

bool is_about_comments(std::string_view title, std::string_view url) {
  return contains_any(lower(title), {"comment", "kommentar", "comentario", "commentaire", "comentário", "reacties"}) ||
         contains_any(lower(url), {"/comments/", "comments.xml", "comments.rss", "feed=comments"});
}

/// What can become an article: a headline or a text. Plain sitemaps have neither.
bool is_usable(const FeedEntry& entry) {
  return !entry.title.empty() || !entry.summary.empty() || !entry.content.empty();
}

class Finder {
 public:
  Finder(net::HttpClient& client, const std::function<void(std::string_view)>& asking)
      : client_(client), asking_(asking) {}

  Result<Discovery> find(const Source& given) {
    Answer first = ask(given);
    if (!first.page) return fail(first.problem);
    FetchedPage& page = *first.page;
    const DocumentKind kind = sniff(page.body, page.content_type);
    if (kind == DocumentKind::kFeed) {
      DATELINE_TRY(const Feed feed, parse_feed(page.body, page.final_url, page.charset));
      keep(feed, given.url, How::kItself);
      return done();
    }
    if (kind != DocumentKind::kHtml) {
      return fail(Code::kInvalid, given.url + ": neither a feed nor a web page; give the address of one of them");
    }

    const FeedLinks links = feed_links(page, first.link_field);
    try_all(links.declared, How::kDeclared, true);
    if (!found()) {
      const auto feed = parse_feed(page.body, page.final_url, page.charset);
      if (feed && std::ranges::any_of(feed->entries, is_usable)) keep(*feed, given.url, How::kItself);
    }
    if (!found()) try_all(links.linked, How::kLinked, true);
    if (!found()) guess(text::Url::parse(page.final_url).value());
    return done();
  }

 private:
  struct Answer {
    std::optional<FetchedPage> page;
    std::string link_field;
    Error problem;  ///< Where there is no page; names the address.
  };

  Answer ask(const Source& source) {
    asked_.insert(source.url);
    if (asking_) asking_(source.url);
    net::FetchRequest request = request_for(source, {});  // As it will be asked when it is a source.
    request.timeout = kPatience;
    auto response = client_.get(request);
    Answer answer;
    if (!response) {
      answer.problem = response.error();
      return answer;
    }
    answer.link_field = response->field("link");
    FetchOutcome outcome = outcome_of(std::move(response), source, {}, {}, {});
    answer.page = std::move(outcome.page);
    if (!answer.page) answer.problem = {Code::kNotFound, source.url + ": " + outcome.state.problem};
    return answer;
  }

  /// Whether there is something besides comments.
  bool found() const { return std::ranges::any_of(found_.feeds, std::not_fn(&FoundFeed::comments)); }

  void keep(const Feed& feed, std::string url, How how) {
    // Ids differ between the feeds of one blog, addresses do not.
    std::vector<std::string> names;
    for (const FeedEntry& entry : feed.entries) names.push_back(entry.url.empty() ? entry.id : entry.url);
    std::ranges::sort(names);
    std::string all;
    for (const std::string& name : names) all += name + "\n";
    if (!names.empty() && !contents_.insert(digest64(all)).second) return;

    FoundFeed found;
    found.url = std::move(url);
    found.title = plain_line(feed.title);
    found.format = feed.format;
    found.entries = feed.entries.size();
    for (const FeedEntry& entry : feed.entries) {
      const auto at = entry.published ? entry.published : entry.updated;
      if (at && (!found.newest || *at > *found.newest)) found.newest = at;
    }
    found.how = how;
    found.comments = is_about_comments(found.title, found.url);
    found_.feeds.push_back(std::move(found));
  }

  void miss(std::string why) { found_.misses.push_back(std::move(why)); }

  /// Of a page that it leads to, the links are tried where `looks_further`.
  void try_one(const std::string& url, How how, bool looks_further) {
    if (asked_.contains(url) || asked_.size() >= kMostAsked) return;
    const auto source = Source::from_url(url);
    if (!source) return;
    const Answer answer = ask(*source);
    if (!answer.page) return miss(answer.problem.message);
    const FetchedPage& page = *answer.page;
    const auto feed = parse_feed(page.body, page.final_url, page.charset);
    if (!feed && looks_further && sniff(page.body, page.content_type) == DocumentKind::kHtml) {
      const FeedLinks links = feed_links(page, answer.link_field);
      if (!links.declared.empty() || !links.linked.empty()) {
        try_all(links.declared, how, false);
        return try_all(links.linked, how, false);
      }
    }
    if (!feed) return miss(url + ": " + feed.error().message);
    if (feed->format == "sitemap index") return try_sitemaps(*feed, looks_further);
    const bool usable = std::ranges::any_of(feed->entries, is_usable);
    if (!usable && (how == How::kGuessed || !feed->entries.empty())) {
      return miss(url + ": a " + feed->format + " without headlines");
    }
    keep(*feed, url, how);
  }

  void try_all(const std::vector<std::string>& urls, How how, bool looks_further) {
    for (const std::string& url : urls) try_one(url, how, looks_further);
  }

  void try_sitemaps(const Feed& index, bool looks_further) {
    if (!looks_further) return;
    for (const FeedLink& link : index.links) {
      if (link.rel == "sitemap" && lower(link.url).contains("news")) try_one(link.url, How::kGuessed, false);
    }
  }

  void guess(const text::Url& page) {
    if (asking_) asking_(robots_url(page));
    const auto robots = robots_of(client_.get({.url = robots_url(page), .timeout = kPatience}));
    if (!robots) return miss(robots_url(page) + ": cannot be read now, so nothing was guessed");

    std::vector<std::string> addresses;
    const auto add = [&](const std::string& path) {
      if (const auto url = page.resolve(path)) addresses.push_back(url->str());
    };
    // "https://example.org/blog" may be a site of its own.
    std::string folder = page.path();
    const std::size_t last = folder.rfind('/');
    if (folder.find('.', last) != std::string::npos) folder.resize(last + 1);
    if (!folder.ends_with('/')) folder += '/';
    if (folder != "/") add(folder + "feed");
    for (const std::string_view path : kUsualPaths) add("/" + std::string(path));
    for (const std::string& address : addresses) {
      const auto url = text::Url::parse(address);
      if (!url || !robots->allows(*url)) {
        miss(address + ": its robots.txt forbids it");
        continue;
      }
      try_one(address, How::kGuessed, true);
      if (found()) return;
    }
    std::vector<std::string> sitemaps = robots->sitemaps();
    std::ranges::stable_partition(sitemaps, [](const std::string& url) { return lower(url).contains("news"); });
    if (sitemaps.size() > kMostSitemaps) sitemaps.resize(kMostSitemaps);
    try_all(sitemaps, How::kGuessed, true);
  }

  Discovery done() {
    std::ranges::stable_sort(found_.feeds, {},
                             [](const FoundFeed& feed) { return std::pair(feed.comments, feed.entries == 0); });
    return std::move(found_);
  }

  net::HttpClient& client_;
  const std::function<void(std::string_view)>& asking_;
  std::unordered_set<std::string> asked_;
  std::unordered_set<std::uint64_t> contents_;
  Discovery found_;
};

}  // namespace

std::string_view to_string(FoundFeed::How how) {
  switch (how) {
    case How::kItself:
      return "itself";
    case How::kDeclared:
      return "declared";
    case How::kLinked:
      return "linked";
    case How::kGuessed:
      return "guessed";
  }
  return "declared";
}

Result<Discovery> find_feeds(net::HttpClient& client, std::string_view url,
                             const std::function<void(std::string_view url)>& asking) {
  DATELINE_TRY(const Source given, Source::from_url(url));
  return Finder(client, asking).find(given);
}

}  // namespace dateline::wire
