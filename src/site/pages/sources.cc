#include <algorithm>
#include <map>

#include "site/answer.h"
#include "site/context.h"
#include "site/frame.h"
#include "site/machines/linked_data.h"
#include "site/pages/pages.h"
#include "site/pages/placed_list.h"
#include "site/paths.h"
#include "site/times.h"
#include "text/url.h"

namespace dateline::site {
namespace {

constexpr int kReportsPerPage = 30;

std::string rights_in_words(const Catalogue& texts, wire::Rights rights) {
  switch (rights) {
    case wire::Rights::kLink:
      return texts.say("sources.rights.link");
    case wire::Rights::kSnippet:
      return texts.say("sources.rights.snippet");
    case wire::Rights::kFull:
      return texts.say("sources.rights.full");
  }
  return "";
}

/// Where each outlet that we read on a schedule is at home, by its name.
Result<std::map<std::string, text::Url>> homes(const store::Reader& reader) {
  std::map<std::string, text::Url> found;
  DATELINE_TRY(const auto sources, reader.sources());
  for (const auto& [source, state] : sources) {
    const auto feed = text::Url::parse(source.url);
    if (!feed) continue;
    if (const auto home = text::Url::parse("https://" + feed->host() + "/")) found.emplace(source.outlet.name, *home);
  }
  return found;
}

std::string languages_in_words(const Catalogue& texts, const std::vector<std::string>& tags) {
  std::vector<std::string> names;
  for (const std::string& tag : tags) {
    std::string name = texts.locale().language_name(tag);
    if (!name.empty() && names.size() < 3) names.push_back(std::move(name));
  }
  return texts.locale().list(names);
}

}  // namespace

Result<net::Response> sources_page(const Context& context, const Visit&) {
  const Catalogue& texts = context.texts;
  const Instant now = context.clock.now();
  DATELINE_TRY(const auto outlets, context.reader.outlets());
  DATELINE_TRY(const auto home_of, homes(context.reader));

  Html rows;
  for (const store::OutletRecord& record : outlets) {
    Html about;
    if (record.outlet.primary) about.add(R"( <strong class="mark-primary">{}</strong>)", texts.say("story.primary"));
    if (const auto home = home_of.find(record.outlet.name); home != home_of.end()) {
      about.add(R"(<br><a href="{}" rel="external noopener">{}</a>)", Href::to(home->second), home->second.host());
    }
    rows.add(R"(<tr><td><a class="outlet-name" href="{}">{}</a>{}</td>
<td data-label="{}">{}</td><td data-label="{}">{}</td><td class="number" data-label="{}">{}</td><td data-label="{}">{}</td></tr>
)",
             outlet_path(record.slug), record.outlet.name, about, texts.say("sources.shown"),
             rights_in_words(texts, record.rights), texts.say("sources.language"),
             languages_in_words(texts, record.languages), texts.say("sources.reports"),
             texts.locale().number(record.articles), texts.say("sources.newest"),
             shortest_time_tag(texts.locale(), record.newest, now));
  }

  Html main = html(R"(<h1 class="page-name">{}</h1>
<p class="page-intro">{}</p>
)",
                   texts.say("sources.name"), texts.count("sources.intro", std::ssize(outlets)));
  if (outlets.empty()) {
    main.add(R"(<p class="empty">{}</p>
)",
             texts.say("sources.empty"));
  } else {
    main.add(R"(<table class="list-table">
<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col" class="number">{}</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody>
</table>
)",
             texts.say("sources.outlet"), texts.say("sources.shown"), texts.say("sources.language"),
             texts.say("sources.reports"), texts.say("sources.newest"), rows);
  }
  main.add(R"(<section class="part">
<h2 class="section-name">{}</h2>
<div class="article-text text-page-text">
<p>{}</p>
<p>{}</p>
<p>{}</p>
</div>
</section>
)",
           texts.say("sources.how"),
           texts.say("sources.how.feeds", {{"minutes", texts.locale().number(context.config.poll_minutes)}}),
           texts.say("sources.how.pictures"), texts.say("sources.how.count"));
  return public_page(
      framed(context, *context.newsroom.front_page(),
             {.title = texts.say("sources.name"),
              .description = texts.count("sources.intro", std::ssize(outlets)),
              .address = sources_path(),
              .sheet = "lists.css",
              .machines = {.linked_data = reports_data(context, {{texts.say("sources.name"), sources_path()}})}},
             main));
}

Result<net::Response> outlet_page(const Context& context, const Visit& visit) {
  const Catalogue& texts = context.texts;
  const std::string& slug = visit.parts[0];
  DATELINE_TRY(const auto record, context.reader.outlet(slug));
  if (!record) return fail(Code::kNotFound, "no outlet '" + slug + "'");
  DATELINE_TRY(const auto reports, context.reader.articles_of_outlet(slug, page_of(visit, kReportsPerPage)));
  const std::string& name = record->outlet.name;

  Html main = html(R"(<p class="crumbs"><a href="{}">{}</a></p>
<h1 class="page-name">{}</h1>
<p class="page-intro">{}{} · {}</p>
)",
                   sources_path(), texts.say("sources.name"), name,
                   record->outlet.primary ? texts.say("story.primary") + " · " : std::string(),
                   rights_in_words(texts, record->rights), texts.count("report.count", record->articles));
  main.add(placed_list(context, reports.items, Shown::kEachReport, 2));
  main.add(pager(context, outlet_path(slug), reports.previous, reports.next));
  return public_page(framed(
      context, *context.newsroom.front_page(),
      {.title = name,
       .description = texts.say("outlet.description", {{"outlet", name}}),
       .address = outlet_path(slug),
       .machines = {.feeds = {{name, outlet_path(slug)}},
                    .linked_data =
                        outlet_data(context, {{texts.say("sources.name"), sources_path()}, {name, outlet_path(slug)}},
                                    *record, reports.items)}},
      main));
}

}  // namespace dateline::site
