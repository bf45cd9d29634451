#include "app/data_folder.h"
#include "app/json.h"
#include "app/reading.h"
#include "app/verbs.h"
#include "base/clock.h"

namespace dateline::app {
namespace {

/// Articles in one hand-over: one fsync for so many, and no more than so many to read again after a power cut.
constexpr std::size_t kHandOver = 50;

/// Collects articles and hands them over in groups; prints a line for each once it is durable.
class Filing {
 public:
  Filing(Terminal& terminal, DataFolder& folder) : terminal_(terminal), folder_(folder) {}

  void add(const std::string& file, article::Article article) {
    files_.push_back(file);
    waiting_.push_back(std::move(article));
    if (waiting_.size() >= kHandOver) hand_over();
  }

  void hand_over() {
    if (waiting_.empty()) return;
    auto filed = folder_.file(std::move(waiting_));
    if (filed) {
      for (std::size_t i = 0; i < filed->size(); ++i) {
        auto line = parse_object(to_json((*filed)[i]));
        json::object o{{"file", files_[i]}};
        for (auto& [key, value] : *line) o[key] = std::move(value);
        terminal_.line(json::serialize(o));
      }
    } else {
      terminal_.problem(filed.error().message + "; " + std::to_string(files_.size()) + " articles from " +
                        files_.front() + " on were not saved");
    }
    waiting_.clear();
    files_.clear();
  }

 private:
  Terminal& terminal_;
  DataFolder& folder_;
  std::vector<std::string> files_;
  std::vector<article::Article> waiting_;
};

}  // namespace

int run_import(Arguments& args, Terminal& terminal) {
  std::string data = "var";
  std::string url;
  std::string rights_word = "snippet";
  std::vector<std::string> files;
  args.words("FILE", files, 1, "Pages, feeds, OPML, web archives (.warc, .arc) or article lines; packed or not; or -")
      .option("--data", data, "The data folder; made where there is none")
      .option("--url", url, "Where the page comes from, when it does not say")
      .option("--rights", rights_word, "What may be shown of it: link, snippet or full");
  if (auto code = args.parse()) return *code;
  const auto rights = wire::parse_rights(rights_word);
  if (!rights) {
    terminal.problem("--rights is link, snippet or full, not '" + rights_word + "'");
    return 2;
  }

  auto folder = DataFolder::open(data);
  if (!folder) {
    terminal.problem(folder.error().message);
    return 1;
  }
  const SystemClock clock;
  Filing filing(terminal, **folder);
  Progress progress("import", "files", files.size());
  for (const std::string& file : files) {
    progress.advance();
    bool held_any = false;
    const FileContents to{[&](article::Article article) {
                            held_any = true;
                            filing.add(file, std::move(article));
                          },
                          [&](const wire::Source& source) {
                            held_any = true;
                            if (auto put = (*folder)->add_source(source); !put)
                              return terminal.problem(file + ": " + put.error().message);
                            terminal.line(json::serialize(
                                json::object{{"file", file}, {"source", source.id.str()}, {"url", source.url}}));
                          },
                          [&](const std::string& warning) { terminal.problem(file + ": " + warning); }};
    if (Status read = read_any(file, {url, *rights, clock}, to); !read)
      terminal.problem(read.error().message);
    else if (!held_any)
      terminal.say("no articles in " + file);
  }
  filing.hand_over();
  return terminal.exit_code();
}

}  // namespace dateline::app
