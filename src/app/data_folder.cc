#include "app/data_folder.h"

#include <ranges>
#include <semaphore>

#include "app/control.h"
#include "app/json.h"
#include "app/sample.h"
#include "base/config.h"

namespace dateline::app {
namespace {

/// This process is the newsroom.
class OwnFolder final : public DataFolder {
 public:
  OwnFolder(std::unique_ptr<Clock> clock, std::unique_ptr<store::Store> store, std::unique_ptr<Newsroom> newsroom,
            std::string url)
      : clock_(std::move(clock)), store_(std::move(store)), newsroom_(std::move(newsroom)), url_(std::move(url)) {}

  Result<std::vector<Filed>> file(std::vector<article::Article> articles) override {
    return ask<std::vector<Filed>>([&](auto done) { newsroom_->file(std::move(articles), std::move(done)); });
  }
  Status put_source(const wire::Source& source) override {
    return ask<void>([&](auto done) { newsroom_->put_source(kCommandLine, source, std::move(done)); });
  }
  Result<bool> add_source(const wire::Source& source) override {
    DATELINE_TRY(const auto added, ask<std::vector<wire::SourceId>>([&](auto done) {
                   newsroom_->add_sources(kCommandLine, {source}, std::move(done));
                 }));
    return !added.empty();
  }
  Result<bool> remove_source(wire::SourceId id) override {
    return ask<bool>([&](auto done) { newsroom_->remove_source(kCommandLine, id, std::move(done)); });
  }
  Result<std::size_t> ask_sources(Poller::Options options) override {
    DATELINE_TRY(const auto sources, store_->reader().sources());
    std::counting_semaphore<> asked(0);
    options.once = true;
    options.on_asked = [&, told = std::move(options.on_asked)](const Poller::Asked& one) {
      told(one);
      asked.release();
    };
    Poller poller(std::move(options), *clock_, store_->reader(), *newsroom_);
    for (std::size_t i = 0; i < sources.size(); ++i) asked.acquire();
    return sources.size();
  }
  Result<std::string> make_setup_link(const std::string& account, desk::Role role) override {
    return ask<std::string>(
        [&](auto done) { newsroom_->make_setup_link(kCommandLine, account, role, std::move(done)); });
  }
  std::string site_url() const override { return url_; }
  bool is_running() const override { return false; }

 private:
  std::unique_ptr<Clock> clock_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Newsroom> newsroom_;  // Last, so that it ends before what it uses.
  std::string url_;
};

/// Another process is; it is asked.
class RunningFolder final : public DataFolder {
 public:
  explicit RunningFolder(ControlClient client) : client_(std::move(client)) {}

  Result<std::vector<Filed>> file(std::vector<article::Article> articles) override {
    std::string body;
    for (const article::Article& article : articles) body += article::to_json(article) + "\n";
    DATELINE_TRY(std::string answer, client_.ask("articles", body));
    std::vector<Filed> filed;
    for (const auto part : answer | std::views::split('\n')) {
      const std::string_view line(part);
      if (line.empty()) continue;
      DATELINE_TRY(Filed one, filed_from_json(line));
      filed.push_back(std::move(one));
    }
    return filed;
  }
  Status put_source(const wire::Source& source) override { return only_status(client_.ask("source", to_json(source))); }
  Result<bool> add_source(const wire::Source& source) override {
    DATELINE_TRY(const std::string answer, client_.ask("add-source", to_json(source)));
    return answer == "yes";
  }
  Result<bool> remove_source(wire::SourceId id) override {
    DATELINE_TRY(std::string answer, client_.ask("remove-source", json::serialize(json::object{{"id", id.str()}})));
    return answer == "yes";
  }
  Result<std::size_t> ask_sources(Poller::Options) override {
    DATELINE_TRY(const std::string count, client_.ask("ask-sources", "{}"));
    return static_cast<std::size_t>(std::strtoull(count.c_str(), nullptr, 10));
  }
  Result<std::string> make_setup_link(const std::string& account, desk::Role role) override {
    return client_.ask("setup-link",
                       json::serialize(json::object{{"account", account}, {"role", view(desk::to_string(role))}}));
  }
  std::string site_url() const override { return client_.url(); }
  bool is_running() const override { return true; }

 private:
  static std::string to_json(const wire::Source& s) {
    return json::serialize(json::object{{"url", s.url},
                                        {"name", s.outlet.name},
                                        {"owner", s.outlet.owner},
                                        {"primary", s.outlet.primary},
                                        {"rights", view(wire::to_string(s.rights))},
                                        {"folder", s.folder},
                                        {"reads_pages", s.reads_pages}});
  }
  static Status only_status(const Result<std::string>& answer) {
    if (!answer) return fail(answer.error());
    return {};
  }
  ControlClient client_;
};

}  // namespace

Result<std::unique_ptr<DataFolder>> DataFolder::open(const std::filesystem::path& data) {
  auto store = store::open_sqlite(data, store::Access::kWrite);
  if (!store) {
    if (store.error().code == Code::kConflict) {
      if (auto running = ControlClient::find(data)) return std::make_unique<RunningFolder>(std::move(*running));
    }
    return fail(store.error());
  }
  DATELINE_TRY(Config config, read_config(data / "dateline.toml"));
  DATELINE_TRY(bool sample, holds_sample((*store)->reader()));
  if (sample) config = with_sample_names(std::move(config));
  DATELINE_TRY(auto clock, clock_of((*store)->reader()));
  DATELINE_TRY(auto newsroom, Newsroom::open({config.name, config.url, config.language, sample}, *clock, **store));
  return std::make_unique<OwnFolder>(std::move(clock), std::move(*store), std::move(newsroom), config.url);
}

std::string to_json(const Filed& filed) {
  return json::serialize(json::object{{"id", filed.article.str()},
                                      {"story", filed.story.str()},
                                      {"kinship", view(story::to_string(filed.kinship))},
                                      {"new", filed.is_new},
                                      {"headline", filed.headline}});
}

Result<Filed> filed_from_json(std::string_view line) {
  const auto o = parse_object(line);
  if (!o) return fail(Code::kInternal, "the running dateline gave an answer that is no JSON");
  const auto id = article::ArticleId::parse(string_at(*o, "id"));
  const auto story = story::StoryId::parse(string_at(*o, "story"));
  if (!id || !story)
    return fail(Code::kInternal, "the running dateline gave an answer without ids; are both of one version?");
  Filed filed{*id, *story, story::Kinship::kOwnReport, string_at(*o, "headline"), true_at(*o, "new")};
  if (const auto kinship = story::parse_kinship(string_at(*o, "kinship"))) filed.kinship = *kinship;
  return filed;
}

}  // namespace dateline::app
