// Sources from a subscription list (OPML), and into one.

#include <algorithm>
#include <unordered_set>

#include "net/multipart.h"
#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/desk/source_form.h"
#include "site/desk/source_view.h"
#include "site/paths.h"
#include "wire/opml.h"

namespace dateline::site {
namespace {

constexpr std::size_t kMostShown = 200;  // Of each list: who brings 10,000 reads the beginning.

Html source_list(const Catalogue& texts, const std::vector<const wire::Source*>& sources) {
  Html rows;
  for (std::size_t i = 0; i < std::min(sources.size(), kMostShown); ++i) {
    const wire::Source& source = *sources[i];
    rows.add(R"(<li><a href="{}">{}</a> <span class="soft">{}{}{}</span></li>
)",
             desk_paths::source(source.id), source_name(source), short_address(source.url),
             source.folder.empty() ? "" : " · ", source.folder);
  }
  if (sources.size() > kMostShown)
    rows.add("<li>{}</li>\n", texts.count("desk.import.more", static_cast<std::int64_t>(sources.size() - kMostShown)));
  return html("<ul class=\"import-list\">\n{}</ul>\n", rows);
}

/// What became of the file: what was added, what was there, what was passed over and why.
Html report_page(const Context& context, const Editor& editor, const wire::OpmlFile& file,
                 const std::vector<wire::SourceId>& added) {
  const Catalogue& texts = context.texts;
  const std::unordered_set<wire::SourceId> new_ones(added.begin(), added.end());
  std::vector<const wire::Source*> fresh, known;
  for (const wire::Source& source : file.sources) (new_ones.contains(source.id) ? fresh : known).push_back(&source);
  Html main = html(R"(<p class="crumb"><a href="{}">{}</a></p>
<h1>{}</h1>
<p class="verdict" role="status">{}{}</p>
)",
                   desk_paths::sources(), texts.say("desk.sources"), texts.say("desk.import"),
                   texts.count("desk.import.added", std::ssize(fresh)),
                   fresh.empty() ? "" : " " + texts.say("desk.import.asked_soon"));
  if (!file.warnings.empty()) {
    Html lines;
    for (std::size_t i = 0; i < std::min(file.warnings.size(), kMostShown); ++i)
      lines.add("<li lang=\"en\">{}</li>\n", file.warnings[i]);
    main.add("<h2>{}</h2>\n<ul class=\"import-list\">\n{}</ul>\n", texts.say("desk.import.passed_over"), lines);
  }
  if (!fresh.empty()) main.add("<h2>{}</h2>\n{}", texts.say("desk.import.new"), source_list(texts, fresh));
  if (!known.empty())
    main.add("<h2>{}</h2>\n{}", texts.count("desk.import.known", std::ssize(known)), source_list(texts, known));
  return desk_framed(context, &editor, texts.say("desk.sources"), main, "sources.css");
}

}  // namespace

Html import_form(const Context& context, const Editor& editor, const std::vector<desk::Problem>& problems) {
  const Catalogue& texts = context.texts;
  const Html problem = problem_beside(texts, problems, "file");
  return html(R"({}<form class="source-form" action="{}" method="post" enctype="multipart/form-data">
{}<div class="field"><label for="file">{}</label>
{}<input type="file" id="file" name="file" accept=".opml,.xml,text/x-opml,application/xml,text/xml" aria-describedby="file-hint" required {}>
<p class="hint" id="file-hint">{}</p></div>
<p class="submit"><button type="submit">{}</button></p>
</form>
)",
              problem_summary(texts, problems, texts.say("desk.import.not_done")), desk_paths::import_sources(),
              csrf_field(editor), texts.say("desk.import.file"), problem, Flag::invalid(!problem.empty()),
              texts.say("desk.import.file_hint"), texts.say("desk.import.button"));
}

void desk_import_sources(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  const Catalogue& texts = context.texts;
  const auto refuse = [&](std::string words) {
    const Html main = html(R"(<p class="crumb"><a href="{}">{}</a></p>
<h1>{}</h1>
{})",
                           desk_paths::sources(), texts.say("desk.sources"), texts.say("desk.import"),
                           import_form(context, editor, {{"file", std::move(words)}}));
    respond(unkept_page(422, desk_framed(context, &editor, texts.say("desk.sources"), main, "sources.css")));
  };
  std::string_view bytes;
  if (const auto parts = net::parse_multipart(visit.request.header("content-type"), visit.request.body)) {
    for (const net::FormPart& part : *parts) {
      if (part.name == "file" && part.file_name) bytes = part.bytes;
    }
  }
  if (bytes.empty()) return refuse(texts.say("desk.import.no_file"));
  auto file = wire::parse_opml(bytes);
  if (!file) return refuse(texts.say("desk.import.no_list", {{"problem", file.error().message}}));
  if (file->sources.empty()) return refuse(texts.say("desk.import.empty"));
  auto sources = file->sources;
  // The page with many lines waits for a worker: the newsroom's thread makes none.
  context.newsroom.add_sources(editor.name, std::move(sources),
                               [keep, &context, editor, file = std::move(*file),
                                respond = std::move(respond)](Result<std::vector<wire::SourceId>> added) mutable {
                                 if (!added) return respond(desk_failure(context, editor, added.error()));
                                 context.later([keep, &context, editor = std::move(editor), file = std::move(file),
                                                respond = std::move(respond), added = std::move(*added)]() mutable {
                                   respond(unkept_page(200, report_page(context, editor, file, added)));
                                 });
                               });
}

Result<net::Response> desk_export_sources(const Context& context, const Visit&, const Editor&) {
  DATELINE_TRY(const auto known, context.reader.sources());
  std::vector<wire::Source> sources;
  sources.reserve(known.size());
  for (const auto& [source, state] : known) sources.push_back(source);
  net::Response response = net::Response::text(200, wire::write_opml(sources));
  response.content_type = "text/x-opml; charset=utf-8";
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"sources.opml\"");
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace dateline::site
