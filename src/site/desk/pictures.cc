#include "base/log.h"
#include "desk/darkroom.h"
#include "desk/picture.h"
#include "net/multipart.h"
#include "site/answer.h"
#include "site/context.h"
#include "site/desk/desk.h"
#include "site/desk/desk_frame.h"
#include "site/figure.h"
#include "site/paths.h"
#include "site/times.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

constexpr int kMostPictures = 200;
// A thumbnail in a list of the desk; the smallest rendition does for dense screens too.
constexpr std::string_view kThumbnailSizes = "8rem";

/// What is in the form, as somebody typed it, with what is wrong about it. A browser never gives a file back.
struct PictureForm {
  desk::PictureUse words{};
  std::vector<desk::Problem> problems{};
};

Html line_field(const Catalogue& texts, const PictureForm& form, std::string_view name, std::string_view label,
                std::string_view hint, std::string_view value, bool required) {
  const Html problem = problem_beside(texts, form.problems, name);
  return html(R"(<div class="field"><label for="{}">{}</label>
{}<input id="{}" name="{}" value="{}" aria-describedby="{}-hint" {} {}>
<p class="hint" id="{}-hint">{}</p></div>
)",
              name, label, problem, name, name, value, name, Flag::required(required), Flag::invalid(!problem.empty()),
              name, hint);
}

void take_words(const net::Form& fields, desk::PictureUse& words) {
  words.alt = text::collapse(fields.get("alt"));
  words.caption = text::collapse(fields.get("caption"));
  words.credit = text::collapse(fields.get("credit"));
}

Html word_fields(const Catalogue& texts, const PictureForm& form) {
  return html("{}{}{}",
              line_field(texts, form, "alt", texts.say("desk.pictures.alt"), texts.say("desk.pictures.alt_hint"),
                         form.words.alt, true),
              line_field(texts, form, "caption", texts.say("desk.pictures.caption"),
                         texts.say("desk.pictures.caption_hint"), form.words.caption, false),
              line_field(texts, form, "credit", texts.say("desk.pictures.credit"),
                         texts.say("desk.pictures.credit_hint"), form.words.credit, false));
}

Html upload_form(const Context& context, const Editor& editor, const PictureForm& form) {
  const Catalogue& texts = context.texts;
  if (!context.darkroom->is_ready()) {
    return html("<p class=\"note\">{}</p>\n", desk::Darkroom::what_is_missing());
  }
  const Html problem = problem_beside(texts, form.problems, "file");
  return html(R"({}<form class="picture-form" action="{}" method="post" enctype="multipart/form-data">
{}<div class="field"><label for="file">{}</label>
{}<input type="file" id="file" name="file" accept="image/jpeg,image/png,image/webp,image/avif,image/heic,image/gif" aria-describedby="file-hint" required {}>
<p class="hint" id="file-hint">{}</p></div>
{}<p class="submit"><button type="submit">{}</button></p>
</form>
)",
              problem_summary(texts, form.problems, texts.say("desk.pictures.not_added")), desk_paths::pictures(),
              csrf_field(editor), texts.say("desk.pictures.file"), problem, Flag::invalid(!problem.empty()),
              texts.say("desk.pictures.file_hint"), word_fields(texts, form), texts.say("desk.pictures.add"));
}

Html thumbnail(const desk::Picture& picture) {
  Srcset widths;
  const int width = desk::rendition_widths(picture.width).front();
  widths.add(picture_path(picture.id, width), width);
  return html(
      R"(<a href="{}"><img class="thumbnail" src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" loading="lazy"></a>)",
      desk_paths::picture(picture.id), picture_jpeg_path(picture.use()), widths, kThumbnailSizes, picture.width,
      picture.height, picture.alt);
}

/// The articles that show the picture, as links.
Html used_in(const Context& context, const std::vector<desk::Post>& posts, desk::PictureId id) {
  Html out;
  const std::string reference = "](picture:" + id.str();
  for (const desk::Post& post : posts) {
    const bool leads = post.picture && post.picture->id == id;
    if (!leads && post.body.find(reference) == std::string::npos) continue;
    out.add(R"({}<a href="{}">{}</a>)", out.empty() ? "" : ", ", desk_paths::post(post.id),
            post.headline.empty() ? post.id.str() : post.headline);
  }
  if (out.empty()) out.add("{}", context.texts.say("desk.pictures.unused"));
  return out;
}

Result<Html> list_page(const Context& context, const Editor& editor, const PictureForm& form) {
  const Catalogue& texts = context.texts;
  DATELINE_TRY(const auto pictures, context.reader.pictures(kMostPictures));
  DATELINE_TRY(const auto posts, context.reader.posts());
  Html main = html("<h1>{}</h1>\n{}", texts.say("desk.pictures.name"), upload_form(context, editor, form));
  if (pictures.empty()) {
    main.add("<p class=\"empty\">{}</p>\n", texts.say("desk.pictures.empty"));
    return desk_framed(context, &editor, texts.say("desk.pictures.name"), main);
  }
  Html rows;
  for (const desk::Picture& picture : pictures) {
    rows.add(
        R"(<tr data-picture="{}"><td>{}</td><td class="row-words">{}<p><a href="{}">{}</a></p></td><td>{}</td><td>{}</td></tr>
)",
        picture.id.str(), thumbnail(picture), picture.alt, desk_paths::picture(picture.id),
        texts.say("desk.pictures.edit"), picture.credit, used_in(context, posts, picture.id));
  }
  main.add(R"(<div class="wide"><table class="desk-table rows-table pictures-table">
<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody>
</table></div>
)",
           texts.say("desk.pictures.picture"), texts.say("desk.pictures.alt"), texts.say("desk.pictures.credit"),
           texts.say("desk.pictures.used"), rows);
  return desk_framed(context, &editor, texts.say("desk.pictures.name"), main);
}

/// The Markdown that shows the picture in an article's text. What would end a part of it early is left out.
std::string markdown_of(const desk::Picture& picture) {
  const auto without = [](std::string text, std::string_view characters) {
    std::erase_if(text, [&](char c) { return characters.find(c) != std::string_view::npos; });
    return text;
  };
  std::string out = "![" + without(picture.alt, "[]\\") + "](picture:" + picture.id.str();
  if (!picture.caption.empty() || !picture.credit.empty()) {
    out += " \"" + without(picture.caption, "\"\\|") + " | " + without(picture.credit, "\"\\|") + "\"";
  }
  return out + ")";
}

Result<desk::Picture> asked_picture(const Context& context, const Visit& visit) {
  const auto id = desk::PictureId::parse(visit.parts[0]);
  if (!id) return fail(Code::kNotFound, "not a picture's id");
  DATELINE_TRY(auto picture, context.reader.picture(*id));
  if (!picture) return fail(Code::kNotFound, "no such picture");
  return std::move(*picture);
}

/// One picture, with its words to change. `was`: what they were before they were changed just now, or nullptr.
/// `undone`: they were brought back just now.
Html picture_page(const Context& context, const Editor& editor, const desk::Picture& picture, const PictureForm& form,
                  const Html& used, const desk::PictureUse* was = nullptr, bool undone = false) {
  const Catalogue& texts = context.texts;
  Html notice;
  if (undone) {
    notice = html("<p class=\"notice\" role=\"status\">{}</p>\n", texts.say("desk.pictures.undone"));
  } else if (was) {
    notice = html(R"(<form class="notice" action="{}" method="post">
{}<input type="hidden" name="undo" value="yes"><input type="hidden" name="alt" value="{}"><input type="hidden" name="caption" value="{}"><input type="hidden" name="credit" value="{}">
<span role="status">{}</span> <button type="submit" class="quiet">{}</button></form>
)",
                  desk_paths::picture(picture.id), csrf_field(editor), was->alt, was->caption, was->credit,
                  texts.say("desk.pictures.reworded"), texts.say("desk.undo"));
  }
  const Html main =
      html(R"(<h1>{}</h1>
{}{}{}<form class="picture-form" action="{}" method="post">
{}{}<p class="submit"><button type="submit">{}</button></p>
</form>
<p class="hint">{} {}: {}</p>
<div class="field"><label for="markdown">{}</label>
<textarea id="markdown" rows="3" readonly>
{}</textarea>
<p class="hint">{}</p></div>
)",
           picture.alt, notice, figure(picture.use(), kArticleSizes, true),
           problem_summary(texts, form.problems, texts.say("desk.unchanged")), desk_paths::picture(picture.id),
           csrf_field(editor), word_fields(texts, form), texts.say("desk.pictures.reword"),
           texts.say("desk.pictures.words_hint"), texts.say("desk.pictures.used"), used,
           texts.say("desk.pictures.markdown"), markdown_of(picture), texts.say("desk.pictures.markdown_hint"));
  return desk_framed(context, &editor, texts.say("desk.pictures.name"), main);
}

}  // namespace

Result<net::Response> desk_pictures(const Context& context, const Visit&, const Editor& editor) {
  DATELINE_TRY(Html page, list_page(context, editor, {}));
  return unkept_page(200, std::move(page));
}

void desk_add_picture(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  const Catalogue& texts = context.texts;
  const net::Form fields = visit.form();
  PictureForm form;
  take_words(fields, form.words);
  const auto refuse = [&](int status) {
    auto page = list_page(context, editor, form);
    respond(page ? unkept_page(status, std::move(*page)) : desk_failure(context, editor, page.error()));
  };

  std::string_view file;
  if (const auto parts = net::parse_multipart(visit.request.header("content-type"), visit.request.body)) {
    for (const net::FormPart& part : *parts) {
      if (part.name == "file" && part.file_name) file = part.bytes;
    }
  }
  form.problems = desk::check_picture_words(form.words);
  if (file.empty()) {
    form.problems.insert(form.problems.begin(), {"file", texts.say("desk.pictures.no_file")});
  } else if (file.size() > desk::kMaxPictureBytes) {
    form.problems.insert(form.problems.begin(), {"file", texts.say("desk.pictures.large")});
  }
  if (!form.problems.empty()) return refuse(422);
  auto developed = context.darkroom->develop(file);
  if (!developed) {
    const Code code = developed.error().code;
    if (code == Code::kInternal) return respond(desk_failure(context, editor, developed.error()));
    form.problems.push_back({"file", developed.error().message});
    return refuse(code == Code::kInvalid ? 422 : 503);
  }
  const desk::PictureUse& words = form.words;
  desk::Picture picture{.id = desk::picture_id(file),
                        .width = developed->width,
                        .height = developed->height,
                        .alt = words.alt,
                        .caption = words.caption,
                        .credit = words.credit,
                        .by = editor.name,
                        .at = context.clock.now()};
  const desk::PictureId id = picture.id;
  context.newsroom.save_picture(editor.name, std::move(picture), std::move(developed->renditions),
                                [keep, &context, editor, id, respond = std::move(respond)](Result<void> kept) mutable {
                                  if (!kept) return respond(desk_failure(context, editor, kept.error()));
                                  respond(go_to(desk_paths::picture(id)));
                                });
}

Result<net::Response> desk_picture(const Context& context, const Visit& visit, const Editor& editor) {
  DATELINE_TRY(const desk::Picture picture, asked_picture(context, visit));
  DATELINE_TRY(const auto posts, context.reader.posts());
  return unkept_page(
      200, picture_page(context, editor, picture, {.words = picture.use()}, used_in(context, posts, picture.id)));
}

void desk_reword_picture(const ContextPtr& keep, Visit visit, Editor editor, net::Respond respond) {
  const Context& context = *keep;
  auto before = asked_picture(context, visit);
  if (!before) return respond(desk_failure(context, editor, before.error()));
  const auto posts = context.reader.posts();
  if (!posts) return respond(desk_failure(context, editor, posts.error()));
  Html used = used_in(context, *posts, before->id);
  PictureForm form{.words = before->use()};
  const net::Form fields = visit.form();
  take_words(fields, form.words);
  const bool undone = fields.has("undo");
  form.problems = desk::check_picture_words(form.words);
  if (!form.problems.empty()) {
    return respond(unkept_page(422, picture_page(context, editor, *before, form, used)));
  }
  desk::Picture picture = *before;
  picture.alt = form.words.alt;
  picture.caption = form.words.caption;
  picture.credit = form.words.credit;
  // The page that follows is the answer itself: what its Undo brings back would not fit into an address.
  context.newsroom.save_picture(
      editor.name, picture, {},
      [keep, &context, editor, picture, form, undone, used = std::move(used), was = before->use(),
       respond = std::move(respond)](Result<void> kept) mutable {
        if (!kept) return respond(desk_failure(context, editor, kept.error()));
        respond(unkept_page(200, picture_page(context, editor, picture, form, used, &was, undone)));
      });
}

}  // namespace dateline::site
