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
#include "site/desk/post_form.h"
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

/// What the list says of a post beside its state.
Html post_marks(const Catalogue& texts, const desk::Post& post) {
  Html marks;
  const auto mark = [&](std::string_view kind, std::string_view word) {
    marks.add(R"(<span class="mark mark-{}">{}</span> )", kind, word);
  };
  if (post.live == desk::Post::Live::kOn) mark("live", texts.say("desk.mark.live"));
  if (post.live == desk::Post::Live::kOver) mark("over", texts.say("desk.mark.over"));
  if (post.newest_note(desk::Note::Kind::kCorrection)) mark("corrected", texts.say("desk.mark.corrected"));
  if (post.newest_note(desk::Note::Kind::kUpdate)) mark("updated", texts.say("desk.mark.updated"));
  return marks;
}

}  // namespace

Result<net::Response> desk_posts(const Context& context, const Visit&, const Editor& editor) {
  DATELINE_TRY(const auto posts, context.reader.posts());
  const Instant now = context.clock.now();
  const Catalogue& texts = context.texts;
  Html rows;
  for (const desk::Post& post : posts) {
    rows.add(R"(<tr><td>{} {}</td><td class="row-words"><a href="{}">{}</a></td><td>{}</td><td>{}</td><td>{}</td></tr>
)",
             state_mark(texts, post.state), post_marks(texts, post), desk_paths::post(post.id),
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
    main.add(R"(<div class="wide"><table class="desk-table rows-table">
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
  return post_form_page(context, editor, 200,
                        {.post = desk::new_post(context.clock.now()), .pictures = std::move(pictures)});
}

Result<net::Response> desk_edit_post(const Context& context, const Visit& visit, const Editor& editor) {
  const auto id = desk::PostId::parse(visit.parts[0]);
  if (!id) return fail(Code::kNotFound, "not a post's id");
  DATELINE_TRY(auto post, context.reader.post(*id));
  if (!post) return fail(Code::kNotFound, "no such post");
  const Catalogue& texts = context.texts;
  const net::Form query = visit.query();
  const std::string_view done = query.get("done");
  std::string notice;
  if (done == "saved") notice = texts.say("desk.post.saved");
  if (done == "published") notice = texts.say("desk.post.published");
  if (done == "withdrawn") notice = texts.say("desk.post.withdrawn");
  DATELINE_TRY(auto pictures, picture_choices(context, post->picture));
  return post_form_page(context, editor, 200,
                        {.post = std::move(*post), .pictures = std::move(pictures), .notice = notice});
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
  desk::Post post = typed_post(before, form);
  auto pictures = picture_choices(context, before.picture);
  if (!pictures) return respond(desk_failure(context, editor, pictures.error()));
  post.picture = typed_picture(*pictures, form, before.picture);
  if (wish == "preview") {
    return respond(post_form_page(context, editor, 200,
                                  {.post = std::move(post),
                                   .pictures = std::move(*pictures),
                                   .reason = std::string(form.get("reason")),
                                   .preview = true}));
  }
  const bool publish = wish == "publish";
  std::string reason;
  if (post.state == State::kPublished) {
    reason = text::collapse(form.get("reason"));
    if (wish == "withdraw" && !reason.empty())
      post.notes.push_back({desk::Note::Kind::kWithdrawal, reason, std::nullopt});
  }
  // A button beside "Update" takes an article from all readers at once: not by a slip, and never without a reason.
  const bool lacks_reason = wish == "withdraw" && reason.empty();
  const auto missing = missing_picture(context.reader, post.body);
  if (!missing) return respond(desk_failure(context, editor, missing.error()));
  auto problems = desk::check_post(post, publish);
  if (*missing) problems.push_back({"body", texts.say("desk.post.unknown_picture", {{"name", **missing}})});
  if (lacks_reason) problems.push_back({"reason", texts.say("desk.post.why")});
  if (!problems.empty()) {
    return respond(post_form_page(context, editor, 422,
                                  {.post = std::move(post),
                                   .pictures = std::move(*pictures),
                                   .problems = std::move(problems),
                                   .lead = lacks_reason ? texts.say("desk.post.not_withdrawn")
                                           : publish    ? texts.say("desk.post.not_published")
                                                        : texts.say("desk.post.not_yet")}));
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
          return respond(post_form_page(context, editor, now.error().code == Code::kInvalid ? 422 : 503,
                                        {.post = std::move(as_typed),
                                         .pictures = std::move(pictures),
                                         .problems = {{"", sentence(now.error().message)}},
                                         .lead = context.texts.say("desk.post.not_saved")}));
        }
        respond(post_form_page(context, editor, 409,
                               {.post = std::move(as_typed),
                                .pictures = std::move(pictures),
                                .problems = {{"", context.texts.say("desk.post.conflict")}},
                                .lead = context.texts.say("desk.post.not_saved"),
                                .notice = ""}));
      });
}

}  // namespace dateline::site
