#include "site/routes.h"

#include "site/api/api.h"
#include "site/assets.h"
#include "site/bar.h"
#include "site/desk/desk.h"
#include "site/feeds/feeds.h"
#include "site/figure.h"
#include "site/machines/machines.h"
#include "site/pages/live_article.h"
#include "site/pages/pages.h"
#include "site/replies/replies.h"

namespace dateline::site {

std::span<const Route> routes() {
  static const Route pages[] = {
      // Readers
      {"GET", "/", front_page},
      {"GET", "/section/*", section_page},
      {"GET", "/story/*", story_page},
      {"GET", "/article/*", article_page},
      {"GET", "/article/*/live", live_part_page},
      {"GET", "/article/*/stream", live_stream},
      {"GET", "/picture/*/*", picture},
      {"GET", "/search", search_page},
      {"GET", "/author/*", author_page},
      {"GET", "/tag/*", tag_page},
      {"GET", "/dossiers", dossiers_page},
      {"GET", "/dossier/*", dossier_page},
      {"GET", "/compare/*/*", compare_page},
      {"GET", "/archive", archive_page},
      {"GET", "/archive/*/*", archive_month_page},
      {"GET", "/archive/*/*/*", archive_day_page},
      {"GET", "/sources", sources_page},
      {"GET", "/source/*", outlet_page},
      {"GET", "/about", about_page},
      {"GET", "/privacy", privacy_page},
      {"GET", "/offline", offline_page},
      {"GET", "/live", live},
      {"GET", "/embed/bar", embed_bar},
      // Replies
      {"POST", "/replies", post_reply},
      {"POST", "/wp-comments-post.php", post_reply},
      {"GET", "/reply/*", status_page},
      {"GET", "/reply/*/edit", edit_reply_page},
      {"POST", "/reply/*/edit", edit_reply},
      {"POST", "/reply/*/appeal", appeal_reply},
      {"GET", "/report/*", report_status_page},
      {"POST", "/report/*/appeal", appeal_report},
      {"GET", "/replies/mine", own_data_form},
      {"POST", "/replies/mine", ask_for_own_data},
      {"GET", "/replies/mine/*", own_data_page},
      {"GET", "/replies/mine/*/export", export_own_data},
      {"POST", "/replies/mine/*/erase", erase_own_data},
      {"GET", "/replies/prove/*", open_proof},
      {"POST", "/replies/prove/*", prove},
      {"GET", "/replies/stop/*", stop_mail_page},
      {"POST", "/replies/stop/*", stop_mail},
      {"GET", "/replies/*/report", report_page},
      {"POST", "/replies/*/report", report_reply},
      // Machines
      {"GET", "/assets/*/*", asset},
      {"GET", "/sw.js", service_worker},
      {"GET", "/favicon.svg", favicon},
      {"GET", "/healthz", health},
      // Desk, signed out
      {"GET", "/desk/sign-in", sign_in_page},
      {"POST", "/desk/sign-in", sign_in},
      {"GET", "/desk/setup/*", setup_page},
      {"POST", "/desk/setup/*", set_up},
      // Desk, signed in (their handlers take an Editor)
      {"GET", "/desk", desk_overview},
      {"POST", "/desk/sign-out", sign_out},
      {"GET", "/desk/posts", desk_posts},
      {"GET", "/desk/posts/new", desk_new_post},
      {"GET", "/desk/posts/*", desk_edit_post},
      {"POST", "/desk/posts/*", desk_save_post},
      {"GET", "/desk/posts/*/preview", desk_preview_post},
      {"GET", "/desk/posts/*/live", desk_coverage},
      {"POST", "/desk/posts/*/live", desk_cover},
      {"GET", "/desk/pictures", desk_pictures},
      {"POST", "/desk/pictures", desk_add_picture},
      {"GET", "/desk/pictures/*", desk_picture},
      {"POST", "/desk/pictures/*", desk_reword_picture},
      {"GET", "/desk/replies", desk_replies},
      {"POST", "/desk/replies", desk_decide_replies},
      {"GET", "/desk/replies/rules", desk_reply_rules},
      {"POST", "/desk/replies/rules", desk_set_reply_rules},
      {"GET", "/desk/replies/*", desk_reply},
      {"POST", "/desk/replies/*/pick", desk_pick_reply},
      {"GET", "/desk/people/*", desk_person},
      {"POST", "/desk/people/*", desk_note_person},
      {"POST", "/desk/people/*/erase", desk_erase_person},
      {"GET", "/desk/appeals", desk_appeals},
      {"POST", "/desk/appeals/*", desk_decide_appeal},
      {"GET", "/desk/stories", desk_stories},
      {"GET", "/desk/stories/*", desk_story},
      {"POST", "/desk/stories/*", desk_mend_story},
      {"GET", "/desk/stories/*/why/*", desk_why},
      {"GET", "/desk/compare/*/*", desk_compare},
      {"GET", "/desk/sources", desk_sources},
      {"POST", "/desk/sources", desk_change_sources},
      {"GET", "/desk/sources.opml", desk_export_sources},
      {"GET", "/desk/sources/new", desk_new_source},
      {"POST", "/desk/sources/new", desk_add_source},
      {"POST", "/desk/sources/import", desk_import_sources},
      {"GET", "/desk/sources/*", desk_source},
      {"POST", "/desk/sources/*", desk_save_source},
      {"GET", "/desk/dossiers", desk_dossiers},
      {"POST", "/desk/dossiers", desk_decide_dossier},
      {"GET", "/desk/dossiers/*", desk_dossier},
      {"POST", "/desk/dossiers/*", desk_save_dossier},
      {"GET", "/desk/bar", desk_bar},
      {"POST", "/desk/bar", desk_decide_bar},
      {"GET", "/desk/audit", desk_audit},
  };
  // What is many addresses of one kind comes from tables of its own.
  static const std::vector<Route> table = [] {
    std::vector<Route> all(std::begin(pages), std::end(pages));
    for (const auto& more : {feed_routes(), machine_routes(), api_routes()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }();
  return table;
}

namespace {

/// Takes the first part off "/a/b"; false when there is none left.
bool next_part(std::string_view& path, std::string_view& part) {
  if (path.empty()) return false;
  path.remove_prefix(1);
  part = path.substr(0, path.find('/'));
  path.remove_prefix(part.size());
  return true;
}

bool fits(std::string_view pattern, std::string_view path, std::vector<std::string>& parts) {
  parts.clear();
  std::string_view wanted, part;
  while (true) {
    const bool more = next_part(pattern, wanted);
    if (next_part(path, part) != more) return false;
    if (!more) return true;
    if (wanted == "*" && !part.empty())
      parts.emplace_back(part);
    else if (wanted != part)
      return false;
  }
}

}  // namespace

Match match_route(std::string_view method, std::string_view path) {
  Match match;
  for (const Route& route : routes()) {
    std::vector<std::string> parts;
    if (!path.starts_with('/') || !fits(route.pattern, path, parts)) continue;
    if (route.method == method) {
      match.route = &route;
      match.parts = std::move(parts);
      return match;
    }
    const std::string_view methods = route.method == "GET" ? "GET, HEAD" : route.method;
    if (match.allow.find(methods) == std::string::npos)
      match.allow += (match.allow.empty() ? "" : ", ") + std::string(methods);
  }
  return match;
}

}  // namespace dateline::site
