#include "app/verbs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "base/suggest.h"

namespace dateline::app {
namespace {

constexpr Verb kVerbs[] = {
    {"serve", "serve [--data DIR] [--listen ADDR:PORT] [--sample]", "The whole system in one process",
     "dateline serve --data var --sample", run_serve},
    {"sources", "sources add URL | import FILE.opml | export | list | remove URL | check", "The wires to read",
     "dateline sources add https://example.org --name 'Example Post'", run_sources},
    {"fetch", "fetch [URL...]", "Fetches the sources, or URLs, once and prints what arrived",
     "dateline fetch https://example.org/feed", run_fetch},
    {"feed", "feed FILE...", "Parses feeds, prints one object a feed", "dateline feed sample/round-2024.xml", run_feed},
    {"extract", "extract [--url URL] FILE...", "Reads news pages (.html, .html.gz), prints one article a page",
     "dateline extract --url https://example.org/news/1 page.html", run_extract},
    {"sanitize", "sanitize [--url URL] [--reply] FILE...", "What is left of foreign markup, safe to show",
     "dateline sanitize --url https://example.org/news/1 page.html", run_sanitize},
    {"stories", "stories [--explain] [FILE...]", "Groups articles (JSON Lines, in order of arrival) into stories",
     "dateline stories --explain articles.jsonl", run_stories},
    {"compare", "compare SOURCE COPY", "What a copy kept, changed, dropped and added; facts that changed",
     "dateline compare statement.txt rewrite.txt", run_compare},
    {"dossiers", "dossiers [--text] [FILE...]",
     "Finds the continuing matters in a pile of articles, each as one dossier",
     "dateline dossiers --text sample/edition.jsonl", run_dossiers},
    {"import", "import [--data DIR] [--url URL] [--rights RIGHTS] FILE...",
     "Pages, feeds, OPML, WARC and article lines into the data folder",
     "dateline import --data var pages/*.html.gz feed.xml", run_import},
    {"export", "export jsonl|opml [--data DIR]", "Everything out again",
     "dateline export jsonl --data var > articles.jsonl", run_export},
    {"backup", "backup [--data DIR] FILE", "A verified snapshot, also while dateline is running",
     "dateline backup --data var news-backup.db", run_backup},
    {"check", "check [--data DIR]", "Is this data folder sound", "dateline check --data var", run_check},
    {"texts", "texts [LANGUAGE]", "The words of the interface as a file, to translate or to change",
     "dateline texts es > var/texts/es.txt", run_texts},
    {"user", "user add NAME [--admin] | reset NAME | list", "The desk's accounts", "dateline user add ana --data var",
     run_user},
};

void print_overview(std::FILE* to) {
  fmt::print(to, "dateline {}: a news system in one program\n\nUsage: dateline VERB [OPTIONS]\n\n", DATELINE_VERSION);
  for (const Verb& verb : kVerbs) fmt::print(to, "  {:<9} {}\n", verb.name, verb.summary);
  fmt::print(to, "\n'dateline VERB --help' tells more about each, with an example.\n");
}

}  // namespace

std::span<const Verb> verbs() {
  return kVerbs;
}

int run_command_line(std::vector<std::string> words) {
  if (words.empty()) {
    print_overview(stderr);
    return 2;
  }
  if (words[0] == "--help" || words[0] == "-h" || (words[0] == "help" && words.size() == 1)) {
    print_overview(stdout);
    return 0;
  }
  if (words[0] == "--version") {
    fmt::print("dateline {}\n", DATELINE_VERSION);
    return 0;
  }
  if (words[0] == "help") words = {words[1], "--help"};

  const auto verb =
      std::find_if(std::begin(kVerbs), std::end(kVerbs), [&](const Verb& v) { return v.name == words[0]; });
  if (verb == std::end(kVerbs)) {
    std::vector<std::string_view> names;
    for (const Verb& v : kVerbs) names.push_back(v.name);
    fmt::print(stderr, "dateline: unknown verb '{}'{}\nSee 'dateline --help'.\n", words[0],
               did_you_mean(words[0], names));
    return 2;
  }
  Arguments args(*verb, {words.begin() + 1, words.end()});
  Terminal terminal;
  return verb->run(args, terminal);
}

}  // namespace dateline::app
