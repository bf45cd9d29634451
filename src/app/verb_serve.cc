#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>

#include "app/archivist.h"
#include "app/control.h"
#include "app/hub.h"
#include "app/json.h"
#include "app/newsroom.h"
#include "app/poller.h"
#include "app/postman.h"
#include "app/sample.h"
#include "app/subscriber.h"
#include "app/verbs.h"
#include "base/config.h"
#include "base/file.h"
#include "base/log.h"
#include "net/forwarded.h"
#include "net/http_server.h"
#include "site/site.h"
#include "store/store.h"
#include "wire/fetcher.h"

namespace dateline::app {
namespace {

// Fifty times the English file.
constexpr std::size_t kMaxTextsBytes = std::size_t{1} << 20;

/// Signals that end the system. Blocked in every thread, taken by the main one.
sigset_t ending_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGHUP);
  return set;
}

void tell(Terminal& terminal, std::string_view event, const std::string& url) {
  terminal.line(json::serialize(json::object{{"event", view(event)}, {"url", url}}));
}

/// The link for the first account, where there is none that could sign in.
Status offer_setup(Terminal& terminal, Newsroom& newsroom, const store::Reader& reader, const std::string& url) {
  DATELINE_TRY(auto accounts, reader.accounts());
  for (const desk::Account& account : accounts) {
    if (!account.password_hash.empty()) return {};
  }
  DATELINE_TRY(std::string key, ask<std::string>([&](auto done) {
                 newsroom.make_setup_link("system", "", desk::Role::kAdmin, std::move(done));
               }));
  const std::string link = url + "/desk/setup/" + key;
  terminal.say("The desk has no account yet. Set up the first one here (works once):\n  " + link);
  tell(terminal, "setup", link);
  return {};
}

/// The words of the interface: the binary's, and over them the newsroom's own file, where there is one.
Result<site::Catalogue> read_texts(const Config& config, const std::filesystem::path& data) {
  const std::string name = "texts/" + config.language + ".txt";
  std::string own;
  if (std::filesystem::exists(data / name)) {
    DATELINE_TRY(own, read_file(data / name, kMaxTextsBytes));
  }
  DATELINE_TRY(site::Catalogue texts,
               site::Catalogue::of(config.language, config.time_zone, own, (data / name).string()));
  if (texts.locale().language() != config.language) {
    log::warn("app", fmt::format("no texts in '{0}': pages speak English; 'dateline texts > {1}' begins a translation",
                                 config.language, (data / name).string()));
  } else if (const auto& missing = texts.missing(); !missing.empty()) {
    log::warn("app", fmt::format("{}: {} of {} texts are not there and are said in English: {}", (data / name).string(),
                                 missing.size(), texts.texts().size(), fmt::join(missing, ", ")));
  }
  return texts;
}

/// Takes as many file descriptors as this process may, and fewer readers where those do not suffice.
void fit_to_descriptors(net::ServerOptions& options) {
  constexpr int kOurs = 1200;  // Kept pages (a thousand), the store's connections, feeds being fetched.
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0) getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur >= static_cast<rlim_t>(options.max_connections + kOurs)) return;
  log::warn("app", fmt::format("this process may open {} files, too few for {} readers at once; raise the limit "
                               "(LimitNOFILE= in a systemd unit, ulimit -Hn in a shell)",
                               limit.rlim_cur, options.max_connections));
  options.max_connections = std::max(1, static_cast<int>(limit.rlim_cur) - kOurs);
}

Status serve(Terminal& terminal, const std::filesystem::path& data, const std::string& listen, bool sample) {
  DATELINE_TRY(auto store, store::open_sqlite(data, store::Access::kWrite));
  DATELINE_TRY(Config config, read_config(data / "dateline.toml"));
  if (!listen.empty()) config.listen = listen;

  DATELINE_TRY(bool is_sample, holds_sample(store->reader()));
  if (is_sample || sample) config = with_sample_names(std::move(config));
  if (sample && !is_sample) {
    DATELINE_TRY_VOID(fill_with_sample(*store, config));
    is_sample = true;
  }
  DATELINE_TRY(auto clock, clock_of(store->reader()));

  auto gate = net::AddressGate::with_allowed(config.allowed_networks);
  if (!gate) return fail(gate.error().at((data / "dateline.toml").string() + ": 'allowed_networks' in [wire]"));
  auto proxies = net::Networks::parse(config.proxies);
  if (!proxies) return fail(proxies.error().at((data / "dateline.toml").string() + ": 'proxies' in [serve]"));
  const auto freshness = std::make_shared<Freshness>();
  const bool can_mail = !config.mail_server.empty();
  DATELINE_TRY(auto newsroom, Newsroom::open({.name = config.name,
                                              .public_url = config.url,
                                              .language = config.language,
                                              .keep_clock = is_sample,
                                              .freshness = freshness,
                                              .can_mail = can_mail},
                                             *clock, *store));
  ControlDoor control(*clock, store->reader(), *newsroom);

  DATELINE_TRY(site::HouseStyle house, site::HouseStyle::read(data));
  DATELINE_TRY(site::Catalogue texts, read_texts(config, data));

  // The site wants to know its address, which is known once the server listens.
  std::atomic<site::Site*> open_site = nullptr;
  std::unique_ptr<Subscriber> subscriber;  // These two are there once the site is open, until the server has stopped.
  std::unique_ptr<Hub> hub;
  net::ServerOptions options;
  options.listen = config.listen;
  options.freshness = freshness;
  options.max_connections_per_address = config.connections_per_address;
  options.idle_seconds = config.patience_seconds;
  fit_to_descriptors(options);
  DATELINE_TRY(auto server, net::HttpServer::start(options, [&](net::Request request, net::Respond respond) {
                 if (ControlDoor::is_for(request)) return control.handle(request, std::move(respond));
                 site::Site* site = open_site.load();
                 if (site == nullptr) return respond(net::Response::text(503, "starting"));
                 request.peer = net::client_of(request, *proxies);
                 if (Subscriber::is_for(request)) return subscriber->handle(std::move(request), std::move(respond));
                 if (Hub::is_for(request)) return hub->handle(request, std::move(respond));
                 site->handle(std::move(request), std::move(respond));
               }));
  const std::string url = "http://" + server->address();
  const std::string public_url = config.url.empty() ? url : config.url;
  std::unique_ptr<Postman> postman;
  if (can_mail) {
    DATELINE_TRY(net::AddressGate mail_gate, gate_to(config.mail_server, config.allowed_networks));
    postman = std::make_unique<Postman>(
        Postman::Options{.server = {config.mail_server, config.mail_user, config.mail_password},
                         .gate = std::move(mail_gate),
                         .from = config.mail_from,
                         .from_name = config.name},
        site::Letters(texts, config.name, public_url, store->reader()), *clock, store->reader(), newsroom->replies());
  }
  site::Site site({.config = config,
                   .sample = is_sample,
                   .public_url = public_url,
                   .texts = std::move(texts),
                   .house = std::move(house),
                   .freshness = freshness,
                   .can_mail = can_mail,
                   .later = [&](auto job) { server->later(std::move(job)); }},
                  *clock, store->reader(), *newsroom);
  newsroom->on_new_edition([&] { site.edition_changed(); });
  const std::string agent = wire::user_agent(config.url);
  subscriber =
      std::make_unique<Subscriber>(Subscriber::Options{.public_url = config.url, .user_agent = agent, .gate = *gate},
                                   *clock, store->reader(), *newsroom);
  hub = std::make_unique<Hub>(
      Hub::Options{.public_url = public_url, .user_agent = agent, .gate = *gate, .freshness = freshness},
      [&](auto request, auto respond) { site.handle(std::move(request), std::move(respond)); }, *clock, store->reader(),
      *newsroom);
  auto archivist = std::make_unique<Archivist>(store->reader(), *newsroom);
  open_site = &site;
  DATELINE_TRY_VOID(control.open(data, url));

  terminal.say(fmt::format("dateline serves {} at {}/  (data in {}; Ctrl-C stops)", config.name, url, data.string()));
  tell(terminal, "listening", url);
  if (Status offered = offer_setup(terminal, *newsroom, store->reader(), url); !offered)
    terminal.problem(offered.error().message);

  {
    Poller poller({.pace = {.shortest = std::chrono::minutes{config.poll_minutes}},
                   .user_agent = agent,
                   .gate = *gate,
                   .on_hubs = [&](auto source, const auto& links) { subscriber->heard(source, links); },
                   .is_pushed = [&](auto source) { return subscriber->is_pushed(source); }},
                  *clock, store->reader(), *newsroom);
    subscriber->hand_to(
        Subscriber::Receiver{.read = [&](auto source, auto pushed) { poller.deliver(source, std::move(pushed)); },
                             .ask_now = [&](auto source) { poller.ask_now(source); }});
    const sigset_t signals = ending_signals();
    int signal = 0;
    sigwait(&signals, &signal);
    log::info("app", "stopping");
    subscriber->hand_to(std::nullopt);
  }
  // No new questions, then the last answers, then the store.
  postman.reset();
  archivist.reset();
  control.close();
  server->stop();
  hub.reset();
  subscriber.reset();
  newsroom.reset();
  if (is_sample) {
    store::Writer& writer = store->writer();
    DATELINE_TRY_VOID(writer.begin());
    DATELINE_TRY_VOID(writer.put_setting("clock", format_rfc3339(clock->now())));
    DATELINE_TRY_VOID(writer.commit());
  }
  return {};
}

}  // namespace

int run_serve(Arguments& args, Terminal& terminal) {
  std::string data = "var";
  std::string listen;
  bool sample = false;
  args.option("--data", data, "The data folder; made where there is none")
      .option("--listen", listen,
              "Where to listen; port 0 takes a free one (default: dateline.toml, else 127.0.0.1:8080)")
      .flag("--sample", sample, "Fill a new folder with the sample edition of January 2023");
  if (auto code = args.parse()) return *code;

  const sigset_t signals = ending_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  if (Status served = serve(terminal, data, listen, sample); !served) terminal.problem(served.error().message);
  return terminal.exit_code();
}

}  // namespace dateline::app
