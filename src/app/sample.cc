#include "app/sample.h"

#include <algorithm>
#include <map>
#include <ranges>

#include "app/archivist.h"
#include "app/json.h"
#include "app/newsroom.h"
#include "desk/picture.h"
#include "sample_files.h"

namespace dateline::app {
namespace {

constexpr const char* kSetting = "sample";
constexpr const char* kEditor = "sample-editor";

std::string_view embedded_file(std::string_view path) {
  for (const auto& file : embedded::sample_files()) {
    if (file.path == path) return file.bytes;
  }
  DATELINE_CHECK(false);
  return {};
}

json::object newsroom_file() {
  auto object = parse_object(embedded_file("newsroom.json"));
  DATELINE_CHECK(object.has_value());  // It is part of the binary.
  return std::move(*object);
}

Instant time_at(const json::object& object, std::string_view key) {
  return parse_rfc3339(string_at(object, key)).value_or(kSampleStart);
}

struct Edition {
  std::vector<article::Article> articles;
  std::vector<article::ArticleId> bar;  ///< The reports that the sample's editor put there, in the order of the file.
};

Result<Edition> read_edition() {
  Edition edition;
  for (const auto part : embedded_file("edition.jsonl") | std::views::split('\n')) {
    const std::string_view line(part);
    if (line.empty()) continue;
    DATELINE_TRY(article::Article article, article::from_json(line, kSampleStart));
    // Reports of the earlier rounds, years old, came with the archive when the sample began; the others as they broke.
    constexpr std::chrono::days kArchive{30};
    article.fetched_at = std::max(article.claimed_at(), kSampleStart - kArchive);
    if (const auto object = parse_object(line); object && true_at(*object, "bar")) edition.bar.push_back(article.id);
    edition.articles.push_back(std::move(article));
  }
  return edition;
}

/// By the names that newsroom.json gives them.
using SamplePictures = std::map<std::string, desk::PictureUse, std::less<>>;

desk::Rendition sample_rendition(const std::string& path, std::string_view content_type) {
  const std::string_view bytes = embedded_file(path);
  const auto head = desk::read_picture_head(bytes);
  DATELINE_CHECK(head.has_value());  // It is part of the binary.
  return {head->width, head->height, std::string(content_type), std::string(bytes)};
}

/// The drawings, with the renditions that script/sample-pictures made: this machine needs no libvips.
Result<SamplePictures> fill_pictures(Newsroom& newsroom, ManualClock& clock) {
  SamplePictures pictures;
  const json::object file = newsroom_file();
  clock.set(kSampleStart - std::chrono::hours{8});
  for (const json::value& value : file.at("pictures").as_array()) {
    const json::object& o = value.as_object();
    const std::string name = string_at(o, "name");
    desk::Rendition largest = sample_rendition("pictures/" + name + "-1600.jpg", desk::kJpegType);
    const desk::Picture picture{.id = desk::picture_id(largest.bytes),
                                .width = largest.width,
                                .height = largest.height,
                                .alt = string_at(o, "alt"),
                                .caption = string_at(o, "caption"),
                                .credit = string_at(o, "credit"),
                                .by = kEditor};
    pictures[name] = picture.use();
    std::vector<desk::Rendition> renditions;
    for (const int width : desk::rendition_widths(picture.width)) {
      renditions.push_back(
          sample_rendition("pictures/" + name + "-" + std::to_string(width) + ".webp", desk::kWebpType));
    }
    renditions.push_back(std::move(largest));
    DATELINE_TRY_VOID(
        ask<void>([&](auto done) { newsroom.save_picture(kEditor, picture, std::move(renditions), std::move(done)); }));
  }
  return pictures;
}

/// A text in which pictures stand by their names, with their ids instead.
std::string with_ids(std::string text, const SamplePictures& pictures) {
  for (const auto& [name, picture] : pictures) {
    const std::string reference = "](picture:" + name;
    for (auto at = text.find(reference); at != std::string::npos; at = text.find(reference)) {
      text.replace(at, reference.size(), "](picture:" + picture.id.str());
    }
  }
  return text;
}

Status fill_posts(Newsroom& newsroom, ManualClock& clock, const SamplePictures& pictures) {
  const json::object file = newsroom_file();
  for (const json::value& value : file.at("posts").as_array()) {
    const json::object& o = value.as_object();
    clock.set(time_at(o, "published"));
    desk::Post post = desk::new_post(clock.now());
    post.id = desk::PostId{digest64("sample post: " + string_at(o, "headline"))};  // The same id in every sample.
    post.kicker = string_at(o, "kicker");
    post.headline = string_at(o, "headline");
    post.standfirst = string_at(o, "standfirst");
    post.byline = string_at(o, "byline");
    post.section = string_at(o, "section");
    post.body = with_ids(string_at(o, "body"), pictures);
    if (const auto lead = pictures.find(string_at(o, "picture")); lead != pictures.end()) post.picture = lead->second;
    if (std::string correction = string_at(o, "correction"); !correction.empty()) {
      post.notes = {{desk::Note::Kind::kCorrection, std::move(correction), std::nullopt}};
    }
    post.tags = strings_at(o, "tags");
    if (const json::value* brief = o.if_contains("brief")) {
      post.brief = {strings_at(brief->as_object(), "known"), strings_at(brief->as_object(), "unknown"),
                    strings_at(brief->as_object(), "matters")};
    }
    post.live = desk::parse_live(string_at(o, "live")).value_or(desk::Post::Live::kNo);
    post.state = desk::Post::State::kPublished;
    DATELINE_TRY(desk::Post saved,
                 ask<desk::Post>([&](auto done) { newsroom.save_post(kEditor, post, std::move(done)); }));

    if (const json::value* entries = o.if_contains("entries")) {
      for (const json::value& e : entries->as_array()) {
        const json::object& entry = e.as_object();
        clock.set(time_at(entry, "at"));
        desk::LiveEntry made = desk::new_entry(clock.now());
        made.id = desk::LiveEntryId{digest64("sample entry: " + string_at(entry, "text"))};
        made.headline = string_at(entry, "headline");
        made.body = string_at(entry, "text");
        made.key_event = true_at(entry, "key");
        made.byline = string_at(entry, "byline");
        DATELINE_TRY(made, ask<desk::LiveEntry>(
                               [&](auto done) { newsroom.save_entry(kEditor, saved.id, made, std::move(done)); }));
      }
    }

    const desk::Moderation rules{desk::ReplyRules{}};
    std::vector<desk::ReplyId> ids;
    for (const json::value& r : o.at("replies").as_array()) {
      const json::object& reply = r.as_object();
      desk::Reply made;
      made.id = desk::ReplyId{digest64("sample reply: " + string_at(reply, "text"))};
      made.article = saved.article_id();
      if (const json::value& parent = reply.at("parent"); parent.is_int64()) {
        made.parent = ids.at(static_cast<std::size_t>(parent.as_int64()));
      }
      made.name = string_at(reply, "name");
      made.email = desk::EmailAddress::parse(string_at(reply, "email")).value_or(desk::EmailAddress());
      made.website = string_at(reply, "website");
      made.text = string_at(reply, "text");
      made.posted_at = time_at(reply, "posted");
      desk::ReplyDraft draft;
      draft.text = made.text;
      if (const auto verdict = rules.judge(draft, {}, made.posted_at)) made.held_because = verdict->rule;
      ids.push_back(made.id);
      const bool approved = string_at(reply, "state") == "approved";
      const desk::ReplyId id = made.id;
      DATELINE_TRY_VOID(ask<void>([&](auto done) { newsroom.replies().put(std::move(made), std::move(done)); }));
      if (!approved) continue;
      clock.set(time_at(reply, "posted") + std::chrono::minutes{3});
      DATELINE_TRY(const auto decided, ask<std::vector<desk::ReplyId>>([&](auto done) {
                     newsroom.replies().decide(kEditor, {.replies = {{id, 0}}}, std::move(done));
                   }));
    }
  }
  return {};
}

}  // namespace

Result<bool> holds_sample(const store::Reader& reader) {
  DATELINE_TRY(auto setting, reader.setting(kSetting));
  return setting.has_value();
}

Config with_sample_names(Config config) {
  const Config plain;
  const json::object file = newsroom_file();
  if (config.name == plain.name) config.name = string_at(file, "name");
  if (config.tagline == plain.tagline) config.tagline = string_at(file, "tagline");
  return config;
}

Status fill_with_sample(store::Store& store, const Config& config) {
  DATELINE_TRY(store::Counts counts, store.reader().counts());
  if (counts.articles > 0) {
    return fail(Code::kConflict, "this data folder holds " + std::to_string(counts.articles) +
                                     " articles of its own; the sample edition wants a new folder: --data DIR");
  }
  DATELINE_TRY(Edition edition, read_edition());
  ManualClock clock(kSampleStart);
  DATELINE_TRY(auto newsroom, Newsroom::open({config.name, config.url, config.language, false}, clock, store));
  DATELINE_TRY(auto filed, ask<std::vector<Filed>>(
                               [&](auto done) { newsroom->file(std::move(edition.articles), std::move(done)); }));
  DATELINE_TRY(const SamplePictures pictures, fill_pictures(*newsroom, clock));
  DATELINE_TRY_VOID(fill_posts(*newsroom, clock, pictures));

  // The bar in the order of the file: the first was put there last. Several reports of one story are one entry; the
  // first of them gives the headline.
  std::chrono::minutes before{static_cast<int>(edition.bar.size())};
  for (auto id = edition.bar.rbegin(); id != edition.bar.rend(); ++id, --before) {
    const auto one = std::find_if(filed.begin(), filed.end(), [&](const Filed& f) { return f.article == *id; });
    if (one == filed.end()) continue;
    clock.set(kSampleStart - before);
    DATELINE_TRY_VOID(ask<void>([&](auto done) {
      newsroom->decide_bar(kEditor, one->story, story::BarDecision::kPinned, one->headline, std::move(done));
    }));
  }
  // So that they are there with the first page.
  for (bool more = true; more;) {
    DATELINE_TRY(more, look_for_dossiers(store.reader(), *newsroom));
  }
  newsroom.reset();  // From here on the writer is ours.

  store::Writer& writer = store.writer();
  DATELINE_TRY_VOID(writer.begin());
  DATELINE_TRY_VOID(writer.put_setting(kSetting, "2023-01"));
  DATELINE_TRY_VOID(writer.put_setting("clock", format_rfc3339(kSampleStart)));
  return writer.commit();
}

Result<std::unique_ptr<Clock>> clock_of(const store::Reader& reader) {
  DATELINE_TRY(bool sample, holds_sample(reader));
  if (!sample) return std::make_unique<SystemClock>();
  DATELINE_TRY(auto stopped, reader.setting("clock"));
  const Instant start = stopped ? parse_rfc3339(*stopped).value_or(kSampleStart) : kSampleStart;
  return std::make_unique<ShiftedClock>(std::max(start, kSampleStart));
}

}  // namespace dateline::app
