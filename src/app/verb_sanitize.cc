#include <ranges>

#include "app/json.h"
#include "app/reading.h"
#include "app/verbs.h"
#include "markup/html.h"
#include "markup/sanitizer.h"
#include "wire/fetched_page.h"

namespace dateline::app {
namespace {

Result<std::string> sanitized(std::string_view html, const markup::Sanitizer::Options& options) {
  DATELINE_TRY(const auto piece, markup::Document::parse_fragment(html));
  return markup::Sanitizer::sanitize(piece.root(), options).str();
}

void sanitize_lines(const std::string& file, std::string_view bytes, const markup::Sanitizer::Options& options,
                    Terminal& terminal) {
  std::size_t number = 0;
  for (const auto part : bytes | std::views::split('\n')) {
    const std::string_view line(part);
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const std::string place = file + ": line " + std::to_string(number) + ": ";
    const auto object = parse_object(line);
    const json::value* html = object ? object->if_contains("html") : nullptr;
    if (html == nullptr || !html->is_string()) {
      terminal.problem(place + "not a JSON object with a text \"html\"; left out");
      continue;
    }
    const auto clean = sanitized(std::string_view(html->as_string()), options);
    if (!clean) {
      terminal.problem(place + clean.error().message);
      continue;
    }
    json::object out;
    if (const json::value* id = object->if_contains("id")) out["id"] = *id;
    out["html"] = *clean;
    terminal.line(json::serialize(out));
  }
}

}  // namespace

int run_sanitize(Arguments& args, Terminal& terminal) {
  std::vector<std::string> files;
  std::string url;
  markup::Sanitizer::Options options;
  args.words("FILE", files, 1, "Markup (.html, packed or not), or lines of {\"id\", \"html\"} (.jsonl), or -")
      .option("--url", url, "Where the markup comes from: resolves relative links, which go without it")
      .flag("--reply", options.reply, "As a reader's reply: no headings, images and tables; links not to be followed");
  if (auto code = args.parse()) return *code;
  if (!url.empty()) {
    options.base = text::Url::parse(url);
    if (!options.base) {
      terminal.problem("--url: '" + url + "' is not an http or https address");
      return 2;
    }
  }
  Progress progress("sanitize", "files", files.size());
  for (const std::string& file : files) {
    progress.advance();
    const auto bytes =
        read_unpacked(file, [&](const std::string& warning) { terminal.problem(file + ": " + warning); });
    if (!bytes) {
      terminal.problem(bytes.error().message);
      continue;
    }
    if (wire::sniff(*bytes) == wire::DocumentKind::kJsonLines) {
      sanitize_lines(file, *bytes, options, terminal);
      continue;
    }
    const auto clean = sanitized(markup::decode_html(*bytes), options);
    if (!clean) {
      terminal.problem(file + ": " + clean.error().message);
      continue;
    }
    terminal.line(json::serialize(json::object{{"file", file}, {"html", *clean}}));
  }
  return terminal.exit_code();
}

}  // namespace dateline::app
