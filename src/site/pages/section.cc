#include "site/answer.h"
#include "site/context.h"
#include "site/frame.h"
#include "site/machines/linked_data.h"
#include "site/pages/lead_package.h"
#include "site/pages/pages.h"
#include "site/paths.h"
#include "site/sections.h"
#include "site/story_line.h"

namespace dateline::site {

Result<net::Response> section_page(const Context& context, const Visit& visit) {
  const auto front = context.newsroom.front_page();
  const std::string& section = visit.parts[0];
  if (!is_section(*front, section)) return fail(Code::kNotFound, "no section '" + section + "'");
  const Catalogue& texts = context.texts;
  const std::string name = section_name(texts, section);
  const Instant now = context.clock.now();

  Html main = html(R"(<h1 class="page-name">{}</h1>
)",
                   name);
  const auto found = front->sections.find(section);
  if (found == front->sections.end() || found->second.empty()) {
    main.add(R"(<p class="empty">{}</p>
)",
             texts.say("section_page.empty", {{"section", name}}));
  } else {
    const auto& stories = found->second;
    DATELINE_TRY(const Html lead, lead_package(context, stories, now));
    main.add(lead);
    Html rest;
    for (std::size_t i = kLeadPackageStories; i < stories.size(); ++i) {
      rest.add(story_line(context, *stories[i], Rank::kPlain, 2, now));
    }
    if (!rest.empty()) main.add("<div class=\"columns\">\n{}</div>\n", rest);
  }
  return public_page(
      framed(context, *front,
             {.title = name,
              .description = texts.say("section_page.description", {{"section", name}}),
              .address = section_path(section),
              .section = section,
              .machines = {.feeds = {{name, section_path(section)}},
                           .linked_data = list_data(context, {{name, section_path(section)}},
                                                    found == front->sections.end() ? StoryList() : found->second)}},
             main));
}

}  // namespace dateline::site
