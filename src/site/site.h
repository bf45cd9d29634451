#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/config.h"
#include "base/freshness.h"
#include "net/http_server.h"
#include "site/catalogue.h"
#include "site/house_style.h"
#include "site/newsroom.h"
#include "store/store.h"

namespace dateline::site {

/// Everything that a browser sees: reader pages, the reply form, feed, live bar, desk. Thread-safe; handle() is called
/// on the server's workers. Reads come from the published front page and from the store's reader; writes go to the
/// newsroom.
class Site {
 public:
  struct Options {
    Config config;
    bool sample = false;                            ///< The masthead says so.
    std::string public_url;                         ///< "http://127.0.0.1:8080", without a final slash.
    Catalogue texts = *Catalogue::of("en", "UTC");  ///< Of `config.language` and `config.time_zone`.
    HouseStyle house{};                             ///< The operator's theme and pages.
    /// When the sample's clock was started; the masthead says that, too.
    Instant sample_since = std::chrono::sys_days{std::chrono::year{2023} / 1 / 31} + std::chrono::hours{18};
    std::shared_ptr<const Freshness> freshness =
        nullptr;            ///< Set: the server may keep public answers (base/freshness.h).
    bool can_mail = false;  ///< There is a mail server; letters are sent (app/postman.h).
    /// Runs a job on a worker, soon. For what was asked of the newsroom and needs a page now.
    std::function<void(std::move_only_function<void()>)> later = [](auto job) { job(); };
  };
  Site(Options options, const Clock& clock, const store::Reader& reader, Newsroom& newsroom);
  ~Site();

  void handle(net::Request request, net::Respond respond);

  /// To be called after each new front page (any thread): sends the bar to those who listen.
  void edition_changed();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline::site
