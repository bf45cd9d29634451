#include "app/poller.h"

#include <algorithm>

#include "app/reading.h"
#include "base/ids.h"
#include "base/log.h"

namespace dateline::app {
namespace {

using namespace std::chrono_literals;

/// How often the schedule is looked at where nothing else wakes it; sources are asked in minutes, so this is on time.
constexpr std::chrono::milliseconds kLook = 1s;
/// States are kept together: one commit holds hundreds. What is lost with a power cut is fetched again.
constexpr std::chrono::milliseconds kKeep = 1s;
constexpr std::size_t kKeepAtOnce = 1'000;

std::uint64_t digest_of(const article::Article& article) {
  return digest64(article.id.str() + "\n" + article.headline + "\n" + article.text + "\n" + article.lede + "\n" +
                  (article.modified_at ? format_rfc3339(*article.modified_at) : ""));
}

}  // namespace

Poller::Poller(Options options, const Clock& clock, const store::Reader& reader, Newsroom& newsroom)
    : options_(std::move(options)),
      clock_(clock),
      reader_(reader),
      newsroom_(newsroom),
      answers_(2 * options_.at_once),
      pool_(std::make_unique<net::FetchPool>(
          net::FetchPool::Options{options_.gate, options_.user_agent, options_.at_once})) {
  for (std::size_t i = 0; i < options_.readers; ++i) readers_.emplace_back([this] { read_answers(); });
  newsroom_.on_new_sources([this] { tell([this] { take_sources(); }); });
  tell([this] { take_sources(); });
  schedule_ = std::thread([this] { keep_schedule(); });
}

Poller::~Poller() {
  newsroom_.on_new_sources([] {});
  stopping_ = true;
  tell([] {});
  schedule_.join();  // Nothing more is asked ...
  pool_.reset();     // ... what was asked is answered ...
  answers_.close();
  for (std::thread& reader : readers_) reader.join();  // ... and read, or passed over.
  {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [&] { return filing_ == 0; });
  }
  for (auto& what : told_) what();
  keep_states(true);
}

void Poller::tell(std::function<void()> what) {
  const std::lock_guard lock(mutex_);
  told_.push_back(std::move(what));
  wake_.notify_all();
}

void Poller::keep_schedule() {
  while (!stopping_) {
    std::deque<std::function<void()>> told;
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, kLook, [&] { return !told_.empty(); });
      told.swap(told_);
    }
    for (auto& what : told) what();
    if (stopping_) break;
    ask_due();
    keep_states(false);
  }
}

void Poller::take_sources() {
  auto sources = reader_.sources();
  if (!sources) return log::error("wire", "cannot read the list of sources: " + sources.error().message);
  std::unordered_map<wire::SourceId, std::shared_ptr<Watched>> watched;
  for (auto& [source, state] : *sources) {
    const wire::SourceId id = source.id;
    auto known = watched_.find(id);
    if (known != watched_.end()) {
      known->second->source = std::move(source);
      watched.emplace(id, std::move(known->second));
      continue;
    }
    auto fresh = std::make_shared<Watched>();
    fresh->source = std::move(source);
    fresh->state = std::move(state);
    if (!fresh->state.gone) due_.push({fresh->state.next_fetch, id});
    watched.emplace(id, std::move(fresh));
  }
  watched_ = std::move(watched);
}

void Poller::ask_due() {
  const Instant now = clock_.now();
  while (!due_.empty() && due_.top().at <= now && under_way_ < 2 * options_.at_once) {
    const Due due = due_.top();
    due_.pop();
    const auto at = watched_.find(due.source);
    if (at == watched_.end() || at->second->under_way || at->second->state.next_fetch != due.at) continue;
    Watched& watched = *at->second;
    watched.under_way = true;
    ++under_way_;
    auto asked = std::make_shared<const Watched>(watched);
    net::FetchRequest request = wire::request_for(asked->source, asked->state);
    pool_->fetch(std::move(request), [this, asked = std::move(asked)](Result<net::FetchResponse> response) {
      answers_.push({asked, std::move(response)});  // As many are under way as it holds, so this does not wait.
    });
  }
}

void Poller::read_answers() {
  while (!answers_.closed_and_empty()) {
    for (Answer& answer : answers_.pop_batch(1, kLook)) {
      if (!stopping_) read(std::move(answer));
    }
  }
}

void Poller::read(Answer answer) {
  const Watched& asked = *answer.asked;
  const wire::SourceId id = asked.source.id;
  const std::string& url = asked.source.url;
  const Instant now = clock_.now();
  auto outcome = wire::outcome_of(std::move(answer.response), asked.source, asked.state, now, options_.pace);
  const auto finished = [this, id](wire::FetchState state, std::vector<std::uint64_t> seen) {
    tell([this, id, state = std::move(state), seen = std::move(seen)]() mutable {
      finish(id, std::move(state), std::move(seen));
    });
  };
  if (!outcome.page) {
    if (!outcome.state.problem.empty()) log::warn("wire", url + ": " + outcome.state.problem);
    return finished(std::move(outcome.state), asked.seen);
  }
  auto feed = wire::parse_feed(outcome.page->body, outcome.page->final_url, outcome.page->charset);
  if (!feed) {
    wire::unreadable(outcome, id, asked.state, feed.error().message, now, options_.pace);
    log::warn("wire", url + ": " + outcome.state.problem);
    return finished(std::move(outcome.state), asked.seen);
  }
  for (const std::string& warning : feed->warnings) log::debug("wire", url + ": " + warning);
  outcome.state.remark = feed->warnings.empty() ? "" : feed->warnings.front();

  // What it showed last time, as it was, need not go to the newsroom again.
  std::vector<article::Article> articles = articles_of(*feed, *outcome.page);
  std::vector<std::uint64_t> seen;
  for (const article::Article& article : articles) seen.push_back(digest_of(article));
  std::size_t at = 0;
  std::erase_if(articles, [&](const article::Article&) { return std::ranges::binary_search(asked.seen, seen[at++]); });
  std::ranges::sort(seen);
  wire::learn(outcome, id, *feed, !articles.empty(), now, options_.pace);
  if (articles.empty()) return finished(std::move(outcome.state), std::move(seen));

  {
    const std::lock_guard lock(mutex_);
    ++filing_;
  }
  newsroom_.file(std::move(articles), [this, finished, id, asked = answer.asked, outcome = std::move(outcome),
                                       seen = std::move(seen), now](Result<std::vector<Filed>> filed) mutable {
    if (filed) {
      const auto fresh = std::ranges::count_if(*filed, &Filed::is_new);
      if (fresh > 0) log::info("wire", std::to_string(fresh) + " new of " + asked->source.url);
    } else {
      // Not saved: the validators must not say that we have it.
      log::error("wire", asked->source.url + ": " + filed.error().message);
      wire::unreadable(outcome, id, asked->state, filed.error().message, now, options_.pace);
      seen = asked->seen;
    }
    finished(std::move(outcome.state), std::move(seen));
    const std::lock_guard lock(mutex_);
    --filing_;
    wake_.notify_all();  // Under the lock: whoever waits may be the destructor.
  });
}

void Poller::finish(wire::SourceId source, wire::FetchState state, std::vector<std::uint64_t> seen) {
  --under_way_;
  const auto at = watched_.find(source);
  if (at == watched_.end()) return;  // Removed meanwhile.
  Watched& watched = *at->second;
  watched.under_way = false;
  watched.seen = std::move(seen);
  watched.state = state;
  if (!state.gone) due_.push({state.next_fetch, source});
  unkept_.emplace_back(source, std::move(state));
}

void Poller::keep_states(bool all) {
  const auto now = std::chrono::steady_clock::now();
  if (unkept_.empty() || (!all && unkept_.size() < kKeepAtOnce && now - kept_at_ < kKeep)) return;
  kept_at_ = now;
  newsroom_.put_fetch_states(std::exchange(unkept_, {}), [](Result<void> kept) {
    if (!kept) log::error("wire", "what is known of sources was not kept: " + kept.error().message);
  });
}

}  // namespace dateline::app
