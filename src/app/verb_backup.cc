// backup and check: both read the data folder, also while dateline is running on it.
#include <fmt/format.h>

#include "app/json.h"
#include "app/verbs.h"
#include "store/store.h"

namespace dateline::app {
namespace {

json::object as_json(const store::Counts& c) {
  return {{"articles", c.articles}, {"stories", c.stories}, {"sources", c.sources},
          {"posts", c.posts},       {"replies", c.replies}, {"held_replies", c.held_replies}};
}

}  // namespace

int run_backup(Arguments& args, Terminal& terminal) {
  std::string data = "var";
  std::vector<std::string> files;
  args.words("FILE", files, 1, "Where the snapshot goes; it must not exist yet")
      .option("--data", data, "The data folder");
  if (auto code = args.parse()) return *code;
  if (files.size() != 1) {
    terminal.problem("backup takes one file");
    return 2;
  }
  auto store = store::open_sqlite(data, store::Access::kRead);
  Status done = store ? (*store)->backup(files[0]) : Status(fail(store.error()));
  if (!done) {
    terminal.problem(done.error().message);
    return 1;
  }
  terminal.line(json::serialize(json::object{{"backup", files[0]}, {"verified", true}}));
  return 0;
}

int run_check(Arguments& args, Terminal& terminal) {
  std::string data = "var";
  args.option("--data", data, "The data folder");
  if (auto code = args.parse()) return *code;
  auto store = store::open_sqlite(data, store::Access::kRead);
  auto report = store ? (*store)->check() : Result<store::CheckReport>(fail(store.error()));
  if (!report) {
    terminal.problem(report.error().message);
    return 1;
  }
  for (const std::string& problem : report->problems) terminal.problem(problem);
  json::object o = as_json(report->counts);
  o["rows_checked"] = report->rows_checked;
  o["problems"] = json::array(report->problems.begin(), report->problems.end());
  terminal.line(json::serialize(o));
  if (report->problems.empty()) terminal.say(fmt::format("{} is sound: {} rows checked.", data, report->rows_checked));
  return terminal.exit_code();
}

}  // namespace dateline::app
