#include <sys/ioctl.h>
#include <unistd.h>

#include "app/comparison_text.h"
#include "app/json.h"
#include "app/reading.h"
#include "app/verbs.h"
#include "article/extract.h"
#include "story/compare.h"
#include "text/language.h"
#include "text/utf8.h"
#include "wire/fetched_page.h"

namespace dateline::app {
namespace {

/// The text to compare: of a page its article's, of anything else what stands in it; a picture or a program has none.
Result<std::string> text_in(const std::string& file, const std::function<void(std::string)>& warning) {
  DATELINE_TRY(std::string bytes, read_unpacked(file, warning));
  switch (wire::sniff(bytes)) {
    case wire::DocumentKind::kHtml: {
      wire::FetchedPage page;
      page.body = std::move(bytes);
      auto article = article::extract(page);
      if (!article) return fail(article.error().at(file));
      return article->text;
    }
    case wire::DocumentKind::kJsonLines: {
      auto article = article::from_json(std::string_view(bytes).substr(0, bytes.find('\n')), Instant{});
      if (!article) return fail(article.error().at(file));
      return article->text;
    }
    case wire::DocumentKind::kEmpty:
      return fail(Code::kInvalid, file + ": empty; there is nothing to compare in it");
    case wire::DocumentKind::kUnknown:
      // A text of any kind is unknown, too; UTF-16 has its zeros until it is decoded.
      if (std::string words = text::to_utf8(bytes); words.find('\0') == std::string::npos) return words;
      break;
    case wire::DocumentKind::kFeed:
    case wire::DocumentKind::kOpml:
    case wire::DocumentKind::kWarc:
      break;
  }
  return fail(Code::kInvalid, file + ": neither a text, a page nor article lines; is it the right file?");
}

/// As wide as the terminal is; 80 where nobody knows.
std::size_t terminal_columns() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

int run_compare(Arguments& args, Terminal& terminal) {
  std::vector<std::string> files;
  bool for_people = isatty(STDOUT_FILENO) != 0, for_programs = false;
  args.words("SOURCE COPY", files, 2, "Two texts, pages or article lines")
      .flag("--text", for_people, "For people, side by side: what a terminal gets")
      .flag("--json", for_programs, "For programs, one object: what anything else gets");
  if (auto code = args.parse()) return *code;
  if (files.size() != 2) {
    terminal.problem("compare takes two files, the source and the copy; got " + std::to_string(files.size()));
    return 2;
  }
  const auto warn = [&](const std::string& warning) { terminal.problem(warning); };
  auto source = text_in(files[0], warn);
  auto copy = text_in(files[1], warn);
  for (const auto* text : {&source, &copy}) {
    if (!*text) terminal.problem(text->error().message);
  }
  if (!source || !copy) return 1;

  const std::string language = text::identify_language(*source).value_or("en");
  const auto c = story::compare(*source, *copy, language);
  if (const auto other = text::identify_language(*copy); other && *other != language)
    terminal.say("The source is in '" + language + "', the copy in '" + *other + "': little of them can be compared.");
  if (c.cut_short)
    terminal.say("Only the first " + std::to_string(story::kMostSentences) + " sentences of each text were compared.");

  if (for_people && !for_programs) {
    terminal.document(comparison_text(c, terminal_columns()));
    if (!story::compares_words_of(language)) {
      terminal.say(
          "The source is neither English nor Spanish: only figures, names and quotations were compared, no number "
          "words, months, offices or negations.");
    }
    return terminal.exit_code();
  }
  json::array sentences;
  for (const auto& s : c.sentences)
    sentences.push_back(json::object{{"fate", view(to_string(s.fate))},
                                     {"source", s.source},
                                     {"copy", s.copy},
                                     {"told", json::array(s.told.begin(), s.told.end())}});
  json::array facts;
  for (const auto& f : c.facts) {
    facts.push_back(json::object{
        {"kind", view(to_string(f.kind))}, {"before", f.before}, {"after", f.after}, {"sentence", f.sentence}});
  }
  terminal.line(json::serialize(json::object{{"language", language},
                                             {"kept", c.kept},
                                             {"cut_short", c.cut_short},
                                             {"sentences", std::move(sentences)},
                                             {"facts", std::move(facts)}}));
  return terminal.exit_code();
}

}  // namespace dateline::app
