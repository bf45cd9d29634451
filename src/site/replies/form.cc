#include "site/replies/form.h"

#include <algorithm>

#include "net/http_server.h"
#include "site/paths.h"
#include "site/problem_text.h"

namespace dateline::site {
namespace {

const desk::Problem* problem_of(const ReplyFormView& view, std::string_view field) {
  const auto found = std::ranges::find(view.problems, field, &desk::Problem::field);
  return found == view.problems.end() ? nullptr : &*found;
}

Html field_error(const Catalogue& texts, const ReplyFormView& view, std::string_view field) {
  const desk::Problem* problem = problem_of(view, field);
  if (!problem) return {};
  return html(R"(<p class="field-error" id="{}-error">{}</p>
)",
              field, problem_text(texts, *problem));
}

struct TextField {
  std::string_view name, label, type, autocomplete, hint;
  std::size_t most;
  bool required;
};

/// The ids of what describes a field: its problem and its hint, if there are any.
std::string described_by(const ReplyFormView& view, std::string_view field, bool has_hint) {
  std::string ids = problem_of(view, field) ? std::string(field) + "-error" : "";
  if (has_hint) ids += (ids.empty() ? "" : " ") + std::string(field) + "-hint";
  return ids.empty() ? "email-note" : ids;  // It also says what the star means.
}

Html text_field(const Catalogue& texts, const ReplyFormView& view, const TextField& field, std::string_view value) {
  Html out = html(R"(<div class="field">
<label for="{}">{}{}</label>
{}<input id="{}" name="{}" type="{}" value="{}" maxlength="{}" autocomplete="{}" aria-describedby="{}" {} {}>
)",
                  field.name, field.label,
                  field.required ? html(R"( <span class="required" aria-hidden="true">*</span>)") : Html(),
                  field_error(texts, view, field.name), field.name, field.name, field.type, value, field.most,
                  field.autocomplete, described_by(view, field.name, !field.hint.empty()),
                  Flag::required(field.required), Flag::invalid(problem_of(view, field.name) != nullptr));
  if (!field.hint.empty()) {
    out.add(R"(<p class="hint" id="{}-hint">{}</p>
)",
            field.name, field.hint);
  }
  out.add("</div>\n");
  return out;
}

/// All that is wrong, above the form; the focus goes there, since that is what a reader must see after sending.
Html error_summary(const Catalogue& texts, const ReplyFormView& view) {
  if (view.problems.empty()) return {};
  constexpr std::string_view kFields[] = {"comment", "author", "email", "url"};
  Html lines;
  for (const desk::Problem& problem : view.problems) {
    if (std::ranges::find(kFields, problem.field) != std::end(kFields)) {
      lines.add(R"(<li><a href="{}">{}</a></li>
)",
                Href::here(problem.field), problem_text(texts, problem));
    } else {
      lines.add("<li>{}</li>\n", problem_text(texts, problem));
    }
  }
  return html(R"(<div class="form-errors" id="reply-errors" role="alert" tabindex="-1" autofocus>
<p>{}</p>
<ul>
{}</ul>
</div>
)",
              texts.say("reply.not_sent"), lines);
}

}  // namespace

Html reply_form(const Catalogue& texts, article::ArticleId article, const ReplyFormView& view) {
  const desk::ReplyForm& fields = view.fields;
  Html out;
  out.add(
      R"(<section class="reply-form" id="respond">
<h3 id="reply-title">{}</h3>
)",
      view.parent_name.empty() ? texts.say("reply.leave") : texts.say("reply.leave_to", {{"name", view.parent_name}}));
  if (!view.parent_name.empty()) {
    out.add(R"(<p class="cancel-reply"><a href="{}">{}</a></p>
)",
            article_path(article).at("respond"), texts.say("reply.cancel"));
  }
  out.add("{}", error_summary(texts, view));
  out.add(R"(<form action="/replies" method="post" id="commentform" novalidate aria-labelledby="reply-title">
<p class="note" id="email-note">{}</p>
<div class="field">
<label for="comment">{} <span class="required" aria-hidden="true">*</span></label>
{}<textarea id="comment" name="comment" rows="8" maxlength="{}" aria-describedby="{}" {} {}>
{}</textarea>
</div>
)",
          texts.markup("reply.note", {{"star", html(R"(<span class="required">*</span>)")}}),
          texts.say("reply.comment"), field_error(texts, view, "comment"), desk::kMaxReplyText,
          described_by(view, "comment", false), Flag::required(true),
          Flag::invalid(problem_of(view, "comment") != nullptr), fields.comment);
  out.add("{}",
          text_field(texts, view, {"author", texts.say("reply.name"), "text", "name", "", desk::kMaxReplyName, true},
                     fields.author));
  out.add("{}", text_field(texts, view,
                           {"email", texts.say("reply.email"), "email", "email", texts.say("reply.email.hint"),
                            desk::kMaxReplyEmail, true},
                           fields.email));
  out.add("{}",
          text_field(texts, view, {"url", texts.say("reply.website"), "url", "url", "", desk::kMaxReplyWebsite, false},
                     fields.url));
  out.add(
      R"(<p class="consent"><input type="checkbox" id="wp-comment-cookies-consent" name="wp-comment-cookies-consent" value="yes" {}>
<label for="wp-comment-cookies-consent">{}</label></p>
<input type="hidden" name="comment_post_ID" value="{}">
<input type="hidden" name="comment_parent" value="{}">
<input type="hidden" name="once" value="{}">
<p class="submit"><button type="submit" name="submit" id="submit">{}</button></p>
</form>
</section>
)",
      Flag::checked(fields.remember), texts.say("reply.remember"), article.str(),
      fields.parent.empty() ? std::string("0") : fields.parent, fields.once, texts.say("reply.post"));
  return out;
}

desk::ReplyForm read_reply_form(std::string_view body) {
  const net::Form form = net::Form::parse(body);
  const auto get = [&](std::string_view name) { return std::string(form.get(name)); };
  return {.comment = get("comment"),
          .author = get("author"),
          .email = get("email"),
          .url = get("url"),
          .post_id = get("comment_post_ID"),
          .parent = get("comment_parent"),
          .remember = form.has("wp-comment-cookies-consent"),
          .once = get("once")};
}

}  // namespace dateline::site
