#include "app/poller.h"

#include "app/reading.h"
#include "base/log.h"
#include "wire/fetcher.h"

namespace dateline::app {
namespace {

/// How often the schedule is looked at; sources are asked in minutes, so a few seconds late is on time.
constexpr std::chrono::seconds kLook{2};

}  // namespace

Poller::Poller(Options options, const Clock& clock, const store::Reader& reader, Newsroom& newsroom)
    : options_(std::move(options)), clock_(clock), reader_(reader), newsroom_(newsroom), thread_([this] { run(); }) {}

Poller::~Poller() {
  stopping_ = true;
  {
    std::lock_guard lock(mutex_);  // So that the thread is either before its look at the flag, or waiting.
    wake_.notify_all();
  }
  thread_.join();
}

void Poller::run() {
  net::HttpClient client(options_.gate, options_.user_agent);
  while (!stopping_) {
    poll_due(client);
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, kLook, [&] { return stopping_.load(); });
  }
}

void Poller::poll_due(net::HttpClient& client) {
  auto sources = reader_.sources();
  if (!sources) return log::error("wire", "cannot read the list of sources: " + sources.error().message);
  for (const auto& [source, state] : *sources) {
    if (stopping_) return;
    if (state.next_fetch > clock_.now()) continue;
    wire::FetchOutcome outcome = wire::fetch_source(client, clock_, source, state, options_.poll);
    std::size_t fresh = 0;
    if (outcome.page) {
      auto articles = articles_of_feed(
          *outcome.page, [&](const std::string& warning) { log::debug("wire", source.url + ": " + warning); });
      if (!articles) {
        outcome.state.problem = articles.error().message;
      } else {
        auto filed = ask<std::vector<Filed>>([&](auto done) { newsroom_.file(std::move(*articles), std::move(done)); });
        if (!filed) {
          // Not saved: the validators must not say that we have it.
          log::error("wire", source.url + ": " + filed.error().message);
          outcome.state.etag = state.etag;
          outcome.state.last_modified = state.last_modified;
        } else {
          for (const Filed& one : *filed) fresh += one.is_new ? 1 : 0;
        }
      }
    }
    if (!outcome.state.problem.empty()) log::warn("wire", source.url + ": " + outcome.state.problem);
    if (fresh > 0) log::info("wire", std::to_string(fresh) + " new of " + source.url);
    if (auto saved =
            ask<void>([&](auto done) { newsroom_.put_fetch_state(source.id, outcome.state, std::move(done)); });
        !saved) {
      log::error("wire", source.url + ": " + saved.error().message);
    }
  }
}

}  // namespace dateline::app
