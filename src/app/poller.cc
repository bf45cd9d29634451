#include "app/poller.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "article/identity.h"
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
/// Of one fetch, the newest. A feed's first may bring a thousand entries, whose pages nobody would wait for.
constexpr std::size_t kMostPages = 50;

}  // namespace

Poller::Poller(Options options, const Clock& clock, const store::Reader& reader, Newsroom& newsroom)
    : options_(std::move(options)),
      clock_(clock),
      reader_(reader),
      newsroom_(newsroom),
      answers_(2 * options_.at_once),
      pool_(std::make_unique<net::FetchPool>(
          net::FetchPool::Options{options_.gate, options_.user_agent, options_.at_once})),
      pages_(std::make_unique<PageReading>(PageReading::Options{}, *pool_, clock)) {
  for (std::size_t i = 0; i < options_.readers; ++i) readers_.emplace_back([this] { read_answers(); });
  newsroom_.on_new_sources([this] { tell([this] { take_sources(); }); });
  newsroom_.on_ask_now([this](wire::SourceId source) { ask_now(source); });
  tell([this] { take_sources(); });
  schedule_ = std::thread([this] { keep_schedule(); });
}

Poller::~Poller() {
  newsroom_.on_new_sources([] {});
  newsroom_.on_ask_now([](wire::SourceId) {});
  stopping_ = true;
  tell([] {});
  schedule_.join();  // Nothing more is asked ...
  answers_.close();
  for (std::thread& reader : readers_) reader.join();  // ... what was answered is read, or passed over ...
  pages_.reset();                                      // ... whose pages are not there goes without ...
  pool_.reset();                                       // ... and what is still to be answered is nobody's.
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
      Watched& here = *known->second;
      // What it shows is filed again as it is to be shown now.
      if (here.source.outlet != source.outlet || here.source.rights != source.rights) ask_whole(here);
      here.source = std::move(source);
      watched.emplace(id, std::move(known->second));
      continue;
    }
    auto fresh = std::make_shared<Watched>();
    fresh->source = std::move(source);
    fresh->state = std::move(state);
    if (options_.once) {
      fresh->state.next_fetch = clock_.now();
      fresh->state.gone = false;
    }
    put_due(*fresh);
    watched.emplace(id, std::move(fresh));
  }
  watched_ = std::move(watched);
}

void Poller::ask_whole(Watched& watched) {
  watched.body = 0;
  watched.state.etag.clear();
  watched.state.last_modified.clear();
  watched.once_more = watched.under_way;
}

void Poller::put_due(const Watched& watched) {
  if (!watched.state.gone) due_.push({watched.state.next_fetch, watched.source.id});
}

void Poller::ask_due() {
  const Instant now = clock_.now();
  while (!due_.empty() && due_.top().at <= now && under_way_ < 2 * options_.at_once) {
    const Due due = due_.top();
    due_.pop();
    const auto at = watched_.find(due.source);
    if (at == watched_.end() || at->second->under_way || at->second->state.next_fetch != due.at) continue;
    auto asked = set_under_way(*at->second);
    net::FetchRequest request = wire::request_for(asked->source, asked->state);
    pool_->fetch(std::move(request), [this, asked = std::move(asked)](Result<net::FetchResponse> response) {
      answers_.push({asked, std::move(response)});  // As many are under way as it holds, so this does not wait.
    });
  }
}

std::shared_ptr<const Poller::Watched> Poller::set_under_way(Watched& watched) {
  watched.under_way = true;
  ++under_way_;
  return std::make_shared<const Watched>(watched);
}

void Poller::ask_now(wire::SourceId source) {
  tell([this, source] {
    const auto at = watched_.find(source);
    if (at == watched_.end()) return;
    Watched& watched = *at->second;
    watched.once_more = watched.under_way;
    if (watched.under_way) return;
    watched.state.gone = false;
    watched.state.next_fetch = clock_.now();
    put_due(watched);
  });
}

void Poller::deliver(wire::SourceId source, net::FetchResponse brought) {
  tell([this, source, brought = std::make_shared<net::FetchResponse>(std::move(brought))] {
    const auto at = watched_.find(source);
    if (at == watched_.end()) return;
    Watched& watched = *at->second;
    // What is under way may have been answered before this was published.
    if (watched.under_way || under_way_ >= 2 * options_.at_once) {
      watched.once_more = watched.under_way;
      watched.state.next_fetch = clock_.now();
      return put_due(watched);
    }
    answers_.push({set_under_way(watched), std::move(*brought), true});
  });
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
  const wire::Pace pace = options_.is_pushed(id) ? wire::calm(options_.pace) : options_.pace;
  const std::string links = answer.response ? answer.response->field("link") : "";
  auto outcome = wire::outcome_of(std::move(answer.response), asked.source, asked.state, now, pace);
  if (answer.was_brought) {
    // These are the hub's, and our next question is its server's to answer.
    outcome.state.etag = asked.state.etag;
    outcome.state.last_modified = asked.state.last_modified;
  }
  const auto failed = [&](const std::string& problem) {
    wire::unreadable(outcome, id, asked.state, problem, now, pace);
    log::warn("wire", url + ": " + outcome.state.problem);
    tell_finished(id, std::move(outcome.state), asked.body);
  };
  if (!outcome.page) {
    if (!outcome.state.problem.empty()) log::warn("wire", url + ": " + outcome.state.problem);
    return tell_finished(id, std::move(outcome.state), asked.body);
  }
  const std::uint64_t body = digest64(outcome.page->body);
  if (body == asked.body) {
    wire::same_as_before(outcome, id, asked.state, now, pace);
    return tell_finished(id, std::move(outcome.state), body);
  }
  auto feed = wire::parse_feed(outcome.page->body, outcome.page->final_url, outcome.page->charset);
  if (!feed && answer.was_brought) {
    // What a hub makes of it says nothing about the source; that one will tell.
    log::warn("wire", url + ": its hub brought what is no feed: " + feed.error().message);
    tell_finished(id, asked.state, asked.body);
    return ask_now(id);
  }
  if (!feed) return failed(feed.error().message);
  if (!answer.was_brought) options_.on_hubs(id, wire::hub_links(links, outcome.page->final_url, *feed));
  for (const std::string& warning : feed->warnings) log::debug("wire", url + ": " + warning);
  outcome.state.remark = feed->warnings.empty() ? "" : feed->warnings.front();
  auto entries = new_entries(*feed, *outcome.page, id, outcome.state);
  if (!entries) return failed(entries.error().message);
  wire::learn(outcome, id, *feed, !entries->empty(), now, pace);
  if (entries->empty()) return tell_finished(id, std::move(outcome.state), body);

  outcome.page.reset();
  auto batch = std::make_shared<Batch>(answer.asked, std::move(outcome), pace, body, now);
  {
    const std::lock_guard lock(mutex_);
    ++filing_;
  }
  if (!asked.source.reads_pages) return file(std::move(batch), std::move(*entries));
  const std::size_t without = entries->size() - std::min(entries->size(), kMostPages);
  std::vector<article::Filing> older(std::make_move_iterator(entries->begin()),
                                     std::make_move_iterator(entries->begin() + static_cast<std::ptrdiff_t>(without)));
  batch->pieces = entries->size() - without + (older.empty() ? 0 : 1);
  if (!older.empty()) file(batch, std::move(older));
  for (std::size_t i = without; i < entries->size(); ++i) file_with_page(batch, std::move((*entries)[i]));
}

void Poller::file_with_page(std::shared_ptr<Batch> batch, article::Filing entry) {
  article::Article article = entry.article;
  pages_->read(std::move(article),
               [this, batch = std::move(batch), entry = std::move(entry)](Result<article::Article> with_page) mutable {
                 if (stopping_) {
                   batch->given_up = true;
                   return filed_piece(*batch, {});
                 }
                 if (with_page) {
                   entry.article = std::move(*with_page);
                 } else {
                   log::info("wire", with_page.error().message);
                 }
                 std::vector<article::Filing> one;
                 one.push_back(std::move(entry));
                 file(std::move(batch), std::move(one));
               });
}

void Poller::file(std::shared_ptr<Batch> batch, std::vector<article::Filing> entries) {
  newsroom_.file(std::move(entries),
                 [this, batch = std::move(batch)](Result<std::vector<Filed>> filed) { filed_piece(*batch, filed); });
}

void Poller::filed_piece(Batch& batch, const Result<std::vector<Filed>>& filed) {
  const wire::Source& source = batch.asked->source;
  {
    const std::lock_guard lock(mutex_);
    if (filed) {
      batch.fresh += static_cast<std::size_t>(std::ranges::count_if(*filed, &Filed::is_new));
    } else {
      batch.problem = filed.error().message;
    }
    if (--batch.pieces > 0) return;
  }
  if (batch.fresh > 0) log::info("wire", std::to_string(batch.fresh) + " new of " + source.url);
  if (!batch.problem.empty()) {
    // Not saved: the validators must not say that we have it.
    log::error("wire", source.url + ": " + batch.problem);
    wire::unreadable(batch.outcome, source.id, batch.asked->state, batch.problem, batch.at, batch.pace,
                     wire::Trouble::kNotKept);
    tell_finished(source.id, std::move(batch.outcome.state), batch.asked->body);
  } else if (!batch.given_up) {
    tell_finished(source.id, std::move(batch.outcome.state), batch.body, batch.fresh);
  }
  const std::lock_guard lock(mutex_);
  --filing_;
  wake_.notify_all();  // Under the lock: whoever waits may be the destructor.
}

void Poller::tell_finished(wire::SourceId source, wire::FetchState state, std::uint64_t body, std::size_t fresh) {
  tell([this, what = Finished{source, std::move(state), body, fresh}]() mutable { finish(std::move(what)); });
}

Result<std::vector<article::Filing>> Poller::new_entries(const wire::Feed& feed, const wire::FetchedPage& page,
                                                         wire::SourceId source, wire::FetchState& state) {
  auto arrivals = article::arrivals_of(feed, page, state.naming);
  DATELINE_TRY(auto marks, reader_.entry_marks(source, article::first_keys(arrivals)));
  DATELINE_TRY(const auto others, reader_.entry_marks(source, article::other_keys(arrivals, marks)));
  marks.insert(marks.end(), others.begin(), others.end());
  const auto article_of = [&](article::ArticleId id) { return reader_.article(id).value_or(nullptr); };
  auto recognised = article::recognise(source, std::move(arrivals), marks, state.naming, feed.shared_ids, article_of);
  state.naming = recognised.naming;
  return std::move(recognised.filings);
}

void Poller::finish(Finished finished) {
  --under_way_;
  const auto at = watched_.find(finished.source);
  if (at == watched_.end()) return;  // Removed meanwhile.
  Watched& watched = *at->second;
  watched.under_way = false;
  watched.body = finished.body;
  watched.state = std::move(finished.state);
  options_.on_asked({watched.source, watched.state, finished.fresh});
  if (std::exchange(watched.once_more, false)) {
    ask_whole(watched);
    watched.state.next_fetch = clock_.now();
  }
  unkept_.emplace_back(finished.source, watched.state);
  if (!options_.once) put_due(watched);
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
