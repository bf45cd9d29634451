#include "app/hub.h"

#include <algorithm>

#include "base/ids.h"
#include "base/log.h"
#include "desk/reply.h"
#include "net/request_path.h"
#include "text/url.h"
#include "wire/feed.h"
#include "wire/schedule.h"

namespace dateline::app {
namespace {

using namespace std::chrono_literals;

/// Twice what bench/hub measures. A change of a feed that all have is out within two minutes where a subscriber takes
/// 0.3 s; 10,000 on this machine took 14 s.
constexpr std::int64_t kMostSubscribers = 20'000;
/// Of one host: reader services subscribe to every feed that one of their users has. 1,000 is all of our feeds.
constexpr std::int64_t kMostOfHost = 1'000;
/// Feeds with subscribers: each is made anew after a change, in a millisecond or so.
constexpr std::int64_t kMostTopics = 1'000;
/// Requests from one address within ten minutes. A service that renews a thousand comes over days.
constexpr int kMostRequests = 100;
constexpr std::chrono::minutes kRequestWindow{10};
/// Questions to one host within an hour that did not bring the challenge back: whoever names somebody else's address
/// makes us send so many GETs there and no more. A service that asks for many feeds at once has thirty in the air.
constexpr int kMostQuestions = 30;
constexpr std::chrono::hours kQuestionWindow{1};
/// What waits to be asked back; each is two addresses and a secret.
constexpr std::size_t kMostWaiting = 1'000;
/// Deliveries under way at one host, so that one that does not answer leaves room for the others.
constexpr std::size_t kMostAtHost = 4;
/// A subscriber acknowledges, and does its work later (section 7).
constexpr std::chrono::milliseconds kPatience = 10s;
constexpr std::size_t kMaxReply = std::size_t{64} << 10;
/// A failed delivery is tried again after two minutes, four, eight ... up to six hours;
constexpr wire::Pace kRetries{.shortest = 1min, .longest = 6h};
/// after a day only when there is something newer,
constexpr std::chrono::hours kTriesFor{24};
/// and who has failed for a week is forgotten: a subscriber renews its lease if it is still there.
constexpr std::chrono::days kForgottenAfter{7};
/// A look at all topics takes at most this part of one processor.
constexpr int kLooksOneIn = 10;
constexpr std::chrono::milliseconds kLook = 250ms;
constexpr std::chrono::hours kForgets{1};

net::Response said(int status, std::string text) {
  net::Response response = net::Response::text(status, std::move(text) + "\n");
  response.headers = {{"X-Content-Type-Options", "nosniff"}, {"Cache-Control", "no-store"}};
  return response;
}

net::Response come_again(int status, std::chrono::seconds in, std::string text) {
  net::Response response = said(status, std::move(text));
  response.headers.emplace_back("Retry-After", std::to_string(in.count()));
  return response;
}

/// The address that a host is written as; "" when it is a name.
std::string_view address_in(std::string_view host) {
  if (host.starts_with('[')) return host.substr(1, host.size() - 2);
  return host.find_first_not_of("0123456789.") == std::string_view::npos ? host : std::string_view();
}

std::string key_of(const store::Subscriber& one) {
  return one.topic + "\n" + one.callback;
}

/// As the URL standard writes it, without the final slash: topics come in that form.
std::string normal(const std::string& url) {
  const auto read = text::Url::parse(url);
  std::string out = read ? read->str() : url;
  while (out.ends_with('/')) out.pop_back();
  return out;
}

}  // namespace

Hub::Hub(Options options, AskSite ask_site, const Clock& clock, const store::Reader& reader, Newsroom& newsroom)
    : options_([&] {
        options.public_url = normal(options.public_url);
        return std::move(options);
      }()),
      hub_url_(options_.public_url + "/websub"),
      ask_site_(std::move(ask_site)),
      clock_(clock),
      reader_(reader),
      newsroom_(newsroom),
      requests_(kRequestWindow),
      questions_(kQuestionWindow),
      pool_(std::make_unique<net::FetchPool>(
          net::FetchPool::Options{options_.gate, options_.user_agent, options_.at_once})),
      thread_([this] { run(); }) {}

Hub::~Hub() {
  stopping_ = true;
  {
    const std::lock_guard lock(mutex_);
    wake_.notify_all();
  }
  thread_.join();
  pool_.reset();  // What is under way is given up: the next start delivers it again.
  take_outcomes();
}

// Requests

void Hub::handle(const net::Request& request, net::Respond respond) {
  if (request.method == "POST") return respond(answer(request));
  net::Response refused =
      said(405, "This is the WebSub hub of this site's feeds (https://www.w3.org/TR/websub/). Subscribe with a POST.");
  refused.headers.emplace_back("Allow", "POST");
  respond(std::move(refused));
}

net::Response Hub::answer(const net::Request& request) {
  const Instant now = clock_.now();
  {
    const std::lock_guard lock(mutex_);
    if (const auto wait = requests_.attempt(desk::origin_of(request.peer), kMostRequests, now))
      return come_again(429, *wait, "too many requests from this address");
  }
  auto asked = wire::read_subscription_request(net::Form::of(request));
  if (!asked) return said(400, asked.error().message);
  const auto callback = text::Url::parse(asked->callback);
  // A name is resolved, and its address looked at, when it is asked.
  if (const Status open = options_.gate.check(callback->host(), callback->port(), address_in(callback->host())); !open)
    return said(400, "hub.callback: " + open.error().message);
  const auto known = reader_.subscriber(asked->topic, asked->callback);
  if (!known) return come_again(503, 1min, "out of order");

  std::string digest;
  if (asked->mode == wire::HubMode::kUnsubscribe) {
    // Who is not there need not be asked; and whoever looks for subscribers learns nothing.
    if (!*known) return said(202, "asked back soon");
  } else {
    std::string why;
    const auto edition = edition_of(asked->topic, &why);
    if (!edition) return said(400, "hub.topic: " + why);
    digest = edition->digest;
    if (!*known) {
      const auto counts = reader_.count_subscribers(callback->host());
      if (!counts) return come_again(503, 1min, "out of order");
      if (counts->all >= kMostSubscribers || counts->topics >= kMostTopics)
        return come_again(503, std::chrono::hours(1), "this hub has as many subscribers as it can serve");
      if (counts->of_host >= kMostOfHost) return said(403, "this host has as many subscriptions as one may have");
    }
  }

  const std::lock_guard lock(mutex_);
  if (to_ask_back_.size() >= kMostWaiting) return come_again(503, 1min, "too many wait to be asked back");
  if (const auto wait = questions_.attempt(digest64(callback->host()), kMostQuestions, now))
    return come_again(429, *wait, "too many subscriptions at this host were not confirmed");
  to_ask_back_.push_back({std::move(*asked), callback->host(), std::move(digest)});
  woken_ = true;
  wake_.notify_all();
  return said(202, "asked back soon");
}

std::optional<Hub::Edition> Hub::edition_of(const std::string& topic, std::string* why) const {
  const auto refuse = [&](std::string reason) -> std::optional<Edition> {
    if (why) *why = std::move(reason);
    return std::nullopt;
  };
  const std::string& site = options_.public_url;
  std::optional<net::RequestTarget> target;
  if (topic.starts_with(site + "/")) target = net::parse_request_target(std::string_view(topic).substr(site.size()));
  // All feeds have it in their address; the rest of the site is not asked for nothing.
  if (!target || target->path.find("/feed") == std::string::npos) return refuse("not a feed of " + site);
  const auto answered = std::make_shared<std::optional<net::Response>>();
  net::Request request;
  request.method = "GET";
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  ask_site_(std::move(request), [answered](net::Response response) { *answered = std::move(response); });
  if (!*answered || (*answered)->status != 200 || !(*answered)->body) return refuse("there is no such feed");
  std::string links;
  for (const auto& [name, value] : (*answered)->headers) {
    if (name == "Link") links += (links.empty() ? "" : ", ") + value;
  }
  const wire::HubLinks named = wire::hub_links(links, topic, {});
  if (std::ranges::find(named.hubs, hub_url_) == named.hubs.end()) return refuse("this one cannot be subscribed to");
  if (named.topic != topic) return refuse("this feed's own address is " + named.topic);
  std::string digest = content_hash(*(*answered)->body);
  return Edition{std::move((*answered)->body), std::move((*answered)->content_type), std::move(digest)};
}

// The thread

void Hub::run() {
  while (!stopping_) {
    take_outcomes();
    forget_expired();
    ask_back();
    look_for_changes();
    deliver();
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, kLook, [&] { return stopping_ || woken_; });
    woken_ = false;
  }
}

void Hub::came(Outcome outcome) {
  if (stopping_) return;
  const std::lock_guard lock(mutex_);
  outcomes_.push_back(std::move(outcome));
  woken_ = true;
  wake_.notify_all();
}

void Hub::ask_back() {
  for (;;) {
    Asked asked;
    {
      const std::lock_guard lock(mutex_);
      if (to_ask_back_.empty() || asking_back_ >= options_.at_once) return;
      asked = std::move(to_ask_back_.front());
      to_ask_back_.pop_front();
      ++asking_back_;
    }
    wire::HubQuestion question{.mode = asked.request.mode, .topic = asked.request.topic, .challenge = random_key(32)};
    if (asked.request.mode == wire::HubMode::kSubscribe) question.lease = wire::lease_granted(asked.request.lease);
    std::string url = wire::question_url(asked.request.callback, question);
    pool_->fetch({.url = std::move(url), .max_bytes = kMaxReply, .timeout = kPatience},
                 [this, asked = std::move(asked), challenge = question.challenge](Result<net::FetchResponse> answer) {
                   came({asked, challenge, std::move(answer)});
                 });
  }
}

/// Of all feeds that somebody subscribed to, which have other bytes than those that went out last?
void Hub::look_for_changes() {
  const auto begun = std::chrono::steady_clock::now();
  const std::uint64_t fresh = options_.freshness->now();
  if (fresh == looked_at_ || begun < look_again_) return;
  const auto topics = reader_.topics();
  if (!topics) return log::error("websub", "cannot read the topics: " + topics.error().message);
  looked_at_ = fresh;
  Digests changed;
  for (const auto& [topic, digest] : *topics) {
    if (const auto edition = edition_of(topic); edition && edition->digest != digest)
      changed.emplace_back(topic, edition->digest);
  }
  look_again_ = begun + (std::chrono::steady_clock::now() - begun) * kLooksOneIn;
  if (!note_changes(changed)) looked_at_ = ~std::uint64_t{0};
}

bool Hub::note_changes(const Digests& changed) {
  if (changed.empty()) return true;
  const auto kept = ask<void>([&](auto done) {
    newsroom_.write_unseen(
        [&](store::Writer& writer) -> Status {
          for (const auto& [topic, digest] : changed) DATELINE_TRY_VOID(writer.put_topic(topic, digest));
          return {};
        },
        std::move(done));
  });
  if (!kept) log::error("websub", "changes of feeds were not noted: " + kept.error().message);
  return kept.has_value();
}

void Hub::deliver() {
  if (busy_.size() >= options_.at_once) return;
  std::vector<std::string> full;
  for (const auto& [host, count] : hosts_) {
    if (count >= kMostAtHost) full.push_back(host);
  }
  const auto due = reader_.due_subscribers(clock_.now(), full, options_.at_once);
  if (!due) return log::error("websub", "cannot read the subscribers: " + due.error().message);
  if (due->empty()) return;
  const auto topics = reader_.topics();
  if (!topics) return log::error("websub", "cannot read the topics: " + topics.error().message);
  std::map<std::string, std::optional<Edition>> editions;
  for (const store::Subscriber& to : *due) editions.try_emplace(to.topic);
  Digests changed;
  for (const auto& [topic, digest] : *topics) {
    const auto at = editions.find(topic);
    if (at == editions.end()) continue;
    at->second = edition_of(topic);
    // Since the last look. Unnoted, whoever gets it would still be due.
    if (at->second && at->second->digest != digest) changed.emplace_back(topic, at->second->digest);
  }
  if (!note_changes(changed)) return;
  for (const store::Subscriber& to : *due) {
    if (busy_.size() >= options_.at_once || stopping_) return;
    if (busy_.contains(key_of(to)) || hosts_[to.host] >= kMostAtHost) continue;
    busy_.insert(key_of(to));
    ++hosts_[to.host];
    if (const auto& edition = editions.at(to.topic)) {
      send(to, *edition);
    } else {
      came({to, "", fail(Code::kNotFound, to.topic + ": is no feed any more")});
    }
  }
}

void Hub::send(const store::Subscriber& to, const Edition& edition) {
  net::FetchRequest request{.url = to.callback,
                            .max_bytes = kMaxReply,
                            .timeout = kPatience,
                            .body = edition.bytes,
                            .content_type = edition.content_type,
                            .fields = {{"Link", wire::link_field(hub_url_, to.topic)}}};
  if (!to.secret.empty()) request.fields.emplace_back("X-Hub-Signature", wire::signature_of(*edition.bytes, to.secret));
  pool_->fetch(std::move(request), [this, to, digest = edition.digest](Result<net::FetchResponse> answer) {
    came({to, digest, std::move(answer)});
  });
}

void Hub::take_outcomes() {
  std::vector<Outcome> outcomes;
  {
    const std::lock_guard lock(mutex_);
    outcomes.swap(outcomes_);
  }
  if (outcomes.empty()) return;
  const auto kept = ask<void>([&](auto done) {
    newsroom_.write_unseen(
        [&](store::Writer& writer) -> Status {
          for (const Outcome& outcome : outcomes) DATELINE_TRY_VOID(keep(writer, outcome));
          return {};
        },
        std::move(done));
  });
  // What was delivered and is not kept is delivered once more.
  if (!kept) log::error("websub", "deliveries were not noted: " + kept.error().message);
  for (const Outcome& outcome : outcomes) {
    if (const auto* to = std::get_if<store::Subscriber>(&outcome.of)) {
      busy_.erase(key_of(*to));
      if (--hosts_[to->host] == 0) hosts_.erase(to->host);
    } else {
      const std::lock_guard lock(mutex_);
      --asking_back_;
      looked_at_ = ~std::uint64_t{0};  // A topic may be new, and have changed since it was asked for.
    }
  }
}

Status Hub::keep(store::Writer& writer, const Outcome& outcome) {
  if (const auto* asked = std::get_if<Asked>(&outcome.of)) return keep_answer(writer, *asked, outcome);
  return keep_delivery(writer, std::get<store::Subscriber>(outcome.of), outcome);
}

Status Hub::keep_answer(store::Writer& writer, const Asked& asked, const Outcome& outcome) {
  const auto& [request, host, digest] = asked;
  // Word for word, in a success (section 5.3).
  const bool meant = outcome.answer && outcome.answer->status / 100 == 2 && outcome.answer->body == outcome.sent;
  if (!meant) {
    log::info("websub", host + " did not confirm its request for " + request.topic);
    return {};
  }
  {
    const std::lock_guard lock(mutex_);
    questions_.forget(digest64(host));
  }
  if (request.mode == wire::HubMode::kUnsubscribe) return writer.remove_subscriber(request.topic, request.callback);
  return writer.put_subscriber({.topic = request.topic,
                                .callback = request.callback,
                                .host = host,
                                .secret = request.secret,
                                .expires_at = clock_.now() + wire::lease_granted(request.lease)},
                               digest);
}

Status Hub::keep_delivery(store::Writer& writer, store::Subscriber to, const Outcome& outcome) {
  const auto& answer = outcome.answer;
  if (answer && answer->status / 100 == 2) return writer.put_delivered(to.topic, to.callback, outcome.sent);
  const Instant now = clock_.now();
  const auto since = to.failing_since.value_or(now);
  const std::string problem = answer ? "answers " + std::to_string(answer->status) : answer.error().message;
  if ((answer && answer->status == 410) || now - since >= kForgottenAfter) {
    log::info("websub", to.callback + " gets " + to.topic + " no more: it " + problem);
    return writer.remove_subscriber(to.topic, to.callback);
  }
  log::debug("websub", to.callback + ": " + problem);
  to.failing_since = since;
  to.next_at =
      wire::next_after_failure(now, ++to.failures, {.retry_after = answer ? answer->retry_after : std::nullopt},
                               kRetries, digest64(to.callback));
  return writer.put_undelivered(to, now - since >= kTriesFor);
}

void Hub::forget_expired() {
  const Instant now = clock_.now();
  if (std::chrono::abs(now - forgot_at_) < kForgets) return;
  forgot_at_ = now;
  const auto kept = ask<void>([&](auto done) {
    newsroom_.write_unseen([now](store::Writer& writer) { return writer.remove_expired_subscribers(now); },
                           std::move(done));
  });
  if (!kept) log::error("websub", "ended subscriptions were not removed: " + kept.error().message);
}

}  // namespace dateline::app
