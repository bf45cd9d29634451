#include <algorithm>
#include <array>
#include <ranges>

#include "base/log.h"
#include "desk/post.h"
#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/desk/picture_fields.h"
#include "site/figure.h"
#include "site/live_streams.h"
#include "site/pages/own_article.h"
#include "site/paths.h"
#include "site/sections.h"
#include "site/times.h"
#include "site/words.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

using State = desk::Post::State;

/// A post in its form: as saved, as somebody just typed it, or typed with what is wrong about it.
struct PostForm {
  desk::Post post;                        ///< `state` is as saved: what is typed changes it only when it is taken.
  std::vector<desk::Picture> pictures{};  ///< picture_choices().
  std::vector<desk::Problem> problems{};
  std::string lead{};  ///< Above the problems.
  std::string notice{};
  bool preview = false;  ///< The article as it would look, below the form.
};

Html line_field(const Catalogue& texts, const PostForm& form, std::string_view name, std::string_view label,
                std::string_view value) {
  const Html problem = problem_beside(texts, form.problems, name);
  return html(R"(<div class="field field-{}"><label for="{}">{}</label>
{}<input id="{}" name="{}" value="{}" {}></div>
)",
              name, name, label, problem, name, name, value, Flag::invalid(!problem.empty()));
}

Html text_field(const Catalogue& texts, const PostForm& form, std::string_view name, std::string_view label,
                std::string_view value, int rows) {
  const Html problem = problem_beside(texts, form.problems, name);
  return html(R"(<div class="field field-{}"><label for="{}">{}</label>
{}<textarea id="{}" name="{}" rows="{}" {}>
{}</textarea></div>
)",
              name, name, label, problem, name, name, rows, Flag::invalid(!problem.empty()), value);
}

std::string joined(const std::vector<std::string>& list, std::string_view between) {
  std::string out;
  for (const std::string& one : list) out.append(out.empty() ? "" : between) += one;
  return out;
}

/// What stands between the marks, without space around it; nothing twice.
std::vector<std::string> parted(std::string_view text, char mark) {
  std::vector<std::string> list;
  for (const auto part : text | std::views::split(mark)) {
    std::string one = text::collapse(std::string_view(part));
    if (!one.empty() && std::ranges::find(list, one) == list.end()) list.push_back(std::move(one));
  }
  return list;
}

/// An article, or one that grows by entries.
Html kind_field(const Catalogue& texts, const desk::Post& post) {
  using Live = desk::Post::Live;
  Html choices;
  for (const auto& [live, words] : {std::pair{Live::kNo, texts.say("desk.post.plain")},
                                    {Live::kOn, texts.say("desk.post.live")},
                                    {Live::kOver, texts.say("desk.post.over")}}) {
    if (live == Live::kOver && post.live != Live::kOver) continue;
    choices.add(R"(<option value="{}" {}>{}</option>
)",
                desk::to_string(live), Flag::selected(live == post.live), words);
  }
  return html(R"(<div class="field"><label for="live">{}</label>
<select id="live" name="live">
{}</select></div>
)",
              texts.say("desk.kind"), choices);
}

Html state_mark(const Catalogue& texts, State state) {
  const std::string* name = texts.find_name("desk.state", desk::to_string(state));
  return html(R"(<span class="state state-{}">{}</span>)", desk::to_string(state), name ? *name : "");
}

net::Response form_page(const Context& context, const Editor& editor, int status, const PostForm& form) {
  const desk::Post& post = form.post;
  const bool fresh = post.revision == 0;
  const bool is_live = post.live != desk::Post::Live::kNo;
  const Catalogue& texts = context.texts;
  Html sections = html(R"(<option value="">{}</option>
)",
                       texts.say("desk.post.no_section"));
  constexpr std::array<std::string_view, 8> kSections = {"world",  "politics", "business", "science",
                                                         "health", "culture",  "sport",    "opinion"};
  for (const std::string_view section : kSections) {
    sections.add(R"(<option value="{}" {}>{}</option>
)",
                 section, Flag::selected(section == post.section), section_name(context.texts, section));
  }
  // The first button is what the Enter key presses in a field: never one that readers would notice.
  Html buttons;
  if (post.state == State::kPublished) {
    buttons.add(R"(<button type="submit" name="do" value="preview" class="quiet">{}</button>
<button type="submit" name="do" value="publish">{}</button>
<button type="submit" name="do" value="withdraw" class="quiet">{}</button>
)",
                texts.say("desk.preview"), texts.say("desk.post.update"), texts.say("desk.post.withdraw"));
  } else {
    buttons.add(R"(<button type="submit" name="do" value="save">{}</button>
<button type="submit" name="do" value="preview" class="quiet">{}</button>
<button type="submit" name="do" value="publish" class="strong">{}</button>
)",
                texts.say("desk.post.save"), texts.say("desk.preview"), texts.say("desk.post.publish"));
  }
  Html main = html("<h1>{}</h1>\n", fresh                   ? texts.say("desk.post.new")
                                    : post.headline.empty() ? texts.say("desk.untitled")
                                                            : post.headline);
  if (!form.notice.empty()) main.add("<p class=\"notice\" role=\"status\">{}</p>\n", form.notice);
  if (!fresh) {
    main.add("<p class=\"desk-state\">{} {}", state_mark(texts, post.state),
             texts.markup("desk.post.saved_when", {{"time", time_tag(texts.locale(), post.updated_at)},
                                                   {"editor", html("{}", post.saved_by)},
                                                   {"revision", html("{}", post.revision)}}));
    if (post.state == State::kPublished)
      main.add(R"( <a href="{}">{}</a>)", article_path(post.article_id()), texts.say("desk.read"));
    main.add("</p>\n");
    if (is_live) {
      main.add(R"(<p class="actions"><a class="button" href="{}">{}</a></p>
)",
               desk_paths::coverage(post.id),
               post.live == desk::Post::Live::kOn ? texts.say("desk.post.cover") : texts.say("desk.post.entries"));
    }
  }
  main.add("{}", problem_summary(texts, form.problems, form.lead));
  main.add(R"(<form class="post-form" action="{}" method="post">
{}<input type="hidden" name="revision" value="{}">
<div class="post-text">
{}{}{}{}<fieldset class="post-brief"><legend>{}</legend>
{}{}{}</fieldset>
</div>
<div class="post-side">
{}{}<div class="field"><label for="section">{}</label>
<select id="section" name="section">
{}</select></div>
{}{}{}<p class="consent"><input type="checkbox" id="replies_open" name="replies_open" value="yes" {}> <label for="replies_open">{}</label></p>
</div>
<p class="submit">{}</p>
</form>
)",
           desk_paths::post(post.id), csrf_field(editor), post.revision,
           line_field(texts, form, "headline", texts.say("desk.headline"), post.headline),
           text_field(texts, form, "standfirst", texts.say("desk.post.standfirst"), post.standfirst, 2),
           text_field(texts, form, "body", is_live ? texts.say("desk.post.summary") : texts.say("desk.post.body"),
                      post.body, is_live ? 8 : 20),
           text_field(texts, form, "correction", texts.say("desk.post.correction"), post.correction, 2),
           texts.say("desk.post.brief"),
           text_field(texts, form, "known", texts.say("brief.known"), joined(post.brief.known, "\n"), 3),
           text_field(texts, form, "unknown", texts.say("brief.unknown"), joined(post.brief.unknown, "\n"), 3),
           text_field(texts, form, "matters", texts.say("brief.matters"), joined(post.brief.matters, "\n"), 3),
           kind_field(texts, post), line_field(texts, form, "kicker", texts.say("desk.post.kicker"), post.kicker),
           texts.say("desk.section"), sections,
           line_field(texts, form, "byline", texts.say("desk.byline"), post.byline),
           line_field(texts, form, "tags", texts.say("desk.post.tags"), joined(post.tags, ", ")),
           picture_fields(texts, form.pictures, post.picture, form.problems), Flag::checked(post.replies_open),
           texts.say("desk.post.replies_open"), buttons);
  if (form.preview) {
    const auto text = article_text(context.reader, post.body);
    main.add(R"(<section class="preview" id="preview" aria-label="{}">
<p class="note">{}</p>
<article class="article-page">
{}</article></section>
)",
             texts.say("desk.preview"), texts.say("desk.preview.note"),
             post_markup(texts, post, text ? *text : Html()));
  }
  return unkept_page(status, desk_framed(context, &editor, texts.say("desk.articles"), main));
}

desk::Post typed(desk::Post post, const net::Form& form) {
  const auto get = [&](std::string_view name) { return std::string(form.get(name)); };
  post.kicker = get("kicker");
  post.headline = get("headline");
  post.standfirst = get("standfirst");
  post.byline = get("byline");
  post.section = get("section");
  post.body = get("body");
  post.correction = get("correction");
  post.tags = parted(form.get("tags"), ',');
  post.brief = {parted(form.get("known"), '\n'), parted(form.get("unknown"), '\n'), parted(form.get("matters"), '\n')};
  post.live = desk::parse_live(form.get("live")).value_or(post.live);
  post.replies_open = form.has("replies_open");
  const std::string_view revision = form.get("revision");
  post.revision = 0;
  for (const char c : revision.substr(0, 9)) {
    if (c < '0' || c > '9') return post.revision = 0, post;
    post.revision = post.revision * 10 + (c - '0');
  }
  return post;
}

}  // namespace

Result<net::Response> desk_posts(const Context& context, const Visit&, const Editor& editor) {
  DATELINE_TRY(const auto posts, context.reader.posts());
  const Instant now = context.clock.now();
  const Catalogue& texts = context.texts;
  Html rows;
  for (const desk::Post& post : posts) {
    rows.add(R"(<tr><td>{}</td><td><a href="{}">{}</a></td><td>{}</td><td>{}</td><td>{}</td></tr>
)",
             state_mark(texts, post.state), desk_paths::post(post.id),
             post.headline.empty() ? texts.say("desk.untitled") : post.headline,
             section_name(context.texts, post.section), post.saved_by,
             short_time_tag(context.texts.locale(), post.updated_at, now));
  }
  Html main = html(R"(<h1>{}</h1>
<p class="actions"><a class="button" href="/desk/posts/new">{}</a></p>
)",
                   texts.say("desk.articles"), texts.say("desk.write"));
  if (rows.empty()) {
    main.add("<p class=\"empty\">{}</p>\n", texts.say("desk.post.none"));
  } else {
    main.add(R"(<div class="wide"><table class="desk-table">
<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody>
</table></div>
)",
             texts.say("desk.post.state"), texts.say("desk.headline"), texts.say("desk.section"),
             texts.say("desk.post.saved_by"), texts.say("desk.at"), rows);
  }
  return unkept_page(200, desk_framed(context, &editor, texts.say("desk.articles"), main));
}

Result<net::Response> desk_new_post(const Context& context, const Visit&, const Editor& editor) {
  DATELINE_TRY(auto pictures, picture_choices(context, std::nullopt));
  return form_page(context, editor, 200,
                   {.post = desk::new_post(context.clock.now()), .pictures = std::move(pictures)});
}

Result<net::Response> desk_edit_post(const Context& context, const Visit& visit, const Editor& editor) {
  const auto id = desk::PostId::parse(visit.parts[0]);
  if (!id) return fail(Code::kNotFound, "not a post's id");
  DATELINE_TRY(auto post, context.reader.post(*id));
  if (!post) return fail(Code::kNotFound, "no such post");
  const Catalogue& texts = context.texts;
  const std::string_view done = visit.query().get("done");
  std::string notice;
  if (done == "saved") notice = texts.say("desk.post.saved");
  if (done == "published") notice = texts.say("desk.post.published");
  if (done == "withdrawn") notice = texts.say("desk.post.withdrawn");
  DATELINE_TRY(auto pictures, picture_choices(context, post->picture));
  return form_page(context, editor, 200, {.post = std::move(*post), .pictures = std::move(pictures), .notice = notice});
}

Result<net::Response> desk_preview_post(const Context& context, const Visit& visit, const Editor& editor) {
  const auto id = desk::PostId::parse(visit.parts[0]);
  if (!id) return fail(Code::kNotFound, "not a post's id");
  DATELINE_TRY(const auto post, context.reader.post(*id));
  if (!post) return fail(Code::kNotFound, "no such post");
  const Catalogue& texts = context.texts;
  DATELINE_TRY(const Html text, article_text(context.reader, post->body));
  const Html main = html(R"(<p class="note">{} <a href="{}">{}</a></p>
<article class="article-page">
{}</article>
)",
                         texts.say("desk.post.preview_of", {{"revision", std::to_string(post->revision)}}),
                         desk_paths::post(*id), texts.say("desk.post.back"), post_markup(texts, *post, text));
  return unkept_page(200, desk_framed(context, &editor, texts.say("desk.articles"), main));
}

void desk_save_post(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  const Catalogue& texts = context.texts;
  const auto id = desk::PostId::parse(visit.parts[0]);
  if (!id) return respond(desk_failure(context, editor, {Code::kNotFound, texts.say("desk.post.none_here")}));
  auto saved = context.reader.post(*id);
  if (!saved) return respond(desk_failure(context, editor, saved.error()));
  desk::Post before = *saved ? std::move(**saved) : desk::new_post(context.clock.now());
  before.id = *id;

  const net::Form form = visit.form();
  const std::string wish(form.get("do"));
  desk::Post post = typed(before, form);
  auto pictures = picture_choices(context, before.picture);
  if (!pictures) return respond(desk_failure(context, editor, pictures.error()));
  post.picture = typed_picture(*pictures, form, before.picture);
  if (wish == "preview") {
    return respond(
        form_page(context, editor, 200, {.post = std::move(post), .pictures = std::move(*pictures), .preview = true}));
  }
  const bool publish = wish == "publish";
  const auto missing = missing_picture(context.reader, post.body);
  if (!missing) return respond(desk_failure(context, editor, missing.error()));
  auto problems = desk::check_post(post, publish);
  if (*missing) problems.push_back({"body", texts.say("desk.post.unknown_picture", {{"name", **missing}})});
  if (!problems.empty()) {
    return respond(
        form_page(context, editor, 422,
                  {.post = std::move(post),
                   .pictures = std::move(*pictures),
                   .problems = std::move(problems),
                   .lead = publish ? texts.say("desk.post.not_published") : texts.say("desk.post.not_yet")}));
  }

  const desk::Post as_typed = post;
  if (publish) post.state = State::kPublished;
  if (wish == "withdraw") post.state = State::kWithdrawn;
  post.updated_at = context.clock.now();
  if (publish && !post.published_at) post.published_at = post.updated_at;
  const std::string_view done = publish ? "published" : wish == "withdraw" ? "withdrawn" : "saved";
  context.newsroom.save_post(
      editor.name, std::move(post),
      [keep, &context, editor, as_typed, done, pictures = std::move(*pictures),
       respond = std::move(respond)](Result<desk::Post> now) mutable {
        if (now) {
          context.live_streams->changed(now->id);
          return respond(go_to(desk_paths::post(now->id).with("done", done)));
        }
        if (now.error().code != Code::kConflict) {
          return respond(form_page(context, editor, now.error().code == Code::kInvalid ? 422 : 503,
                                   {.post = std::move(as_typed),
                                    .pictures = std::move(pictures),
                                    .problems = {{"", sentence(now.error().message)}},
                                    .lead = context.texts.say("desk.post.not_saved")}));
        }
        respond(form_page(context, editor, 409,
                          {.post = std::move(as_typed),
                           .pictures = std::move(pictures),
                           .problems = {{"", context.texts.say("desk.post.conflict")}},
                           .lead = context.texts.say("desk.post.not_saved"),
                           .notice = ""}));
      });
}

}  // namespace dateline::site
