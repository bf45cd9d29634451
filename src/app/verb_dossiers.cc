#include "app/json.h"
#include "app/reading.h"
#include "app/verbs.h"
#include "story/dossier.h"

namespace dateline::app {
namespace {

using story::Said;

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

/// What holds, and in brackets what was said before.
std::string history_of(const std::vector<Said>& said) {
  std::string out = said.empty() ? "" : said.back().value;
  std::string before;
  for (std::size_t i = 0; i + 1 < said.size(); ++i) before += (before.empty() ? "" : ", then ") + said[i].value;
  return before.empty() ? out : out + " (first " + before + ")";
}

std::string line_of(const story::Field& field) {
  std::vector<std::string> values;
  for (const Said& said : field.said) values.push_back(said.value);
  return field.name + (field.of.empty() ? "" : " (" + field.of + ")") + ": " +
         (field.list ? joined(values) : history_of(field.said));
}

void tell(const story::Dossier& dossier, Terminal& terminal) {
  std::string out = dossier.name + "\n  " + std::string(to_string(dossier.kind)) + ", " +
                    std::to_string(dossier.reports.size()) + " reports";
  if (!dossier.names.empty()) out += "; also: " + joined(dossier.names);
  out += '\n';
  for (const story::Field& field : dossier.fields) out += "  " + line_of(field) + '\n';
  for (const story::Round& round : dossier.rounds) {
    out += "  " + std::string(round.announced ? "next " : "") + history_of(round.dates);
    if (!round.places.empty()) out += "  " + history_of(round.places);
    if (round.number) out += "  no. " + std::to_string(*round.number);
    if (!round.what.empty()) out += "  " + round.what;
    out += '\n';
    for (const story::Field& field : round.fields) out += "    " + line_of(field) + '\n';
  }
  for (const story::Participant& one : dossier.participants) {
    out += "  - " + one.name;
    if (!one.roles.empty()) out += ": " + history_of(one.roles);
    out += '\n';
  }
  terminal.document(out + '\n');
}

}  // namespace

int run_dossiers(Arguments& args, Terminal& terminal) {
  std::vector<std::string> files;
  bool text = false;
  args.words("FILE", files, 0, "Articles, one JSON object a line, or pages and feeds; standard input without any")
      .flag("--text", text, "For people: a page of plain text a dossier");
  if (auto code = args.parse()) return *code;
  if (files.empty()) files.emplace_back("-");

  const SystemClock clock;
  std::vector<story::ArticlePtr> reports;
  for (const std::string& file : files) {
    FileContents to;
    to.article = [&](article::Article article) {
      reports.push_back(std::make_shared<const article::Article>(std::move(article)));
    };
    to.source = [](const wire::Source&) {};
    to.warning = [&](const std::string& warning) { terminal.problem(file + ": " + warning); };
    if (auto read = read_any(file, {"", wire::Rights::kFull, clock}, to); !read) terminal.problem(read.error().message);
  }
  for (const story::Dossier& dossier : story::find_dossiers(reports)) {
    if (text) {
      tell(dossier, terminal);
    } else {
      terminal.line(story::to_json(dossier));
    }
  }
  return terminal.exit_code();
}

}  // namespace dateline::app
