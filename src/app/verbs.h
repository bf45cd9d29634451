#pragma once
// The command line: one table of verbs (verbs.cc), one file for each (verb_*.cc).

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/arguments.h"
#include "app/terminal.h"
#include "base/result.h"

namespace dateline::app {

struct Verb {
  std::string_view name;
  std::string_view usage;    ///< "extract [--url URL] FILE..."
  std::string_view summary;  ///< One line.
  std::string_view example;  ///< A command that works.
  int (*run)(Arguments& args, Terminal& terminal);
};

std::span<const Verb> verbs();

/// Runs `dateline WORDS...`; the exit code.
int run_command_line(std::vector<std::string> words);

int run_serve(Arguments& args, Terminal& terminal);
int run_sources(Arguments& args, Terminal& terminal);
int run_fetch(Arguments& args, Terminal& terminal);
int run_feed(Arguments& args, Terminal& terminal);
int run_extract(Arguments& args, Terminal& terminal);
int run_sanitize(Arguments& args, Terminal& terminal);
int run_stories(Arguments& args, Terminal& terminal);
int run_compare(Arguments& args, Terminal& terminal);
int run_dossiers(Arguments& args, Terminal& terminal);
int run_import(Arguments& args, Terminal& terminal);
int run_export(Arguments& args, Terminal& terminal);
/// Every source as OPML, on standard output: `export opml` and `sources export`.
Status export_opml(Terminal& terminal, const std::string& data);
int run_backup(Arguments& args, Terminal& terminal);
int run_check(Arguments& args, Terminal& terminal);
int run_texts(Arguments& args, Terminal& terminal);
int run_user(Arguments& args, Terminal& terminal);

}  // namespace dateline::app
