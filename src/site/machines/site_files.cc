// The small files at fixed addresses that say what the site is and what may be done with it.

#include <array>

#include "site/answer.h"
#include "site/assets.h"
#include "site/context.h"
#include "site/json.h"
#include "site/machines/machines.h"

namespace dateline::site {
namespace {

constexpr std::string_view kADay = "public, max-age=86400";

net::Response small_file(std::string content_type, std::string body) {
  net::Response response = public_answer(std::move(content_type), std::move(body));
  for (auto& [name, value] : response.headers) {
    if (name == "Cache-Control") value = kADay;
  }
  return response;
}

}  // namespace

std::span<const Route> machine_routes() {
  static constexpr Route table[] = {
      {"GET", "/robots.txt", robots},
      {"GET", "/sitemap.xml", sitemap_index},
      {"GET", "/sitemap/*", sitemap},
      {"GET", "/.well-known/tdmrep.json", tdmrep},
      {"GET", "/.well-known/security.txt", security_txt},
      {"GET", "/manifest.webmanifest", web_manifest},
      {"GET", "/favicon.ico", icon},
      {"GET", "/icon-192.png", icon},
      {"GET", "/icon-512.png", icon},
      {"GET", "/icon-maskable-512.png", icon},
      {"GET", "/apple-touch-icon.png", icon},
      {"GET", "/oembed", oembed},
      {"GET", "/embed/story/*", embed_card},
      {"GET", "/embed/article/*", embed_card},
  };
  return table;
}

Result<net::Response> robots(const Context& context, const Visit&) {
  return small_file("text/plain; charset=utf-8",
                    "User-agent: *\nDisallow: /desk\nDisallow: /replies/\nDisallow: /reply/\nDisallow: "
                    "/report/\nDisallow: /search\n\nSitemap: " +
                        context.public_url + "/sitemap.xml\nSitemap: " + context.public_url + "/sitemap/news.xml\n");
}

Result<net::Response> tdmrep(const Context& context, const Visit&) {
  json::object rule{{"location", "/"}, {"tdm-reservation", context.config.tdm_reservation ? 1 : 0}};
  if (!context.config.tdm_policy.empty()) rule["tdm-policy"] = json_text(context.config.tdm_policy);
  return small_file("application/json", json::serialize(json::array{std::move(rule)}));
}

Result<net::Response> security_txt(const Context& context, const Visit&) {
  if (context.config.security_contact.empty()) return fail(Code::kNotFound, "no security contact is set");
  // RFC 9116 asks for an end; a year is the longest that it recommends. Of a whole day, so that it stays one text.
  const Instant end = std::chrono::floor<std::chrono::days>(context.clock.now()) + std::chrono::days(364);
  return small_file("text/plain; charset=utf-8",
                    "Contact: " + context.config.security_contact + "\nExpires: " + format_rfc3339(end) +
                        "\nCanonical: " + context.public_url +
                        "/.well-known/security.txt\nPreferred-Languages: " + context.config.language + "\n");
}

Result<net::Response> web_manifest(const Context& context, const Visit&) {
  const auto picture = [](std::string_view src, std::string_view sizes, std::string_view type,
                          std::string_view purpose) -> json::value {
    return {{"src", json_text(src)},
            {"sizes", json_text(sizes)},
            {"type", json_text(type)},
            {"purpose", json_text(purpose)}};
  };
  const json::object manifest{
      {"id", "/"},
      {"name", json_text(context.config.name)},
      {"short_name", json_text(context.config.name)},
      {"description", json_text(context.config.tagline)},
      {"lang", json_text(context.config.language)},
      {"dir", context.texts.locale().is_right_to_left() ? "rtl" : "ltr"},
      {"start_url", "/"},
      {"scope", "/"},
      // With the browser's own way back: a story leads to other sites.
      {"display", "minimal-ui"},
      // A manifest has no dark style; the page's own theme-color has.
      {"background_color", json_text(context.house.theme().light.paper)},
      {"theme_color", json_text(context.house.theme().light.paper)},
      {"categories", json::array{"news"}},
      {"icons", json::array{picture("/favicon.svg", "any", "image/svg+xml", "any"),
                            picture("/icon-192.png", "192x192", "image/png", "any"),
                            picture("/icon-512.png", "512x512", "image/png", "any"),
                            picture("/icon-maskable-512.png", "512x512", "image/png", "maskable")}}};
  return small_file("application/manifest+json; charset=utf-8", json::serialize(manifest));
}

Result<net::Response> icon(const Context&, const Visit& visit) {
  return root_asset(visit.pattern.substr(1));
}

}  // namespace dateline::site
