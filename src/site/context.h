#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/config.h"
#include "base/freshness.h"
#include "desk/darkroom.h"
#include "net/http_server.h"
#include "site/catalogue.h"
#include "site/house_style.h"
#include "site/newsroom.h"
#include "store/store.h"

namespace dateline::site {

class BarStream;
class LiveStreams;
class ChangedFacts;
class SignInThrottle;

/// What pages are made from. Made once by Site; all of it may be used from any worker. Clock, reader and newsroom
/// outlive the site and what it asked for.
struct Context {
  Config config;
  Catalogue texts;           ///< Of the site's language.
  std::string script_words;  ///< What live.js says, as JSON: the texts "script.*".
  HouseStyle house;
  bool sample = false;
  bool can_mail = false;
  std::string public_url;              ///< "https://example.org"
  Instant sample_since{};              ///< When the sample's clock was started.
  std::chrono::seconds clock_ahead{};  ///< How far our clock runs ahead of the world's; live.js counts ages with it.
  std::shared_ptr<const Freshness> freshness;  ///< nullptr: the server keeps no answers.
  const Clock& clock;
  const store::Reader& reader;
  Newsroom& newsroom;
  std::shared_ptr<BarStream> bar;
  std::shared_ptr<LiveStreams> live_streams;
  std::shared_ptr<SignInThrottle> throttle;
  std::shared_ptr<ChangedFacts> changed_facts;
  /// Runs a job on a worker, soon: what the newsroom answers comes back on its thread, where no page may be made.
  std::function<void(std::move_only_function<void()>)> later;
  std::shared_ptr<const desk::Darkroom> darkroom = std::make_shared<const desk::Darkroom>();

  bool is_https() const { return public_url.starts_with("https://"); }
};

}  // namespace dateline::site
