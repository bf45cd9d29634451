#include "site/site.h"

#include <chrono>
#include <optional>

#include "base/ids.h"
#include "base/log.h"
#include "site/answer.h"
#include "site/api/api.h"
#include "site/bar.h"
#include "site/changed_facts.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/throttle.h"
#include "site/live_streams.h"
#include "site/pages/pages.h"
#include "site/routes.h"

namespace dateline::site {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

std::string base_url(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

ContextPtr make_context(Site::Options options, const Clock& clock, const store::Reader& reader, Newsroom& newsroom) {
  std::chrono::seconds ahead = clock.now() - std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  // Two seconds: the same clock read twice.
  if (std::chrono::abs(ahead) <= std::chrono::seconds(2)) ahead = {};
  // What nobody set is said in the newsroom's own language.
  if (options.config.tagline == Config().tagline) options.config.tagline = options.texts.say("site.tagline");
  std::string script_words = options.texts.json("script");
  const std::uint64_t edition = newsroom.front_page()->edition;  // It grows over restarts, and so do the events' ids.
  return std::make_shared<const Context>(Context{.config = std::move(options.config),
                                                 .texts = std::move(options.texts),
                                                 .script_words = std::move(script_words),
                                                 .house = std::move(options.house),
                                                 .sample = options.sample,
                                                 .can_mail = options.can_mail,
                                                 .public_url = base_url(std::move(options.public_url)),
                                                 .sample_since = options.sample_since,
                                                 .clock_ahead = ahead,
                                                 .freshness = std::move(options.freshness),
                                                 .clock = clock,
                                                 .reader = reader,
                                                 .newsroom = newsroom,
                                                 .bar = std::make_shared<BarStream>(edition),
                                                 .live_streams = std::make_shared<LiveStreams>(),
                                                 .throttle = std::make_shared<SignInThrottle>(clock),
                                                 .changed_facts = std::make_shared<ChangedFacts>(),
                                                 .later = std::move(options.later)});
}

}  // namespace

struct Site::Impl {
  explicit Impl(ContextPtr made) : shared(std::move(made)) {}

  // Constant after construction.
  const ContextPtr shared;
  const Context& context = *shared;
  const Catalogue& texts = context.texts;

  net::Response error(const Error& error) const {
    if (error.code == Code::kNotFound) {
      return error_page(context, 404, texts.say("error.not_here"), texts.say("error.not_here.text"));
    }
    log::error("site", error.message);
    return error_page(context, 500, texts.say("error.failed"), texts.say("error.failed.text"));
  }

  net::Response method_not_allowed(std::string_view path, std::string allow) const {
    if (is_in_api(path)) return api_method_not_allowed(std::move(allow));
    net::Response response = error_page(context, 405, texts.say("error.method"), texts.say("error.method.text"));
    response.headers.emplace_back("Allow", std::move(allow));
    return response;
  }

  void answer(net::Request request, net::Respond respond) const {
    if (request.path.size() > 1 && request.path.ends_with('/') && request.method == "GET") {
      const auto end = request.path.find_last_not_of('/');
      const Match bare = match_route("GET", std::string_view(request.path).substr(0, end + 1));
      if (bare.route) {
        net::Response moved = net::Response::see_other(encoded(std::string_view(request.path).substr(0, end + 1)) +
                                                       (request.query.empty() ? "" : "?" + request.query));
        moved.status = 301;
        return respond(std::move(moved));
      }
    }
    Match match = match_route(request.method, request.path);
    if (!match.route) {
      return respond(match.allow.empty() ? error(Error{Code::kNotFound, request.path})
                                         : method_not_allowed(request.path, std::move(match.allow)));
    }
    Visit visit{std::move(request), std::move(match.parts), match.route->pattern};
    const auto settle = [this](Result<net::Response> answered) {
      return answered ? std::move(*answered) : error(answered.error());
    };
    std::visit(Overloaded{
                   [&](Page page) { respond(settle(page(context, visit))); },
                   [&](Action action) { action(shared, std::move(visit), std::move(respond)); },
                   [&](DeskPage page) {
                     auto editor = signed_in(context, visit);
                     if (!editor) return respond(std::move(editor.error()));
                     respond(settle(page(context, visit, *editor)));
                   },
                   [&](DeskAction action) {
                     auto editor = signed_in(context, visit);
                     if (!editor) return respond(std::move(editor.error()));
                     action(shared, std::move(visit), std::move(*editor), std::move(respond));
                   },
               },
               match.route->handler);
  }

  /// A path as it stands in a header again.
  static std::string encoded(std::string_view path) {
    std::string out;
    while (!path.empty()) {
      path.remove_prefix(1);
      const auto part = path.substr(0, path.find('/'));
      out += "/" + percent_encode(part);
      path.remove_prefix(part.size());
    }
    return out.empty() ? "/" : out;
  }
};

Site::Site(Options options, const Clock& clock, const store::Reader& reader, Newsroom& newsroom)
    : impl_(std::make_unique<Impl>(make_context(std::move(options), clock, reader, newsroom))) {
  edition_changed();
}

Site::~Site() = default;

void Site::handle(net::Request request, net::Respond respond) {
  std::optional<std::uint64_t> fresh_at;
  if (impl_->context.freshness) fresh_at = impl_->context.freshness->now();  // Before anything is looked at.
  // What finish() needs of the request outlives it.
  auto conditional = net::Request{
      .method = request.method, .path = request.path, .query = "", .headers = request.headers, .body = "", .peer = ""};
  impl_->answer(std::move(request), [fresh_at, https = impl_->context.is_https(), conditional = std::move(conditional),
                                     respond = std::move(respond),
                                     reserved = impl_->context.config.tdm_reservation](net::Response response) mutable {
    if (reserved) response.headers.emplace_back("TDM-Reservation", "1");
    respond(finish(conditional, std::move(response), https, fresh_at));
  });
}

void Site::edition_changed() {
  const Context& context = impl_->context;
  context.bar->show(context.texts, *context.newsroom.front_page(), context.clock.now());
}

}  // namespace dateline::site
