#include "app/control.h"

#include <fmt/format.h>
#include <unistd.h>

#include <ranges>

#include "app/data_folder.h"
#include "app/json.h"
#include "base/file.h"
#include "desk/account.h"

namespace dateline::app {
namespace {

constexpr std::string_view kBearer = "Bearer ";
/// An import waits for the disk, not for the network: an hour is for a very slow one.
constexpr std::chrono::minutes kPatience{60};

net::Response answer(const Error& error) {
  return net::Response::text(net::Response::status_of(error.code), error.message);
}

void file_articles(const Clock& clock, Newsroom& newsroom, std::string_view lines, net::Respond respond) {
  std::vector<article::Article> articles;
  for (const auto part : lines | std::views::split('\n')) {
    const std::string_view line(part);
    if (line.empty()) continue;
    auto article = article::from_json(line, clock.now());
    if (!article) return respond(answer(article.error()));
    articles.push_back(std::move(*article));
  }
  newsroom.file(std::move(articles), [respond = std::move(respond)](Result<std::vector<Filed>> filed) mutable {
    if (!filed) return respond(answer(filed.error()));
    std::string body;
    for (const Filed& one : *filed) body += to_json(one) + "\n";
    respond(net::Response::json(200, std::move(body)));
  });
}

}  // namespace

void ControlDoor::handle(const net::Request& request, net::Respond respond) {
  const std::string_view authorization = request.header("authorization");
  const bool known =
      authorization.starts_with(kBearer) && desk::same_token(authorization.substr(kBearer.size()), token_);
  if (!known || request.method != "POST") return respond(net::Response::text(404, "not found"));

  const std::string_view what = std::string_view(request.path).substr(std::string_view("/control/").size());
  if (what == "articles") return file_articles(clock_, newsroom_, request.body, std::move(respond));

  const auto body = parse_object(request.body);
  if (!body) return respond(net::Response::text(400, "not a JSON object"));
  const auto done = [respond = std::make_shared<net::Respond>(std::move(respond))](auto result) {
    if (!result) return (*respond)(answer(result.error()));
    if constexpr (std::is_same_v<decltype(result), Result<std::string>>) {
      (*respond)(net::Response::text(200, *result));
    } else if constexpr (std::is_same_v<decltype(result), Result<bool>>) {
      (*respond)(net::Response::text(200, *result ? "yes" : "no"));
    } else {
      (*respond)(net::Response::text(200, "done"));
    }
  };
  if (what == "source" || what == "add-source") {
    auto source = wire::Source::from_url(string_at(*body, "url"));
    if (!source) return done(Status(fail(source.error())));
    source->outlet = {string_at(*body, "name"), string_at(*body, "owner"), true_at(*body, "primary")};
    source->rights = wire::parse_rights(string_at(*body, "rights")).value_or(wire::Rights::kSnippet);
    source->folder = string_at(*body, "folder");
    source->reads_pages = true_at(*body, "reads_pages");
    if (what == "source") return newsroom_.put_source(kCommandLine, std::move(*source), done);
    return newsroom_.add_sources(kCommandLine, {std::move(*source)}, [done](Result<std::vector<wire::SourceId>> added) {
      done(added ? Result<bool>(!added->empty()) : Result<bool>(fail(added.error())));
    });
  }
  if (what == "remove-source") {
    const auto id = wire::SourceId::parse(string_at(*body, "id"));
    if (!id) return done(Status(fail(Code::kInvalid, "no source id")));
    return newsroom_.remove_source(kCommandLine, *id, done);
  }
  if (what == "ask-sources") {
    const auto sources = reader_.sources();
    if (!sources) return done(Result<std::string>(fail(sources.error())));
    for (const auto& [source, state] : *sources) newsroom_.ask_now(source.id);
    return done(Result<std::string>(std::to_string(sources->size())));
  }
  if (what == "setup-link") {
    const desk::Role role = desk::parse_role(string_at(*body, "role")).value_or(desk::Role::kEditor);
    return newsroom_.make_setup_link(kCommandLine, string_at(*body, "account"), role, done);
  }
  done(Status(
      fail(Code::kNotFound, fmt::format("the running dateline does not know '{}'; are both of one version?", what))));
}

Status ControlDoor::open(const std::filesystem::path& data, const std::string& url) {
  file_ = data / "running.json";
  // What a kill left while the file was written; the folder is ours alone.
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(data, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("running.json.") && name.ends_with(".tmp")) std::filesystem::remove(entry.path(), ignored);
  }
  return write_file(file_, json::serialize(json::object{{"pid", getpid()}, {"url", url}, {"token", token_}}) + "\n",
                    true);
}

void ControlDoor::close() {
  std::error_code ignored;
  if (!file_.empty()) std::filesystem::remove(file_, ignored);
}

ControlClient::ControlClient(std::string url, std::string token)
    : url_(std::move(url)),
      token_(std::move(token)),
      client_(std::make_shared<net::HttpClient>(net::AddressGate(), "dateline command line")) {}

std::optional<ControlClient> ControlClient::find(const std::filesystem::path& data) {
  auto text = read_file(data / "running.json", 4096);
  if (!text) return std::nullopt;
  const auto o = parse_object(*text);
  if (!o || string_at(*o, "url").empty()) return std::nullopt;
  return ControlClient(string_at(*o, "url"), string_at(*o, "token"));
}

Result<std::string> ControlClient::ask(std::string_view what, std::string_view body) {
  const std::string type = what == "articles" ? "application/x-ndjson" : "application/json";
  DATELINE_TRY(net::FetchResponse response, client_->post_here({.url = url_ + "/control/" + std::string(what),
                                                                .timeout = kPatience,
                                                                .body = std::make_shared<const std::string>(body),
                                                                .content_type = type,
                                                                .fields = {{"Authorization", "Bearer " + token_}}}));
  if (response.status == 200) return std::move(response.body);
  const Code code = response.status == 404   ? Code::kNotFound
                    : response.status == 409 ? Code::kConflict
                    : response.status == 503 ? Code::kUnavailable
                                             : Code::kInvalid;
  return fail(code,
              response.body.empty() ? fmt::format("the running dateline answered {}", response.status) : response.body);
}

}  // namespace dateline::app
