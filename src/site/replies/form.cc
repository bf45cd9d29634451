#include "site/replies/form.h"

#include "net/http_server.h"
#include "site/paths.h"
#include "site/replies/fields.h"

namespace dateline::site {
namespace {

/// What becomes of a reply once it is sent, and where to see what is kept of it.
Html what_happens_next(const Catalogue& texts, bool trust) {
  return html(R"(<p class="note" id="what-next">{} <a href="{}">{}</a></p>
)",
              trust ? texts.say("reply.next.mail") : texts.say("reply.next"), own_data_path(),
              texts.say("own_data.link"));
}

}  // namespace

Html reply_form(const Catalogue& texts, article::ArticleId article, const ReplyFormView& view, ReplyOffer offer) {
  const desk::ReplyForm& fields = view.fields;
  const Fields write(texts, view.problems, "email-note");
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
  out.add("{}", write.summary(texts.say("reply.not_sent"), "reply-errors", {"comment", "author", "email", "url"}));
  out.add(R"(<form action="/replies" method="post" id="commentform" novalidate aria-labelledby="reply-title">
<p class="note" id="email-note">{}</p>
)",
          texts.markup("reply.note", {{"star", html(R"(<span class="required">*</span>)")}}));
  out.add(write.area(
      {.name = "comment", .label = texts.say("reply.comment"), .most = desk::kMaxReplyText, .required = true},
      fields.comment, 8));
  out.add(write.line({.name = "author",
                      .label = texts.say("reply.name"),
                      .autocomplete = "name",
                      .most = desk::kMaxReplyName,
                      .required = true},
                     fields.author));
  out.add(write.line({.name = "email",
                      .label = texts.say("reply.email"),
                      .type = "email",
                      .autocomplete = "email",
                      .hint = texts.say("reply.email.hint"),
                      .most = desk::kMaxReplyEmail,
                      .required = true},
                     fields.email));
  out.add(write.line({.name = "url",
                      .label = texts.say("reply.website"),
                      .type = "url",
                      .autocomplete = "url",
                      .most = desk::kMaxReplyWebsite},
                     fields.url));
  if (offer.mail) {
    out.add(R"(<p class="consent"><input type="checkbox" id="notify" name="notify" value="yes" {}>
<label for="notify">{}</label></p>
)",
            Flag::checked(fields.notify), texts.say("reply.notify"));
  }
  out.add(
      R"(<p class="consent"><input type="checkbox" id="wp-comment-cookies-consent" name="wp-comment-cookies-consent" value="yes" {}>
<label for="wp-comment-cookies-consent">{}</label></p>
<input type="hidden" name="comment_post_ID" value="{}">
<input type="hidden" name="comment_parent" value="{}">
<input type="hidden" name="once" value="{}">
<p class="submit"><button type="submit" name="submit" id="submit">{}</button></p>
</form>
{}</section>
)",
      Flag::checked(fields.remember), texts.say("reply.remember"), article.str(),
      fields.parent.empty() ? std::string("0") : fields.parent, fields.once, texts.say("reply.post"),
      what_happens_next(texts, offer.trust));
  return out;
}

Html what_was_written(const Catalogue& texts, const ReplyFormView& view) {
  if (view.problems.empty()) return {};
  return html(R"({}<p class="field"><label for="comment">{}</label>
<textarea id="comment" rows="8" readonly>
{}</textarea></p>
)",
              Fields(texts, view.problems, "").summary(texts.say("reply.not_sent"), "reply-errors", {"comment"}),
              texts.say("reply.yours_to_copy"), view.fields.comment);
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
          .notify = form.has("notify"),
          .once = get("once")};
}

}  // namespace dateline::site
