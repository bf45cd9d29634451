#include "article/identity.h"

#include <algorithm>
#include <array>
#include <optional>
#include <ranges>
#include <unordered_map>
#include <unordered_set>

#include "article/extract.h"
#include "base/ids.h"
#include "text/shingles.h"
#include "text/url.h"

namespace dateline::article {
namespace {

using wire::Naming;

/// Of two versions of one report, half of the words at least are in both: a third of a text is seldom exchanged, and
/// two reports of a kind (weather, markets) share fewer.
constexpr double kMuchTheSame = 0.5;

constexpr std::array kKinds = {&EntryKeys::id, &EntryKeys::link, &EntryKeys::headline, &EntryKeys::time};

/// 0 is "none", and does not come out of a digest in practice.
std::uint64_t key(std::string_view kind, std::string_view of) {
  return digest64(std::string(kind) + "\n" + std::string(of));
}

bool trusts_ids(Naming naming) {
  return naming == Naming::kById || naming == Naming::kIdsShared;
}

std::string in_text(const std::optional<Instant>& at) {
  return at ? format_rfc3339(*at) : "";
}

std::uint64_t digest_of_what_is_seen(const Article& a) {
  std::string all = a.headline;
  const auto add = [&](std::string_view part) { (all += '\n') += part; };
  for (const std::string* part : {&a.text, &a.lede, &a.url, &a.image, &a.section, &a.outlet.name, &a.outlet.owner})
    add(*part);
  for (const std::string& author : a.authors) add(author);
  for (const auto& at : {a.published_at, a.modified_at}) add(in_text(at));
  add(wire::to_string(a.rights));
  add(a.outlet.primary ? "primary" : "");
  return digest64(all);
}

/// A front page is not what an entry tells of.
bool names_a_page(const text::Url& url) {
  return url.path() != "/" || !url.query().empty();
}

EntryKeys keys_of_entry(const wire::FeedEntry& entry, const Article& article, Naming naming) {
  EntryKeys keys;
  const auto url = text::Url::parse(entry.url);
  if (url && names_a_page(*url)) keys.link = key("link", url->canonical());
  if (trusts_ids(naming) && entry.id != entry.url) keys.id = key("id", entry.id);
  if (entry.published) {
    const std::string at = format_rfc3339(*entry.published);
    keys.headline = key("headline", at + " " + article.headline);
    if (*entry.published != std::chrono::floor<std::chrono::hours>(*entry.published)) keys.time = key("time", at);
  }
  return keys;
}

/// What most arrivals are known by.
std::uint64_t first_key(const EntryKeys& keys) {
  for (const auto kind : kKinds) {
    if (keys.*kind != 0) return keys.*kind;
  }
  return 0;
}

/// A key that several have names none of them.
void forget_shared(std::vector<Arrival>& arrivals, std::uint64_t EntryKeys::* kind) {
  std::unordered_map<std::uint64_t, int> times;
  for (const Arrival& arrival : arrivals) ++times[arrival.keys.*kind];
  for (Arrival& arrival : arrivals) {
    if (times[arrival.keys.*kind] > 1) arrival.keys.*kind = 0;
  }
}

/// The same entry twice, as Atom allows for two versions of it: the later one is what it says now.
void keep_the_last(std::vector<Arrival>& arrivals) {
  std::unordered_set<std::uint64_t> later;
  std::vector<Arrival> kept;
  for (Arrival& arrival : std::ranges::reverse_view(arrivals)) {
    const EntryKeys& keys = arrival.keys;
    const std::uint64_t name = keys.id != 0 ? keys.id : key(encode_id(keys.link), arrival.article.headline);
    if (later.insert(name).second) kept.push_back(std::move(arrival));
  }
  std::ranges::reverse(kept);
  arrivals = std::move(kept);
}

bool much_the_same(const Article& a, const Article& b) {
  return text::jaccard(text::shingles(a.headline + "\n" + a.text, 1), text::shingles(b.headline + "\n" + b.text, 1)) >=
         kMuchTheSame;
}

/// It has another time, another headline and other words.
bool is_another(const Article& known, const Article& arrived) {
  return known.published_at && arrived.published_at && known.published_at != arrived.published_at &&
         known.headline != arrived.headline && !much_the_same(known, arrived);
}

/// What recognise() works with. Each step names some of the arrivals that are not named yet.
class Recogniser {
 public:
  Recogniser(std::span<const Arrival> arrivals, wire::SourceId source, std::span<const EntryMark> known, Naming naming,
             const std::function<std::shared_ptr<const Article>(ArticleId)>& article_of)
      : arrivals_(arrivals), naming_(naming), article_of_(article_of), as_(arrivals.size()) {
    for (const EntryMark& mark : known) (mark.source == source ? marks_ : elsewhere_).emplace(mark.key, mark);
  }

  void run() {
    by_id();
    by_link();
    by_time();
  }

  /// The mark of the entry that arrival `i` is another showing of; nullptr: it is new here.
  const EntryMark* as(std::size_t i) const { return as_[i]; }
  /// Another source's entry has this address, for an article that is not named by it.
  const EntryMark* elsewhere(const Arrival& arrival) const { return find(elsewhere_, arrival.keys.link); }
  /// A mark of these names `article`: it is there already.
  bool is_named(const EntryKeys& keys, ArticleId article) const {
    return std::ranges::any_of(kKinds, [&](auto kind) { return says_of(keys.*kind, article); });
  }
  bool ids_shared() const { return ids_shared_; }
  /// What the arrivals that were known already say about ids.
  Naming seen() const {
    const int kept = renamed_ - followed_;
    if (kept >= 2 && 2 * kept >= known_) return Naming::kIdsRenewed;
    if (kept >= 1 && known_ == 1) return Naming::kIdsRenewed;
    if (followed_ >= 1 && kept == 0) return Naming::kIdsFollowHeadlines;
    return Naming::kById;
  }

 private:
  using Marks = std::unordered_map<std::uint64_t, EntryMark>;

  static const EntryMark* find(const Marks& marks, std::uint64_t key) {
    const auto at = key == 0 ? marks.end() : marks.find(key);
    return at == marks.end() ? nullptr : &at->second;
  }
  const EntryMark* find(std::uint64_t key) const { return find(marks_, key); }
  bool says_of(std::uint64_t key, ArticleId article) const {
    const EntryMark* mark = find(key);
    return mark != nullptr && mark->article == article;
  }

  void take(std::size_t i, const EntryMark& mark) {
    as_[i] = &mark;
    taken_.insert(mark.article);
    ++known_;
  }

  /// Nothing but the one key says that it is this article, so its words must not say otherwise.
  bool is_contradicted(const Arrival& arrival, ArticleId article) const {
    if (says_of(arrival.keys.headline, article) || says_of(arrival.keys.time, article)) return false;
    const auto known = article_of_(article);
    return known != nullptr && is_another(*known, arrival.article);
  }

  void by_id() {
    for (std::size_t i = 0; i < arrivals_.size(); ++i) {
      const Arrival& arrival = arrivals_[i];
      const EntryMark* mark = find(arrival.keys.id);
      if (mark == nullptr) continue;
      if (mark->says != arrival.says && !says_of(arrival.keys.link, mark->article) &&
          is_contradicted(arrival, mark->article)) {
        ids_shared_ = true;
        continue;
      }
      take(i, *mark);
    }
  }

  void by_link() {
    for (std::size_t i = 0; i < arrivals_.size(); ++i) {
      const Arrival& arrival = arrivals_[i];
      const EntryMark* mark = find(arrival.keys.link);
      if (as_[i] != nullptr || mark == nullptr || taken_.contains(mark->article)) continue;
      if (arrival.keys.id != 0 && mark->says != arrival.says && is_contradicted(arrival, mark->article)) continue;
      take(i, *mark);
      note_other_id(arrival, *mark);
    }
  }

  void by_time() {
    for (std::size_t i = 0; i < arrivals_.size(); ++i) {
      const Arrival& arrival = arrivals_[i];
      if (as_[i] != nullptr) continue;
      const EntryMark* mark = find(arrival.keys.headline);
      if (mark == nullptr || taken_.contains(mark->article)) {
        mark = find(arrival.keys.time);
        if (mark == nullptr || taken_.contains(mark->article)) continue;
        const auto known = article_of_(mark->article);
        if (known == nullptr || !much_the_same(*known, arrival.article)) continue;
      }
      take(i, *mark);
      note_other_id(arrival, *mark);
    }
  }

  void note_other_id(const Arrival& arrival, const EntryMark& mark) {
    if (arrival.keys.id == 0 || !trusts_ids(naming_)) return;
    ++renamed_;
    if (mark.says == arrival.says || says_of(arrival.keys.headline, mark.article)) return;
    const auto known = article_of_(mark.article);
    followed_ += known != nullptr && known->headline != arrival.article.headline;
  }

  std::span<const Arrival> arrivals_;
  Naming naming_;
  const std::function<std::shared_ptr<const Article>(ArticleId)>& article_of_;
  Marks marks_, elsewhere_;
  std::vector<const EntryMark*> as_;
  std::unordered_set<ArticleId> taken_;
  int known_ = 0, renamed_ = 0, followed_ = 0;
  bool ids_shared_ = false;
};

}  // namespace

std::vector<Arrival> arrivals_of(const wire::Feed& feed, const wire::FetchedPage& page, Naming naming) {
  std::vector<Arrival> arrivals;
  for (const wire::FeedEntry& entry : feed.entries) {
    auto article = from_entry(feed, entry, page);
    if (!article) continue;
    Arrival arrival{std::move(*article), {}, 0};
    arrival.keys = keys_of_entry(entry, arrival.article, naming);
    arrivals.push_back(std::move(arrival));
  }
  // Feeds have the newest on top.
  std::ranges::reverse(arrivals);
  std::ranges::stable_sort(arrivals, {}, [](const Arrival& a) { return a.article.claimed_at(); });
  keep_the_last(arrivals);
  for (const auto kind : {&EntryKeys::link, &EntryKeys::headline, &EntryKeys::time}) forget_shared(arrivals, kind);
  for (Arrival& arrival : arrivals) {
    const EntryKeys& keys = arrival.keys;
    arrival.says = digest_of_what_is_seen(arrival.article);
    if (keys.link != 0) continue;  // from_entry() has named it by that.
    arrival.article.id = article_id(page.url + "\n" + (keys.id != 0 ? encode_id(keys.id) : arrival.article.headline));
  }
  return arrivals;
}

std::vector<std::uint64_t> first_keys(std::span<const Arrival> arrivals) {
  std::vector<std::uint64_t> keys;
  for (const Arrival& arrival : arrivals) {
    if (const std::uint64_t first = first_key(arrival.keys); first != 0) keys.push_back(first);
  }
  return keys;
}

std::vector<std::uint64_t> other_keys(std::span<const Arrival> arrivals, std::span<const EntryMark> first) {
  std::unordered_map<std::uint64_t, std::uint64_t> says;
  for (const EntryMark& mark : first) {
    if (mark.source != wire::SourceId{}) says.emplace(mark.key, mark.says);
  }
  std::vector<std::uint64_t> keys;
  for (const Arrival& arrival : arrivals) {
    const std::uint64_t asked = first_key(arrival.keys);
    const auto at = says.find(asked);
    if (at != says.end() && at->second == arrival.says) continue;
    for (const auto kind : kKinds) {
      const std::uint64_t one = arrival.keys.*kind;
      if (one != 0 && one != asked) keys.push_back(one);
    }
  }
  return keys;
}

Recognised recognise(wire::SourceId source, std::vector<Arrival> arrivals, std::span<const EntryMark> known,
                     Naming naming, bool shared_ids,
                     const std::function<std::shared_ptr<const Article>(ArticleId)>& article_of) {
  Recogniser recogniser(arrivals, source, known, naming, article_of);
  recogniser.run();
  Recognised out;
  out.naming = naming;
  if (trusts_ids(naming)) {
    if (shared_ids || recogniser.ids_shared()) out.naming = Naming::kIdsShared;
    if (recogniser.seen() != Naming::kById) out.naming = recogniser.seen();
  }
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    Arrival& arrival = arrivals[i];
    EntryKeys& keys = arrival.keys;
    const EntryMark* as = recogniser.as(i);
    if (as != nullptr && as->says == arrival.says) continue;
    Article& article = arrival.article;
    if (as != nullptr) {
      article.id = as->article;
    } else if (const EntryMark* elsewhere = recogniser.elsewhere(arrival)) {
      article.id = elsewhere->article;
    } else if (recogniser.is_named(keys, article.id)) {
      // Its id or link is another's, so it has only its words.
      keys.link = 0;
      article.id = article_id(source.str() + "\n" + article.headline + "\n" + in_text(article.published_at));
    }
    if (!trusts_ids(out.naming)) keys.id = 0;
    Filing filing;
    for (const auto kind : kKinds) {
      if (keys.*kind != 0) filing.marks.push_back({source, keys.*kind, article.id, arrival.says});
    }
    const bool has_another_address = keys.link != 0 && article.id != article_id(article.canonical_url);
    if (has_another_address) filing.marks.push_back({{}, keys.link, article.id, 0});
    filing.article = std::move(article);
    out.filings.push_back(std::move(filing));
  }
  return out;
}

}  // namespace dateline::article
