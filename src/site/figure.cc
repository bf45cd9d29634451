#include "site/figure.h"

#include <algorithm>
#include <charconv>
#include <ranges>

#include "desk/picture.h"
#include "markup/sanitizer.h"
#include "site/context.h"
#include "site/paths.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

/// The picture as a text refers to it: what is written there goes before what the desk knows.
Result<std::optional<desk::PictureUse>> resolve(const store::Reader& reader,
                                                const markup::PictureReference& reference) {
  const auto id = desk::PictureId::parse(reference.name);
  if (!id) return std::nullopt;
  DATELINE_TRY(const auto picture, reader.picture(*id));
  if (!picture) return std::nullopt;
  desk::PictureUse use = picture->use();
  if (!reference.alt.empty()) use.alt = reference.alt;
  if (!reference.title.empty()) {
    const std::string_view title = reference.title;
    const auto bar = title.rfind('|');
    use.caption = text::collapse(title.substr(0, bar));
    if (bar != std::string_view::npos) use.credit = text::collapse(title.substr(bar + 1));
  }
  return use;
}

}  // namespace

Html figure(const desk::PictureUse& picture, std::string_view sizes, bool eager) {
  Srcset widths;
  for (const int width : desk::rendition_widths(picture.width)) widths.add(picture_path(picture.id, width), width);
  Html out;
  if (eager) {
    out.add(
        R"(<figure class="figure"><img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" fetchpriority="low" decoding="async">)",
        picture_jpeg_path(picture), widths, sizes, picture.width, picture.height, picture.alt);
  } else {
    out.add(
        R"(<figure class="figure"><img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" loading="lazy" decoding="async">)",
        picture_jpeg_path(picture), widths, sizes, picture.width, picture.height, picture.alt);
  }
  if (!picture.caption.empty() || !picture.credit.empty()) {
    out.add("<figcaption>{}{}", picture.caption, picture.caption.empty() || picture.credit.empty() ? "" : " ");
    if (!picture.credit.empty()) out.add("<span class=\"credit\">{}</span>", picture.credit);
    out.add("</figcaption>");
  }
  out.add("</figure>\n");
  return out;
}

Result<std::vector<TextPiece>> text_pieces(const store::Reader& reader, std::string_view markdown,
                                           const std::optional<text::Url>& base) {
  std::vector<TextPiece> pieces;
  for (auto& piece : markup::render_markdown_and_pictures(markdown, {.base = base})) {
    if (auto* text = std::get_if<markup::SanitizedHtml>(&piece)) {
      pieces.emplace_back(std::move(*text));
      continue;
    }
    DATELINE_TRY(auto use, resolve(reader, std::get<markup::PictureReference>(piece)));
    if (use) pieces.emplace_back(std::move(*use));
  }
  return pieces;
}

Result<Html> article_text(const store::Reader& reader, std::string_view markdown) {
  DATELINE_TRY(const auto pieces, text_pieces(reader, markdown, std::nullopt));
  Html out;
  for (const TextPiece& piece : pieces) {
    if (const auto* text = std::get_if<markup::SanitizedHtml>(&piece)) {
      out.add("{}", *text);
    } else {
      out.add("{}", figure(std::get<desk::PictureUse>(piece), kArticleSizes, false));
    }
  }
  return out;
}

Result<std::optional<std::string>> missing_picture(const store::Reader& reader, std::string_view markdown) {
  for (const auto& piece : markup::render_markdown_and_pictures(markdown, {})) {
    const auto* reference = std::get_if<markup::PictureReference>(&piece);
    if (!reference) continue;
    DATELINE_TRY(const auto use, resolve(reader, *reference));
    if (!use) return reference->name;
  }
  return std::nullopt;
}

Result<std::optional<desk::PictureUse>> picture_of(const Context& context, const story::Story& story) {
  for (const story::Member& member : story.members | std::views::reverse) {
    // The name saves looking up every report of a story: as the newsroom signs its own (desk::as_article).
    if (member.article->outlet.name != context.config.name) continue;
    DATELINE_TRY(auto post, context.reader.post_of(member.article->id));
    if (post && post->state == desk::Post::State::kPublished && post->picture) return std::move(post->picture);
  }
  return std::nullopt;
}

Result<net::Response> picture(const Context& context, const Visit& visit) {
  const auto id = desk::PictureId::parse(visit.parts[0]);
  const std::string_view name = visit.parts[1];
  int width = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), width);
  const std::string_view ending = name.substr(static_cast<std::size_t>(end - name.data()));
  const std::string_view type = ending == ".webp" ? desk::kWebpType : ending == ".jpg" ? desk::kJpegType : "";
  // One address for each: "0480.webp" is not another name of "480.webp".
  if (!id || error != std::errc() || type.empty() || name.starts_with('0')) {
    return fail(Code::kNotFound, "not the address of a picture");
  }
  DATELINE_TRY(auto bytes, context.reader.rendition(*id, width, type));
  if (!bytes) return fail(Code::kNotFound, "no such picture, or not in this size");
  net::Response response;
  response.content_type = type;
  response.body = std::move(bytes);
  response.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
  // Opened by itself it is a document of this site: one that may do nothing.
  response.headers.emplace_back(
      "Content-Security-Policy",
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox");
  // Feeds carry it to readers on other sites.
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
  return response;
}

}  // namespace dateline::site
