#include <fmt/format.h>

#include "app/json.h"
#include "app/verbs.h"
#include "base/suggest.h"
#include "store/store.h"
#include "wire/opml.h"

namespace dateline::app {

Status export_opml(Terminal& terminal, const std::string& data) {
  DATELINE_TRY(auto store, store::open_sqlite(data, store::Access::kRead));
  DATELINE_TRY(auto known, store->reader().sources());
  std::vector<wire::Source> sources;
  for (auto& [source, state] : known) sources.push_back(std::move(source));
  terminal.document(wire::write_opml(sources));
  return {};
}

int run_export(Arguments& args, Terminal& terminal) {
  std::string data = "var";
  std::vector<std::string> words;
  args.words("FORMAT", words, 1,
             "jsonl: every article with its story, one object a line, in order of arrival; opml: the sources, "
             "for other readers of feeds")
      .option("--data", data, "The data folder");
  if (auto code = args.parse()) return *code;
  static constexpr std::string_view kFormats[] = {"jsonl", "opml"};
  if ((words[0] != "jsonl" && words[0] != "opml") || words.size() > 1) {
    terminal.problem(fmt::format("export: unknown format '{}'{}; there are: jsonl, opml", words.back(),
                                 did_you_mean(words.back(), kFormats)));
    return 2;
  }
  if (words[0] == "opml") {
    if (Status done = export_opml(terminal, data); !done) terminal.problem(done.error().message);
    return terminal.exit_code();
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
