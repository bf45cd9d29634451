#include "site/machines/head.h"

#include "site/frame.h"
#include "site/paths.h"

namespace dateline::site {
namespace {

void put(Html& out, std::string_view property, std::string_view content) {
  if (!content.empty()) {
    out.add(R"(<meta property="{}" content="{}">
)",
            property, content);
  }
}

/// OpenGraph, which all link cards read; Twitter's own names only where it has no OpenGraph for it.
Html link_card(const Context& context, const Frame& frame, const Href& address) {
  const ForMachines& page = frame.machines;
  Html out;
  put(out, "og:type", frame.is_article ? "article" : "website");
  put(out, "og:site_name", context.config.name);
  put(out, "og:title", frame.title.empty() ? context.config.name : frame.title);
  put(out, "og:description", frame.description);
  put(out, "og:url", address.on(context.public_url).str());
  // A territory belongs to it, which most of our languages do not name; without one it is left to who reads it.
  if (const auto dash = context.config.language.find('-'); dash != std::string::npos) {
    put(out, "og:locale", context.config.language.substr(0, dash) + "_" + context.config.language.substr(dash + 1));
  }
  if (frame.is_article) {
    if (page.published) put(out, "article:published_time", format_rfc3339(*page.published));
    if (page.modified) put(out, "article:modified_time", format_rfc3339(*page.modified));
    put(out, "article:section", frame.section);
    for (const std::string& tag : page.tags) put(out, "article:tag", tag);
    for (const std::string& author : page.authors) out.add("<meta name=\"author\" content=\"{}\">\n", author);
  }
  if (page.picture) {
    put(out, "og:image", page.picture->url.str());
    put(out, "og:image:alt", page.picture->alt);
    if (page.picture->width > 0) put(out, "og:image:width", std::to_string(page.picture->width));
    if (page.picture->height > 0) put(out, "og:image:height", std::to_string(page.picture->height));
  }
  out.add("<meta name=\"twitter:card\" content=\"{}\">\n", page.picture ? "summary_large_image" : "summary");
  return out;
}

Html feed_links(const Context& context, const Frame& frame) {
  Html out;
  const auto add = [&](std::string_view title, const Href& base, FeedFormat format) {
    out.add(R"(<link rel="alternate" type="{}" title="{}" href="{}">
)",
            media_type(format), title, feed_path(base, format));
  };
  add(context.config.name, front_path(), FeedFormat::kRss);
  for (const ForMachines::PageFeed& feed : frame.machines.feeds) {
    for (const FeedFormat format : kFeedFormats) {
      add(context.texts.say("head.section_feed", {{"paper", context.config.name}, {"section", feed.title}}), feed.base,
          format);
    }
  }
  return out;
}

Html oembed_links(const Context& context, const Frame& frame) {
  const Href about = Href::path({"oembed"}).with("url", frame.address->on(context.public_url).str());
  return html(R"(<link rel="alternate" type="application/json+oembed" title="{}" href="{}">
<link rel="alternate" type="text/xml+oembed" title="{}" href="{}">
)",
              frame.title, about.with("format", "json"), frame.title, about.with("format", "xml"));
}

}  // namespace

Html machine_head(const Context& context, const Frame& frame) {
  Html out;
  if (frame.address) {
    out.add(R"(<link rel="canonical" href="{}">
<meta name="robots" content="max-image-preview:large">
)",
            frame.address->on(context.public_url));
  } else {
    out.add("<meta name=\"robots\" content=\"noindex\">\n");
  }
  if (context.config.tdm_reservation) {
    out.add("<meta name=\"tdm-reservation\" content=\"1\">\n");
    if (!context.config.tdm_policy.empty()) {
      out.add("<meta name=\"tdm-policy\" content=\"{}\">\n", context.config.tdm_policy);
    }
  }
  if (const auto& shared = frame.address ? frame.address : frame.machines.card) {
    out.add(link_card(context, frame, *shared));
  }
  // What a card and a browser's own bars are tinted with.
  out.add(R"html(<meta name="theme-color" content="{}" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="{}" media="(prefers-color-scheme: dark)">
)html",
          context.house.theme().light.paper, context.house.theme().dark.paper);
  out.add(feed_links(context, frame));
  if (frame.address && frame.is_article) out.add(oembed_links(context, frame));
  if (frame.machines.linked_data) out.add(*frame.machines.linked_data);
  return out;
}

}  // namespace dateline::site
