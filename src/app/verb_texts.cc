#include <fmt/format.h>

#include "app/verbs.h"
#include "base/suggest.h"
#include "site/catalogue.h"

namespace dateline::app {

int run_texts(Arguments& args, Terminal& terminal) {
  std::vector<std::string> words;
  args.words("LANGUAGE", words, 0, "One that the binary has (default: en, the original of all others)");
  if (auto code = args.parse()) return *code;
  if (words.size() > 1) {
    terminal.problem("usage: dateline texts [LANGUAGE]");
    return 2;
  }

  const std::string language = words.empty() ? "en" : words[0];
  const std::string_view file = site::Catalogue::file_of(language);
  if (file.empty()) {
    const auto languages = site::Catalogue::languages();
    terminal.problem(fmt::format("texts: there are none in '{}'{}; there are: {}", language,
                                 did_you_mean(language, languages), fmt::join(languages, ", ")));
  } else {
    // As it is, not as JSON: it is made to be edited.
    fmt::print("{}", file);
  }
  return terminal.exit_code();
}

}  // namespace dateline::app
