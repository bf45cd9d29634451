#include <fmt/format.h>

#include "app/json.h"
#include "app/verbs.h"
#include "base/suggest.h"
#include "store/store.h"

namespace dateline::app {

int run_export(Arguments& args, Terminal& terminal) {
  std::string data = "var";
  std::vector<std::string> words;
  args.words("FORMAT", words, 1, "jsonl: every article with its story, one object a line, in order of arrival")
      .option("--data", data, "The data folder");
  if (auto code = args.parse()) return *code;
  static constexpr std::string_view kFormats[] = {"jsonl"};
  if (words[0] != "jsonl" || words.size() > 1) {
    terminal.problem(fmt::format("export: unknown format '{}'{}; there is: jsonl", words.back(),
                                 did_you_mean(words.back(), kFormats)));
    return 2;
  }
  auto store = store::open_sqlite(data, store::Access::kRead);
  if (!store) {
    terminal.problem(store.error().message);
    return 1;
  }
  Progress progress("export", "articles", 0);
  const Status done = (*store)->reader().each_placed(Instant::min(), [&](const store::PlacedArticle& placed) {
    auto o = parse_object(article::to_json(*placed.article));
    (*o)["story"] = placed.story.str();
    (*o)["kinship"] = view(story::to_string(placed.kinship));
    if (placed.of) (*o)["of"] = placed.of->str();
    terminal.line(json::serialize(*o));
    progress.advance();
  });
  if (!done) terminal.problem(done.error().message);
  return terminal.exit_code();
}

}  // namespace dateline::app
