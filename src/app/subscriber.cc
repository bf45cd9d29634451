#include "app/subscriber.h"

#include <algorithm>
#include <unordered_set>

#include "base/ids.h"
#include "base/log.h"
#include "wire/fetched_page.h"
#include "wire/schedule.h"

namespace dateline::app {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kCallbacks = "/websub/";
/// How often the thread looks at the clock where nothing wakes it.
constexpr std::chrono::milliseconds kLook = 250ms;
/// Requests to hubs at once, two at one hub; what a start with 100,000 new sources would ask is spread over hours.
constexpr std::size_t kAtOnce = 32;
/// A hub asks back within seconds; one that has not within an hour has lost the request.
constexpr std::chrono::hours kAsksBackWithin{1};
/// After a failure a hub is asked again as a source would be, with more patience: polling goes on meanwhile.
constexpr wire::Pace kPatience{.shortest = 10min, .longest = 24h};
/// An unsubscription that a hub does not hear of in ten tries, about a week, is given up: pushes are answered with 410.
constexpr int kMostFarewells = 10;
/// Sources are looked through for removed ones at most so often: 100,000 take a quarter of a second.
constexpr std::chrono::minutes kLookAtSources{1};
/// A feed that names another hub or another address of its own at each fetch is followed once a day.
constexpr std::chrono::hours kFollows{24};
/// Who has pushed within a day pushes; a source that brings less is not polled often anyway.
constexpr std::chrono::hours kPushes{24};
/// Deliveries of one subscription within a minute: a live article has an entry every ten seconds at its busiest. What
/// is above waits at the hub, which comes again.
constexpr int kMostDeliveries = 60;
constexpr std::chrono::minutes kDeliveryWindow{1};
/// What a hub says to a request is not read but for its first words.
constexpr std::size_t kMaxReply = std::size_t{64} << 10;
constexpr std::size_t kMaxReason = 200;

net::Response said(int status, std::string text) {
  net::Response response = net::Response::text(status, std::move(text));
  response.headers = {{"X-Content-Type-Options", "nosniff"}, {"Cache-Control", "no-store"}};
  return response;
}

net::Response come_again(int status, std::chrono::seconds in) {
  net::Response response = said(status, "later\n");
  response.headers.emplace_back("Retry-After", std::to_string(in.count()));
  return response;
}

/// "text/xml; charset=\"utf-8\"" -> the part behind `charset=`.
std::string charset_of(std::string_view content_type) {
  const std::size_t at = content_type.find("charset=");
  if (at == std::string_view::npos) return "";
  std::string_view value = content_type.substr(at + 8);
  value = value.substr(0, value.find(';'));
  while (!value.empty() && (value.front() == '"' || value.front() == ' ')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == '"' || value.back() == ' ')) value.remove_suffix(1);
  return std::string(value);
}

net::FetchResponse as_fetched(net::Request request, const std::string& topic) {
  net::FetchResponse pushed;
  const std::string type(request.header("content-type"));
  pushed.status = 200;
  pushed.final_url = topic;
  pushed.content_type = type.substr(0, type.find(';'));
  pushed.charset = charset_of(type);
  pushed.body = std::move(request.body);
  return pushed;
}

/// Over TLS where the feed leaves us the choice: the secret goes there.
const std::string& best_of(const std::vector<std::string>& hubs) {
  const auto tls = std::ranges::find_if(hubs, [](const std::string& hub) { return hub.starts_with("https:"); });
  return tls == hubs.end() ? hubs.front() : *tls;
}

}  // namespace

Subscriber::Subscriber(Options options, const Clock& clock, const store::Reader& reader, Newsroom& newsroom)
    : options_(std::move(options)),
      clock_(clock),
      reader_(reader),
      newsroom_(newsroom),
      deliveries_(kDeliveryWindow),
      pool_(std::make_unique<net::FetchPool>(net::FetchPool::Options{options_.gate, options_.user_agent, kAtOnce})) {
  if (auto kept = reader_.subscriptions()) {
    for (store::Subscription& one : *kept) {
      if (!one.leaving) key_of_[one.source] = one.key;
      const std::string key = one.key;
      all_.emplace(key, Ours{.kept = std::move(one)});
    }
  } else {
    log::error("websub", "cannot read the subscriptions: " + kept.error().message);
  }
  thread_ = std::thread([this] { run(); });
}

Subscriber::~Subscriber() {
  stopping_ = true;
  {
    const std::lock_guard lock(mutex_);
    wake_.notify_all();
  }
  thread_.join();
  pool_.reset();  // What a hub has not answered yet stays asked; if it does not ask back, it is asked again.
  keep();
}

void Subscriber::hand_to(std::optional<Receiver> receiver) {
  const std::lock_guard lock(receiver_mutex_);
  receiver_ = std::move(receiver);
}

// What the sources say

void Subscriber::heard(wire::SourceId source, const wire::HubLinks& links) {
  const bool names_one = !links.hubs.empty() && !links.topic.empty();
  const std::lock_guard lock(mutex_);
  if (options_.public_url.empty()) {
    if (names_one && !std::exchange(said_no_url_, true)) {
      log::info("websub",
                "sources offer to push what is new, but no hub could reach us: set 'url' in [site] of dateline.toml to "
                "the address that the world knows");
    }
    return;
  }
  const auto known = key_of_.find(source);
  if (known != key_of_.end()) {
    const Ours& ours = all_.at(known->second);
    if (names_one && ours.kept.hub == best_of(links.hubs) && ours.kept.topic == links.topic) return;
    if (clock_.now() - ours.since < kFollows) return;
    leave(std::string(known->second));
  }
  if (names_one) subscribe(source, best_of(links.hubs), links.topic);
}

void Subscriber::subscribe(wire::SourceId source, std::string hub, std::string topic) {
  Ours fresh;
  fresh.kept = {.key = random_key(20),
                .source = source,
                .hub = std::move(hub),
                .topic = std::move(topic),
                .secret = random_key(32),
                .next_at = clock_.now()};
  fresh.since = clock_.now();
  const std::string key = fresh.kept.key;
  key_of_[source] = key;
  mark(all_.emplace(key, std::move(fresh)).first->second);
}

void Subscriber::leave(const std::string& key) {
  Ours& ours = all_.at(key);
  key_of_.erase(ours.kept.source);
  ours.kept.leaving = true;
  ours.over = !ours.kept.expires_at;  // What was never granted needs no farewell.
  ours.kept.asked = false;
  ours.kept.failures = 0;
  ours.kept.next_at = clock_.now();
  mark(ours);
}

void Subscriber::mark(Ours& ours) {
  ours.changed = true;
  has_changes_ = true;
  woken_ = true;
  next_look_ = std::min(next_look_, ours.kept.next_at);
  wake_.notify_all();
}

void Subscriber::failed(Ours& ours, std::string problem, std::optional<std::chrono::seconds> retry_after) {
  store::Subscription& kept = ours.kept;
  log::debug("websub", kept.hub + ": " + problem);
  kept.asked = false;
  ++kept.failures;
  kept.problem = std::move(problem);
  kept.next_at =
      wire::next_after_failure(clock_.now(), kept.failures, {.retry_after = retry_after}, kPatience, kept.source.value);
  ours.over = ours.over || (kept.leaving && (kept.failures >= kMostFarewells || !kept.expires_at));
  mark(ours);
}

bool Subscriber::is_pushed(wire::SourceId source) const {
  const std::lock_guard lock(mutex_);
  const auto known = key_of_.find(source);
  if (known == key_of_.end()) return false;
  const Ours& ours = all_.at(known->second);
  const Instant now = clock_.now();
  return ours.kept.expires_at && *ours.kept.expires_at > now && ours.pushed_at && now - *ours.pushed_at < kPushes;
}

Subscriber::Counts Subscriber::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

// What hubs ask and bring

void Subscriber::handle(net::Request request, net::Respond respond) {
  const std::string key = request.path.substr(kCallbacks.size());
  if (request.method == "GET") return respond(answer_question(key, request));
  if (request.method == "POST") return respond(take_delivery(key, std::move(request)));
  net::Response refused = said(405, "only a hub has something to do here\n");
  refused.headers.emplace_back("Allow", "GET, HEAD, POST");
  respond(std::move(refused));
}

net::Response Subscriber::answer_question(const std::string& key, const net::Request& request) {
  const auto question = wire::read_question(net::Form::parse(request.query));
  const std::lock_guard lock(mutex_);
  const auto found = all_.find(key);
  if (!question || found == all_.end() || found->second.over || found->second.kept.topic != question->topic)
    return said(404, "nothing is asked for here\n");
  Ours& ours = found->second;
  store::Subscription& kept = ours.kept;
  const Instant now = clock_.now();
  if (!question->mode) {
    const std::string reason = question->reason.substr(0, kMaxReason);
    log::info("websub", kept.hub + " does not grant " + kept.topic + ": " + reason);
    kept.expires_at.reset();
    failed(ours, "the hub does not grant it: " + reason);
    kept.next_at = std::max(kept.next_at, now + kPatience.longest);  // It has thought about it.
    return said(200, "noted\n");
  }
  if (!kept.asked || *question->mode != (kept.leaving ? wire::HubMode::kUnsubscribe : wire::HubMode::kSubscribe))
    return said(404, "nothing is asked for here\n");
  kept.asked = false;
  if (kept.leaving) {
    ours.over = true;
  } else {
    const auto lease = wire::lease_taken(question->lease);
    kept.expires_at = now + lease;
    kept.next_at = wire::renewal_of(now, lease);
    kept.failures = 0;
    kept.problem.clear();
    log::info("websub", kept.hub + " pushes " + kept.topic + " until " + format_rfc3339(*kept.expires_at));
  }
  mark(ours);
  return said(200, question->challenge);
}

net::Response Subscriber::take_delivery(const std::string& key, net::Request request) {
  std::string topic, secret;
  wire::SourceId source;
  {
    const std::lock_guard lock(mutex_);
    const auto found = all_.find(key);
    // A hub that still has it drops it then (section 7).
    if (found == all_.end() || found->second.over || found->second.kept.leaving) return said(410, "not any more\n");
    if (const auto wait = deliveries_.attempt(digest64(key), kMostDeliveries, clock_.now()))
      return come_again(429, *wait);
    topic = found->second.kept.topic;
    secret = found->second.kept.secret;
    source = found->second.kept.source;
  }
  if (!wire::has_signature(request.header("x-hub-signature"), request.body, secret)) {
    // Answered like any other (section 7.1.2): whoever guesses at secrets learns nothing.
    log::debug("websub", topic + ": a delivery without the right signature is passed over");
    const std::lock_guard lock(mutex_);
    ++counts_.forged;
    return said(202, "");
  }
  {
    const std::lock_guard lock(receiver_mutex_);
    if (!receiver_) return come_again(503, 1min);
    {
      const std::lock_guard state(mutex_);
      ++counts_.taken;
      if (const auto found = all_.find(key); found != all_.end()) found->second.pushed_at = clock_.now();
    }
    if (wire::sniff(request.body, request.header("content-type")) == wire::DocumentKind::kFeed) {
      receiver_->read(source, as_fetched(std::move(request), topic));
    } else {
      receiver_->ask_now(source);  // An empty ping, or packed: the source itself will tell.
    }
  }
  return said(202, "");
}

// Asking the hubs

void Subscriber::run() {
  while (!stopping_) {
    leave_removed_sources();
    const auto due = take_due();
    // First kept, then asked: a hub that asks back after a crash finds us knowing.
    const bool kept = keep();
    for (const store::Subscription& one : due) {
      if (kept) ask_hub(one);
    }
    std::unique_lock lock(mutex_);
    if (!kept) asking_ -= due.size();  // They are asked when the hub would have been late.
    wake_.wait_for(lock, kLook, [&] { return stopping_ || woken_; });
    woken_ = false;
  }
}

void Subscriber::leave_removed_sources() {
  const std::uint64_t changes = newsroom_.source_changes();
  const Instant now = clock_.now();
  if (changes == sources_seen_ || std::chrono::abs(now - sources_seen_at_) < kLookAtSources) return;
  {
    const std::lock_guard lock(mutex_);
    if (key_of_.empty()) return;
  }
  const auto sources = reader_.sources();
  if (!sources) return log::error("websub", "cannot read the list of sources: " + sources.error().message);
  sources_seen_ = changes;
  sources_seen_at_ = now;
  std::unordered_set<wire::SourceId> there;
  for (const auto& [source, state] : *sources) there.insert(source.id);
  const std::lock_guard lock(mutex_);
  std::vector<std::string> gone;
  for (const auto& [source, key] : key_of_) {
    if (!there.contains(source)) gone.push_back(key);
  }
  for (const std::string& key : gone) leave(key);
}

/// Those to be asked now, marked as asked.
std::vector<store::Subscription> Subscriber::take_due() {
  std::vector<store::Subscription> due;
  const std::lock_guard lock(mutex_);
  const Instant now = clock_.now();
  if (now < next_look_ || options_.public_url.empty()) return due;
  next_look_ = Instant::max();
  for (auto& [key, ours] : all_) {
    store::Subscription& kept = ours.kept;
    if (ours.over) continue;
    if (kept.next_at <= now && kept.asked) {
      failed(ours, "the hub took the request and did not come to ask back");
    } else if (kept.next_at <= now && asking_ < kAtOnce) {
      ++asking_;
      kept.asked = true;
      kept.next_at = now + kAsksBackWithin;
      mark(ours);
      due.push_back(kept);
    }
    next_look_ = std::min(next_look_, kept.next_at);
  }
  return due;
}

bool Subscriber::keep() {
  std::vector<store::Subscription> changed;
  std::vector<std::string> over;
  {
    const std::lock_guard lock(mutex_);
    if (!std::exchange(has_changes_, false)) return true;
    for (auto& [key, ours] : all_) {
      if (!std::exchange(ours.changed, false)) continue;
      if (ours.over) {
        over.push_back(key);
      } else {
        changed.push_back(ours.kept);
      }
    }
  }
  const auto kept = ask<void>([&](auto done) {
    newsroom_.write_unseen(
        [&](store::Writer& writer) -> Status {
          for (const auto& one : changed) DATELINE_TRY_VOID(writer.put_subscription(one));
          for (const auto& key : over) DATELINE_TRY_VOID(writer.remove_subscription(key));
          return {};
        },
        std::move(done));
  });
  const std::lock_guard lock(mutex_);
  if (kept) {
    for (const std::string& key : over) all_.erase(key);
    return true;
  }
  log::error("websub", "subscriptions were not kept: " + kept.error().message);
  for (const auto& one : changed) all_.at(one.key).changed = true;
  for (const auto& key : over) all_.at(key).changed = true;
  has_changes_ = true;
  return false;
}

void Subscriber::ask_hub(const store::Subscription& one) {
  wire::SubscriptionRequest request{.mode = one.leaving ? wire::HubMode::kUnsubscribe : wire::HubMode::kSubscribe,
                                    .topic = one.topic,
                                    .callback = options_.public_url + std::string(kCallbacks) + one.key};
  if (!one.leaving) {
    request.secret = one.secret;
    request.lease = wire::kLeaseAsked;
  }
  pool_->fetch({.url = one.hub,
                .max_bytes = kMaxReply,
                .body = std::make_shared<const std::string>(wire::to_form(request)),
                .content_type = "application/x-www-form-urlencoded"},
               [this, key = one.key](const Answer& answer) { asked(key, answer); });
}

void Subscriber::asked(const std::string& key, const Answer& answer) {
  const std::lock_guard lock(mutex_);
  --asking_;
  next_look_ = Instant::min();  // Others may have waited for their turn.
  const auto found = all_.find(key);
  // It has asked back already, or the source has gone meanwhile, or we have.
  if (found == all_.end() || !found->second.kept.asked || stopping_) return;
  if (!answer) return failed(found->second, answer.error().message);
  if (answer->status / 100 == 2) return;  // Now it asks back.
  const std::string reason = answer->body.substr(0, std::min(answer->body.find('\n'), kMaxReason));
  failed(found->second, "the hub answers " + std::to_string(answer->status) + (reason.empty() ? "" : ": " + reason),
         answer->retry_after);
}

}  // namespace dateline::app
