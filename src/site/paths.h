#pragma once
// Every address of the site, in one place.

#include <chrono>
#include <string>
#include <string_view>

#include "article/article.h"
#include "desk/dossier.h"
#include "desk/person.h"
#include "desk/picture.h"
#include "desk/post.h"
#include "desk/reply.h"
#include "desk/report.h"
#include "site/html.h"
#include "store/reply_store.h"
#include "story/story.h"
#include "wire/source.h"

namespace dateline::site {

inline Href front_path() {
  return Href::path({});
}
inline Href section_path(std::string_view section) {
  return Href::path({"section", section});
}
inline Href story_path(story::StoryId id) {
  return Href::path({"story", id.str()});
}
/// What a report made of another one.
inline Href compare_path(article::ArticleId source, article::ArticleId copy) {
  return Href::path({"compare", source.str(), copy.str()});
}
inline Href article_path(article::ArticleId id) {
  return Href::path({"article", id.str()});
}
/// A rendition of the newsroom's picture; `width` is one of desk::rendition_widths(picture.width).
inline Href picture_path(desk::PictureId id, int width) {
  return Href::path({"picture", id.str(), std::to_string(width) + ".webp"});
}
/// The largest as JPEG: for link cards, and for browsers that know no srcset.
inline Href picture_jpeg_path(const desk::PictureUse& picture) {
  return Href::path(
      {"picture", picture.id.str(), std::to_string(desk::rendition_widths(picture.width).back()) + ".jpg"});
}
inline Href search_path(std::string_view words) {
  return Href::path({"search"}).with("q", words);
}
/// `slug`: text::slug() of the name as printed.
inline Href author_path(std::string_view slug) {
  return Href::path({"author", slug});
}
/// The newsroom's own articles, as a feed's base.
inline Href own_articles_path() {
  return Href::path({"articles"});
}
/// Where changes of our feeds are subscribed to (app/hub.h).
inline Href hub_path() {
  return Href::path({"websub"});
}
/// Replies to an article, as a feed's base.
inline Href replies_path(article::ArticleId id) {
  return Href::path({"article", id.str(), "replies"});
}
inline Href tag_path(std::string_view slug) {
  return Href::path({"tag", slug});
}
inline Href sources_path() {
  return Href::path({"sources"});
}
inline Href outlet_path(std::string_view slug) {
  return Href::path({"source", slug});
}
inline Href about_path() {
  return Href::path({"about"});
}
inline Href privacy_path() {
  return Href::path({"privacy"});
}
inline Href dossiers_path() {
  return Href::path({"dossiers"});
}
inline Href dossier_path(desk::DossierId id) {
  return Href::path({"dossier", id.str()});
}
inline Href dossier_calendar_path(desk::DossierId id) {
  return Href::path({"dossier", id.str() + ".ics"});
}
inline Href archive_path() {
  return Href::path({"archive"});
}
inline Href archive_path(std::chrono::year_month month) {
  const auto m = static_cast<unsigned>(month.month());
  return Href::path(
      {"archive", std::to_string(static_cast<int>(month.year())), (m < 10 ? "0" : "") + std::to_string(m)});
}
inline Href archive_path(std::chrono::sys_days day) {
  const std::chrono::year_month_day date{day};
  const auto m = static_cast<unsigned>(date.month()), d = static_cast<unsigned>(date.day());
  return Href::path({"archive", std::to_string(static_cast<int>(date.year())), (m < 10 ? "0" : "") + std::to_string(m),
                     (d < 10 ? "0" : "") + std::to_string(d)});
}
/// Where a reply stands for good, on whichever page of the thread it is.
inline Href reply_path(article::ArticleId article, desk::ReplyId reply) {
  return article_path(article).with("reply", reply.str()).at("reply-" + reply.str());
}
/// The author's own page of a reply: its state, and what may be done.
inline Href status_path(std::string_view key) {
  return Href::path({"reply", key});
}
inline Href edit_reply_path(std::string_view key) {
  return Href::path({"reply", key, "edit"});
}
inline Href appeal_path(std::string_view key) {
  return Href::path({"reply", key, "appeal"});
}
/// The form that reports a reply.
inline Href report_path(desk::ReplyId id) {
  return Href::path({"replies", id.str(), "report"});
}
/// What became of a report, for whoever made it.
inline Href report_status_path(std::string_view key) {
  return Href::path({"report", key});
}
inline Href appeal_report_path(std::string_view key) {
  return Href::path({"report", key, "appeal"});
}
/// Proves an address; in a letter.
inline Href prove_path(std::string_view key) {
  return Href::path({"replies", "prove", key});
}
/// Ends letters; in one.
inline Href stop_mail_path(std::string_view key) {
  return Href::path({"replies", "stop", key});
}
/// Where a reader asks for a link to what is kept about an address.
inline Href own_data_path() {
  return Href::path({"replies", "mine"});
}
inline Href own_data_path(std::string_view key) {
  return Href::path({"replies", "mine", key});
}
inline Href export_own_data_path(std::string_view key) {
  return Href::path({"replies", "mine", key, "export"});
}
inline Href erase_own_data_path(std::string_view key) {
  return Href::path({"replies", "mine", key, "erase"});
}

/// Where a reply stands on its page: "reply-" and its id.
inline std::string reply_anchor(desk::ReplyId id) {
  return "reply-" + id.str();
}

namespace desk_paths {
inline Href compare(article::ArticleId source, article::ArticleId copy) {
  return Href::path({"desk", "compare", source.str(), copy.str()});
}
inline Href overview() {
  return Href::path({"desk"});
}
inline Href setup(std::string_view key) {
  return Href::path({"desk", "setup", key});
}
inline Href sign_in() {
  return Href::path({"desk", "sign-in"});
}
inline Href posts() {
  return Href::path({"desk", "posts"});
}
inline Href post(desk::PostId id) {
  return Href::path({"desk", "posts", id.str()});
}
inline Href post_preview(desk::PostId id) {
  return Href::path({"desk", "posts", id.str(), "preview"});
}
inline Href coverage(desk::PostId id) {
  return Href::path({"desk", "posts", id.str(), "live"});
}
inline Href pictures() {
  return Href::path({"desk", "pictures"});
}
inline Href picture(desk::PictureId id) {
  return Href::path({"desk", "pictures", id.str()});
}
inline Href replies(store::ReplyQueue queue) {
  return Href::path({"desk", "replies"}).with("queue", store::to_string(queue));
}
inline Href reply_rules() {
  return Href::path({"desk", "replies", "rules"});
}
inline Href person(desk::PersonId id) {
  return Href::path({"desk", "people", id.str()});
}
inline Href erase_person(desk::PersonId id) {
  return Href::path({"desk", "people", id.str(), "erase"});
}
inline Href appeals() {
  return Href::path({"desk", "appeals"});
}
inline Href appeal(desk::AppealId id) {
  return Href::path({"desk", "appeals", id.str()});
}
inline Href reply(desk::ReplyId id) {
  return Href::path({"desk", "replies", id.str()});
}
inline Href stories() {
  return Href::path({"desk", "stories"});
}
inline Href story(story::StoryId id) {
  return Href::path({"desk", "stories", id.str()});
}
/// Why the report is in the story, or is not.
inline Href why(story::StoryId story, article::ArticleId report) {
  return Href::path({"desk", "stories", story.str(), "why", report.str()});
}
inline Href sources() {
  return Href::path({"desk", "sources"});
}
inline Href new_source() {
  return Href::path({"desk", "sources", "new"});
}
inline Href import_sources() {
  return Href::path({"desk", "sources", "import"});
}
inline Href sources_opml() {
  return Href::path({"desk", "sources.opml"});
}
inline Href source(wire::SourceId id) {
  return Href::path({"desk", "sources", id.str()});
}
inline Href dossiers() {
  return Href::path({"desk", "dossiers"});
}
inline Href dossier(desk::DossierId id) {
  return Href::path({"desk", "dossiers", id.str()});
}
inline Href bar() {
  return Href::path({"desk", "bar"});
}
}  // namespace desk_paths

}  // namespace dateline::site
